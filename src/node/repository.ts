/** Finds and reads the git repository that an opened folder belongs to, without writing a byte into it. */

import { readFile, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { personalGitEnvironment } from "./environment.ts";
import { GitFailure, type GitRun, gitOutput, runGit } from "./git.ts";
import { orMissing } from "./system-error.ts";

export interface RepositoryPlace {
	/** The work tree's top folder, as a real path. */
	readonly top: string;
	/** This work tree's own git directory: index, HEAD. */
	readonly gitDir: string;
	/** What all work trees of the repository share: objects, configuration. */
	readonly commonDir: string;
}

export interface Repository extends RepositoryPlace {
	/** The commit that HEAD names; null before the first commit. */
	readonly head: string | null;
	readonly objectFormat: "sha1" | "sha256";
	/** The person's effective git configuration, keys in lower case. */
	readonly config: ReadonlyMap<string, string>;
	/** The person's ignore patterns that are in no .gitignore: the global file's, then info/exclude's. */
	readonly excludes: string;
	/** The merge, rebase, … that is under way. */
	readonly operation: string | null;
}

/** The repository whose work tree holds the folder (a real path); null where there is none. */
export async function findRepository(folder: string): Promise<RepositoryPlace | null> {
	for (let top = folder; ; top = dirname(top)) {
		const gitDir = await gitDirOf(top);
		if (gitDir !== null) return placeOf(top, gitDir, folder);
		if (dirname(top) === top) return null;
	}
}

/** Reads what a snapshot needs to know. Throws GitFailure when git cannot read the repository. */
export async function readRepository(place: RepositoryPlace, signal: AbortSignal): Promise<Repository> {
	const run: GitRun = { cwd: place.top, env: personalGitEnvironment(process.env) };
	const config = await readConfig([`--git-dir=${place.gitDir}`], run, signal);
	const head = await runGit([`--git-dir=${place.gitDir}`, "rev-parse", "-q", "--verify", "HEAD^{commit}"], run, signal);
	if (head.code !== 0 && !(await isUnborn(place))) {
		throw new GitFailure(`Git cannot read the current commit: ${head.stderr.trim() || "HEAD is broken"}`);
	}
	return {
		...place,
		config,
		head: head.code === 0 ? head.stdout.toString().trim() : null,
		objectFormat: config.get("extensions.objectformat") === "sha256" ? "sha256" : "sha1",
		excludes: (await globalExcludes(config)) + (await text(join(place.commonDir, "info", "exclude"))),
		operation: await operationIn(place.gitDir),
	};
}

/** The person's ignore patterns where there is no repository. */
export async function personalExcludes(folder: string, signal: AbortSignal): Promise<string> {
	const run: GitRun = { cwd: folder, env: personalGitEnvironment(process.env) };
	// No git directory: a repository further up does not count here.
	return globalExcludes(await readConfig(["--git-dir=/dev/null"], run, signal));
}

/** Whether git ignores the folder (relative to the top) as a whole, so that it is no part of the repository. */
export async function isIgnored(place: RepositoryPlace, folder: string, signal: AbortSignal): Promise<boolean> {
	const run: GitRun = { cwd: place.top, env: personalGitEnvironment(process.env) };
	const args = [`--git-dir=${place.gitDir}`, `--work-tree=${place.top}`, "-c", "core.fsmonitor=false"];
	// Without --no-index git would read the index, and reading a split index touches its shared part.
	return (await runGit([...args, "check-ignore", "--no-index", "-q", "--", `./${folder}`], run, signal)).code === 0;
}

async function gitDirOf(top: string): Promise<string | null> {
	const entry = join(top, ".git");
	const found = await orMissing(stat(entry));
	if (found === null) return null;
	if (found.isDirectory()) return (await orMissing(stat(join(entry, "HEAD")))) === null ? null : entry;
	const pointer = /^gitdir: (.+?)\r?\n?$/s.exec(await text(entry));
	if (pointer?.[1] === undefined) return null;
	const gitDir = resolve(top, pointer[1]);
	return (await orMissing(stat(join(gitDir, "HEAD")))) === null ? null : realpath(gitDir);
}

async function placeOf(top: string, gitDir: string, folder: string): Promise<RepositoryPlace | null> {
	const below = relative(top, folder);
	if (below.split(sep)[0] === ".git") return null;
	// A home folder kept in git is no project: opening something below it must not check out the whole home.
	if (below !== "" && !relative(top, homedir()).startsWith("..")) return null;
	const common = (await text(join(gitDir, "commondir"))).trim();
	return { top, gitDir, commonDir: common === "" ? gitDir : await realpath(resolve(gitDir, common)) };
}

async function readConfig(
	before: readonly string[],
	run: GitRun,
	signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
	const output = await gitOutput([...before, "config", "--list", "--includes", "-z"], run, signal);
	const config = new Map<string, string>();
	for (const entry of output.toString().split("\0")) {
		const end = entry.indexOf("\n");
		// A key without a value means true.
		if (entry !== "") config.set(end < 0 ? entry : entry.slice(0, end), end < 0 ? "true" : entry.slice(end + 1));
	}
	return config;
}

async function globalExcludes(config: ReadonlyMap<string, string>): Promise<string> {
	const configHome = process.env.XDG_CONFIG_HOME || join(homedir(), ".config");
	const file = config.get("core.excludesfile") ?? join(configHome, "git", "ignore");
	return text(file.startsWith("~/") ? join(homedir(), file.slice(2)) : file);
}

async function isUnborn(place: RepositoryPlace): Promise<boolean> {
	const branch = /^ref: (\S+)/.exec(await text(join(place.gitDir, "HEAD")))?.[1];
	if (branch === undefined) return false;
	const packed = await text(join(place.commonDir, "packed-refs"));
	return (await orMissing(stat(join(place.commonDir, branch)))) === null && !packed.includes(` ${branch}\n`);
}

async function operationIn(gitDir: string): Promise<string | null> {
	const signs = {
		MERGE_HEAD: "merge",
		CHERRY_PICK_HEAD: "cherry-pick",
		REVERT_HEAD: "revert",
		"rebase-merge": "rebase",
		"rebase-apply": "rebase",
	};
	for (const [file, operation] of Object.entries(signs)) {
		if ((await orMissing(stat(join(gitDir, file)))) !== null) return operation;
	}
	return null;
}

/** The file's text with a line break at its end; empty when it cannot be read. */
async function text(file: string): Promise<string> {
	const content = await readFile(file, "utf8").catch(() => "");
	return content === "" || content.endsWith("\n") ? content : `${content}\n`;
}
