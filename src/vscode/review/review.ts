/** Registers the review: virtual documents, comparisons, the tree, threads, and the commands that decide. */

import * as vscode from "vscode";
import type { TaskView } from "../../core/task/view.ts";
import { registerAll } from "../register.ts";
import { type Confirm, confirm } from "../say.ts";
import { registerThreads } from "../threads/threads.ts";
import { registerTree, type TreeParts } from "../tree/tree.ts";
import { completeMerge } from "./conflict.ts";
import { Decisions } from "./decide.ts";
import { ReviewMarks } from "./decorate.ts";
import { ReviewDesk } from "./desk.ts";
import { ReviewDocuments } from "./documents.ts";
import { ShownSides } from "./files.ts";
import { ReviewedDocuments } from "./hunks.ts";
import { ReviewKeys } from "./keys.ts";
import { ReviewLenses } from "./lens.ts";
import { ShownPieces } from "./pieces.ts";
import { openWhenReady } from "./ready.ts";
import type { ReviewSource } from "./source.ts";
import { watchActiveTab } from "./tabs.ts";
import { ReviewUris } from "./uri.ts";

/** What the panel asks for; the commands do the same. An empty path means: every undecided file. */
export interface Review extends vscode.Disposable {
	open(task: string, path: string | undefined): Promise<void>;
	accept(task: string, path: string | undefined): Promise<void>;
	reject(task: string, path: string | undefined): Promise<void>;
	/** Takes the decisions on this file back. */
	undo(task: string, path: string): Promise<void>;
	/** Shows a comment thread where it stands. */
	openThread(task: string, thread: string): Promise<void>;
}

interface ReviewOptions {
	/** The scheme of the documents and the first part of the commands' names. */
	readonly name: string;
	/** How the person is asked. */
	readonly confirm: Confirm;
	/** The task that the panel shows. */
	readonly panel: TreeParts["panel"];
	/** Resolves when the tasks of earlier sessions are known. */
	readonly ready: Promise<unknown>;
}

export function registerReview(source: ReviewSource, options: Partial<ReviewOptions> = {}): Review {
	const name = options.name ?? "remit";
	const built = build(source, name, { confirm, ready: Promise.resolve(), ...options });
	const { uris, sides, documents, pieces, desk, shown } = built;
	const open = (asked: Parameters<ReviewDesk["open"]>[0]) => desk.open(asked);
	const threads = registerThreads({ name, source, sides, pieces, uris, open });
	const ask = threads.openThread.bind(threads);
	const panel = options.panel === undefined ? {} : { panel: options.panel };
	const tree = registerTree({ name, source, pieces, uris, desk, ask, ...panel });
	const keys = new ReviewKeys({ desk, documents: shown, uris, ask });
	const disposables = vscode.Disposable.from(
		...surfaces(built, source),
		threads,
		tree,
		openWhenReady(source, desk),
		...registerCommands(desk, keys, name),
	);
	documents.onEdited((edited) => desk.tabs.edited(edited));
	return {
		open: (task, path) => desk.open({ task, path }),
		accept: async (task, path) => void (await desk.decideFor("accepted", { task, path })),
		reject: async (task, path) => void (await desk.decideFor("rejected", { task, path })),
		undo: async (task, path) => void (await desk.decideFor("undecided", { task, path })),
		openThread: (task, thread) => threads.showThread({ task, thread }),
		dispose: () => disposables.dispose(),
	};
}

function build(source: ReviewSource, name: string, options: Pick<ReviewOptions, "confirm" | "ready">) {
	const uris = new ReviewUris(name);
	const sides = new ShownSides(source);
	const pieces = new ShownPieces(source, sides);
	const documents = new ReviewDocuments({ source, sides, uris, ready: options.ready });
	const shown = new ReviewedDocuments({ source, uris, sides, pieces, documents });
	const decisions = new Decisions(source, sides, uris.empty, options.confirm);
	const desk = new ReviewDesk({ source, uris, documents, pieces, decisions, confirm: options.confirm });
	return { ...options, name, uris, sides, pieces, documents, shown, desk, decisions };
}

/** What shows a review, and is told when something of it changed. */
function surfaces(
	{ name, ready, uris, documents, shown, desk, decisions }: ReturnType<typeof build>,
	source: ReviewSource,
): readonly vscode.Disposable[] {
	const lenses = new ReviewLenses(shown, uris);
	const marks = new ReviewMarks(shown, uris);
	return [
		decisions,
		documents,
		lenses,
		marks,
		vscode.workspace.registerFileSystemProvider(name, documents, { isCaseSensitive: true }),
		vscode.languages.registerCodeLensProvider({ scheme: name }, lenses),
		// An edit is a version before the editor holds it for saved: only now it can be decided on.
		vscode.workspace.onDidSaveTextDocument(({ uri }) => {
			if (uri.scheme !== name) return;
			lenses.refresh();
			marks.refresh();
		}),
		whenReviewChanges(source, (task) => {
			documents.refresh(task);
			lenses.refresh();
			marks.refresh();
		}),
		watchActiveTab(desk.tabs, name, ready),
	];
}

/** A task that works tells of many things; few of them are about its changes. */
function whenReviewChanges(source: ReviewSource, listener: (task: string) => void): vscode.Disposable {
	const seen = new Map<string, Pick<TaskView, "changes" | "status">>();
	return source.onChanged((task) => {
		const view = source.view(task);
		const before = seen.get(task);
		if (view) seen.set(task, { changes: view.changes, status: view.status });
		if (!view || view.changes !== before?.changes || view.status !== before.status) listener(task);
	});
}

/**
 * Those that decide answer with what was decided and what was left, or with nothing when the person said no. They are for
 * the buttons of the editor: called with the name of a task, they ask the person first.
 */
function registerCommands(desk: ReviewDesk, keys: ReviewKeys, name: string): readonly vscode.Disposable[] {
	const commands: Readonly<Record<string, (argument?: unknown) => unknown>> = {
		reviewChanges: (argument) => desk.openAll(argument),
		openChange: (argument) => desk.openOne(argument),
		openChangeAsText: (argument) => desk.openAsText(argument),
		acceptFile: (argument) => desk.decideOne("accepted", argument),
		rejectFile: (argument) => desk.decideOne("rejected", argument),
		acceptAll: (argument) => desk.decideAll("accepted", argument),
		rejectAll: (argument) => desk.decideAll("rejected", argument),
		acceptHunk: (argument) => keys.decide("accepted", argument),
		rejectHunk: (argument) => keys.decide("rejected", argument),
		undoDecision: (argument) => keys.decide("undecided", argument),
		askForChange: (argument) => keys.ask(argument),
		nextHunk: () => keys.step(1),
		previousHunk: () => keys.step(-1),
		nextFile: () => keys.stepFile(1),
		previousFile: () => keys.stepFile(-1),
		completeMerge: () => completeMerge(),
	};
	return registerAll(Object.fromEntries(Object.entries(commands).map(([command, run]) => [`${name}.${command}`, run])));
}
