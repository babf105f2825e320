/** What the agent changed is found exactly, and nothing that it planted is run while looking. */

import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { makeCheckout, openCheckout } from "../../src/node/checkout.ts";
import { ownerOf } from "../../src/node/owner.ts";
import { changesOf, pathsOf, textsOf } from "../support/proposals.ts";
import {
	checkOut,
	checkoutOptions,
	commit,
	git,
	makeFolder,
	makeRepository,
	removeFolders,
	writeFiles,
} from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

const lines = Array.from({ length: 40 }, (_, at) => `line ${at}\n`).join("");

test("added, modified, deleted, renamed, binary and executable files are told apart, in path order", async () => {
	const folder = makeRepository({
		"a.txt": lines,
		"gone.txt": "1\n2\n",
		"move.txt": lines,
		"run.sh": "#!/bin/sh\n",
		".gitignore": "*.log\n",
	});
	const { facts, checkout } = await checkOut(folder);
	writeFiles(facts.root, {
		"a.txt": lines.replace("line 3\n", "changed\nmore\n"),
		"b.bin": new Uint8Array([0, 1, 2]),
		"debug.log": "ignored\n",
		"z/new.txt": "x\ny\nz\n",
	});
	mkdirSync(join(facts.root, "moved"));
	renameSync(join(facts.root, "move.txt"), join(facts.root, "moved/to.txt"));
	rmSync(join(facts.root, "gone.txt"));
	chmodSync(join(facts.root, "run.sh"), 0o755);
	symlinkSync("a.txt", join(facts.root, "link"));
	const changes = await changesOf(checkout);
	expect(changes.map(({ version, baseMode, ...change }) => change)).toEqual([
		{ path: "a.txt", kind: "modified", binary: false, added: 2, removed: 1, mode: 0o100644 },
		{ path: "b.bin", kind: "added", binary: true, added: 0, removed: 0, mode: 0o100644 },
		{ path: "gone.txt", kind: "deleted", binary: false, added: 0, removed: 2, mode: 0o100644 },
		{ path: "link", kind: "added", binary: false, added: 1, removed: 0, mode: 0o120000 },
		{ path: "moved/to.txt", from: "move.txt", kind: "renamed", binary: false, added: 0, removed: 0, mode: 0o100644 },
		{ path: "run.sh", kind: "modified", binary: false, added: 0, removed: 0, mode: 0o100755 },
		{ path: "z/new.txt", kind: "added", binary: false, added: 3, removed: 0, mode: 0o100644 },
	]);
	expect(await textsOf(checkout)).toMatchObject({
		link: [null, "a.txt"],
		"gone.txt": ["1\n2\n", null],
		"moved/to.txt": [lines, lines],
		"z/new.txt": [null, "x\ny\nz\n"],
		"b.bin": [null, "\0\u0001\u0002"],
	});
});

test("a change's version is the same until one of its sides or its mode is another", async () => {
	const { facts, checkout } = await checkOut(makeRepository({ "a.txt": "1\n" }));
	const version = async () => (await changesOf(checkout))[0]?.version;
	writeFiles(facts.root, { "a.txt": "2\n" });
	const first = await version();
	expect(await version()).toBe(first);
	writeFiles(facts.root, { "a.txt": "3\n" });
	const second = await version();
	chmodSync(join(facts.root, "a.txt"), 0o755);
	expect(new Set([first, second, await version()]).size).toBe(3);
	writeFiles(facts.root, { "a.txt": "2\n" });
	chmodSync(join(facts.root, "a.txt"), 0o644);
	expect(await version()).toBe(first);
});

test("what is proposed is what was found, whatever a process does to the file afterwards, until it is looked for again", async () => {
	const folder = makeRepository({ "sub/a.txt": "1\n", "sub/gone.txt": "1\n", "sub/same.txt": "1\n" });
	const given = checkoutOptions(join(folder, "sub"));
	const made = await makeCheckout(given, never);
	if (made.kind === "failed") throw new Error(made.text);
	const { checkout, facts } = made;
	writeFiles(facts.root, { "a.txt": "harmless\n", "new.txt": "new\r\n" });
	symlinkSync("a.txt", join(facts.root, "link"));
	rmSync(join(facts.root, "gone.txt"));
	const found = await changesOf(checkout);
	for (const name of ["a.txt", "new.txt", "gone.txt"]) writeFiles(facts.root, { [name]: "evil\n" });
	rmSync(join(facts.root, "link"));
	symlinkSync("/etc/passwd", join(facts.root, "link"));
	const opened = await openCheckout(facts, { storage: given.storage }, never);
	if (opened.kind === "failed") throw new Error(opened.text);
	const asFound = {
		"a.txt": ["1\n", "harmless\n"],
		"gone.txt": ["1\n", null],
		link: [null, "a.txt"],
		"new.txt": [null, "new\r\n"],
	};
	for (const each of [checkout, opened.checkout]) expect(await textsOf(each, found)).toEqual(asFound);
	const [second] = await changesOf(opened.checkout);
	expect(second?.path).toBe("a.txt");
	expect(second?.version).not.toBe(found[0]?.version);
	expect(await textsOf(checkout)).toMatchObject({ "a.txt": ["1\n", "evil\n"] });
	expect(await textsOf(checkout, found)).toEqual(asFound);
});

test("a git that is planted in the workspace or the checkout is not run, whatever the editor's PATH says", async () => {
	const folder = makeRepository({ "a.txt": "1\n" });
	const marker = join(makeFolder("marker"), "ran");
	const planted = `#!/bin/sh\ntouch '${marker}'\nPATH='${process.env.PATH}' exec git "$@"\n`;
	writeFiles(folder, { git: planted, "bin/git": planted, ".gitignore": "git\n" });
	for (const name of ["git", "bin/git"]) chmodSync(join(folder, name), 0o755);
	for (const entry of [".", "", "bin", "./bin/../"]) {
		vi.stubEnv("PATH", `${entry}:${process.env.PATH}`);
		try {
			const { facts, checkout } = await checkOut(folder);
			writeFiles(facts.root, { git: planted, "bin/git": planted, "a.txt": "2\n" });
			for (const name of ["git", "bin/git"]) chmodSync(join(facts.root, name), 0o755);
			expect(await pathsOf(checkout)).toContain("a.txt");
			await textsOf(checkout);
			await ownerOf(folder);
		} finally {
			vi.unstubAllEnvs();
		}
	}
	expect(existsSync(marker)).toBe(false);
	// The trap itself works: looked up by its name, the planted one is found.
	execFileSync("git", ["--version"], { cwd: folder, env: { PATH: `.:${process.env.PATH}` } });
	expect(existsSync(marker)).toBe(true);
});

test("an edit of the same length with its time set back is found", async () => {
	const { facts, checkout } = await checkOut(makeRepository({ "a.txt": "one\n", "b.txt": "one\n" }));
	const file = join(facts.root, "a.txt");
	writeFileSync(file, "two\n");
	utimesSync(file, 1, 1);
	expect(await pathsOf(checkout)).toEqual(["a.txt"]);
	writeFileSync(join(facts.root, "b.txt"), "two\n");
	expect(await pathsOf(checkout)).toEqual(["a.txt", "b.txt"]);
});

test("the agent's own commits, resets and branches do not hide what it changed", async () => {
	const { facts, checkout } = await checkOut(makeRepository({ "a.txt": "1\n", "b.txt": "1\n" }));
	writeFiles(facts.root, { "a.txt": "2\n", "c.txt": "c\n" });
	commit(facts.root, "agent's");
	writeFiles(facts.root, { "b.txt": "2\n" });
	const paths = async () => await pathsOf(checkout);
	expect(await paths()).toEqual(["a.txt", "b.txt", "c.txt"]);
	git(facts.root, "checkout", "-q", "--orphan", "elsewhere");
	git(facts.root, "rm", "-rqf", "--cached", ".");
	expect(await paths()).toEqual(["a.txt", "b.txt", "c.txt"]);
	rmSync(join(facts.root, ".git"), { recursive: true });
	expect(await paths()).toEqual(["a.txt", "b.txt", "c.txt"]);
});

test("what the agent plants in git's configuration, attributes and hooks is not run", async () => {
	const { facts, checkout } = await checkOut(makeRepository({ "a.txt": "1\n", "sub/b.txt": "1\n" }));
	const marker = join(makeFolder("marker"), "ran");
	plant(facts.root, marker);
	const nested = join(facts.root, "sub");
	git(nested, "init", "-q");
	plant(nested, marker);
	const fresh = join(facts.root, "fresh");
	mkdirSync(fresh);
	git(fresh, "init", "-q");
	writeFiles(fresh, { "n.txt": "n\n" });
	git(fresh, "add", "n.txt");
	git(fresh, "commit", "-q", "-m", "nested");
	plant(fresh, marker);
	writeFiles(facts.root, { "a.txt": "2\n", "sub/b.txt": "2\n", "sub/new.txt": "new\n" });
	const changes = await changesOf(checkout);
	await textsOf(checkout, changes);
	expect(changes.map(({ path }) => path)).toEqual([
		".gitattributes",
		"a.txt",
		"fresh/.gitattributes",
		"fresh/n.txt",
		"sub/.gitattributes",
		"sub/b.txt",
		"sub/new.txt",
	]);
	expect(existsSync(marker)).toBe(false);
	// The trap itself works: a git that trusts the folder springs it.
	git(facts.root, "status");
	expect(existsSync(marker)).toBe(true);
});

function plant(folder: string, marker: string): void {
	const command = `touch '${marker}'; cat`;
	for (const key of [
		"core.fsmonitor",
		"filter.x.clean",
		"filter.x.smudge",
		"diff.x.textconv",
		"diff.x.command",
		"diff.external",
	]) {
		git(folder, "config", key, command);
	}
	git(folder, "config", "filter.x.required", "true");
	writeFiles(folder, {
		".gitattributes": "* filter=x diff=x working-tree-encoding=UTF-16 ident text eol=crlf\n",
		".git/hooks/post-index-change": `#!/bin/sh\ntouch '${marker}'\n`,
	});
	chmodSync(join(folder, ".git/hooks/post-index-change"), 0o755);
}

test("files, folders and links that take each other's place are changes, and no link is followed", async () => {
	const { facts, checkout } = await checkOut(
		makeRepository({ "dir/a.txt": "a\n", file: "f\n", "other/b.txt": "b\n", pipe: "p\n" }),
	);
	const outside = makeFolder("outside");
	writeFiles(outside, { "a.txt": "outside\n" });
	rmSync(join(facts.root, "dir"), { recursive: true });
	symlinkSync(outside, join(facts.root, "dir"));
	rmSync(join(facts.root, "file"));
	writeFiles(facts.root, { "file/inner.txt": "1\n2\n" });
	rmSync(join(facts.root, "other"), { recursive: true });
	writeFiles(facts.root, { other: "now a file\n" });
	rmSync(join(facts.root, "pipe"));
	execFileSync("mkfifo", [join(facts.root, "pipe")]);
	const changes = await changesOf(checkout);
	expect(changes.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
		"added dir",
		"deleted dir/a.txt",
		"deleted file",
		"added file/inner.txt",
		"added other",
		"deleted other/b.txt",
		"deleted pipe",
	]);
	expect(await textsOf(checkout, changes)).toMatchObject({ "dir/a.txt": ["a\n", null], dir: [null, outside] });
});

test("names that git itself refuses do not keep the rest from being found", async () => {
	const { facts, checkout } = await checkOut(makeRepository({ "a.txt": "1\n" }));
	writeFiles(facts.root, { "a.txt": "2\n", "sub/.GIT/config": "x", "b/.git/stray": "x", "b/c.txt": "c\n" });
	symlinkSync("a.txt", join(facts.root, ".gitmodules"));
	expect(await pathsOf(checkout)).toEqual(["a.txt", "b/c.txt"]);
});

test("a checkout whose folder was replaced is refused", async () => {
	const { facts, checkout } = await checkOut(makeRepository({ "a.txt": "1\n" }));
	renameSync(facts.root, `${facts.root}-away`);
	symlinkSync("/etc", facts.root);
	await expect(changesOf(checkout)).rejects.toThrow("was moved or deleted");
});

test("300 changed files among 3,600 are found, each with its counts", async () => {
	const files = Object.fromEntries(
		Array.from({ length: 3_600 }, (_, at) => [`src/${at % 60}/file${at}.ts`, `${at}\n${lines}`]),
	);
	const { facts, checkout } = await checkOut(makeRepository(files));
	for (const path of Object.keys(files).slice(0, 300)) writeFiles(facts.root, { [path]: `${files[path]}more\n` });
	const [first, second] = [await timed(() => changesOf(checkout)), await timed(() => changesOf(checkout))];
	expect(second.result).toEqual(first.result);
	expect(first.result).toHaveLength(300);
	expect(first.result.every(({ added, removed }) => added === 1 && removed === 0)).toBe(true);
	console.info(`changes: ${Math.round(first.ms)} ms, then ${Math.round(second.ms)} ms`);
});

async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
	const start = performance.now();
	const result = await work();
	return { result, ms: performance.now() - start };
}
