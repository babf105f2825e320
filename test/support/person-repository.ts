/** A task with work in it beside a person's real repository, and tells what of that repository was touched. */

import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import type { Checkout } from "../../src/core/ports.ts";
import type { AcceptedFile, Change, Proposal, Repository, Work } from "../../src/core/review-ports.ts";
import type { CheckoutOptions } from "../../src/node/checkout.ts";
import { makeRepository as personRepository } from "../../src/node/ship/person-repository.ts";
import { checkOut, checkoutOptions, git, makeFolder } from "./repositories.ts";

const never = new AbortController().signal;

export interface BegunTask {
	/** The agent's folder, where the opened folder is. */
	readonly root: string;
	readonly storage: string;
	readonly base: string;
	readonly repository: Repository;
	readonly checkout: Checkout;
	/** All that the agent's folder has otherwise than the base, as if a person had accepted it. */
	work(more?: Partial<Work>): Promise<Work>;
}

export interface Beginning extends Partial<CheckoutOptions> {
	readonly protectedBranches?: readonly string[];
	readonly env?: NodeJS.ProcessEnv;
}

/** The person's own environment in tests: a name, an empty home, nothing of this machine's configuration. */
export function personEnv(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
	const who = { NAME: "A Person", EMAIL: "person@example.invalid" };
	return {
		PATH: process.env.PATH ?? "",
		HOME: makeFolder("home"),
		GIT_CONFIG_NOSYSTEM: "1",
		GIT_AUTHOR_NAME: who.NAME,
		GIT_AUTHOR_EMAIL: who.EMAIL,
		GIT_COMMITTER_NAME: who.NAME,
		GIT_COMMITTER_EMAIL: who.EMAIL,
		...more,
	};
}

export async function begin(folder: string, beginning: Beginning = {}): Promise<BegunTask> {
	const { protectedBranches = ["main", "master", "release/*"], env = personEnv(), ...more } = beginning;
	const { storage } = checkoutOptions(folder, more);
	const { checkout, facts } = await checkOut(folder, { ...more, storage });
	const port = { folder, storage, base: facts.base, protectedBranches: () => protectedBranches, env };
	return {
		root: facts.root,
		storage,
		base: facts.base,
		repository: personRepository(port),
		checkout,
		work: async (changed = {}) => {
			const { changes } = await checkout.proposal.changes(never);
			const files = await accepted(checkout.proposal, changes);
			return { files, branch: "remit/fix-it", message: "Fix it\n\nRemit-Task: 7\n", ...changed };
		},
	};
}

/** Keeps the work as the task's branch; throws with the reason when it is refused. */
export async function keepWork(task: BegunTask, more: Partial<Work> = {}) {
	const brought = await task.repository.keepBranch(await task.work(more), never);
	if (brought.kind === "refused") throw new Error(brought.text);
	return brought;
}

/** What a kept branch adds to the person's repository, objects left out. */
export const branchFiles: readonly string[] = [".git/logs/refs/heads/remit/fix-it", ".git/refs/heads/remit/fix-it"];

/** A commit, or with `commit:path` the file in it, as git prints it. */
export function show(folder: string, revision: string): string {
	return git(folder, "show", revision);
}

/** A name for bytes that the agent's folder need not have. */
export async function kept(task: BegunTask, text: string): Promise<string> {
	const { openCheckout } = await import("../../src/node/checkout.ts");
	const facts = { root: task.root, branch: "remit/fix-it-7", base: task.base, notes: [] };
	const opened = await openCheckout(facts, { storage: task.storage }, never);
	if (opened.kind === "failed") throw new Error(opened.text);
	const [name = ""] = await opened.checkout.proposal.keep([new TextEncoder().encode(text)], never);
	return name;
}

async function accepted(proposal: Proposal, changes: readonly Change[]): Promise<readonly AcceptedFile[]> {
	const sides = await proposal.sides(changes, never);
	const contents = sides.flatMap(({ proposed }) => proposed ?? []);
	const names = [...(await proposal.keep(contents, never))];
	return changes.map(({ path, kind, from, mode }, at) => {
		const origin = kind === "added" ? null : (from ?? path);
		const isGone = (sides[at]?.proposed ?? null) === null;
		return { path, origin, content: isGone ? null : (names.shift() ?? ""), mode: isGone ? 0 : mode };
	});
}

/** Every file of the folder and of its repository but objects, by path: its kind, mode and content. */
export function personState(folder: string): Readonly<Record<string, string>> {
	const state: Record<string, string> = {};
	for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
		const full = join(folder, path);
		const found = lstatSync(full);
		if (found.isDirectory() || /(?:^|\/)objects\//.test(path)) continue;
		const content = found.isSymbolicLink() ? readlinkSync(full) : readFileSync(full);
		state[path] = `${found.mode.toString(8)} ${createHash("sha256").update(content).digest("hex")}`;
	}
	return state;
}

/** The paths that differ between two states, without the folder names that came with them. */
export function touchedSince(before: Readonly<Record<string, string>>, folder: string): readonly string[] {
	const after = personState(folder);
	const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
	return [...paths].filter((path) => before[path] !== after[path]).toSorted();
}
