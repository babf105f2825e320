/** Reads and writes the contents of many files in the harness's repository, with one git for all of them. */

import { GitFailure, gitOutput } from "./git.ts";
import { reading, type View, writing } from "./harness.ts";

/**
 * The contents of these blobs, in the same order, borrowed ones included; null for a name that is not there, or that is
 * no blob's. Throws GitFailure for what cannot be the name of an object.
 */
export async function readBlobs(
	view: View,
	names: readonly string[],
	signal: AbortSignal,
): Promise<readonly (Uint8Array | null)[]> {
	const wanted = [...new Set(names)];
	const odd = wanted.find((name) => !isObjectName(name));
	if (odd !== undefined) throw new GitFailure(`${JSON.stringify(odd)} is not the name of a file's content.`);
	if (wanted.length === 0) return [];
	const found: (Uint8Array | null)[] = [];
	const take = objectReader(wanted, (bytes) => found.push(bytes));
	const input = wanted.map((name) => `${name}\n`).join("");
	await gitOutput(["cat-file", "--batch"], { ...reading(view), cwd: view.gitDir, input, take }, signal);
	if (found.length !== wanted.length) throw new GitFailure("git cat-file ended before everything was read.");
	const byName = new Map(wanted.map((name, at) => [name, found[at] ?? null]));
	return names.map((name) => byName.get(name) ?? null);
}

/** Writes these contents, each as it is, where nothing is collected or shared; resolves to their names, in the same order. */
export async function writeBlobs(
	view: View,
	contents: readonly Uint8Array[],
	signal: AbortSignal,
): Promise<readonly string[]> {
	if (contents.length === 0) return [];
	// https://git-scm.com/docs/git-fast-import#_blob: it answers every get-mark with a name.
	const input = contents.flatMap((bytes, at) => [
		Buffer.from(`blob\nmark :${at + 1}\ndata ${bytes.length}\n`),
		bytes,
		Buffer.from(`\nget-mark :${at + 1}\n`),
	]);
	const run = { ...writing(view), cwd: view.gitDir, input: Buffer.concat(input) };
	const names = (await gitOutput(["fast-import", "--quiet"], run, signal)).toString().trimEnd().split("\n");
	if (names.length !== contents.length || !names.every(isObjectName))
		throw new GitFailure("git fast-import did not keep everything.");
	return names;
}

/** SHA-1 or SHA-256, in lower case. */
export function isObjectName(name: string): boolean {
	return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name);
}

/** Reads what `cat-file --batch` prints for the names: a line with the size before every content, and a line end after it. */
function objectReader(names: readonly string[], found: (bytes: Uint8Array | null) => void): (chunk: Buffer) => void {
	let nth = 0;
	let line = "";
	let body: { readonly bytes: Uint8Array; readonly blob: boolean; filled: number } | null = null;
	const readLine = (chunk: Buffer, at: number): number => {
		const end = chunk.indexOf(0x0a, at);
		line += chunk.toString("latin1", at, end === -1 ? chunk.length : end);
		if (end === -1) return chunk.length;
		const [, name, type = "", size = ""] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(line) ?? [];
		if (size === "") found(null);
		// In a repository with longer names, a short one may be an object's beginning.
		else body = { bytes: spaceFor(Number(size)), blob: type === "blob" && name === names[nth], filled: 0 };
		nth += 1;
		line = "";
		return end + 1;
	};
	return (chunk) => {
		for (let at = 0; at < chunk.length; ) {
			if (body === null) {
				at = readLine(chunk, at);
			} else if (body.filled < body.bytes.length) {
				const part = chunk.subarray(at, at + body.bytes.length - body.filled);
				body.bytes.set(part, body.filled);
				body.filled += part.length;
				at += part.length;
			} else {
				found(body.blob ? body.bytes : null);
				body = null;
				at += "\n".length;
			}
		}
	};
}

function spaceFor(size: number): Uint8Array {
	try {
		return new Uint8Array(size);
	} catch {
		throw new GitFailure(`A file of ${size} bytes is too large to be read into memory.`);
	}
}
