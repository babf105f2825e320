/** What is pushed is what was shown: one branch, never a protected one, never by force, with nobody's password in sight. */

import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { pullRequestPage, withoutCredentials } from "../../src/node/ship/address.ts";
import { begin, keepWork, personEnv, personState, touchedSince } from "../support/person-repository.ts";
import { commit, git, makeFolder, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

/** A person's clone with a kept branch, beside the bare repository that it was cloned from. */
async function kept(env = personEnv()) {
	const first = makeRepository({ "a.txt": "a\n", "b.txt": "b\n" });
	const remote = join(makeFolder("remote"), "it.git");
	git(first, "clone", "-q", "--bare", first, remote);
	const folder = join(makeFolder("clone"), "project");
	git(first, "clone", "-q", remote, folder);
	const task = await begin(folder, { env });
	writeFiles(task.root, { "a.txt": "changed\n", "n\new.txt": "new\n" });
	const brought = await keepWork(task);
	return { folder, remote, task, ...brought, plan: () => planOf(task) };
}

async function planOf({ repository }: Awaited<ReturnType<typeof begin>>, branch = "remit/fix-it") {
	const plan = await repository.planPush(branch, "origin", never);
	if (plan.kind === "refused") throw new Error(plan.text);
	return plan;
}

function refs(folder: string): string {
	return git(folder, "for-each-ref", "--format=%(refname) %(objectname)");
}

test("the plan says exactly what would be sent, and pushing sends that and nothing else", async () => {
	const { folder, remote, task, commit: id } = await kept();
	writeFiles(folder, { "mine.txt": "unpushed\n" });
	commit(folder, "mine, unpushed");
	git(folder, "tag", "-a", "-m", "t", "v1", "remit/fix-it");
	git(folder, "config", "push.followTags", "true");
	git(folder, "config", "push.default", "matching");
	git(folder, "config", "remote.origin.push", "refs/heads/*:refs/heads/*");
	const [before, there] = [personState(folder), refs(remote)];
	const plan = await planOf(task);
	expect(plan).toEqual({
		...{ kind: "plan", branch: "remit/fix-it", remote: "origin", url: remote, commit: id, remoteCommit: null },
		...{ commits: ["Fix it"], files: ["a.txt", "n\new.txt"] },
	});
	expect(touchedSince(before, folder)).toEqual([]);
	expect(refs(remote)).toBe(there);
	expect(await task.repository.push(plan, never)).toEqual({ kind: "pushed", page: "" });
	expect(refs(remote)).toBe(`${there}refs/heads/remit/fix-it ${id}\n`);
	expect(touchedSince(before, folder).filter((path) => !path.startsWith(".git/refs/remotes/"))).toEqual([
		".git/logs/refs/remotes/origin/remit/fix-it",
	]);
	const again = await planOf(task);
	expect(again).toMatchObject({ remoteCommit: id, commits: [], files: [] });
	expect(await task.repository.push(again, never)).toMatchObject({ kind: "pushed" });
});

test("a protected branch is never pushed to, however it is written, nor the branch that the remote's HEAD names", async () => {
	const { folder, remote, task } = await kept();
	git(folder, "branch", "release/1");
	git(folder, "branch", "trunk");
	git(folder, "push", "-q", "origin", "trunk");
	git(remote, "symbolic-ref", "HEAD", "refs/heads/trunk");
	const there = refs(remote);
	const bad = [
		"main",
		"Main",
		"refs/heads/main",
		"heads/main",
		"release/1",
		"trunk",
		"HEAD",
		"@",
		"",
		"-f",
		"--mirror",
	];
	for (const branch of [...bad, "remit/fix-it:main", "+remit/fix-it", "remit/../main", "main^0", "nowhere"]) {
		expect(await task.repository.planPush(branch, "origin", never), branch).toMatchObject({ kind: "refused" });
		const plan = { ...(await planOf(task)), branch };
		expect(await task.repository.push(plan, never), branch).toMatchObject({ kind: "refused" });
	}
	expect(refs(remote)).toBe(there);
});

test("another branch that is not protected can be pushed when the plan names it", async () => {
	const { folder, remote, task } = await kept();
	git(folder, "branch", "feature/x", "remit/fix-it");
	expect(await task.repository.push(await planOf(task, "feature/x"), never)).toMatchObject({ kind: "pushed" });
	expect(git(remote, "branch", "--list", "feature/x")).toContain("feature/x");
});

test("a branch or a remote that changed since it was shown is not pushed", async () => {
	const { folder, remote, task, plan } = await kept();
	const shown = await plan();
	const there = refs(remote);
	const elsewhere = join(makeFolder("elsewhere"), "it.git");
	git(folder, "clone", "-q", "--bare", remote, elsewhere);
	git(folder, "remote", "set-url", "--push", "origin", elsewhere);
	expect(await task.repository.push(shown, never)).toMatchObject({
		kind: "refused",
		text: expect.stringContaining("changed"),
	});
	git(folder, "config", "--unset", "remote.origin.pushurl");
	writeFiles(task.root, { "b.txt": "more\n" });
	await keepWork(task);
	expect(await task.repository.push(shown, never)).toMatchObject({
		kind: "refused",
		text: expect.stringContaining("changed"),
	});
	expect([refs(remote), refs(elsewhere)]).toEqual([there, there]);
	git(folder, "remote", "set-url", "--add", "--push", "origin", elsewhere);
	git(folder, "remote", "set-url", "--add", "--push", "origin", remote);
	expect(await task.repository.planPush("remit/fix-it", "origin", never)).toMatchObject({
		text: expect.stringContaining("more than one"),
	});
});

test("commits that the remote's branch has and ours has not are never overwritten", async () => {
	const { folder, remote, task, plan } = await kept();
	await task.repository.push(await plan(), never);
	const other = join(makeFolder("other"), "clone");
	git(folder, "clone", "-q", "-b", "remit/fix-it", remote, other);
	writeFiles(other, { "other.txt": "o\n" });
	commit(other, "other");
	git(other, "push", "-q", "origin", "remit/fix-it");
	const there = refs(remote);
	const behind = { kind: "refused", text: expect.stringContaining("has commits that yours has not") };
	expect(await task.repository.planPush("remit/fix-it", "origin", never)).toMatchObject(behind);
	git(folder, "fetch", "-q");
	expect(await task.repository.planPush("remit/fix-it", "origin", never)).toMatchObject(behind);
	git(folder, "config", "remote.origin.mirror", "true");
	git(folder, "config", "remote.origin.push", "+refs/heads/*:refs/heads/*");
	const forced = {
		kind: "plan" as const,
		branch: "remit/fix-it",
		remote: "origin",
		url: remote,
		commit: "",
		remoteCommit: null,
	};
	expect(await task.repository.push({ ...forced, commits: [], files: [] }, never)).toMatchObject(behind);
	expect(refs(remote)).toBe(there);
});

test("a remote without branches, one that is gone and one that does not exist are refused in words", async () => {
	const { folder, task } = await kept();
	const empty = join(makeFolder("empty"), "it.git");
	git(folder, "init", "-q", "--bare", empty);
	git(folder, "remote", "add", "empty", empty);
	git(folder, "remote", "add", "gone", "/nowhere/it.git");
	for (const [remote, words] of [
		["empty", "no branch yet"],
		["gone", "cannot be asked"],
		["none", "no remote none"],
		[empty, "no remote"],
	] as const)
		expect(await task.repository.planPush("remit/fix-it", remote, never)).toMatchObject({
			kind: "refused",
			text: expect.stringContaining(words),
		});
});

test("the person's pre-push hook runs and can refuse; its words are told without passwords", async () => {
	const { folder, remote, task, plan } = await kept();
	writeFiles(folder, {
		".git/hooks/pre-push": '#!/bin/sh\necho "no pushing to https://me:secret@example.org/x today" >&2\nexit 1\n',
	});
	chmodSync(join(folder, ".git/hooks/pre-push"), 0o755);
	const there = refs(remote);
	const pushed = await task.repository.push(await plan(), never);
	expect(pushed).toMatchObject({
		kind: "refused",
		text: expect.stringContaining("no pushing to https://example.org/x today"),
	});
	expect(refs(remote)).toBe(there);
});

test("remotes whose names are options or whose addresses are commands run nothing", async () => {
	const { folder, task } = await kept();
	const mark = join(makeFolder("mark"), "ran");
	const name = `--upload-pack=touch ${mark};`;
	writeFiles(folder, {
		".git/more": `[remote "${name}"]\n\turl = ${folder}\n[remote "ext"]\n\turl = ext::touch ${mark}\n`,
	});
	git(folder, "config", "include.path", "more");
	const state = await task.repository.look(never);
	expect(state?.remotes.map((remote) => remote.name)).toEqual(["ext", "origin"]);
	for (const remote of [name, "ext"])
		expect(await task.repository.planPush("remit/fix-it", remote, never)).toMatchObject({ kind: "refused" });
	expect(existsSync(mark)).toBe(false);
});

test("looking tells branch, protection and remotes, without credentials, and touches nothing", async () => {
	const { folder, task } = await kept();
	git(folder, "remote", "add", "secret", "https://me:t%6Fken@example.org/o/r.git?private_token=x");
	git(folder, "remote", "set-url", "origin", "git@github.com:o/r.git");
	const before = personState(folder);
	expect(await task.repository.look(never)).toEqual({
		branch: "main",
		isProtected: true,
		remotes: [
			{ name: "origin", url: "git@github.com:o/r.git" },
			{ name: "secret", url: "https://example.org/o/r.git" },
		],
	});
	git(folder, "switch", "-q", "-c", "feature/x");
	expect(await task.repository.look(never)).toMatchObject({ branch: "feature/x", isProtected: false });
	git(folder, "switch", "-q", "main");
	expect(touchedSince(before, folder).filter((path) => !/logs|index|feature/.test(path))).toEqual([]);
});

test("nothing waits for a password or for a host to be trusted", async () => {
	const ssh = join(makeFolder("bin"), "ssh");
	writeFiles(join(ssh, ".."), { ssh: '#!/bin/sh\necho "ssh $* prompt=$GIT_TERMINAL_PROMPT" >&2\nexit 255\n' });
	chmodSync(ssh, 0o755);
	const { folder, task } = await kept(personEnv({ PATH: `${join(ssh, "..")}:${process.env.PATH}` }));
	git(folder, "remote", "set-url", "origin", "ssh://git@localhost:1/o/r.git");
	const plan = await task.repository.planPush("remit/fix-it", "origin", never);
	expect(plan).toMatchObject({
		kind: "refused",
		text: expect.stringMatching(/ssh -o BatchMode=yes .*localhost.*prompt=0/),
	});
	git(folder, "config", "core.sshCommand", `${ssh} mine`);
	const own = await task.repository.planPush("remit/fix-it", "origin", never);
	expect(own).toMatchObject({ text: expect.stringContaining("ssh mine") });
});

test.each([
	["https://github.com/o/r.git", "https://github.com/o/r/compare/remit/fix?expand=1"],
	["https://me:pw@github.com/o/r", "https://github.com/o/r/compare/remit/fix?expand=1"],
	["git@github.com:o/r.git", "https://github.com/o/r/compare/remit/fix?expand=1"],
	["ssh://git@ssh.github.com:443/o/r.git", "https://github.com/o/r/compare/remit/fix?expand=1"],
	[
		"git@gitlab.example.org:g/sub/r.git",
		"https://gitlab.example.org/g/sub/r/-/merge_requests/new?merge_request%5Bsource_branch%5D=remit%2Ffix",
	],
	["https://bitbucket.org/o/r.git", "https://bitbucket.org/o/r/pull-requests/new?source=remit%2Ffix"],
	["https://example.org/o/r.git", ""],
	["/srv/github.com/o/r.git", ""],
	["ext::ssh git@github.com o/r", ""],
	["https://github.com/o/r/../../evil", ""],
	["https://github.com@evil.example/o/r", ""],
	['https://github.com/o/r" onclick=', ""],
	["https://evil.example/https://github.com/o/r", ""],
])("a pull request for %s is opened at %s", (address, page) => {
	expect(pullRequestPage(address, "remit/fix")).toBe(page);
});

test.each([
	["https://user:pa@ss@example.org:8443/x", "https://example.org:8443/x"],
	["https://token@example.org/x", "https://example.org/x"],
	["ssh://git:pw@example.org/x", "ssh://git@example.org/x"],
	["http::https://user:pw@example.org/x?token=1#2", "http::https://example.org/x"],
	["git@example.org:x/y.git", "git@example.org:x/y.git"],
	["/srv/it.git", "/srv/it.git"],
])("%s is shown as %s", (address, shown) => {
	expect(withoutCredentials(address)).toBe(shown);
});
