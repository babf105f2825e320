/** What a model meant when it named a path that does not exist. */

import type { FileRefusal, Files, FolderEntry } from "../ports.ts";

/** The refusal's text, with similar existing paths where one was not found. */
export async function refusalText(
	refusal: FileRefusal,
	path: string,
	files: Files,
	signal: AbortSignal,
): Promise<string> {
	if (refusal.reason !== "not-found") return refusal.text;
	const similar = await similarPaths(path, files, signal);
	return similar.length === 0 ? refusal.text : `${refusal.text} Did you mean ${similar.join(" or ")}?`;
}

/** At most three: similar names in the same folder, else the same name anywhere. */
async function similarPaths(path: string, files: Files, signal: AbortSignal): Promise<readonly string[]> {
	const name = nameOf(path);
	const folder = path.slice(0, Math.max(0, path.length - name.length - 1));
	const siblings = await entries(files, folder, { depth: 1, limit: 2_000 }, signal);
	const close = siblings
		.map((entry) => ({ path: entry.path, distance: nameDistance(nameOf(entry.path), name) }))
		.filter(({ distance }) => distance <= Math.max(1, Math.floor(name.length / 4)))
		.toSorted((a, b) => a.distance - b.distance);
	if (close.length > 0) return close.slice(0, 3).map((entry) => entry.path);
	const everywhere = await entries(files, "", { depth: 8, limit: 5_000 }, signal);
	const same = everywhere.filter((entry) => nameOf(entry.path).toLowerCase() === name.toLowerCase());
	return same.slice(0, 3).map((entry) => entry.path);
}

async function entries(
	files: Files,
	folder: string,
	options: { readonly depth: number; readonly limit: number },
	signal: AbortSignal,
): Promise<readonly FolderEntry[]> {
	const read = await files.list(folder, options, signal);
	return read.kind === "folder" ? read.entries : [];
}

function nameOf(path: string): string {
	return path.slice(path.lastIndexOf("/") + 1);
}

/** 0 for the same name but for case, 1 for another extension, else how many characters must change. */
function nameDistance(one: string, other: string): number {
	const [a, b] = [one.toLowerCase(), other.toLowerCase()];
	if (a === b) return 0;
	const stem = (name: string) => name.replace(/(?<=.)\.[^.]*$/, "");
	return stem(a) === stem(b) ? 1 : editDistance(a, b);
}

/** Characters to insert, delete or replace (Levenshtein). */
function editDistance(one: string, other: string): number {
	let row = Array.from({ length: other.length + 1 }, (_, at) => at);
	for (let i = 1; i <= one.length; i++) {
		const next = [i];
		for (let j = 1; j <= other.length; j++) {
			const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
			next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[other.length] ?? 0;
}
