/** Every kind of repository can be checked out. */

import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { makeCheckout, openCheckout } from "../../src/node/checkout.ts";
import { changesOf, pathsOf, textsOf } from "../support/proposals.ts";
import {
	checkOut,
	checkoutOptions,
	commit,
	contents,
	fingerprint,
	git,
	makeFolder,
	makeRepository,
	removeFolders,
	writeFiles,
} from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

test("a repository without a commit is checked out with what is staged and what is not", async () => {
	const folder = join(makeFolder("unborn"), "p");
	mkdirSync(folder);
	git(folder, "init", "-q");
	writeFiles(folder, { "a.txt": "a\n", "b.txt": "b\n" });
	git(folder, "add", "a.txt");
	const { facts } = await checkOut(folder);
	expect(contents(facts.root)).toEqual({ "a.txt": "a\n", "b.txt": "b\n" });
	expect(git(facts.root, "rev-list", "--count", "HEAD").trim()).toBe("1");
});

test("a detached HEAD is the parent of the snapshot", async () => {
	const folder = makeRepository({ "a.txt": "1\n" });
	const first = git(folder, "rev-parse", "HEAD").trim();
	writeFiles(folder, { "a.txt": "2\n" });
	commit(folder, "second");
	git(folder, "checkout", "-q", first);
	const { facts } = await checkOut(folder);
	expect(contents(facts.root)).toEqual({ "a.txt": "1\n" });
	expect(git(facts.root, "rev-parse", "HEAD^").trim()).toBe(first);
});

test("of an opened subfolder the whole repository is checked out, and only its own changes are offered", async () => {
	const folder = makeRepository({ "root.txt": "r\n", "packages/a/index.ts": "a\n", "packages/b/index.ts": "b\n" });
	const { facts, checkout } = await checkOut(join(folder, "packages", "a"));
	expect(facts.root.endsWith("/project/packages/a")).toBe(true);
	expect(contents(join(facts.root, "../.."))).toMatchObject({ "root.txt": "r\n", "packages/b/index.ts": "b\n" });
	writeFiles(facts.root, { "index.ts": "changed\n", "../b/index.ts": "changed\n", "../../root.txt": "changed\n" });
	expect(await pathsOf(checkout)).toEqual(["index.ts"]);
	expect(await textsOf(checkout)).toEqual({ "index.ts": ["a\n", "changed\n"] });
	expect(facts.notes[0]).toContain("only changes in packages/a are offered");
});

test("an ignored folder opened by itself is a plain folder", async () => {
	const folder = makeRepository({ "a.txt": "a\n", ".gitignore": "scratch\n" });
	writeFiles(folder, { "scratch/note.txt": "n\n" });
	const { facts } = await checkOut(join(folder, "scratch"));
	expect(contents(facts.root)).toEqual({ "note.txt": "n\n" });
	expect(git(facts.root, "rev-list", "--count", "HEAD").trim()).toBe("1");
});

test("a linked work tree, a shared clone and a shallow clone are workspaces like any other", async () => {
	const origin = makeRepository({ "a.txt": "1\n" });
	writeFiles(origin, { "a.txt": "2\n" });
	commit(origin, "second");
	const beside = join(origin, "..");
	git(origin, "worktree", "add", "-q", "-b", "other", join(beside, "linked"));
	git(beside, "clone", "-q", "--shared", origin, "shared");
	git(beside, "clone", "-q", "--depth=1", `file://${origin}`, "shallow");
	for (const name of ["linked", "shared", "shallow"]) {
		const folder = join(beside, name);
		writeFiles(folder, { "new.txt": name });
		const before = fingerprint(beside);
		const { facts, checkout } = await checkOut(folder);
		expect(contents(facts.root)).toEqual({ "a.txt": "2\n", "new.txt": name });
		expect(git(facts.root, "log", "--format=%s").split("\n")[1]).toBe("second");
		git(facts.root, "fsck", "--no-dangling");
		expect(await changesOf(checkout)).toEqual([]);
		expect(fingerprint(beside)).toEqual(before);
	}
});

test("submodules and repositories in folders are left out, and said so", async () => {
	const library = makeRepository({ "lib.txt": "l\n" });
	const folder = makeRepository({ "a.txt": "a\n" });
	git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library, "lib/x");
	commit(folder, "submodule");
	mkdirSync(join(folder, "nested"));
	git(join(folder, "nested"), "init", "-q");
	writeFiles(folder, { "nested/n.txt": "n\n" });
	const { facts, checkout } = await checkOut(folder);
	expect(Object.keys(contents(facts.root))).toEqual([".gitmodules", "a.txt"]);
	expect(facts.notes).toEqual(["The submodule lib/x was left out.", "The nested repository nested was left out."]);
	expect(await changesOf(checkout)).toEqual([]);
	expect(git(facts.root, "status", "--porcelain")).toBe("");
});

test("a repository with SHA-256 names works the same", async () => {
	const folder = join(makeFolder("sha256"), "p");
	mkdirSync(folder);
	git(folder, "init", "-q", "--object-format=sha256");
	writeFiles(folder, { "a.txt": "a\n" });
	commit(folder, "first");
	const { facts, checkout } = await checkOut(folder);
	expect(facts.base).toHaveLength(64);
	writeFiles(facts.root, { "a.txt": "b\n" });
	expect(await changesOf(checkout)).toMatchObject([{ path: "a.txt", kind: "modified" }]);
});

test("in the middle of a merge the files are taken with their conflict markers", async () => {
	const folder = makeRepository({ "a.txt": "base\n" });
	git(folder, "checkout", "-q", "-b", "theirs");
	writeFiles(folder, { "a.txt": "theirs\n" });
	commit(folder, "theirs");
	git(folder, "checkout", "-q", "main");
	writeFiles(folder, { "a.txt": "ours\n" });
	commit(folder, "ours");
	expect(() => git(folder, "merge", "theirs")).toThrow();
	const before = fingerprint(folder);
	const { facts, checkout } = await checkOut(folder);
	expect(contents(facts.root)["a.txt"]).toContain("<<<<<<<");
	expect(facts.notes).toEqual(["A merge is in progress: the files were taken as they are now."]);
	expect(await changesOf(checkout)).toEqual([]);
	expect(fingerprint(folder)).toEqual(before);
});

test.each([
	["folders", ["--cone"]],
	["folders and a sparse index", ["--cone", "--sparse-index"]],
	["patterns", ["--no-cone"]],
])("what a sparse checkout by %s keeps off the disk is left out and is no change", async (_by, how) => {
	const folder = makeRepository({ "in/a.txt": "a\n", "out/b.txt": "b\n" });
	git(folder, "sparse-checkout", "set", ...how, "in");
	const before = fingerprint(folder);
	const { facts, checkout } = await checkOut(folder);
	expect(contents(facts.root)).toEqual({ "in/a.txt": "a\n" });
	expect(facts.notes).toEqual(["What a sparse checkout keeps off the disk was left out (files: 1)."]);
	writeFiles(facts.root, { "in/a.txt": "changed\n" });
	expect(await pathsOf(checkout)).toEqual(["in/a.txt"]);
	expect(await textsOf(checkout)).toEqual({ "in/a.txt": ["a\n", "changed\n"] });
	expect(git(facts.root, "status", "--porcelain")).toBe(" M in/a.txt\n");
	expect(fingerprint(folder)).toEqual(before);
});

test.each(["packed", "loose"])(
	"a history that is rewritten and collected in the workspace takes nothing from the task (%s objects)",
	async (how) => {
		const folder = makeRepository({ "a.txt": "1\n", "sub/kept.txt": "kept\n", "sub/move.txt": "moved\nmoved\n" });
		if (how === "packed") git(folder, "gc", "-q");
		const given = checkoutOptions(folder);
		const made = await makeCheckout(given, never);
		if (made.kind === "failed") throw new Error(made.text);
		rmSync(join(folder, "sub"), { recursive: true });
		writeFiles(folder, { "a.txt": "9\n" });
		git(folder, "add", "-A");
		git(folder, "commit", "-q", "--amend", "-m", "rewritten");
		git(folder, "reflog", "expire", "--expire=now", "--all");
		git(folder, "gc", "-q", "--prune=now");
		expect(() => git(folder, "cat-file", "-e", `${made.facts.base}^{tree}`)).toThrow();
		const opened = await openCheckout(made.facts, { storage: given.storage }, never);
		if (opened.kind === "failed") throw new Error(opened.text);
		const { checkout } = opened;
		writeFiles(made.facts.root, { "a.txt": "2\n" });
		renameSync(join(made.facts.root, "sub/move.txt"), join(made.facts.root, "moved.txt"));
		expect((await changesOf(checkout)).map(({ kind, path }) => `${kind} ${path}`)).toEqual([
			"modified a.txt",
			"renamed moved.txt",
		]);
		rmSync(join(made.facts.root, "sub/kept.txt"));
		expect(await textsOf(checkout)).toEqual({
			"a.txt": ["1\n", "2\n"],
			"moved.txt": ["moved\nmoved\n", "moved\nmoved\n"],
			"sub/kept.txt": ["kept\n", null],
		});
		git(made.facts.root, "checkout", "-q", "HEAD", "--", "sub");
		expect(contents(made.facts.root)["sub/kept.txt"]).toBe("kept\n");
	},
);

test("a file that git was told to assume unchanged is taken as it is on disk", async () => {
	const folder = makeRepository({ "a.txt": "a\n", "b.txt": "b\n" });
	git(folder, "update-index", "--assume-unchanged", "a.txt");
	git(folder, "update-index", "--skip-worktree", "b.txt");
	writeFiles(folder, { "a.txt": "local a\n", "b.txt": "local b\n" });
	const { facts } = await checkOut(folder);
	expect(contents(facts.root)).toEqual({ "a.txt": "local a\n", "b.txt": "local b\n" });
});

test("a split index is read without touching it", async () => {
	const folder = makeRepository({ "a.txt": "a\n" });
	git(folder, "update-index", "--split-index");
	writeFiles(folder, { "b.txt": "b\n" });
	git(folder, "add", "b.txt");
	const before = fingerprint(folder);
	const { facts } = await checkOut(folder);
	expect(contents(facts.root)).toEqual({ "a.txt": "a\n", "b.txt": "b\n" });
	expect(fingerprint(folder)).toEqual(before);
});
