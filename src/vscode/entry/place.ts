/** Says which file of the opened folder an address means, or why a task cannot be about it. */

import { relative, sep } from "node:path";
import * as vscode from "vscode";
import { isBelow } from "../folders.ts";
import { openedFolder } from "../setup.ts";

export type Placed = { readonly kind: "placed"; readonly path: string } | Refused;

/** A sentence for the person. */
export interface Refused {
	readonly kind: "refused";
	readonly text: string;
}

export function refused(text: string): Refused {
	return { kind: "refused", text };
}

/** Why nothing can be delegated in this window; null when something can. */
export function windowProblem(): Refused | null {
	if (!vscode.workspace.isTrusted)
		return refused("This workspace is not trusted, so nothing is read from it and nothing is delegated in it.");
	return openedFolder() ? null : refused("Open a folder from a disk to delegate a task in it.");
}

/** The path is relative to the folder that tasks are about, with slashes; empty for that folder itself. */
export function placeOf(uri: vscode.Uri): Placed {
	const folder = openedFolder();
	const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
	if (!folder) return refused("Open a folder from a disk to delegate a task in it.");
	if (uri.scheme === "untitled")
		return refused(`${name} is in no file yet. Save it in ${folder.name}, then try again.`);
	if (uri.scheme !== "file") return refused(`${name} is no file on a disk, so a task cannot be about it.`);
	const inside = isBelow(folder.uri.fsPath, uri.fsPath);
	if (inside || folder.uri.fsPath === uri.fsPath)
		return { kind: "placed", path: relative(folder.uri.fsPath, uri.fsPath).split(sep).join("/") };
	const other = vscode.workspace.getWorkspaceFolder(uri);
	if (other)
		return refused(`${name} is in ${other.name}. Tasks of this window are about ${folder.name}, its first folder.`);
	return refused(`${name} is outside of the opened folder ${folder.name}, so a task cannot be about it.`);
}

/** The same for many, in order and each once; the first that has no place decides. */
export function placesOf(
	uris: readonly vscode.Uri[],
): { readonly kind: "placed"; readonly paths: readonly string[] } | Refused {
	const paths = new Set<string>();
	for (const uri of uris) {
		const placed = placeOf(uri);
		if (placed.kind === "refused") return placed;
		paths.add(placed.path);
	}
	return { kind: "placed", paths: [...paths] };
}

/** Ends in a slash for a folder; undefined where nothing is there. */
export async function withFolderMark(path: string): Promise<string | undefined> {
	const folder = openedFolder();
	if (!folder) return undefined;
	try {
		const { type } = await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder.uri, path));
		return (type & vscode.FileType.Directory) !== 0 ? `${path}/` : path;
	} catch {
		return undefined;
	}
}
