/** What the editor's own Git extension lists as changed. */

import type * as vscode from "vscode";
import { gitRepository } from "../git-extension.ts";
import { openedFolder } from "../setup.ts";

/** See `git.d.ts` in VS Code's extensions/git. */
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
		const repository = await gitRepository<GitRepository>(at);
		if (!repository) return null;
		await repository.status?.();
		const { indexChanges, workingTreeChanges, untrackedChanges = [] } = repository.state;
		return [...indexChanges, ...workingTreeChanges, ...untrackedChanges].map(({ uri }) => uri);
	} catch {
		return null;
	}
}
