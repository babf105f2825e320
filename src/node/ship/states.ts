/** Files as a repository keeps them: reads whole trees of them, and makes one state of three. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { mergeBytes } from "../../core/changes/landing-text.ts";
import { GitFailure, type GitRun, gitOutput, splitNames } from "../git.ts";
import { writing } from "../harness.ts";
import { type Ground, readingBoth, viewIn } from "./ground.ts";

/** A file, link or submodule; null where there is none. */
export type State = { readonly mode: string; readonly id: string } | null;

export type States = ReadonlyMap<string, State>;

/** What the tree holds at these paths; a path that it has not is not in it. Null stands for the empty tree. */
export async function statesIn(
	run: GitRun,
	tree: string | null,
	paths: ReadonlySet<string>,
	signal: AbortSignal,
): Promise<States> {
	const found = new Map<string, State>();
	if (tree === null || paths.size === 0) return found;
	const listed = await gitOutput(["ls-tree", "-r", "-z", "--full-tree", tree], run, signal);
	for (const line of splitNames(listed).names) {
		const tab = line.indexOf("\t");
		const path = line.slice(tab + 1);
		if (!paths.has(path)) continue;
		const [mode = "", , id = ""] = line.slice(0, tab).split(" ");
		found.set(path, { mode, id });
	}
	return found;
}

export function same(one: State | undefined, two: State | undefined): boolean {
	return (one?.id ?? "") === (two?.id ?? "") && (one?.mode ?? "") === (two?.mode ?? "");
}

export interface ThreeStates {
	readonly base: State;
	readonly proposed: State;
	readonly current: State;
}

export type Merged =
	| { readonly kind: "state"; readonly state: State }
	/** The rest of a sentence that begins with the file. */
	| { readonly kind: "conflict"; readonly text: string };

/** What becomes of `current` when what differs between `base` and `proposed` is brought to it. Never guesses. */
export async function mergeStates(ground: Ground, three: ThreeStates, signal: AbortSignal): Promise<Merged> {
	const { base, proposed, current } = three;
	if (same(base, proposed) || same(current, proposed)) return { kind: "state", state: current };
	if (same(base, current)) return { kind: "state", state: proposed };
	if (base === null) return conflict("is there already, with other content");
	if (current === null) return conflict("is not there");
	if (proposed === null) return conflict("is to be deleted and was changed");
	if (![base, proposed, current].every(({ mode }) => mode.startsWith("100")))
		return conflict("is a link or a submodule");
	const mode = proposed.mode === base.mode ? current.mode : proposed.mode;
	if (proposed.id === base.id || proposed.id === current.id) return { kind: "state", state: { mode, id: current.id } };
	if (base.id === current.id) return { kind: "state", state: { mode, id: proposed.id } };
	return mergedContent(ground, { base, proposed, current }, mode, signal);
}

async function mergedContent(
	ground: Ground,
	three: { readonly [Side in keyof ThreeStates]: NonNullable<State> },
	mode: string,
	signal: AbortSignal,
): Promise<Merged> {
	const { base, proposed, current } = three;
	const [from, to, there] = await blobsOf(ground, [base.id, proposed.id, current.id], signal);
	if (from === undefined || to === undefined || there === undefined) throw new GitFailure("A file's content is gone.");
	const merge = mergeBytes(from, to, there);
	if (merge.kind !== "merged") return conflict("was changed in the same place");
	return { kind: "state", state: { mode, id: await keepBytes(ground, merge.bytes, signal) } };
}

function conflict(text: string): Merged {
	return { kind: "conflict", text };
}

/** The contents of these blobs of either repository, in the same order. Throws GitFailure when one is not there. */
export async function blobsOf(
	ground: Ground,
	names: readonly string[],
	signal: AbortSignal,
): Promise<readonly Uint8Array[]> {
	if (names.length === 0) return [];
	const run = { ...readingBoth(ground), input: names.map((name) => `${name}\n`).join("") };
	const output = await gitOutput(["cat-file", "--batch"], run, signal);
	let at = 0;
	return names.map((name) => {
		const end = output.indexOf(10, at);
		const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(output.subarray(at, end).toString()) ?? [];
		if (size === undefined) throw new GitFailure(`The content ${name} is gone.`);
		at = end + 1 + Number(size) + 1;
		return output.subarray(end + 1, at - 1);
	});
}

/** Keeps the bytes as they are, in the harness, and resolves to their name. */
async function keepBytes(ground: Ground, bytes: Uint8Array, signal: AbortSignal): Promise<string> {
	const run = { ...writing(viewIn(ground, "no.index")), input: bytes };
	return (await gitOutput(["hash-object", "-w", "--no-filters", "--stdin"], run, signal)).toString().trim();
}

/** As `keepBytes`, for many at once; resolves to their names in the same order. */
export async function keepAll(
	ground: Ground,
	contents: readonly Uint8Array[],
	scratch: string,
	signal: AbortSignal,
): Promise<readonly string[]> {
	if (contents.length === 0) return [];
	for (const [at, bytes] of contents.entries()) await writeFile(join(scratch, `kept-${at}`), bytes);
	const input = contents.map((_, at) => `kept-${at}\n`).join("");
	const run = { ...writing(viewIn(ground, "no.index")), cwd: scratch, input };
	const args = ["hash-object", "-w", "--no-filters", "--stdin-paths"];
	return (await gitOutput(args, run, signal)).toString().trim().split("\n");
}
