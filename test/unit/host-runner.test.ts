/** What the runner of the host tests counts as a test's failure. */

import { expect, test } from "vitest";
import { isOfGitExtension } from "../host/runner.ts";

function rejected(...places: readonly string[]): Error {
	const error = new Error("Repository not initialized");
	error.stack = [`Error: ${error.message}`, ...places.map((place) => `\tat run (${place}:1:2)`)].join("\n");
	return error;
}

test("a rejection of the editor's own Git extension is no test's failure, one of Remit or of a test is", () => {
	const git = "/cache/code-server/extensions/git/dist/main.js";
	expect(isOfGitExtension(rejected(git, "node:internal/process/task_queues", git))).toBe(true);
	expect(isOfGitExtension(rejected("/project/out/host/index.cjs"))).toBe(false);
	expect(isOfGitExtension(rejected(git, "/project/out/host/index.cjs"))).toBe(false);
	expect(isOfGitExtension(rejected(git, "/project/dist/extension.cjs"))).toBe(false);
	expect(isOfGitExtension(rejected("node:internal/process/task_queues"))).toBe(false);
	expect(isOfGitExtension("a text")).toBe(false);
});
