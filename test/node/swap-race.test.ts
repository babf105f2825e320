/** While a process keeps swapping a folder or file of the checkout for a link that leads out, nothing outside is touched. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { makeFiles } from "../../src/node/files.ts";
import { findRipgrep } from "../../src/node/ripgrep.ts";
import { makeSearch } from "../../src/node/search.ts";
import { fingerprint, makeFolder, removeFolders, writeFiles } from "../support/repositories.ts";

const never = new AbortController().signal;
const bytes = (text: string) => new TextEncoder().encode(text);
const tries = 200;

let swapper: ChildProcess | undefined;

afterEach(() => {
	swapper?.kill("SIGKILL");
	removeFolders();
});

const targets = { folder: "../outside", file: "../outside/a.txt" };

interface Place {
	readonly root: string;
	readonly outside: string;
}

function place(): Place {
	const around = makeFolder("race");
	writeFiles(around, {
		"root/folder/a.txt": "inside needle\n",
		"root/file": "inside needle\n",
		"outside/a.txt": "outside needle\n",
		"outside/only-outside.txt": "outside needle\n",
	});
	return { root: join(around, "root"), outside: join(around, "outside") };
}

/** Does the work again and again, until it also went well, while a link comes and goes in the entry's place; resolves to how often it did. */
async function whileSwapping(entry: string, target: string, work: () => Promise<boolean>): Promise<number> {
	const script = join(import.meta.dirname, "../support/swapper-main.ts");
	const child = spawn(process.execPath, [script, entry, target], { stdio: ["pipe", "pipe", "inherit"] });
	swapper = child;
	let swaps = 0;
	child.stdout.on("data", (chunk) => {
		swaps = Number(String(chunk).trim().split("\n").at(-1));
	});
	const closed = once(child, "close");
	await once(child.stdout, "data");
	let went = false;
	for (let at = 0; at < tries || swaps < tries || !went; at++) {
		expect(child.exitCode, "the swapper goes on").toBeNull();
		went = (await work()) || went;
	}
	child.stdin.end();
	await closed;
	return swaps;
}

test.each([
	["folder", "folder/a.txt"],
	["file", "file"],
] as const)("reading through a swapped %s never gives what is outside", async (swapped, path) => {
	const { root } = place();
	const files = makeFiles(root);
	const seen = new Set<string>();
	const swaps = await whileSwapping(join(root, swapped), targets[swapped], async () => {
		const read = await files.read(path);
		const what = read.kind === "file" ? new TextDecoder().decode(read.bytes) : read.reason;
		seen.add(what);
		return read.kind === "file";
	});
	expect([...seen].filter((what) => what.includes("outside n"))).toEqual([]);
	expect(seen).toContain("inside needle\n");
	expect(swaps).toBeGreaterThanOrEqual(tries);
});

test.each([
	["folder", () => "folder/a.txt"],
	["folder", (at: number) => `folder/new/${at}/deep.txt`],
	["file", () => "file"],
] as const)("writing through a swapped %s never changes what is outside", async (swapped, path) => {
	const { root, outside } = place();
	const files = makeFiles(root);
	const before = fingerprint(outside);
	let at = 0;
	const swaps = await whileSwapping(join(root, swapped), targets[swapped], async () => {
		const result = await files.write(path(at++), bytes("written"));
		return result.kind === "written";
	});
	expect(fingerprint(outside)).toEqual(before);
	expect(swaps).toBeGreaterThanOrEqual(tries);
});

test("listing a swapped folder never names what is outside", async () => {
	const { root } = place();
	const files = makeFiles(root);
	const names = new Set<string>();
	const swaps = await whileSwapping(join(root, "folder"), targets.folder, async () => {
		for (const path of ["", "folder"]) {
			const listed = await files.list(path, { depth: 3, limit: 100 }, never);
			for (const entry of listed.kind === "folder" ? listed.entries : []) names.add(entry.path);
		}
		return names.has("folder/a.txt");
	});
	expect([...names].filter((name) => name.includes("only-outside"))).toEqual([]);
	expect(names).toContain("folder/a.txt");
	expect(swaps).toBeGreaterThanOrEqual(tries);
});

test("searching while a folder is swapped never shows a line from outside", async () => {
	const { root } = place();
	const ripgrep = await findRipgrep();
	if (ripgrep === null) throw new Error("this test needs ripgrep on the PATH");
	const search = makeSearch({ root, ripgrep, fallback: null });
	const texts = new Set<string>();
	const query = { pattern: "needle", regex: false, caseSensitive: true, glob: "", path: "", limit: 100 };
	const swaps = await whileSwapping(join(root, "folder"), targets.folder, async () => {
		const found = await search.search(query, never);
		for (const { text } of found.kind === "matches" ? found.matches : []) texts.add(text);
		return texts.size > 0;
	});
	expect([...texts]).toEqual(["inside needle"]);
	expect(swaps).toBeGreaterThanOrEqual(tries);
});
