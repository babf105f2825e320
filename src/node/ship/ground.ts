/** What bringing work into the person's repository stands on: both repositories, and the ways in which git is run on them. */

import { mkdtemp, realpath, rm, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { pushVerdict } from "../../core/policy/branches.ts";
import { personalGitEnvironment } from "../environment.ts";
import { type GitExit, GitFailure, type GitRun, gitOutput, runGit } from "../git.ts";
import { reading, type View } from "../harness.ts";
import { findRepository, type Repository, readRepository } from "../repository.ts";
import { errorCode, errorText, orMissing } from "../system-error.ts";
import { withoutCredentials } from "./address.ts";

export interface RepositoryOptions {
	/** The opened folder. */
	readonly folder: string;
	/** The task's storage folder, with its `harness.git`. */
	readonly storage: string;
	/** The snapshot that the task began with. */
	readonly base: string;
	/** Names and patterns of branches that nothing is pushed to, as they are now. */
	protectedBranches(): readonly string[];
	/** The person's environment; that of this process unless told otherwise. */
	readonly env?: NodeJS.ProcessEnv;
}

export interface Ground {
	readonly repository: Repository;
	/** Before each path of the work, to make it relative to the top folder: empty, or ending in a slash. */
	readonly prefix: string;
	/** The branch that is checked out, without `refs/heads/`; null when none is. */
	readonly branch: string | null;
	readonly harness: string;
	readonly storage: string;
	readonly base: string;
	readonly protectedBranches: readonly string[];
	readonly env: NodeJS.ProcessEnv;
}

/** Null where the opened folder is in no repository. Throws GitFailure where git cannot read it. */
export async function openGround(options: RepositoryOptions, signal: AbortSignal): Promise<Ground | null> {
	const folder = await realpath(options.folder);
	const place = await findRepository(folder);
	if (place === null) return null;
	const env = options.env ?? process.env;
	const repository = await readRepository(place, signal);
	const below = relative(place.top, folder);
	const storage = (await orMissing(realpath(options.storage))) ?? options.storage;
	const ground = {
		repository,
		prefix: below === "" || isAbsolute(below) ? "" : `${below.split(sep).join("/")}/`,
		harness: join(storage, "harness.git"),
		storage,
		base: options.base,
		protectedBranches: options.protectedBranches(),
		env,
	};
	await checkTrusted(ground, signal);
	const named = await runGit(["symbolic-ref", "-q", "HEAD"], asking(ground), signal);
	const [, branch = null] = /^refs\/heads\/(.+)\n$/.exec(named.stdout.toString()) ?? [];
	return { ...ground, branch };
}

/**
 * Git refuses to work in a repository of another account unless it was told otherwise (`safe.directory`), but only where
 * it has to find the repository itself; and what it finds must be what was found here.
 */
export async function checkTrusted(
	{ repository, env }: Pick<Ground, "repository" | "env">,
	signal: AbortSignal,
): Promise<void> {
	const run = acting({ repository, env });
	const found = (await gitOutput(["rev-parse", "--absolute-git-dir"], run, signal)).toString().replace(/\r?\n$/, "");
	if ((await realpath(found)) === (await realpath(repository.gitDir))) return;
	throw new GitFailure(`Git takes ${found} for the folder's repository, not ${repository.gitDir}.`);
}

export interface Refused {
	readonly kind: "refused";
	readonly text: string;
}

export function refused(text: string): Refused {
	return { kind: "refused", text };
}

/** What the step gives, or why there is nothing: what git and the disk say is a refusal in words, everything else a bug. */
export async function refusing<Result>(
	open: () => Promise<Ground | null>,
	step: (ground: Ground) => Promise<Result | Refused>,
	signal: AbortSignal,
): Promise<Result | Refused> {
	try {
		const ground = await open();
		return ground === null ? refused("The opened folder is in no git repository.") : await step(ground);
	} catch (error) {
		signal.throwIfAborted();
		if (!(error instanceof GitFailure) && errorCode(error) === "") throw error;
		return refused(said(errorText(error)));
	}
}

/** Words of git or of a hook, for a text: without passwords, and not without end. */
export function said(text: string): string {
	const plain = text.replaceAll(/[a-z][a-z0-9+.-]*:\/\/[^\s'"]+/gi, withoutCredentials).trim();
	return plain.length <= mostSaid ? plain : `${plain.slice(0, mostSaid / 2)}\n…\n${plain.slice(-mostSaid / 2)}`;
}

const mostSaid = 4_000;

export function spoken({ stdout, stderr, code }: GitExit): string {
	const text = said(`${stderr}\n${stdout.toString()}`);
	return text === "" ? `exit code ${code}` : text;
}

/** Whether nothing is pushed to the branch. The same judgement as of an agent's `git push`. */
export function isProtected({ protectedBranches }: Pick<Ground, "protectedBranches">, branch: string): boolean {
	return pushVerdict(["remote", `it:refs/heads/${branch}`], { protectedBranches }).verdict === "deny";
}

/** For reading the person's repository: nothing of it is changed, no hook or filter runs, no network is used. */
export function asking({ repository, env }: Pick<Ground, "repository" | "env">): GitRun {
	return {
		cwd: repository.top,
		env: { ...personalGitEnvironment(env), GIT_DIR: repository.gitDir, GIT_WORK_TREE: repository.top, ...unmonitored },
	};
}

/** `-c core.fsmonitor=false`, as git's children are told it. */
const unmonitored = { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "core.fsmonitor", GIT_CONFIG_VALUE_0: "false" } as const;

/** As the person would run git in the top folder: with their filters, hooks, signature and credentials; nothing may wait for them. */
export function acting({ repository, env }: Pick<Ground, "repository" | "env">): GitRun {
	const kept = Object.entries(env).filter(([name, value]) => value !== undefined && !isOfAnother(name));
	const own: Record<string, string> = {};
	for (const [name, value] of kept) own[name] = value ?? "";
	return { cwd: repository.top, env: { ...own, GIT_TERMINAL_PROMPT: "0", GIT_EDITOR: "false" } };
}

/** What says where a repository is: those of the process that started this one are not meant. */
function isOfAnother(name: string): boolean {
	return whereabouts.includes(name.toUpperCase());
}

const whereabouts: readonly string[] = [
	...["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_INDEX_VERSION", "GIT_OBJECT_DIRECTORY"],
	...["GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_CEILING_DIRECTORIES", "GIT_SHALLOW_FILE"],
	...["GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_NO_REPLACE_OBJECTS", "GIT_QUARANTINE_PATH", "GIT_ATTR_SOURCE"],
	...["GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"],
];

/** As `acting`, but what is written goes to the harness: the person's objects are borrowed, as the harness borrows them. */
export function actingApart(ground: Ground): GitRun {
	const run = acting(ground);
	const { gitDir: GIT_DIR, top: GIT_WORK_TREE } = ground.repository;
	return {
		...run,
		env: { ...run.env, GIT_DIR, GIT_WORK_TREE, GIT_OBJECT_DIRECTORY: join(ground.harness, "objects") },
	};
}

/** A view of the harness's repository with an index of its own, and nothing of the person's but objects. */
export function viewIn({ harness }: Pick<Ground, "harness">, index: string): View {
	return { gitDir: harness, workTree: harness, index };
}

/** For reading commits, folders and files of both repositories. */
export function readingBoth(ground: Pick<Ground, "harness">): GitRun {
	return reading(viewIn(ground, join(ground.harness, "no.index")));
}

/** The commit that a revision of the harness or, by its id, of the person's names; null where there is none. */
export async function commitOf(ground: Ground, revision: string, signal: AbortSignal): Promise<string | null> {
	const exit = await runGit(
		["rev-parse", "-q", "--verify", "--end-of-options", `${revision}^{commit}`],
		readingBoth(ground),
		signal,
	);
	return exit.code === 0 ? exit.stdout.toString().trim() : null;
}

/** Whether one commit is the other or comes before it. */
export async function isWithinHistory(
	run: GitRun,
	before: string,
	after: string,
	signal: AbortSignal,
): Promise<boolean> {
	const exit = await runGit(["merge-base", "--is-ancestor", before, after], run, signal);
	if (exit.code > 1) throw new GitFailure(`The history cannot be read: ${exit.stderr.trim()}`);
	return exit.code === 0;
}

/** What the task began on; null before the first commit. Throws GitFailure when the task's repository is gone. */
export async function startOf(ground: Ground, signal: AbortSignal): Promise<string | null> {
	const isThere = (await orMissing(stat(ground.harness))) !== null;
	if (!isThere || (await commitOf(ground, ground.base, signal)) === null)
		throw new GitFailure("The task's checkout is gone.");
	const body = (await gitOutput(["cat-file", "commit", ground.base], readingBoth(ground), signal)).toString();
	const [, parent = null] = /^tree [0-9a-f]+\nparent ([0-9a-f]+)\n/.exec(body) ?? [];
	if (parent === null || (await commitOf(ground, parent, signal)) !== null) return parent;
	throw new GitFailure(
		`The commit ${parent.slice(0, 10)}, on which the task began, is not in the repository any more.`,
	);
}

/** Does something with a new empty folder of the task's storage, which is gone afterwards. */
export async function withScratch<Result>(ground: Ground, step: (folder: string) => Promise<Result>): Promise<Result> {
	const folder = await mkdtemp(join(ground.storage, "bringing-"));
	try {
		return await step(folder);
	} finally {
		await orMissing(rm(folder, { recursive: true, force: true }));
	}
}
