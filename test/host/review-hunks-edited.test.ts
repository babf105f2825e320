/** Hunks while the agent and the person go on: new versions, unsaved text, and what is never decided unseen. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Outcome } from "../../src/vscode/review/decide.ts";
import { reviewTabs } from "./open-editors.ts";
import {
	base,
	lenses,
	lines,
	opened,
	press,
	proposed,
	putCursor,
	run,
	sideOf,
	threeHunks,
	titles,
	withNew,
} from "./review-editor.ts";
import { withReview } from "./review-ground.ts";
import { test } from "./runner.ts";
import { until } from "./until.ts";

test("a new version is shown at once, and decisions on hunks that did not change stay", () =>
	withReview(async (ground) => {
		await threeHunks(ground);
		const { document } = await opened(ground);
		await press(document.uri, "✓ Accept", 10);
		ground.propose("a.txt", { base, proposed: proposed.replace("new 18", "newer 18") });
		await until("the new version is shown", () => document.getText().includes("newer 18"));
		assert.equal(document.isDirty, false);
		await until("the lenses follow", async () => (await titles(document.uri)).includes("10 ✓ Accepted"));
		assert.deepEqual(ground.decisionsOn("a.txt"), ["undecided", "accepted", "undecided"]);
	}));

test("a button that was made for an earlier version decides nothing", () =>
	withReview(async (ground) => {
		await threeHunks(ground);
		const { document } = await opened(ground);
		const [first] = await lenses(document.uri);
		assert.equal(first?.command?.title, "✓ Accept");
		ground.propose("a.txt", { base, proposed: proposed.replace("new 2", "unseen 2") });
		const outcome = await vscode.commands.executeCommand<Outcome>(
			first?.command?.command ?? "",
			...(first?.command?.arguments ?? []),
		);
		assert.match(outcome.left[0]?.text ?? "", /changed since you looked/);
		assert.deepEqual(ground.decisions, []);
		await ground.assertHolds("a.txt", base);
	}));

test("what the person types into the proposed side is kept in the checkout, and is what is accepted then", () =>
	withReview(async (ground) => {
		await threeHunks(ground);
		const editor = await opened(ground);
		await editor.edit((edit) => edit.replace(editor.document.lineAt(10).range, "mine 10"));
		assert.equal(editor.document.isDirty, true);
		assert.equal(await editor.document.save(), true);
		assert.equal(editor.document.isDirty, false);
		assert.equal(Buffer.from(ground.edits[0]?.bytes ?? []).toString(), proposed.replace("new 10", "mine 10"));
		await press(editor.document.uri, "✓ Accept", 10);
		await ground.assertHolds("a.txt", base.replace("line 10", "mine 10"));
		await editor.edit((edit) => edit.replace(editor.document.lineAt(18).range, "mine 18"));
		assert.equal(await editor.document.save(), true);
		assert.equal(ground.edits.length, 2);
	}));

test("near unsaved edits nothing is decided; elsewhere hunks keep their place and can be", () =>
	withReview(async (ground) => {
		await threeHunks(ground);
		const editor = await opened(ground);
		await titles(editor.document.uri);
		await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), "unsaved\nunsaved\n"));
		const found = await titles(editor.document.uri);
		assert.ok(found.includes("2 Unsaved edits: save to decide"), found.join());
		assert.ok(found.includes("12 ✓ Accept") && found.includes("20 ✓ Accept"), found.join());
		putCursor(editor, 2);
		assert.equal(await run("acceptHunk"), undefined);
		const whole = await run("acceptFile");
		assert.match(whole?.left[0]?.text ?? "", /edits of yours in the review that are not saved/);
		assert.deepEqual(ground.decisions, []);
		await press(editor.document.uri, "✓ Accept", 12);
		await ground.assertHolds("a.txt", withNew(10));
		await vscode.commands.executeCommand("workbench.action.files.revert");
	}));

test("unsaved text is never overwritten by a new version of the agent, and is refused when it is saved over it", () =>
	withReview(async (ground) => {
		await threeHunks(ground);
		const editor = await opened(ground);
		await titles(editor.document.uri);
		await editor.edit((edit) => edit.replace(editor.document.lineAt(10).range, "mine 10"));
		// As long as before, so that only the version can tell.
		ground.propose("a.txt", { base, proposed: proposed.replace("new 18", "NEW 18") });
		await until("the lens says so", async () => /revert the file/.test((await titles(editor.document.uri)).join()));
		assert.equal(await editor.document.save(), false);
		assert.deepEqual(ground.edits, []);
		assert.match(editor.document.getText(), /mine 10/);
		await vscode.commands.executeCommand("workbench.action.files.revert");
		await until("the agent's version is shown", () => editor.document.getText().includes("NEW 18"));
	}));

test("the base side, deleted files and a discarded task cannot be edited", () =>
	withReview(async (ground) => {
		await threeHunks(ground);
		ground.propose("gone.txt", { base: "gone\n" });
		ground.propose("unseen.txt", { proposed: "unseen\n" });
		const save = (uri: vscode.Uri) => Promise.resolve(vscode.workspace.fs.writeFile(uri, Buffer.from("mine\n")));
		await opened(ground);
		await assert.rejects(save(sideOf(ground, "a.txt", "base")));
		await assert.rejects(save(sideOf(ground, "gone.txt")));
		ground.change((view) => ({ ...view, status: "discarded" }));
		await assert.rejects(save(sideOf(ground, "a.txt")));
		await until("the document says so", async () =>
			/Nothing can be decided here: its task was discarded/.test((await titles(sideOf(ground, "a.txt"))).join()),
		);
		await assert.rejects(Promise.resolve(vscode.workspace.fs.readFile(sideOf(ground, "unseen.txt"))), /discarded/);
		assert.deepEqual(ground.edits, []);
	}));

test("a change that the agent took back shows the base on both sides and offers to undo what was accepted", () =>
	withReview(async (ground) => {
		await threeHunks(ground);
		const { document } = await opened(ground);
		await press(document.uri, "✓ Accept", 10);
		ground.vanished(ground.path("a.txt"));
		await until("the base is shown", () => document.getText() === base);
		await until("undo is offered", async () => (await titles(document.uri)).includes("0 Undo what was accepted"));
		await press(document.uri, "Undo what was accepted");
		await ground.assertHolds("a.txt", base);
	}));

test("in the review of all files each one has its buttons, and the review stays open until nothing is left", () =>
	withReview(async (ground) => {
		for (const file of ["a.txt", "b.txt"]) await threeHunks(ground, file);
		await ground.run("reviewChanges");
		await until("the review is open", () => reviewTabs().length === 1);
		const label = reviewTabs()[0]?.label;
		for (const file of ["a.txt", "b.txt"]) await vscode.workspace.openTextDocument(sideOf(ground, file));
		await press(sideOf(ground, "a.txt"), "✓ All 3");
		await ground.assertHolds("a.txt", proposed);
		assert.equal(reviewTabs()[0]?.label, label);
		await press(sideOf(ground, "b.txt"), "✓ Accept", 10);
		assert.equal(reviewTabs()[0]?.label, label);
		await run("acceptAll");
		await ground.assertHolds("b.txt", proposed);
		await until("the review is closed", () => reviewTabs().length === 0);
	}));

test("a file with 5,000 hunks has the buttons of what is in sight, and the others when it is scrolled to", () =>
	withReview(async (ground) => {
		const many = lines(20_000);
		const changed = many.map((line, at) => (at % 4 === 0 ? `new ${at}\n` : line));
		ground.propose("a.txt", { base: many.join(""), proposed: changed.join("") });
		assert.equal(ground.pieces("a.txt").length, 5_000);
		const editor = await opened(ground);
		assert.ok((await titles(editor.document.uri)).includes("0 ✓ Accept"));
		editor.revealRange(new vscode.Range(12_000, 0, 12_000, 0), vscode.TextEditorRevealType.AtTop);
		await until("the hunks there have theirs", async () =>
			(await titles(editor.document.uri)).includes("12000 ✓ Accept"),
		);
		assert.ok((await lenses(editor.document.uri)).length < 2_000);
	}));
