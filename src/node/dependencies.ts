/** Makes installed packages available in a checkout: `node_modules` becomes a real folder of links to the person's. */

import type { Dirent } from "node:fs";
import { copyFile, lstat, mkdir, readdir, readlink, realpath, stat, symlink } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { orMissing } from "./system-error.ts";

export interface LinkedFrom {
	/** The person's top folder. */
	readonly from: string;
	/** The checkout's top folder. */
	readonly to: string;
}

/**
 * Links what is installed for the given folders (relative to the top; empty for the top itself).
 * Resolves to the `node_modules` folders that were made, relative to the top, each ending in a slash.
 */
export async function linkDependencies(
	places: LinkedFrom,
	folders: readonly string[],
	signal: AbortSignal,
): Promise<readonly string[]> {
	const made: string[] = [];
	for (const folder of folders) {
		signal.throwIfAborted();
		const path = join(folder, "node_modules");
		const there = await orMissing(stat(join(places.from, path)));
		if (!there?.isDirectory()) continue;
		// Tracked packages are in the checkout already; a folder that is not there was left out of it.
		if ((await orMissing(lstat(join(places.to, path)))) !== null) continue;
		if ((await orMissing(lstat(join(places.to, folder)))) === null) continue;
		await linkFolder(places, path);
		made.push(`${path.split(sep).join("/")}/`);
	}
	return made;
}

/** The folders that have a package.json of the project's own among these paths. */
export function packageFolders(paths: readonly string[]): readonly string[] {
	const manifests = paths.filter((path) => /(^|\/)package\.json$/.test(path) && !/(^|\/)node_modules\//.test(path));
	return [...new Set(["", ...manifests.map((path) => path.slice(0, -"package.json".length))])];
}

async function linkFolder(places: LinkedFrom, path: string): Promise<void> {
	await mkdir(join(places.to, path), { recursive: true });
	for (const entry of await readdir(join(places.from, path), { withFileTypes: true })) {
		await linkEntry(places, join(path, entry.name), entry);
	}
}

async function linkEntry(places: LinkedFrom, path: string, entry: Dirent): Promise<void> {
	const source = join(places.from, path);
	const target = join(places.to, path);
	if (entry.isSymbolicLink()) return symlink(await linkText(places, path), target, await linkType(source));
	// A program that writes a file through a link would write the person's file: small files are copied.
	if (entry.isFile()) return copyFile(source, target);
	if (!entry.isDirectory() || isCache(entry.name)) return;
	if (entry.name === ".bin" || entry.name.startsWith("@")) return linkFolder(places, path);
	return symlink(await realpath(source), target, "junction");
}

/** Caches belong to whoever writes them: the checkout gets its own. `.pnpm` is no cache but the packages themselves. */
function isCache(name: string): boolean {
	return name.startsWith(".") && name !== ".bin" && name !== ".pnpm" && name !== ".store";
}

/**
 * What the link says. A relative one to something that the checkout has (a workspace package, another package's
 * program) is kept, so that it leads into the checkout; any other leads to where the person's link leads.
 */
async function linkText(places: LinkedFrom, path: string): Promise<string> {
	const source = join(places.from, path);
	const said = await readlink(source);
	if (isAbsolute(said)) return said;
	const aim = relative(places.from, resolve(dirname(source), said));
	const inside = aim !== ".." && !aim.startsWith(`..${sep}`) && !isAbsolute(aim);
	const inPackages = aim.split(sep).includes("node_modules");
	if (inside && (inPackages || (await orMissing(lstat(join(places.to, aim)))) !== null)) return said;
	return (await orMissing(realpath(source))) ?? said;
}

/** Only Windows distinguishes links to folders. */
async function linkType(source: string): Promise<"dir" | "file"> {
	return (await orMissing(stat(source)))?.isDirectory() ? "dir" : "file";
}
