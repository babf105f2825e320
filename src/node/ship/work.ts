/** Says what a task's work makes of a tree of the person's repository, and builds that tree in the harness. */

import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { AcceptedFile, Work } from "../../core/review-ports.ts";
import { GitFailure, gitOutput, splitNames } from "../git.ts";
import { putEntries } from "../git-index.ts";
import { reading, writing } from "../harness.ts";
import { isInGitFolder } from "../left-out.ts";
import { cleanStates } from "./clean.ts";
import { actingApart, type Ground, readingBoth, viewIn } from "./ground.ts";
import { printedAsPerson } from "./run.ts";
import { type Merged, mergeStates, type State, type States, same, statesIn } from "./states.ts";

/** A file of the work as git keeps it, with what the task began with. Paths are relative to the top folder. */
interface WorkFile {
	readonly path: string;
	readonly origin: string | null;
	readonly base: State;
	readonly proposed: State;
}

export interface Applied {
	/** What the tree has afterwards, for each path that the work touches and for no other. */
	readonly states: States;
	/** Files that cannot be merged; in `states` they are as the work has them, in `before` as the task found them. */
	readonly conflicts: readonly { readonly path: string; readonly text: string }[];
	readonly before: States;
	/** What the tree has now at all of these paths. */
	readonly current: States;
}

/** Brings the work to a commit's tree (null: to the empty one), three ways: the snapshot, the work, the tree. */
export async function applyWork(
	ground: Ground,
	{ files }: Work,
	{ onto, scratch }: { readonly onto: string | null; readonly scratch: string },
	signal: AbortSignal,
): Promise<Applied> {
	const placed = files.map((file) => placedFile(file, ground.prefix));
	const paths = new Set(placed.flatMap(({ path, origin }) => (origin === null ? [path] : [path, origin])));
	const current = await statesIn(readingBoth(ground), onto, paths, signal);
	const works = await workFiles(ground, placed, { known: current, scratch, paths }, signal);
	const targets = new Set(works.filter(({ proposed }) => proposed !== null).map(({ path }) => path));
	const vacated = new Set(works.flatMap((file) => file.origin ?? []));
	const applied = { states: new Map<string, State>(), before: new Map<string, State>() };
	const conflicts: { path: string; text: string }[] = [];
	for (const file of works) {
		const there = current.get(file.path) ?? null;
		const isMove = file.proposed !== null && file.origin !== null && file.origin !== file.path;
		const isBlocked = isMove && there !== null && !vacated.has(file.path) && current.has(file.origin ?? "");
		const merged = isBlocked ? blocked : await mergeFile(ground, file, current, signal);
		if (merged.kind === "conflict") {
			conflicts.push({ path: file.path, text: merged.text });
			if (isMove) applied.before.set(file.path, null);
			applied.before.set(file.origin ?? file.path, file.base);
		}
		const leaves = file.origin !== null && (isMove || file.proposed === null) && !targets.has(file.origin);
		const state = merged.kind === "state" ? merged.state : file.proposed;
		if (leaves) applied.states.set(file.origin, isMove ? null : state);
		if (!leaves || isMove) applied.states.set(file.path, state);
	}
	return { ...applied, conflicts, current };
}

const blocked: Merged = { kind: "conflict", text: "is there already, with other content" };

/** A file that moved is merged with what the tree has where it came from; if that moved the same way already, where it went. */
function mergeFile(ground: Ground, file: WorkFile, current: States, signal: AbortSignal): Promise<Merged> {
	const { path, origin, base, proposed } = file;
	const source = current.get(origin ?? path) ?? (proposed === null ? null : (current.get(path) ?? null));
	return mergeStates(ground, { base, proposed, current: source }, signal);
}

type Placed = Pick<WorkFile, "path" | "origin"> & { readonly proposed: State };

/** Throws GitFailure for a path that no change can have. */
function placedFile({ path, origin, content, mode }: AcceptedFile, prefix: string): Placed {
	for (const name of origin === null ? [path] : [path, origin]) {
		if (!isPath(name)) throw new GitFailure(`${JSON.stringify(name)} is no path that can be committed.`);
	}
	const from = origin === null ? null : prefix + origin;
	if (content === null) return { path: prefix + path, origin: from, proposed: null };
	const octal = mode.toString(8);
	if (!modes.includes(octal) || !/^[0-9a-f]{40,64}$/.test(content))
		throw new GitFailure(`${path} is neither a file nor a link.`);
	return { path: prefix + path, origin: from, proposed: { mode: octal, id: content } };
}

const modes: readonly string[] = ["100644", "100755", "120000"];

function isPath(path: string): boolean {
	const isPlain = !path.split("/").some((name) => name === "" || name === "." || name === "..");
	return isPlain && !path.includes("\0") && !isInGitFolder(path);
}

async function workFiles(
	ground: Ground,
	placed: readonly Placed[],
	{ known, scratch, paths }: { readonly known: States; readonly scratch: string; readonly paths: ReadonlySet<string> },
	signal: AbortSignal,
): Promise<readonly WorkFile[]> {
	const began = await statesIn(readingBoth(ground), ground.base, paths, signal);
	const baseOf = ({ origin }: Placed) => (origin === null ? null : (began.get(origin) ?? null));
	const raw = placed.flatMap((file) => {
		const base = baseOf(file);
		if (base === null && file.origin !== null)
			throw new GitFailure(`${file.origin} is not in what the task began with.`);
		return [
			...(base === null ? [] : [{ path: file.origin ?? file.path, state: base }]),
			...(file.proposed === null ? [] : [{ path: file.path, state: file.proposed }]),
		];
	});
	const clean = [...(await cleanStates(ground, raw, { known, scratch }, signal))];
	return placed.map((file) => ({
		...file,
		base: baseOf(file) === null ? null : (clean.shift() ?? null),
		proposed: file.proposed === null ? null : (clean.shift() ?? null),
	}));
}

/**
 * The commit's tree (null: the empty one) with these states, built in the harness. Throws GitFailure where that would
 * touch another path: a file in place of a folder, or the other way round.
 */
export async function buildTree(
	ground: Ground,
	{ onto, scratch }: { readonly onto: string | null; readonly scratch: string },
	states: States,
	signal: AbortSignal,
): Promise<string> {
	const view = viewIn(ground, join(scratch, `${randomUUID()}.index`));
	await gitOutput(["read-tree", onto ?? "--empty"], reading(view), signal);
	const changed = [...states].toSorted(([, one], [, two]) => Number(one !== null) - Number(two !== null));
	await putEntries(
		view,
		changed.map(([path, state]) => entryOf(ground, path, state)),
		signal,
	);
	// Unchanged objects are the person's and out of sight here, hence --missing-ok.
	const tree = (await gitOutput(["write-tree", "--missing-ok"], writing(view), signal)).toString().trim();
	await checkTree(ground, { onto, tree }, states, signal);
	return tree;
}

/** Git passes over a path that it does not like, and replaces a file by a folder of its name: neither is what was asked. */
async function checkTree(
	ground: Ground,
	{ onto, tree }: { readonly onto: string | null; readonly tree: string },
	states: States,
	signal: AbortSignal,
): Promise<void> {
	const built = await statesIn(readingBoth(ground), tree, new Set(states.keys()), signal);
	for (const [path, state] of states)
		if (!same(built.get(path), state)) throw new GitFailure(`Git does not take ${JSON.stringify(path)} as it is.`);
	const touched = await touchedPaths(ground, onto, tree, signal);
	const other = touched.find((path) => !states.has(path));
	if (other === undefined) return;
	throw new GitFailure(`The work has a file where the branch has a folder, or the other way round: look at ${other}.`);
}

/** An entry for `update-index --index-info`; the mode 0 removes. */
export function entryOf({ repository }: Pick<Ground, "repository">, path: string, state: State) {
	const id = "0".repeat(repository.objectFormat === "sha256" ? 64 : 40);
	return { ...(state ?? { mode: "0", id }), stage: "0", path };
}

/** The paths at which two trees differ. */
export async function touchedPaths(
	ground: Ground,
	from: string | null,
	to: string,
	signal: AbortSignal,
): Promise<readonly string[]> {
	const args =
		from === null
			? ["ls-tree", "-r", "-z", "--name-only", "--full-tree", to]
			: ["diff-tree", "-r", "-z", "--name-only", "--no-renames", from, to];
	return splitNames(await gitOutput(args, readingBoth(ground), signal)).names;
}

export interface NewCommit {
	readonly tree: string;
	readonly parent: string | null;
	readonly message: string;
}

/** Makes a commit in the harness, in the person's name and with their signature where they sign. */
export async function makeCommit(
	ground: Ground,
	{ tree, parent, message }: NewCommit,
	signal: AbortSignal,
): Promise<string> {
	const signs = /^(?:true|yes|on|1)$/i.test(ground.repository.config.get("commit.gpgsign") ?? "") ? ["-S"] : [];
	const parents = parent === null ? [] : ["-p", parent];
	const args = ["-c", "i18n.commitEncoding=UTF-8", "commit-tree", ...signs, ...parents, "-F", "-", tree];
	const failure = "The commit could not be made.";
	return printedAsPerson(args, { ...actingApart(ground), input: message, failure }, signal);
}

/** Whether the states change anything. */
export function changesAnything({ states, current }: Pick<Applied, "states" | "current">): boolean {
	return [...states].some(([path, state]) => !same(state, current.get(path) ?? null));
}
