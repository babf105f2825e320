/** Chooses how bytes get into a file so that Undo can take them out again, and adds that to one workspace edit. */

import type { Stats } from "node:fs";
import * as vscode from "vscode";
import { sameBytes } from "../../core/changes/landing-text.ts";
import { mergeText, type TextChange } from "../../core/changes/merge.ts";
import { exactText, lstatOrNull, tabsOf, withLineEndings } from "./there.ts";

export type ReplaceWay =
	/** As edits of its document: cursors, marks and the undo history stay. */
	| {
			readonly kind: "text";
			readonly document: vscode.TextDocument;
			readonly changes: readonly TextChange[];
			readonly text: string;
	  }
	/** Deleted and created again in one edit: exact to the byte in both directions, but it would close an open editor. */
	| { readonly kind: "swap" }
	/** Written to disk beside the edit: Undo does not reach it. */
	| { readonly kind: "overwrite" };

/** `before` is what is on disk, `bytes` what shall be there. */
export async function chooseWay(uri: vscode.Uri, before: Uint8Array, bytes: Uint8Array): Promise<ReplaceWay> {
	const stat = await lstatOrNull(uri);
	// Nobody looks at it: it needs no document and no save, so that no save action runs, and the editor, which keeps about
	// fifty documents that no tab shows, does not close some of three hundred in between.
	if (tabsOf(uri).length === 0 && stat !== null && isAsNew(stat)) return { kind: "swap" };
	return (await textWay(uri, before, bytes)) ?? { kind: "overwrite" };
}

/** A file that is created anew has the usual mode, owner and name only: another one would not come back as it was. */
function isAsNew({ mode, nlink, uid }: Stats): boolean {
	if (process.platform === "win32") return true;
	return (mode & 0o7777) === (0o666 & ~process.umask()) && nlink === 1 && uid === process.getuid?.();
}

/**
 * Null where a document cannot hold both versions exactly: binary, another encoding, mixed line endings. Nor where the
 * line endings change: Undo of an edit that sets them garbles the text (seen in VS Code 1.139).
 */
async function textWay(uri: vscode.Uri, before: Uint8Array, bytes: Uint8Array): Promise<ReplaceWay | null> {
	const document = await openOrNull(uri);
	if (document === null || document.isDirty) return null;
	const now = document.getText();
	if (!sameBytes(await vscode.workspace.encode(now, { encoding: document.encoding }), before)) return null;
	const wanted = await exactText(bytes, document.encoding);
	if (wanted === null || withLineEndings(wanted, document.eol) !== wanted) return null;
	return { kind: "text", document, changes: changesBetween(now, wanted), text: wanted };
}

async function openOrNull(uri: vscode.Uri): Promise<vscode.TextDocument | null> {
	try {
		return await vscode.workspace.openTextDocument(uri);
	} catch {
		// Binary or too large for a document.
		return null;
	}
}

/** Merging into an unchanged text gives the smallest edits between the two. */
function changesBetween(now: string, wanted: string): readonly TextChange[] {
	const merge = mergeText(now, wanted, now);
	return merge.kind === "merged" ? merge.edits : [{ start: 0, end: now.length, text: wanted }];
}

export function textEdits(document: vscode.TextDocument, changes: readonly TextChange[]): readonly vscode.TextEdit[] {
	return changes.map(({ start, end, text }) => {
		const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
		return vscode.TextEdit.replace(range, text);
	});
}

/**
 * The visible editor whose text a workspace edit would garble: VS Code makes the active editor's replacements smaller by
 * comparing UTF-16 units, and loses half of a character where two begin alike (seen in VS Code 1.139).
 */
export function garbledEditor(
	document: vscode.TextDocument,
	changes: readonly TextChange[],
): vscode.TextEditor | undefined {
	const text = document.getText();
	const halves = changes.some((change) => /[\ud800-\udfff]/.test(text.slice(change.start, change.end) + change.text));
	return halves ? vscode.window.visibleTextEditors.find((editor) => editor.document === document) : undefined;
}

/** The text with the changes made. */
export function changedText(text: string, changes: readonly TextChange[]): string {
	const starts = [0, ...changes.map(({ end }) => end)];
	const pieces = changes.map((change, index) => text.slice(starts[index], change.start) + change.text);
	return pieces.join("") + text.slice(starts.at(-1));
}

/** What one edit is made of; each file occurs in one list only, or in `deleted` and `created`. */
export interface EditParts {
	readonly texts: readonly { readonly uri: vscode.Uri; readonly edits: readonly vscode.TextEdit[] }[];
	readonly deleted: readonly vscode.Uri[];
	readonly created: readonly { readonly uri: vscode.Uri; readonly bytes: Uint8Array }[];
}

/** A file that comes again at once does not go to the trash: an option that the editor's edits have and its interface does not name. */
const replaced = { ignoreIfNotExists: false, skipTrashBin: true };

/**
 * One edit, which one Undo takes back. VS Code undoes neighbouring file operations in the order in which they were done,
 * so that a file that was deleted and created again would be lost; a text edit between them, here one of an empty virtual
 * document that changes nothing, makes them two steps of the same Undo, taken back last first (seen in VS Code 1.139).
 */
export function workspaceEdit({ texts, deleted, created }: EditParts, anchor: vscode.Uri): vscode.WorkspaceEdit {
	const edit = new vscode.WorkspaceEdit();
	const again = new Set(created.map(({ uri }) => uri.toString()));
	for (const { uri, edits } of texts) edit.set(uri, [...edits]);
	for (const uri of deleted) edit.deleteFile(uri, again.has(uri.toString()) ? replaced : undefined);
	if (deleted.length > 0 && created.length > 0) edit.insert(anchor, new vscode.Position(0, 0), "");
	for (const { uri, bytes } of created) edit.createFile(uri, { contents: bytes });
	return edit;
}
