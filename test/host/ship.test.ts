/** Work is brought into a real git repository, after the person saw what would happen, and not otherwise. */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import { fingerprint, git } from "../support/repositories.ts";
import { test } from "./runner.ts";
import { bareRemote, head, shown, withShipping } from "./ship-ground.ts";

const files = { "a.txt": "one\n", "b.txt": "two\n" };
const writes = { "a.txt": "one, changed\n", "new.txt": "hello\n" };
const play = { files, writes };
const branchOf = (folder: string) => git(folder, "branch", "--list", "remit/*", "--format=%(refname:short)").trim();

test("what is accepted is kept as a branch: nothing is checked out, and the person is told where it is", () =>
	withShipping(play, async ({ folder, delegation, person, ship, accept, reject }) => {
		await accept("a.txt");
		await reject("new.txt");
		const before = head(folder);
		await ship.keepBranch("t1");
		const branch = branchOf(folder);
		assert.match(branch, /^remit\/say-hello/);
		assert.deepEqual(person.asked, []);
		assert.match(
			person.told.join(),
			new RegExp(`Kept 1 file as the branch ${branch}, commit [0-9a-f]{8}\\. Nothing was`),
		);
		assert.equal(shown(folder, `${branch}:a.txt`), "one, changed\n");
		assert.equal(shown(folder, `${branch}:new.txt`), null);
		assert.deepEqual([head(folder), git(folder, "status", "--porcelain")], [before, ""]);
		assert.match(git(folder, "log", "-1", "--format=%B", branch), /Reviewed-by: Ada/);
		const kept = delegation.view.shipped.at(-1);
		assert.deepEqual([kept?.type, kept?.branch], ["branch.kept", branch]);
	}));

test("where some is undecided the person says which work is kept; undecided work is not called reviewed", () =>
	withShipping(play, async ({ folder, person, ship, accept }) => {
		await accept("a.txt");
		person.answer("Accepted and undecided");
		await ship.keepBranch("t1");
		assert.match(person.asked.join(), /\{Accepted only 1 file\|Accepted and undecided 2 files\}/);
		const branch = branchOf(folder);
		assert.equal(shown(folder, `${branch}:new.txt`), "hello\n");
		assert.doesNotMatch(git(folder, "log", "-1", "--format=%B", branch), /Reviewed-by/);
	}));

test("protected files that nobody accepted are named before they get into a branch", () =>
	withShipping({ files, writes: { ".github/workflows/ci.yml": "on: push\n" } }, async ({ folder, person, ship }) => {
		await ship.keepBranch("t1");
		assert.match(person.asked.join(), /protected files included\?.*\.github\/workflows\/ci\.yml/s);
		assert.equal(branchOf(folder), "");
		person.answer("Keep as Branch");
		await ship.keepBranch("t1");
		assert.notEqual(branchOf(folder), "");
	}));

test("the person who cancels at any step has the repository exactly as it was", () =>
	withShipping(play, async ({ folder, person, ship, accept, delegation }) => {
		await bareRemote(folder);
		git(folder, "switch", "-q", "-c", "topic");
		await accept("a.txt");
		const before = fingerprint(join(folder, ".git"));
		await ship.keepBranch("t1");
		await ship.commitAccepted("t1");
		person.answer("Edit Message…", "Another subject");
		await ship.commitAccepted("t1");
		await ship.openPullRequest("t1");
		assert.equal(person.asked.length, 6);
		assert.deepEqual(fingerprint(join(folder, ".git")), before);
		assert.deepEqual([delegation.view.shipped, person.told], [[], []]);
	}));

test("what is accepted is committed on the checked-out branch, with the message that was shown", () =>
	withShipping(play, async ({ folder, delegation, person, ship, accept }) => {
		git(folder, "switch", "-q", "-c", "topic");
		await fs.writeFile(join(folder, "b.txt"), "mine, not committed\n");
		await accept("a.txt");
		await fs.writeFile(join(folder, "a.txt"), "one, changed\n");
		person.answer("Edit Message…", "Greet everybody", "Commit");
		await ship.commitAccepted("t1");
		assert.match(
			person.asked[0] ?? "",
			/^Commit 1 accepted file on “topic”\?.*Files:\na\.txt\n\nMessage:\nSay hello.*Remit-Task: t1/s,
		);
		assert.equal(git(folder, "log", "-1", "--format=%s").trim(), "Greet everybody");
		assert.match(git(folder, "log", "-1", "--format=%(trailers)"), /Remit-Task: t1\n.*Reviewed-by: Ada/s);
		assert.equal(git(folder, "show", "--name-only", "--format=", "HEAD").trim(), "a.txt");
		assert.equal(git(folder, "status", "--porcelain"), " M b.txt\n");
		assert.match(person.told.join(), /Committed 1 file on topic, commit [0-9a-f]{8}\./);
		assert.equal(delegation.view.shipped.at(-1)?.type, "accepted.committed");
	}));

test("on a protected branch a branch of the task's own is offered first, and committing there is asked about again", () =>
	withShipping(play, async ({ folder, person, ship, accept }) => {
		await accept("a.txt", "new.txt");
		person.answer("Keep as Branch");
		await ship.commitAccepted("t1");
		assert.match(person.asked.join(), /^The branch “main” is protected\./);
		assert.match(branchOf(folder), /^remit\//);
		assert.equal(git(folder, "log", "--format=%s", "main").trim(), "first");
		person.answer("Commit There…");
		await ship.commitAccepted("t1");
		assert.match(person.asked.at(-1) ?? "", /^Commit 2 accepted files on “main”\?/);
		assert.equal(git(folder, "log", "--format=%s", "main").trim(), "first");
	}));

test("where no branch is checked out nothing is committed, and a branch is offered", () =>
	withShipping(play, async ({ folder, person, ship, accept }) => {
		git(folder, "checkout", "-q", "--detach");
		await accept("a.txt");
		await ship.commitAccepted("t1");
		assert.match(person.asked.join(), /^No branch is checked out\..*\[Keep as Branch\]$/s);
	}));

test("a hook that refuses the commit is quoted, and nothing is recorded", () =>
	withShipping(play, async ({ folder, delegation, person, ship, accept }) => {
		git(folder, "switch", "-q", "-c", "topic");
		await accept("a.txt");
		const hook = join(folder, ".git/hooks/pre-commit");
		await fs.mkdir(join(folder, ".git/hooks"), { recursive: true });
		await fs.writeFile(hook, "#!/bin/sh\necho 'the lint is not clean' >&2\nexit 1\n", { mode: 0o755 });
		person.answer("Commit");
		await ship.commitAccepted("t1");
		assert.match(person.told.join(), /the lint is not clean/);
		assert.deepEqual(delegation.view.shipped, []);
		assert.equal(git(folder, "log", "--format=%s").trim(), "first");
	}));

test("nothing accepted, nothing at all, no repository, a deleted checkout: each is a sentence", async () => {
	await withShipping(play, async ({ person, ship, reject, delegation }) => {
		await ship.commitAccepted("t1");
		assert.match(person.told.at(-1) ?? "", /nothing of this task is accepted yet/);
		await reject("a.txt", "new.txt");
		await ship.keepBranch("t1");
		assert.match(person.told.at(-1) ?? "", /nothing to keep: everything was rejected/);
		await delegation.discard("palette");
		await ship.keepBranch("t1");
		assert.match(person.told.at(-1) ?? "", /checkout is deleted/);
		await ship.keepBranch("t2");
		assert.match(person.told.at(-1) ?? "", /not there any more/);
	});
	await withShipping({ ...play, files: null }, async ({ person, ship, accept }) => {
		await accept("a.txt");
		for (const act of [ship.keepBranch, ship.commitAccepted, ship.openPullRequest]) await act("t1");
		assert.equal(person.told.length, 3);
		for (const text of person.told) assert.match(text, /is in no git repository/);
	});
});

test("a second wish for the same task waits for the first one's end", () =>
	withShipping(play, async ({ person, ship, accept }) => {
		await accept("a.txt", "new.txt");
		await Promise.all([ship.keepBranch("t1"), ship.keepBranch("t1")]);
		assert.equal(person.told.filter((text) => /Kept 2 files/.test(text)).length, 1);
		assert.equal(person.told.filter((text) => /brought to your repository already/.test(text)).length, 1);
		await ship.keepBranch("t1");
		assert.match(person.told.at(-1) ?? "", /remit\/say-hello/);
	}));

test("an empty subject leaves the message as it was", () =>
	withShipping(play, async ({ folder, person, ship, accept }) => {
		git(folder, "switch", "-q", "-c", "topic");
		await accept("a.txt");
		person.answer("Edit Message…", "  ", "Edit Message…", "Subject", "Commit");
		await ship.commitAccepted("t1");
		assert.equal(git(folder, "log", "-1", "--format=%s").trim(), "Subject");
	}));
