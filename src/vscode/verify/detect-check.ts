/** Finds the command that most likely proves a project: a suggestion for a field, never run by itself. */

import * as vscode from "vscode";
import { detectChecks } from "../../core/checks/detect-checks.ts";

/** Empty when nothing is recognised. */
export async function detectCheck(folder: vscode.Uri): Promise<string> {
	const entries = await vscode.workspace.fs.readDirectory(folder).then(
		(found) => found,
		() => [],
	);
	const names = new Set(entries.map(([name]) => name));
	const [first = ""] = await detectChecks({ names, text: (path) => textOf(folder, path) });
	return first;
}

async function textOf(folder: vscode.Uri, name: string): Promise<string> {
	try {
		return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name)));
	} catch {
		return "";
	}
}
