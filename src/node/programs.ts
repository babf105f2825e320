/** Finds programs on the PATH, never in the folder that happens to be the current one. */

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";

/** The absolute path of `git` (`git.exe` on Windows), say; null where the PATH has none. */
export async function findProgram(name: string, env: NodeJS.ProcessEnv): Promise<string | null> {
	const file = process.platform === "win32" ? `${name}.exe` : name;
	return firstProgram(searchedFolders(env).map((folder) => join(folder, file)));
}

/** The first of these paths that is a file which can be run. */
export async function firstProgram(paths: readonly string[]): Promise<string | null> {
	for (const path of paths) if (await isProgram(path)) return path;
	return null;
}

/** The PATH's folders without relative and empty entries, which mean whatever folder a program is started in. */
export function searchedFolders(env: NodeJS.ProcessEnv): readonly string[] {
	return absoluteEntries(env.PATH ?? env.Path ?? "").split(delimiter);
}

/** A PATH's absolute entries, as a PATH. */
export function absoluteEntries(path: string): string {
	return path.split(delimiter).filter(isAbsolute).join(delimiter);
}

async function isProgram(path: string): Promise<boolean> {
	try {
		await access(path, constants.X_OK);
		return (await stat(path)).isFile();
	} catch {
		return false;
	}
}
