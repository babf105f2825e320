/** What the agent changed: its folder compared with the snapshot, through the harness's own git directory and index. */

import { randomUUID } from "node:crypto";
import { copyFile, readFile, realpath, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import type { Change } from "../core/review-ports.ts";
import { isProposable, looksSecret } from "../core/secrets/secret-files.ts";
import { GitFailure, gitOutput, runGit } from "./git.ts";
import { differences, ignoredPaths, untrackedFiles, updateIndex } from "./git-index.ts";
import { reading, type View, writing } from "./harness.ts";
import { virtualEnvironments } from "./left-out.ts";
import { orMissing } from "./system-error.ts";

/** Where a task's files are, and what they are compared with. */
export interface ComparedFolder {
	/** The harness's git directory. */
	readonly gitDir: string;
	/** The checkout's top folder, as a real path. */
	readonly top: string;
	/** The opened folder below the top, ending in a slash; empty when it is the top. */
	readonly prefix: string;
	readonly base: string;
	/** The folders of linked dependencies, relative to the top, each ending in a slash. */
	readonly dependencies: readonly string[];
}

/**
 * What differs now from the base inside the opened folder, in path order. Whatever the agent planted in its folder
 * (configuration, hooks, filters, attributes, repositories in folders), nothing of it is run. What was found is kept for
 * `proposedContent`. Throws GitFailure when the folder is gone.
 */
export async function findChanges(folder: ComparedFolder, signal: AbortSignal): Promise<readonly Change[]> {
	if ((await orMissing(realpath(folder.top))) !== folder.top) {
		throw new GitFailure(`The checkout ${folder.top} was moved or deleted.`);
	}
	const limit = AbortSignal.timeout(longestMs);
	const limited = AbortSignal.any([signal, limit]);
	const view = { gitDir: folder.gitDir, workTree: folder.top, index: scratchIndex(folder.gitDir) };
	try {
		await refreshedIndex(view, limited);
		return await compared(folder, view, limited);
	} catch (error) {
		if (error !== limit.reason) throw error;
		throw new GitFailure("Comparing the checkout took more than two minutes: look for a pipe or a huge folder in it.");
	} finally {
		await rm(view.index, { force: true });
	}
}

/** A named pipe in place of a .gitignore, say, would keep git waiting for ever. */
const longestMs = 120_000;

async function compared(folder: ComparedFolder, view: View, signal: AbortSignal): Promise<readonly Change[]> {
	const [changed, added] = await Promise.all([
		differences(view, signal),
		addedFiles(view, folder.dependencies, signal),
	]);
	await updateIndex(view, { present: [...changed.present, ...added], gone: changed.gone }, signal);
	const relative = folder.prefix === "" ? [] : [`--relative=${folder.prefix}`];
	const args = ["diff-index", "--cached", "-M", "-l1000", "-z", "--raw", "--numstat", "--no-ext-diff", "--no-textconv"];
	const all = [...args, "--ignore-submodules=all", ...relative, folder.base, "--"];
	const found = parseChanges((await gitOutput(all, reading(view), signal)).toString());
	await keepProposed(view, signal);
	return found;
}

/** Keeps what the view's index holds, as a tree whose name outlives this process. */
async function keepProposed(view: View, signal: AbortSignal): Promise<void> {
	// Unchanged objects may be the person's and out of sight here, hence --missing-ok.
	const tree = await gitOutput(["write-tree", "--missing-ok"], writing(view), signal);
	const unfinished = join(view.gitDir, `proposed-${randomUUID()}`);
	await writeFile(unfinished, tree);
	await rename(unfinished, proposedTree(view.gitDir));
}

function proposedTree(gitDir: string): string {
	return join(gitDir, "proposed");
}

/** The file's bytes in the base; null where it is not in there. The path is relative to the opened folder. */
export async function baseContent(
	folder: ComparedFolder,
	path: string,
	signal: AbortSignal,
): Promise<Uint8Array | null> {
	return (await baseFile(folder, path, signal))?.bytes ?? null;
}

/**
 * The file's bytes as the last `findChanges` found them, whatever became of the file since: what a person reviews must
 * be what was looked at. Null where it was not there; "unknown" when nothing was compared yet.
 */
export async function proposedContent(
	folder: ComparedFolder,
	path: string,
	signal: AbortSignal,
): Promise<Uint8Array | null | "unknown"> {
	const kept = await orMissing(readFile(proposedTree(folder.gitDir), "utf8"));
	return kept === null ? "unknown" : ((await fileIn(folder, { tree: kept.trim(), path }, signal))?.bytes ?? null);
}

/** A file or a link as a tree keeps it. */
export interface BaseFile {
	/** 0o100644, 0o100755 or 0o120000 (a symbolic link, whose bytes are its target). */
	readonly mode: number;
	readonly bytes: Uint8Array;
}

/** The file as the base has it; null where it is not in there. The path is relative to the opened folder. */
export function baseFile(folder: ComparedFolder, path: string, signal: AbortSignal): Promise<BaseFile | null> {
	return fileIn(folder, { tree: folder.base, path }, signal);
}

async function fileIn(
	folder: ComparedFolder,
	{ tree, path }: { readonly tree: string; readonly path: string },
	signal: AbortSignal,
): Promise<BaseFile | null> {
	// Git fails for a path that leads out of the folder instead of finding nothing.
	if (path === "" || isAbsolute(path) || path.split("/").includes("..")) return null;
	const view = { gitDir: folder.gitDir, workTree: folder.top, index: baseIndex(folder.gitDir) };
	const run = { ...reading(view), cwd: folder.gitDir };
	const listed = await gitOutput(
		["--literal-pathspecs", "ls-tree", "-z", "--full-tree", tree, "--", folder.prefix + path],
		run,
		signal,
	);
	const [, mode = "", blob] = /^(\d+) blob ([0-9a-f]+)\t/.exec(listed.toString()) ?? [];
	if (blob === undefined) return null;
	const bytes = new Uint8Array(await gitOutput(["cat-file", "blob", blob], run, signal));
	return { mode: Number.parseInt(mode, 8), bytes };
}

/** Where the index of the snapshot is, with the checkout's stat data. */
export function baseIndex(gitDir: string): string {
	return join(gitDir, "base.index");
}

function scratchIndex(gitDir: string): string {
	return join(gitDir, `scratch-${randomUUID()}.index`);
}

/**
 * Leaves a copy of the base's index at the view's, with fresh stat data, and keeps those for the next time. Git tells an
 * edit that is as old as the index by the index file's own time, so a copy has to keep that time.
 */
async function refreshedIndex(view: View, signal: AbortSignal): Promise<void> {
	const base = baseIndex(view.gitDir);
	await copyIndex(base, view.index);
	const args = ["update-index", "-q", "--refresh", "--ignore-submodules", "--force-write-index"];
	const exit = await runGit(args, writing(view), signal);
	if (exit.code > 1) throw new GitFailure(`git update-index failed: ${exit.stderr.trim()}`);
	const kept = scratchIndex(view.gitDir);
	await copyIndex(view.index, kept);
	await rename(kept, base);
}

async function copyIndex(from: string, to: string): Promise<void> {
	const { mtimeMs } = await stat(from);
	await copyFile(from, to);
	const seconds = Math.floor(mtimeMs / 1000);
	await utimes(to, seconds, seconds);
}

/** New files, also those in folders that the agent made a repository of, which git itself would pass over. */
async function addedFiles(
	view: View,
	dependencies: readonly string[],
	signal: AbortSignal,
): Promise<readonly string[]> {
	const untracked = await untrackedFiles(view, signal);
	const files = [...untracked.files];
	for (const folder of untracked.nested) {
		const inner = { ...view, workTree: join(view.workTree, folder), index: join(view.gitDir, "no.index") };
		if (dependencies.some((path) => folder.startsWith(path))) continue;
		const paths = (await addedFiles(inner, [], signal)).map((path) => folder + path);
		const ignored = await ignoredPaths(view, paths, signal);
		files.push(...paths.filter((path) => !ignored.has(path)));
	}
	const unwanted = [...dependencies, ...virtualEnvironments(files)];
	const offered = (path: string) => !looksSecret(path) || isProposable(path);
	return files.filter((path) => offered(path) && !unwanted.some((folder) => path.startsWith(folder)));
}

/** Reads `--raw --numstat -z`: all raw records, then all counts, both in the same order. */
function parseChanges(listed: string): readonly Change[] {
	const fields = listed.split("\0");
	const raw: Omit<Change, "binary" | "added" | "removed">[] = [];
	let at = 0;
	while (fields[at]?.startsWith(":")) {
		const [, oldMode = "", mode = "", oldId = "", id = "", status = ""] =
			/^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])/.exec(fields[at] ?? "") ?? [];
		const renamed = status === "R";
		const path = fields[at + (renamed ? 2 : 1)] ?? "";
		const shownMode = status === "D" ? oldMode : mode;
		raw.push({
			path,
			kind: status === "A" ? "added" : status === "D" ? "deleted" : renamed ? "renamed" : "modified",
			...(renamed ? { from: fields[at + 1] ?? "" } : {}),
			mode: Number.parseInt(shownMode, 8),
			baseMode: Number.parseInt(status === "A" ? mode : oldMode, 8),
			version: `${oldId}-${id}-${oldMode}-${mode}`,
		});
		at += renamed ? 3 : 2;
	}
	const changes = raw.map((change) => {
		const [added = "", removed = ""] = (fields[at] ?? "").split("\t");
		at += change.kind === "renamed" ? 3 : 1;
		return { ...change, binary: added === "-", added: Number(added) || 0, removed: Number(removed) || 0 };
	});
	return changes.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
