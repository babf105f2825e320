/** The repositories that the editor's own Git extension knows. */

import * as vscode from "vscode";

/** The part of the built-in extension's interface that is used here; see `git.d.ts` in VS Code's extensions/git. */
interface GitExtension<Repository> {
	readonly enabled: boolean;
	getAPI(version: 1): GitApi<Repository>;
}

interface GitApi<Repository> {
	getRepository(uri: vscode.Uri): Repository | null;
	openRepository?(root: vscode.Uri): Promise<Repository | null>;
}

/** Of what is in the folder; null where the extension is off or knows none. `Repository`: the part of it that the caller uses. */
export async function gitRepository<Repository>(folder: vscode.Uri): Promise<Repository | null> {
	const exported = await vscode.extensions.getExtension<GitExtension<Repository>>("vscode.git")?.activate();
	if (!exported?.enabled) return null;
	const api = exported.getAPI(1);
	return api.getRepository(folder) ?? (await api.openRepository?.(folder)) ?? null;
}
