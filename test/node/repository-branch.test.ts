/** A task's work becomes a branch of the person's repository: exactly that work, as their own git would have stored it. */

import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { begin, branchFiles, keepWork, kept, personState, show, touchedSince } from "../support/person-repository.ts";
import { commit, git, makeFolder, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

const lines = Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join("");

function names(folder: string, from: string, to: string): string {
	return git(folder, "diff", "--name-status", "--no-renames", from, to);
}

test("the branch has one commit of exactly the work on the commit that the task began on, and nothing else is touched", async () => {
	const folder = makeRepository({
		"a.txt": lines,
		"gone.txt": "1\n",
		"move.txt": `${lines}x\n`,
		"run.sh": "#!/bin/sh\n",
	});
	git(folder, "tag", "v1");
	writeFiles(folder, { "stashed.txt": "s\n" });
	git(folder, "stash", "-u");
	const task = await begin(folder);
	writeFiles(task.root, { "a.txt": lines.replace("line 3\n", "three\n"), "new/file.txt": "new\n" });
	rmSync(join(task.root, "gone.txt"));
	renameSync(join(task.root, "move.txt"), join(task.root, "moved.txt"));
	chmodSync(join(task.root, "run.sh"), 0o755);
	symlinkSync("a.txt", join(task.root, "link"));
	const before = personState(folder);
	const brought = await keepWork(task);
	expect(brought).toMatchObject({ branch: "remit/fix-it", notes: [] });
	expect(git(folder, "rev-parse", "remit/fix-it")).toBe(`${brought.commit}\n`);
	expect(git(folder, "rev-parse", "remit/fix-it^")).toBe(git(folder, "rev-parse", "main"));
	expect(names(folder, "main", "remit/fix-it").split("\n").filter(Boolean)).toEqual([
		"M\ta.txt",
		"D\tgone.txt",
		"A\tlink",
		"D\tmove.txt",
		"A\tmoved.txt",
		"A\tnew/file.txt",
		"M\trun.sh",
	]);
	expect(git(folder, "ls-tree", "remit/fix-it", "link", "run.sh")).toMatch(/^120000 .*\n100755 /);
	expect(git(folder, "log", "-1", "--format=%an <%ae>|%B", "remit/fix-it")).toContain(
		"A Person <person@example.invalid>|Fix it\n\nRemit-Task: 7\n",
	);
	expect(touchedSince(before, folder)).toEqual(branchFiles);
	expect(git(folder, "fsck", "--strict")).not.toContain("error");
});

test("uncommitted work of the person is not in the branch, also where it is in the same file", async () => {
	const folder = makeRepository({ "a.txt": lines, "b.txt": "b\n" });
	writeFiles(folder, { "a.txt": lines.replace("line 25\n", "mine\n"), "b.txt": "mine\n", "untracked.txt": "mine\n" });
	const task = await begin(folder);
	writeFiles(task.root, { "a.txt": lines.replace("line 25\n", "mine\n").replace("line 3\n", "three\n") });
	const brought = await keepWork(task);
	expect(brought.notes).toEqual([]);
	expect(show(folder, "remit/fix-it:a.txt")).toBe(lines.replace("line 3\n", "three\n"));
	expect(names(folder, "main", "remit/fix-it")).toBe("M\ta.txt\n");
});

test("where the work builds on uncommitted work, only that much of it is in a commit below, and it is said", async () => {
	const folder = makeRepository({ "a.txt": lines, "b.txt": "b\n" });
	const mine = lines.replace("line 3\n", "mine\n");
	writeFiles(folder, { "a.txt": mine, "b.txt": "mine\n", "new.txt": "1\n2\n3\n" });
	const task = await begin(folder);
	writeFiles(task.root, { "a.txt": mine.replace("mine\n", "mine and the agent's\n"), "new.txt": "1\ntwo\n3\n" });
	const { notes } = await keepWork(task);
	expect(notes.join()).toContain("a.txt, new.txt");
	expect(git(folder, "log", "--format=%s", "main..remit/fix-it")).toBe(
		"Fix it\nUncommitted work at the start of the task\n",
	);
	expect(show(folder, "remit/fix-it^:a.txt")).toBe(mine);
	expect(names(folder, "main", "remit/fix-it^")).toBe("M\ta.txt\nA\tnew.txt\n");
	expect(names(folder, "remit/fix-it^", "remit/fix-it")).toBe("M\ta.txt\nM\tnew.txt\n");
});

test("keeping more moves the branch forward, over the person's own commits on it", async () => {
	const folder = makeRepository({ "a.txt": lines, "b.txt": "b\n" });
	const task = await begin(folder);
	writeFiles(task.root, { "a.txt": lines.replace("line 3\n", "three\n"), "c.txt": "c\n" });
	const first = await keepWork(task);
	expect((await keepWork(task)).commit).toBe(first.commit);
	git(folder, "worktree", "add", "-q", "../beside", "remit/fix-it");
	writeFiles(join(folder, "../beside"), {
		"a.txt": lines.replace("line 3\n", "three\n").replace("line 20\n", "mine\n"),
	});
	commit(join(folder, "../beside"), "mine");
	git(folder, "worktree", "remove", "--force", "../beside");
	writeFiles(task.root, { "a.txt": lines.replace("line 3\n", "3\n"), "b.txt": "two\n" });
	rmSync(join(task.root, "c.txt"));
	await keepWork(task);
	expect(git(folder, "log", "--format=%s", "main..remit/fix-it")).toBe("Fix it\nmine\nFix it\n");
	expect(show(folder, "remit/fix-it:a.txt")).toBe(lines.replace("line 3\n", "3\n").replace("line 20\n", "mine\n"));
	expect(names(folder, "main", "remit/fix-it")).toBe("M\ta.txt\nM\tb.txt\n");
});

test("a branch of that name that is not the task's, or is checked out, is refused and stays as it is", async () => {
	const folder = makeRepository({ "a.txt": "a\n" });
	const task = await begin(folder);
	writeFiles(task.root, { "a.txt": "b\n" });
	git(folder, "switch", "-q", "-c", "remit/other");
	writeFiles(folder, { "o.txt": "o\n" });
	commit(folder, "other");
	git(folder, "switch", "-q", "main");
	git(folder, "switch", "-q", "-c", "remit/here");
	const before = personState(folder);
	const work = await task.work();
	for (const branch of ["remit/other", "remit/here"]) {
		const brought = await task.repository.keepBranch({ ...work, branch }, never);
		expect(brought).toMatchObject({ kind: "refused", text: expect.stringContaining(branch) });
	}
	expect(touchedSince(before, folder)).toEqual([]);
});

test("content is converted as the person's git add would: line endings, encodings, filters", async () => {
	const folder = makeRepository({
		".gitattributes":
			"*.txt text\n*.u16 text working-tree-encoding=UTF-16LE-BOM\n*.low filter=low\n*.bin -text\n*.id ident\n",
		"crlf.txt": "1\n2\n",
	});
	git(folder, "config", "filter.low.clean", "tr A-Z a-z");
	git(folder, "config", "filter.low.smudge", "cat");
	writeFiles(folder, { "crlf.txt": "1\r\n2\r\n" });
	const task = await begin(folder);
	const u16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
	writeFiles(task.root, {
		"crlf.txt": "1\r\ntwo\r\n",
		"w.u16": u16("wide\r\n"),
		"x.low": "LOUD\n",
		"y.bin": "1\r\n",
		"z.id": "$Id: 123 $\n",
	});
	const { notes } = await keepWork(task);
	expect(notes).toEqual([]);
	expect(show(folder, "remit/fix-it:crlf.txt")).toBe("1\ntwo\n");
	expect(show(folder, "remit/fix-it:w.u16")).toBe("wide\n");
	expect(show(folder, "remit/fix-it:x.low")).toBe("loud\n");
	expect(show(folder, "remit/fix-it:y.bin")).toBe("1\r\n");
	expect(show(folder, "remit/fix-it:z.id")).toBe("$Id$\n");
	// What git add itself makes of the same folder is the same tree.
	for (const path of ["crlf.txt", "w.u16", "x.low", "y.bin", "z.id"])
		writeFileSync(join(folder, path), readFileSync(join(task.root, path)));
	git(folder, "add", "-A");
	expect(git(folder, "write-tree")).toBe(git(folder, "rev-parse", "remit/fix-it^{tree}"));
});

test("with autocrlf, only what the agent changed is changed, and files that hold CRLF in the repository keep it", async () => {
	const folder = makeRepository({ "lf.txt": "1\n2\n", "crlf.txt": "1\r\n2\r\n", "same.txt": "1\n" });
	git(folder, "config", "core.autocrlf", "true");
	writeFiles(folder, { "lf.txt": "1\r\n2\r\n", "same.txt": "1\r\n" });
	git(folder, "add", "-A");
	const task = await begin(folder);
	writeFiles(task.root, { "lf.txt": "1\r\ntwo\r\n", "crlf.txt": "1\r\ntwo\r\n", "new.txt": "n\r\n" });
	await keepWork(task);
	expect(show(folder, "remit/fix-it:lf.txt")).toBe("1\ntwo\n");
	expect(show(folder, "remit/fix-it:crlf.txt")).toBe("1\r\ntwo\r\n");
	expect(show(folder, "remit/fix-it:new.txt")).toBe("n\n");
	expect(names(folder, "main", "remit/fix-it")).toBe("M\tcrlf.txt\nM\tlf.txt\nA\tnew.txt\n");
});

test("a repository without a commit gets a branch with a beginning of its own", async () => {
	const folder = join(makeFolder("unborn"), "project");
	mkdirSync(folder);
	git(folder, "init", "-q", "--initial-branch=main");
	writeFiles(folder, { "a.txt": "1\n2\n" });
	const task = await begin(folder);
	writeFiles(task.root, { "b.txt": "b\n" });
	await keepWork(task);
	expect(git(folder, "ls-tree", "-r", "--name-only", "remit/fix-it")).toBe("b.txt\n");
	writeFiles(task.root, { "a.txt": "1\ntwo\n" });
	await keepWork(task);
	expect(git(folder, "log", "--format=%s", "remit/fix-it")).toBe(
		"Fix it\nUncommitted work at the start of the task\nFix it\n",
	);
	expect(show(folder, "remit/fix-it:a.txt")).toBe("1\ntwo\n");
});

test("a detached head, a linked work tree, a sub-folder and another object format are all the same to it", async () => {
	const origin = makeRepository({ "a.txt": "a\n", "sub/b.txt": "b\n" });
	git(origin, "worktree", "add", "-q", "--detach", "../linked");
	const linked = join(origin, "../linked");
	const task = await begin(join(linked, "sub"));
	writeFiles(task.root, { "b.txt": "two\n" });
	expect((await task.work()).files.map(({ path }) => path)).toEqual(["b.txt"]);
	await keepWork(task);
	expect(names(origin, "main", "remit/fix-it")).toBe("M\tsub/b.txt\n");
	expect(await task.repository.look(never)).toEqual({ branch: null, isProtected: false, remotes: [] });

	const sha256 = join(makeFolder("sha256"), "project");
	mkdirSync(sha256);
	git(sha256, "init", "-q", "--initial-branch=main", "--object-format=sha256");
	writeFiles(sha256, { "a.txt": "a\n" });
	commit(sha256, "first");
	const second = await begin(sha256);
	writeFiles(second.root, { "a.txt": "b\n" });
	expect((await keepWork(second)).commit).toHaveLength(64);
});

test("a shallow clone, a bare repository with a work tree and submodules are left as they are", async () => {
	const origin = makeRepository({ "a.txt": lines });
	writeFiles(origin, { "a.txt": `${lines}more\n` });
	commit(origin, "second");
	const shallow = join(makeFolder("shallow"), "clone");
	git(origin, "clone", "-q", "--depth=1", `file://${origin}`, shallow);
	const task = await begin(shallow);
	writeFiles(task.root, { "a.txt": "changed\n" });
	const before = personState(shallow);
	await keepWork(task);
	expect(touchedSince(before, shallow)).toEqual(branchFiles);
	expect(git(shallow, "rev-list", "--count", "remit/fix-it")).toBe("2\n");

	const bare = join(makeFolder("bare"), "it.git");
	git(origin, "clone", "-q", "--bare", origin, bare);
	git(bare, "worktree", "add", "-q", "../tree", "main");
	const tree = join(bare, "../tree");
	git(tree, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", origin, "module");
	commit(tree, "module");
	const second = await begin(tree);
	writeFiles(second.root, { "a.txt": "changed\n" });
	await keepWork(second);
	expect(names(tree, "main", "remit/fix-it")).toBe("M\ta.txt\n");
	expect(git(tree, "ls-tree", "remit/fix-it", "module")).toMatch(/^160000 commit /);
});

test("a file that moved brings its new place and the agent's changes, not the person's uncommitted ones", async () => {
	const folder = makeRepository({ "a.txt": lines });
	writeFiles(folder, { "a.txt": lines.replace("line 25\n", "mine\n") });
	const task = await begin(folder);
	rmSync(join(task.root, "a.txt"));
	writeFiles(task.root, { "moved/b.txt": lines.replace("line 25\n", "mine\n").replace("line 3\n", "three\n") });
	expect((await keepWork(task)).notes).toEqual([]);
	expect(names(folder, "main", "remit/fix-it")).toBe("D\ta.txt\nA\tmoved/b.txt\n");
	expect(show(folder, "remit/fix-it:moved/b.txt")).toBe(lines.replace("line 3\n", "three\n"));
});

test("files that changed places, and one that took another's place, arrive as they are", async () => {
	const folder = makeRepository({ "a.txt": lines, "b.txt": "b\n", "c.txt": "c\n" });
	const task = await begin(folder);
	const work = await task.work();
	const [a, b] = [await kept(task, lines), await kept(task, "b\n")];
	const files = [
		{ path: "b.txt", origin: "a.txt", content: a, mode: 0o100644 },
		{ path: "a.txt", origin: "b.txt", content: b, mode: 0o100755 },
	];
	await task.repository.keepBranch({ ...work, files }, never);
	expect(names(folder, "main", "remit/fix-it")).toBe("M\ta.txt\nM\tb.txt\n");
	expect(show(folder, "remit/fix-it:a.txt")).toBe("b\n");
	expect(show(folder, "remit/fix-it:b.txt")).toBe(lines);
	expect(git(folder, "ls-tree", "remit/fix-it", "a.txt")).toMatch(/^100755/);
});

test("the task's start counts, whatever the person committed since; work that is in there already is nothing to keep", async () => {
	const folder = makeRepository({ "a.txt": lines });
	const task = await begin(folder);
	expect(await task.repository.keepBranch(await task.work(), never)).toMatchObject({
		text: expect.stringContaining("nothing to keep"),
	});
	const start = git(folder, "rev-parse", "HEAD");
	writeFiles(folder, { "a.txt": "another\n" });
	commit(folder, "another");
	writeFiles(task.root, { "a.txt": lines.replace("line 3\n", "three\n") });
	git(folder, "branch", "remit/fix-it", start.trim());
	await keepWork(task);
	expect(git(folder, "rev-parse", "remit/fix-it^")).toBe(start);
	git(folder, "branch", "-D", "remit/fix-it");
	await keepWork(task);
	expect(git(folder, "rev-parse", "remit/fix-it^")).toBe(start);
});

test("300 files are kept at once", async () => {
	const folder = makeRepository({ ".gitattributes": "* text=auto\n", "a.txt": "a\n" });
	const task = await begin(folder);
	const files = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`f/${at}.txt`, `${at}\n`]));
	writeFiles(task.root, files);
	const work = await task.work();
	await task.repository.keepBranch(work, never);
	expect(names(folder, "main", "remit/fix-it").split("\n")).toHaveLength(301);
});
