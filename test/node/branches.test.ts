/** The branches that a brief can begin with, of a real repository. */

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { branchesOf } from "../../src/node/branches.ts";

const signal = new AbortController().signal;

function repository(): { readonly folder: string; git(...args: readonly string[]): void } {
	const folder = mkdtempSync(join(tmpdir(), "remit-branches-"));
	const git = (...args: readonly string[]) => {
		const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
		execFileSync("git", [...identity, ...args], { cwd: folder, stdio: "ignore" });
	};
	git("init", "-b", "main");
	return { folder, git };
}

test("local branches come first, then those of remotes, and another name for one of them is left out", async () => {
	const { folder, git } = repository();
	git("commit", "--allow-empty", "-m", "one");
	git("branch", "topic/a-b");
	git("update-ref", "refs/remotes/origin/main", "HEAD");
	git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
	git("tag", "v1");
	const branches = await branchesOf(folder, signal);
	expect(branches.toSorted()).toEqual(["main", "origin/main", "topic/a-b"]);
	expect(branches.at(-1)).toBe("origin/main");
});

test("more branches than a list can show are cut", async () => {
	const { folder, git } = repository();
	git("commit", "--allow-empty", "-m", "one");
	const lines = Array.from({ length: 300 }, (_, at) => `create refs/heads/b${at} HEAD\n`).join("");
	execFileSync("git", ["update-ref", "--stdin"], { cwd: folder, input: lines });
	expect(await branchesOf(folder, signal)).toHaveLength(200);
});

test("a folder without a repository, and one without a commit, have none", async () => {
	expect(await branchesOf(mkdtempSync(join(tmpdir(), "remit-plain-")), signal)).toEqual([]);
	expect(await branchesOf(repository().folder, signal)).toEqual([]);
});

test("asking runs nothing that the repository configures", async () => {
	const { folder, git } = repository();
	git("commit", "--allow-empty", "-m", "one");
	const trap = join(folder, "trap.sh");
	writeFileSync(trap, `#!/bin/sh\ntouch ${join(folder, "ran")}\n`, { mode: 0o755 });
	for (const name of ["core.fsmonitor", "core.pager", "core.sshCommand", "core.hooksPath"]) git("config", name, trap);
	await branchesOf(folder, signal);
	expect(existsSync(join(folder, "ran"))).toBe(false);
});
