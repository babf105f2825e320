/** Keeps the person's index in step with a commit that was made beside it, and what they had staged as they had staged it. */

import { mergeBytes } from "../../core/changes/landing-text.ts";
import { GitFailure, type GitRun, gitOutput, joinNames, runGit, splitNames } from "../git.ts";
import { acting, asking, type Ground } from "./ground.ts";
import { blobsOf, type State, type States, same, statesIn } from "./states.ts";
import { entryOf, touchedPaths } from "./work.ts";

export interface Committed {
	/** The commit before it. */
	readonly onto: string | null;
	readonly commit: string;
}

/** Resolves to what the person should know, in sentences. Never fails: the commit is made. */
export async function putInIndex(
	ground: Ground,
	committed: Committed,
	signal: AbortSignal,
): Promise<readonly string[]> {
	try {
		return await put(ground, committed, signal);
	} catch (error) {
		if (!(error instanceof GitFailure)) throw error;
		return [`The commit was made, but the index could not be brought up to date: ${error.message}`];
	}
}

async function put(ground: Ground, { onto, commit }: Committed, signal: AbortSignal): Promise<readonly string[]> {
	const changed = await touchedPaths(ground, onto, commit, signal);
	const paths = new Set(changed);
	const before = await statesIn(asking(ground), onto, paths, signal);
	const after = await statesIn(asking(ground), commit, paths, signal);
	const staged = await stagedStates(ground, paths, signal);
	const next = new Map<string, State>();
	const notes: string[] = [];
	for (const path of changed) {
		const three = {
			base: before.get(path) ?? null,
			proposed: after.get(path) ?? null,
			current: staged.get(path) ?? null,
		};
		if (same(three.current, three.proposed)) continue;
		if (same(three.current, three.base)) {
			next.set(path, three.proposed);
			continue;
		}
		const merged = await mergedStaged(ground, three, signal);
		if (merged !== null) next.set(path, merged);
		notes.push(merged === null ? leftNote(path) : `${path} was staged with other changes; they stay staged.`);
	}
	await writeStates(ground, next, signal);
	return notes;
}

function leftNote(path: string): string {
	return `${path} was staged otherwise and stays staged as it was: compared with the new commit, it takes this work back.`;
}

/** What the person staged, with the commit's change in it; null where the two do not go together. */
async function mergedStaged(
	ground: Ground,
	three: { readonly base: State; readonly proposed: State; readonly current: State },
	signal: AbortSignal,
): Promise<State> {
	const { base, proposed, current } = three;
	const states = [base, proposed, current];
	if (base === null || proposed === null || current === null) return null;
	if (!states.every((state) => state?.mode.startsWith("100"))) return null;
	const [from, to, there] = await blobsOf(ground, [base.id, proposed.id, current.id], signal);
	if (from === undefined || to === undefined || there === undefined) return null;
	const merge = mergeBytes(from, to, there);
	if (merge.kind !== "merged") return null;
	const mode = proposed.mode === base.mode ? current.mode : proposed.mode;
	const run = { ...asking(ground), input: merge.bytes };
	const written = await gitOutput(["hash-object", "-w", "--no-filters", "--stdin"], run, signal);
	return { mode, id: written.toString().trim() };
}

/** What the index holds at these paths; a file that is only announced (`git add -N`) is not in it. */
async function stagedStates(ground: Ground, paths: ReadonlySet<string>, signal: AbortSignal): Promise<States> {
	const found = new Map<string, State>();
	const announcing = ["diff-files", "-z", "--name-only", "--diff-filter=A", "--ignore-submodules"];
	const announced = new Set(splitNames(await gitOutput(announcing, asking(ground), signal)).names);
	const listed = await gitOutput(["ls-files", "-s", "-z"], asking(ground), signal);
	for (const line of splitNames(listed).names) {
		const [, mode = "", id = "", path = ""] = /^(\d+) ([0-9a-f]+) \d\t(.+)$/s.exec(line) ?? [];
		if (paths.has(path) && !announced.has(path)) found.set(path, { mode, id });
	}
	return found;
}

async function writeStates(ground: Ground, states: States, signal: AbortSignal): Promise<void> {
	if (states.size === 0) return;
	const removedFirst = [...states].toSorted(([, one], [, two]) => Number(one !== null) - Number(two !== null));
	const entries = removedFirst.map(([path, state]) => entryOf(ground, path, state));
	const lines = entries.map(({ mode, id, stage, path }) => `${mode} ${id} ${stage}\t${path}`);
	const run: GitRun = acting(ground);
	await gitOutput(["update-index", "-z", "--index-info"], { ...run, input: joinNames(lines) }, signal);
	// Its exit code says whether something differs.
	await runGit(["update-index", "-q", "--refresh", "--ignore-submodules"], run, signal);
}
