/** Puts the decisions above each hunk of a shown change, and above the first one what concerns the whole file. */

import * as vscode from "vscode";
import { changeProtectedBecause } from "../../core/changes/landing-protected.ts";
import type { ReviewedChange } from "../../core/task/review-view.ts";
import { plainLine } from "../plain-text.ts";
import { type PlacedPiece, type ReviewedDocument, type ReviewedDocuments, sideOfLenses } from "./hunks.ts";
import { Pressed } from "./pressed.ts";
import { InSight } from "./sight.ts";
import type { Standing } from "./standing.ts";
import { UntilAsked } from "./until-asked.ts";
import type { ReviewUris, ShownSide } from "./uri.ts";

export class ReviewLenses implements vscode.CodeLensProvider {
	private readonly changed = new UntilAsked((uri) => this.uris.parse(uri) !== null);
	readonly onDidChangeCodeLenses = this.changed.event;
	private readonly documents: ReviewedDocuments;
	private readonly uris: ReviewUris;
	private readonly sight = new InSight(() => this.changed.announce());

	constructor(documents: ReviewedDocuments, uris: ReviewUris) {
		this.documents = documents;
		this.uris = uris;
	}

	refresh(): void {
		this.changed.announce();
	}

	async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
		this.changed.asked(document.uri);
		const shown = this.uris.parse(document.uri);
		if (shown === null) return [];
		const standing = this.documents.standing(shown);
		if (standing.kind !== "there")
			return shown.side === "proposed" ? pastLenses(shown, standing, this.uris.scheme) : [];
		if (shown.side !== sideOfLenses(standing.item.change)) return [];
		if (!standing.canDecide) return [said(0, "Nothing can be decided before the task has its checkout.")];
		const reviewed = await this.documents.of(document);
		if (reviewed !== null) return lensesOf(reviewed, this.sight.of(document, reviewed.pieces), this.uris.scheme);
		if (!document.isDirty) return [];
		return [said(0, "The agent changed this file since your unsaved edits began: revert the file to see its version.")];
	}

	dispose(): void {
		this.sight.dispose();
		this.changed.dispose();
	}
}

/** What was accepted of a change that is no more can still be taken out of the file. */
function pastLenses(
	{ task, path }: ShownSide,
	standing: Exclude<Standing, { kind: "there" }>,
	scheme: string,
): vscode.CodeLens[] {
	const words = said(0, `Nothing can be decided here: ${standing.text}`);
	if (standing.kind !== "same") return [words];
	const at = new Pressed({ task, path, version: standing.item.change.version });
	const tooltip = "Take everything that was accepted of this file out of it again";
	return [words, lens(0, { title: "Undo what was accepted", tooltip, command: `${scheme}.undoDecision` }, at)];
}

function lensesOf(reviewed: ReviewedDocument, seen: readonly PlacedPiece[], scheme: string): vscode.CodeLens[] {
	const { pieces, item } = reviewed;
	// Equal lines before the first difference may be folded away.
	const top = pieces.find(({ piece }) => piece.kind === "hunk")?.lines.start ?? 0;
	const ofFile = pieces.filter(({ piece }) => piece.kind !== "hunk");
	const ofLines = seen.filter(({ piece }) => piece.kind === "hunk");
	return [
		...protection(item).map((text) => said(top, text)),
		...ofFile.flatMap((placed) => pieceLenses(reviewed, { ...placed, lines: { start: top, end: top } }, scheme)),
		...ofLines.flatMap((placed) => pieceLenses(reviewed, placed, scheme)),
		...wholeFileLenses(reviewed, top, scheme),
		// What does not fit in a narrow editor is cut off at the end.
		...outlivedWords(item).map((text) => said(top, text)),
	];
}

function protection({ change }: ReviewedChange): readonly string[] {
	const because = changeProtectedBecause(change);
	return because === null ? [] : [`$(shield)\u00a0Protected: ${because}`];
}

function outlivedWords({ outlived }: ReviewedChange): readonly string[] {
	if (outlived === 0) return [];
	return outlived === 1
		? ["1 accepted hunk is no longer in the agent's version; your file still has it"]
		: [`${outlived} accepted hunks are no longer in the agent's version; your file still has them`];
}

/** An editor of many files has no buttons for one of them. */
function wholeFileLenses(
	{ view, item, version, pieces, shown }: ReviewedDocument,
	line: number,
	scheme: string,
): readonly vscode.CodeLens[] {
	if (item.undecided < 2 || pieces.some(({ isSaved }) => !isSaved)) return [];
	const at = new Pressed({ task: view.task, path: shown.path, version });
	const all = `all ${item.undecided} undecided hunks of this file`;
	return [
		lens(
			line,
			{
				title: `✓ All ${item.undecided}`,
				tooltip: `Accept ${all} (${keys.acceptFile})`,
				command: `${scheme}.acceptFile`,
			},
			at,
		),
		lens(
			line,
			{
				title: `✗ All ${item.undecided}`,
				tooltip: `Reject ${all} (${keys.rejectFile})`,
				command: `${scheme}.rejectFile`,
			},
			at,
		),
	];
}

function pieceLenses(
	{ view, item, version, shown }: ReviewedDocument,
	{ piece, lines, decision, isSaved }: PlacedPiece,
	scheme: string,
): readonly vscode.CodeLens[] {
	const line = lines.start;
	if (!isSaved)
		return [
			lens(line, {
				title: "Unsaved edits: save to decide",
				tooltip: "Saves your edits into the agent's checkout",
				command: "workbench.action.files.save",
			}),
		];
	const at = new Pressed({ task: view.task, path: shown.path, version, pieces: [piece.id] });
	const { name, label } = namesOf(piece.kind, item);
	const undo = {
		title: "Undo",
		tooltip: `Take the decision on ${name} back (${keys.undoDecision})`,
		command: `${scheme}.undoDecision`,
	};
	const ask = {
		title: "↩ Ask for a change",
		tooltip: `Say what should be different about ${name} (${keys.askForChange})`,
		command: `${scheme}.askForChange`,
	};
	const accept = {
		title: `✓ Accept${label}`,
		tooltip: `Accept ${name}: ${acceptedWords[piece.kind]} (${keys.acceptHunk})`,
		command: `${scheme}.acceptHunk`,
	};
	const reject = {
		title: `✗ Reject${label}`,
		tooltip: `Reject ${name}: your workspace stays as it is (${keys.rejectHunk})`,
		command: `${scheme}.rejectHunk`,
	};
	switch (decision) {
		case "undecided":
			return [lens(line, accept, at), lens(line, reject, at), lens(line, ask, at)];
		case "accepted":
			return [said(line, `✓ Accepted${label}`), lens(line, undo, at)];
		case "rejected":
			return [said(line, `✗ Rejected${label}`), lens(line, undo, at)];
		default:
			return decision satisfies never;
	}
}

/** How a piece is called in a sentence, and what its buttons add where they are not about the lines below. */
function namesOf(
	kind: PlacedPiece["piece"]["kind"],
	{ change }: ReviewedChange,
): { readonly name: string; readonly label: string } {
	const executable = (change.mode & 0o111) !== 0;
	switch (kind) {
		case "hunk":
			return { name: "this hunk", label: "" };
		case "move":
			return { name: `the move from ${plainLine(change.from ?? "")}`, label: " Move" };
		case "mode":
			return { name: "the executable bit", label: executable ? " Executable Bit" : " Removal of the Executable Bit" };
		case "whole":
			return { name: "this file", label: wholeLabels[change.kind] };
		default:
			return kind satisfies never;
	}
}

const acceptedWords = {
	hunk: "it goes into your file",
	move: "your file is moved as well",
	mode: "your file has it as well",
	whole: "it happens in your workspace as well",
} as const;

const wholeLabels = { added: " New File", deleted: " Deletion", modified: " File", renamed: " File" } as const;

/** As package.json has them. */
const keys = {
	acceptHunk: "Ctrl+Alt+Enter, on a Mac Cmd+Alt+Enter",
	rejectHunk: "Ctrl+Alt+Backspace, on a Mac Cmd+Alt+Backspace",
	acceptFile: "Ctrl+Alt+Shift+Enter, on a Mac Cmd+Alt+Shift+Enter",
	rejectFile: "Ctrl+Alt+Shift+Backspace, on a Mac Cmd+Alt+Shift+Backspace",
	undoDecision: "Ctrl+Alt+U, on a Mac Cmd+Alt+U",
	askForChange: "Ctrl+Alt+K, on a Mac Cmd+Alt+K",
} as const;

function lens(line: number, command: vscode.Command, ...pressed: readonly Pressed[]): vscode.CodeLens {
	return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { ...command, arguments: [...pressed] });
}

/** Without a command they are only words. */
function said(line: number, title: string): vscode.CodeLens {
	return lens(line, { title, command: "" });
}
