/** Work that began with another branch is brought home: as a branch on that one, or merged where the person is. */

import { afterEach, expect, test } from "vitest";
import { begin, show } from "../support/person-repository.ts";
import { commit, git, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

const text = (second: string, last: string) => `one\n${second}\n${"line\n".repeat(20)}${last}\n`;

/** On main; the branch `other` differs in the second line, and has a file of its own. */
async function onOther() {
	const folder = makeRepository({ "a.txt": text("two", "end") });
	git(folder, "checkout", "-q", "-b", "other");
	writeFiles(folder, { "a.txt": text("other", "end"), "only.txt": "o\n" });
	commit(folder, "on other");
	git(folder, "checkout", "-q", "main");
	writeFiles(folder, { "main.txt": "m\n" });
	commit(folder, "on main");
	writeFiles(folder, { "dirty.txt": "d\n" });
	return { folder, task: await begin(folder, { base: "other" }) };
}

test("the kept branch stands on the branch that the task began with, and holds nothing uncommitted", async () => {
	const { folder, task } = await onOther();
	writeFiles(task.root, { "a.txt": text("other", "agent") });
	const brought = await task.repository.keepBranch(await task.work(), never);
	expect(brought).toMatchObject({ kind: "brought", branch: "remit/fix-it" });
	expect(git(folder, "rev-parse", "remit/fix-it^")).toBe(git(folder, "rev-parse", "other"));
	expect(show(folder, "remit/fix-it:a.txt")).toBe(text("other", "agent"));
	expect(git(folder, "diff", "--name-only", "other", "remit/fix-it")).toBe("a.txt\n");
	expect(git(folder, "status", "--porcelain")).toBe("?? dirty.txt\n");
});

test("committed where the person is, the work alone is merged, and the other branch's own changes stay there", async () => {
	const { folder, task } = await onOther();
	writeFiles(task.root, { "a.txt": text("other", "agent") });
	const brought = await task.repository.commit(await task.work(), never);
	expect(brought).toMatchObject({ kind: "brought", branch: "main" });
	expect(show(folder, "main:a.txt")).toBe(text("two", "agent"));
	expect(git(folder, "ls-tree", "--name-only", "main")).toBe("a.txt\nmain.txt\n");
});

test("what does not go with the branch that is checked out is refused, and nothing is changed", async () => {
	const { folder, task } = await onOther();
	writeFiles(task.root, { "a.txt": text("agent", "end"), "only.txt": "agent\n" });
	const before = git(folder, "rev-parse", "main");
	const brought = await task.repository.commit(await task.work(), never);
	expect(brought).toMatchObject({ kind: "refused", text: expect.stringContaining("does not go with the last commit") });
	expect(git(folder, "rev-parse", "main")).toBe(before);
});
