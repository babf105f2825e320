/** What a task begins with where its brief says so: the last commit, or a branch, and nothing of what lies in the folder. */

import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { makeCheckout } from "../../src/node/checkout.ts";
import { pathsOf, textsOf } from "../support/proposals.ts";
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

/** On main with a change of each kind that is not committed; the branch `other` has another `a.txt` and a file of its own. */
function dirty(): string {
	const folder = makeRepository({ "a.txt": "main\n", "gone.txt": "g\n", "staged.txt": "s\n" });
	git(folder, "checkout", "-q", "-b", "other");
	writeFiles(folder, { "a.txt": "other\n", "only.txt": "o\n" });
	commit(folder, "on other");
	git(folder, "checkout", "-q", "main");
	writeFiles(folder, { "a.txt": "edited\n", "new.txt": "n\n", "staged.txt": "more\n" });
	git(folder, "add", "staged.txt");
	rmSync(join(folder, "gone.txt"));
	return folder;
}

const overlays = [{ path: "a.txt", bytes: Buffer.from("unsaved\n") }];

async function failureOf(folder: string, base: string): Promise<string> {
	const made = await makeCheckout(checkoutOptions(folder, { base }), never);
	return made.kind === "failed" ? made.text : "made";
}

test("with the base HEAD nothing that is not committed is in the checkout, and the folder is not touched", async () => {
	const folder = dirty();
	const before = fingerprint(folder);
	const { facts, checkout } = await checkOut(folder, { base: "HEAD", overlays });
	expect(contents(facts.root)).toEqual({ "a.txt": "main\n", "gone.txt": "g\n", "staged.txt": "s\n" });
	expect(fingerprint(folder)).toEqual(before);
	expect(git(facts.root, "rev-parse", "HEAD^").trim()).toBe(git(folder, "rev-parse", "main").trim());
	expect(facts.notes[0]).toMatch(/^Taken from the last commit \([0-9a-f]{10}\), without the uncommitted work\.$/);
	expect(await pathsOf(checkout)).toEqual([]);
	writeFiles(facts.root, { "a.txt": "agent\n" });
	expect(await textsOf(checkout)).toEqual({ "a.txt": ["main\n", "agent\n"] });
});

test("with the base working-tree everything that lies there is in it, unsaved text too", async () => {
	const { facts } = await checkOut(dirty(), { base: "working-tree", overlays });
	expect(contents(facts.root)).toEqual({ "a.txt": "unsaved\n", "new.txt": "n\n", "staged.txt": "more\n" });
	expect(facts.notes).toEqual([]);
});

test("with a branch as the base its files are there, and what changes is compared with them", async () => {
	const folder = dirty();
	const before = fingerprint(folder);
	const { facts, checkout } = await checkOut(folder, { base: "other", overlays });
	expect(contents(facts.root)).toMatchObject({ "a.txt": "other\n", "only.txt": "o\n" });
	expect(facts.notes[0]).toMatch(/^Taken from “other” \([0-9a-f]{10}\), not from what is checked out/);
	expect(git(facts.root, "rev-parse", "HEAD^").trim()).toBe(git(folder, "rev-parse", "other").trim());
	expect(git(facts.root, "status", "--porcelain")).toBe("");
	expect(fingerprint(folder)).toEqual(before);
	writeFiles(facts.root, { "a.txt": "agent\n" });
	expect(await textsOf(checkout)).toEqual({ "a.txt": ["other\n", "agent\n"] });
});

test("a name that is a tag, a remote's branch and a branch means the branch", async () => {
	const folder = dirty();
	git(folder, "tag", "other", "main");
	git(folder, "update-ref", "refs/remotes/other", "main");
	expect(contents((await checkOut(folder, { base: "other" })).facts.root)["a.txt"]).toBe("other\n");
});

test.each(["origin/feature", "v1", "deep/er/name", "other~1", "täg"])("the base %s is found", async (base) => {
	const folder = dirty();
	git(folder, "update-ref", "refs/remotes/origin/feature", "other");
	git(folder, "tag", "-a", "-m", "one", "v1", "other");
	git(folder, "branch", "deep/er/name", "other");
	git(folder, "branch", "täg", "other");
	const { facts } = await checkOut(folder, { base });
	expect(contents(facts.root)["a.txt"]).toBe(base === "other~1" ? "main\n" : "other\n");
});

test("a commit can be named by its hash", async () => {
	const folder = dirty();
	const { facts } = await checkOut(folder, { base: git(folder, "rev-parse", "other").trim() });
	expect(contents(facts.root)["only.txt"]).toBe("o\n");
});

const refused = [
	...["nowhere", "-q", "--all", "--upload-pack=touch x", "main:a.txt", ":/main", ":a.txt", "^main", "main^{/first}"],
	...[
		"main..other",
		"other ",
		"a\nb",
		"@{-1}",
		"main@{upstream}",
		"../other",
		"refs/heads",
		"\u202eother",
		"main^{tree}",
	],
];

test.each(refused)("the base %j is refused with a sentence, and nothing is left behind", async (base) => {
	const folder = dirty();
	const options = checkoutOptions(folder, { base });
	const before = fingerprint(folder);
	const made = await makeCheckout(options, never);
	expect(made).toMatchObject({ kind: "failed", text: expect.stringContaining("has no branch or commit of that name") });
	expect(made.kind === "failed" && /[\n\u202e]/.test(made.text)).toBe(false);
	expect(fingerprint(folder)).toEqual(before);
	expect(contents(options.storage)).toEqual({});
});

test("a branch whose name is an option is taken for neither", async () => {
	const folder = dirty();
	git(folder, "update-ref", "refs/heads/--help", "other");
	expect(await failureOf(folder, "--help")).toContain("no branch or commit");
});

test("a detached HEAD is where it is", async () => {
	const folder = dirty();
	git(folder, "checkout", "-q", "-f", "--detach", "other");
	writeFiles(folder, { "a.txt": "edited\n" });
	expect(contents((await checkOut(folder, { base: "HEAD" })).facts.root)["a.txt"]).toBe("other\n");
	expect(contents((await checkOut(folder, { base: "main" })).facts.root)["a.txt"]).toBe("main\n");
});

test("before the first commit there is no HEAD to begin with", async () => {
	const folder = join(makeFolder("unborn"), "p");
	mkdirSync(folder);
	git(folder, "init", "-q");
	writeFiles(folder, { "a.txt": "a\n" });
	expect(await failureOf(folder, "HEAD")).toContain("has no commit yet");
	expect(await failureOf(folder, "main")).toContain("no branch or commit");
});

test("a plain folder, and an ignored one, have no other base", async () => {
	const plain = makeFolder("plain");
	writeFiles(plain, { "a.txt": "a\n" });
	expect(await failureOf(plain, "HEAD")).toContain("is in no git repository");
	const folder = makeRepository({ "a.txt": "a\n", ".gitignore": "scratch\n" });
	writeFiles(folder, { "scratch/note.txt": "n\n" });
	expect(await failureOf(join(folder, "scratch"), "main")).toContain("is in no git repository");
});

test("a linked work tree has its own HEAD, and the branches of all", async () => {
	const folder = dirty();
	const tree = join(makeFolder("linked"), "tree");
	git(folder, "worktree", "add", "-q", tree, "other");
	writeFiles(tree, { "a.txt": "edited\n" });
	expect(contents((await checkOut(tree, { base: "HEAD" })).facts.root)["a.txt"]).toBe("other\n");
	expect(contents((await checkOut(tree, { base: "main" })).facts.root)["a.txt"]).toBe("main\n");
});

test("of a branch the opened subfolder is offered, also where the branch has it not", async () => {
	const folder = makeRepository({ "root.txt": "r\n" });
	git(folder, "branch", "bare");
	writeFiles(folder, { "packages/a/index.ts": "a\n" });
	commit(folder, "package");
	const { facts, checkout } = await checkOut(join(folder, "packages", "a"), { base: "bare" });
	expect(contents(facts.root)).toEqual({});
	writeFiles(facts.root, { "index.ts": "made\n" });
	expect(await textsOf(checkout)).toEqual({ "index.ts": [null, "made\n"] });
});

test("no hook, filter or file monitor of the repository runs for it", async () => {
	const folder = makeRepository({ "a.txt": "a\n", ".gitattributes": "* filter=trap\n" });
	git(folder, "branch", "other");
	const trap = join(makeFolder("trap"), "ran");
	for (const key of ["core.fsmonitor", "filter.trap.smudge", "filter.trap.clean", "core.sshCommand"])
		git(folder, "config", key, `touch ${trap}`);
	writeFiles(folder, { ".git/hooks/post-checkout": `#!/bin/sh\ntouch ${trap}\n` });
	chmodSync(join(folder, ".git/hooks/post-checkout"), 0o755);
	await checkOut(folder, { base: "other" });
	expect(contents(join(trap, ".."))).toEqual({});
});

test("a branch of which a partial clone has not every file fails with a sentence, and fetches nothing", async () => {
	const origin = makeRepository({ "a.txt": "main\n" });
	git(origin, "config", "uploadpack.allowFilter", "true");
	git(origin, "checkout", "-q", "-b", "other");
	writeFiles(origin, { "a.txt": "other\n", "only.txt": "o\n" });
	commit(origin, "on other");
	git(origin, "checkout", "-q", "main");
	const folder = join(makeFolder("partial"), "p");
	git(origin, "clone", "-q", "--filter=blob:none", `file://${origin}`, folder);
	const before = fingerprint(folder);
	expect(await failureOf(folder, "origin/other")).toContain("The checkout could not be made.");
	expect(contents((await checkOut(folder, { base: "HEAD" })).facts.root)).toEqual({ "a.txt": "main\n" });
	expect(fingerprint(folder)).toEqual(before);
});
