/** A task with changes for the review's tests: real files in the opened folder, the checkout's sides in memory. */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import { dirname } from "node:path";
import * as vscode from "vscode";
import type { Change } from "../../src/core/review-ports.ts";
import { emptyView, type ReviewedChange, type TaskView } from "../../src/core/task/view.ts";
import { type Review, registerReview } from "../../src/vscode/review.ts";
import type { Outcome } from "../../src/vscode/review-decide.ts";
import type { Decision, ReviewSource } from "../../src/vscode/review-source.ts";
import { ReviewUris } from "../../src/vscode/review-uri.ts";
import type { Confirm } from "../../src/vscode/say.ts";

export const name = "remit-test";
export const uris = new ReviewUris(name);

export type Content = string | Uint8Array;

export interface Proposal {
	readonly base?: Content;
	readonly proposed?: Content;
	readonly from?: string;
	readonly mode?: number;
	readonly binary?: boolean;
}

let places = 0;

export class ReviewGround implements ReviewSource {
	/** Each has a folder of its own in the opened one, so that no editor remembers files of another test. */
	readonly place = `place-${++places}`;
	readonly task = `task-${places}`;
	readonly decisions: Decision[] = [];
	/** What the person was asked, and what they answer. */
	readonly questions: string[] = [];
	says: "yes" | "no" = "yes";
	private broken = "";
	private versions = 0;
	private readonly listeners = new Set<(task: string) => void>();
	private readonly sides = new Map<
		string,
		{ readonly base: Uint8Array | null; readonly proposed: Uint8Array | null }
	>();
	private current: TaskView = {
		...emptyView,
		task: this.task,
		goal: `Goal of ${this.task}`,
		status: "ready",
		workspace: { name: "", folder: folder().fsPath },
	};

	async confirm({ text, detail, yes }: Parameters<Confirm>[0]): Promise<boolean> {
		this.questions.push(`${text} ${detail} [${yes}]`);
		return this.says === "yes";
	}

	views(): readonly TaskView[] {
		return [this.current];
	}

	view(task: string): TaskView | undefined {
		return task === this.task ? this.current : undefined;
	}

	async content(_task: string, path: string, side: "base" | "proposed"): Promise<Uint8Array | null> {
		if (this.broken !== "") throw new Error(this.broken);
		return this.sides.get(path)?.[side] ?? null;
	}

	/** Another content without another version, as no honest checkout would have it. */
	replaceProposed(file: string, proposed: Content): void {
		const path = this.path(file);
		this.sides.set(path, { base: this.sides.get(path)?.base ?? null, proposed: bytes(proposed) });
	}

	/** From now on nothing can be read of it. */
	breakCheckout(text: string): void {
		this.broken = text;
	}

	async decide(_task: string, decision: Decision): Promise<void> {
		this.decisions.push(decision);
		this.change((view) => ({
			...view,
			changes: view.changes.map((item) =>
				item.change.path === decision.path ? { ...item, decision: decision.decision, note: decision.note } : item,
			),
		}));
	}

	onChanged(listener: (task: string) => void): vscode.Disposable {
		this.listeners.add(listener);
		return { dispose: () => this.listeners.delete(listener) };
	}

	change(step: (view: TaskView) => TaskView): void {
		this.current = step(this.current);
		for (const listener of this.listeners) listener(this.task);
	}

	/** The path as the task names it. */
	path(file: string): string {
		return `${this.place}/${file}`;
	}

	uri(file: string): vscode.Uri {
		return vscode.Uri.joinPath(folder(), this.place, file);
	}

	/** A change of the task. The kind follows from the sides. */
	propose(file: string, { base, proposed, from, mode = 0o100644, binary = false }: Proposal): Change {
		const path = this.path(file);
		const kind =
			from !== undefined ? "renamed" : base === undefined ? "added" : proposed === undefined ? "deleted" : "modified";
		const version = `v${this.versions++}`;
		const change: Change = {
			path,
			kind,
			binary,
			mode,
			version,
			added: 1,
			removed: 1,
			...(from === undefined ? {} : { from: this.path(from) }),
		};
		if (from !== undefined) this.sides.set(this.path(from), { base: bytes(base), proposed: null });
		this.sides.set(path, { base: from === undefined ? bytes(base) : null, proposed: bytes(proposed) });
		this.change((view) => ({
			...view,
			changes: withChange(view.changes, change),
		}));
		return change;
	}

	/** Puts a file into the workspace. */
	async write(file: string, content: Content): Promise<void> {
		await fs.mkdir(dirname(this.uri(file).fsPath), { recursive: true });
		await fs.writeFile(this.uri(file).fsPath, content);
	}

	/** What the workspace holds; null where there is nothing. */
	async read(file: string): Promise<Buffer | null> {
		return fs.readFile(this.uri(file).fsPath).catch(() => null);
	}

	async holds(file: string, content: Content | null): Promise<boolean> {
		const found = await this.read(file);
		return content === null ? found === null : found !== null && Buffer.from(content).equals(found);
	}

	async assertHolds(file: string, content: Content | null): Promise<void> {
		const found = await this.read(file);
		assert.deepEqual(
			found,
			content === null ? null : Buffer.from(content),
			`${file} holds ${JSON.stringify(found?.toString("latin1"))}`,
		);
	}

	run(command: string, file?: string): Promise<Outcome> {
		const argument = file === undefined ? { task: this.task } : { task: this.task, path: this.path(file) };
		return Promise.resolve(vscode.commands.executeCommand<Outcome>(`${name}.${command}`, argument));
	}

	accept(file: string): Promise<Outcome> {
		return this.run("acceptFile", file);
	}

	/** Accepts and expects that it is applied; returns the note. */
	async accepted(file: string): Promise<string> {
		const { decided, left } = await this.accept(file);
		assert.deepEqual(left, []);
		assert.deepEqual(
			decided.map(({ path }) => path),
			[this.path(file)],
		);
		return decided[0]?.note ?? "";
	}

	/** Accepts and expects that it is not applied and stays undecided; returns the sentence that says why. */
	async refused(file: string): Promise<string> {
		const { decided, left } = await this.accept(file);
		assert.deepEqual(decided, []);
		assert.deepEqual(this.decisions, []);
		assert.equal(left.length, 1);
		return left[0]?.text ?? "";
	}
}

/** In its place when the file had a change before, else as the last one. */
function withChange(changes: readonly ReviewedChange[], change: Change): readonly ReviewedChange[] {
	const item: ReviewedChange = { change, decision: "undecided", note: "" };
	const known = changes.some(({ change: { path } }) => path === change.path);
	return known ? changes.map((old) => (old.change.path === change.path ? item : old)) : [...changes, item];
}

export function folder(): vscode.Uri {
	const [opened] = vscode.workspace.workspaceFolders ?? [];
	assert.ok(opened);
	return opened.uri;
}

/** Registers a review of its own, beside the extension's, for as long as the test runs. */
export async function withReview(body: (ground: ReviewGround, review: Review) => Promise<void>): Promise<void> {
	const ground = new ReviewGround();
	const review = registerReview(ground, { name, confirm: (question) => ground.confirm(question) });
	try {
		await body(ground, review);
	} finally {
		for (const document of vscode.workspace.textDocuments)
			if (document.isDirty && document.uri.scheme === "file") await revert(document);
		await vscode.commands.executeCommand("workbench.action.closeAllEditors");
		review.dispose();
	}
}

async function revert(document: vscode.TextDocument): Promise<void> {
	await vscode.window.showTextDocument(document);
	await vscode.commands.executeCommand("workbench.action.files.revert");
}

/** Presses Undo in the file's editor. */
export async function undoIn(uri: vscode.Uri): Promise<void> {
	await vscode.window.showTextDocument(uri);
	await vscode.commands.executeCommand("undo");
}

/** Undo of text leaves an unsaved editor: what it would save is what counts. */
export async function savedAs(ground: ReviewGround, file: string, content: Content): Promise<boolean> {
	const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === ground.uri(file).toString());
	if (document?.isDirty) await document.save();
	return ground.holds(file, content);
}

/** Resolves when it is so; fails with the question after ten seconds. */
export async function until(question: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
	const end = Date.now() + 10_000;
	while (!(await isSo())) {
		assert.ok(Date.now() < end, `not so after ten seconds: ${question}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

function bytes(content: Content | undefined): Uint8Array | null {
	return content === undefined ? null : new Uint8Array(Buffer.from(content));
}
