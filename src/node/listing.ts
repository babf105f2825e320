/** Lists a folder of the checkout, without git's own. */

import type { Dirent } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { FolderEntry, FolderRead, ListOptions } from "../core/ports.ts";
import { FolderMoved, type HeldFolder, holdFolder } from "./held-folder.ts";
import { isGitFolder } from "./left-out.ts";
import { follow, locate, refused, systemRefusal } from "./paths.ts";
import { orMissing } from "./system-error.ts";

export interface Listing extends ListOptions {
	readonly path: string;
}

/**
 * Entries in path order. What is nearer to the folder counts first when the limit cuts. Links are not followed, and
 * `node_modules` is looked into only when it is asked for by name.
 */
export async function listFolder(
	root: string,
	{ path, depth, limit }: Listing,
	signal: AbortSignal,
): Promise<FolderRead> {
	const named = await locate(root, path);
	const place = named.kind === "inside" ? await follow(named, path) : named;
	if (place.kind === "refused") return place;
	const entries: FolderEntry[] = [];
	let folders = [place.path];
	try {
		if (!(await lstat(place.real)).isDirectory())
			return refused("not-folder", `${path} is not a folder: read it instead.`);
		for (let level = 0; level < depth && folders.length > 0 && entries.length <= limit; level += 1) {
			const below: string[] = [];
			for (const folder of folders) {
				signal.throwIfAborted();
				if (entries.length > limit) break;
				const found = await readEntries(place.root, folder, limit + 1 - entries.length);
				entries.push(...found);
				below.push(...found.filter(isOpen).map((entry) => entry.path));
			}
			folders = below;
		}
	} catch (error) {
		signal.throwIfAborted();
		return systemRefusal(error, path);
	}
	return { kind: "folder", entries: entries.slice(0, limit).sort(byPath), truncated: entries.length > limit };
}

function isOpen(entry: FolderEntry): boolean {
	return entry.type === "folder" && !/(^|\/)node_modules$/.test(entry.path);
}

/** Nothing for a folder that went, or that a link took the place of, since it was found. */
async function readEntries(root: string, folder: string, most: number): Promise<readonly FolderEntry[]> {
	const held = await heldOrNull(join(root, folder));
	if (held === null) return [];
	try {
		const found = await readdir(held.self, { withFileTypes: true });
		if (!held.held && !(await held.isThere())) return [];
		const named = found.filter((entry) => !isGitFolder(entry.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
		return await Promise.all(named.slice(0, most).map((entry) => entryOf(held, folder, entry)));
	} finally {
		await held.close();
	}
}

async function heldOrNull(folder: string): Promise<HeldFolder | null> {
	try {
		return await orMissing(holdFolder(folder));
	} catch (error) {
		if (error instanceof FolderMoved) return null;
		throw error;
	}
}

async function entryOf(held: HeldFolder, folder: string, entry: Dirent): Promise<FolderEntry> {
	const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
	if (entry.isDirectory()) return { path, type: "folder", size: 0 };
	const found = await orMissing(lstat(held.entry(entry.name)));
	return { path, type: entry.isSymbolicLink() ? "link" : "file", size: found?.size ?? 0 };
}

/** A folder comes right before what is in it. */
function byPath(a: FolderEntry, b: FolderEntry): number {
	const left = a.path.replaceAll("/", "\0");
	const right = b.path.replaceAll("/", "\0");
	return left < right ? -1 : left > right ? 1 : 0;
}
