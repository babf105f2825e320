/** Content is stored as git add stores it, and work arrives in every kind of repository that people have. */

import { chmodSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { begin, keepWork } from "../support/person-repository.ts";
import { commit, git, makeFolder, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

const attributes: Readonly<Record<string, string>> = {
	...{ none: "", text: "text", auto: "text=auto", binary: "-text", eol: "eol=crlf", autoEol: "text=auto eol=crlf" },
	...{ crlf: "crlf", noCrlf: "-crlf", input: "crlf=input", textEol: "text eol=lf", ident: "ident text" },
};
const contents: Readonly<Record<string, string>> = {
	...{ lf: "1\n2\n", crlf: "1\r\n2\r\n", mixed: "1\r\n2\n", lone: "1\r2\n", nul: "1\r\n\0\r\n", id: "$Id: x $\r\n" },
	...{ controls: `${"\u0001\u0002".repeat(40)}\r\n` },
};

test.each(["false", "true", "input"])(
	"with core.autocrlf=%s, kept content is what git add makes of it",
	async (autocrlf) => {
		const before: Record<string, string> = {};
		for (const attribute of Object.keys(attributes))
			for (const [was, text] of Object.entries(contents))
				for (const now of Object.keys(contents).filter((name) => name !== was || name === "crlf"))
					before[`${attribute}/${was}-${now}`] = text;
		const folder = makeRepository(before);
		const lines = Object.entries(attributes).map(([name, value]) => (value === "" ? "" : `/${name}/** ${value}\n`));
		writeFiles(folder, { ".gitattributes": lines.join("") });
		git(folder, "add", ".gitattributes");
		git(folder, "commit", "-q", "-m", "attributes");
		git(folder, "config", "core.autocrlf", autocrlf);
		const task = await begin(folder);
		for (const path of Object.keys(before)) {
			const now = contents[path.split("-")[1] ?? ""] ?? "";
			writeFiles(task.root, { [path]: `more\n${now}`, [`new/${path.replace(/\/.*-/, "/x-")}`]: now });
		}
		const brought = await task.repository.keepBranch(await task.work(), never);
		expect(brought).toMatchObject({ kind: "brought", notes: [] });
		for (const path of readdirSync(task.root, { recursive: true, encoding: "utf8" }).filter((name) =>
			name.includes("-"),
		))
			writeFiles(folder, { [path]: readFileSync(join(task.root, path)) });
		git(folder, "add", "-A");
		expect(git(folder, "diff", "--cached", "--name-only", "remit/fix-it")).toBe("");
	},
);

test("an uncommitted change of a file whose stored line endings git would convert is not taken along", async () => {
	const folder = makeRepository({ "a.txt": "1\r\n2\r\n3\r\n4\r\n5\r\n" });
	writeFiles(folder, { ".gitattributes": "*.txt text\n" });
	git(folder, "add", ".gitattributes");
	git(folder, "commit", "-q", "-m", "attributes");
	const task = await begin(folder);
	writeFiles(task.root, { "a.txt": "one\r\n2\r\n3\r\n4\r\n5\r\n" });
	expect(await task.repository.commit(await task.work(), never)).toMatchObject({ kind: "brought", notes: [] });
	expect(git(folder, "show", "HEAD:a.txt")).toBe("one\n2\n3\n4\n5\n");
});

test("a commit in a linked work tree of a bare repository is on that work tree's branch", async () => {
	const first = makeRepository({ "a.txt": "a\n", "b.txt": "b\n" });
	const bare = join(makeFolder("bare"), "it.git");
	git(first, "clone", "-q", "--bare", first, bare);
	git(bare, "worktree", "add", "-q", "-b", "side", "../tree", "main");
	const tree = join(bare, "../tree");
	writeFiles(bare, { "hooks/pre-commit": "#!/bin/sh\ngit rev-parse --show-toplevel > top.txt\ngit add top.txt\n" });
	chmodSync(join(bare, "hooks/pre-commit"), 0o755);
	const task = await begin(tree);
	writeFiles(task.root, { "a.txt": "changed\n" });
	writeFiles(tree, { "a.txt": "changed\n" });
	expect(await task.repository.commit(await task.work(), never)).toMatchObject({ kind: "brought", branch: "side" });
	expect(git(tree, "show", "--format=", "--name-only", "side")).toBe("a.txt\ntop.txt\n");
	expect(git(tree, "status", "--porcelain")).toBe("");
	expect(git(bare, "log", "--format=%s", "main")).toBe("first\n");
});

test("shallow and partial clones and SHA-256 repositories take commits and branches", async () => {
	const origin = makeRepository({ "a.txt": "a\n", "folder/b.txt": "b\n" });
	git(origin, "config", "uploadpack.allowFilter", "true");
	writeFiles(origin, { "a.txt": "two\n" });
	commit(origin, "second");
	const clones = makeFolder("clones");
	git(origin, "clone", "-q", "--depth=1", `file://${origin}`, join(clones, "shallow"));
	git(origin, "clone", "-q", "--filter=blob:none", `file://${origin}`, join(clones, "partial"));
	mkdirSync(join(clones, "sha256"));
	git(join(clones, "sha256"), "init", "-q", "--initial-branch=main", "--object-format=sha256");
	writeFiles(join(clones, "sha256"), { "a.txt": "a\n" });
	commit(join(clones, "sha256"), "first");
	for (const name of ["shallow", "partial", "sha256"]) {
		const folder = join(clones, name);
		const task = await begin(folder);
		writeFiles(task.root, { "a.txt": "changed\n", "new.txt": "n\n" });
		const work = await task.work();
		expect(await task.repository.keepBranch(work, never), name).toMatchObject({ kind: "brought" });
		expect(await task.repository.commit(work, never), name).toMatchObject({ kind: "brought" });
		expect(git(folder, "diff", "--name-only", "main", "remit/fix-it")).toBe("");
	}
});

test("attributes that a sparse checkout keeps off the disk count all the same", async () => {
	const folder = makeRepository({ ".gitattributes": "*.low filter=low\n", "a.txt": "a\n", "sub/x.txt": "x\n" });
	git(folder, "config", "filter.low.clean", "tr A-Z a-z");
	git(folder, "sparse-checkout", "set", "--no-cone", "/sub/");
	const task = await begin(folder);
	writeFiles(task.root, { "sub/secret.low": "LOUD\n" });
	await keepWork(task);
	expect(git(folder, "show", "remit/fix-it:sub/secret.low")).toBe("loud\n");
});
