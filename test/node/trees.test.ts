/** A tree has exactly the base and the files that were accepted, and commands run in it as in the checkout. */

import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { checkOutSandboxed, laid, runIn } from "../support/laid-trees.ts";
import {
	contents,
	fingerprint,
	git,
	makeFolder,
	makeRepository,
	removeFolders,
	writeFiles,
} from "../support/repositories.ts";

const [program, link] = [0o100755, 0o120000];

afterEach(removeFolders);

test("a tree holds the base with exactly the accepted files: edits, new, gone, moved, programs and links", async () => {
	const folder = makeRepository({
		"a.txt": "a\n",
		"b.txt": "b\n",
		"old.txt": "o\n",
		"gone.txt": "g\n",
		"x/y.txt": "y\n",
	});
	const task = await checkOutSandboxed(folder);
	writeFiles(task.facts.root, { "a.txt": "the agent's\n", "b.txt": "the agent's\n", "unseen.txt": "the agent's\n" });
	const tree = await laid(task, [
		{ path: "a.txt", text: "half of it\n" },
		{ path: "moved/new name.txt", origin: "old.txt", text: "o\n", mode: program },
		{ path: "gone.txt", text: null },
		{ path: "made.sh", origin: null, text: "#!/bin/sh\necho made\n", mode: program },
		{ path: "link", origin: null, text: "/etc/passwd", mode: link },
		{ path: "x", origin: null, text: "a file where a folder was\n" },
		{ path: "x/y.txt", text: null },
	]);
	const { root } = tree.shell.guard();
	expect(contents(root)).toEqual({
		"a.txt": "half of it\n",
		"b.txt": "b\n",
		link: "-> /etc/passwd",
		"made.sh": "#!/bin/sh\necho made\n",
		"moved/new name.txt": "o\n",
		x: "a file where a folder was\n",
	});
	expect(lstatSync(join(root, "moved/new name.txt")).mode & 0o111).toBe(0o111);
	expect(lstatSync(join(root, "a.txt")).mode & 0o111).toBe(0);
	expect(
		await runIn(tree, "git status --porcelain; git rev-parse HEAD^{tree}; git log --format=%s; ./made.sh"),
	).toEqual({
		output: `${tree.tree}\nWhat was accepted\nWhat the workspace held when the task began\nfirst\nmade\n`,
		exitCode: 0,
	});
	const same = await laid(task, [{ path: "a.txt", text: "half of it\n" }]);
	expect(same.tree).not.toBe(tree.tree);
	expect((await laid(task, [{ path: "a.txt", text: "half of it\n" }])).tree).toBe(same.tree);
	expect((await laid(task, [])).tree).toBe(git(folder, "rev-parse", "HEAD^{tree}").trim());
});

test("a test passes on one accepted set and fails on another, with the installed packages of the checkout", async () => {
	const folder = makeRepository({
		".gitignore": "node_modules\n",
		"package.json": '{"type":"commonjs"}',
		"sum.js": "module.exports = (a, b) => a - b;\n",
		"test.js": "require('assert').equal(require('./sum.js')(1, require('two')), 3); console.log('passed');\n",
	});
	writeFiles(folder, { "node_modules/two/index.js": "module.exports = 2;\n" });
	const task = await checkOutSandboxed(folder);
	const fixed = { path: "sum.js", text: "module.exports = (a, b) => a + b;\n" };
	expect(await runIn(await laid(task, [fixed]), "node test.js")).toEqual({ output: "passed\n", exitCode: 0 });
	const without = await runIn(await laid(task, []), "node test.js");
	expect(without).toMatchObject({ exitCode: 1, output: expect.stringContaining("AssertionError") });
	const tree = await laid(task, [fixed]);
	expect((await runIn(tree, "echo bad >> node_modules/two/index.js; echo own > node_modules/mine")).exitCode).toBe(0);
	expect(readFileSync(join(folder, "node_modules/two/index.js"), "utf8")).toBe("module.exports = 2;\n");
});

test("commands in a tree cannot read the checkout, the person's folder or another tree, and write in no other place", async () => {
	const folder = makeRepository({ "a.txt": "canary-of-the-project\n" });
	const task = await checkOutSandboxed(folder);
	writeFiles(task.facts.root, { "a.txt": "canary-of-the-checkout\n" });
	const other = await laid(task, [{ path: "a.txt", text: "canary-of-the-other\n" }]);
	const tree = await laid(task, [{ path: "a.txt", text: "mine\n" }]);
	const places = [folder, task.facts.root, other.shell.guard().root, task.storage, join(task.storage, "harness.git")];
	const before = [folder, task.facts.root, other.shell.guard().root].map(fingerprint);
	const reads = places.map((place) => `cat ${place}/a.txt; ls ${place}/..`).join("; ");
	const writes = places.map((place) => `echo no > ${place}/planted; mkdir -p ${place}/made`).join("; ");
	const { output } = await runIn(tree, `cat a.txt; ${reads}; ${writes}; echo yes > here; cat here; mktemp`);
	expect(output).toContain("mine\n");
	expect(output).toContain("yes\n");
	expect(output).not.toContain("canary");
	expect(output).toContain(join(tree.shell.guard().root, "..", "scratch", "tmp"));
	expect([folder, task.facts.root, other.shell.guard().root].map(fingerprint)).toEqual(before);
	for (const place of places) expect(existsSync(join(place, "planted")), place).toBe(false);
});

const kinds: readonly (readonly [string, () => string])[] = [
	["a plain folder", () => plainFolder()],
	["a repository without a commit", () => unborn([])],
	["a repository with SHA-256 names", () => unborn(["--object-format=sha256"])],
];

function plainFolder(): string {
	const folder = makeFolder("plain");
	writeFiles(folder, { "a.txt": "a\n", "b.txt": "b\n" });
	return folder;
}

function unborn(args: readonly string[]): string {
	const folder = join(makeFolder("unborn"), "p");
	mkdirSync(folder);
	git(folder, "init", "-q", ...args);
	writeFiles(folder, { "a.txt": "a\n", "b.txt": "b\n" });
	return folder;
}

test.each(kinds)("of %s a tree is laid out, and nothing in it is touched", async (_kind, make) => {
	const folder = make();
	const before = fingerprint(folder);
	const task = await checkOutSandboxed(folder);
	const tree = await laid(task, [{ path: "a.txt", text: "accepted\n" }]);
	expect(contents(tree.shell.guard().root)).toEqual({ "a.txt": "accepted\n", "b.txt": "b\n" });
	expect((await runIn(tree, "git status --porcelain && git fsck --no-dangling && cat a.txt")).output).toBe(
		"accepted\n",
	);
	expect(fingerprint(folder)).toEqual(before);
});

test("of an opened subfolder the whole repository is laid out, and commands run in the subfolder", async () => {
	const folder = makeRepository({ "packages/a/index.ts": "a\n", "packages/b/index.ts": "b\n", "root.txt": "r\n" });
	const task = await checkOutSandboxed(join(folder, "packages/a"));
	const tree = await laid(task, [
		{ path: "index.ts", text: null },
		{ path: "new.ts", origin: null, text: "n\n" },
	]);
	expect(await runIn(tree, "ls; cat ../b/index.ts ../../root.txt; git rev-parse --show-prefix")).toEqual({
		output: "new.ts\nb\nr\npackages/a/\n",
		exitCode: 0,
	});
	const empty = await laid(task, [{ path: "index.ts", text: null }]);
	expect((await runIn(empty, "ls; pwd")).output).toMatch(/packages\/a\n$/);
});

test("what a sparse checkout keeps off the disk stays off it", async () => {
	const folder = makeRepository({ "in/a.txt": "a\n", "out/b.txt": "b\n" });
	git(folder, "sparse-checkout", "set", "--cone", "in");
	const tree = await laid(await checkOutSandboxed(folder), [{ path: "in/a.txt", text: "accepted\n" }]);
	expect(contents(tree.shell.guard().root)).toEqual({ "in/a.txt": "accepted\n" });
});

test("nothing that a hostile base or an accepted file plants is run, and no line ending is changed, while a tree is made", async () => {
	const marker = join(makeFolder("marker"), "ran");
	const folder = makeRepository({ "a.txt": "a\r\n", ".gitattributes": "* filter=x ident text eol=crlf\n" });
	const command = `touch '${marker}'; cat`;
	for (const key of ["core.fsmonitor", "filter.x.clean", "filter.x.smudge", "core.sshCommand"])
		git(folder, "config", key, command);
	const task = await checkOutSandboxed(folder);
	rmSync(marker, { force: true });
	const tree = await laid(task, [
		{ path: "a.txt", text: "$Id$\nmixed\r\n" },
		{ path: "sub/.gitattributes", origin: null, text: "* filter=x working-tree-encoding=UTF-16\n" },
		{ path: "sub/b.txt", origin: null, text: "b\n" },
		{ path: ".gitconfig", origin: null, text: `[core]\n\tfsmonitor = "${command}"\n` },
	]);
	expect(contents(tree.shell.guard().root)).toMatchObject({ "a.txt": "$Id$\nmixed\r\n", "sub/b.txt": "b\n" });
	await runIn(tree, "git status");
	expect(existsSync(marker)).toBe(false);
	// The trap itself works: a git with the person's own configuration springs it.
	git(folder, "status");
	expect(existsSync(marker)).toBe(true);
});
