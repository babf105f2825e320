/** Makes a task's private copy of the project: everything but what git ignores, on its own branch, with nowhere to push to. */

import { mkdir, readFile, realpath, rename, writeFile } from "node:fs/promises";
import { basename, isAbsolute, join, relative, sep } from "node:path";
import type { Checkout, Search } from "../core/ports.ts";
import type { CheckoutFacts } from "../core/task/events.ts";
import { baseCommit } from "./base-commit.ts";
import { baseIndex, type ComparedFolder } from "./changes.ts";
import { linkDependencies, packageFolders } from "./dependencies.ts";
import { makeFiles } from "./files.ts";
import { GitFailure, gitOutput, joinNames, splitNames } from "./git.ts";
import {
	type HarnessOptions,
	keepObjects,
	makeAgentRepository,
	makeHarness,
	materialise,
	reading,
	type View,
} from "./harness.ts";
import { makeProposal } from "./proposal.ts";
import { removeFolder } from "./remove-folder.ts";
import { findRepository, isIgnored, personalExcludes, type Repository, readRepository } from "./repository.ts";
import type { Sandbox } from "./sandbox.ts";
import { makeSearch } from "./search.ts";
import { makeShell } from "./shell.ts";
import { type Overlay, type Snapshot, snapshotOf, takeSnapshot } from "./snapshot.ts";
import { errorCode, errorText, orMissing } from "./system-error.ts";
import { keepPlaces, placesOf, scratchOf } from "./task-places.ts";
import { makeTrees, removeLeftTrees, treesOf } from "./trees.ts";

export interface CheckoutOptions extends SearchOptions {
	/** The opened folder. */
	readonly folder: string;
	/** The task's own storage folder; need not exist. */
	readonly storage: string;
	readonly task: string;
	/** The goal as a branch name's part. */
	readonly slug: string;
	/** Texts of unsaved editors, paths relative to the opened folder: taken instead of what is on disk. */
	readonly overlays?: readonly Overlay[];
	/** What it begins with: `working-tree` (where it is left out), `HEAD`, or a branch's name. What is unsaved counts for the first alone. */
	readonly base?: string | undefined;
}

/** How text is found: by ripgrep where there is one, else by the fallback. */
export interface SearchOptions {
	/** Where commands run; without one they run with the rights of this process. */
	readonly sandbox?: Sandbox;
	readonly ripgrep?: string;
	/** Made for the folder that the agent works in. */
	readonly fallback?: (checkout: Pick<Checkout, "files">) => Search;
}

export interface CheckoutMade {
	readonly kind: "made";
	readonly checkout: Checkout;
	readonly facts: CheckoutFacts;
}

export interface CheckoutFailure {
	readonly kind: "failed";
	/** What is wrong and what the person can do about it. */
	readonly text: string;
}

/**
 * Makes the checkout in `<storage>/checkout` and the harness's repository in `<storage>/harness.git`. Writes nothing into
 * the opened folder or its repository. Leaves nothing behind when it fails; rejects only when the signal aborts.
 * Only for a task without recorded facts: a checkout that is there nevertheless was made just before a crash, no agent
 * ever worked in it, and it is made anew.
 */
export async function makeCheckout(
	options: CheckoutOptions,
	signal: AbortSignal,
): Promise<CheckoutMade | CheckoutFailure> {
	try {
		const compared = await make(options, signal);
		const { notes, ...folder } = compared;
		const branch = branchOf(options);
		return await opened(folder, { root: rootOf(folder), branch, base: folder.base, notes }, options);
	} catch (error) {
		await removeCheckout(options.storage);
		signal.throwIfAborted();
		return failure(error);
	}
}

/** Opens the checkout of a task that is taken up again. Rejects only when the signal aborts. */
export async function openCheckout(
	facts: CheckoutFacts,
	options: SearchOptions & { readonly storage: string },
	signal: AbortSignal,
): Promise<CheckoutMade | CheckoutFailure> {
	try {
		const root = await realpath(facts.root);
		if (root !== facts.root) return failure(new GitFailure(`${facts.root} was replaced by a link.`));
		const within = relative(await realpath(join(options.storage, "checkout")), root);
		const [name = "", ...below] = within.split(sep);
		if (name === "" || name === "..") return failure(new GitFailure(`${facts.root} is not in ${options.storage}.`));
		const gitDir = await realpath(join(options.storage, "harness.git"));
		const top = await realpath(join(options.storage, "checkout", name));
		const prefix = below.map((part) => `${part}/`).join("");
		const folder = { gitDir, top, prefix, base: facts.base, dependencies: await keptDependencies(gitDir) };
		await removeLeftTrees(gitDir);
		await gitOutput(
			["cat-file", "-e", `${facts.base}^{tree}`],
			reading({ gitDir, workTree: top, index: baseIndex(gitDir) }),
			signal,
		);
		return await opened(folder, facts, options);
	} catch (error) {
		signal.throwIfAborted();
		const gone = errorCode(error) === "ENOENT";
		return gone ? { kind: "failed", text: "The task's checkout is gone: its folder was deleted." } : failure(error);
	}
}

/** Deletes the checkout and the harness's repository. Links are removed, never followed. */
export async function removeCheckout(storage: string): Promise<void> {
	const gitDir = join(storage, "harness.git");
	for (const folder of [join(storage, "checkout"), unfinished(storage), treesOf(gitDir), gitDir, scratchOf(gitDir)])
		await removeFolder(folder);
}

function unfinished(storage: string): string {
	return join(storage, "checkout.unfinished");
}

async function make(options: CheckoutOptions, signal: AbortSignal): Promise<ComparedFolder & Noted> {
	await removeCheckout(options.storage);
	await mkdir(options.storage, { recursive: true });
	const storage = await realpath(options.storage);
	const folder = await realpath(options.folder);
	const repository = await repositoryOf(folder, signal);
	const top = repository?.top ?? folder;
	const prefix = folderPrefix(top, folder);
	const harness = await harnessOptions(storage, folder, repository, signal);
	const gitDir = await makeHarness(harness, signal);
	const view: View = { gitDir, workTree: top, index: baseIndex(gitDir) };
	const base = await baseCommit(options.base, repository, signal);
	const overlays = (options.overlays ?? []).map(({ path, bytes }) => ({ path: prefix + slashed(path), bytes }));
	const source = { repository, overlays, without: inside(top, storage) };
	const snapshot = await (base ? snapshotOf(base, view, signal) : takeSnapshot(view, source, signal));
	await keepObjects(view, snapshot.commit, signal);
	const name = basename(top) || "project";
	const workTree = join(unfinished(storage), name);
	await makeAgentRepository(workTree, branchOf(options), harness, signal);
	await materialise({ ...view, workTree }, snapshot.commit, branchOf(options), signal);
	await mkdir(join(workTree, prefix), { recursive: true });
	const packages = packageFolders(snapshot.entries.map((entry) => entry.path));
	const dependencies = await linkDependencies({ from: top, to: workTree }, packages, signal);
	await writeFile(dependencyList(gitDir), joinNames(dependencies));
	await keepPlaces(gitDir, top, dependencies);
	signal.throwIfAborted();
	// Only now: a checkout of that name is a whole one, also after a crash.
	await rename(unfinished(storage), join(storage, "checkout"));
	const made = { gitDir, top: join(storage, "checkout", name), prefix, base: snapshot.commit, dependencies };
	return { ...made, notes: notesOf(snapshot, prefix) };
}

interface Noted {
	readonly notes: readonly string[];
}

async function repositoryOf(folder: string, signal: AbortSignal): Promise<Repository | null> {
	const place = await findRepository(folder);
	if (place === null) return null;
	const below = relative(place.top, folder);
	if (below !== "" && (await isIgnored(place, below, signal))) return null;
	return readRepository(place, signal);
}

async function harnessOptions(
	storage: string,
	folder: string,
	repository: Repository | null,
	signal: AbortSignal,
): Promise<HarnessOptions> {
	if (repository === null) {
		const excludes = await personalExcludes(folder, signal);
		return { storage, objectFormat: "sha1", borrowed: [], shallow: null, excludes, config: new Map() };
	}
	const { objectFormat, commonDir, excludes, config } = repository;
	const shallow = await orMissing(readFile(join(commonDir, "shallow"), "utf8"));
	return { storage, objectFormat, borrowed: [join(commonDir, "objects")], shallow, excludes, config };
}

async function opened(folder: ComparedFolder, facts: CheckoutFacts, options: SearchOptions): Promise<CheckoutMade> {
	const { sandbox } = options;
	const places = await placesOf(folder.gitDir, folder.top);
	const files = makeFiles(facts.root, folder);
	const fallback = options.fallback?.({ files });
	const checkout: Checkout = {
		files,
		search: makeSearch({ root: facts.root, ripgrep: options.ripgrep ?? null, fallback: fallback ?? null }),
		shell: makeShell({ root: facts.root, ...(sandbox === undefined ? {} : { sandbox: { sandbox, places } }) }),
		proposal: makeProposal(folder),
		trees: makeTrees(folder, sandbox),
	};
	return { kind: "made", checkout, facts };
}

function notesOf(snapshot: Snapshot, prefix: string): readonly string[] {
	if (prefix === "") return snapshot.notes;
	const note = `The opened folder is a part of a repository: the agent has all of it, but only changes in ${prefix.slice(0, -1)} are offered.`;
	return [note, ...snapshot.notes];
}

function branchOf({ slug, task }: CheckoutOptions): string {
	return `remit/${slug}-${task}`;
}

function rootOf({ top, prefix }: ComparedFolder): string {
	return prefix === "" ? top : join(top, prefix.slice(0, -1));
}

function dependencyList(gitDir: string): string {
	return join(gitDir, "dependencies");
}

async function keptDependencies(gitDir: string): Promise<readonly string[]> {
	const kept = await orMissing(readFile(dependencyList(gitDir)));
	return kept === null ? [] : splitNames(kept).names;
}

/** The path of `folder` relative to `top`, with slashes, when it lies below it; else empty. */
function inside(top: string, folder: string): string {
	const path = relative(top, folder);
	return path.startsWith("..") || isAbsolute(path) ? "" : slashed(path);
}

function folderPrefix(top: string, folder: string): string {
	const path = inside(top, folder);
	return path === "" ? "" : `${path}/`;
}

function slashed(path: string): string {
	return path.split(sep).join("/");
}

function failure(error: unknown): CheckoutFailure {
	if (!(error instanceof GitFailure) && errorCode(error) === "") throw error;
	return { kind: "failed", text: `The checkout could not be made. ${errorText(error)}` };
}
