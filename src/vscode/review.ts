/** Registers the review: virtual documents, comparisons, buttons and the commands that decide. */

import * as vscode from "vscode";
import { registerAll } from "./register.ts";
import { Decisions } from "./review-decide.ts";
import { ReviewDesk } from "./review-desk.ts";
import { ReviewFiles, ShownSides } from "./review-files.ts";
import { ReviewLenses } from "./review-lens.ts";
import type { ReviewSource } from "./review-source.ts";
import { watchActiveTab } from "./review-tabs.ts";
import { ReviewUris } from "./review-uri.ts";
import { type Confirm, confirm } from "./say.ts";

/** What the panel asks for; the commands do the same. An empty path means: every undecided file. */
export interface Review extends vscode.Disposable {
	open(task: string, path: string | undefined): Promise<void>;
	accept(task: string, path: string | undefined): Promise<void>;
	reject(task: string, path: string | undefined): Promise<void>;
}

interface ReviewOptions {
	/** The scheme of the documents and the first part of the commands' names. */
	readonly name: string;
	/** How the person is asked. */
	readonly confirm: Confirm;
}

export function registerReview(source: ReviewSource, options: Partial<ReviewOptions> = {}): Review {
	const name = options.name ?? "remit";
	const uris = new ReviewUris(name);
	const sides = new ShownSides(source);
	const files = new ReviewFiles(source, sides, uris);
	const lenses = new ReviewLenses(source, uris);
	const decisions = new Decisions(source, sides, uris.empty);
	const desk = new ReviewDesk({ source, uris, decisions, confirm: options.confirm ?? confirm });
	const disposables = vscode.Disposable.from(
		files,
		lenses,
		vscode.workspace.registerFileSystemProvider(name, files, { isReadonly: true, isCaseSensitive: true }),
		vscode.languages.registerCodeLensProvider({ scheme: name }, lenses),
		source.onChanged(() => lenses.refresh()),
		watchActiveTab(desk.tabs, `${name}.reviewing`),
		...registerCommands(desk, name),
	);
	return {
		open: (task, path) => desk.open({ task, path }),
		accept: async (task, path) => void (await desk.decideFor("accepted", { task, path })),
		reject: async (task, path) => void (await desk.decideFor("rejected", { task, path })),
		dispose: () => disposables.dispose(),
	};
}

/**
 * Those that decide answer with what was decided and what was left, or with nothing when the person said no. They are for
 * the buttons of the editor: called with the name of a task, they ask the person first.
 */
function registerCommands(desk: ReviewDesk, name: string): readonly vscode.Disposable[] {
	const commands: Readonly<Record<string, (argument?: unknown) => unknown>> = {
		reviewChanges: (argument) => desk.openAll(argument),
		openChange: (argument) => desk.openOne(argument),
		acceptFile: (argument) => desk.decideOne("accepted", argument),
		rejectFile: (argument) => desk.decideOne("rejected", argument),
		acceptAll: (argument) => desk.decideAll("accepted", argument),
		rejectAll: (argument) => desk.decideAll("rejected", argument),
	};
	return registerAll(Object.fromEntries(Object.entries(commands).map(([command, run]) => [`${name}.${command}`, run])));
}
