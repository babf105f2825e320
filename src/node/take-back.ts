/** Puts files of a checkout back to what the task began with, and deletes those that it did not begin with. */

import { lstat, open, rmdir, symlink, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type BaseFile, baseBytes, filesInBase } from "./base-files.ts";
import type { ComparedFolder } from "./changes.ts";
import { FolderMoved, type HeldFolder, holdFolder, holdOrMakeFolder } from "./held-folder.ts";
import { type Inside, linkOnTheWay, locate } from "./paths.ts";
import { errorCode, errorText, orMissing } from "./system-error.ts";

/**
 * Resolves to what could not be put back, in sentences. Links are replaced and never followed, a folder is removed only
 * when nothing is left in it. The paths are relative to the opened folder.
 */
export async function takeBack(
	folder: ComparedFolder,
	paths: readonly string[],
	signal: AbortSignal,
): Promise<readonly string[]> {
	const kept = await filesInBase(folder, paths, signal);
	const root = folder.prefix === "" ? folder.top : join(folder.top, folder.prefix.slice(0, -1));
	const problems: string[] = [];
	// What is in the way of an old file has to go before that file can come back.
	for (const path of paths.filter((each) => !kept.has(each))) {
		signal.throwIfAborted();
		problems.push(...(await tried(path, remove(root, path))));
	}
	const old = [...kept];
	for (let at = 0; at < old.length; at += together) {
		const part = old.slice(at, at + together);
		problems.push(...(await restoreAll(folder, root, part, signal)));
	}
	return problems;
}

/** How many files are in memory at a time. */
const together = 200;

async function restoreAll(
	folder: ComparedFolder,
	root: string,
	files: readonly (readonly [path: string, file: BaseFile])[],
	signal: AbortSignal,
): Promise<readonly string[]> {
	const contents = await baseBytes(
		folder,
		files.map(([, file]) => file),
		signal,
	);
	const problems: string[] = [];
	for (const [at, [path, { mode }]] of files.entries()) {
		signal.throwIfAborted();
		const bytes = contents[at];
		if (bytes !== undefined) problems.push(...(await tried(path, restore(root, path, { mode, bytes }))));
	}
	return problems;
}

interface Restored {
	readonly mode: number;
	readonly bytes: Uint8Array;
}

async function tried(path: string, work: Promise<void>): Promise<readonly string[]> {
	try {
		await work;
		return [];
	} catch (error) {
		const because = error instanceof FolderMoved ? "a link stands in its way" : errorText(error);
		return [`${path} could not be put back: ${because}.`];
	}
}

async function remove(root: string, path: string): Promise<void> {
	const place = await ownPlace(root, path);
	if ((await orMissing(lstat(place.real))) === null) return;
	const folder = await holdFolder(dirname(place.real));
	try {
		await unlink(folder.entry(basename(place.real)));
	} finally {
		await folder.close();
	}
	await removeEmptyFolders(place.root, dirname(place.real));
}

/** The folders that only the deleted file was in go with it. */
async function removeEmptyFolders(root: string, folder: string): Promise<void> {
	if (folder === root) return;
	const parent = await holdFolder(dirname(folder));
	try {
		await rmdir(parent.entry(basename(folder)));
	} catch (error) {
		if (["ENOTEMPTY", "EEXIST", "ENOENT", "ENOTDIR"].includes(errorCode(error))) return;
		throw error;
	} finally {
		await parent.close();
	}
	await removeEmptyFolders(root, dirname(folder));
}

async function restore(root: string, path: string, base: Restored): Promise<void> {
	const place = await ownPlace(root, path);
	const folder = await holdOrMakeFolder(place);
	const name = folder.entry(basename(place.real));
	try {
		await clear(name);
		if (base.mode === 0o120000) await symlink(Buffer.from(base.bytes), name);
		else await create(folder, name, base);
	} finally {
		await folder.close();
	}
}

async function clear(name: string): Promise<void> {
	const found = await orMissing(lstat(name));
	if (found === null) return;
	await (found.isDirectory() ? rmdir(name) : unlink(name));
}

async function create(folder: HeldFolder, name: string, { bytes, mode }: Restored): Promise<void> {
	if (!(await folder.isThere())) throw new FolderMoved(name);
	const handle = await open(name, "wx");
	try {
		if (mode === 0o100755) await handle.chmod(0o755);
		await handle.writeFile(bytes);
	} finally {
		await handle.close();
	}
}

/** Where the path itself is: not where links on its way lead. */
async function ownPlace(root: string, path: string): Promise<Inside> {
	const place = await locate(root, path);
	if (place.kind === "refused") throw new Error(place.text.replace(/\.$/, ""));
	if (linkOnTheWay(place, path) !== null) throw new FolderMoved(path);
	return place;
}
