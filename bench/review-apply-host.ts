/** Accepts 300 files with 5,000 hunks inside the extension host and writes down how long that took, beside writing the same files by one edit. */

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import * as vscode from "vscode";
import { Deciding } from "../test/host/decide-ground.ts";
import { type Proposal, type ReviewGround, withReview } from "../test/host/review-ground.ts";
import { test } from "../test/host/runner.ts";

/** Milliseconds. */
export interface ApplyTimes {
	readonly accept: number;
	readonly undo: number;
	/** One edit that creates as many files with the same contents. */
	readonly created: number;
	/** One edit that replaces the text of as many files and saves them, as after a refactoring. */
	readonly edited: number;
}

const files = 300;
const hunks = 5_000;
/** Unchanged lines around each hunk. */
const between = 12;

test("all of 300 files with 5,000 hunks are accepted and taken back", () => withReview(measure), {
	timeoutMs: 120_000,
});

async function measure(ground: ReviewGround): Promise<void> {
	const proposals = Object.fromEntries(
		Array.from({ length: files }, (_, index) => [`f${index}.ts`, proposalOf(index)]),
	);
	for (const [file, { base = "" }] of Object.entries(proposals)) {
		await ground.write(file, base);
		await ground.write(`edited/${file}`, base);
	}
	ground.proposeAll(proposals);
	const decide = new Deciding(ground);
	const wanted = Object.keys(proposals).map((file) => decide.wanted(file));
	const accept = await timed(async () => {
		const { decided, left } = await decide.all("accept", wanted);
		assert.deepEqual([decided.length, left], [files, []]);
		assert.equal(
			decided.reduce((sum, { pieces }) => sum + pieces.length, 0),
			hunks,
		);
	});
	for (const [file, { proposed = "" }] of Object.entries(proposals)) await ground.assertHolds(file, proposed);
	const undo = await timed(async () => {
		const { left } = await decide.all("undo", wanted);
		assert.deepEqual(left, []);
	});
	for (const [file, { base = "" }] of Object.entries(proposals)) await ground.assertHolds(file, base);
	const created = await timed(() => create(ground, proposals));
	const edited = await timed(() => edit(ground, proposals));
	const times: ApplyTimes = { accept, undo, created, edited };
	await writeFile(process.env["REMIT_BENCH_RESULT"] ?? "", JSON.stringify(times));
}

/** The hunks are spread over the files as evenly as they go. */
function proposalOf(index: number): Proposal {
	const count = Math.floor((hunks * (index + 1)) / files) - Math.floor((hunks * index) / files);
	const text = (word: string) =>
		Array.from({ length: count * between }, (_, line) =>
			line % between === between / 2 ? `const line${line} = "${word} ${index}";\n` : `const line${line} = ${line};\n`,
		).join("");
	return { base: text("before"), proposed: text("after") };
}

async function create(ground: ReviewGround, proposals: Readonly<Record<string, Proposal>>): Promise<void> {
	const all = new vscode.WorkspaceEdit();
	for (const [file, { proposed = "" }] of Object.entries(proposals))
		all.createFile(ground.uri(`created/${file}`), { contents: Buffer.from(proposed) });
	assert.ok(await vscode.workspace.applyEdit(all));
}

async function edit(ground: ReviewGround, proposals: Readonly<Record<string, Proposal>>): Promise<void> {
	const all = new vscode.WorkspaceEdit();
	for (const [file, { proposed = "" }] of Object.entries(proposals))
		all.replace(ground.uri(`edited/${file}`), new vscode.Range(0, 0, 100_000, 0), proposed.toString());
	// The editor saves them itself: `saveAll` passes over documents that no tab shows.
	assert.ok(await vscode.workspace.applyEdit(all, { isRefactoring: true }));
	for (const [file, { proposed = "" }] of Object.entries(proposals))
		await ground.assertHolds(`edited/${file}`, proposed);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}
