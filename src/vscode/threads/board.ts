/** Keeps the editor's comment threads in step with what was recorded, also after a reload and when files change. */

import * as vscode from "vscode";
import { pieceDiff } from "../../core/changes/hunk-text.ts";
import type { Change } from "../../core/review-ports.ts";
import type { Thread } from "../../core/task/threads-view.ts";
import { canDecide, isLive, type TaskView } from "../../core/task/view.ts";
import { plainCode, plainMessage } from "../plain-text.ts";
import type { ShownSides } from "../review/files.ts";
import type { ShownPieces } from "../review/pieces.ts";
import type { ReviewSource } from "../review/source.ts";
import type { ReviewUris } from "../review/uri.ts";
import { type Anchor, anchorOf, sideOf } from "./place.ts";
import { labelOf, type Said, type Standing, saidIn } from "./text.ts";

export interface BoardParts {
	readonly controller: vscode.CommentController;
	readonly source: ReviewSource;
	readonly pieces: ShownPieces;
	readonly sides: ShownSides;
	readonly uris: ReviewUris;
}

/** A thread of a task. */
export interface ThreadName {
	readonly task: string;
	readonly thread: string;
}

interface Shown extends ThreadName {
	readonly widget: vscode.CommentThread;
	said: readonly { readonly name: string; readonly comment: vscode.Comment }[];
	state: Thread["state"] | "new";
}

interface Spot {
	readonly uri: vscode.Uri;
	readonly range: vscode.Range;
	readonly standing: Standing;
}

export class ThreadBoard {
	private readonly parts: BoardParts;
	private readonly shown = new Map<string, Shown>();
	/** What was shown last of each task: nothing else of it matters here. */
	private readonly seen = new Map<string, TaskView>();
	private readonly busy = new Set<string>();
	private readonly again = new Set<string>();
	private closed = false;

	constructor(parts: BoardParts) {
		this.parts = parts;
	}

	/** After something of a task changed. */
	refresh(task: string): void {
		const view = this.parts.source.view(task);
		const before = this.seen.get(task);
		if (view) this.seen.set(task, view);
		else this.seen.delete(task);
		if (view && before && isSame(before, view)) return;
		if (!view && !before) return;
		this.again.add(task);
		if (!this.busy.has(task)) void this.work(task);
	}

	/** The recorded thread that a widget shows. */
	nameOf(widget: vscode.CommentThread): ThreadName | undefined {
		return [...this.shown.values()].find((shown) => shown.widget === widget);
	}

	/** The widget of a recorded thread. */
	widgetOf({ task, thread }: ThreadName): vscode.CommentThread | undefined {
		return this.shown.get(keyOf(task, thread))?.widget;
	}

	/** Makes a widget show a thread that is being sent; the first word of it is seen at once. */
	adopt(widget: vscode.CommentThread, { task, thread }: ThreadName, text: string): void {
		const shown: Shown = { task, thread, widget, said: [], state: "new" };
		this.shown.set(keyOf(task, thread), shown);
		say(shown, [{ by: "You", text, diff: "", at: Date.now(), label: "sending…" }]);
	}

	/** The thread could not be sent: the widget is nobody's again. */
	release({ task, thread }: ThreadName): void {
		this.shown.delete(keyOf(task, thread));
	}

	widgets(): readonly vscode.CommentThread[] {
		return [...this.shown.values()].map(({ widget }) => widget);
	}

	dispose(): void {
		this.closed = true;
		for (const { widget } of this.shown.values()) widget.dispose();
		this.shown.clear();
	}

	private async work(task: string): Promise<void> {
		this.busy.add(task);
		while (this.again.delete(task) && !this.closed) await this.show(task);
		this.busy.delete(task);
	}

	private async show(task: string): Promise<void> {
		const view = this.parts.source.view(task);
		const threads = view && canDecide(view) ? view.threads : [];
		const kept = new Set(threads.map(({ thread }) => keyOf(task, thread)));
		for (const [key, shown] of this.shown) {
			if (shown.task !== task || kept.has(key) || shown.state === "new") continue;
			shown.widget.dispose();
			this.shown.delete(key);
		}
		for (const thread of threads) if (view) await this.showThread(view, thread);
	}

	private async showThread(view: TaskView, thread: Thread): Promise<void> {
		const spot = withFinding(await this.spotOf(view, thread), view, thread);
		if (this.closed) return;
		const shown = this.placed(view.task, thread, spot);
		const { widget } = shown;
		const range = widget.range;
		if (range === undefined || !range.isEqual(spot.range)) widget.range = spot.range;
		widget.label = labelOf(thread, spot.standing);
		widget.canReply = true;
		widget.contextValue = thread.state === "closed" ? "closed" : "open";
		const { Resolved, Unresolved } = vscode.CommentThreadState;
		widget.state = thread.state === "closed" ? Resolved : Unresolved;
		say(shown, saidIn(thread, spot.standing));
		// Whether it is folded is the person's business, but when it is resolved or taken up again.
		if ((shown.state === "closed") !== (thread.state === "closed")) widget.collapsibleState = stateOf(thread);
		shown.state = thread.state;
	}

	/** A widget cannot move to another document: then a new one takes its place. */
	private placed(task: string, thread: Thread, { uri, range }: Spot): Shown {
		const key = keyOf(task, thread.thread);
		const known = this.shown.get(key);
		if (known && known.widget.uri.toString() === uri.toString()) return known;
		known?.widget.dispose();
		const widget = this.parts.controller.createCommentThread(uri, range, []);
		widget.collapsibleState = stateOf(thread);
		const shown: Shown = { task, thread: thread.thread, widget, said: [], state: thread.state };
		this.shown.set(key, shown);
		return shown;
	}

	private async spotOf(view: TaskView, thread: Thread): Promise<Spot> {
		const { task } = view;
		const live = isLive(view.status);
		const item = view.changes.find(({ change: { path, from } }) => path === thread.path || from === thread.path);
		if (!item || item.pieces.length === 0) {
			const uri = vscode.Uri.joinPath(vscode.Uri.file(view.workspace.folder), thread.path);
			return { uri, range: new vscode.Range(0, 0, 0, 0), standing: { live, anchor: "no-change", diff: "" } };
		}
		const { change } = item;
		const anchor = await this.anchor(task, thread, change);
		const uri = this.parts.uris.of(task, change, anchor.side);
		const range = new vscode.Range(anchor.start, 0, anchor.end, 0);
		const diff = anchor.state === "changed" ? await this.diffOf(task, change, anchor) : "";
		return { uri, range, standing: { live, anchor: anchor.state, diff } };
	}

	/** Where the checkout cannot be read, the thread stands where it stood when it was begun. */
	private async anchor(task: string, thread: Thread, change: Change): Promise<Anchor> {
		try {
			return anchorOf(thread, change, await this.parts.pieces.of(task, change));
		} catch {
			const { start, end } = thread.place;
			return { side: sideOf(change), start, end: Math.max(start, end - 1), state: "lines", pieces: [] };
		}
	}

	private async diffOf(task: string, change: Change, { pieces }: Anchor): Promise<string> {
		const sides = await this.parts.sides.both(task, change);
		return pieces.map((piece) => pieceDiff(piece, change, sides)).join("");
	}
}

function withFinding(spot: Spot, { selfReview }: TaskView, { thread }: Thread): Spot {
	const finding = selfReview?.findings.find(({ id }) => id === thread)?.state;
	return finding === undefined ? spot : { ...spot, standing: { ...spot.standing, finding } };
}

/** Sets the comments; those that stay are the same objects, so that the editor does not draw them anew. */
function say(shown: Shown, said: readonly Said[]): void {
	const known = new Map(shown.said.map((each) => [each.name, each]));
	const next = said.map((each, at) => {
		const name = `${at} ${JSON.stringify(each)}`;
		return known.get(name) ?? { name, comment: commentOf(each) };
	});
	const same = next.length === shown.said.length && next.every((each, at) => each === shown.said[at]);
	if (same) return;
	shown.said = next;
	shown.widget.comments = next.map(({ comment }) => comment);
}

/** What a model or a person wrote is shown as plain text; a diff stands in a block of code. Nothing of it is markup. */
function commentOf({ by, text, diff, at, label }: Said): vscode.Comment {
	const body = diff === "" ? plainMessage(text) : withDiff(text, diff);
	return {
		author: { name: by },
		mode: vscode.CommentMode.Preview,
		body,
		...(at === null ? {} : { timestamp: new Date(at) }),
		...(label === undefined ? {} : { label }),
	};
}

/** The editor's own way to append code looks for fences at the start of lines only; a line of context can close one, too. */
function withDiff(text: string, diff: string): vscode.MarkdownString {
	const code = plainCode(diff);
	const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map(({ length }) => length));
	const fence = "`".repeat(longest + 1);
	const block = `\n${fence}diff\n${code}${code.endsWith("\n") ? "" : "\n"}${fence}\n`;
	return new vscode.MarkdownString().appendText(plainMessage(text)).appendMarkdown(block);
}

function stateOf({ state }: Thread): vscode.CommentThreadCollapsibleState {
	const { Collapsed, Expanded } = vscode.CommentThreadCollapsibleState;
	return state === "closed" ? Collapsed : Expanded;
}

function isSame(one: TaskView, two: TaskView): boolean {
	if (one.threads !== two.threads) return false;
	if (two.threads.length === 0) return true;
	if (one.selfReview?.findings !== two.selfReview?.findings) return false;
	return one.changes === two.changes && isLive(one.status) === isLive(two.status) && canDecide(one) === canDecide(two);
}

function keyOf(task: string, thread: string): string {
	return JSON.stringify([task, thread]);
}
