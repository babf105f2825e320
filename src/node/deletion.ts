/** Counts what deleting some paths would delete. */

import type { Dirent, Stats } from "node:fs";
import { lstat, opendir } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import type { Deletion } from "../core/policy/inspection.ts";
import { errorCode } from "./system-error.ts";

const shownNames = 20;
/** What is counted at most, in entries and milliseconds: the person waits for it. */
const mostEntries = 20_000;
const longestMs = 2_000;

/** Links count as themselves and are never followed. The paths are absolute; each file counts once. */
export async function countDeletion(root: string, paths: readonly string[], signal: AbortSignal): Promise<Deletion> {
	const count: Count = { files: 0, bytes: 0, names: [], entries: 0, more: false, until: Date.now() + longestMs };
	for (const path of outermost(paths)) {
		signal.throwIfAborted();
		const found = await statOf(path);
		if (found === null) continue;
		if (found.isDirectory()) await countFolder(root, path, { count, signal });
		else add(count, shownName(root, path), found);
	}
	const { files, bytes, names, more } = count;
	return { files, bytes, names, more };
}

interface Count {
	files: number;
	bytes: number;
	readonly names: string[];
	entries: number;
	more: boolean;
	readonly until: number;
}

interface Counting {
	readonly count: Count;
	readonly signal: AbortSignal;
}

async function countFolder(root: string, folder: string, { count, signal }: Counting): Promise<void> {
	const folders: string[] = [];
	for await (const entry of entriesOf(folder)) {
		signal.throwIfAborted();
		count.entries++;
		count.more ||= count.entries > mostEntries || Date.now() > count.until;
		if (count.more) return;
		const path = join(folder, entry.name);
		if (entry.isDirectory()) folders.push(path);
		else add(count, shownName(root, path), await statOf(path));
	}
	for (const below of folders.sort()) {
		if (count.more) return;
		await countFolder(root, below, { count, signal });
	}
}

async function* entriesOf(folder: string): AsyncGenerator<Dirent> {
	try {
		yield* await opendir(folder);
	} catch (error) {
		// A folder that cannot be looked into still is one that would be deleted.
		if (errorCode(error) === "") throw error;
	}
}

function add(count: Count, name: string, found: Stats | null): void {
	count.files++;
	count.bytes += found?.size ?? 0;
	if (count.names.length < shownNames) count.names.push(name);
}

/** Without those that lie in another one of them. */
function outermost(paths: readonly string[]): readonly string[] {
	const unique = [...new Set(paths)];
	return unique.filter((path) => !unique.some((other) => other !== path && path.startsWith(`${other}${sep}`)));
}

function shownName(root: string, path: string): string {
	const below = relative(root, path);
	return below.split(sep)[0] === ".." || isAbsolute(below) ? path : below.split(sep).join("/");
}

async function statOf(path: string): Promise<Stats | null> {
	try {
		return await lstat(path);
	} catch (error) {
		if (errorCode(error) === "") throw error;
		return null;
	}
}
