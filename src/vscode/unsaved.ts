/** Asks what counts when files of the opened folder have unsaved text: the text, or what is on disk once it is saved. */

import * as vscode from "vscode";
import type { UnsavedText } from "../core/task/tasks.ts";
import { askModal, sayError } from "./say.ts";

export type UnsavedChoice =
	| { readonly kind: "go"; readonly texts: readonly UnsavedText[] }
	| { readonly kind: "cancelled" };

const save = "Save All";
const include = "Include Unsaved Text";

/** Nothing unsaved, or a base in which it does not count: goes on without a word. */
export async function settleUnsaved(folder: vscode.WorkspaceFolder, base?: string): Promise<UnsavedChoice> {
	if (base !== undefined && base !== "working-tree") return { kind: "go", texts: [] };
	const dirty = vscode.workspace.textDocuments.filter((document) => document.isDirty && isInside(document.uri, folder));
	if (dirty.length === 0) return { kind: "go", texts: [] };
	const names = dirty.map(({ uri }) => vscode.workspace.asRelativePath(uri, false));
	const shown = names.slice(0, 10).join("\n") + (names.length > 10 ? `\n… and ${names.length - 10} more` : "");
	const question = dirty.length === 1 ? "One file has unsaved text." : `${dirty.length} files have unsaved text.`;
	const detail = `The agent works on a copy of the folder. Save, or let it see the unsaved text without saving?\n\n${shown}`;
	const choice = await askModal({ text: question, detail }, save, include);
	if (choice === save) return (await saveAll(dirty)) ? { kind: "go", texts: [] } : { kind: "cancelled" };
	if (choice === include) return { kind: "go", texts: await Promise.all(dirty.map(textOf)) };
	return { kind: "cancelled" };
}

function isInside(uri: vscode.Uri, folder: vscode.WorkspaceFolder): boolean {
	return uri.scheme === "file" && vscode.workspace.getWorkspaceFolder(uri) === folder;
}

async function saveAll(documents: readonly vscode.TextDocument[]): Promise<boolean> {
	const saved = await Promise.all(documents.map((document) => document.save()));
	const failed = documents.filter((_, index) => !saved[index]);
	if (failed.length === 0) return true;
	void sayError(
		`Remit: ${failed.map(({ uri }) => vscode.workspace.asRelativePath(uri, false)).join(", ")} could not be saved, so nothing was delegated.`,
	);
	return false;
}

async function textOf(document: vscode.TextDocument): Promise<UnsavedText> {
	const bytes = await vscode.workspace.encode(document.getText(), { uri: document.uri });
	return { path: vscode.workspace.asRelativePath(document.uri, false), bytes };
}
