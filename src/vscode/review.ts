/** Registers the review: virtual documents, comparisons, buttons and the commands that decide. */

import * as vscode from "vscode";
import { Decisions } from "./review-decide.ts";
import { ReviewDesk } from "./review-desk.ts";
import { ReviewFiles, ShownSides } from "./review-files.ts";
import { ReviewLenses } from "./review-lens.ts";
import type { ReviewSource } from "./review-source.ts";
import { watchActiveTab } from "./review-tabs.ts";
import { ReviewUris } from "./review-uri.ts";

/** What the panel asks for; the commands do the same. An empty path means: every undecided file. */
export interface Review extends vscode.Disposable {
	open(task: string, path: string | undefined): Promise<void>;
	accept(task: string, path: string | undefined): Promise<void>;
	reject(task: string, path: string | undefined): Promise<void>;
}

/** `name` is the scheme of the documents and the first part of the commands' names. */
export function registerReview(source: ReviewSource, name = "remit"): Review {
	const uris = new ReviewUris(name);
	const sides = new ShownSides(source);
	const files = new ReviewFiles(source, sides, uris);
	const lenses = new ReviewLenses(source, uris);
	const desk = new ReviewDesk(source, uris, new Decisions(source, sides, uris.empty));
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

/** Each answers with what was decided and what was left, for callers that are programs. */
function registerCommands(desk: ReviewDesk, name: string): readonly vscode.Disposable[] {
	const commands: Readonly<Record<string, (argument?: unknown) => unknown>> = {
		reviewChanges: (argument) => desk.openAll(argument),
		openChange: (argument) => desk.openOne(argument),
		acceptFile: (argument) => desk.decideOne("accepted", argument),
		rejectFile: (argument) => desk.decideOne("rejected", argument),
		acceptAll: (argument) => desk.decideAll("accepted", argument),
		rejectAll: (argument) => desk.decideAll("rejected", argument),
	};
	return Object.entries(commands).map(([command, run]) => vscode.commands.registerCommand(`${name}.${command}`, run));
}
