/** Starts a task from a brief file, after the person has seen what the file asks for, or opens it in the brief editor. */

import * as vscode from "vscode";
import { readBriefFile } from "../../core/brief/brief-file.ts";
import { checkBrief } from "../../core/brief/check.ts";
import type { Brief } from "../../core/task/brief.ts";
import { budgetSettings } from "../budget.ts";
import { briefLines } from "../entry/brief-words.ts";
import { placeOf, type Refused, refused, windowProblem } from "../entry/place.ts";
import type { Person } from "../ship/person.ts";

export type FileBrief = { readonly kind: "brief"; readonly brief: Brief; readonly path: string } | Refused;

/** `argument` is a file's address; without one it is the file in front. An editor's unsaved text counts. */
export async function briefOfFile(argument: unknown): Promise<FileBrief> {
	const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
	const problem = windowProblem();
	if (problem) return problem;
	if (!uri?.path.endsWith(".remit.md")) return refused("Open a brief file, whose name ends in .remit.md.");
	const placed = placeOf(uri);
	if (placed.kind === "refused") return placed;
	const text = await textOf(uri);
	if (text === null) return refused(`${placed.path} cannot be read.`);
	const read = readBriefFile(text);
	if (read.kind === "brief") return { kind: "brief", brief: read.brief, path: placed.path };
	const [first] = read.problems;
	const line = text.slice(0, first?.start ?? 0).split(/\r\n|\r|\n/).length;
	return refused(`${placed.path} cannot be delegated. Line ${line}: ${first?.text ?? "this is no brief."}`);
}

const go = "Delegate";

/** The file is the repository's: whoever wrote it, the person confirms what it asks for. False when they do not. */
export async function confirmed(brief: Brief, path: string, person: Pick<Person, "ask">): Promise<boolean> {
	const warnings = checkBrief(brief).map(({ text }) => `⚠ ${text}`);
	const detail = [`It stands in ${path}.`, briefLines(brief, budgetSettings()), ...warnings].join("\n\n");
	return (await person.ask({ text: "Delegate this task?", detail }, go)) === go;
}

async function textOf(uri: vscode.Uri): Promise<string | null> {
	try {
		return (await vscode.workspace.openTextDocument(uri)).getText();
	} catch {
		return null;
	}
}
