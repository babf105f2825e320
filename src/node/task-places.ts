/** Remembers, out of the agent's reach, which folders of the person's a task's commands may read. */

import { readFile, realpath, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { joinNames, splitNames } from "./git.ts";
import { borrowedObjects, isWithin, type SandboxPlaces } from "./sandbox-places.ts";
import { orMissing } from "./system-error.ts";

/** The task's folder for what commands leave outside of the checkout. */
export function scratchOf(gitDir: string): string {
	return join(dirname(gitDir), "scratch");
}

/** Writes them down when the checkout is made: `from` is the person's top folder, the dependencies are relative to it. */
export async function keepPlaces(gitDir: string, from: string, dependencies: readonly string[]): Promise<void> {
	const packages = await Promise.all(dependencies.map((folder) => orMissing(realpath(join(from, folder)))));
	await writeFile(listOf(gitDir), joinNames([from, ...packages.flatMap((folder) => folder ?? [])]));
}

/** The folders of a task whose git directory this is; the checkout's top folder is `checkout`. */
export async function placesOf(gitDir: string, checkout: string): Promise<SandboxPlaces> {
	const kept = await orMissing(readFile(listOf(gitDir)));
	const [from, ...packages] = kept === null ? [] : splitNames(kept).names;
	const objects = await borrowedObjects(gitDir);
	// A repository's settings beside its objects may hold an address with a password.
	const beside = objects.map((folder) => dirname(folder)).filter((folder) => !isWithin(gitDir, folder));
	const storage = dirname(gitDir);
	return {
		checkout,
		scratch: scratchOf(gitDir),
		readable: [...objects, ...packages],
		hidden: [storage, ...beside, ...(from === undefined ? [] : [from])],
	};
}

/** The person's top folder; null where it was not written down. */
export async function personsTop(gitDir: string): Promise<string | null> {
	const kept = await orMissing(readFile(listOf(gitDir)));
	return kept === null ? null : (splitNames(kept).names[0] ?? null);
}

function listOf(gitDir: string): string {
	return join(gitDir, "places");
}
