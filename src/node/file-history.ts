/** What became of files in the person's history: their texts in later commits. Reads only, and nothing of it runs a program. */

import { realpath } from "node:fs/promises";
import { relative, sep } from "node:path";
import { gitOutput, runGit, splitNames } from "./git.ts";
import { reading, type View } from "./harness.ts";
import { readBlobs } from "./objects.ts";
import { findRepository } from "./repository.ts";

export interface HistoryWanted {
	/** Relative to the opened folder. */
	readonly paths: readonly string[];
	/** Milliseconds since 1970, by the commits' own dates. */
	readonly since: number;
	readonly until: number;
}

/** More commits, and larger files, are not looked at. */
const mostCommits = 100;
const largest = 1_000_000;

/**
 * The files' texts after each commit of the current branch that touched one of them, oldest first; null where a commit does
 * not have the file (as a text of at most a million bytes). Empty where there is no repository or no such commit; rejects
 * with a GitFailure where git cannot read it.
 */
export async function fileHistory(
	folder: string,
	{ paths, since, until }: HistoryWanted,
	signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly (string | null)[]>> {
	const root = await realpath(folder);
	const place = await findRepository(root);
	if (!place || paths.length === 0) return new Map();
	const within = relative(place.top, root).split(sep).join("/");
	const prefix = within === "" ? "" : `${within}/`;
	const view: View = { gitDir: place.gitDir, workTree: place.top, index: "/dev/null" };
	const full = paths.map((path) => prefix + path);
	const commits = await commitsOf(view, { paths: full, since, until }, signal);
	const blobs = await Promise.all(commits.map((commit) => blobsOf(view, commit, full, signal)));
	const texts = await textsOf(
		view,
		blobs.flatMap((ids) => [...ids.values()]),
		signal,
	);
	const textIn = (ids: ReadonlyMap<string, string>, path: string) => texts.get(ids.get(prefix + path) ?? "") ?? null;
	return new Map(paths.map((path) => [path, blobs.map((ids) => textIn(ids, path))]));
}

async function commitsOf(view: View, wanted: HistoryWanted, signal: AbortSignal): Promise<readonly string[]> {
	const { paths, since, until } = wanted;
	const head = await runGit(["rev-parse", "-q", "--verify", "HEAD^{commit}"], reading(view), signal);
	if (head.code !== 0) return [];
	const when = [`--max-age=${Math.floor(since / 1_000)}`, `--min-age=${Math.ceil(until / 1_000)}`];
	const command = ["--literal-pathspecs", "rev-list", `--max-count=${mostCommits}`, "--date-order", ...when];
	const listed = await gitOutput([...command, head.stdout.toString().trim(), "--", ...paths], reading(view), signal);
	return listed.toString().split("\n").filter(Boolean).reverse();
}

/** By path. */
async function blobsOf(
	view: View,
	commit: string,
	paths: readonly string[],
	signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
	const command = ["--literal-pathspecs", "ls-tree", "-z", "-l", "--full-tree", commit, "--"];
	const listed = await gitOutput([...command, ...paths], reading(view), signal);
	const blobs = new Map<string, string>();
	for (const line of splitNames(listed).names) {
		const [, id = "", size = "", path = ""] = /^100\d+ blob ([0-9a-f]+) +(\d+)\t(.+)$/s.exec(line) ?? [];
		if (id !== "" && Number(size) <= largest) blobs.set(path, id);
	}
	return blobs;
}

async function textsOf(
	view: View,
	ids: readonly string[],
	signal: AbortSignal,
): Promise<ReadonlyMap<string, string | null>> {
	const wanted = [...new Set(ids)];
	const contents = await readBlobs(view, wanted, signal);
	return new Map(wanted.map((id, at) => [id, textOf(contents[at] ?? null)]));
}

function textOf(bytes: Uint8Array | null): string | null {
	return bytes === null || bytes.includes(0) ? null : new TextDecoder().decode(bytes);
}
