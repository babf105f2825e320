/** What the review asks the person before it decides, and what it tells them with foreign words in it. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { hunkId } from "../../src/core/changes/piece-names.ts";
import { questionOf } from "../../src/vscode/review/ask.ts";
import { countText } from "../../src/vscode/review/tell.ts";
import { name, type ReviewGround, withReview } from "./review-ground.ts";
import { test } from "./runner.ts";
import { until } from "./until.ts";

async function twoFiles(ground: ReviewGround): Promise<void> {
	for (const file of ["a.txt", "b.txt"]) {
		await ground.write(file, "old\n");
		ground.propose(file, { base: "old\n", proposed: "new\n" });
	}
}

const activeLabel = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? "";

test("a task that is named by a keybinding or another extension is not decided on without the person", () =>
	withReview(async (ground) => {
		await twoFiles(ground);
		ground.says = "no";
		for (const command of ["acceptAll", "rejectAll"]) assert.equal(await ground.run(command), undefined);
		for (const command of ["acceptFile", "rejectFile"]) assert.equal(await ground.run(command, "a.txt"), undefined);
		assert.deepEqual(ground.decisions, []);
		await ground.assertHolds("a.txt", "old\n");
		assert.equal(ground.questions.length, 4);
		for (const question of ground.questions) assert.match(question, /A keybinding or another extension asks for this/);
		assert.match(ground.questions[0] ?? "", /^Accept 2 changes of “Goal of .*a\.txt\n.*b\.txt \[Accept All\]$/s);
		assert.match(ground.questions[2] ?? "", /^Accept one change .*a\.txt \[Accept\]$/s);
	}));

test("a file that is named to a key's command is the one that is asked about, whatever the cursor is in", () =>
	withReview(async (ground) => {
		await twoFiles(ground);
		await ground.run("openChange", "a.txt");
		await until("the comparison is in front", () => vscode.window.activeTextEditor?.document.uri.scheme === name);
		ground.says = "no";
		for (const command of ["acceptHunk", "rejectHunk"]) assert.equal(await ground.run(command, "b.txt"), undefined);
		assert.deepEqual(ground.decisions, []);
		assert.equal(ground.questions.length, 2);
		for (const question of ground.questions) assert.match(question, /another extension asks for this.*b\.txt/s);
	}));

test("a task that is not there is not taken for another one", () =>
	withReview(async (ground) => {
		await twoFiles(ground);
		assert.equal(await vscode.commands.executeCommand(`${name}.acceptAll`, { task: "another" }), undefined);
		assert.deepEqual([ground.decisions, ground.questions], [[], []]);
	}));

test("rejecting all in the editor asks first; accepting what is in front does not", () =>
	withReview(async (ground) => {
		await twoFiles(ground);
		await ground.run("reviewChanges");
		await until("the review is in front", () => activeLabel().startsWith("Review: "));
		ground.says = "no";
		await vscode.commands.executeCommand(`${name}.rejectAll`);
		assert.deepEqual(ground.decisions, []);
		assert.match(ground.questions.join(), /^Reject 2 changes of .* Your files stay as they are/);
		await vscode.commands.executeCommand(`${name}.acceptAll`);
		assert.equal(ground.questions.length, 1);
		assert.deepEqual(
			ground.decisions.map(({ decision }) => decision),
			["accepted", "accepted"],
		);
	}));

test("rejecting all asks as well when it comes from the panel, and not when it is one file", () =>
	withReview(async (ground, review) => {
		await twoFiles(ground);
		ground.says = "no";
		await review.reject(ground.task, undefined);
		assert.deepEqual([ground.decisions.length, ground.questions.length], [0, 1]);
		await review.reject(ground.task, ground.path("a.txt"));
		await review.reject(ground.task, undefined);
		assert.deepEqual([ground.decisions.length, ground.questions.length], [2, 1]);
	}));

test("the buttons above a file decide without a question", () =>
	withReview(async (ground) => {
		await twoFiles(ground);
		await ground.run("openChange", "a.txt");
		const inFront = () => vscode.window.activeTextEditor?.document.uri;
		await until("the comparison is in front", () => inFront()?.scheme === name);
		const uri = inFront();
		ground.says = "no";
		await vscode.commands.executeCommand(`${name}.acceptFile`, uri);
		assert.deepEqual(
			ground.decisions.map(({ path }) => path),
			[ground.path("a.txt")],
		);
		assert.deepEqual(ground.questions, []);
	}));

test("the review of a scripted task says so in its title", () =>
	withReview(async (ground) => {
		await twoFiles(ground);
		ground.change((view) => ({ ...view, model: { label: "Script", scripted: true } }));
		await ground.run("reviewChanges");
		await until(
			"the title says it",
			() => activeLabel() === `Review (scripted demo): Goal of ${ground.task} (2 files)`,
		);
	}));

test("what was decided is counted in hunks and files", () => {
	const hunk = (line: number) => hunkId({ baseStart: line, baseEnd: line, added: 1 }, "0".repeat(64));
	const done = (path: string, ...pieces: readonly string[]) => ({ path, note: "", pieces });
	assert.equal(countText([done("src/a.ts", hunk(1))]), "1 hunk in src/a.ts");
	assert.equal(countText([done("src/a.ts", hunk(1), hunk(9), hunk(20))]), "3 hunks in src/a.ts");
	assert.equal(countText([done("a.ts", hunk(1)), done("b.ts", hunk(9))]), "2 hunks in 2 files");
	assert.equal(countText([done("a.bin", "whole:a")]), "a.bin");
	assert.equal(countText([done("a.ts", hunk(1)), done("b.ts", "move:b")]), "2 files");
});

test("taking back many decisions is asked about, one is not", () => {
	const asked = (...paths: readonly string[]) =>
		questionOf({ decision: "undecided", paths, goal: "Goal", caller: "person" });
	assert.equal(asked("a.ts"), null);
	assert.match(asked("a.ts", "b.ts")?.text ?? "", /^Take back what you decided on 2 changes of “Goal”\?$/);
	assert.match(asked("a.ts", "b.ts")?.detail ?? "", /taken out of your files again/);
});
