/** Hunks decided one by one in a real editor: by buttons and keys, on either side, and from file to file. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
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

test("each hunk has its own buttons above it, with tooltips that name the keys", () =>
	withReview(async (ground) => {
		await threeHunks(ground);
		const uri = (await opened(ground)).document.uri;
		assert.deepEqual(await titles(uri), [
			...["✓ Accept", "✗ Reject", "↩ Ask for a change", "✓ All 3", "✗ All 3"].map((title) => `2 ${title}`),
			...[10, 18].flatMap((line) => [`${line} ✓ Accept`, `${line} ✗ Reject`, `${line} ↩ Ask for a change`]),
		]);
		const tooltips = (await lenses(uri)).map(({ command }) => command?.tooltip ?? "");
		assert.ok(tooltips.some((text) => text.includes("Ctrl+Alt+Enter")));
		assert.ok(tooltips.every((text) => text.includes("Ctrl+Alt+")));
	}));

test("pressing the button of a hunk decides that hunk alone, shows it as decided and can be undone", () =>
	withReview(async (ground) => {
		await threeHunks(ground);
		const uri = (await opened(ground)).document.uri;
		await press(uri, "✓ Accept", 10);
		await ground.assertHolds("a.txt", withNew(10));
		await press(uri, "✗ Reject", 18);
		assert.deepEqual(ground.decisionsOn("a.txt"), ["undecided", "accepted", "rejected"]);
		assert.ok(ground.decisions.every(({ surface }) => surface === "editor"));
		assert.deepEqual(await titles(uri), [
			...["✓ Accept", "✗ Reject", "↩ Ask for a change"].map((title) => `2 ${title}`),
			...["✓ Accepted", "Undo"].map((title) => `10 ${title}`),
			...["✗ Rejected", "Undo"].map((title) => `18 ${title}`),
		]);
		await press(uri, "Undo", 10);
		await ground.assertHolds("a.txt", base);
		assert.deepEqual(ground.decisionsOn("a.txt"), ["undecided", "undecided", "rejected"]);
	}));

test("the buttons of a file in front decide all that is undecided of it", () =>
	withReview(async (ground) => {
		await threeHunks(ground);
		const uri = (await opened(ground)).document.uri;
		await press(uri, "✗ Reject", 10);
		await press(uri, "✓ All 2");
		await ground.assertHolds("a.txt", withNew(2, 18));
		assert.deepEqual(ground.decisionsOn("a.txt"), ["accepted", "rejected", "accepted"]);
	}));

test("deleted lines have their buttons where they were, and a deleted file on the side that shows it", () =>
	withReview(async (ground) => {
		ground.propose("a.txt", {
			base,
			proposed: lines(20)
				.filter((_, at) => at !== 7 && at !== 8)
				.join(""),
		});
		ground.propose("end.txt", { base, proposed: lines(18).join("") });
		ground.propose("gone.txt", { base: "gone\n" });
		const at = async (file: string, side?: "base") => {
			await opened(ground, file);
			return titles(sideOf(ground, file, side));
		};
		assert.deepEqual((await at("a.txt"))[0], "7 ✓ Accept");
		assert.deepEqual((await at("end.txt"))[0], "18 ✓ Accept");
		assert.deepEqual((await at("gone.txt", "base"))[0], "0 ✓ Accept Deletion");
		assert.deepEqual(await at("gone.txt"), []);
	}));

test("what concerns the whole file stands above its first hunk: protection, move and executable bit", () =>
	withReview(async (ground) => {
		const change = { from: "old.sh", base, proposed, mode: 0o100755, baseMode: 0o100644 };
		ground.propose(".husky/pre-commit", change);
		const found = await titles((await opened(ground, ".husky/pre-commit")).document.uri);
		assert.match(found[0] ?? "", /^2 \$\(shield\)\sProtected: runs on git operations/);
		for (const title of ["✓ Accept Move", "✓ Accept Executable Bit", "✗ Reject Executable Bit"])
			assert.ok(found.includes(`2 ${title}`), `${title} in ${found.join(", ")}`);
		assert.ok(found.includes("10 ✓ Accept"));
	}));

test("the key decides the hunk under the cursor and goes on to the next undecided one", () =>
	withReview(async (ground) => {
		await threeHunks(ground);
		const editor = await opened(ground);
		await until("the first hunk has the cursor", () => editor.selection.active.line === 2);
		await run("acceptHunk");
		await until("the second hunk has the cursor", () => editor.selection.active.line === 10);
		await run("rejectHunk");
		await until("the third hunk has the cursor", () => editor.selection.active.line === 18);
		assert.deepEqual(ground.decisionsOn("a.txt"), ["accepted", "rejected", "undecided"]);
		putCursor(editor, 2);
		await run("undoDecision");
		assert.deepEqual(ground.decisionsOn("a.txt"), ["undecided", "rejected", "undecided"]);
		await ground.assertHolds("a.txt", base);
	}));

test("the last hunk of a file leads to the first one of the next file", () =>
	withReview(async (ground) => {
		await threeHunks(ground, "a.txt");
		await threeHunks(ground, "b.txt");
		const editor = await opened(ground, "a.txt");
		putCursor(editor, 10);
		for (const line of [18, 2]) {
			await run("acceptHunk");
			await until(`line ${line} has the cursor`, () => editor.selection.active.line === line);
		}
		await run("acceptHunk");
		const next = sideOf(ground, "b.txt").toString();
		await until("the next file is in front", () => vscode.window.activeTextEditor?.document.uri.toString() === next);
		await until("its first hunk has the cursor", () => vscode.window.activeTextEditor?.selection.active.line === 2);
		await ground.assertHolds("a.txt", proposed);
		assert.equal(reviewTabs().length, 1);
	}));

test("a cursor in no hunk decides nothing: the next hunk is offered", () =>
	withReview(async (ground) => {
		await threeHunks(ground);
		const editor = await opened(ground);
		putCursor(editor, 5);
		assert.equal(await run("acceptHunk"), undefined);
		await until("the next hunk has the cursor", () => editor.selection.active.line === 10);
		assert.deepEqual(ground.decisions, []);
		await run("rejectHunk");
		assert.deepEqual(ground.decisionsOn("a.txt"), ["undecided", "rejected", "undecided"]);
	}));

test("the cursor counts on the side of the base as well", () =>
	withReview(async (ground) => {
		ground.propose("a.txt", { base, proposed: base.replace("line 2\n", "").replace("line 10\n", "new 10\n") });
		await ground.write("a.txt", base);
		await opened(ground);
		await vscode.commands.executeCommand("workbench.action.compareEditor.focusSecondarySide");
		const side = sideOf(ground, "a.txt", "base").toString();
		await until("the base has the cursor", () => vscode.window.activeTextEditor?.document.uri.toString() === side);
		const editor = vscode.window.activeTextEditor;
		assert.ok(editor);
		putCursor(editor, 10);
		await run("acceptHunk");
		assert.deepEqual(ground.decisionsOn("a.txt"), ["undecided", "accepted"]);
		await ground.assertHolds("a.txt", withNew(10));
	}));

test("next and previous walk through the hunks, and over the end of a file to the next undecided one", () =>
	withReview(async (ground) => {
		await threeHunks(ground, "a.txt");
		await threeHunks(ground, "b.txt");
		const editor = await opened(ground, "a.txt");
		const at: number[] = [];
		for (const command of ["nextHunk", "nextHunk", "previousHunk", "nextHunk"]) {
			await run(command);
			at.push(editor.selection.active.line);
		}
		assert.deepEqual(at, [10, 18, 10, 18]);
		await run("nextHunk");
		const next = sideOf(ground, "b.txt").toString();
		await until("the next file is in front", () => vscode.window.activeTextEditor?.document.uri.toString() === next);
		await run("previousFile");
		const first = sideOf(ground, "a.txt").toString();
		await until("the first file is in front", () => vscode.window.activeTextEditor?.document.uri.toString() === first);
		assert.deepEqual(ground.decisions, []);
	}));
