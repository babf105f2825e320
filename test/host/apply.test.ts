/** Accepted changes in a real workspace: what is on disk afterwards, what an open editor shows, and what Undo takes back. */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as vscode from "vscode";
import { type ReviewGround, savedAs, undoIn, withReview } from "./review-ground.ts";
import { test } from "./runner.ts";
import { until } from "./until.ts";

test("a created file is there with its folders, and Undo removes it", () =>
	withReview(async (ground) => {
		ground.propose("new/deep/a.txt", { proposed: "one\r\ntwo" });
		assert.equal(await ground.accepted("new/deep/a.txt"), "");
		await ground.assertHolds("new/deep/a.txt", "one\r\ntwo");
		await undoIn(ground.uri("new/deep/a.txt"));
		await until("Undo removes the file", () => ground.holds("new/deep/a.txt", null));
	}));

test("a created executable file is executable", () =>
	withReview(async (ground) => {
		ground.propose("run.sh", { proposed: "#!/bin/sh\n", mode: 0o100755 });
		await ground.accepted("run.sh");
		assert.equal((await fs.stat(ground.uri("run.sh").fsPath)).mode & 0o111, 0o111);
	}));

test("a change of the executable bit alone is applied, in both directions", () =>
	withReview(async (ground) => {
		for (const [file, before, after] of [
			["on.sh", 0o644, 0o755],
			["off.sh", 0o755, 0o644],
		] as const) {
			await ground.write(file, "#!/bin/sh\n");
			await fs.chmod(ground.uri(file).fsPath, before);
			const modes = { mode: 0o100000 | after, baseMode: 0o100000 | before };
			ground.propose(file, { base: "#!/bin/sh\n", proposed: "#!/bin/sh\n", ...modes });
			assert.match(await ground.accepted(file), /executable/);
			assert.equal((await fs.stat(ground.uri(file).fsPath)).mode & 0o777, after);
		}
	}));

test("an executable file stays executable when its text changes", () =>
	withReview(async (ground) => {
		for (const [file, base, proposed] of [
			["text.sh", "a\n", "b\n"],
			["mixed.sh", "a\r\nb\n", "b\r\nb\n"],
		] as const) {
			await ground.write(file, base);
			await fs.chmod(ground.uri(file).fsPath, 0o755);
			ground.propose(file, { base, proposed, mode: 0o100755 });
			await ground.accepted(file);
			await ground.assertHolds(file, proposed);
			assert.equal((await fs.stat(ground.uri(file).fsPath)).mode & 0o777, 0o755);
		}
	}));

test("a deleted file is gone", () =>
	withReview(async (ground) => {
		await ground.write("a.txt", "one\n");
		ground.propose("a.txt", { base: "one\n" });
		await ground.accepted("a.txt");
		await ground.assertHolds("a.txt", null);
	}));

test("a renamed file with edits has its new name and text, and Undo in it brings the old one back", () =>
	withReview(async (ground) => {
		await ground.write("old.txt", "one\r\ntwo\nthree");
		ground.propose("sub/new.txt", { from: "old.txt", base: "one\r\ntwo\nthree", proposed: "one\r\nTWO\nthree" });
		await ground.accepted("sub/new.txt");
		await ground.assertHolds("old.txt", null);
		await ground.assertHolds("sub/new.txt", "one\r\nTWO\nthree");
		await undoIn(ground.uri("sub/new.txt"));
		await until("the new name is gone", () => ground.holds("sub/new.txt", null));
		await until("the old file is back", () => ground.holds("old.txt", "one\r\ntwo\nthree"));
	}));

test("one Undo takes back a whole accept of changed, created, deleted and renamed files", () =>
	withReview(async (ground) => {
		const before = { "changed.txt": "a\nb\n", "second.txt": "a\r\nb\r\n", "deleted.txt": "d\n", "old.txt": "o\n" };
		for (const [file, content] of Object.entries(before)) await ground.write(file, content);
		ground.propose("changed.txt", { base: "a\nb\n", proposed: "a\nB\n" });
		ground.propose("second.txt", { base: "a\r\nb\r\n", proposed: "a\r\nB\r\n" });
		ground.propose("created.txt", { proposed: "c\n" });
		ground.propose("deleted.txt", { base: "d\n" });
		ground.propose("new.txt", { from: "old.txt", base: "o\n", proposed: "O\n" });
		const { decided, left } = await ground.run("acceptAll");
		assert.deepEqual([decided.map(({ note }) => note), left], [["", "", "", "", ""], []]);
		const after = {
			"changed.txt": "a\nB\n",
			"second.txt": "a\r\nB\r\n",
			"created.txt": "c\n",
			"deleted.txt": null,
			"new.txt": "O\n",
			"old.txt": null,
		};
		for (const [file, content] of Object.entries(after)) await ground.assertHolds(file, content);
		await undoIn(ground.uri("changed.txt"));
		for (const [file, content] of Object.entries(before))
			await until(`${file} is back`, () => savedAs(ground, file, content));
		for (const file of ["created.txt", "new.txt"]) await until(`${file} is gone`, () => ground.holds(file, null));
	}));

const latin1 = (text: string) => Buffer.from(text, "latin1");

test("what the person changed and saved meanwhile is merged, line endings and encoding included", () =>
	withReview(async (ground) => {
		await ground.write("a.txt", latin1("MINE\xe4\r\ntwo\nthree\nfour\nfive\r\n"));
		ground.propose("a.txt", {
			base: latin1("one\xe4\r\ntwo\nthree\nfour\nfive\r\n"),
			proposed: latin1("one\xe4\r\ntwo\nthree\nfour\nFIVE\xfc\r\n"),
		});
		assert.match(await ground.accepted("a.txt"), /Merged with the changes/);
		await ground.assertHolds("a.txt", latin1("MINE\xe4\r\ntwo\nthree\nfour\nFIVE\xfc\r\n"));
	}));

test("lines that both sides changed are a conflict: nothing is written, and the lines are named", () =>
	withReview(async (ground) => {
		await ground.write("a.txt", "one\nMINE\nthree\n");
		ground.propose("a.txt", { base: "one\ntwo\nthree\n", proposed: "one\nTHEIRS\nthree\n" });
		assert.match(await ground.refused("a.txt"), /line 2/);
		await mergeViewOpens();
		await ground.assertHolds("a.txt", "one\nMINE\nthree\n");
	}));

test("unsaved edits are kept, merged with the change, and not saved by it", () =>
	withReview(async (ground) => {
		await ground.write("a.txt", "one\r\ntwo\r\nthree\r\nfour\r\n");
		const document = await type(ground, "a.txt", "MINE ");
		ground.propose("a.txt", { base: "one\r\ntwo\r\nthree\r\nfour\r\n", proposed: "one\r\ntwo\r\nthree\r\nFOUR\r\n" });
		assert.match(await ground.accepted("a.txt"), /unsaved/);
		assert.equal(document.getText(), "MINE one\r\ntwo\r\nthree\r\nFOUR\r\n");
		assert.equal(document.isDirty, true);
		await ground.assertHolds("a.txt", "one\r\ntwo\r\nthree\r\nfour\r\n");
	}));

test("unsaved edits that were the agent's base take the change without a conflict", () =>
	withReview(async (ground) => {
		await ground.write("a.txt", "one\n");
		const document = await type(ground, "a.txt", "MINE ");
		ground.propose("a.txt", { base: "MINE one\n", proposed: "MINE one\ntwo\n" });
		await ground.accepted("a.txt");
		assert.equal(document.getText(), "MINE one\ntwo\n");
	}));

test("unsaved edits of the same lines are a conflict: the editor keeps what it holds", () =>
	withReview(async (ground) => {
		await ground.write("a.txt", "one\n");
		const document = await type(ground, "a.txt", "MINE ");
		ground.propose("a.txt", { base: "one\n", proposed: "THEIRS\n" });
		assert.match(await ground.refused("a.txt"), /unsaved edits.*line 1/);
		await mergeViewOpens();
		assert.equal(document.getText(), "MINE one\n");
	}));

test("a file with unsaved edits is neither deleted nor renamed", () =>
	withReview(async (ground) => {
		for (const file of ["deleted.txt", "old.txt"]) {
			await ground.write(file, "one\n");
			await type(ground, file, "MINE ");
		}
		ground.propose("deleted.txt", { base: "one\n" });
		ground.propose("new.txt", { from: "old.txt", base: "one\n", proposed: "one\n" });
		assert.match(await ground.refused("deleted.txt"), /unsaved edits/);
		assert.match(await ground.refused("new.txt"), /unsaved edits/);
		await ground.assertHolds("old.txt", "one\n");
	}));

/** By itself, in its own time: a later test's editors would lose the focus to it. */
function mergeViewOpens(): Promise<void> {
	const isOpen = () =>
		vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.startsWith("Merging")));
	return until("the view for merging is open", isOpen);
}

/** Types without saving. */
async function type(ground: ReviewGround, file: string, text: string): Promise<vscode.TextDocument> {
	const editor = await vscode.window.showTextDocument(ground.uri(file), { preview: false });
	await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
	return editor.document;
}

test("a save action cannot change what was accepted", () =>
	withReview(async (ground) => {
		const saving = vscode.workspace.onWillSaveTextDocument((event) => {
			event.waitUntil(Promise.resolve([vscode.TextEdit.insert(new vscode.Position(0, 0), "// formatted\n")]));
		});
		try {
			await ground.write("a.ts", "let a;\n");
			ground.propose("a.ts", { base: "let a;\n", proposed: "let a  ;\nlet b" });
			assert.match(await ground.accepted("a.ts"), /Saving changed it/);
			await ground.assertHolds("a.ts", "let a  ;\nlet b");
		} finally {
			saving.dispose();
		}
	}));

test("a formatter that runs on save cannot change what was accepted", () =>
	withReview(async (ground) => {
		const provider = {
			provideDocumentFormattingEdits: () => [vscode.TextEdit.insert(new vscode.Position(0, 0), "formatted ")],
		};
		const formatter = vscode.languages.registerDocumentFormattingEditProvider({ pattern: "**/*.formatted" }, provider);
		const settings = vscode.workspace.getConfiguration();
		const names = ["editor.formatOnSave", "files.trimTrailingWhitespace", "files.insertFinalNewline"];
		for (const setting of names) await settings.update(setting, true, vscode.ConfigurationTarget.Global);
		try {
			await ground.write("a.formatted", "one\n");
			await vscode.window.showTextDocument(ground.uri("a.formatted"));
			ground.propose("a.formatted", { base: "one\n", proposed: "one  \ntwo" });
			assert.match(await ground.accepted("a.formatted"), /Saving changed it/);
			await ground.assertHolds("a.formatted", "one  \ntwo");
		} finally {
			formatter.dispose();
		}
	}));

test("a change that the workspace holds already is accepted without a write", () =>
	withReview(async (ground) => {
		await ground.write("a.txt", "b\n");
		const { mtimeMs } = await fs.stat(ground.uri("a.txt").fsPath);
		ground.propose("a.txt", { base: "a\n", proposed: "b\n" });
		assert.match(await ground.accepted("a.txt"), /already/);
		assert.equal((await fs.stat(ground.uri("a.txt").fsPath)).mtimeMs, mtimeMs);
	}));

test("names with spaces, percent signs, hashes, question marks and other scripts are applied like any other", () =>
	withReview(async (ground) => {
		for (const file of ["a b.txt", "100%25.txt", "#1?.txt", "grün/😀.txt", "back\\slash.txt", "quote'\"[x].txt"]) {
			ground.propose(file, { proposed: "new\n" });
			await ground.accepted(file);
			await ground.assertHolds(file, "new\n");
			ground.propose(file, { base: "new\n", proposed: "newer\n" });
			await ground.accepted(file);
			await ground.assertHolds(file, "newer\n");
		}
	}));
