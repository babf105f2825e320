/** Gathers what a draft is made from: detected checks, what is open and selected, and the files that a sentence names. */

import * as vscode from "vscode";
import { namesToFind } from "../../core/brief/draft.ts";
import type { DraftFacts, SelectionFact } from "../../core/brief/draft-facts.ts";
import { openedFolder } from "../setup.ts";
import { checksIn } from "../verify/detect-check.ts";
import { findNamed, usualPatience } from "./named-files.ts";
import { placeOf } from "./place.ts";

export interface FactSources {
	/** git's user, or whoever is logged in. */
	owner(): Promise<string>;
	/** Milliseconds for finding the files that a sentence names; two seconds unless told. */
	readonly patience?: number;
}

/** Characters of a selection that a brief takes along. */
const longestSelection = 100_000;

/**
 * Reads names and a few small files of the opened folder, and runs nothing in it. Nothing at all is read while the workspace
 * is not trusted.
 */
export async function draftFacts(sentence: string, sources: FactSources): Promise<DraftFacts> {
	const folder = openedFolder();
	if (!folder || !vscode.workspace.isTrusted) return { checks: [], find: () => [] };
	const [checks, owner, named] = await Promise.all([
		checksIn(folder.uri),
		sources.owner().catch(() => ""),
		findNamed(folder, namesToFind(sentence), sources.patience ?? usualPatience),
	]);
	const { openFile, selection } = inEditor();
	return {
		...{ checks, openFile, selection },
		owner: owner === "" ? undefined : owner,
		find: (name) => named.get(name) ?? [],
	};
}

function inEditor(): Pick<DraftFacts, "openFile" | "selection"> {
	const editor = vscode.window.activeTextEditor;
	if (!editor) return {};
	const placed = placeOf(editor.document.uri);
	if (placed.kind === "refused") return {};
	return { openFile: placed.path, selection: selectionOf(editor, placed.path) };
}

/** Undefined where nothing is selected; a second selection is not taken along. */
export function selectionOf({ document, selection }: vscode.TextEditor, path: string): SelectionFact | undefined {
	if (selection.isEmpty) return undefined;
	const { start, end } = selection;
	// A selection of whole lines ends at the beginning of the next one.
	const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
	return { path, first: start.line + 1, last: last + 1, text: cut(document.getText(selection)) };
}

function cut(text: string): string {
	return text.length <= longestSelection
		? text
		: `${text.slice(0, longestSelection)}\n[cut after ${longestSelection} characters]`;
}
