/** Reads what the opened folder says about policy: its `.remit/policy.json`, and the branch that its remote calls its main one. */

import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, readSync, realpathSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import type { PolicyFile } from "../core/policy/policy-rules.ts";
import { errorCode, errorText } from "./system-error.ts";

const mostBytes = 256 * 1024;

/**
 * The repository's policy as it is now. Read anew for each command, so that a rule counts from the moment it is written;
 * the file is small, and reading it does not wait for anything but the disk. Never throws.
 */
export function readPolicyFile(folder: string): PolicyFile {
	try {
		const path = join(folder, ".remit", "policy.json");
		if (!isThere(join(folder, ".remit")) || !isThere(path)) return { kind: "none" };
		const real = realpathSync(path);
		if (!isWithin(realpathSync(folder), real)) return failed("it is a link that leads out of the folder.");
		return readRegular(real);
	} catch (error) {
		if (errorCode(error) === "ENOTDIR") return { kind: "none" };
		if (errorCode(error) === "ENOENT") return failed("it is a link to nothing.");
		return failed(`it cannot be read: ${errorText(error)}`);
	}
}

function failed(text: string): PolicyFile {
	return { kind: "failed", text };
}

/** A link that leads nowhere is there. */
function isThere(path: string): boolean {
	return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** What cannot be looked at is not there. */
function isSeen(path: string): boolean {
	try {
		return isThere(path);
	} catch {
		return false;
	}
}

function isWithin(folder: string, path: string): boolean {
	const way = relative(folder, path);
	return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Without waiting for the other end of a pipe, and without following a link that was put there since. */
function readRegular(path: string): PolicyFile {
	// Windows has neither flag.
	const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
	const file = openSync(path, constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
	try {
		const { size } = fstatSync(file);
		if (!fstatSync(file).isFile()) return failed("it is not a regular file.");
		if (size > mostBytes) return failed(`it is larger than ${mostBytes / 1024} kB.`);
		const bytes = Buffer.alloc(mostBytes + 1);
		let read = 0;
		for (let more = -1; more !== 0 && read < bytes.length; read += more)
			more = readSync(file, bytes, read, bytes.length - read, null);
		if (read > mostBytes) return failed(`it is larger than ${mostBytes / 1024} kB.`);
		return { kind: "file", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, read)) };
	} catch (error) {
		if (errorCode(error) === "ERR_ENCODING_INVALID_ENCODED_DATA") return failed("it is not UTF-8 text.");
		throw error;
	} finally {
		closeSync(file);
	}
}

/**
 * The branch that the HEAD of `origin` (or of `upstream`) names, e.g. `trunk`; empty where none is recorded. Reads git's
 * own file instead of running git: nothing in a repository decides what runs. Never throws.
 */
export function remoteHeadOf(folder: string): string {
	const common = commonDirOf(folder);
	if (common === null) return "";
	for (const remote of ["origin", "upstream"]) {
		const text = textOf(join(common, "refs", "remotes", remote, "HEAD"));
		const [, branch] = /^ref: refs\/remotes\/[^/\n]+\/([^\n]+)\n?$/.exec(text) ?? [];
		if (branch !== undefined) return branch.trim();
	}
	return "";
}

/** What the work trees of the repository that the folder is in share; null where there is none. */
function commonDirOf(folder: string): string | null {
	for (let at = resolve(folder); ; at = resolve(at, "..")) {
		const entry = join(at, ".git");
		if (isSeen(entry)) return sharedOf(gitDirAt(at, entry));
		if (resolve(at, "..") === at) return null;
	}
}

/** A linked work tree's `.git` is a file that says where its git directory is. */
function gitDirAt(folder: string, entry: string): string {
	const [, pointed] = /^gitdir: (.+?)\r?\n?$/.exec(textOf(entry)) ?? [];
	return pointed === undefined ? entry : resolve(folder, pointed);
}

function sharedOf(gitDir: string): string {
	const shared = textOf(join(gitDir, "commondir")).trim();
	return shared === "" ? gitDir : resolve(gitDir, shared);
}

/** Empty for what is no small regular file. */
function textOf(path: string): string {
	try {
		const stats = lstatSync(path);
		return stats.isFile() && stats.size < 4_096 ? readFileSync(path, "utf8") : "";
	} catch {
		return "";
	}
}
