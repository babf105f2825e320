/** Registers what the editor does for brief files: completion, hover, problems, buttons, and their commands. */

import * as vscode from "vscode";
import { type Brief, briefTitle, parseBrief } from "../../core/task/brief.ts";
import type { TaskView } from "../../core/task/view.ts";
import { registerAll } from "../register.ts";
import { type Person, realPerson } from "../ship/person.ts";
import { BriefCompletion } from "./complete.ts";
import { BriefProblems } from "./diagnose.ts";
import { briefFiles } from "./document.ts";
import { BriefHover } from "./hover.ts";
import { BriefLenses } from "./lens.ts";
import { localValues } from "./local-values.ts";
import { saveBrief } from "./save.ts";
import { briefOfFile, confirmed } from "./start.ts";

export interface BriefFileParts {
	/** Shows the brief editor with this brief. */
	open(brief: Brief): Promise<void>;
	/** Resolves to the task's id, undefined when the person cancelled; rejects with a sentence. */
	delegate(brief: Brief): Promise<string | undefined>;
	/** Names of the branches of the folder's repository. */
	branches(folder: string, signal: AbortSignal): Promise<readonly string[]>;
	/** git's user, or whoever is logged in. */
	owner(): Promise<string>;
	/** The brief that is being written; null where there is none. */
	draft(): Partial<Brief> | null;
	/** Newest first. */
	readonly tasks: { list(): readonly { readonly view: Pick<TaskView, "brief"> }[] };
}

export interface BriefFileOptions {
	/** The first part of the commands' names. */
	readonly name: string;
	readonly person: Person;
}

export function registerBriefFiles(parts: BriefFileParts, options: Partial<BriefFileOptions> = {}): vscode.Disposable {
	const { name = "remit", person = realPerson } = options;
	const lenses = new BriefLenses(name);
	return vscode.Disposable.from(
		new BriefProblems(`${name}.briefs`),
		lenses,
		vscode.languages.registerCodeLensProvider(briefFiles, lenses),
		vscode.languages.registerHoverProvider(briefFiles, new BriefHover()),
		vscode.languages.registerCompletionItemProvider(
			briefFiles,
			new BriefCompletion(localValues(parts.branches)),
			...BriefCompletion.triggers,
		),
		...registerAll({
			[`${name}.delegateFile`]: (uri) => delegateFile(uri, parts, person),
			[`${name}.openBriefFile`]: (uri) => openFile(uri, parts, person),
			[`${name}.saveBrief`]: (brief) => (brief === undefined ? save(parts, person) : saveGiven(brief, parts, person)),
		}),
	);
}

async function delegateFile(uri: unknown, parts: BriefFileParts, person: Person): Promise<string | undefined> {
	const read = await briefOfFile(uri);
	if (read.kind === "refused") return void (await person.warn(`Remit: ${read.text}`));
	if (!(await confirmed(read.brief, read.path, person))) return undefined;
	try {
		return await parts.delegate(read.brief);
	} catch (error) {
		return void (await person.warn(`Remit: ${error instanceof Error ? error.message : String(error)}`));
	}
}

async function openFile(uri: unknown, parts: BriefFileParts, person: Person): Promise<void> {
	const read = await briefOfFile(uri);
	if (read.kind === "brief") await parts.open(read.brief);
	else await person.warn(`Remit: ${read.text}`);
}

async function saveGiven(brief: unknown, parts: BriefFileParts, person: Person): Promise<void> {
	const parsed = parseBrief(brief);
	if (parsed.kind === "brief") await saveBrief(await forAnybody(parsed.brief, parts), person);
	else await person.warn(`Remit: ${parsed.text}`);
}

/** What is being written; else the brief of a task that the person chooses. */
async function save(parts: BriefFileParts, person: Person): Promise<void> {
	const { goal = "", ...rest } = parts.draft() ?? {};
	if (goal.trim() !== "") return void (await saveBrief(await forAnybody({ ...rest, goal }, parts), person));
	const briefs = parts.tasks.list().flatMap(({ view }) => view.brief ?? []);
	const rows = briefs.map((brief) => ({ label: briefTitle(brief.goal), brief }));
	if (rows.length === 0)
		return void (await person.tell(
			"Remit: there is no brief to save yet. Write one in the panel, or delegate a task.",
		));
	const words = { title: "Remit: Save Brief", placeHolder: "Which task's brief?" };
	const chosen = await person.pick(rows, words);
	if (chosen) await saveBrief(await forAnybody(chosen.brief, parts), person);
}

/** Without the person who saves it: whoever delegates the file is responsible for that task, unless it names somebody else. */
async function forAnybody(brief: Brief, parts: BriefFileParts): Promise<Brief> {
	const { owner, ...rest } = brief;
	return owner === undefined || owner === (await parts.owner()) ? rest : brief;
}
