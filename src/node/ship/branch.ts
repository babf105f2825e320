/** Keeps a task's work as a branch of the person's repository: made in the harness, brought over by a checked fetch. */

import { randomUUID } from "node:crypto";
import type { Brought, Work } from "../../core/review-ports.ts";
import { type GitRun, gitOutput, runGit } from "../git.ts";
import { checkedPack } from "./carry.ts";
import {
	asking,
	commitOf,
	type Ground,
	isWithinHistory,
	type Refused,
	readingBoth,
	refused,
	said,
	startOf,
	withScratch,
} from "./ground.ts";
import { mergeStates, type State, type States, same, statesIn } from "./states.ts";
import { type Applied, applyWork, buildTree, makeCommit, touchedPaths } from "./work.ts";

/** Makes the branch or moves it forward. Nothing else in the repository changes: no index, no file, no other branch. */
export async function keepBranch(ground: Ground, work: Work, signal: AbortSignal): Promise<Brought> {
	const { branch } = work;
	if (!(await isOurName(ground, branch, signal))) return refused(`${branch} is no name for a branch of Remit's.`);
	const start = await startOf(ground, signal);
	const chain = await chainOf(ground, branch, start, signal);
	if (chain.kind === "refused") return chain;
	return withScratch(ground, async (scratch) => {
		const applied = await applyWork(ground, work, { onto: start, scratch }, signal);
		const stacked = await stack(ground, chain, applied, signal);
		if (stacked.kind === "refused") return stacked;
		const made = await commits(ground, { ...stacked, chain, scratch, message: work.message }, signal);
		if (made.kind === "refused") return made;
		if (made.commit !== chain.existing) {
			const known = [chain.start, chain.existing].filter((id) => id !== null);
			await checkedPack(ground, { wanted: made.commit, known, scratch }, signal);
			const failure = await bring(ground, made.commit, branch, signal);
			if (failure !== null) return refused(failure);
		}
		return { kind: "brought", branch, commit: made.commit, notes: [...stacked.notes, ...made.notes] };
	});
}

async function isOurName(ground: Ground, branch: string, signal: AbortSignal): Promise<boolean> {
	if (!/^remit\/[^/]/.test(branch)) return false;
	return (await runGit(["check-ref-format", `refs/heads/${branch}`], asking(ground), signal)).code === 0;
}

/** What the new commits come on top of. */
interface Chain {
	readonly kind: "chain";
	/** The commit that the task began on; null before the first one. */
	readonly start: string | null;
	/** The branch as it is; null where there is none. */
	readonly existing: string | null;
	/** What Remit brought there before, and what is there now with the person's own commits; the start at first. */
	readonly earlier: string | null;
	readonly tip: string | null;
}

async function chainOf(
	ground: Ground,
	branch: string,
	start: string | null,
	signal: AbortSignal,
): Promise<Chain | Refused> {
	const found = await runGit(["rev-parse", "-q", "--verify", `refs/heads/${branch}^{commit}`], asking(ground), signal);
	const existing = found.code === 0 ? found.stdout.toString().trim() : null;
	const fresh: Chain = { kind: "chain", start, existing, earlier: start, tip: start };
	if (existing === null) return fresh;
	const within = (before: string | null, after: string | null) =>
		before === null || after === null ? false : isWithinHistory(readingBoth(ground), before, after, signal);
	if (await within(existing, start)) return fresh;
	const earlier = await commitOf(ground, keptRef(branch), signal);
	if (await within(earlier, existing)) return { kind: "chain", start, existing, earlier, tip: existing };
	if (await within(existing, earlier)) return { kind: "chain", start, existing, earlier, tip: earlier };
	return refused(`There is a branch ${branch} already that is not of this task. Rename or delete it first.`);
}

/** Remembers in the harness what was brought to the branch last. */
function keptRef(branch: string): string {
	return `refs/remit/kept/${Buffer.from(branch).toString("hex")}`;
}

interface Stacked {
	readonly kind: "stacked";
	/** What the person had not committed and the work needs below it. */
	readonly below: States;
	readonly states: States;
	readonly notes: readonly string[];
}

/** What has to change on the branch's tip, so that it has this work and keeps what the person did there. */
async function stack(
	ground: Ground,
	{ start, earlier, tip }: Chain,
	applied: Applied,
	signal: AbortSignal,
): Promise<Stacked | Refused> {
	const done = earlier === start || earlier === null ? [] : await touchedPaths(ground, start, earlier, signal);
	const paths = new Set([...applied.states.keys(), ...applied.before.keys(), ...done]);
	const read = (commit: string | null) => statesIn(readingBoth(ground), commit, paths, signal);
	const [began, before, now] = [await read(start), await read(earlier), await read(tip)];
	const below = new Map<string, State>();
	const states = new Map<string, State>();
	for (const path of paths) {
		const wanted = applied.states.has(path) ? applied.states.get(path) : began.get(path);
		let [base, current] = [before.get(path) ?? null, now.get(path) ?? null];
		const needed = applied.before.get(path);
		if (needed !== undefined && same(base, began.get(path)) && same(current, base)) {
			below.set(path, needed);
			[base, current] = [needed, needed];
		}
		const merged = await mergeStates(ground, { base, proposed: wanted ?? null, current }, signal);
		if (merged.kind === "conflict") return refused(branchConflict(path, merged.text));
		states.set(path, merged.state);
	}
	return { kind: "stacked", below, states, notes: belowNotes(applied) };
}

function branchConflict(path: string, text: string): string {
	return `The branch has commits that do not go with this: ${path} ${text}. Rename the branch, then keep the work again.`;
}

function belowNotes({ conflicts }: Applied): readonly string[] {
	if (conflicts.length === 0) return [];
	const paths = conflicts.slice(0, 5).map(({ path }) => path);
	const more = conflicts.length > 5 ? ` and ${conflicts.length - 5} more` : "";
	return [
		`The work builds on what was not committed when the task began, so a commit below it has that: ${paths.join(", ")}${more}.`,
	];
}

interface Making extends Pick<Stacked, "below" | "states"> {
	readonly chain: Chain;
	readonly scratch: string;
	readonly message: string;
}

type Made = { readonly kind: "made"; readonly commit: string; readonly notes: readonly string[] };

async function commits(ground: Ground, making: Making, signal: AbortSignal): Promise<Made | Refused> {
	const { chain, below, states, scratch, message } = making;
	const under = await commitOn(ground, { parent: chain.tip, states: below, scratch, message: uncommitted }, signal);
	const commit = await commitOn(ground, { parent: under, states, scratch, message }, signal);
	if (commit === null || commit === chain.start)
		return refused("There is nothing to keep: the work is in the commit that the task began on.");
	if (commit !== chain.existing) return { kind: "made", commit, notes: [] };
	return { kind: "made", commit, notes: ["The branch had all of it already."] };
}

const uncommitted = "Uncommitted work at the start of the task\n";

interface On {
	readonly parent: string | null;
	readonly states: States;
	readonly scratch: string;
	readonly message: string;
}

/** The parent itself where the states change nothing. */
async function commitOn(
	ground: Ground,
	{ parent, states, scratch, message }: On,
	signal: AbortSignal,
): Promise<string | null> {
	const current = await statesIn(readingBoth(ground), parent, new Set(states.keys()), signal);
	const changed = new Map([...states].filter(([path, state]) => !same(state, current.get(path))));
	if (changed.size === 0) return parent;
	const tree = await buildTree(ground, { onto: parent, scratch }, changed, signal);
	return makeCommit(ground, { tree, parent, message }, signal);
}

/** Fetches the commit into the branch, every object checked. Resolves to why it could not be; null when it is there. */
async function bring(ground: Ground, commit: string, branch: string, signal: AbortSignal): Promise<string | null> {
	const outgoing = `refs/remit/outgoing/${randomUUID()}`;
	const harness = readingBoth(ground);
	await gitOutput(["update-ref", outgoing, commit], harness, signal);
	try {
		const args = [...fetchSettings.flatMap((setting) => ["-c", setting]), "fetch", ...fetchOptions, "--"];
		const refspec = `${outgoing}:refs/heads/${branch}`;
		const exit = await runGit([...args, ground.harness, refspec], fetching(ground), signal);
		if (exit.code !== 0) return fetchFailure(exit.stderr, branch);
		await gitOutput(["update-ref", keptRef(branch), commit], harness, signal);
		return null;
	} finally {
		await runGit(["update-ref", "-d", outgoing], harness, new AbortController().signal);
	}
}

const fetchSettings = [
	...[
		"fetch.fsckObjects=true",
		"core.hooksPath=/dev/null",
		"core.fsmonitor=false",
		"gc.auto=0",
		"maintenance.auto=false",
	],
	...["fetch.prune=false", "fetch.pruneTags=false", "fetch.writeCommitGraph=false", "submodule.recurse=false"],
] as const;

const fetchOptions = [
	...[
		"-q",
		"--no-tags",
		"--no-write-fetch-head",
		"--no-recurse-submodules",
		"--no-auto-gc",
		"--upload-pack=git-upload-pack",
	],
] as const;

/** From a folder on this machine and nowhere else, whatever the configuration makes of its path. */
function fetching(ground: Ground): GitRun {
	const { cwd, env } = asking(ground);
	return { cwd, env: { ...env, GIT_ALLOW_PROTOCOL: "file", GIT_REFLOG_ACTION: "remit: keep branch" } };
}

function fetchFailure(text: string, branch: string): string {
	if (/checked out/.test(text)) return `${branch} is checked out. Switch to another branch, then keep the work again.`;
	return `Git did not take the branch. ${said(text)}`;
}
