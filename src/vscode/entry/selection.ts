/** Drafts a task about what is selected in the editor, or about files and folders that were chosen in the explorer. */

import * as vscode from "vscode";
import { type Drafted, draftOf, type EntryGround, fewer } from "./draft.ts";
import { selectionOf } from "./facts.ts";
import { placeOf, placesOf, refused, withFolderMark } from "./place.ts";

const placeHolder = "e.g. Make it accept an empty list, and test that";

export async function draftFromSelection({ sources, person }: EntryGround): Promise<Drafted> {
	const editor = vscode.window.activeTextEditor;
	if (!editor) return refused("Open a file and select the lines that the task is about.");
	const placed = placeOf(editor.document.uri);
	if (placed.kind === "refused") return placed;
	const selection = selectionOf(editor, placed.path);
	if (!selection) return refused("Nothing is selected. Select the lines that the task is about.");
	const { path, first, last } = selection;
	const lines = first === last ? `line ${first}` : `lines ${first}–${last}`;
	const prompt = `What shall be done with ${lines} of ${path}?`;
	const sentence = (await person.type({ title: "Remit: Delegate Selection", prompt, placeHolder }))?.trim();
	if (!sentence) return { kind: "cancelled" };
	return draftOf({ sentence, files: [path], selection }, sources);
}

/** More than this many are hardly one task; choosing their folder says the same. */
const mostChosen = 1_000;

/** As a list of the editor gives them: what was clicked, then everything that is chosen. */
export async function draftFromFiles(
	clicked: unknown,
	chosen: unknown,
	{ sources, person }: EntryGround,
): Promise<Drafted> {
	const uris = chosenUris(clicked, chosen);
	if (uris.length === 0) return refused("Choose files or folders in the explorer.");
	if (uris.length > mostChosen) return refused(`${uris.length} files are chosen. Choose the folders that they are in.`);
	const placed = placesOf(uris);
	if (placed.kind === "refused") return placed;
	const files = await thereOf(placed.paths);
	if (files === null) return refused("What was chosen is not there any more.");
	const [only = "the whole project"] = files;
	const what = files.length > 1 ? `these ${files.length} files and folders` : only;
	const prompt = `What shall be done in ${what}?`;
	const sentence = (await person.type({ title: "Remit: Delegate Files", prompt, placeHolder }))?.trim();
	return sentence ? draftOf({ sentence, files }, sources) : { kind: "cancelled" };
}

/** None for the project's own folder: that is no limit, and the brief check will say so. Null where nothing is there. */
async function thereOf(paths: readonly string[]): Promise<readonly string[] | null> {
	if (paths.includes("")) return [];
	const marked = (await Promise.all(paths.map(withFolderMark))).filter((path) => path !== undefined);
	return marked.length === 0 ? null : (fewer(marked) ?? marked);
}

/** Without arguments, as from the palette: what the editor shows. */
function chosenUris(clicked: unknown, chosen: unknown): readonly vscode.Uri[] {
	const all: readonly unknown[] = Array.isArray(chosen) && chosen.length > 0 ? chosen : [clicked];
	const uris = all.filter((each) => each instanceof vscode.Uri);
	const open = vscode.window.activeTextEditor?.document.uri;
	return uris.length === 0 && open ? [open] : uris;
}
