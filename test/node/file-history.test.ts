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

type Versions = Awaited<ReturnType<typeof fileHistory>> extends ReadonlyMap<string, infer Each> ? Each : never;

function texts(versions: Versions | undefined): readonly (string | null)[] {
	return (versions ?? []).map(({ text }) => text);
}

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
	expect(texts(history.get("a.txt"))).toEqual(["one\n", "two\n", null]);
	expect(texts(history.get("[b] 'c'.txt"))).toEqual([null, "b\n", "b\n"]);
	expect(fingerprint(folder)).toEqual(before);
});

test("paths are those of the opened folder, also where that lies below the top of the repository", async () => {
	const folder = makeRepository({ "sub/a.txt": "one\n" });
	const history = await fileHistory(`${folder}/sub`, { paths: ["a.txt"], ...all }, never);
	expect(texts(history.get("a.txt"))).toEqual(["one\n"]);
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
	expect([texts(history.get("a.bin")), texts(history.get("big.txt"))]).toEqual([[null], [null]]);
});

test("a repository cannot make looking at its history run a program", async () => {
	const folder = makeRepository({ "a.txt": "one\n" });
	git(folder, "mv", "a.txt", "b.txt");
	commit(folder, "away");
	const planted = `touch ${folder}/ran`;
	for (const key of ["core.fsmonitor", "diff.external", "core.pager", "gpg.program", "core.sshCommand"])
		git(folder, "config", key, planted);
	git(folder, "config", "log.showSignature", "true");
	writeFiles(folder, { ".gitattributes": "* diff=x filter=x\n" });
	git(folder, "config", "diff.x.textconv", planted);
	git(folder, "config", "filter.x.smudge", planted);
	const before = fingerprint(folder);
	const history = await fileHistory(folder, { paths: ["a.txt"], ...all }, never);
	expect(texts(history.get("a.txt"))).toEqual(["one\n", "one\n"]);
	expect(fingerprint(folder)).toEqual(before);
});

/** Enough lines for git to know a file again. */
const lines = Array.from({ length: 12 }, (_, at) => `line ${at}\n`).join("");

test("a file that was moved is the same file, as often as it is moved, and where another takes its place", async () => {
	const folder = makeRepository({ "a.txt": lines, "b.txt": "b\n" });
	git(folder, "mv", "a.txt", "c.txt");
	commit(folder, "away");
	writeFiles(folder, { "c.txt": `${lines}more\n`, "a.txt": "another file\n" });
	commit(folder, "more, and another in its place");
	writeFiles(folder, { "sub/d.txt": `${lines}more\nand more\n` });
	git(folder, "rm", "-q", "c.txt");
	commit(folder, "away again, and changed");
	const history = await fileHistory(folder, { paths: ["a.txt", "b.txt"], ...all }, never);
	expect(texts(history.get("a.txt"))).toEqual([lines, lines, `${lines}more\n`, `${lines}more\nand more\n`]);
	expect(texts(history.get("b.txt"))).toEqual(["b\n", "b\n", "b\n", "b\n"]);
});

test("a file that was moved back and forth is followed, and one that was deleted is gone", async () => {
	const folder = makeRepository({ "a.txt": lines });
	git(folder, "mv", "a.txt", "b.txt");
	commit(folder, "away");
	git(folder, "mv", "b.txt", "a.txt");
	commit(folder, "back");
	git(folder, "rm", "-q", "a.txt");
	writeFiles(folder, { "new.txt": "something else\n" });
	commit(folder, "gone");
	const history = await fileHistory(folder, { paths: ["a.txt"], ...all }, never);
	expect(texts(history.get("a.txt"))).toEqual([lines, lines, lines, null]);
});

test("each version says on which it was made, so that branches can be told apart", async () => {
	const folder = makeRepository({ "a.txt": "one\n" });
	git(folder, "checkout", "-q", "-b", "side");
	writeFiles(folder, { "a.txt": "one\ntwo\n" });
	commit(folder, "side");
	git(folder, "checkout", "-q", "-");
	writeFiles(folder, { "a.txt": "zero\none\n" });
	commit(folder, "main");
	git(folder, "merge", "-q", "--no-ff", "-m", "both", "side");
	const versions = (await fileHistory(folder, { paths: ["a.txt"], ...all }, never)).get("a.txt") ?? [];
	expect(texts(versions).toSorted()).toEqual(["one\n", "one\ntwo\n", "zero\none\n", "zero\none\ntwo\n"]);
	expect(versions[0]).toEqual({ text: "one\n", after: [] });
	expect(versions.slice(1).map(({ after }) => after.toSorted())).toEqual([[0], [0], [1, 2]]);
});
