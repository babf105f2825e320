/** The review in a real editor: what is shown, which decision falls where, and what the tabs do afterwards. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Outcome } from "../../src/vscode/review/decide.ts";
import { reviewTabs } from "./open-editors.ts";
import { folder, name, type ReviewGround, uris, withReview } from "./review-ground.ts";
import { test } from "./runner.ts";
import { until } from "./until.ts";

const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
const labels = () => reviewTabs().map(({ label }) => label);
const opened = () =>
	`(open: ${tabs()
		.map(({ label, isDirty }) => `${label}${isDirty ? ", unsaved" : ""}`)
		.join("; ")})`;

/** Three changed files in the workspace and in the task. */
async function threeFiles(ground: ReviewGround): Promise<readonly string[]> {
	const files = ["a.txt", "b.txt", "c.txt"];
	for (const file of files) {
		await ground.write(file, `${file}\n`);
		ground.propose(file, { base: `${file}\n`, proposed: `${file} changed\n` });
	}
	return files;
}

async function shownTexts(): Promise<readonly [string, string]> {
	const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
	assert.ok(input instanceof vscode.TabInputTextDiff);
	const [base, proposed] = await Promise.all(
		[input.original, input.modified].map((uri) => vscode.workspace.openTextDocument(uri)),
	);
	return [base?.getText() ?? "", proposed?.getText() ?? ""];
}

test("one file opens as a comparison of the two sides, and only the proposed one can be edited", () =>
	withReview(async (ground) => {
		ground.propose("a.ts", { base: "let a;\n", proposed: "let b;\n" });
		await ground.run("openChange", "a.ts");
		assert.deepEqual(await shownTexts(), ["let a;\n", "let b;\n"]);
		await until("it is in front", () => vscode.window.activeTextEditor?.document.languageId === "typescript");
		await assert.rejects(
			Promise.resolve(vscode.workspace.fs.writeFile(comparison(ground, "a.ts")[0], new Uint8Array([1]))),
		);
		await assert.rejects(Promise.resolve(vscode.workspace.fs.writeFile(uris.empty, new Uint8Array([1]))));
	}));

test("created, deleted and renamed files are compared with nothing or with the old name, and the tab says so", () =>
	withReview(async (ground) => {
		ground.propose("new.txt", { proposed: "new\n" });
		ground.propose("gone.txt", { base: "gone\n" });
		ground.propose("to.txt", { from: "from.txt", base: "same\n", proposed: "same\nmore\n" });
		const shown: unknown[] = [];
		for (const file of ["new.txt", "gone.txt", "to.txt"]) {
			await ground.run("openChange", file);
			shown.push([vscode.window.tabGroups.activeTabGroup.activeTab?.label, ...(await shownTexts())]);
		}
		assert.deepEqual(shown, [
			["new.txt (new)", "", "new\n"],
			["gone.txt (deleted)", "gone\n", ""],
			["from.txt → to.txt (renamed)", "same\n", "same\nmore\n"],
		]);
	}));

test("both sides are decoded by the editor: UTF-16 is shown as text", () =>
	withReview(async (ground) => {
		const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");
		ground.propose("a.txt", { base: utf16("eins\n"), proposed: utf16("zwölf\n"), binary: true });
		await ground.run("openChange", "a.txt");
		assert.deepEqual(await shownTexts(), ["eins\n", "zwölf\n"]);
	}));

test("a new version of a file is shown by the same document, and a pure move is named as one", () =>
	withReview(async (ground) => {
		const first = ground.propose("a.txt", { base: "a\n", proposed: "first\n" });
		const document = await vscode.workspace.openTextDocument(uris.of(ground.task, first, "proposed"));
		assert.equal(document.getText(), "first\n");
		const before = await vscode.workspace.fs.stat(document.uri);
		ground.propose("a.txt", { base: "a\n", proposed: "second\n" });
		await until("the document is the new version", () => document.getText() === "second\n");
		assert.ok((await vscode.workspace.fs.stat(document.uri)).mtime > before.mtime);
		ground.propose("to.txt", { from: "from.txt", base: "same\n", proposed: "same\n" });
		await ground.run("openChange", "to.txt");
		assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.label, "from.txt → to.txt (moved, same text)");
	}));

test("all undecided files open together in one editor", () =>
	withReview(async (ground) => {
		await threeFiles(ground);
		ground.propose("new.txt", { proposed: "new\n" });
		await ground.run("reviewChanges");
		await until("the review is open", () => labels().join() === `Review: Goal of ${ground.task} (4 files)`);
	}));

/** Accepts what the person sees, once they see it. */
async function acceptInFront(ground: ReviewGround, file: string): Promise<void> {
	const side = comparison(ground, file)[1].toString();
	await until(`${file} is in front`, () => vscode.window.activeTextEditor?.document.uri.toString() === side, opened);
	assert.equal(vscode.window.tabGroups.activeTabGroup.viewColumn, 2);
	const outcome = await vscode.commands.executeCommand<Outcome>(`${name}.acceptFile`);
	assert.deepEqual(outcome.left, []);
}

test("accepting the file in the active comparison leads to the next undecided one in the same column, and closes the last", () =>
	withReview(async (ground) => {
		await threeFiles(ground);
		await vscode.commands.executeCommand("vscode.open", ground.uri("c.txt"), vscode.ViewColumn.One);
		await vscode.commands.executeCommand("workbench.action.newGroupRight");
		await ground.run("openChange", "b.txt");
		await acceptInFront(ground, "b.txt");
		for (const next of ["c.txt", "a.txt"]) {
			await until(`${next} is shown in its place`, () => labels().join() === `${next} (changed)`, opened);
			const { activeTab, viewColumn } = vscode.window.tabGroups.activeTabGroup;
			assert.deepEqual([activeTab?.label, viewColumn], [`${next} (changed)`, 2]);
			await acceptInFront(ground, next);
		}
		await until("the comparison is closed", () => labels().length === 0, opened);
		assert.deepEqual(
			ground.decisions.map(({ path, decision, version, surface }) => [path, decision, version, surface]),
			["b.txt", "c.txt", "a.txt"].map((file, index) => [
				ground.path(file),
				"accepted",
				`v${[1, 2, 0][index]}`,
				"editor",
			]),
		);
	}));

test("accepting a file that is not in front closes its comparison and leaves the active editor alone", () =>
	withReview(async (ground) => {
		await threeFiles(ground);
		await vscode.commands.executeCommand("vscode.diff", ...comparison(ground, "a.txt"), "a", { preview: false });
		await vscode.window.showTextDocument(ground.uri("c.txt"), { preview: false });
		await ground.accepted("a.txt");
		await until("the comparison is closed", () => labels().length === 0, opened);
		assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), ground.uri("c.txt").toString());
	}));

function comparison(ground: ReviewGround, file: string): readonly [vscode.Uri, vscode.Uri] {
	const change = ground.view(ground.task)?.changes.find((item) => item.change.path === ground.path(file))?.change;
	assert.ok(change);
	return [uris.of(ground.task, change, "base"), uris.of(ground.task, change, "proposed")];
}

test("a decided file stays in the open review of all files as decided, and the last decision closes it", () =>
	withReview(async (ground) => {
		await threeFiles(ground);
		await ground.run("reviewChanges");
		const title = `Review: Goal of ${ground.task} (3 files)`;
		await until("the review is open", () => labels().join() === title);
		await ground.accepted("a.txt");
		await ground.run("rejectFile", "b.txt");
		assert.deepEqual(labels(), [title]);
		await ground.run("rejectFile", "c.txt");
		await until("the review is closed", () => labels().length === 0);
	}));

test("a change that became another one since its document was read is not accepted unseen", () =>
	withReview(async (ground) => {
		await ground.write("a.txt", "a\n");
		ground.propose("a.txt", { base: "a\n", proposed: "seen\n" });
		await ground.run("openChange", "a.txt");
		ground.propose("a.txt", { base: "a\n", proposed: "unseen\n" });
		// At once: the document takes a moment to follow.
		const outcome = await vscode.commands.executeCommand<Outcome>(`${name}.acceptFile`);
		assert.match(outcome.left[0]?.text ?? "", /changed since you looked/);
		assert.deepEqual(ground.decisions, []);
		await ground.assertHolds("a.txt", "a\n");
	}));

test("accepting all takes only what the open review shows, as it shows it", () =>
	withReview(async (ground) => {
		await threeFiles(ground);
		await ground.run("reviewChanges");
		await until("the review is open", () => labels().length === 1);
		ground.propose("b.txt", { base: "b.txt\n", proposed: "unseen\n" });
		ground.propose("later.txt", { proposed: "unseen\n" });
		const { decided, left } = await ground.run("acceptAll");
		assert.deepEqual(
			decided.map(({ path }) => path),
			[ground.path("a.txt"), ground.path("c.txt")],
		);
		assert.deepEqual(left.map(({ path }) => path).sort(), [ground.path("b.txt"), ground.path("later.txt")]);
		await ground.assertHolds("b.txt", "b.txt\n");
		await ground.assertHolds("later.txt", null);
	}));

test("what is applied is what was shown, even if the checkout changes underneath", () =>
	withReview(async (ground) => {
		const change = ground.propose("a.txt", { proposed: "shown\n" });
		await ground.run("openChange", "a.txt");
		ground.replaceProposed("a.txt", "swapped\n");
		assert.equal(ground.view(ground.task)?.changes[0]?.change.version, change.version);
		await ground.accepted("a.txt");
		await ground.assertHolds("a.txt", "shown\n");
	}));

test("accepting all applies what it can: a refused file in the middle stays undecided with the reason", () =>
	withReview(async (ground) => {
		await threeFiles(ground);
		await ground.write("b.txt", "mine\n");
		const { decided, left } = await ground.run("acceptAll");
		assert.deepEqual([decided.length, left.length], [2, 1]);
		assert.match(left[0]?.text ?? "", /b\.txt was not changed: you and the agent both changed line 1/);
		await ground.assertHolds("a.txt", "a.txt changed\n");
		await ground.assertHolds("b.txt", "mine\n");
		await ground.assertHolds("c.txt", "c.txt changed\n");
		assert.deepEqual(
			ground.view(ground.task)?.changes.map(({ decision }) => decision),
			["accepted", "undecided", "accepted"],
		);
	}));

test("protected files are left out of accepting all, and can be accepted one by one", () =>
	withReview(async (ground) => {
		await threeFiles(ground);
		for (const file of ["package.json", ".github/workflows/ci.yml", ".vscode/tasks.json"])
			ground.propose(file, { proposed: "{}\n" });
		const { decided, left } = await ground.run("acceptAll");
		assert.equal(decided.length, 3);
		assert.deepEqual(
			left.map(({ path }) => path),
			["package.json", ".github/workflows/ci.yml", ".vscode/tasks.json"].map((file) => ground.path(file)),
		);
		await ground.assertHolds(".vscode/tasks.json", null);
		ground.decisions.length = 0;
		await ground.accepted(".vscode/tasks.json");
		await ground.assertHolds(".vscode/tasks.json", "{}\n");
	}));

test("rejecting records the decision and leaves the workspace as it is", () =>
	withReview(async (ground) => {
		const files = await threeFiles(ground);
		ground.propose("new.txt", { proposed: "new\n" });
		ground.propose(".vscode/tasks.json", { proposed: "{}\n" });
		await ground.run("rejectFile", "b.txt");
		const { decided, left } = await ground.run("rejectAll");
		assert.deepEqual([decided.length, left], [4, []]);
		for (const file of files) await ground.assertHolds(file, `${file}\n`);
		for (const file of ["new.txt", ".vscode/tasks.json"]) await ground.assertHolds(file, null);
		assert.ok(ground.decisions.every(({ decision }) => decision === "rejected"));
	}));

test("nothing is decided twice, after the task was discarded, or for a folder that is not open", () =>
	withReview(async (ground) => {
		await threeFiles(ground);
		const both = await Promise.all([ground.accept("a.txt"), ground.accept("a.txt")]);
		assert.deepEqual(
			both.map(({ decided }) => decided.length),
			[1, 0],
		);
		assert.match(both[1].left[0]?.text ?? "", /accepted already/);
		ground.decisions.length = 0;
		ground.change((view) => ({ ...view, status: "discarded" }));
		assert.match(await ground.refused("b.txt"), /after the task was discarded/);
		ground.change((view) => ({
			...view,
			status: "ready",
			workspace: { name: "", folder: `${folder().fsPath}-elsewhere` },
		}));
		assert.match(await ground.refused("b.txt"), /Open that folder/);
		await ground.assertHolds("b.txt", "b.txt\n");
	}));

test("a checkout that cannot be read is said, and nothing is written", () =>
	withReview(async (ground) => {
		await threeFiles(ground);
		ground.breakCheckout("The checkout is gone.");
		assert.match(await ground.refused("a.txt"), /The checkout is gone/);
		await ground.assertHolds("a.txt", "a.txt\n");
	}));

test("accept and reject stand above a new file, with a word on protected ones", () =>
	withReview(async (ground) => {
		const lenses = async (file: string) => {
			const [, proposed] = comparison(ground, file);
			await vscode.workspace.openTextDocument(proposed);
			const found = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", proposed);
			return found.map(({ command }) => command?.title);
		};
		ground.propose("a.txt", { proposed: "new\n" });
		ground.propose(".envrc", { proposed: "new\n" });
		assert.deepEqual(await lenses("a.txt"), ["✓ Accept New File", "✗ Reject New File", "↩ Ask for a change"]);
		assert.match((await lenses(".envrc")).join(), /Protected: runs when a shell enters the folder/);
		await ground.accepted("a.txt");
		assert.deepEqual(await lenses("a.txt"), ["✓ Accepted New File", "Undo"]);
	}));
