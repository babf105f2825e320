/** Finds the commit that a task shall begin with, in the person's repository and without writing or fetching anything. */

import { personalGitEnvironment } from "./environment.ts";
import { GitFailure, type GitRun, runGit } from "./git.ts";
import type { Repository } from "./repository.ts";

export interface BaseCommit {
	readonly commit: string;
	/** For the person: what it is, and what is not in it. */
	readonly note: string;
}

/**
 * `base`: `HEAD`, or a name: a branch's of this repository, else a branch's of a remote as it was fetched last, else whatever
 * git takes for a commit. Null: what lies in the folder. Throws GitFailure, with a text for the person, where there is no such commit.
 */
export async function baseCommit(
	base: string | undefined,
	repository: Repository | null,
	signal: AbortSignal,
): Promise<BaseCommit | null> {
	if (base === undefined || base === "working-tree") return null;
	if (repository === null) {
		throw new GitFailure(
			`The brief's base is ${shown(base)}, but the opened folder is in no git repository: only the folder as it is can be begun with.`,
		);
	}
	if (base !== "HEAD") return named(base, repository, signal);
	const { head } = repository;
	if (head === null) throw new GitFailure("The brief's base is HEAD, but the repository has no commit yet.");
	return { commit: head, note: `Taken from the last commit (${short(head)}), without the uncommitted work.` };
}

async function named(base: string, repository: Repository, signal: AbortSignal): Promise<BaseCommit> {
	const commit = isName(base) ? await find(base, repository, signal) : null;
	if (commit === null) {
		throw new GitFailure(
			`The brief's base is ${shown(base)}, but the repository has no branch or commit of that name. Nothing is fetched: fetch it first, or choose another base.`,
		);
	}
	const note = `Taken from ${shown(base)} (${short(commit)}), not from what is checked out, and without the uncommitted work.`;
	return { commit, note };
}

/** What git could take for an option or a search through the history is no name. */
function isName(base: string): boolean {
	return !/^[-:^]|[\p{Cc}\p{Cf}]|\^\{\/|@\{/u.test(base);
}

async function find(base: string, { top, gitDir }: Repository, signal: AbortSignal): Promise<string | null> {
	const run: GitRun = { cwd: top, env: personalGitEnvironment(process.env) };
	for (const name of [`refs/heads/${base}`, `refs/remotes/${base}`, base]) {
		const args = ["rev-parse", "-q", "--verify", "--end-of-options", `${name}^{commit}`];
		const exit = await runGit([`--git-dir=${gitDir}`, ...args], run, signal);
		const commit = exit.stdout.toString().trim();
		if (exit.code === 0 && /^[0-9a-f]{40,64}$/.test(commit)) return commit;
	}
	return null;
}

function short(commit: string): string {
	return commit.slice(0, 10);
}

function shown(base: string): string {
	const plain = base.replace(/[\p{Cc}\p{Cf}]/gu, "�");
	return `“${plain.length > 100 ? `${plain.slice(0, 100)}…` : plain}”`;
}
