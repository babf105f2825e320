/** Finds out what the workspace holds at a path: on disk, never through a link, and in open editors. */

import { constants } from "node:fs";
import * as fs from "node:fs/promises";
import * as vscode from "vscode";
import type { FileThere, Occupant, Unsaved } from "../../core/changes/landing.ts";
import { sameBytes } from "../../core/changes/landing-text.ts";

/** The two sides of a change, for showing them as an open editor would. */
export interface Sides {
	readonly base: Uint8Array | null;
	readonly proposed: Uint8Array | null;
}

/** `path` is relative to `folder`, with forward slashes, and has been found to stay inside. */
export async function occupantAt(folder: vscode.Uri, path: string, sides: Sides): Promise<Occupant> {
	const uri = vscode.Uri.joinPath(folder, path);
	const obstacle = await obstacleAbove(folder, path);
	if (obstacle !== null) return { kind: "blocked", text: obstacle };
	const stat = await lstatOrNull(uri);
	const open = openAt(uri);
	const dirty = open?.isDirty ? open : undefined;
	if (dirty === undefined && hasDirtyTab(uri))
		return blocked(`${path} has unsaved changes in an editor that is not a text editor. Save it, then accept again.`);
	if (stat === null)
		return dirty
			? blocked(`${path} is open with unsaved text but is not on disk. Save or close it, then accept again.`)
			: { kind: "nothing" };
	if (stat.isSymbolicLink()) return { kind: "link", target: await fs.readlink(uri.fsPath) };
	if (stat.isDirectory()) return blocked(`${path} is a folder in your workspace.`);
	if (!stat.isFile()) return blocked(`${path} is not an ordinary file in your workspace.`);
	return fileThere(uri, stat.mode, dirty === undefined ? null : await unsavedText(dirty, sides));
}

async function fileThere(uri: vscode.Uri, mode: number, unsaved: Unsaved | null): Promise<FileThere> {
	const bytes = new Uint8Array(await fs.readFile(uri.fsPath));
	return { kind: "file", bytes, executable: (mode & 0o111) !== 0, writable: await isWritable(uri, mode), unsaved };
}

/** A superuser may write everything; a file without any write bit still says that it is not to be written. */
async function isWritable(uri: vscode.Uri, mode: number): Promise<boolean> {
	if ((mode & 0o222) === 0) return false;
	return fs.access(uri.fsPath, constants.W_OK).then(
		() => true,
		() => false,
	);
}

/** A folder on the way may have been replaced by a link, by the person or by the agent's other changes. */
async function obstacleAbove(folder: vscode.Uri, path: string): Promise<string | null> {
	const parts = path.split("/");
	for (let depth = 1; depth < parts.length; depth++) {
		const above = parts.slice(0, depth).join("/");
		const stat = await lstatOrNull(vscode.Uri.joinPath(folder, above));
		if (stat === null) return null;
		if (stat.isSymbolicLink())
			return `${above} is a symbolic link in your workspace. Remit does not write through links, so ${path} stays as it is.`;
		if (!stat.isDirectory()) return `${above} is a file in your workspace, so ${path} cannot be there.`;
	}
	return null;
}

export async function lstatOrNull(uri: vscode.Uri) {
	try {
		return await fs.lstat(uri.fsPath);
	} catch (error) {
		if (isMissing(error)) return null;
		throw error;
	}
}

/** The file's bytes; null where there is no ordinary file. */
export async function bytesAt(uri: vscode.Uri): Promise<Uint8Array | null> {
	const stat = await lstatOrNull(uri);
	return stat?.isFile() ? new Uint8Array(await fs.readFile(uri.fsPath)) : null;
}

function isMissing(error: unknown): boolean {
	return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

async function unsavedText(document: vscode.TextDocument, sides: Sides): Promise<Unsaved> {
	const exact = (bytes: Uint8Array | null) => (bytes === null ? null : exactText(bytes, document.encoding));
	const [base, proposed] = await Promise.all([exact(sides.base), exact(sides.proposed)]);
	const shown = (text: string | null) => (text === null ? null : withLineEndings(text, document.eol));
	return {
		text: document.getText(),
		base: shown(base),
		proposed: haveOtherEnds(base, proposed) ? null : shown(proposed),
	};
}

/** A document has one kind of line end, whatever is edited: a change of them would be lost without a word. */
function haveOtherEnds(base: string | null, proposed: string | null): boolean {
	const kinds = (text: string | null) => [...new Set(text?.match(/\r\n|\r|\n/g))].sort().join();
	const [before, after] = [kinds(base), kinds(proposed)];
	return before !== "" && after !== "" && before !== after;
}

/** The bytes in that encoding (an id of the editor's); null when they cannot be had back from the text. */
export async function exactText(bytes: Uint8Array, encoding: string): Promise<string | null> {
	try {
		const text = await vscode.workspace.decode(bytes, { encoding });
		return sameBytes(await vscode.workspace.encode(text, { encoding }), bytes) ? text : null;
	} catch {
		// The editor throws for what it takes to be binary.
		return null;
	}
}

export function withLineEndings(text: string, eol: vscode.EndOfLine): string {
	return text.replace(/\r\n|\r|\n/g, eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n");
}

/** Its document, where the editor holds one. */
export function openAt(uri: vscode.Uri): vscode.TextDocument | undefined {
	const wanted = uri.toString();
	return vscode.workspace.textDocuments.find((document) => document.uri.toString() === wanted);
}

function hasDirtyTab(uri: vscode.Uri): boolean {
	return tabsOf(uri).some((tab) => tab.isDirty);
}

/** The tabs that show this file, alone or in a comparison. */
export function tabsOf(uri: vscode.Uri): readonly vscode.Tab[] {
	const wanted = uri.toString();
	return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
		tabs.filter(({ input }) => urisOf(input).some((shown) => shown.toString() === wanted)),
	);
}

function urisOf(input: unknown): readonly vscode.Uri[] {
	if (input instanceof vscode.TabInputTextDiff || input instanceof vscode.TabInputNotebookDiff)
		return [input.original, input.modified];
	if (
		input instanceof vscode.TabInputText ||
		input instanceof vscode.TabInputCustom ||
		input instanceof vscode.TabInputNotebook
	)
		return [input.uri];
	return [];
}

function blocked(text: string): Occupant {
	return { kind: "blocked", text };
}
