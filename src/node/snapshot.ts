/** Records what the person's folder holds, uncommitted work included, as a commit in the harness's own git directory. */

import { copyFile, lstat, readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { looksSecret } from "../core/secrets/secret-files.ts";
import type { BaseCommit } from "./base-commit.ts";
import { GitFailure, gitOutput, joinNames, runGit, splitNames } from "./git.ts";
import {
	differences,
	type IndexEntry,
	ignoredPaths,
	indexEntries,
	putEntries,
	sparseIndexEntries,
	type Untracked,
	untrackedFiles,
	updateIndex,
} from "./git-index.ts";
import { commitTree, reading, type View, writing } from "./harness.ts";
import { enumeration, isInGitFolder, virtualEnvironments } from "./left-out.ts";
import type { Repository } from "./repository.ts";
import { orMissing } from "./system-error.ts";

export interface Overlay {
	/** Relative to the top folder. */
	readonly path: string;
	readonly bytes: Uint8Array;
}

export interface SnapshotSource {
	/** Null for a plain folder. */
	readonly repository: Repository | null;
	/** Texts of unsaved editors: they count instead of what is on disk. */
	readonly overlays: readonly Overlay[];
	/** A folder that never belongs to it, relative to the top: the task's storage, if it is in there. Empty: none. */
	readonly without: string;
}

export interface Snapshot {
	readonly commit: string;
	readonly entries: readonly IndexEntry[];
	readonly notes: readonly string[];
}

/**
 * The view's work tree is the person's folder, its index a new file; nothing is written anywhere else.
 * Throws GitFailure where git cannot do it.
 */
export async function takeSnapshot(view: View, source: SnapshotSource, signal: AbortSignal): Promise<Snapshot> {
	await seedIndex(view, source.repository, signal);
	const untracked = await wantedFiles(view, source, signal);
	await refresh(view, signal);
	const changed = await differences(view, signal);
	const present = [...changed.present, ...untracked.files];
	const refused = await updateIndex(view, { present, gone: changed.gone }, signal);
	for (const overlay of source.overlays) await layOver(view, overlay, signal);
	const commit = await commitIndex(view, source.repository?.head ?? null, signal);
	const entries = await indexEntries(view, signal);
	return {
		commit,
		entries,
		notes: [...repositoryNotes(source.repository, entries), ...untracked.notes, ...refusedNotes(refused)],
	};
}

/**
 * The same of a commit, whatever lies in the person's folder: its files have the bytes that the repository keeps, since no
 * filter runs. Throws GitFailure where git cannot do it.
 */
export async function snapshotOf({ commit, note }: BaseCommit, view: View, signal: AbortSignal): Promise<Snapshot> {
	await gitOutput(["read-tree", commit], reading(view), signal);
	const entries = await indexEntries(view, signal);
	return {
		commit: await commitIndex(view, commit, signal),
		entries,
		notes: [note, ...repositoryNotes(null, entries)],
	};
}

/**
 * Fills the view's index with what the person's index tracks, without its stat data: git may have converted line endings
 * or filtered content, so only comparing every file's bytes says what is on disk. Marks that hide a file's changes from
 * git are dropped with it, but a file that a sparse checkout keeps off the disk stays away.
 */
async function seedIndex(view: View, repository: Repository | null, signal: AbortSignal): Promise<void> {
	await gitOutput(["read-tree", "--empty"], reading(view), signal);
	if (repository === null) return;
	const entries = await personEntries(view, repository, signal);
	await putEntries(view, entries, signal);
	const skipped = await Promise.all(entries.map((entry) => isKeptAway(view, entry)));
	const paths = entries.filter((_, at) => skipped[at]).map(({ path }) => path);
	if (paths.length === 0) return;
	await gitOutput(
		["update-index", "--skip-worktree", "-z", "--stdin"],
		{ ...writing(view), input: joinNames(paths) },
		signal,
	);
}

/** What the person's index tracks, read from a copy, since reading can write: a split index has its shared part touched. */
async function personEntries(view: View, repository: Repository, signal: AbortSignal): Promise<readonly IndexEntry[]> {
	const copy = { ...view, index: join(view.gitDir, "person.index") };
	if (!(await copied(join(repository.gitDir, "index"), copy.index))) return [];
	for (const name of await readdir(repository.gitDir)) {
		if (name.startsWith("sharedindex.")) await copied(join(repository.gitDir, name), join(view.gitDir, name));
	}
	if (repository.config.get("index.sparse") !== "true") return indexEntries(copy, signal);
	const patterns = join("info", "sparse-checkout");
	await copied(join(repository.gitDir, patterns), join(view.gitDir, patterns));
	const entries = await sparseIndexEntries(copy, signal);
	return withoutFolders(copy, entries, signal);
}

async function copied(from: string, to: string): Promise<boolean> {
	return (await orMissing(copyFile(from, to).then(() => true))) !== null;
}

/** A sparse index holds whole folders. Git must not unfold them by itself: it would touch the person's objects. */
async function withoutFolders(
	view: View,
	entries: readonly IndexEntry[],
	signal: AbortSignal,
): Promise<readonly IndexEntry[]> {
	const unfolded: IndexEntry[] = [];
	for (const folder of entries) {
		if (folder.mode !== "040000") {
			unfolded.push(folder);
			continue;
		}
		const listed = await gitOutput(["ls-tree", "-r", "-z", "--full-tree", folder.id], reading(view), signal);
		for (const line of splitNames(listed).names) {
			const [, mode = "", id = "", path = ""] = /^(\d+) \w+ ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
			unfolded.push({ path: folder.path + path, mode, id, stage: "0", tag: folder.tag });
		}
	}
	return unfolded;
}

async function isKeptAway(view: View, { path, tag }: IndexEntry): Promise<boolean> {
	return tag.toUpperCase() === "S" && (await orMissing(lstat(join(view.workTree, path)))) === null;
}

async function refresh(view: View, signal: AbortSignal): Promise<void> {
	const exit = await runGit(
		["update-index", "-q", "--refresh", "--unmerged", "--ignore-submodules"],
		reading(view),
		signal,
	);
	// 1 says that something differs.
	if (exit.code > 1) throw new GitFailure(`git update-index failed: ${exit.stderr.trim()}`);
}

interface Wanted {
	readonly files: readonly string[];
	readonly notes: readonly string[];
}

async function wantedFiles(view: View, { without }: SnapshotSource, signal: AbortSignal): Promise<Wanted> {
	const untracked = await untrackedFiles(view, signal);
	const environments = virtualEnvironments(untracked.files);
	const kept = untracked.files
		.filter((path) => without === "" || !`${path}/`.startsWith(`${without}/`))
		.filter((path) => !environments.some((folder) => path.startsWith(folder)));
	const secret = kept.filter(looksSecret);
	return { files: kept.filter((path) => !looksSecret(path)), notes: untrackedNotes(untracked, environments, secret) };
}

async function layOver(view: View, { path, bytes }: Overlay, signal: AbortSignal): Promise<void> {
	if (isInGitFolder(path) || path.split("/").includes("..")) return;
	const listed = (
		await gitOutput(["--literal-pathspecs", "ls-files", "-s", "-z", "--", path], reading(view), signal)
	).toString();
	const mode = /^(\d+) /.exec(listed)?.[1];
	if (mode === undefined && (looksSecret(path) || (await ignoredPaths(view, [path], signal)).has(path))) return;
	const blob = await writeBlob(view, bytes, signal);
	await putEntries(view, [{ mode: mode === "100755" ? mode : "100644", id: blob, stage: "0", path }], signal);
}

async function writeBlob(view: View, bytes: Uint8Array, signal: AbortSignal): Promise<string> {
	const run = { ...writing(view), input: bytes };
	return (await gitOutput(["hash-object", "-w", "--no-filters", "--stdin"], run, signal)).toString().trim();
}

async function commitIndex(view: View, head: string | null, signal: AbortSignal): Promise<string> {
	// Unchanged objects are the person's and out of sight here, hence --missing-ok.
	const tree = (await gitOutput(["write-tree", "--missing-ok"], writing(view), signal)).toString().trim();
	const message = "What the workspace held when the task began";
	return commitTree(view, { tree, parent: head, message }, signal);
}

function repositoryNotes(repository: Repository | null, entries: readonly IndexEntry[]): readonly string[] {
	const submodules = entries.filter(({ mode }) => mode === "160000").map(({ path }) => path);
	const sparse = entries.filter(({ tag }) => tag.toUpperCase() === "S").length;
	const operation = repository?.operation ?? null;
	return [
		...submodules.map((path) => `The submodule ${path} was left out.`),
		...(sparse > 0 ? [`What a sparse checkout keeps off the disk was left out (files: ${sparse}).`] : []),
		...(operation !== null ? [`A ${operation} is in progress: the files were taken as they are now.`] : []),
	];
}

function untrackedNotes(
	untracked: Untracked,
	environments: readonly string[],
	secret: readonly string[],
): readonly string[] {
	const count = untracked.unreadable.length;
	return [
		...untracked.nested.map((path) => `The nested repository ${path.slice(0, -1)} was left out.`),
		...environments.map((path) => `The Python environment ${basename(dirname(`${path}x`))} was left out.`),
		...(secret.length > 0 ? [`Left out because the name says that it holds a secret: ${enumeration(secret)}.`] : []),
		...(count > 0 ? [`${count} files whose names are not UTF-8 were left out.`] : []),
	];
}

function refusedNotes(refused: readonly string[]): readonly string[] {
	return refused.length === 0 ? [] : [`Left out because they could not be read: ${enumeration(refused)}.`];
}
