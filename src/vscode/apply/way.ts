/** Chooses how bytes get into a file so that Undo can take them out again, and adds that to one workspace edit. */

import * as vscode from "vscode";
import { sameBytes } from "../../core/changes/landing-text.ts";
import type { TextChange } from "../../core/changes/merge.ts";
import { changesBetween, closedText } from "./closed.ts";
import { exactText, openAt, withLineEndings } from "./there.ts";

export type ReplaceWay =
	/** As edits of its document: cursors, marks and the undo history stay. */
	| {
			readonly kind: "text";
			/** Shown by the document before and after. */
			readonly before: string;
			readonly text: string;
			readonly edits: readonly vscode.TextEdit[];
			/** Must be edited through it instead, and by itself. */
			readonly editor: vscode.TextEditor | undefined;
	  }
	/** Written to disk beside the edit: Undo does not reach it. */
	| { readonly kind: "overwrite" };

/** `before` is what is on disk, `bytes` what shall be there. */
export async function chooseWay(uri: vscode.Uri, before: Uint8Array, bytes: Uint8Array): Promise<ReplaceWay> {
	// The editor keeps about fifty documents that no tab shows: three hundred are not opened one by one.
	const closed = openAt(uri) === undefined ? closedText(uri, before, bytes) : null;
	if (closed !== null) return { kind: "text", ...closed, editor: undefined };
	return (await textWay(uri, before, bytes)) ?? { kind: "overwrite" };
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
	const changes = changesBetween(now, wanted);
	const edits = textEdits(document, changes);
	return { kind: "text", before: now, text: wanted, edits, editor: garbledEditor(document, changes) };
}

async function openOrNull(uri: vscode.Uri): Promise<vscode.TextDocument | null> {
	try {
		return await vscode.workspace.openTextDocument(uri);
	} catch {
		// Binary or too large for a document.
		return null;
	}
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

/** What one edit is made of; each file occurs in one list only. */
export interface EditParts {
	readonly texts: readonly { readonly uri: vscode.Uri; readonly edits: readonly vscode.TextEdit[] }[];
	readonly created: readonly { readonly uri: vscode.Uri; readonly bytes: Uint8Array }[];
	readonly deleted: readonly vscode.Uri[];
}

/**
 * One edit, which one Undo takes back. What is created comes before what is deleted, so that a file that moves is never
 * missing. VS Code undoes neighbouring file operations in the order in which they were done; a text edit between them, here
 * one of an empty virtual document that changes nothing, makes them two steps of the same Undo, taken back last first, so
 * that it is not missing then either (seen in VS Code 1.139).
 */
export function workspaceEdit({ texts, created, deleted }: EditParts, anchor: vscode.Uri): vscode.WorkspaceEdit {
	const edit = new vscode.WorkspaceEdit();
	for (const { uri, edits } of texts) edit.set(uri, [...edits]);
	for (const { uri, bytes } of created) edit.createFile(uri, { contents: bytes });
	if (deleted.length > 0 && created.length > 0) edit.insert(anchor, new vscode.Position(0, 0), "");
	for (const uri of deleted) edit.deleteFile(uri);
	return edit;
}
