/** What both the person and the agent changed: opened for merging, never guessed, and recorded when the person says so. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Outcome } from "../../src/vscode/review/decide.ts";
import { type Deciding, lines, withDecisions } from "./decide-ground.ts";
import { reviewTabs } from "./open-editors.ts";
import type { ReviewGround } from "./review-ground.ts";
import { test } from "./runner.ts";
import { until } from "./until.ts";

const base = lines(30);
const proposed = lines(30, { 3: "agent 3", 13: "agent 13", 23: "agent 23" });
const mine = lines(30, { 13: "mine 13" });
/** After the hunks that do not clash have landed. */
const landed = lines(30, { 3: "agent 3", 13: "mine 13", 23: "agent 23" });

const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
const isMerging = ({ input }: vscode.Tab) => typeof input === "object" && input !== null && "result" in input;

async function clashing(ground: ReviewGround, decide: Deciding): Promise<Outcome["left"][number]> {
	await ground.write("a.txt", mine);
	ground.propose("a.txt", { base, proposed });
	const { left } = await decide.all("accept", [decide.wanted("a.txt")]);
	assert.equal(reviewTabs().length, 0, "nothing of the review opens by itself from the panel");
	assert.equal(left.length, 1);
	assert.ok(left[0]);
	return left[0];
}

/** Writes the merged text, as the person would in the view, and presses the button that saves and closes it. */
async function finish(ground: ReviewGround, text: string): Promise<void> {
	const inFront = () => vscode.window.tabGroups.activeTabGroup.activeTab;
	// A tab is there before it is in front, which the command is about.
	await until("the view is in front", () => {
		const tab = inFront();
		return tab !== undefined && (isMerging(tab) || tab.input instanceof vscode.TabInputTextDiff);
	});
	const document = await vscode.workspace.openTextDocument(ground.uri("a.txt"));
	const edit = new vscode.WorkspaceEdit();
	edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
	await vscode.workspace.applyEdit(edit);
	await vscode.commands.executeCommand("remit.completeMerge");
	await until("the view is closed", () =>
		tabs().every((tab) => !isMerging(tab) && !(tab.input instanceof vscode.TabInputTextDiff)),
	);
}

test("the merge view shows base, yours and the agent's over the live file, and what was merged in it counts when the person says so", () =>
	withDecisions(async (ground, decide) => {
		const { merge } = await clashing(ground, decide);
		const merging = merge?.();
		await until("the merge view is open", () => tabs().some(isMerging));
		const input: unknown = tabs().find(isMerging)?.input;
		assert.ok(typeof input === "object" && input !== null && "base" in input && "input1" in input && "input2" in input);
		const texts = [input.base, input.input1, input.input2].map(async (uri) => {
			assert.ok(uri instanceof vscode.Uri);
			return (await vscode.workspace.openTextDocument(uri)).getText();
		});
		assert.deepEqual(await Promise.all(texts), [lines(30, { 3: "agent 3", 23: "agent 23" }), landed, proposed]);
		await ground.assertHolds("a.txt", landed);
		const merged = landed.replace("mine 13", "mine and agent 13");
		await finish(ground, merged);
		await merging;
		assert.match(ground.questions.join(), /Is the agent's change of .*a\.txt accepted now\?/);
		assert.deepEqual(ground.decisionsOn("a.txt"), ["accepted", "accepted", "accepted"]);
		await ground.assertHolds("a.txt", merged);
		const [kept] = await ground.kept(ground.task, [ground.item(ground.path("a.txt"))?.accepted?.content ?? ""]);
		assert.equal(Buffer.from(kept ?? []).toString(), proposed);
		await decide.done("undo", "a.txt", 0);
		await ground.assertHolds("a.txt", merged.replace("agent 3\n", "line 3\n"));
	}));

test("a merge that the person closes without a change, or does not count, leaves the hunk undecided", () =>
	withDecisions(async (ground, decide) => {
		const { merge } = await clashing(ground, decide);
		const first = merge?.();
		await until("the merge view is open", () => tabs().some(isMerging));
		await vscode.window.tabGroups.close(tabs());
		await first;
		assert.deepEqual(ground.questions, []);
		ground.says = "no";
		const second = merge?.();
		await until("the merge view is open again", () => tabs().some(isMerging));
		await finish(ground, landed.replace("mine 13", "mine again 13"));
		await second;
		assert.equal(ground.questions.length, 1);
		assert.deepEqual(ground.decisionsOn("a.txt"), ["accepted", "undecided", "accepted"]);
		await ground.assertHolds("a.txt", landed.replace("mine 13", "mine again 13"));
	}));

test("a file with conflict markers is compared instead: the merge view would begin by replacing its text", () =>
	withDecisions(async (ground, decide) => {
		const marked = mine.replace("mine 13\n", "<<<<<<< ours\nmine 13\n=======\nother\n>>>>>>> theirs\n");
		await ground.write("a.txt", marked);
		ground.propose("a.txt", { base, proposed });
		const { left } = await decide.all("accept", [decide.wanted("a.txt", 1)]);
		const merging = left[0]?.merge?.();
		await until("a comparison is open", () => tabs().some(({ input }) => input instanceof vscode.TabInputTextDiff));
		const input = tabs().find((tab) => tab.input instanceof vscode.TabInputTextDiff)?.input;
		assert.ok(input instanceof vscode.TabInputTextDiff);
		assert.equal(input.modified.toString(), ground.uri("a.txt").toString());
		await ground.assertHolds("a.txt", marked);
		await finish(ground, lines(30, { 13: "both 13" }));
		await merging;
		assert.deepEqual(ground.decisionsOn("a.txt"), ["undecided", "accepted", "undecided"]);
	}));

test("one clash of a decision in the editor opens the merge view at once", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", mine);
		ground.propose("a.txt", { base, proposed });
		const { left } = await decide.decisions.accept(ground.task, [decide.wanted("a.txt", 1)], "editor");
		assert.equal(left[0]?.merge, undefined);
		await until("the merge view is open", () => tabs().some(isMerging));
		await ground.assertHolds("a.txt", mine);
	}));

test("a decision that cannot be taken back because of the person's edits is offered for merging, too", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", base);
		ground.propose("a.txt", { base, proposed });
		await decide.done("accept", "a.txt");
		await ground.write("a.txt", proposed.replace("agent 13", "agent 13, by me"));
		const { left } = await decide.all("undo", [decide.wanted("a.txt", 1)]);
		const merging = left[0]?.merge?.();
		await until("the merge view is open", () => tabs().some(isMerging));
		await finish(ground, proposed.replace("agent 13", "by me"));
		await merging;
		assert.match(ground.questions.join(), /taken back now\?/);
		assert.deepEqual(ground.decisionsOn("a.txt"), ["accepted", "undecided", "accepted"]);
	}));

test("unsaved text is saved for the merge view only when the person agrees", () =>
	withDecisions(async (ground, decide) => {
		const { merge } = await clashing(ground, decide);
		const editor = await vscode.window.showTextDocument(ground.uri("a.txt"));
		await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "MINE "));
		ground.says = "no";
		await merge?.();
		assert.match(ground.questions.join(), /^Save .*a\.txt before merging\?/);
		assert.ok(!tabs().some(isMerging));
		assert.equal(editor.document.isDirty, true);
		await ground.assertHolds("a.txt", landed);
	}));

test("what cannot be merged as text is not offered for merging", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.bin", Buffer.from([0, 7]));
		ground.propose("a.bin", { base: Buffer.from([0, 1]), proposed: Buffer.from([0, 2]), binary: true });
		ground.propose("gone.txt", { base, proposed });
		const { left } = await decide.all("accept", [decide.wanted("a.bin"), decide.wanted("gone.txt")]);
		assert.deepEqual(
			left.map(({ merge }) => merge),
			[undefined, undefined],
		);
		await ground.assertHolds("a.bin", Buffer.from([0, 7]));
	}));
