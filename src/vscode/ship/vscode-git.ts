/** VS Code's own Git, which can sign in where the person's git has no login: it pushes exactly one commit to one branch. */

import * as vscode from "vscode";

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
	push(remoteName: string, refspec: string): Promise<void>;
}

export interface SignedInGit {
	/** Never by force. Rejects with git's own words. */
	push(remote: string, commit: string, branch: string): Promise<void>;
}

/** Null where it is off, or does not know the folder. */
export async function signedInGit(folder: vscode.Uri): Promise<SignedInGit | null> {
	try {
		const exported = await vscode.extensions.getExtension<GitExtension>("vscode.git")?.activate();
		if (!exported?.enabled) return null;
		const api = exported.getAPI(1);
		const repository = api.getRepository(folder) ?? (await api.openRepository?.(folder));
		if (!repository) return null;
		// A whole refspec: no `remote.*.push` of the repository can send it elsewhere.
		return { push: (remote, commit, branch) => repository.push(remote, `${commit}:refs/heads/${branch}`) };
	} catch {
		return null;
	}
}
