/** Makes real folders and real git repositories for tests, and tells whether anything in them was touched. */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	realpathSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type CheckoutMade, type CheckoutOptions, makeCheckout } from "../../src/node/checkout.ts";

const made: string[] = [];

/** A new empty folder; its real path. It is deleted when `removeFolders` is called. */
export function makeFolder(name = "folder"): string {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), `remit-${name}-`)));
	made.push(folder);
	return folder;
}

/** Deletes every folder that was made so far, for `afterEach`. */
export function removeFolders(): void {
	// What was killed a moment ago may still write its last file.
	for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}

/** Writes files, with their folders. Keys are paths relative to the folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
	for (const [path, content] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), content);
	}
}

/** Runs git in the folder as a person would, without this machine's own configuration. */
export function git(folder: string, ...args: readonly string[]): string {
	return execFileSync("git", args, {
		cwd: folder,
		env: personEnvironment(),
		encoding: "utf8",
		stdio: ["ignore", "pipe", "pipe"],
	});
}

/** A repository with one commit of these files, on the branch main. */
export function makeRepository(files: Readonly<Record<string, string | Uint8Array>>, name = "project"): string {
	const folder = join(makeFolder("repository"), name);
	mkdirSync(folder);
	git(folder, "init", "-q", "--initial-branch=main");
	git(folder, "config", "gc.auto", "0");
	writeFiles(folder, files);
	commit(folder, "first");
	return folder;
}

/** Commits everything that is not ignored. */
export function commit(folder: string, message: string): void {
	git(folder, "add", "-A");
	git(folder, "commit", "-q", "--allow-empty", "-m", message);
}

/** What a checkout of the folder is made with, in a storage folder of its own. */
export function checkoutOptions(folder: string, more: Partial<CheckoutOptions> = {}): CheckoutOptions {
	return { folder, storage: makeFolder("task"), task: "7", slug: "fix-it", ...more };
}

/** Makes a checkout of the folder; throws with the reason when there is none. */
export async function checkOut(folder: string, more: Partial<CheckoutOptions> = {}): Promise<CheckoutMade> {
	const made = await makeCheckout(checkoutOptions(folder, more), new AbortController().signal);
	if (made.kind === "failed") throw new Error(made.text);
	return made;
}

/** Every file's kind, mode, times and bytes, `.git` included: equal when, and only when, nothing was touched. */
export function fingerprint(folder: string): readonly string[] {
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.concat("")
		.sort()
		.map((path) => {
			const full = join(folder, path);
			const found = lstatSync(full, { bigint: true });
			const content = found.isSymbolicLink() ? readlinkSync(full) : found.isFile() ? hash(readFileSync(full)) : "";
			return `${path} ${found.mode.toString(8)} ${found.mtimeNs} ${found.ctimeNs} ${found.size} ${content}`;
		});
}

/** Every file below the folder with its text, `.git` left out; links as `-> target`. */
export function contents(folder: string): Readonly<Record<string, string>> {
	const found: Record<string, string> = {};
	for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
		if (path.split("/").includes(".git")) continue;
		const state = lstatSync(join(folder, path));
		if (state.isSymbolicLink()) found[path] = `-> ${readlinkSync(join(folder, path))}`;
		else if (state.isFile()) found[path] = readFileSync(join(folder, path), "utf8");
	}
	return found;
}

function hash(bytes: Uint8Array): string {
	return createHash("sha256").update(bytes).digest("hex");
}

function personEnvironment(): Record<string, string> {
	const who = { NAME: "A Person", EMAIL: "person@example.invalid" };
	return {
		PATH: process.env.PATH ?? "",
		HOME: process.env.HOME ?? "",
		GIT_CONFIG_GLOBAL: "/dev/null",
		GIT_CONFIG_NOSYSTEM: "1",
		GIT_ALLOW_PROTOCOL: "file",
		GIT_AUTHOR_NAME: who.NAME,
		GIT_AUTHOR_EMAIL: who.EMAIL,
		GIT_COMMITTER_NAME: who.NAME,
		GIT_COMMITTER_EMAIL: who.EMAIL,
	};
}
