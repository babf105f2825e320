/** A task's work is committed where the person is, as their own `git commit` would, and nothing of theirs goes with it. */

import { chmodSync, existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { begin, keepWork, personEnv, personState, touchedSince } from "../support/person-repository.ts";
import { commit, git, makeFolder, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

const lines = Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join("");
const changed = lines.replace("line 3\n", "three\n");
const ofCommit = [
	".git/COMMIT_EDITMSG",
	".git/index",
	".git/logs/HEAD",
	".git/logs/refs/heads/main",
	".git/refs/heads/main",
];

async function commitAll(task: Awaited<ReturnType<typeof begin>>) {
	return task.repository.commit(await task.work(), never);
}

/** Begins a task whose work is `changed` in a.txt, carried into the workspace as an accept does it. */
async function changedTask(folder: string, env = personEnv()) {
	const task = await begin(folder, { env });
	writeFiles(task.root, { "a.txt": changed });
	return task;
}

function hook(folder: string, name: string, script: string): void {
	writeFiles(folder, { [`.git/hooks/${name}`]: `#!/bin/sh\n${script}\n` });
	chmodSync(join(folder, ".git/hooks", name), 0o755);
}

test("exactly the work is committed, with message and person; what else is changed, staged or new stays just that", async () => {
	const folder = makeRepository({
		"a.txt": lines,
		"b.txt": "b\n",
		"c.txt": "c\n",
		"gone.txt": "1\n",
		"move.txt": "moved\n",
	});
	writeFiles(folder, { "b.txt": "staged\n", "c.txt": "unstaged\n", "new.txt": "untracked\n", "d.txt": "added\n" });
	git(folder, "add", "b.txt", "d.txt");
	const task = await changedTask(folder);
	rmSync(join(task.root, "gone.txt"));
	renameSync(join(task.root, "move.txt"), join(task.root, "there.txt"));
	writeFiles(folder, { "a.txt": changed, "there.txt": "moved\n" });
	rmSync(join(folder, "gone.txt"));
	rmSync(join(folder, "move.txt"));
	const before = personState(folder);
	const brought = await commitAll(task);
	expect(brought).toMatchObject({ kind: "brought", branch: "main", notes: [] });
	expect(git(folder, "log", "--format=%an|%cn|%B", "-1")).toBe("A Person|A Person|Fix it\n\nRemit-Task: 7\n\n");
	expect(git(folder, "show", "--no-renames", "--format=", "--name-status")).toBe(
		"M\ta.txt\nD\tgone.txt\nD\tmove.txt\nA\tthere.txt\n",
	);
	expect(git(folder, "status", "--porcelain")).toBe("M  b.txt\n M c.txt\nA  d.txt\n?? new.txt\n");
	expect(touchedSince(before, folder)).toEqual(ofCommit);
	expect(git(folder, "fsck", "--strict", "--no-dangling")).toBe("");
});

test("uncommitted changes of the same file stay uncommitted, also those that are staged", async () => {
	const folder = makeRepository({ "a.txt": lines });
	const staged = lines.replace("line 15\n", "staged\n");
	const both = staged.replace("line 25\n", "unstaged\n");
	writeFiles(folder, { "a.txt": staged });
	git(folder, "add", "a.txt");
	writeFiles(folder, { "a.txt": both });
	const task = await begin(folder);
	writeFiles(task.root, { "a.txt": both.replace("line 3\n", "three\n") });
	writeFiles(folder, { "a.txt": both.replace("line 3\n", "three\n") });
	const brought = await commitAll(task);
	expect(brought).toMatchObject({ notes: ["a.txt was staged with other changes; they stay staged."] });
	expect(git(folder, "show", "HEAD:a.txt")).toBe(changed);
	expect(git(folder, "show", ":a.txt")).toBe(staged.replace("line 3\n", "three\n"));
	expect(git(folder, "diff", "--numstat", "--cached")).toBe("1\t1\ta.txt\n");
	expect(git(folder, "diff", "--numstat")).toBe("1\t1\ta.txt\n");
});

test("what was staged in the same place is left as it is, and it is said", async () => {
	const folder = makeRepository({ "a.txt": lines });
	const task = await changedTask(folder);
	writeFiles(folder, { "a.txt": lines.replace("line 3\n", "mine\n") });
	git(folder, "add", "a.txt");
	const brought = await commitAll(task);
	expect(brought).toMatchObject({ notes: [expect.stringContaining("a.txt was staged otherwise")] });
	expect(git(folder, "show", ":a.txt")).toBe(lines.replace("line 3\n", "mine\n"));
	expect(git(folder, "show", "HEAD:a.txt")).toBe(changed);
});

test("a file that was only announced with git add -N is committed like any new one", async () => {
	const folder = makeRepository({ "a.txt": lines });
	const task = await begin(folder);
	writeFiles(task.root, { "n.txt": "n\n" });
	writeFiles(folder, { "n.txt": "n\n" });
	git(folder, "add", "-N", "n.txt");
	expect(await commitAll(task)).toMatchObject({ kind: "brought", notes: [] });
	expect(git(folder, "status", "--porcelain")).toBe("");
});

test("commits that came since are merged with; where that is not possible, it is refused and names the file", async () => {
	const folder = makeRepository({ "a.txt": lines, "b.txt": "b\n" });
	const task = await changedTask(folder);
	writeFiles(folder, { "a.txt": lines.replace("line 20\n", "later\n") });
	commit(folder, "later");
	expect(await commitAll(task)).toMatchObject({ kind: "brought" });
	expect(git(folder, "show", "HEAD:a.txt")).toBe(changed.replace("line 20\n", "later\n"));
	const again = personState(folder);
	expect(await commitAll(task)).toMatchObject({ kind: "refused", text: expect.stringContaining("nothing to commit") });
	writeFiles(task.root, { "a.txt": lines.replace("line 20\n", "other\n"), "b.txt": "two\n" });
	expect(await commitAll(task)).toMatchObject({ kind: "refused", text: expect.stringContaining("a.txt was changed") });
	expect(touchedSince(again, folder)).toEqual([]);
});

test("a new file that HEAD has by now, a file in place of a folder, a deleted file that was changed: refused", async () => {
	const folder = makeRepository({ "a.txt": lines, "folder/x.txt": "x\n", "gone.txt": "1\n" });
	const task = await begin(folder);
	const work = await task.work();
	const file = async (path: string, origin: string | null, text: string | null) => {
		const { kept } = await import("../support/person-repository.ts");
		const content = text === null ? null : await kept(task, text);
		return { path, origin, content, mode: content === null ? 0 : 0o100644 };
	};
	writeFiles(folder, { "new.txt": "mine\n", "gone.txt": "2\n" });
	commit(folder, "mine");
	const before = personState(folder);
	const bad = [
		await file("new.txt", null, "theirs\n"),
		await file("folder", null, "f\n"),
		await file("gone.txt", "gone.txt", null),
	];
	for (const one of [...bad, await file("a.txt/below", null, "b\n")])
		expect(await task.repository.commit({ ...work, files: [one] }, never), one.path).toMatchObject({ kind: "refused" });
	expect(touchedSince(before, folder)).toEqual([]);
	const fine = [await file("new.txt", null, "mine\n"), await file("a.txt", "a.txt", changed)];
	expect(await task.repository.commit({ ...work, files: fine }, never)).toMatchObject({ kind: "brought" });
	expect(git(folder, "show", "--format=", "--name-only")).toBe("a.txt\n");
});

test("hooks run as always: one that fails refuses the commit with its words, one that adds a file is told of", async () => {
	const folder = makeRepository({ "a.txt": lines, "b.txt": "b\n" });
	const task = await changedTask(folder);
	writeFiles(folder, { "a.txt": changed, "b.txt": "staged\n" });
	git(folder, "add", "b.txt");
	for (const name of ["pre-commit", "commit-msg"]) {
		hook(folder, name, 'echo "the linter says no to $(git diff --cached --name-only)"\nexit 1');
		const before = personState(folder);
		const brought = await commitAll(task);
		expect(brought).toMatchObject({
			kind: "refused",
			text: expect.stringContaining("the linter says no to a.txt\n".trim()),
		});
		expect(brought).not.toMatchObject({ text: expect.stringContaining("b.txt") });
		expect(touchedSince(before, folder).filter((path) => path !== ".git/COMMIT_EDITMSG")).toEqual([]);
		rmSync(join(folder, ".git/hooks", name));
	}
	hook(folder, "pre-commit", "echo generated > generated.txt\ngit add generated.txt");
	hook(folder, "commit-msg", 'echo "Change-Id: I1" >> "$1"');
	const brought = await commitAll(task);
	expect(brought).toMatchObject({ kind: "brought", notes: [expect.stringContaining("generated.txt")] });
	expect(git(folder, "log", "-1", "--format=%B")).toContain("Remit-Task: 7\nChange-Id: I1");
	expect(git(folder, "status", "--porcelain")).toBe("M  b.txt\n");
});

test("a commit is signed where the person signs theirs", async () => {
	const folder = makeRepository({ "a.txt": lines });
	const env = personEnv();
	const signer = join(makeFolder("signer"), "gpg.sh");
	writeFiles(join(signer, ".."), {
		"gpg.sh":
			'#!/bin/sh\ncat > /dev/null\nprintf "[GNUPG:] SIG_CREATED D 1 8 00 1 A\\n" >&2\nprintf -- "-----BEGIN PGP SIGNATURE-----\\nx\\n-----END PGP SIGNATURE-----\\n"\n',
	});
	chmodSync(signer, 0o755);
	git(folder, "config", "commit.gpgSign", "true");
	git(folder, "config", "gpg.program", signer);
	const task = await changedTask(folder, env);
	await keepWork(task);
	await commitAll(task);
	for (const revision of ["main", "remit/fix-it"])
		expect(git(folder, "cat-file", "commit", revision)).toContain("gpgsig -----BEGIN PGP SIGNATURE-----");
	git(folder, "config", "gpg.program", "/nowhere/gpg");
	writeFiles(task.root, { "a.txt": `${changed}more\n` });
	const before = personState(folder);
	expect(await commitAll(task)).toMatchObject({ kind: "refused" });
	expect(touchedSince(before, folder).filter((path) => path !== ".git/COMMIT_EDITMSG")).toEqual([]);
});

test("while git is in the middle of something, or on no branch, it is refused", async () => {
	const folder = makeRepository({ "a.txt": lines });
	const task = await changedTask(folder);
	git(folder, "switch", "-q", "-c", "side");
	writeFiles(folder, { "a.txt": "side\n" });
	commit(folder, "side");
	git(folder, "switch", "-q", "main");
	writeFiles(folder, { "a.txt": "main\n" });
	commit(folder, "main");
	expect(() => git(folder, "merge", "side")).toThrow();
	const before = personState(folder);
	expect(await commitAll(task)).toMatchObject({
		kind: "refused",
		text: expect.stringContaining("merge is in progress"),
	});
	expect(touchedSince(before, folder)).toEqual([]);
	git(folder, "merge", "--abort");
	git(folder, "checkout", "-q", "--detach");
	expect(await commitAll(task)).toMatchObject({ kind: "refused", text: expect.stringContaining("No branch") });
	git(folder, "switch", "-q", "main");
	writeFiles(folder, { "a.txt": "stashed\n" });
	git(folder, "stash");
	writeFiles(folder, { "a.txt": "other\n" });
	commit(folder, "other");
	expect(() => git(folder, "stash", "pop")).toThrow();
	expect(await commitAll(task)).toMatchObject({ kind: "refused", text: expect.stringContaining("conflicts") });
});

test("the first commit of a repository, a sub-folder, a split index and a sparse checkout", async () => {
	const unborn = join(makeFolder("unborn"), "project");
	writeFiles(unborn, { "mine.txt": "m\n" });
	git(unborn, "init", "-q", "--initial-branch=main");
	git(unborn, "add", "-A");
	const first = await begin(unborn);
	writeFiles(first.root, { "a.txt": "a\n" });
	writeFiles(unborn, { "a.txt": "a\n" });
	expect(await commitAll(first)).toMatchObject({ kind: "brought" });
	expect(git(unborn, "show", "--format=", "--name-only")).toBe("a.txt\n");
	expect(git(unborn, "status", "--porcelain")).toBe("A  mine.txt\n");

	const folder = makeRepository({ "a.txt": "a\n", "sub/b.txt": "b\n", "sub/c.txt": "c\n", "away/d.txt": "d\n" });
	git(folder, "sparse-checkout", "set", "sub");
	git(folder, "update-index", "--split-index");
	const task = await begin(join(folder, "sub"));
	writeFiles(task.root, { "b.txt": "two\n" });
	writeFiles(folder, { "sub/b.txt": "two\n", "sub/c.txt": "staged\n" });
	git(folder, "add", "sub/c.txt");
	expect(await commitAll(task)).toMatchObject({ kind: "brought", notes: [] });
	expect(git(folder, "show", "--format=", "--name-only")).toBe("sub/b.txt\n");
	expect(git(folder, "status", "--porcelain")).toBe("M  sub/c.txt\n");
	expect(git(folder, "ls-files", "-t", "away")).toBe("S away/d.txt\n");
});

test("a message is taken to the letter, comments and all", async () => {
	const folder = makeRepository({ "a.txt": lines });
	git(folder, "config", "commit.template", "nowhere");
	git(folder, "config", "core.editor", "false");
	git(folder, "config", "i18n.commitEncoding", "ISO-8859-1");
	const task = await changedTask(folder);
	const message = "Grüße\n\n# no comment\n  indented \n";
	expect(await task.repository.commit(await task.work({ message }), never)).toMatchObject({ kind: "brought" });
	expect(readFileSync(join(folder, ".git/COMMIT_EDITMSG"), "utf8")).toBe(message);
	expect(git(folder, "-c", "i18n.logOutputEncoding=UTF-8", "log", "-1", "--format=%B")).toBe(`${message}\n`);
});

test("an abort while a hook runs ends the hook as well, and nothing is committed", async () => {
	const folder = makeRepository({ "a.txt": lines });
	const task = await changedTask(folder);
	const marks = makeFolder("marks");
	hook(folder, "pre-commit", `echo $$ > ${marks}/started\nwhile [ -e ${marks} ]; do sleep 0.02; done`);
	const work = await task.work();
	const before = personState(folder);
	const reason = new Error("stopped");
	const controller = new AbortController();
	const done = task.repository.commit(work, controller.signal);
	await expect.poll(() => existsSync(join(marks, "started"))).toBe(true);
	controller.abort(reason);
	await expect(done).rejects.toBe(reason);
	const pid = Number(readFileSync(join(marks, "started"), "utf8"));
	await expect.poll(() => isRunning(pid)).toBe(false);
	expect(touchedSince(before, folder)).toEqual([]);
});

test("when the index cannot be brought up to date, the commit counts and it is said", async () => {
	const folder = makeRepository({ "a.txt": lines });
	const task = await changedTask(folder);
	hook(folder, "post-commit", "touch .git/index.lock");
	expect(await commitAll(task)).toMatchObject({ kind: "brought", notes: [expect.stringContaining("index.lock")] });
	expect(git(folder, "show", "HEAD:a.txt")).toBe(changed);
});

test("a hook that leaves something running in the background is not waited for", async () => {
	const folder = makeRepository({ "a.txt": lines });
	const task = await changedTask(folder);
	const marks = makeFolder("marks");
	hook(folder, "post-commit", `while [ -e ${marks} ]; do sleep 0.1; done &`);
	expect(await commitAll(task)).toMatchObject({ kind: "brought" });
});

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}
