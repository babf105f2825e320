/** Nothing that a task proposes runs, steers or slips into the person's repository when it is kept there. */

import { chmodSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import {
	begin,
	branchFiles,
	keepWork,
	kept,
	personEnv,
	personState,
	show,
	touchedSince,
} from "../support/person-repository.ts";
import { commit, git, makeFolder, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

test("only names below remit/ are branches that work is kept in", async () => {
	const folder = makeRepository({ "a.txt": "a\n" });
	const task = await begin(folder);
	writeFiles(task.root, { "a.txt": "b\n" });
	const before = personState(folder);
	const work = await task.work();
	const bad = [
		"main",
		"remit",
		"remit/",
		"remit/../main",
		"remit/a..b",
		"remit/x:refs/heads/main",
		"+remit/x",
		"refs/heads/main",
	];
	for (const branch of [...bad, "remit/a b", "remit/a\nb", "remit/x.lock", "--force", ""]) {
		expect(await task.repository.keepBranch({ ...work, branch }, never)).toMatchObject({ kind: "refused" });
	}
	expect(touchedSince(before, folder)).toEqual([]);
});

test("attributes and filter scripts that the agent proposes are content: they neither run nor steer", async () => {
	const mark = join(makeFolder("mark"), "ran");
	const folder = makeRepository({ ".gitattributes": "*.low filter=low\n", "clean.sh": "#!/bin/sh\ntr A-Z a-z\n" });
	chmodSync(join(folder, "clean.sh"), 0o755);
	commit(folder, "script");
	git(folder, "config", "filter.low.clean", "./clean.sh");
	git(folder, "config", "filter.low.required", "true");
	git(folder, "config", "filter.evil.clean", `touch ${mark}; cat`);
	const task = await begin(folder);
	writeFiles(task.root, {
		".gitattributes": "* filter=evil\n",
		"sub/.gitattributes": "* filter=evil text eol=crlf\n",
		"clean.sh": `#!/bin/sh\ntouch ${mark}\n`,
		"x.low": "LOUD\r\n",
		"sub/y.txt": "A\r\n",
		".gitmodules": '[submodule "x"]\n\tpath = x\n\turl = ./x\n\tupdate = !false\n',
	});
	const work = await task.work();
	const brought = await task.repository.keepBranch(
		{ ...work, files: work.files.filter(({ path }) => path !== ".gitmodules") },
		never,
	);
	expect(brought).toMatchObject({ kind: "brought" });
	expect(existsSync(mark)).toBe(false);
	expect(show(folder, "remit/fix-it:x.low")).toBe("loud\r\n");
	expect(show(folder, "remit/fix-it:sub/y.txt")).toBe("A\r\n");
});

test("odd names arrive as they are", async () => {
	const odd = [
		"-n",
		"--force",
		":(glob)x",
		":!a.txt",
		"new\nline",
		"tab\there",
		'quo"te',
		"*",
		"ünï/çødé.txt",
		" ",
		"a\\b",
		"ZWJ\u200d.txt",
	];
	const folder = makeRepository({ "a.txt": "a\n", ".gitattributes": "* text=auto\n" });
	const task = await begin(folder);
	for (const path of odd) writeFiles(task.root, { [path]: `${path}\r\n` });
	await keepWork(task);
	const listed = git(folder, "ls-tree", "-r", "-z", "--name-only", "remit/fix-it").split("\0").filter(Boolean);
	expect(listed.toSorted()).toEqual([...odd, ".gitattributes", "a.txt"].toSorted());
	expect(git(folder, "fsck", "--strict")).not.toContain("error");
});

test("what git would take for its own folder is refused, however it is spelled, and so is what its checks object to", async () => {
	const folder = makeRepository({ "a.txt": "a\n" });
	const task = await begin(folder);
	const content = await kept(task, "[core]\n\tfsmonitor = evil\n");
	const link = await kept(task, "/etc/passwd");
	const modules = await kept(task, '[submodule "../../evil"]\n\tpath = x\n\turl = ./x\n');
	const before = personState(folder);
	const file = (path: string, name = content, mode = 0o100644) => ({ path, origin: null, content: name, mode });
	const bad = [
		...[".git/config", ".GIT/hooks/x", "sub/.Git/config", "git~1/config", ".git. /config", ".g\u200cit/config"],
		...[".git::$INDEX_ALLOCATION/x", "a\\.git\\x", "../out", "/abs", "a//b", "a/./b", "", "nul\0"],
	].map((path) => file(path));
	for (const one of [
		...bad,
		file(".gitmodules", link, 0o120000),
		file(".gitmodules", modules),
		file("tree", content, 0o040000),
	]) {
		const work = { ...(await task.work()), files: [one] };
		expect(await task.repository.keepBranch(work, never), one.path).toMatchObject({ kind: "refused" });
		expect(await task.repository.commit(work, never), one.path).toMatchObject({ kind: "refused" });
	}
	expect(touchedSince(before, folder)).toEqual([]);
	expect(git(folder, "count-objects")).toBe("3 objects, 12 kilobytes\n");
});

test("hooks and settings of the person do not change what is brought: no hook runs, addresses are not rewritten", async () => {
	const folder = makeRepository({ "a.txt": "a\n" });
	const mark = join(makeFolder("mark"), "ran");
	for (const hook of ["reference-transaction", "post-checkout", "post-merge", "pre-commit"]) {
		writeFiles(folder, { [`.git/hooks/${hook}`]: `#!/bin/sh\ntouch "${mark}"\n` });
		chmodSync(join(folder, ".git/hooks", hook), 0o755);
	}
	git(folder, "config", "core.fsmonitor", `touch "${mark}"`);
	git(folder, "config", "fetch.prune", "true");
	git(folder, "config", "remote.origin.url", folder);
	git(folder, "config", "remote.origin.fetch", "+refs/heads/*:refs/heads/*");
	const task = await begin(folder);
	writeFiles(task.root, { "a.txt": "b\n" });
	const before = personState(folder);
	await keepWork(task);
	expect(existsSync(mark)).toBe(false);
	expect(touchedSince(before, folder)).toEqual(branchFiles);
	git(folder, "config", "url.ext::evil.insteadOf", "/");
	writeFiles(task.root, { "a.txt": "c\n" });
	expect(await task.repository.keepBranch(await task.work(), never)).toMatchObject({ kind: "refused" });
	expect(existsSync(mark)).toBe(false);
});

test("without a repository, without a checkout, without a name to sign with, it is refused in words", async () => {
	const plain = makeFolder("plain");
	writeFiles(plain, { "a.txt": "a\n" });
	const task = await begin(plain);
	writeFiles(task.root, { "a.txt": "b\n" });
	expect(await task.repository.look(never)).toBeNull();
	expect(await task.repository.keepBranch(await task.work(), never)).toEqual({
		kind: "refused",
		text: "The opened folder is in no git repository.",
	});
	const folder = makeRepository({ "a.txt": "a\n" });
	const nobody = { GIT_AUTHOR_NAME: undefined, GIT_AUTHOR_EMAIL: undefined, GIT_COMMITTER_NAME: undefined };
	const second = await begin(folder, {
		env: personEnv({ ...nobody, GIT_COMMITTER_EMAIL: undefined, USER: undefined }),
	});
	git(folder, "config", "user.useConfigOnly", "true");
	writeFiles(second.root, { "a.txt": "b\n" });
	const work = await second.work();
	const before = personState(folder);
	for (const brought of [await second.repository.keepBranch(work, never), await second.repository.commit(work, never)])
		expect(brought).toMatchObject({ kind: "refused", text: expect.stringContaining("user.email") });
	expect(touchedSince(before, folder)).toEqual([]);
	rmSync(join(second.storage, "harness.git"), { recursive: true });
	expect(await second.repository.keepBranch(work, never)).toMatchObject({
		kind: "refused",
		text: expect.stringMatching(/gone/),
	});
});

test("an abort ends it before anything is there", async () => {
	const folder = makeRepository({ "a.txt": "a\n" });
	const task = await begin(folder);
	writeFiles(task.root, { "a.txt": "b\n" });
	const work = await task.work();
	const before = personState(folder);
	const reason = new Error("stopped");
	await expect(task.repository.keepBranch(work, AbortSignal.abort(reason))).rejects.toBe(reason);
	expect(touchedSince(before, folder)).toEqual([]);
});

test("a filter that must not fail and does is a refusal with its words", async () => {
	const folder = makeRepository({ ".gitattributes": "*.low filter=low\n" });
	git(folder, "config", "filter.low.clean", "echo no key for this >&2; exit 1");
	git(folder, "config", "filter.low.required", "true");
	const task = await begin(folder);
	writeFiles(task.root, { "x.low": "x\n" });
	const before = personState(folder);
	const text = expect.stringMatching(/x\.low could not be converted[\s\S]*no key for this/);
	expect(await task.repository.keepBranch(await task.work(), never)).toMatchObject({ kind: "refused", text });
	expect(await task.repository.commit(await task.work(), never)).toMatchObject({ kind: "refused", text });
	expect(touchedSince(before, folder)).toEqual([]);
});

test("a repository of somebody else is refused as git itself refuses it", async () => {
	const folder = makeRepository({ "a.txt": "a\n" });
	const home = makeFolder("home");
	const env = personEnv({ GIT_TEST_ASSUME_DIFFERENT_OWNER: "1", HOME: home });
	const task = await begin(folder, { env });
	writeFiles(task.root, { "a.txt": "b\n" });
	const dubious = { kind: "refused", text: expect.stringContaining("dubious ownership") };
	expect(await task.repository.keepBranch(await task.work(), never)).toMatchObject(dubious);
	expect(await task.repository.commit(await task.work(), never)).toMatchObject(dubious);
	writeFiles(home, { ".gitconfig": `[safe]\n\tdirectory = ${folder}\n` });
	expect(await task.repository.keepBranch(await task.work(), never)).toMatchObject({ kind: "brought" });
});

test("a branch in the way of the name is refused", async () => {
	const folder = makeRepository({ "a.txt": "a\n" });
	git(folder, "branch", "remit");
	const task = await begin(folder);
	writeFiles(task.root, { "a.txt": "b\n" });
	expect(await task.repository.keepBranch(await task.work(), never)).toMatchObject({
		kind: "refused",
		text: expect.stringContaining("refs/heads/remit"),
	});
	expect(git(folder, "for-each-ref", "--format=%(refname)")).toBe("refs/heads/main\nrefs/heads/remit\n");
});

test("looking at a repository and planning a push run nothing that its settings name, but what asks the remote", async () => {
	const folder = makeRepository({ "a.txt": "a\n" });
	const task = await begin(folder);
	writeFiles(task.root, { "a.txt": "b\n" });
	await keepWork(task);
	const remote = makeRepository({ "r.txt": "r\n" });
	git(folder, "remote", "add", "origin", remote);
	const mark = join(makeFolder("mark"), "ran");
	const command = `touch "${mark}"; cat`;
	const named = ["core.fsmonitor", "core.pager", "pager.log", "core.editor", "diff.external", "diff.x.textconv"];
	const more = ["filter.x.clean", "filter.x.smudge", "core.alternateRefsCommand", "gpg.program", "credential.helper"];
	for (const key of [...named, ...more]) git(folder, "config", key, command);
	for (const name of ["remote", "log", "rev-parse"]) git(folder, "config", `alias.${name}`, `!${command}`);
	git(folder, "config", "log.showSignature", "true");
	writeFiles(folder, { ".gitattributes": "* filter=x diff=x\n" });
	const before = personState(folder);
	expect(await task.repository.look(never)).toMatchObject({ branch: "main", remotes: [{ name: "origin" }] });
	expect(await task.repository.planPush("remit/fix-it", "origin", never)).toMatchObject({ kind: "plan" });
	expect(existsSync(mark)).toBe(false);
	expect(touchedSince(before, folder)).toEqual([]);
});
