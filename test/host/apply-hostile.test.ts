/** Changes that must not be applied, whoever proposes them: nothing is written, and a sentence says why. */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import { folder, withReview } from "./review-ground.ts";
import { test } from "./runner.ts";

test("what was deleted, created or changed meanwhile is not overwritten", () =>
	withReview(async (ground) => {
		ground.propose("gone.txt", { base: "a\n", proposed: "b\n" });
		assert.match(await ground.refused("gone.txt"), /was deleted in your workspace/);
		await ground.write("there.txt", "mine\n");
		ground.propose("there.txt", { proposed: "theirs\n" });
		assert.match(await ground.refused("there.txt"), /exists by now/);
		await ground.write("changed.txt", "mine\n");
		ground.propose("changed.txt", { base: "a\n" });
		assert.match(await ground.refused("changed.txt"), /you changed it since/);
		await ground.write("taken.txt", "mine\n");
		await ground.write("old.txt", "a\n");
		ground.propose("taken.txt", { from: "old.txt", base: "a\n", proposed: "a\n" });
		assert.match(await ground.refused("taken.txt"), /taken.txt exists by now/);
		for (const [file, content] of Object.entries({
			"gone.txt": null,
			"there.txt": "mine\n",
			"changed.txt": "mine\n",
			"taken.txt": "mine\n",
			"old.txt": "a\n",
		})) {
			await ground.assertHolds(file, content);
		}
	}));

test("a folder in the way, a file in a folder's place and a read-only file are refused", () =>
	withReview(async (ground) => {
		await ground.write("folder/inside.txt", "a\n");
		ground.propose("folder", { proposed: "b\n" });
		assert.match(await ground.refused("folder"), /is a folder/);
		await ground.write("file", "a\n");
		ground.propose("file/inside.txt", { proposed: "b\n" });
		assert.match(await ground.refused("file/inside.txt"), /is a file/);
		await ground.write("read-only.txt", "a\n");
		await fs.chmod(ground.uri("read-only.txt").fsPath, 0o444);
		ground.propose("read-only.txt", { base: "a\n", proposed: "b\n" });
		assert.match(await ground.refused("read-only.txt"), /read-only/);
		await ground.assertHolds("read-only.txt", "a\n");
	}));

test("no change leaves the folder through a symbolic link, or goes into a .git folder", () =>
	withReview(async (ground) => {
		const outside = `${folder().fsPath}-outside-${ground.place}`;
		await fs.mkdir(outside);
		await ground.write("inside/file.txt", "a\n");
		await fs.writeFile(`${outside}/a.txt`, "a\n");
		await fs.symlink(outside, ground.uri("linked").fsPath);
		await fs.symlink("inside", ground.uri("linked-inside").fsPath);
		await fs.symlink(`${outside}/a.txt`, ground.uri("link.txt").fsPath);
		ground.propose("linked/a.txt", { base: "a\n", proposed: "b\n" });
		ground.propose("linked/new.txt", { proposed: "b\n" });
		ground.propose("linked-inside/file.txt", { base: "a\n", proposed: "b\n" });
		ground.propose("link.txt", { base: "a\n", proposed: "b\n" });
		for (const file of ["linked/a.txt", "linked/new.txt", "linked-inside/file.txt", "link.txt"])
			assert.match(await ground.refused(file), /symbolic link/);
		for (const file of [".git/hooks/pre-commit", "sub/.GIT/config", "../up.txt", "a/../../up.txt", "git~1/config"]) {
			ground.propose(file, { proposed: "b\n" });
			assert.match(await ground.refused(file), /\.git folder|not a path inside/);
		}
		assert.deepEqual(await fs.readdir(outside), ["a.txt"]);
		assert.equal(await fs.readFile(`${outside}/a.txt`, "utf8"), "a\n");
		await fs.rm(outside, { recursive: true });
	}));

test("a symbolic link is made only when it points to something inside the folder", () =>
	withReview(async (ground) => {
		await ground.write("a.txt", "a\n");
		ground.propose("link", { proposed: "a.txt", mode: 0o120000 });
		await ground.accepted("link");
		assert.equal(await fs.readlink(ground.uri("link").fsPath), "a.txt");
		ground.decisions.length = 0;
		await fs.symlink("/", ground.uri("root").fsPath);
		for (const [file, target] of Object.entries({
			absolute: "/etc/passwd",
			climbing: "../../x",
			through: "root/etc",
			git: "../.git/hooks",
		})) {
			ground.propose(file, { proposed: target, mode: 0o120000 });
			assert.match(await ground.refused(file), /outside the folder/);
			await assert.rejects(fs.readlink(ground.uri(file).fsPath));
		}
	}));

test("a symbolic link that nobody changed is removed without touching what it points to", () =>
	withReview(async (ground) => {
		await ground.write("a.txt", "a\n");
		await fs.symlink("a.txt", ground.uri("link").fsPath);
		ground.propose("link", { base: "a.txt", mode: 0o120000 });
		await ground.accepted("link");
		await assert.rejects(fs.lstat(ground.uri("link").fsPath));
		await ground.assertHolds("a.txt", "a\n");
	}));
