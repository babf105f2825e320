/** What the runner of the host tests counts as a test's failure. */

import { expect, test } from "vitest";
import { test as hostTest, isOfAnotherExtension, runCollected, type TestRecord } from "../host/runner.ts";

function rejected(...places: readonly string[]): Error {
	const error = new Error("Repository not initialized");
	error.stack = [`Error: ${error.message}`, ...places.map((place) => `\tat run (${place}:1:2)`)].join("\n");
	return error;
}

test("a rejection of one of the editor's own extensions is no test's failure, one of Remit or of a test is", () => {
	const git = "/cache/code-server/extensions/git/dist/main.js";
	expect(isOfAnotherExtension(rejected(git, "node:internal/process/task_queues", git))).toBe(true);
	expect(isOfAnotherExtension(rejected("/cache/code-server/extensions/npm/dist/npmMain.js"))).toBe(true);
	expect(isOfAnotherExtension(rejected("/project/out/host/index.cjs"))).toBe(false);
	expect(isOfAnotherExtension(rejected("/home/x/extensions/remit.remit-0.3.0/dist/extension.cjs"))).toBe(false);
	expect(isOfAnotherExtension(rejected(git, "/project/out/host/index.cjs"))).toBe(false);
	expect(isOfAnotherExtension(rejected(git, "/project/dist/extension.cjs"))).toBe(false);
	expect(isOfAnotherExtension(rejected("node:internal/process/task_queues"))).toBe(false);
	expect(isOfAnotherExtension("a text")).toBe(false);
});

test("a test fails that leaves the shared world as it may not be, by its name and with what it left, and the next one still runs", async () => {
	const left: string[] = [];
	hostTest("untidy", () => void left.push("an open editor"));
	hostTest("wrong and untidy", () => {
		left.push("a running task");
		throw new Error("It is wrong.");
	});
	hostTest("tidy", () => {});
	const told: TestRecord[] = [];
	const failed = await runCollected(
		(record) => told.push(record),
		async () => {
			for (const each of left.splice(0)) throw new Error(`It left ${each} behind.`);
		},
	);
	expect(failed).toBe(2);
	const [, untidy, wrong, tidy] = told;
	expect(untidy).toMatchObject({ type: "failed", name: "untidy", text: expect.stringContaining("an open editor") });
	expect(wrong).toMatchObject({ name: "wrong and untidy", text: expect.stringMatching(/It is wrong.*running task/s) });
	expect(tidy).toMatchObject({ type: "passed", name: "tidy" });
});
