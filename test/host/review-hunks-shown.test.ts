/** How changes are shown: many files together, notebooks, when a task becomes ready, and how fast. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { marksOf } from "../../src/vscode/review/decorate.ts";
import { ReviewDocuments } from "../../src/vscode/review/documents.ts";
import { ShownSides } from "../../src/vscode/review/files.ts";
import type { ReviewSource } from "../../src/vscode/review/source.ts";
import { reviewTabs } from "./open-editors.ts";
import { base, opened, press, proposed, putCursor, run, sideOf, threeHunks, titles } from "./review-editor.ts";
import { type ReviewGround, uris, withReview } from "./review-ground.ts";
import { test } from "./runner.ts";
import { until } from "./until.ts";

const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
const active = () => vscode.window.activeTextEditor?.document.uri.toString();

async function together(ground: ReviewGround): Promise<void> {
	await ground.run("reviewChanges");
	await until("the review is open", () => tabs().length === 1);
}

test("in the review of all files the keys lead from the last hunk of a file into the next file", () =>
	withReview(async (ground) => {
		for (const file of ["a.txt", "b.txt"]) await threeHunks(ground, file);
		await together(ground);
		const [a, b] = [sideOf(ground, "a.txt").toString(), sideOf(ground, "b.txt").toString()];
		await run("nextHunk");
		await until("the first file has the cursor", () => active() === a);
		const editor = vscode.window.activeTextEditor;
		assert.ok(editor);
		putCursor(editor, 2);
		for (const line of [10, 18]) {
			await run("acceptHunk");
			await until(`line ${line} has the cursor`, () => editor.selection.active.line === line);
		}
		await press(sideOf(ground, "b.txt"), "✗ Reject");
		await run("acceptHunk");
		await until("the next file has the cursor", () => active() === b);
		await ground.assertHolds("a.txt", proposed);
		await until("its first hunk is passed over", () => vscode.window.activeTextEditor?.selection.active.line === 10);
		assert.equal(reviewTabs().length, 1);
	}));

test("accepting all takes what the person typed into the review that is open", () =>
	withReview(async (ground) => {
		for (const file of ["a.txt", "b.txt"]) await threeHunks(ground, file);
		await together(ground);
		await run("nextHunk");
		await until("the first file has the cursor", () => active() === sideOf(ground, "a.txt").toString());
		const editor = vscode.window.activeTextEditor;
		assert.ok(editor);
		await editor.edit((edit) => edit.replace(editor.document.lineAt(10).range, "mine 10"));
		const early = await run("acceptAll");
		assert.deepEqual(
			early?.left.map(({ path }) => path),
			[ground.path("a.txt")],
		);
		assert.equal(await editor.document.save(), true);
		await run("acceptAll");
		await ground.assertHolds("a.txt", proposed.replace("new 10", "mine 10"));
		await ground.assertHolds("b.txt", proposed);
	}));

test("a name with a line end or turned-round text is shown as what it is where the editor shows addresses, and decided on all the same", () =>
	withReview(async (ground) => {
		const name = "a\u202Etxt.exe\n.ts";
		ground.propose(name, { proposed: "new\n" });
		const uri = (await opened(ground, name)).document.uri;
		assert.match(uri.path, /a‹U\+202E›txt\.exe⏎\.ts$/);
		await press(uri, "✓ Accept New File");
		await ground.assertHolds(name, "new\n");
	}));

test("protected files come after the ordinary ones, and what tools wrote comes last", () =>
	withReview(async (ground) => {
		for (const file of [".husky/pre-commit", "a.txt", "dist/out.js", "z.txt"]) ground.propose(file, { base, proposed });
		await opened(ground, "a.txt");
		for (const next of ["z.txt", ".husky/pre-commit", "dist/out.js", "a.txt"]) {
			await run("nextFile");
			await until(`${next} is in front`, () => active() === sideOf(ground, next).toString());
		}
	}));

test("a notebook is shown by the editor's own comparison of notebooks, and as text when asked", () =>
	withReview(async (ground) => {
		const notebook = (text: string) =>
			`${JSON.stringify({ cells: [{ cell_type: "markdown", metadata: {}, source: [text] }], metadata: {}, nbformat: 4, nbformat_minor: 2 }, null, 1)}\n`;
		ground.propose("a.ipynb", { base: notebook("one"), proposed: notebook("two") });
		await ground.run("openChange", "a.ipynb");
		const input = () => vscode.window.tabGroups.activeTabGroup.activeTab?.input;
		await until("the notebooks are compared", () => input() instanceof vscode.TabInputNotebookDiff);
		await run("openChangeAsText");
		await until("the texts are compared", () => input() instanceof vscode.TabInputTextDiff);
		assert.ok((await titles(sideOf(ground, "a.ipynb"))).some((title) => title.endsWith("✓ Accept")));
	}));

test("a review opens by itself only where the person set it so, beside what they type and without the focus", () =>
	withReview(async (ground) => {
		await threeHunks(ground);
		const becomesReady = () => {
			ground.change((view) => ({ ...view, status: "running" }));
			ground.change((view) => ({ ...view, status: "ready" }));
		};
		const typed = await vscode.workspace.openTextDocument({ content: "typing" });
		await vscode.window.showTextDocument(typed);
		becomesReady();
		const settings = vscode.workspace.getConfiguration("remit.review");
		await settings.update("openWhenReady", true, vscode.ConfigurationTarget.Global);
		assert.equal(tabs().length, 1);
		becomesReady();
		await until("the change is shown beside", () => tabs().length === 2);
		assert.equal(vscode.window.activeTextEditor?.document, typed);
		assert.equal(vscode.window.tabGroups.activeTabGroup.viewColumn, vscode.ViewColumn.One);
	}));

test("with 300 changed files the first comparison reads no other file", () =>
	withReview(async (ground) => {
		const files = Array.from({ length: 300 }, (_, at) => [`f${at}.txt`, { base, proposed }] as const);
		ground.proposeAll(Object.fromEntries(files));
		const before = ground.asked.sides;
		const { document } = await opened(ground, "f150.txt");
		await until("it has its buttons", async () => (await titles(document.uri)).length > 0);
		assert.equal(ground.asked.sides - before, 1);
	}));

test("what was open before the tasks are read is shown as soon as they are", () =>
	withReview(async (ground) => {
		await threeHunks(ground);
		let known = false;
		const views = { views: () => [], view: (task: string) => (known ? ground.view(task) : undefined) };
		const source: ReviewSource = Object.assign(Object.create(ground), views);
		const restored = Promise.withResolvers<void>();
		const documents = new ReviewDocuments({ source, uris, sides: new ShownSides(source), ready: restored.promise });
		const reading = documents.readFile(sideOf(ground, "a.txt"));
		known = true;
		restored.resolve();
		assert.equal(Buffer.from(await reading).toString(), proposed);
		documents.dispose();
	}));

test("the review of 300 files opens with a few questions to the checkout, not one for each side", () =>
	withReview(async (ground) => {
		const files = Array.from({ length: 300 }, (_, at) => [`f${at}.txt`, { base, proposed }] as const);
		ground.proposeAll(Object.fromEntries(files));
		const before = ground.asked.sides;
		await ground.run("reviewChanges");
		await until("the review is open", () => tabs().length === 1);
		assert.ok(ground.asked.sides - before < 100, `${ground.asked.sides - before} questions`);
	}));

test("undecided, accepted and rejected hunks are marked apart, and not by colour alone", () => {
	const piece = { kind: "whole", id: "" } as const;
	const at = (start: number, end: number) => ({ piece, lines: { start, end }, isSaved: true });
	const marks = marksOf({
		pieces: [
			{ ...at(0, 1), decision: "undecided" },
			{ ...at(4, 7), decision: "accepted" },
			{ ...at(9, 9), decision: "accepted" },
			{ ...at(12, 13), decision: "rejected" },
		],
	});
	const shown = (state: keyof typeof marks) =>
		marks[state].map(({ range, renderOptions }) => [
			range.start.line,
			range.end.line,
			renderOptions?.after?.contentText,
		]);
	assert.deepEqual(shown("undecided"), [[0, 0, undefined]]);
	assert.deepEqual(shown("accepted"), [
		[4, 4, "✓ accepted"],
		[5, 6, undefined],
	]);
	assert.deepEqual(shown("rejected"), [[12, 12, "✗ rejected"]]);
});
