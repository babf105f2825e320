/** What became of files in the person's history, with real git. */

import { afterAll, expect, test } from "vitest";
import { fileHistory } from "../../src/node/file-history.ts";
import {
	commit,
	fingerprint,
	git,
	makeFolder,
	makeRepository,
	removeFolders,
	writeFiles,
} from "../support/repositories.ts";

afterAll(removeFolders);

const never = new AbortController().signal;
const all = { since: 0, until: Date.now() + 1e9 };

test("the texts after each commit that touched the files, oldest first, and null where a commit has none", async () => {
	const folder = makeRepository({ "a.txt": "one\n", "other.txt": "x\n" });
	writeFiles(folder, { "a.txt": "two\n", "[b] 'c'.txt": "b\n" });
	commit(folder, "two");
	writeFiles(folder, { "other.txt": "y\n" });
	commit(folder, "another file");
	git(folder, "rm", "-q", "a.txt");
	commit(folder, "gone");
	const before = fingerprint(folder);
	const history = await fileHistory(folder, { paths: ["a.txt", "[b] 'c'.txt"], ...all }, never);
	expect(history.get("a.txt")).toEqual(["one\n", "two\n", null]);
	expect(history.get("[b] 'c'.txt")).toEqual([null, "b\n", "b\n"]);
	expect(fingerprint(folder)).toEqual(before);
});

test("paths are those of the opened folder, also where that lies below the top of the repository", async () => {
	const folder = makeRepository({ "sub/a.txt": "one\n" });
	expect((await fileHistory(`${folder}/sub`, { paths: ["a.txt"], ...all }, never)).get("a.txt")).toEqual(["one\n"]);
});

test("commits outside of the time are left out", async () => {
	const folder = makeRepository({ "a.txt": "one\n" });
	expect((await fileHistory(folder, { paths: ["a.txt"], since: 0, until: 86_400_000 }, never)).get("a.txt")).toEqual(
		[],
	);
});

test("a plain folder and a repository without a commit have no history", async () => {
	const plain = makeFolder();
	writeFiles(plain, { "a.txt": "one\n" });
	expect(await fileHistory(plain, { paths: ["a.txt"], ...all }, never)).toEqual(new Map());
	git(plain, "init", "-q");
	expect((await fileHistory(plain, { paths: ["a.txt"], ...all }, never)).get("a.txt")).toEqual([]);
});

test("a binary file and one that is too large have no text", async () => {
	const folder = makeRepository({ "a.bin": new Uint8Array([1, 0, 2]), "big.txt": "x".repeat(1_000_001) });
	const history = await fileHistory(folder, { paths: ["a.bin", "big.txt"], ...all }, never);
	expect([history.get("a.bin"), history.get("big.txt")]).toEqual([[null], [null]]);
});

test("a repository cannot make looking at its history run a program", async () => {
	const folder = makeRepository({ "a.txt": "one\n" });
	const planted = `touch ${folder}/ran`;
	for (const key of ["core.fsmonitor", "diff.external", "core.pager", "gpg.program", "core.sshCommand"])
		git(folder, "config", key, planted);
	git(folder, "config", "log.showSignature", "true");
	writeFiles(folder, { ".gitattributes": "* diff=x filter=x\n" });
	git(folder, "config", "diff.x.textconv", planted);
	git(folder, "config", "filter.x.smudge", planted);
	const before = fingerprint(folder);
	expect((await fileHistory(folder, { paths: ["a.txt"], ...all }, never)).get("a.txt")).toEqual(["one\n"]);
	expect(fingerprint(folder)).toEqual(before);
});
