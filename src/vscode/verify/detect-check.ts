/** Finds the commands that most likely prove a project: suggestions for fields, never run by themselves. */

import * as vscode from "vscode";
import { detectChecks } from "../../core/checks/detect-checks.ts";

/** Empty when nothing is recognised. */
export async function detectCheck(folder: vscode.Uri): Promise<string> {
	const [first = ""] = await checksIn(folder);
	return first;
}

/** Most telling first; none where nothing is recognised. */
export async function checksIn(folder: vscode.Uri): Promise<readonly string[]> {
	const entries = await vscode.workspace.fs.readDirectory(folder).then(
		(found) => found,
		() => [],
	);
	const names = new Set(entries.map(([name]) => name));
	return detectChecks({ names, text: (path) => textOf(folder, path) });
}

async function textOf(folder: vscode.Uri, name: string): Promise<string> {
	try {
		return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name)));
	} catch {
		return "";
	}
}
