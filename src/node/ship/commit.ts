/** Commits a task's work on the branch that is checked out, as the person's own `git commit` would, and nothing else with it. */

import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import type { Brought, Work } from "../../core/review-ports.ts";
import { type GitRun, gitOutput, runGit } from "../git.ts";
import { orMissing } from "../system-error.ts";
import { checkedPack } from "./carry.ts";
import { acting, asking, type Ground, type Refused, refused, spoken, startOf, withScratch } from "./ground.ts";
import { runAsPerson } from "./run.ts";
import { putInIndex } from "./staged.ts";
import { applyWork, buildTree, changesAnything, touchedPaths } from "./work.ts";

/** Refused, with nothing changed, where a file cannot be merged, a hook says no, or git is in the middle of something. */
export async function commitWork(ground: Ground, work: Work, signal: AbortSignal): Promise<Brought> {
	const { branch } = ground;
	if (branch === null) return refused("No branch is checked out. Check out a branch, then commit again.");
	const trouble = await troubleOf(ground, signal);
	if (trouble !== null) return trouble;
	await startOf(ground, signal);
	const onto = ground.repository.head;
	return withScratch(ground, async (scratch) => {
		const applied = await applyWork(ground, work, { onto, scratch }, signal);
		if (applied.conflicts.length > 0) return refused(conflictText(applied.conflicts));
		if (!changesAnything(applied)) return refused("There is nothing to commit: the last commit has all of it already.");
		const tree = await buildTree(ground, { onto, scratch }, applied.states, signal);
		await carryOver(ground, tree, scratch, signal);
		const commit = await commitTree(ground, { tree, scratch, message: work.message }, signal);
		if (typeof commit !== "string") return commit;
		// The commit is made: what belongs to it is done, whoever loses patience now.
		const notes = await putInIndex(ground, { onto, commit }, never);
		return { kind: "brought", branch, commit, notes: [...(await hookNotes(ground, tree, commit)), ...notes] };
	});
}

const never = new AbortController().signal;

async function troubleOf(ground: Ground, signal: AbortSignal): Promise<Refused | null> {
	const { operation } = ground.repository;
	if (operation !== null) return refused(`A ${operation} is in progress. Finish or abort it, then commit again.`);
	const unmerged = await gitOutput(["ls-files", "-u", "-z"], asking(ground), signal);
	if (unmerged.length === 0) return null;
	return refused("There are conflicts that are not resolved. Resolve them, then commit again.");
}

function conflictText(conflicts: readonly { readonly path: string; readonly text: string }[]): string {
	const shown = conflicts.slice(0, 5).map(({ path, text }) => `${path} ${text}`);
	const more = conflicts.length > 5 ? `; and ${conflicts.length - 5} more` : "";
	return `The work does not go with the last commit: ${shown.join("; ")}${more}. Commit your own changes of these files first, or keep the work as a branch.`;
}

/** Copies the objects of the tree into the person's repository; no name refers to them yet. */
async function carryOver(ground: Ground, tree: string, scratch: string, signal: AbortSignal): Promise<void> {
	const { head } = ground.repository;
	const pack = await checkedPack(ground, { wanted: tree, known: head === null ? [] : [head], scratch }, signal);
	await gitOutput(["unpack-objects", "-q", "--strict"], { ...asking(ground), input: pack }, signal);
}

interface Commit {
	readonly tree: string;
	readonly scratch: string;
	readonly message: string;
}

/** The new commit; refused with the words of git or of a hook. */
async function commitTree(
	ground: Ground,
	{ tree, scratch, message }: Commit,
	signal: AbortSignal,
): Promise<string | Refused> {
	const index = join(scratch, "index");
	const run = withIndex(ground, index);
	await copyIndex(ground, index);
	// Keeps what the index knows of the disk, and what a sparse checkout keeps off it.
	await gitOutput(["-c", "core.hooksPath=/dev/null", "read-tree", "-i", "-m", tree], run, signal);
	const before = ground.repository.head;
	if ((await headOf(ground, signal)) !== before) return refused("Another commit was made just now. Commit again.");
	const args = ["-c", "i18n.commitEncoding=UTF-8", "commit", "-q", "-F", "-", "--cleanup=verbatim"];
	const exit = await runAsPerson(args, { ...run, input: message }, signal).catch((error: unknown) => {
		if (signal.aborted) return null;
		throw error;
	});
	const after = await headOf(ground, never);
	if (after !== null && after !== before) return after;
	signal.throwIfAborted();
	return refused(`Git did not commit; nothing was changed. ${exit === null ? "" : spoken(exit)}`);
}

/** Git finds the repository by itself, so that hooks see what they always see: an index of this commit's own, as with `git commit <file>`. */
function withIndex(ground: Ground, index: string): GitRun {
	const run = acting(ground);
	return { ...run, env: { ...run.env, GIT_INDEX_FILE: index } };
}

async function copyIndex({ repository }: Ground, to: string): Promise<void> {
	await orMissing(copyFile(join(repository.gitDir, "index"), to));
}

async function headOf(ground: Ground, signal: AbortSignal): Promise<string | null> {
	const exit = await runGit(["rev-parse", "-q", "--verify", "HEAD^{commit}"], asking(ground), signal);
	return exit.code === 0 ? exit.stdout.toString().trim() : null;
}

async function hookNotes(ground: Ground, tree: string, commit: string): Promise<readonly string[]> {
	const others = await touchedPaths(ground, tree, commit, never);
	const shown = others.slice(0, 5).join(", ");
	const parents = (await gitOutput(["rev-list", "--parents", "-n1", commit], asking(ground), never)).toString().trim();
	const parent = parents.split(" ")[1] ?? null;
	return [
		...(others.length > 0 ? [`A hook changed what was committed (files: ${others.length}): ${shown}.`] : []),
		...(parent === ground.repository.head ? [] : ["Another commit was made at the same moment: look at both."]),
	];
}
