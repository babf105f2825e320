/** Opens folders, compares them, and waits for their trust. */

import { relative, sep } from "node:path";
import * as vscode from "vscode";

/** Opens the folder: here when nothing is open, else in a new window. */
export async function openFolder(path: string): Promise<void> {
	const empty = (vscode.workspace.workspaceFolders?.length ?? 0) === 0;
	await vscode.commands.executeCommand("vscode.openFolder", vscode.Uri.file(path), { forceNewWindow: !empty });
}

/** Whether the path is inside the folder; both absolute. */
export function isBelow(folder: string, path: string): boolean {
	if (path === "") return false;
	const way = relative(folder, path);
	return way !== "" && way !== ".." && !way.startsWith(`..${sep}`);
}

/** Runs `work` as soon as the workspace is trusted: at once, or when the person grants it. */
export async function onceTrusted(work: () => Promise<void>): Promise<void> {
	if (!vscode.workspace.isTrusted) {
		await new Promise<void>((resolve) => {
			const granted = vscode.workspace.onDidGrantWorkspaceTrust(() => {
				granted.dispose();
				resolve();
			});
		});
	}
	await work();
}

/** Every opened folder that is on a disk. */
export function openedPaths(): readonly string[] {
	const folders = vscode.workspace.workspaceFolders ?? [];
	return folders.filter(({ uri }) => uri.scheme === "file").map(({ uri }) => uri.fsPath);
}
