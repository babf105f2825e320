/** What the agent changed: its folder compared with the snapshot, through the harness's own git directory and index. */

import { randomUUID } from "node:crypto";
import { copyFile, lstat, realpath, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { Change, Compared } from "../core/review-ports.ts";
import { isProposable, looksSecret } from "../core/secrets/secret-files.ts";
import { GitFailure, gitOutput, runGit } from "./git.ts";
import { differences, ignoredPaths, untrackedFiles, updateIndex } from "./git-index.ts";
import { reading, type View, writing } from "./harness.ts";
import { enumeration, virtualEnvironments } from "./left-out.ts";
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
 * What differs now from the base inside the opened folder, in path order, and what of it cannot be offered. Whatever the
 * agent planted in its folder (configuration, hooks, filters, attributes, repositories in folders), nothing of it is run.
 * The bytes that were found are kept, whatever becomes of the files. Throws GitFailure when the folder is gone.
 */
export async function findChanges(folder: ComparedFolder, signal: AbortSignal): Promise<Compared> {
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

async function compared(folder: ComparedFolder, view: View, signal: AbortSignal): Promise<Compared> {
	const [changed, added] = await Promise.all([
		differences(view, signal),
		addedFiles(view, folder.dependencies, signal),
	]);
	const found = [...changed.present, ...added.files];
	const huge = await hugeFiles(view.workTree, found);
	const present = found.filter((path) => !huge.has(path));
	const refused = await updateIndex(view, { present, gone: changed.gone }, signal);
	const relative = folder.prefix === "" ? [] : [`--relative=${folder.prefix}`];
	const args = ["diff-index", "--cached", "-M", "-l1000", "-z", "--raw", "--numstat", "--no-ext-diff", "--no-textconv"];
	const all = [...args, "--ignore-submodules=all", ...relative, folder.base, "--"];
	const changes = parseChanges((await gitOutput(all, reading(view), signal)).toString());
	return { changes, notes: leftOutNotes({ ...added, huge: [...huge], refused }, folder.prefix) };
}

/** More than a review can hold in memory. In bytes. */
const largest = 256 * 1024 * 1024;

async function hugeFiles(top: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
	const sizes = await Promise.all(paths.map((path) => orMissing(lstat(join(top, path)))));
	return new Set(paths.filter((_, at) => (sizes[at]?.size ?? 0) > largest));
}

interface LeftOut {
	/** Folders, each ending in a slash. */
	readonly environments: readonly string[];
	readonly unreadable: readonly string[];
	readonly secret: readonly string[];
	readonly huge: readonly string[];
	readonly refused: readonly string[];
}

/** Paths are told as all others are: relative to the opened folder, and only of what is in there. */
function leftOutNotes(leftOut: LeftOut, prefix: string): readonly string[] {
	const own = (paths: readonly string[]) =>
		paths
			.filter((path) => path.startsWith(prefix))
			.map((path) => path.slice(prefix.length))
			.sort();
	const sentence = (paths: readonly string[], one: string, many: string): readonly string[] =>
		paths.length === 0 ? [] : [`${paths.length === 1 ? one : `${paths.length} ${many}`}: ${enumeration(paths)}`];
	return [
		...sentence(
			own(leftOut.unreadable),
			"A file whose name is not UTF-8 is left out",
			"files whose names are not UTF-8 are left out",
		),
		...sentence(
			own(leftOut.secret),
			"A new file whose name says that it holds a secret is left out",
			"new files whose names say that they hold secrets are left out",
		),
		...sentence(
			own(leftOut.environments),
			"What is new in a Python environment is left out",
			"Python environments are left out",
		),
		...sentence(
			own(leftOut.huge),
			"A file that is larger than 256 MiB is left out",
			"files that are larger than 256 MiB are left out",
		),
		...sentence(
			own(leftOut.refused),
			"A file that git cannot take is left out",
			"files that git cannot take are left out",
		),
	];
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

interface Added extends Omit<LeftOut, "huge" | "refused"> {
	readonly files: readonly string[];
}

/** New files, also those in folders that the agent made a repository of, which git itself would pass over. */
async function addedFiles(view: View, dependencies: readonly string[], signal: AbortSignal): Promise<Added> {
	const untracked = await untrackedFiles(view, signal);
	const files = [...untracked.files];
	const secret: string[] = [];
	const unreadable = [...untracked.unreadable];
	for (const folder of untracked.nested) {
		const inner = { ...view, workTree: join(view.workTree, folder), index: join(view.gitDir, "no.index") };
		if (dependencies.some((path) => folder.startsWith(path))) continue;
		const nested = await addedFiles(inner, [], signal);
		const inFolder = (paths: readonly string[]) => paths.map((path) => folder + path);
		const ignored = await ignoredPaths(view, inFolder([...nested.files, ...nested.secret]), signal);
		files.push(...inFolder(nested.files).filter((path) => !ignored.has(path)));
		secret.push(...inFolder(nested.secret).filter((path) => !ignored.has(path)));
		unreadable.push(...inFolder(nested.unreadable));
	}
	const environments = virtualEnvironments(files);
	const unwanted = [...dependencies, ...environments];
	const wanted = files.filter((path) => !unwanted.some((folder) => path.startsWith(folder)));
	const isSecret = (path: string) => looksSecret(path) && !isProposable(path);
	return {
		files: wanted.filter((path) => !isSecret(path)),
		secret: [...secret, ...wanted.filter(isSecret)],
		unreadable,
		environments,
	};
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
