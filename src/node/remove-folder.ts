/** Deletes a folder that commands wrote in, whatever they did to its permissions. */

import { chmod, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { errorCode, orMissing } from "./system-error.ts";

/** Links are removed, never followed. Nothing happens where there is no such folder. */
export async function removeFolder(folder: string): Promise<void> {
	try {
		await rm(folder, { recursive: true, force: true, maxRetries: 2 });
	} catch (error) {
		if (!["EACCES", "EPERM", "ENOTEMPTY"].includes(errorCode(error))) throw error;
		// A module cache of Go, for one, is a tree of folders that nobody may write.
		await openUp(folder);
		await rm(folder, { recursive: true, force: true, maxRetries: 2 });
	}
}

async function openUp(folder: string): Promise<void> {
	await orMissing(chmod(folder, 0o700));
	for (const entry of (await orMissing(readdir(folder, { withFileTypes: true }))) ?? []) {
		if (entry.isDirectory()) await openUp(join(folder, entry.name));
	}
}
