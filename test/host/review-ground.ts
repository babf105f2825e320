/**
 * A task with changes for the review's tests: real files in the opened folder, the checkout's sides in memory.
 *
 * `withReview(async (ground, review) => …)` gives each test a folder and a task of its own. `ground.write(file, text)` puts
 * a file into the workspace, `ground.propose(file, {base, proposed})` makes (or changes) a change of the agent; calling it
 * again is the agent's next version. `ground.item(ground.path(file))` is what the fold knows of it, `ground.pieces(file)` the
 * ids of its pieces. `ground.record(event)` folds any other event, e.g. an answer; `ground.change(step)` sets the status.
 * `ground.decisions`, `comments`, `edits` and `questions` are what the review did.
 */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import { dirname } from "node:path";
import * as vscode from "vscode";
import type { Change, Sides } from "../../src/core/review-ports.ts";
import type { Outcome } from "../../src/vscode/review/decide.ts";
import { type Review, registerReview } from "../../src/vscode/review/review.ts";
import { ReviewUris } from "../../src/vscode/review/uri.ts";
import type { Confirm } from "../../src/vscode/say.ts";
import { closeEditors } from "./open-editors.ts";
import { ReviewTask } from "./review-task.ts";

export const name = "remit-test";
export const uris = new ReviewUris(name);

export type Content = string | Uint8Array;

export interface Proposal {
	readonly base?: Content;
	readonly proposed?: Content;
	readonly from?: string;
	readonly mode?: number;
	/** That of the proposed side where it is left out. */
	readonly baseMode?: number;
	readonly binary?: boolean;
}

let places = 0;

export class ReviewGround extends ReviewTask {
	/** Each has a folder of its own in the opened one, so that no editor remembers files of another test. */
	readonly place: string;
	/** What the person was asked, and what they answer. */
	readonly questions: string[] = [];
	says: "yes" | "no" = "yes";

	constructor() {
		super(`task-${++places}`, folder().fsPath);
		this.place = `place-${places}`;
	}

	async confirm({ text, detail, yes }: Parameters<Confirm>[0]): Promise<boolean> {
		this.questions.push(`${text} ${detail} [${yes}]`);
		return this.says === "yes";
	}

	/** Another content without another version, as no honest checkout would have it. */
	replaceProposed(file: string, proposed: Content): void {
		this.swapProposed(this.path(file), new Uint8Array(Buffer.from(proposed)));
	}

	/** The path as the task names it. */
	path(file: string): string {
		return `${this.place}/${file}`;
	}

	uri(file: string): vscode.Uri {
		return vscode.Uri.joinPath(folder(), this.place, file);
	}

	/** A change of the task, or a new version of it. The kind follows from the sides. */
	propose(file: string, proposal: Proposal): Change {
		const { change, sides } = this.proposed(file, proposal);
		return this.found(change, sides);
	}

	/** Many changes by one event. */
	proposeAll(proposals: Readonly<Record<string, Proposal>>): readonly Change[] {
		return this.foundTogether(Object.entries(proposals).map(([file, proposal]) => this.proposed(file, proposal)));
	}

	/** The ids of what can be decided on by itself, in order. */
	pieces(file: string): readonly string[] {
		return this.item(this.path(file))?.pieces ?? [];
	}

	/** What was decided on each piece, in order. */
	decisionsOn(file: string): readonly string[] {
		const item = this.item(this.path(file));
		return item?.pieces.map((piece) => item.decisions[piece] ?? "undecided") ?? [];
	}

	private proposed(file: string, { base, proposed, from, mode = 0o100644, baseMode = mode, binary = false }: Proposal) {
		const kind: Change["kind"] =
			from !== undefined ? "renamed" : base === undefined ? "added" : proposed === undefined ? "deleted" : "modified";
		const origin = from === undefined ? {} : { from: this.path(from) };
		const change = { path: this.path(file), kind, ...origin, binary, added: 1, removed: 1, mode, baseMode };
		const sides: Sides = { base: bytes(base), proposed: bytes(proposed) };
		return { change, sides };
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
		await closeEditors();
		review.dispose();
	}
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

function bytes(content: Content | undefined): Uint8Array | null {
	return content === undefined ? null : new Uint8Array(Buffer.from(content));
}
