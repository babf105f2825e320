/** Sends what the person writes in a comment thread: finds out which piece it is about, and never loses the text. */

import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { pieceDiff } from "../../core/changes/hunk-text.ts";
import { pieceAt, placeOf, placeOfLines } from "../../core/changes/piece-place.ts";
import type { Piece } from "../../core/changes/pieces.ts";
import type { Change } from "../../core/review-ports.ts";
import type { Place } from "../../core/task/review-events.ts";
import type { Sent } from "../../core/task/reviewing.ts";
import type { Thread } from "../../core/task/threads-view.ts";
import { canDecide } from "../../core/task/view.ts";
import type { ShownSides } from "../review/files.ts";
import type { ShownPieces } from "../review/pieces.ts";
import type { ReviewSource } from "../review/source.ts";
import type { ReviewUris } from "../review/uri.ts";
import { sayWarning } from "../say.ts";
import type { ThreadBoard } from "./board.ts";
import { Drafts, type ThreadTarget } from "./drafts.ts";
import { anchorOf, linesOf, noPiece } from "./place.ts";

export interface SenderParts {
	readonly source: ReviewSource;
	readonly pieces: ShownPieces;
	readonly sides: ShownSides;
	readonly uris: ReviewUris;
	readonly board: ThreadBoard;
}

/** What a comment is about; a text says why it cannot be sent. */
type Subject = Pick<Sent, "path" | "piece" | "place" | "diff">;

export class CommentSender {
	/** Threads that were opened and not sent yet. */
	readonly drafts = new Drafts();
	private readonly parts: SenderParts;

	constructor(parts: SenderParts) {
		this.parts = parts;
	}

	/** Removes a thread in which nothing was sent. */
	cancel(widget: vscode.CommentThread): void {
		if (this.parts.board.nameOf(widget)) return;
		this.drafts.end(widget);
		widget.dispose();
	}

	async send(widget: vscode.CommentThread, written: string): Promise<void> {
		const text = written.trim();
		if (text === "") return this.refuse(widget, "", "it is empty. Write what should be changed.");
		const name = this.parts.board.nameOf(widget);
		const task = name?.task ?? this.drafts.targetOf(widget)?.task ?? this.parts.uris.parse(widget.uri)?.task;
		if (task === undefined) return this.refuse(widget, text, "this is no file of a task.");
		const subject = await this.subjectOf(widget, task);
		if (typeof subject === "string") return this.refuse(widget, text, subject);
		const sent = { ...subject, thread: name?.thread ?? randomUUID(), text, surface: "editor" } as const;
		const why = name ? await this.record(task, sent) : await this.open(widget, task, sent);
		if (why !== "") this.refuse(widget, text, why);
	}

	/** Sends a comment on a change that no comparison of texts shows. */
	async sendFor(target: ThreadTarget, text: string): Promise<void> {
		if (text.trim() === "") return;
		const subject = await this.subject(target.task, (change, pieces) => pieceOf(target, change, pieces), target.path);
		const sent = { thread: randomUUID(), text: text.trim(), surface: "editor" } as const;
		const why = typeof subject === "string" ? subject : await this.record(target.task, { ...subject, ...sent });
		if (why !== "") void sayNotSent(why, text);
	}

	/** The first comment of a thread is seen at once. Resolves to why it was not recorded; empty when it was. */
	private async open(widget: vscode.CommentThread, task: string, sent: Sent): Promise<string> {
		const { board } = this.parts;
		const target = this.drafts.targetOf(widget);
		this.drafts.end(widget);
		board.adopt(widget, { task, thread: sent.thread }, sent.text);
		const why = await this.record(task, sent);
		if (why === "") return "";
		board.release({ task, thread: sent.thread });
		this.drafts.begin(widget, target, sent.text);
		return why;
	}

	/** Resolves to why it was not recorded; empty when it was. */
	private async record(task: string, sent: Sent): Promise<string> {
		try {
			await this.parts.source.comment(task, sent);
			return "";
		} catch (error) {
			return error instanceof Error ? error.message : String(error);
		}
	}

	/** The editor takes the text out of its input whatever happens: what was written must not be lost. */
	private refuse(widget: vscode.CommentThread, text: string, why: string): void {
		if (this.parts.board.nameOf(widget)) return void sayNotSent(why, text);
		if (text !== "" || this.drafts.has(widget)) this.drafts.begin(widget, this.drafts.targetOf(widget), text);
		void sayWarning(`Remit: your comment was not sent: ${why}`);
	}

	private async subjectOf(widget: vscode.CommentThread, task: string): Promise<Subject | string> {
		const name = this.parts.board.nameOf(widget);
		const thread = name && this.parts.source.view(task)?.threads.find((each) => each.thread === name.thread);
		if (thread) return this.subject(task, (change, pieces) => successorOf(thread, change, pieces), thread.path, thread);
		const target = this.drafts.targetOf(widget);
		if (target) return this.subject(task, (change, pieces) => pieceOf(target, change, pieces), target.path);
		const shown = this.parts.uris.parse(widget.uri);
		const { start, end } = widget.range ?? new vscode.Range(0, 0, 0, 0);
		const at = (_: Change, pieces: readonly Piece[]) =>
			pieceAt(pieces, start.line, end.line) ?? placeOfLines(pieces, start.line, end.line);
		return this.subject(task, at, shown?.path ?? "");
	}

	/** `find` says which piece it is about, which lines where it is no piece, or why it cannot be said. */
	private async subject(
		task: string,
		find: (change: Change, pieces: readonly Piece[]) => Piece | Place | string,
		path: string,
		thread?: Thread,
	): Promise<Subject | string> {
		const view = this.parts.source.view(task);
		if (!view || !canDecide(view)) return "the task was discarded, and nobody would read it.";
		const change = view.changes.find((item) => item.change.path === path || item.change.from === path)?.change;
		// A thread outlives its hunk, and its file's change.
		if (!change) return thread ?? `${path} is not among the task's changes any more.`;
		try {
			const found = find(change, await this.parts.pieces.of(task, change));
			if (typeof found === "string") return thread && found === "" ? thread : found;
			if (!("kind" in found)) return { path: change.path, piece: noPiece, place: found, diff: "" };
			const diff = pieceDiff(found, change, await this.parts.sides.both(task, change));
			return { path: change.path, piece: found.id, place: placeOf(found), diff };
		} catch (error) {
			return error instanceof Error ? error.message : String(error);
		}
	}
}

/** The piece that was opened for a comment, as long as it is the same one. */
function pieceOf({ piece, path }: ThreadTarget, change: Change, pieces: readonly Piece[]): Piece | Place | string {
	const [only] = pieces;
	if (piece === undefined) return pieces.length === 1 && only ? only : { baseStart: 0, baseEnd: 0, start: 0, end: 0 };
	const found = pieces.find(({ id }) => id === piece);
	return found ?? `${change.path === path ? path : change.path} changed since you looked.`;
}

/** What a reply is about: what stands now where the thread began; empty where nothing does. */
function successorOf(thread: Thread, change: Change, pieces: readonly Piece[]): Piece | Place | string {
	if (thread.piece === noPiece) return thread.place;
	return anchorOf(thread, change, pieces).pieces[0] ?? "";
}

async function sayNotSent(why: string, text: string): Promise<void> {
	const buttons = text === "" ? [] : (["Copy Comment"] as const);
	const pressed = await sayWarning(`Remit: your comment was not sent: ${why}`, ...buttons);
	if (pressed === "Copy Comment") await vscode.env.clipboard.writeText(text);
}

/** Where a draft stands: at its piece, or at the file's first line. */
export function rangeOf(piece: Piece | undefined): vscode.Range {
	const { start, end } = linesOf(piece ? [piece] : []);
	return new vscode.Range(start, 0, end, 0);
}
