/** What became of files in the person's history: their texts in later commits. Reads only, and nothing of it runs a program. */

import { realpath } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { FileVersion } from "../core/calibration/rework.ts";
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
/** How often a file is followed to another name, and commits in which that is looked for each time. */
const mostMoves = 4;
const mostSearched = 20;

/**
 * The files after each commit of the current branch that touched one of them, oldest first, also where a commit gave one
 * another name; null where a commit does not have it (as a text of at most a million bytes). Empty where there is no
 * repository or no such commit; rejects with a GitFailure where git cannot read it.
 */
export async function fileHistory(
	folder: string,
	{ paths, since, until }: HistoryWanted,
	signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly FileVersion[]>> {
	const root = await realpath(folder);
	const place = await findRepository(root);
	if (!place || paths.length === 0) return new Map();
	const within = relative(place.top, root).split(sep).join("/");
	const prefix = within === "" ? "" : `${within}/`;
	const view: View = { gitDir: place.gitDir, workTree: place.top, index: join(place.gitDir, "no index") };
	const { commits, names } = await followed(view, { paths: paths.map((path) => prefix + path), since, until }, signal);
	const ids = commits.flatMap(({ blobs }) => [...blobs.values()]);
	const texts = await textsOf(view, ids, signal);
	const textIn = ({ blobs }: Commit, path: string) => {
		const name = names.get(prefix + path)?.find((each) => blobs.has(each)) ?? "";
		return texts.get(blobs.get(name) ?? "") ?? null;
	};
	const versions = (path: string) => commits.map((commit) => ({ text: textIn(commit, path), after: commit.after }));
	return new Map(paths.map((path) => [path, versions(path)]));
}

interface Commit {
	readonly id: string;
	/** Places of those that it was made on, as far as they are in the list. */
	readonly after: readonly number[];
	/** Of the files that are looked for, by path. */
	readonly blobs: ReadonlyMap<string, string>;
}

interface Followed {
	readonly commits: readonly Commit[];
	/** The names that each file had, the last one first. */
	readonly names: ReadonlyMap<string, readonly string[]>;
}

async function followed(view: View, wanted: HistoryWanted, signal: AbortSignal): Promise<Followed> {
	let names: Followed["names"] = new Map(wanted.paths.map((path) => [path, [path]]));
	for (let moves = 0; ; moves++) {
		const paths = [...new Set([...names.values()].flat())];
		const commits = await commitsOf(view, { ...wanted, paths }, signal);
		const tips = new Set([...names.values()].flatMap((all) => all.slice(0, 1)));
		const moved = moves < mostMoves ? await movesIn(view, commits, tips, signal) : new Map<string, string>();
		const further = [...names].map(([path, all]) => [path, withName(all, moved.get(all[0] ?? ""))] as const);
		if (further.every(([path, all]) => all === names.get(path))) return { commits, names };
		names = new Map(further);
	}
}

function withName(names: readonly string[], name: string | undefined): readonly string[] {
	return name === undefined || names.includes(name) ? names : [name, ...names];
}

/**
 * It looks at an index, too, for which a repository's configuration can name a program; nor is that configuration asked how
 * many moved files may be compared with one another, which takes time.
 */
const diffTree: readonly string[] = [
	...["-c", "core.fsmonitor=false", "diff-tree", "--root", "-r", "-z", "-M", "-l1000", "--no-ext-diff"],
	...["--diff-filter=R", "--name-status", "--no-commit-id"],
];

/** Where files went that a commit does not have any more: old names with their new ones. */
async function movesIn(
	view: View,
	commits: readonly Commit[],
	tips: ReadonlySet<string>,
	signal: AbortSignal,
): Promise<Map<string, string>> {
	const moved = new Map<string, string>();
	const isLost = (path: string, { blobs, after }: Commit) =>
		!blobs.has(path) && after.some((at) => commits[at]?.blobs.has(path));
	const losing = commits.filter((commit) => [...tips].some((path) => isLost(path, commit)));
	for (const { id } of losing.slice(0, mostSearched)) {
		const { names, unreadable } = splitNames(await gitOutput([...diffTree, id], reading(view), signal));
		if (unreadable.length > 0) continue;
		for (let at = 0; at + 2 < names.length; at += 3) {
			const [from = "", to = ""] = names.slice(at + 1, at + 3);
			if (tips.has(from) && !moved.has(from)) moved.set(from, to);
		}
	}
	return moved;
}

async function commitsOf(view: View, wanted: HistoryWanted, signal: AbortSignal): Promise<readonly Commit[]> {
	const { paths, since, until } = wanted;
	const head = await runGit(["rev-parse", "-q", "--verify", "HEAD^{commit}"], reading(view), signal);
	if (head.code !== 0) return [];
	const when = [`--max-age=${Math.floor(since / 1_000)}`, `--min-age=${Math.ceil(until / 1_000)}`];
	const command = ["--literal-pathspecs", "rev-list", `--max-count=${mostCommits}`, "--date-order", "--parents"];
	const from = [...when, head.stdout.toString().trim(), "--", ...paths];
	const listed = (await gitOutput([...command, ...from], reading(view), signal)).toString();
	const rows = listed.split("\n").filter(Boolean).reverse();
	const places = new Map(rows.map((row, at) => [row.split(" ", 1)[0], at]));
	return Promise.all(
		rows.map(async (row) => {
			const [id = "", ...parents] = row.split(" ");
			const after = parents.flatMap((parent) => places.get(parent) ?? []);
			return { id, after, blobs: await blobsOf(view, id, paths, signal) };
		}),
	);
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
