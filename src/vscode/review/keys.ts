/** Decides on the hunk under the cursor and walks through the hunks, on either side of a comparison and from file to file. */

import * as vscode from "vscode";
import { sayDone } from "../say.ts";
import type { ThreadTarget } from "../threads/threads.ts";
import type { ReviewDesk } from "./desk.ts";
import type { PlacedPiece, ReviewedDocument, ReviewedDocuments } from "./hunks.ts";
import { Pressed } from "./pressed.ts";
import { inReviewOrder } from "./show.ts";
import { askedOf, inform } from "./target.ts";
import type { ReviewUris } from "./uri.ts";
import type { DecisionWord } from "./wanted.ts";

interface KeyParts {
	readonly desk: ReviewDesk;
	readonly documents: ReviewedDocuments;
	readonly uris: ReviewUris;
	/** Opens a comment thread. */
	ask(target: ThreadTarget): Promise<void>;
}

/** Decided hunks that are passed over at most. */
const mostSteps = 200;

/** `1`: down, `-1`: up. */
export type Direction = 1 | -1;

export class ReviewKeys {
	private readonly parts: KeyParts;

	constructor(parts: KeyParts) {
		this.parts = parts;
	}

	/** Answers with what was decided and what was left; with nothing when nothing was meant. */
	async decide(decision: DecisionWord, argument: unknown) {
		const { desk } = this.parts;
		const editor = this.editor();
		// What a keybinding or another extension names is asked about, whatever the cursor is in.
		const isNamed = askedOf(argument) !== undefined;
		if (isNamed || (!(argument instanceof Pressed) && editor === undefined)) return desk.decideOne(decision, argument);
		const pressed = argument instanceof Pressed ? argument : await this.underCursor();
		if (pressed === undefined) return undefined;
		const { task, path, version, pieces } = pressed;
		const wanted = [{ path, version, ...(pieces && { pieces }) }];
		const outcome = await desk.carryOut(decision, { task, wanted, left: [] }, "editor");
		// Who presses a button looks where the pointer is: only the keys lead on.
		const isKey = !(argument instanceof Pressed);
		if (isKey && decision !== "undecided" && outcome.decided.length > 0) await this.leadOn(editor, pressed);
		return outcome;
	}

	async ask(argument: unknown): Promise<void> {
		const pressed = argument instanceof Pressed ? argument : await this.underCursor();
		if (!pressed) return;
		const [piece] = pressed.pieces ?? [];
		const { task, path, version } = pressed;
		await this.parts.ask({ task, path, version, ...(piece !== undefined && { piece }) });
	}

	/** To the next hunk of the file, decided or not; at its end to the next file with something undecided. */
	async step(direction: Direction): Promise<void> {
		const editor = this.editor();
		const reviewed = editor && (await this.parts.documents.of(editor.document));
		if (!editor || !reviewed) return this.stepFile(direction);
		const at = editor.selection.active.line;
		const ahead = reviewed.pieces.filter(({ lines }) => (direction === 1 ? lines.start > at : lines.start < at));
		const next = direction === 1 ? ahead[0] : ahead.at(-1);
		if (next) return show(editor, reviewed, next);
		await this.stepFile(direction);
	}

	/** To the next file with something undecided, in the same column. */
	async stepFile(direction: Direction): Promise<void> {
		const { desk, documents } = this.parts;
		if (desk.tabs.activeReview()) return stepInReview(direction);
		const shown = desk.tabs.activeChange();
		const view = shown ? documents.view(shown) : undefined;
		if (!shown || !view) return inform("open a change first.");
		const items = inReviewOrder(view);
		const at = items.findIndex(({ change }) => change.path === shown.path);
		const around = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))];
		const next = (direction === 1 ? around : around.reverse()).find(({ decision }) => decision === "undecided");
		if (!next) return sayDone("Remit: no other file is undecided.");
		const { viewColumn } = vscode.window.tabGroups.activeTabGroup;
		await desk.tabs.openOne(view, next.change, { viewColumn });
	}

	/** The text of a review that has the cursor. */
	private editor(): vscode.TextEditor | undefined {
		const editor = vscode.window.activeTextEditor;
		return editor && this.parts.uris.parse(editor.document.uri) ? editor : undefined;
	}

	/** Undefined, with a word to the person, where the cursor is in no hunk: then the next one is shown, and nothing is decided. */
	private async underCursor(): Promise<Pressed | undefined> {
		const editor = this.editor();
		if (!editor) return void inform("open a change first.");
		const reviewed = await this.parts.documents.of(editor.document);
		if (!reviewed) return void inform("nothing can be decided here just now. Save or revert your edits, or try again.");
		const line = editor.selection.active.line;
		const found = pieceAt(reviewed, line);
		if (found?.isSaved) return pressedAt(reviewed, found);
		if (found) return void inform("this hunk has edits of yours that are not saved. Save or revert them first.");
		const next = nextUndecided(reviewed, line);
		if (!next) return void inform("the cursor is in no hunk, and every hunk of this file is decided.");
		show(editor, reviewed, next);
		return void inform(
			"the cursor was in no hunk. It is in the next undecided one now: press again to decide on that.",
		);
	}

	/** To the next undecided hunk, where the file is still in front. */
	private async leadOn(editor: vscode.TextEditor | undefined, { path }: Pressed): Promise<void> {
		const active = this.editor();
		if (!editor || !active || active.document !== editor.document) return;
		const reviewed = await this.parts.documents.of(active.document);
		if (!reviewed || reviewed.shown.path !== path) return;
		const next = nextUndecided(reviewed, active.selection.active.line);
		if (next) show(active, reviewed, next);
		else if (this.parts.desk.tabs.activeReview()) await this.leadOnInReview();
	}

	/** The editor's own steps stop at decided hunks as well. */
	private async leadOnInReview(): Promise<void> {
		let before = "";
		for (let step = 0; step < mostSteps; step++) {
			await stepInReview(1);
			const editor = this.editor();
			const at = editor === undefined ? "" : `${editor.document.uri.toString()} ${editor.selection.active.line}`;
			if (!editor || at === before) return;
			before = at;
			const reviewed = await this.parts.documents.of(editor.document);
			const placed = reviewed && pieceAt(reviewed, editor.selection.active.line);
			if (reviewed && placed?.decision === "undecided") return show(editor, reviewed, placed);
		}
	}
}

/** The editor walks through its own differences when it shows several files. */
async function stepInReview(direction: Direction): Promise<void> {
	const command = direction === 1 ? "multiDiffEditor.goToNextChange" : "multiDiffEditor.goToPreviousChange";
	const known = await vscode.commands.getCommands(true);
	if (known.includes(command)) await vscode.commands.executeCommand(command);
}

/** The hunk that has the line, else what concerns the whole file and stands there. */
function pieceAt({ pieces }: ReviewedDocument, line: number): PlacedPiece | undefined {
	const here = pieces.filter(({ lines }) => line >= lines.start && line < Math.max(lines.end, lines.start + 1));
	return here.find(({ piece }) => piece.kind === "hunk") ?? here[0];
}

/** After the line, else the first of all. */
function nextUndecided({ pieces }: ReviewedDocument, line: number): PlacedPiece | undefined {
	const open = pieces.filter(({ decision }) => decision === "undecided");
	return open.find(({ lines }) => lines.start > line) ?? open[0];
}

function pressedAt({ view, shown, version }: ReviewedDocument, { piece }: PlacedPiece): Pressed {
	return new Pressed({ task: view.task, path: shown.path, version, pieces: [piece.id] });
}

function show(editor: vscode.TextEditor, { pieces }: ReviewedDocument, placed: PlacedPiece): void {
	const { start, end } = placed.lines;
	const at = new vscode.Range(start, 0, start, 0);
	editor.selection = new vscode.Selection(at.start, at.start);
	editor.revealRange(
		new vscode.Range(start, 0, Math.max(start, end - 1), 0),
		vscode.TextEditorRevealType.InCenterIfOutsideViewport,
	);
	const lines = end - start > 1 ? `lines ${start + 1}–${end}` : `line ${start + 1}`;
	sayDone(`Remit: hunk ${pieces.indexOf(placed) + 1} of ${pieces.length}, ${lines}: ${placed.decision}.`);
}
