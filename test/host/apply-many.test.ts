/** Many files accepted at once: none is ever missing, no comparison opens, and whoever else writes meanwhile loses nothing. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as vscode from "vscode";
import { settleText } from "../../src/vscode/apply/settle.ts";
import { lines, type } from "./decide-ground.ts";
import { reviewTabs } from "./open-editors.ts";
import { type Content, type ReviewGround, withReview } from "./review-ground.ts";
import { test } from "./runner.ts";
import { until } from "./until.ts";

const count = 60;
const names = Array.from({ length: count }, (_, index) => `many/f${index}.txt`);

async function changedFiles(ground: ReviewGround): Promise<void> {
	for (const file of names) {
		await ground.write(file, lines(20));
		ground.propose(file, { base: lines(20), proposed: lines(20, { 5: "five", 15: "fifteen" }) });
	}
}

test("no file is missing, not even for a moment, while it is accepted", () =>
	withReview(async (ground) => {
		const kinds: Readonly<Record<string, readonly [Content, Content]>> = {
			"text.txt": ["a\nb\n", "a\nB\n"],
			"crlf.txt": ["a\r\nb\r\n", "a\r\nB\r\n"],
			"mixed.txt": ["a\r\nb\n", "a\r\nB\n"],
			"latin1.txt": [Buffer.from([0x61, 0xe4, 10]), Buffer.from([0x62, 0xe4, 10])],
			"image.bin": [Buffer.from([0, 1]), Buffer.from([0, 2])],
		};
		for (const [file, [base, proposed]] of Object.entries(kinds)) {
			await ground.write(file, base);
			ground.propose(file, { base, proposed });
		}
		await ground.write("old.txt", "o\n");
		ground.propose("new.txt", { from: "old.txt", base: "o\n", proposed: "O\n" });
		const there = (file: string) => existsSync(ground.uri(file).fsPath);
		const missing = new Set<string>();
		const looked = looking(() => {
			for (const file of Object.keys(kinds)) if (!there(file)) missing.add(file);
			if (!there("old.txt") && !there("new.txt")) missing.add("old.txt and new.txt");
		});
		const { left } = await ground.run("acceptAll");
		assert.ok(looked.stop() > 10);
		assert.deepEqual([left, [...missing]], [[], []]);
		for (const [file, [, proposed]] of Object.entries(kinds)) await ground.assertHolds(file, proposed);
		assert.deepEqual(
			(await fs.readdir(ground.uri(".").fsPath)).toSorted(),
			[...Object.keys(kinds), "new.txt"].toSorted(),
			"nothing is left beside them",
		);
	}));

/** Looks again and again, as often as the event loop allows, until it is stopped; then says how often that was. */
function looking(look: () => void): { stop(): number } {
	let times = 0;
	let stopped = false;
	const again = () => {
		if (stopped) return;
		look();
		times++;
		setImmediate(again);
	};
	again();
	return {
		stop: () => {
			stopped = true;
			return times;
		},
	};
}

test("many accepted files are saved, no comparison opens, and another unsaved file stays in front and unsaved", () =>
	withReview(async (ground) => {
		await ground.write("mine.txt", "one\n");
		const mine = await type(ground, "mine.txt", { text: "MINE " });
		await changedFiles(ground);
		const { decided, left } = await ground.run("acceptAll");
		assert.deepEqual([decided.length, left], [count, []]);
		for (const file of names) await ground.assertHolds(file, lines(20, { 5: "five", 15: "fifteen" }));
		assert.equal(mine.isDirty, true);
		await ground.assertHolds("mine.txt", "one\n");
		assert.equal(vscode.window.activeTextEditor?.document, mine);
		assert.deepEqual(reviewTabs(), []);
	}));

test("many files are accepted where the person has turned saving after a refactoring off", () =>
	withReview(async (ground) => {
		const refactoring = vscode.workspace.getConfiguration("files.refactoring");
		await refactoring.update("autoSave", false, vscode.ConfigurationTarget.Global);
		await changedFiles(ground);
		const { left } = await ground.run("acceptAll");
		assert.deepEqual(left, []);
		for (const file of names) await ground.assertHolds(file, lines(20, { 5: "five", 15: "fifteen" }));
		await until("all are saved", () => vscode.workspace.textDocuments.every(({ isDirty }) => !isDirty));
	}));

test("an unsaved file among many stays unsaved when it takes its change", () =>
	withReview(async (ground) => {
		await changedFiles(ground);
		const mine = await type(ground, "many/f3.txt", { text: "MINE ", line: 10 });
		const { decided, left } = await ground.run("acceptAll");
		assert.deepEqual([decided.length, left], [count, []]);
		assert.equal(mine.getText(), lines(20, { 5: "five", 10: "MINE line 10", 15: "fifteen" }));
		assert.equal(mine.isDirty, true);
		await ground.assertHolds("many/f3.txt", lines(20));
		await ground.assertHolds("many/f4.txt", lines(20, { 5: "five", 15: "fifteen" }));
	}));

test("a save action cannot change many accepted files", () =>
	withReview(async (ground) => {
		const saving = vscode.workspace.onWillSaveTextDocument((event) => {
			event.waitUntil(Promise.resolve([vscode.TextEdit.insert(new vscode.Position(0, 0), "// formatted\n")]));
		});
		try {
			await changedFiles(ground);
			const { decided, left } = await ground.run("acceptAll");
			assert.deepEqual(left, []);
			assert.ok(decided.every(({ note }) => note.includes("Saving changed it")));
			for (const file of names) await ground.assertHolds(file, lines(20, { 5: "five", 15: "fifteen" }));
		} finally {
			saving.dispose();
		}
	}));

test("a save that took the place of a file that somebody else had just put there is told", () =>
	withReview(async (ground) => {
		await ground.write("a.txt", "accepted\n");
		const uri = ground.uri("a.txt");
		const bytes = Buffer.from("accepted\n");
		const { ino } = await fs.stat(uri.fsPath);
		const file = { uri, path: "a.txt", before: Buffer.from("before\n"), bytes, executable: null };
		const followed = { held: () => true, foreign: () => undefined, saved: async () => true };
		const landed = (inode: number) => settleText({ ...file, inode }, "accepted\n", followed);
		assert.deepEqual(await landed(ino), { kind: "landed", path: "a.txt", note: "" });
		const told = await landed(ino + 1);
		assert.match(told.kind === "landed" ? told.note : "", /took the place of theirs/);
	}));

test("what somebody else writes at any moment while files are accepted is not lost, or told", () =>
	withReview(async (ground) => {
		await changedFiles(ground);
		const theirs = lines(20, { 10: "THEIRS" });
		const accepting = ground.run("acceptAll");
		for (const file of names) {
			await new Promise((resolve) => setImmediate(resolve));
			await fs.writeFile(`${ground.uri(file).fsPath}.theirs`, theirs);
			await fs.rename(`${ground.uri(file).fsPath}.theirs`, ground.uri(file).fsPath);
		}
		const { decided, left } = await accepting;
		assert.equal(decided.length + left.length, count);
		const kept = [theirs, lines(20, { 5: "five", 10: "THEIRS", 15: "fifteen" })];
		const lost = names.filter((file) => !kept.includes(readFileSync(ground.uri(file).fsPath, "utf8")));
		// The editor's own save has a moment that nobody can close: what falls into it is at least told.
		const told = decided.filter(({ note }) => note.includes("the save took the place of theirs"));
		assert.deepEqual(
			lost.filter((file) => !told.some(({ path }) => path.endsWith(`/${file}`))),
			[],
		);
	}));
