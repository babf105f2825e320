/** Reads and updates one of the harness's indexes against a work tree. */

import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { GitFailure, type GitRun, gitOutput, joinNames, runGit, splitNames } from "./git.ts";
import { reading, type View, writing } from "./harness.ts";
import { isInGitFolder } from "./left-out.ts";
import { orMissing } from "./system-error.ts";

export interface IndexEntry {
	readonly path: string;
	/** Git's letter for it: `H` as usual, `S` kept out of the work tree, `M` unmerged; lower case: assumed to be unchanged. */
	readonly tag: string;
	/** In octal, e.g. `100644`; `160000` is a submodule. */
	readonly mode: string;
	readonly id: string;
	/** 0 as usual; 1 to 3 are the sides of an unmerged file. */
	readonly stage: string;
}

/** What differs between a work tree and an index, as paths. */
export interface Differences {
	/** Files and links to be taken from the work tree. */
	readonly present: readonly string[];
	/** Known to the index, not in the work tree as a file or link. */
	readonly gone: readonly string[];
}

/** Everything that the index holds; a folder that it holds as a whole (`040000`) ends in a slash. */
export function indexEntries(view: View, signal: AbortSignal): Promise<readonly IndexEntry[]> {
	return listEntries(reading(view), ["ls-files"], signal);
}

/** As `indexEntries`, for a sparse index, whose patterns must be in the view's git directory. */
export function sparseIndexEntries(view: View, signal: AbortSignal): Promise<readonly IndexEntry[]> {
	// Unless told that it may stay sparse, git unfolds the index, and for that writes the objects of folders.
	const settings = ["core.sparseCheckout", "core.sparseCheckoutCone", "index.sparse"];
	return listEntries(
		writing(view),
		[...settings.flatMap((setting) => ["-c", `${setting}=true`]), "ls-files", "--sparse"],
		signal,
	);
}

async function listEntries(
	run: GitRun,
	command: readonly string[],
	signal: AbortSignal,
): Promise<readonly IndexEntry[]> {
	const { names } = splitNames(await gitOutput([...command, "-z", "-s", "-v"], run, signal));
	return names.flatMap((line) => {
		const [, tag = "", mode = "", id = "", stage = "", path = ""] =
			/^(.) (\d+) ([0-9a-f]+) (\d)\t(.+)$/s.exec(line) ?? [];
		return path === "" ? [] : [{ path, tag, mode, id, stage }];
	});
}

/** Puts entries into the index as they are; their objects need not exist. */
export async function putEntries(
	view: View,
	entries: readonly Omit<IndexEntry, "tag">[],
	signal: AbortSignal,
): Promise<void> {
	const lines = entries.map(({ mode, id, stage, path }) => `${mode} ${id} ${stage}\t${path}`);
	await gitOutput(["update-index", "-z", "--index-info"], { ...writing(view), input: joinNames(lines) }, signal);
}

export interface Untracked {
	readonly files: readonly string[];
	/** Folders, ending in a slash, with a repository of their own. */
	readonly nested: readonly string[];
	/** Files and folders whose names are not UTF-8, their odd bytes as `\xe9`. */
	readonly unreadable: readonly string[];
}

/** What is in the work tree, neither in the index nor ignored. */
export async function untrackedFiles(view: View, signal: AbortSignal): Promise<Untracked> {
	const listed = await gitOutput(["ls-files", "-z", "--others", "--exclude-standard"], reading(view), signal);
	const { names, unreadable } = splitNames(listed);
	return {
		files: names.filter((name) => !name.endsWith("/") && !isInGitFolder(name)),
		nested: names.filter((name) => name.endsWith("/")),
		unreadable,
	};
}

/** Which of the paths git ignores; they need not exist. */
export async function ignoredPaths(
	view: View,
	paths: readonly string[],
	signal: AbortSignal,
): Promise<ReadonlySet<string>> {
	if (paths.length === 0) return new Set();
	// The dot keeps git from taking a leading colon for a pattern's beginning.
	const run = { ...reading(view), input: joinNames(paths.map((path) => `./${path}`)) };
	const exit = await runGit(["check-ignore", "-z", "--no-index", "--stdin"], run, signal);
	if (exit.code > 1) throw new GitFailure(`git check-ignore failed: ${exit.stderr.trim()}`);
	return new Set(splitNames(exit.stdout).names.map((path) => path.slice("./".length)));
}

/** What the index knows and the work tree has otherwise. Submodules are not looked into. */
export async function differences(view: View, signal: AbortSignal): Promise<Differences> {
	const args = ["diff-files", "-z", "--name-status", "--ignore-submodules=all"];
	const { names } = splitNames(await gitOutput(args, reading(view), signal));
	const present = new Set<string>();
	const gone = new Set<string>();
	for (let at = 0; at + 1 < names.length; at += 2) {
		const path = names[at + 1] ?? "";
		// Git calls a file deleted, too, when a folder on its way is a link now: then lstat would follow that link.
		const there = names[at] !== "D" && (await isFileOrLink(join(view.workTree, path)));
		(there ? present : gone).add(path);
	}
	return { present: [...present], gone: [...gone].filter((path) => !present.has(path)) };
}

/** Brings the index up to date with the work tree for these paths. Resolves to the ones that git could not take. */
export async function updateIndex(
	view: View,
	{ present, gone }: Differences,
	signal: AbortSignal,
): Promise<readonly string[]> {
	if (gone.length > 0) {
		const run = { ...writing(view), input: joinNames(gone) };
		await gitOutput(["update-index", "--force-remove", "-z", "--stdin"], run, signal);
	}
	return addAll(view, present, signal);
}

/** One file that git cannot take (unreadable, or replaced meanwhile) fails a whole run: it is found by halving. */
async function addAll(view: View, paths: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
	if (paths.length === 0) return [];
	const run = { ...writing(view), input: joinNames(paths) };
	const exit = await runGit(["update-index", "--add", "--replace", "-z", "--stdin"], run, signal);
	// Of a name that it never takes, a `.gitmodules` that is a link for one, git only speaks.
	if (exit.code === 0) return paths.filter((path) => exit.stderr.includes(`Ignoring path ${path}\n`));
	if (/No space left|index\.lock/.test(exit.stderr)) throw new GitFailure(exit.stderr.trim());
	if (paths.length === 1) return paths;
	const middle = Math.ceil(paths.length / 2);
	const refused = await addAll(view, paths.slice(0, middle), signal);
	return [...refused, ...(await addAll(view, paths.slice(middle), signal))];
}

async function isFileOrLink(path: string): Promise<boolean> {
	const found = await orMissing(lstat(path));
	return found !== null && (found.isFile() || found.isSymbolicLink());
}
