/** Registers comment threads on hunks: the person asks for a change, the agent answers in the same place. */

import * as vscode from "vscode";
import type { Change } from "../../core/review-ports.ts";
import { canDecide } from "../../core/task/view.ts";
import { registerAll } from "../register.ts";
import type { ShownSides } from "../review/files.ts";
import type { ShownPieces } from "../review/pieces.ts";
import { baseName } from "../review/show.ts";
import type { ReviewSource } from "../review/source.ts";
import type { ReviewUris } from "../review/uri.ts";
import { askText, sayInfo } from "../say.ts";
import { ThreadBoard, type ThreadName } from "./board.ts";
import type { ThreadTarget } from "./drafts.ts";
import { sideOf } from "./place.ts";
import { CommentSender, rangeOf } from "./send.ts";

export type { ThreadTarget } from "./drafts.ts";

export interface ThreadParts {
	/** The first part of the names of the controller and its commands. */
	readonly name: string;
	readonly source: ReviewSource;
	readonly pieces: ShownPieces;
	readonly sides: ShownSides;
	readonly uris: ReviewUris;
	/** Shows a change whose documents are not visible yet. */
	open(asked: { readonly task: string; readonly path: string }): Promise<void>;
}

export interface ReviewThreads extends vscode.Disposable {
	/** Opens a thread with an empty input on a piece, or the thread that is there already, and shows it. */
	openThread(target: ThreadTarget): Promise<void>;
	/** Shows a recorded thread. */
	showThread(name: ThreadName): Promise<void>;
	/** Those that are recorded and shown, with what they say. */
	widgets(): readonly vscode.CommentThread[];
	/** The one that is begun and not sent. */
	drafted(): vscode.CommentThread | undefined;
}

/** Creates the comment controller and its commands; disposing takes them away. */
export function registerThreads(parts: ThreadParts): ReviewThreads {
	const { name, source } = parts;
	const controller = vscode.comments.createCommentController(`${name}.review`, "Remit");
	controller.options = {
		prompt: "Ask for a change",
		placeHolder: "What should be changed? The agent reads it with the hunk.",
	};
	controller.commentingRangeProvider = { provideCommentingRanges: (document) => rangesIn(parts, document) };
	const board = new ThreadBoard({ ...parts, controller });
	const sender = new CommentSender({ ...parts, board });
	const threads = new Threads({ ...parts, controller, board, sender });
	for (const { task } of source.views()) board.refresh(task);
	const disposables = vscode.Disposable.from(
		board,
		threads,
		controller,
		source.onChanged((task) => board.refresh(task)),
		...registerAll({
			[`${name}.sendComment`]: (argument) => {
				const written = writtenIn(argument, sender);
				return written && sender.send(written.thread, written.text);
			},
			[`${name}.cancelComment`]: (argument) => {
				const written = writtenIn(argument, sender);
				if (written) sender.cancel(written.thread);
			},
			[`${name}.closeThread`]: (thread) => threads.close(thread),
		}),
	);
	return {
		openThread: (target) => threads.open(target),
		showThread: (thread) => threads.show(thread),
		widgets: () => board.widgets(),
		drafted: () => sender.drafts.last(),
		dispose: () => disposables.dispose(),
	};
}

interface Inner extends ThreadParts {
	readonly controller: vscode.CommentController;
	readonly board: ThreadBoard;
	readonly sender: CommentSender;
}

class Threads {
	private readonly parts: Inner;

	constructor(parts: Inner) {
		this.parts = parts;
	}

	async open(target: ThreadTarget): Promise<void> {
		const { source, pieces, board, sender } = this.parts;
		const view = source.view(target.task);
		const change = view?.changes.find((item) => item.change.path === target.path)?.change;
		if (!view || !change) return inform("that change is not there any more.");
		if (!canDecide(view)) return inform("the task was discarded: nobody would read a comment on it.");
		const known = view.threads.find(
			(thread) => thread.piece === target.piece && thread.path === target.path && thread.state !== "closed",
		);
		if (known && board.widgetOf({ task: target.task, thread: known.thread }))
			return this.show({ task: target.task, thread: known.thread });
		const piece = (await pieces.of(target.task, change)).find(({ id }) => id === target.piece);
		if (target.piece !== undefined && !piece)
			return inform(`${target.path} changed since you looked. Look at it again.`);
		if (!(await this.isSeen(target.task, change))) return this.askFor(target);
		// There is one at a time.
		sender.drafts.dispose();
		const uri = this.parts.uris.of(target.task, change, sideOf(change));
		const widget = this.parts.controller.createCommentThread(uri, rangeOf(piece), []);
		sender.drafts.begin(widget, target);
		reveal(widget);
	}

	async show({ task, thread }: ThreadName): Promise<void> {
		const recorded = this.parts.source.view(task)?.threads.find((each) => each.thread === thread);
		const widget = this.parts.board.widgetOf({ task, thread });
		if (!recorded || !widget) return inform("that thread is not there any more.");
		const change = this.parts.source.view(task)?.changes.find((item) => item.change.path === recorded.path)?.change;
		if (change) await this.isSeen(task, change);
		else await vscode.window.showTextDocument(widget.uri);
		widget.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
		reveal(widget);
	}

	async close(argument: unknown): Promise<void> {
		const { board, source } = this.parts;
		const widget = board.widgets().find((each) => each === argument);
		const name = widget && board.nameOf(widget);
		if (name) await source.closeThread(name.task, name.thread);
	}

	/** Takes away what was begun and not sent. */
	dispose(): void {
		this.parts.sender.drafts.dispose();
	}

	/** Opens the comparison where none shows the change; false where the editor shows no text of it. */
	private async isSeen(task: string, change: Change): Promise<boolean> {
		const name = this.parts.uris.of(task, change, sideOf(change)).toString();
		if (isVisible(name)) return true;
		await this.parts.open({ task, path: change.path });
		return isVisible(name) || soonVisible(name);
	}

	/** For images, notebooks and the like. */
	private async askFor(target: ThreadTarget): Promise<void> {
		const text = await askText({
			title: "Ask for a change",
			prompt: `What should be changed in ${baseName(target.path)}?`,
		});
		if (text !== undefined) await this.parts.sender.sendFor(target, text);
	}
}

/** A thread can be begun on any line of a change that can be decided on. */
function rangesIn({ uris, source }: ThreadParts, document: vscode.TextDocument): vscode.Range[] {
	const shown = uris.parse(document.uri);
	const view = shown && source.view(shown.task);
	const change = view?.changes.find((item) => item.change.path === shown?.path)?.change;
	if (!shown || !view || !change || !canDecide(view) || shown.side !== sideOf(change)) return [];
	return [new vscode.Range(0, 0, Math.max(0, document.lineCount - 1), 0)];
}

/** The editor hands over a reply, or the comment that was being edited. */
function writtenIn(argument: unknown, { drafts }: CommentSender): vscode.CommentReply | undefined {
	if (isReply(argument)) return argument;
	const thread = drafts.widgetOf(argument);
	const body = thread?.comments[0]?.body;
	return thread && { thread, text: typeof body === "string" ? body : (body?.value ?? "") };
}

function isReply(value: unknown): value is vscode.CommentReply {
	if (typeof value !== "object" || value === null || !("thread" in value) || !("text" in value)) return false;
	return typeof value.text === "string" && typeof value.thread === "object" && value.thread !== null;
}

function isVisible(name: string): boolean {
	return vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === name);
}

/** The editor tells a moment later what it shows. In milliseconds. */
const patience = 2_000;

function soonVisible(name: string): Promise<boolean> {
	return new Promise((resolve) => {
		const end = (seen: boolean) => {
			clearTimeout(timer);
			told.dispose();
			resolve(seen);
		};
		const timer = setTimeout(() => end(isVisible(name)), patience);
		const told = vscode.window.onDidChangeVisibleTextEditors(() => isVisible(name) && end(true));
	});
}

/** Moves the text, not the focus: the input takes that itself. */
function reveal({ uri, range }: vscode.CommentThread): void {
	for (const editor of vscode.window.visibleTextEditors) {
		if (editor.document.uri.toString() === uri.toString() && range)
			editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
	}
}

function inform(text: string): void {
	void sayInfo(`Remit: ${text}`);
}
