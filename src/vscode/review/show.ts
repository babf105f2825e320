/** Opens changes in the editor's own comparisons. Nothing here opens by itself: a person asked for it. */

import * as vscode from "vscode";
import type { Change } from "../../core/review-ports.ts";
import { briefTitle } from "../../core/task/brief.ts";
import { reviewGroups } from "../../core/task/review-groups.ts";
import type { ReviewedChange } from "../../core/task/review-view.ts";
import type { TaskView } from "../../core/task/view.ts";
import { plainLine } from "../plain-text.ts";
import { pickOne } from "../say.ts";
import type { ReviewUris } from "./uri.ts";

export interface ShowOptions {
	readonly viewColumn?: vscode.ViewColumn;
	readonly preserveFocus?: boolean;
	/** False keeps the tab that is there; true by default. */
	readonly preview?: boolean;
	/** Lines to show, on the proposed side. */
	readonly selection?: vscode.Range;
	/** False shows a notebook as the text that it is. The editor takes it with a comparison, though its types do not say so. */
	readonly override?: false;
}

export function undecided(view: TaskView): readonly Change[] {
	return view.changes.filter(({ decision }) => decision === "undecided").map(({ change }) => change);
}

/** As they are gone through: what needs a look of its own after the rest, and what tools wrote at the end. */
export function inReviewOrder(view: TaskView): readonly ReviewedChange[] {
	const { ordinary, generated, protected: apart } = reviewGroups(view.changes);
	return [...ordinary, ...[...apart, ...generated].map(({ item }) => item)];
}

/** One file in a comparison; a binary file that has one side only is shown alone. */
export async function showChange(
	uris: ReviewUris,
	{ task }: TaskView,
	change: Change,
	options: ShowOptions = {},
): Promise<void> {
	const title = plainLine(changeTitle(change));
	const shown: vscode.TextDocumentShowOptions & ShowOptions = { preview: true, ...options };
	const [base, proposed] = [uris.of(task, change, "base"), uris.of(task, change, "proposed")];
	if (change.binary && change.kind === "added")
		await vscode.commands.executeCommand("vscode.open", proposed, shown, title);
	else if (change.binary && change.kind === "deleted")
		await vscode.commands.executeCommand("vscode.open", base, shown, title);
	else await vscode.commands.executeCommand("vscode.diff", base, proposed, title, shown);
}

/** All of them in one editor. False where this editor has no such view; older ones do not. */
export async function showChanges(
	uris: ReviewUris,
	view: TaskView,
	changes: readonly Change[],
	title: string,
): Promise<boolean> {
	const known = await vscode.commands.getCommands(true);
	if (!known.includes("vscode.changes")) return false;
	const folder = vscode.Uri.file(view.workspace.folder);
	const rows = changes.map((change) => [
		vscode.Uri.joinPath(folder, change.path),
		change.kind === "added" ? undefined : uris.of(view.task, change, "base"),
		change.kind === "deleted" ? undefined : uris.of(view.task, change, "proposed"),
	]);
	await vscode.commands.executeCommand("vscode.changes", title, rows);
	return true;
}

/** Lets the person choose one change of these. */
export async function pickChange(
	items: readonly { readonly view: TaskView; readonly item: ReviewedChange }[],
	title: string,
) {
	const severalTasks = new Set(items.map(({ view }) => view.task)).size > 1;
	const rows = items.map(({ view, item }) => ({
		label: item.change.path,
		description: [changeWords(item.change), item.decision === "undecided" ? "" : item.decision]
			.filter((word) => word !== "")
			.join(", "),
		...(severalTasks ? { detail: briefTitle(view.goal) } : {}),
		view,
		item,
	}));
	return pickOne(rows, { title, placeHolder: "Choose a file" });
}

export function reviewTitle(view: TaskView): string {
	const kind = view.model.scripted ? "Review (scripted demo)" : "Review";
	return plainLine(`${kind}: ${briefTitle(view.goal, 40)}`);
}

/** For a tab: the file's name and what happened to it. */
function changeTitle(change: Change): string {
	const name = baseName(change.path);
	if (change.from === undefined) return `${name} (${changeWords(change)})`;
	const sameName = baseName(change.from) === name;
	return `${sameName ? change.from : baseName(change.from)} → ${sameName ? change.path : name} (${changeWords(change)})`;
}

/** What happened to the file, in a few words. */
function changeWords(change: Change): string {
	if (change.kind === "renamed" && change.pieces?.every((piece) => piece.startsWith("move:")))
		return "moved, same text";
	const link = (change.mode & 0o170000) === 0o120000 ? "symbolic link, " : "";
	const executable = !link && (change.mode & 0o111) !== 0;
	const onlyMode = change.kind === "modified" && !change.binary && change.added + change.removed === 0 && link === "";
	if (onlyMode) return executable ? "now executable, same text" : "no longer executable, or same text in other bytes";
	return `${link}${kindWords[change.kind]}${executable && change.kind === "added" ? ", executable" : ""}`;
}

const kindWords = { added: "new", modified: "changed", deleted: "deleted", renamed: "renamed" } as const;

/** The last part of a path. */
export function baseName(path: string): string {
	return path.slice(path.lastIndexOf("/") + 1);
}
