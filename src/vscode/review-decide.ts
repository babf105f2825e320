/** Takes a person's decisions one after another: an accepted change is applied first and recorded when it is there. */

import * as vscode from "vscode";
import { protectedBecause } from "../core/changes/landing-protected.ts";
import type { Surface } from "../core/ports.ts";
import type { ReviewedChange } from "../core/task/review-view.ts";
import { canDecide, type TaskView } from "../core/task/view.ts";
import { type Acceptance, applyChanges, type Landed } from "./apply.ts";
import type { ShownSides } from "./review-files.ts";
import type { ReviewSource } from "./review-source.ts";

/** A change as the person saw it. */
export interface Wanted {
	readonly path: string;
	readonly version: string;
}

export interface Outcome {
	readonly decision: "accepted" | "rejected";
	/** What is recorded now; the notes say what a person should know, and are empty otherwise. */
	readonly decided: readonly { readonly path: string; readonly note: string }[];
	/** What stays undecided; the texts are sentences that say why and what to do. */
	readonly left: readonly { readonly path: string; readonly text: string }[];
}

export class Decisions {
	private readonly source: ReviewSource;
	private readonly sides: ShownSides;
	private readonly anchor: vscode.Uri;
	private last: Promise<unknown> = Promise.resolve();

	/** `anchor` is an empty virtual document; see `Ground`. */
	constructor(source: ReviewSource, sides: ShownSides, anchor: vscode.Uri) {
		this.source = source;
		this.sides = sides;
		this.anchor = anchor;
	}

	/** Changes the workspace by one edit for all that can be applied. */
	accept(task: string, wanted: readonly Wanted[], surface: Surface): Promise<Outcome> {
		return this.inTurn(() => this.acceptNow(task, wanted, surface));
	}

	/** Changes nothing in the workspace. */
	reject(task: string, wanted: readonly Wanted[], surface: Surface): Promise<Outcome> {
		return this.inTurn(() => this.rejectNow(task, wanted, surface));
	}

	/** Two accepts at once would each plan on a workspace that the other one changes. */
	private inTurn(work: () => Promise<Outcome>): Promise<Outcome> {
		const turn = this.last.then(work);
		this.last = turn.catch(() => undefined);
		return turn;
	}

	private async acceptNow(task: string, wanted: readonly Wanted[], surface: Surface): Promise<Outcome> {
		const { open, left } = sort(this.source.view(task), wanted);
		const folder = openFolder(this.source.view(task));
		if (typeof folder === "string")
			return {
				decision: "accepted",
				decided: [],
				left: [...left, ...open.map(({ change: { path } }) => ({ path, text: folder }))],
			};
		const read = await Promise.all(open.map((item) => this.readSides(task, item)));
		const landed = await applyChanges(
			{ folder: folder.uri, anchor: this.anchor },
			read.filter((item) => "change" in item),
		);
		const failed = read.filter((item): item is Left => "text" in item);
		const there = landed.filter((item) => item.kind === "landed");
		for (const item of there) await this.record(task, open, item, surface);
		return {
			decision: "accepted",
			decided: there,
			left: [...left, ...failed, ...landed.filter((item) => item.kind === "left")],
		};
	}

	private async record(
		task: string,
		open: readonly ReviewedChange[],
		{ path, note }: Extract<Landed, { kind: "landed" }>,
		surface: Surface,
	): Promise<void> {
		const version = open.find(({ change }) => change.path === path)?.change.version ?? "";
		await this.source.decide(task, { path, decision: "accepted", version, note, surface });
	}

	private async readSides(task: string, { change }: ReviewedChange): Promise<Acceptance | Left> {
		try {
			return {
				change,
				base: await this.sides.read(task, change, "base"),
				proposed: await this.sides.read(task, change, "proposed"),
			};
		} catch (error) {
			return {
				path: change.path,
				text: `${change.path} cannot be read from the checkout: ${error instanceof Error ? error.message : String(error)}`,
			};
		}
	}

	private async rejectNow(task: string, wanted: readonly Wanted[], surface: Surface): Promise<Outcome> {
		const { open, left } = sort(this.source.view(task), wanted);
		for (const { change } of open) {
			await this.source.decide(task, {
				path: change.path,
				decision: "rejected",
				version: change.version,
				note: "",
				surface,
			});
		}
		return { decision: "rejected", decided: open.map(({ change: { path } }) => ({ path, note: "" })), left };
	}
}

type Left = Outcome["left"][number];

/** What can be decided now, and why the rest cannot. */
function sort(
	view: TaskView | undefined,
	wanted: readonly Wanted[],
): { readonly open: readonly ReviewedChange[]; readonly left: readonly Left[] } {
	const open: ReviewedChange[] = [];
	const left: Left[] = [];
	for (const { path, version } of wanted) {
		const item = view?.changes.find(({ change }) => change.path === path);
		const text = obstacle(view, item, version);
		if (text === "" && item) open.push(item);
		else left.push({ path, text: `${path} ${text}` });
	}
	return { open, left };
}

/** The end of a sentence that begins with the path; empty when nothing stands in the way. */
function obstacle(view: TaskView | undefined, item: ReviewedChange | undefined, version: string): string {
	if (!view || !item) return "is not among the task's changes any more.";
	if (!canDecide(view)) return "cannot be decided on after the task was discarded.";
	if (item.decision !== "undecided") return `is ${item.decision} already.`;
	if (item.change.version !== version) return "changed since you looked. Open the review again.";
	return "";
}

/** The opened folder that the task is about; a text when it is not open in this window. */
function openFolder(view: TaskView | undefined): vscode.WorkspaceFolder | string {
	const wanted = view?.workspace.folder ?? "";
	const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.fsPath === vscode.Uri.file(wanted).fsPath);
	return folder ?? `This task belongs to ${wanted}. Open that folder to accept its changes.`;
}

/** The undecided changes that "accept all" takes, and the protected ones that it leaves to the person. */
export function acceptableTogether(view: TaskView): {
	readonly wanted: readonly Wanted[];
	readonly left: readonly Left[];
} {
	const undecided = view.changes.filter(({ decision }) => decision === "undecided").map(({ change }) => change);
	const because = (change: { path: string; from?: string }) =>
		protectedBecause(change.path) ?? protectedBecause(change.from ?? "");
	const left = undecided.flatMap((change) => {
		const reason = because(change);
		return reason === null
			? []
			: [{ path: change.path, text: `${change.path} ${reason}: look at it and accept it by itself.` }];
	});
	return { wanted: undecided.filter((change) => because(change) === null), left };
}
