/** Says who wrote the line at the cursor: an agent, for which task and with which model, or nobody that Remit knows of. */

import * as vscode from "vscode";
import {
	type AuthoringTask,
	authorshipOf,
	type CommitFacts,
	isAcceptedLine,
	type LineOrigin,
} from "../../core/report/authorship.ts";
import { briefTitle } from "../../core/task/brief.ts";
import type { Delegation } from "../../core/task/delegation.ts";
import { originOf } from "../../core/task/review-view.ts";
import type { Tasks } from "../../core/task/tasks.ts";
import { canDecide } from "../../core/task/view.ts";
import { registerAll } from "../register.ts";
import type { Row } from "../say.ts";
import { type Person, realPerson, withCancel } from "../ship/person.ts";

export interface WhoParts {
	readonly tasks: Tasks;
	/** Rejects with the signal's reason when it aborts. */
	lineOrigin(place: Place, signal: AbortSignal): Promise<LineOrigin>;
	showTask(task: string): Promise<void>;
}

interface Place {
	readonly file: string;
	/** From 1. */
	readonly line: number;
	/** Null where the editor holds what is on disk. */
	readonly content: Uint8Array | null;
}

export function registerWhoWroteThis(parts: WhoParts, name = "remit", person = realPerson): vscode.Disposable {
	const commands = registerAll({ [`${name}.whoWroteThis`]: () => whoWroteThis(parts, person) });
	return vscode.Disposable.from(...commands);
}

interface Answer extends Row {
	act?(): PromiseLike<void>;
}

async function whoWroteThis(parts: WhoParts, person: Person): Promise<void> {
	// A repository's own configuration can name programs that git would start.
	if (!vscode.workspace.isTrusted)
		return void person.tell("Remit: this workspace is not trusted, so git is not asked who wrote its lines.");
	const editor = vscode.window.activeTextEditor;
	if (editor?.document.uri.scheme !== "file")
		return void person.tell("Remit: put the cursor on a line of a file of your project first.");
	const { document, selection } = editor;
	const { line } = selection.active;
	const text = document.getText();
	// What is saved is read from the disk: the editor may have other line ends in mind.
	const content = document.isDirty ? await vscode.workspace.encode(text, { uri: document.uri }) : null;
	const place = { file: document.uri.fsPath, line: line + 1, content };
	const rows = await withCancel("Remit: looking who wrote this line", async (signal) => {
		const origin = await parts.lineOrigin(place, signal);
		if (origin.kind === "committed") return committedRows(origin.commit, parts);
		if (origin.kind === "unknown") return [{ label: "It cannot be said who wrote this line", detail: origin.text }];
		return uncommittedRows(await acceptedFrom(parts.tasks, { ...place, text }, signal), parts);
	});
	const title = `Remit: Who Wrote This, line ${line + 1} of ${vscode.workspace.asRelativePath(document.uri)}`;
	const chosen = await person.pick<Answer>(rows, { title, placeHolder: "Enter opens a task, or copies a commit's id" });
	await chosen?.act?.();
}

/** Trailers can be written by anybody who commits: whether the journal here knows the commit is said as well. */
function committedRows({ id, author, at, subject, trailers }: CommitFacts, parts: WhoParts): readonly Answer[] {
	const { tasks, reviewers } = authorshipOf(trailers);
	const heading =
		tasks.length === 0
			? { label: "No agent is named", description: `committed by ${author}` }
			: { label: "An agent wrote this", description: squashText(tasks.length) };
	return [
		heading,
		...tasks.flatMap((task) => taskRows(task, id, parts)),
		{ label: "Reviewed by", description: reviewers.length > 0 ? reviewers.join(", ") : "nobody is named" },
		{
			label: "Commit",
			description: `${id.slice(0, 10)}, ${dayText(at)}, by ${author}`,
			detail: subject,
			act: () => vscode.env.clipboard.writeText(id),
		},
	];
}

/** A commit can name any number as its time. */
function dayText(at: number): string {
	const day = new Date(at);
	return Number.isNaN(day.getTime()) ? "of no real date" : day.toISOString().slice(0, 10);
}

function squashText(tasks: number): string {
	return tasks === 1 ? "the commit says so" : `the commit is the work of ${tasks} tasks: it does not say of which one`;
}

function taskRows({ task, model, owner }: AuthoringTask, commit: string, { tasks, showTask }: WhoParts) {
	const delegation = tasks.get(task);
	const unsaid = "the commit does not say";
	const row: Answer = delegation
		? {
				label: `Task ${task}`,
				description: `Open Task: ${briefTitle(delegation.view.goal)}`,
				detail: isShipped(delegation, commit)
					? "Its journal names this commit."
					: "Its journal does not name this commit: it was rewritten, squashed, or made elsewhere.",
				act: () => showTask(task),
			}
		: { label: `Task ${task}`, description: "its journal is not in this window" };
	return [
		row,
		{ label: "Model", description: model || unsaid },
		{ label: "Owner", description: owner || unsaid },
	] satisfies readonly Answer[];
}

function isShipped({ view }: Delegation, id: string): boolean {
	return view.shipped.some(({ commit }) => commit === id);
}

function uncommittedRows(delegation: Delegation | undefined, { showTask }: WhoParts): readonly Answer[] {
	if (!delegation) {
		const detail = "No accepted change of a task that is still open has this line.";
		return [{ label: "Not committed yet", description: "written here", detail }];
	}
	const { task, goal, model, owner, by } = delegation.view;
	return [
		{ label: "An agent wrote this", description: "accepted, not committed yet" },
		{ label: `Task ${task}`, description: `Open Task: ${briefTitle(goal)}`, act: () => showTask(task) },
		{ label: "Model", description: model.label },
		{ label: "Owner", description: owner },
		// Whoever accepted it, as the commit's trailer will say.
		{ label: "Reviewed by", description: by || owner },
	];
}

/** The newest task of which this line was accepted. What cannot be read any more is left out. */
async function acceptedFrom(
	tasks: Tasks,
	{ file, line, text }: Place & { readonly text: string },
	signal: AbortSignal,
): Promise<Delegation | undefined> {
	for (const delegation of tasks.list()) {
		const { view } = delegation;
		if (!canDecide(view)) continue;
		const item = view.changes.find(
			({ accepted }) => accepted !== null && isSameFile(view.workspace.folder, accepted.path, file),
		);
		if (!item?.accepted?.content) continue;
		const opened = await delegation.openCheckout(signal);
		if (opened.kind === "failed") continue;
		const { proposal } = opened.checkout;
		const [sides] = await proposal.sides([item.change], signal).catch(() => []);
		const [kept] = await proposal.kept([item.accepted.content], signal).catch(() => []);
		const base = item.accepted.origin === originOf(item.change) ? sides?.base : null;
		if (kept && isAcceptedLine({ base: decoded(base), accepted: decoded(kept), live: text }, line - 1))
			return delegation;
	}
	return undefined;
}

function isSameFile(folder: string, path: string, file: string): boolean {
	const { fsPath } = vscode.Uri.joinPath(vscode.Uri.file(folder), path);
	return fsPath === file;
}

function decoded(bytes: Uint8Array | null | undefined): string {
	return bytes ? new TextDecoder().decode(bytes) : "";
}
