/** The harness's own git directory of a task: its configuration is written here, so that nothing in a work tree can run anything. */

import { appendFile, copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { secretPatterns } from "../core/secrets/secret-files.ts";
import { gitEnvironment } from "./environment.ts";
import { type GitRun, gitOutput, splitNames } from "./git.ts";
import { madePatterns } from "./left-out.ts";
import { orMissing } from "./system-error.ts";

/** One way of looking at a work tree: through which git directory and which index. */
export interface View {
	readonly gitDir: string;
	readonly workTree: string;
	readonly index: string;
}

export interface HarnessOptions {
	/** The task's storage folder. */
	readonly storage: string;
	readonly objectFormat: "sha1" | "sha256";
	/** Object folders that are borrowed from. */
	readonly borrowed: readonly string[];
	/** The `shallow` file of the borrowed repository; null where it is complete. */
	readonly shallow: string | null;
	/** Gitignore lines that are in no .gitignore. */
	readonly excludes: string;
	/** The person's git configuration: what the file system can do is taken from it. */
	readonly config: ReadonlyMap<string, string>;
}

/** The name of the object folder, inside the git directory, that borrows nothing. */
const ownObjects = "own-objects";

/** Makes `harness.git` in the storage folder and resolves to its path. */
export async function makeHarness(options: HarnessOptions, signal: AbortSignal): Promise<string> {
	const gitDir = join(options.storage, "harness.git");
	await mkdir(options.storage, { recursive: true });
	await initialise(gitDir, ["--bare"], options, signal);
	await mkdir(join(gitDir, ownObjects), { recursive: true });
	await borrowObjects(gitDir, [join(gitDir, ownObjects), ...options.borrowed]);
	if (options.shallow !== null) await writeFile(join(gitDir, "shallow"), options.shallow);
	return gitDir;
}

/** What another repository of the agent's needs to know of how this harness was made. */
export async function keptOptions(gitDir: string, signal: AbortSignal): Promise<HarnessOptions> {
	const run: GitRun = { cwd: gitDir, env: gitEnvironment(process.env) };
	const listed = await gitOutput(["config", "--file", join(gitDir, "config"), "--list", "-z"], run, signal);
	const settings = splitNames(listed).names.map((line) => line.split("\n", 2));
	const config = new Map(settings.map(([key = "", value = "true"]) => [key, value]));
	return {
		storage: dirname(gitDir),
		objectFormat: config.get("extensions.objectformat") === "sha256" ? "sha256" : "sha1",
		borrowed: [],
		shallow: await orMissing(readFile(join(gitDir, "shallow"), "utf8")),
		excludes: await readFile(join(gitDir, "info", "exclude"), "utf8"),
		config,
	};
}

/** Makes the agent's own `.git` in the work tree: on the branch, borrowing from the harness, with nowhere to push to. */
export async function makeAgentRepository(
	workTree: string,
	branch: string,
	harness: HarnessOptions,
	signal: AbortSignal,
): Promise<void> {
	const gitDir = join(workTree, ".git");
	await mkdir(workTree, { recursive: true });
	await initialise(gitDir, [`--initial-branch=${branch}`], harness, signal);
	await appendFile(join(gitDir, "config"), agentConfig);
	await appendFile(join(gitDir, "info", "exclude"), `${secretPatterns.join("\n")}\n`);
	await borrowObjects(gitDir, [join(harness.storage, "harness.git", "objects")]);
	if (harness.shallow !== null) await writeFile(join(gitDir, "shallow"), harness.shallow);
}

/**
 * Copies the files and folders of the commit, but not its history, to where nobody else deletes them: a rewritten
 * history and a `git gc` in the person's repository would take borrowed ones away. What a partial clone never fetched
 * stays missing.
 */
export async function keepObjects(view: View, commit: string, signal: AbortSignal): Promise<void> {
	const packs = join(view.gitDir, ownObjects, "pack");
	await mkdir(packs, { recursive: true });
	const run = { ...reading(view), input: `${commit}^{tree}\n` };
	const args = ["pack-objects", "-q", "--revs", "--window=0", "--missing=allow-any", join(packs, "pack")];
	await gitOutput(args, run, signal);
}

/** Resolves to the name of a new commit of Remit's own. */
export async function commitTree(
	view: View,
	commit: { readonly tree: string; readonly parent: string | null; readonly message: string },
	signal: AbortSignal,
): Promise<string> {
	const run = reading(view);
	const names = { GIT_AUTHOR_NAME: "Remit", GIT_COMMITTER_NAME: "Remit" };
	const email = "remit@remit.invalid";
	const env = { ...run.env, ...names, GIT_AUTHOR_EMAIL: email, GIT_COMMITTER_EMAIL: email };
	const parent = commit.parent === null ? [] : ["-p", commit.parent];
	const args = ["commit-tree", commit.tree, ...parent, "-m", commit.message];
	return (await gitOutput(args, { ...run, env }, signal)).toString().trim();
}

/**
 * Writes the files of the view's index into its work tree, whose `.git` is the agent's: that is given the index, and its
 * branch the commit.
 */
export async function materialise(view: View, commit: string, branch: string, signal: AbortSignal): Promise<void> {
	await gitOutput(["checkout-index", "-a", "-f", "-q", "-u"], reading(view), signal);
	const agent = { ...view, gitDir: join(view.workTree, ".git") };
	await copyFile(view.index, join(agent.gitDir, "index"));
	await gitOutput(["update-ref", "-m", "task began", `refs/heads/${branch}`, commit], reading(agent), signal);
}

/** A command that reads objects, the borrowed ones too. */
export function reading(view: View): GitRun {
	const { gitDir: GIT_DIR, workTree: GIT_WORK_TREE, index: GIT_INDEX_FILE } = view;
	return { cwd: view.workTree, env: { ...gitEnvironment(process.env), GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE } };
}

/**
 * A command that writes objects. It sees no borrowed ones: instead of writing an object that exists already, git touches
 * the file that holds it, and that file would be the person's.
 */
export function writing(view: View): GitRun {
	const run = reading(view);
	return { ...run, env: { ...run.env, GIT_OBJECT_DIRECTORY: join(view.gitDir, ownObjects) } };
}

async function initialise(
	gitDir: string,
	args: readonly string[],
	options: HarnessOptions,
	signal: AbortSignal,
): Promise<void> {
	const format = options.objectFormat === "sha256" ? ["--object-format=sha256"] : [];
	const place = args.includes("--bare") ? gitDir : join(gitDir, "..");
	const run: GitRun = { cwd: options.storage, env: gitEnvironment(process.env) };
	await gitOutput(["init", "-q", "--template=", ...format, ...args, "--", place], run, signal);
	await mkdir(join(gitDir, "info"), { recursive: true });
	await rm(join(gitDir, "hooks"), { recursive: true, force: true });
	await writeFile(join(gitDir, "config"), configText(options));
	await writeFile(join(gitDir, "info", "attributes"), attributes);
	await writeFile(join(gitDir, "info", "exclude"), `${options.excludes}${madePatterns.join("\n")}\n`);
}

async function borrowObjects(gitDir: string, folders: readonly string[]): Promise<void> {
	await mkdir(join(gitDir, "objects", "info"), { recursive: true });
	await writeFile(
		join(gitDir, "objects", "info", "alternates"),
		folders.map((folder) => `${alternate(folder)}\n`).join(""),
	);
}

/** Git reads one path a line, in C's quotes where a line would be misread. */
function alternate(folder: string): string {
	if (!/[\n"]/.test(folder)) return folder;
	return `"${folder.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n")}"`;
}

/** Bytes are taken and given as they are: no line endings are converted, no filter, text conversion or merge driver runs. */
const attributes = "* -text !eol !crlf !filter !ident !working-tree-encoding !diff !merge\n";

/** What file systems can do on this platform, as a rule. */
const usual = {
	filemode: process.platform !== "win32",
	symlinks: process.platform !== "win32",
	ignorecase: process.platform === "win32" || process.platform === "darwin",
	precomposeunicode: process.platform === "darwin",
} as const;

function configText(options: HarnessOptions): string {
	const fileSystem = Object.entries(usual)
		.map(([key, value]) => {
			const configured = options.config.get(`core.${key}`) ?? "";
			return `\t${key} = ${/^[a-z0-9]+$/i.test(configured) ? configured : value}\n`;
		})
		.join("");
	const format = options.objectFormat === "sha256" ? "[extensions]\n\tobjectFormat = sha256\n" : "";
	return `[core]
	repositoryFormatVersion = ${format === "" ? 0 : 1}
	bare = false
${fileSystem}	autocrlf = false
	eol = lf
	safecrlf = false
	attributesFile = /dev/null
	excludesFile = /dev/null
	hooksPath = /dev/null
	fsmonitor = false
	untrackedCache = false
	splitIndex = false
	fsync = none
	compression = 1
	longpaths = true
	protectNTFS = ${process.platform === "win32"}
	protectHFS = ${process.platform === "darwin"}
[index]
	sparse = false
[gc]
	auto = 0
[maintenance]
	auto = false
[submodule]
	recurse = false
[diff]
	ignoreSubmodules = all
${format}`;
}

const agentConfig = `[user]
	name = Remit
	email = remit@remit.invalid
[commit]
	gpgSign = false
[tag]
	gpgSign = false
[credential]
	helper =
[push]
	default = nothing
`;
