/** Expands a pattern as bash would, so that a person sees what it stands for. */

import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { braceExpand, Minimatch } from "minimatch";
import type { Touch } from "../core/policy/decision.ts";
import { errorCode } from "./system-error.ts";

export interface Expanded {
	/** As the shell would pass them; the pattern itself where nothing matches. */
	readonly paths: readonly string[];
	/** True when there were more than the limit, or too many folders to look into. */
	readonly truncated: boolean;
}

/** Folders that one pattern may make us look into. */
const mostFolders = 2_000;

/** `*` and `?` match no leading dot, and `**` is no more than `*`, as in a bash without options. Links are not resolved. */
export async function expandPattern(root: string, { path, glob }: Touch, limit: number): Promise<Expanded> {
	if (!glob) return { paths: [path], truncated: false };
	const paths: string[] = [];
	const budget = { folders: mostFolders };
	for (const word of braceExpand(path, { braceExpandMax: limit })) {
		const found = await expandWord(root, word, { limit: limit + 1 - paths.length, budget });
		paths.push(...(found.length === 0 ? [word] : found));
		if (paths.length > limit) break;
	}
	return { paths: paths.slice(0, limit), truncated: paths.length > limit || budget.folders <= 0 };
}

interface Bounds {
	readonly limit: number;
	readonly budget: { folders: number };
}

async function expandWord(root: string, word: string, bounds: Bounds): Promise<readonly string[]> {
	let found = [word.startsWith("/") ? "/" : ""];
	for (const part of word.split("/").filter((each, at) => each !== "" || at > 0)) {
		if (part === "") continue;
		const next: string[] = [];
		for (const folder of found) {
			if (next.length >= bounds.limit) break;
			next.push(...(await matching(root, { folder, part }, bounds)));
		}
		found = next;
	}
	return found.slice(0, bounds.limit);
}

interface Step {
	readonly folder: string;
	readonly part: string;
}

async function matching(root: string, { folder, part }: Step, { limit, budget }: Bounds): Promise<readonly string[]> {
	const path = (name: string) => (folder === "" || folder.endsWith("/") ? folder + name : `${folder}/${name}`);
	if (!/[*?[]/.test(part)) return [path(part.replace(/\\(.)/g, "$1"))];
	if (budget.folders-- <= 0) return [];
	const options = {
		dot: part.startsWith("."),
		noglobstar: true,
		noext: true,
		nobrace: true,
		nonegate: true,
		nocomment: true,
	};
	const pattern = new Minimatch(part, options);
	const names = await namesIn(placeOf(root, folder));
	return names
		.filter((name) => pattern.match(name))
		.sort()
		.slice(0, limit)
		.map(path);
}

async function namesIn(folder: string): Promise<readonly string[]> {
	try {
		return await readdir(folder);
	} catch (error) {
		if (errorCode(error) === "") throw error;
		return [];
	}
}

function placeOf(root: string, folder: string): string {
	if (folder === "~" || folder.startsWith("~/")) return join(homedir(), folder.slice(1));
	return isAbsolute(folder) ? folder : join(root, folder);
}
