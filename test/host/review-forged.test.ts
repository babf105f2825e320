/** Nobody but the person decides: not an address that somebody made up, not a panel that forgot the version, not a file's name. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TaskView } from "../../src/core/task/view.ts";
import { type ReviewActions, runReviewCommand } from "../../src/vscode/panel-review.ts";
import { inReviewOrder } from "../../src/vscode/review/show.ts";
import { name, type ReviewGround, uris, withReview } from "./review-ground.ts";
import { test } from "./runner.ts";

const linkMode = 0o120000;

function address(ground: ReviewGround, shown: string, query: object): vscode.Uri {
	const asked = { task: ground.task, side: "proposed", ...query };
	return vscode.Uri.from({ scheme: name, path: `/${shown}`, query: JSON.stringify(asked) });
}

function viewOf(ground: ReviewGround): TaskView {
	const view = ground.view(ground.task);
	assert.ok(view);
	return view;
}

test("an address whose title is not the file that it stands for opens nothing, and nothing is decided or written by it", () =>
	withReview(async (ground) => {
		ground.propose(".vscode/tasks.json", { proposed: "{}\n" });
		ground.propose("plain.txt", { base: "a\n", proposed: "b\n" });
		const path = ground.path(".vscode/tasks.json");
		const forged = [
			address(ground, "README.md", { path }),
			address(ground, "README.md", { path, side: "base" }),
			address(ground, path, { path, task: "another" }),
			address(ground, path, { path, more: 1 }),
			address(ground, path, { path }).with({ authority: "host" }),
			address(ground, `${path}/../README.md`, { path }),
		];
		for (const uri of forged) {
			await assert.rejects(async () => vscode.workspace.fs.readFile(uri));
			await assert.rejects(async () => vscode.workspace.fs.writeFile(uri, new Uint8Array([1])));
			await vscode.commands.executeCommand(`${name}.acceptFile`, uri);
		}
		const real = address(ground, path, { path });
		assert.equal(Buffer.from(await vscode.workspace.fs.readFile(real)).toString(), "{}\n");
		assert.deepEqual([ground.decisions, ground.edits], [[], []]);
		await ground.assertHolds(".vscode/tasks.json", null);
	}));

test("what is not among the task's changes cannot be written through the review, wherever it points", () =>
	withReview(async (ground) => {
		ground.propose("plain.txt", { base: "a\n", proposed: "b\n" });
		const paths = [
			"../x",
			"/etc/passwd",
			".git/config",
			".GIT/hooks/x",
			"a/../../x",
			"plain.txt::$DATA",
			"~/.ssh/config",
		];
		for (const path of paths) {
			const uri = vscode.Uri.from({
				scheme: name,
				path: `/${path}`.replace(/^\/+/, "/"),
				query: JSON.stringify({ task: ground.task, path, side: "proposed" }),
			});
			await assert.rejects(async () => vscode.workspace.fs.writeFile(uri, new Uint8Array([1])));
		}
		const base = uris.of(ground.task, { path: ground.path("plain.txt") }, "base");
		await assert.rejects(
			async () => vscode.workspace.fs.writeFile(base, new Uint8Array([1])),
			/NoPermissions|read|side/i,
		);
		assert.deepEqual(ground.edits, []);
	}));

test("links, and files that make a folder a repository, are accepted by no bulk action", () =>
	withReview(async (ground, review) => {
		ground.propose("tools/tasks.json", { proposed: "{}\n" });
		ground.propose(".vscode", { proposed: "tools", mode: linkMode });
		for (const file of ["HEAD", "config", "objects/keep", "refs/keep"])
			ground.propose(`fixture/${file}`, { proposed: `${file}\n` });
		await review.accept(ground.task, undefined);
		for (const file of ["tools/tasks.json", "fixture/objects/keep", "fixture/refs/keep"])
			assert.deepEqual(ground.decisionsOn(file), ["accepted"], file);
		for (const file of [".vscode", "fixture/HEAD", "fixture/config"]) {
			assert.deepEqual(ground.decisionsOn(file), ["undecided"], file);
			await ground.assertHolds(file, null);
		}
		const last = inReviewOrder(viewOf(ground)).slice(-3);
		assert.deepEqual(
			last.map(({ change }) => change.path).toSorted(),
			[".vscode", "fixture/HEAD", "fixture/config"].map((file) => ground.path(file)).toSorted(),
		);
		await review.accept(ground.task, ground.path(".vscode"));
		assert.deepEqual(ground.decisionsOn(".vscode"), ["accepted"]);
	}));

test("a panel that does not say which version it showed decides nothing", () =>
	withReview(async (ground, review) => {
		ground.propose("a.txt", { base: "a\n", proposed: "b\n" });
		const { task, path } = { task: ground.task, path: ground.path("a.txt") };
		const never = async () => assert.fail("not asked for");
		const parts = {
			review: review satisfies ReviewActions,
			verify: { verify: never, openCheck: never },
			ship: { keepBranch: never, commitAccepted: never, openPullRequest: never },
		};
		for (const type of ["accept", "reject"] as const) {
			await runReviewCommand({ type, task, path }, viewOf(ground), parts);
			await runReviewCommand({ type, task, path, version: "old" }, viewOf(ground), parts);
		}
		assert.deepEqual(ground.decisions, []);
	}));
