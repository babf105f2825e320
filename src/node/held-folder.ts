/** Holds a folder of the checkout open, so that nothing that takes its place meanwhile is read or written instead of it. */

import { constants } from "node:fs";
import { type FileHandle, mkdir, open, readlink, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Inside } from "./paths.ts";
import { errorCode } from "./system-error.ts";

export interface HeldFolder {
	/** The folder, as system calls must be given it. */
	readonly self: string;
	/** Whether it is held by the system; else its path is only looked at again. */
	readonly held: boolean;
	/** One of its entries, likewise. The name is a single part of a path. */
	entry(name: string): string;
	/** Whether the folder is still where it was. */
	isThere(): Promise<boolean>;
	close(): Promise<void>;
}

/** The folder that this is about is not where it was looked for any more: somebody put a link in its way. */
export class FolderMoved extends Error {
	override readonly name = "FolderMoved";
}

/**
 * Opens the folder. `real` must be a real path. On Linux every later call goes through the open folder itself
 * (proc(5), `/proc/self/fd`), so that a link that is put on the way leads nowhere; elsewhere the path is only looked at
 * again before and after. Throws FolderMoved, or what the system says.
 */
export async function holdFolder(real: string): Promise<HeldFolder> {
	if (process.platform !== "linux") return watchedFolder(real);
	const handle = await open(real, constants.O_RDONLY | constants.O_DIRECTORY);
	const self = `/proc/self/fd/${handle.fd}`;
	try {
		const opened = await readlink(self);
		if (opened !== real) throw new FolderMoved(real);
		return heldBy(handle, self, real);
	} catch (error) {
		await handle.close();
		// A Linux without /proc is looked at as every other system is.
		if (errorCode(error) === "ENOENT") return watchedFolder(real);
		throw error;
	}
}

/** As `holdFolder` for the folder that the place is in, which is made, with the folders above it, where it is missing. */
export async function holdOrMakeFolder(place: Inside): Promise<HeldFolder> {
	return holdOrMake(dirname(place.real), place.root);
}

async function holdOrMake(real: string, root: string): Promise<HeldFolder> {
	try {
		return await holdFolder(real);
	} catch (error) {
		if (errorCode(error) !== "ENOENT" || real === root) throw error;
	}
	const parent = await holdOrMake(dirname(real), root);
	try {
		await mkdir(parent.entry(basename(real))).catch((error) => {
			if (errorCode(error) !== "EEXIST") throw error;
		});
		return await holdFolder(real);
	} finally {
		await parent.close();
	}
}

function heldBy(handle: FileHandle, self: string, real: string): HeldFolder {
	return {
		self,
		held: true,
		entry: (name) => `${self}/${name}`,
		isThere: async () => (await readlink(self)) === real,
		close: () => handle.close(),
	};
}

async function watchedFolder(real: string): Promise<HeldFolder> {
	const isThere = async () => (await realpath(real)) === real;
	if (!(await isThere())) throw new FolderMoved(real);
	return { self: real, held: false, entry: (name) => join(real, name), isThere, close: async () => {} };
}
