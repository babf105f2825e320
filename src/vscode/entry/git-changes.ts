/** What the editor's own Git extension lists as changed. */

import * as vscode from "vscode";
import { openedFolder } from "../setup.ts";

/** The part of the built-in extension's interface that is used here; see `git.d.ts` in VS Code's extensions/git. */
interface GitExtension {
	readonly enabled: boolean;
	getAPI(version: 1): GitApi;
}

interface GitApi {
	getRepository(uri: vscode.Uri): GitRepository | null;
	openRepository?(root: vscode.Uri): Promise<GitRepository | null>;
}

interface GitRepository {
	readonly state: {
		readonly indexChanges: readonly Change[];
		readonly workingTreeChanges: readonly Change[];
		readonly untrackedChanges?: readonly Change[];
	};
	status?(): Promise<void>;
}

interface Change {
	readonly uri: vscode.Uri;
}

/** Of the repository that `root` lies in, or the opened folder; null where the extension is off or knows none. */
export async function changedFiles(root: vscode.Uri | undefined): Promise<readonly vscode.Uri[] | null> {
	const at = root ?? openedFolder()?.uri;
	if (!at) return null;
	try {
		const exported = await vscode.extensions.getExtension<GitExtension>("vscode.git")?.activate();
		if (!exported?.enabled) return null;
		const api = exported.getAPI(1);
		const repository = api.getRepository(at) ?? (await api.openRepository?.(at));
		if (!repository) return null;
		await repository.status?.();
		const { indexChanges, workingTreeChanges, untrackedChanges = [] } = repository.state;
		return [...indexChanges, ...workingTreeChanges, ...untrackedChanges].map(({ uri }) => uri);
	} catch {
		return null;
	}
}
