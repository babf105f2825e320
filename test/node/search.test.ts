/** Text is found in what git does not ignore, by ripgrep or by what stands in for it. */

import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { SearchQuery, SearchResult } from "../../src/core/ports.ts";
import { findRipgrep } from "../../src/node/ripgrep.ts";
import { makeSearch } from "../../src/node/search.ts";
import { git, makeFolder, removeFolders, writeFiles } from "../support/repositories.ts";

const never = new AbortController().signal;
const plain: SearchQuery = { pattern: "", regex: false, caseSensitive: true, glob: "", path: "", limit: 100 };

afterEach(removeFolders);

async function search(root: string, query: Partial<SearchQuery>, signal = never): Promise<SearchResult> {
	const ripgrep = await findRipgrep();
	if (ripgrep === null) throw new Error("these tests need ripgrep on the PATH");
	return makeSearch({ root, ripgrep, fallback: null }).search({ ...plain, ...query }, signal);
}

async function places(root: string, query: Partial<SearchQuery>): Promise<readonly string[]> {
	const result = await search(root, query);
	if (result.kind === "failed") throw new Error(result.text);
	return result.matches.map(({ path, line }) => `${path}:${line}`);
}

function project(): string {
	const root = makeFolder("search");
	git(root, "init", "-q");
	writeFiles(root, {
		"src/b.ts": "needle\nNeedle\r\nx needle\n",
		"src/a.ts": "a.c\nabc\n--needle\n",
		"docs/needle.md": "needle\n",
		".hidden/x.ts": "needle\n",
		".gitignore": "ignored/\n*.log\n",
		".ignore": "docs\n",
		"ignored/x.ts": "needle\n",
		"debug.log": "needle\n",
		bin: new Uint8Array([0, ...Buffer.from("needle\n")]),
	});
	return root;
}

test("matches come in path order, from hidden files too, and not from ignored, binary or git's own files", async () => {
	const root = project();
	expect(await places(root, { pattern: "needle" })).toEqual([
		".hidden/x.ts:1",
		"docs/needle.md:1",
		"src/a.ts:3",
		"src/b.ts:1",
		"src/b.ts:3",
	]);
	expect(await places(root, { pattern: "ref" })).toEqual([]);
});

test("case, regular expressions and literal text are told apart", async () => {
	const root = project();
	expect(await places(root, { pattern: "NEEDLE", caseSensitive: false, path: "src/b.ts" })).toEqual([
		"src/b.ts:1",
		"src/b.ts:2",
		"src/b.ts:3",
	]);
	expect(await places(root, { pattern: "a.c" })).toEqual(["src/a.ts:1"]);
	expect(await places(root, { pattern: "a.c", regex: true })).toEqual(["src/a.ts:1", "src/a.ts:2"]);
	expect(await places(root, { pattern: "^Needle$", regex: true })).toEqual(["src/b.ts:2"]);
	expect(await places(root, { pattern: "--needle" })).toEqual(["src/a.ts:3"]);
});

test("a glob narrows the search, never widens it to ignored files", async () => {
	const root = project();
	expect(await places(root, { pattern: "needle", glob: "*.md" })).toEqual(["docs/needle.md:1"]);
	expect(await places(root, { pattern: "needle", glob: "src/**" })).toEqual(["src/a.ts:3", "src/b.ts:1", "src/b.ts:3"]);
	expect(await places(root, { pattern: "needle", glob: "*.{md,ts}", path: "docs" })).toEqual(["docs/needle.md:1"]);
	expect(await places(root, { pattern: "needle", glob: "*.log" })).toEqual([]);
	expect(await places(root, { pattern: "needle", glob: "ignored/**" })).toEqual([]);
});

test("a line is shown without its break and cut to 300 characters", async () => {
	const root = makeFolder("search");
	writeFiles(root, {
		"a.txt": `needle\r\nneedle ${"字".repeat(1000)}\n`,
		"latin1.txt": Buffer.from("f\xfcr needle\n", "latin1"),
	});
	const result = await search(root, { pattern: "needle" });
	expect(result.kind === "matches" && result.matches.map(({ text }) => text)).toEqual([
		"needle",
		`needle ${"字".repeat(293)}`,
		"für needle",
	]);
});

test("names of every kind are reported as they are", async () => {
	const root = makeFolder("search");
	const names = ["with space", "new\nline", 'quo"te', "-dash", "ünï/字", "back\\slash", "a:1:b"];
	writeFiles(root, Object.fromEntries(names.map((name) => [name, "needle\n"])));
	expect([...(await places(root, { pattern: "needle" }))].sort()).toEqual(names.map((name) => `${name}:1`).sort());
	for (const name of names) expect(await places(root, { pattern: "needle", path: name })).toEqual([`${name}:1`]);
});

test("at the limit the search ends and says that there is more", async () => {
	const root = makeFolder("search");
	writeFileSync(join(root, "a.txt"), "needle\n".repeat(200_000));
	expect(await search(root, { pattern: "needle", limit: 3 })).toMatchObject({
		truncated: true,
		matches: [{ line: 1 }, { line: 2 }, { line: 3 }],
	});
	writeFileSync(join(root, "a.txt"), "needle\n".repeat(3));
	expect(await search(root, { pattern: "needle", limit: 3 })).toMatchObject({ truncated: false });
});

test("no link leads the search out of the checkout", async () => {
	const root = project();
	const outside = makeFolder("outside");
	writeFiles(outside, { "x.ts": "needle\n" });
	symlinkSync(outside, join(root, "out"));
	symlinkSync(join(outside, "x.ts"), join(root, "out.ts"));
	expect((await places(root, { pattern: "needle" })).filter((place) => place.startsWith("out"))).toEqual([]);
	for (const path of ["out", "out.ts", "../", "/etc", ".git"]) {
		expect(await search(root, { pattern: "needle", path }), path).toMatchObject({ kind: "failed" });
	}
});

test("a pattern that cannot be used is answered with what is wrong", async () => {
	const root = project();
	const broken = await search(root, { pattern: "a(b", regex: true });
	expect(broken.kind === "failed" && broken.text).toContain("unclosed group");
	for (const pattern of ["", "a\0b"]) expect(await search(root, { pattern })).toMatchObject({ kind: "failed" });
});

test("an aborted search rejects with the reason", async () => {
	const root = makeFolder("search");
	writeFileSync(join(root, "a.txt"), "needle\n".repeat(500_000));
	const aborting = new AbortController();
	const searching = search(root, { pattern: "needle", glob: "*.none" }, aborting.signal);
	setImmediate(() => aborting.abort(new Error("enough")));
	await expect(searching).rejects.toThrow("enough");
});

test("without ripgrep the fallback searches, and without one the reason is given", async () => {
	const fallback = { search: async (): Promise<SearchResult> => ({ kind: "matches", matches: [], truncated: false }) };
	expect(
		await makeSearch({ root: "/", ripgrep: null, fallback }).search({ ...plain, pattern: "x" }, never),
	).toMatchObject({ kind: "matches" });
	expect(
		await makeSearch({ root: "/", ripgrep: null, fallback: null }).search({ ...plain, pattern: "x" }, never),
	).toMatchObject({ kind: "failed" });
});

test("VS Code's ripgrep is found at its new and its old place, before the PATH's", async () => {
	const appRoot = makeFolder("app");
	const name = process.platform === "win32" ? "rg.exe" : "rg";
	const old = join(appRoot, "node_modules.asar.unpacked/@vscode/ripgrep/bin");
	const fresh = join(appRoot, `node_modules/@vscode/ripgrep-universal/bin/${process.platform}-${process.arch}`);
	expect(await findRipgrep(appRoot, { PATH: "relative" })).toBeNull();
	for (const folder of [old, fresh]) {
		mkdirSync(folder, { recursive: true });
		writeFileSync(join(folder, name), "", { mode: 0o755 });
		expect(await findRipgrep(appRoot)).toBe(join(folder, name));
	}
});
