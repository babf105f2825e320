/** VS Code's own Git, which can sign in where the person's git has no login: it pushes exactly one commit to one branch. */

import type * as vscode from "vscode";
import { gitRepository } from "../git-extension.ts";

/** See `git.d.ts` in VS Code's extensions/git. */
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
		const repository = await gitRepository<GitRepository>(folder);
		if (!repository) return null;
		// A whole refspec: no `remote.*.push` of the repository can send it elsewhere.
		return { push: (remote, commit, branch) => repository.push(remote, `${commit}:refs/heads/${branch}`) };
	} catch {
		return null;
	}
}
