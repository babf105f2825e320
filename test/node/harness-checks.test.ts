/** The harness's own verification, on a real repository, in the real sandbox. */

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { delegationOf } from "../support/delegations.ts";
import { checkOutSandboxed } from "../support/laid-trees.ts";
import { calls, finishes, reply } from "../support/replies.ts";
import { fingerprint, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";

afterEach(removeFolders);

const tests = (...names: readonly string[]) =>
	[
		'import { test } from "node:test";',
		'import assert from "node:assert/strict";',
		'import { add, divide } from "./sum.mjs";',
		...(names.includes("adds") ? ['test("adds", () => assert.equal(add(1, 2), 3));'] : []),
		'test("divides", () => assert.equal(divide(4, 2), 2));',
		"",
	].join("\n");

const sum = (sign: string) => `export const add = (a, b) => a ${sign} b;\nexport const divide = () => 0;\n`;

const project = {
	"package.json": '{ "scripts": { "test": "node --test" } }\n',
	"sum.mjs": sum("+"),
	"sum.test.mjs": tests("adds"),
};

test("what fails is parsed with its place, told apart from what failed before, told to the model, and mended", async () => {
	const folder = makeRepository(project);
	const before = fingerprint(folder);
	const { checkout: real, facts, storage } = await checkOutSandboxed(folder);
	const writes = (files: Readonly<Record<string, string>>) => async () => {
		writeFiles(facts.root, files);
		return reply([finishes()]);
	};
	const turns = [writes({ "sum.mjs": sum("-") }), writes({ "sum.mjs": `${sum("+")}// mended\n` })];
	const task = delegationOf({ real, turns });
	task.delegation.start();
	await task.delegation.settled();
	const { view } = task.delegation;
	const told = JSON.stringify(task.model.requests[1]?.messages.at(-1));
	expect(told).toContain("- sum.test.mjs:4 adds: ");
	expect(told).toContain("1 more failed before you began");
	expect(view).toMatchObject({ status: "ready", verifications: [{ state: "old", checks: ["npm test"] }] });
	expect(view.verifications[0]?.tree).toMatch(/^[0-9a-f]{40}$/);
	expect(view.verifications[0]?.results[0]?.failures).toMatchObject([
		{ name: "divides", place: { path: "sum.test.mjs", line: 5 }, old: true },
	]);
	expect(fingerprint(folder)).toEqual(before);
	const trees = join(storage, "trees");
	expect(existsSync(trees) ? readdirSync(trees) : []).toEqual([]);
});

test("a test that was taken away to pass still runs as it was, on the new code", async () => {
	const folder = makeRepository({ ...project, "sum.mjs": sum("+").replace("() => 0", "(a, b) => a / b") });
	const { checkout: real, facts } = await checkOutSandboxed(folder);
	const turn = async () => {
		writeFiles(facts.root, {
			"sum.mjs": sum("-").replace("() => 0", "(a, b) => a / b"),
			"sum.test.mjs": tests(),
		});
		return reply([finishes()]);
	};
	const task = delegationOf({ real, turns: [turn] });
	task.delegation.start();
	await task.delegation.settled();
	const { verifications, tampering, oldTests } = task.delegation.view;
	expect(verifications).toMatchObject([{ state: "passed" }]);
	expect(tampering.map(({ because }) => because)).toContain("has 1 assertion fewer than before");
	expect(oldTests).toMatchObject({ state: "failed", results: [{ failures: [{ name: "adds" }] }] });
});

test("a stop ends what runs on the base with all its processes, and its tree is gone", async () => {
	const mark = `base-${process.pid}-${Date.now()}`;
	const hangs = 'import { writeFileSync } from "node:fs"; writeFileSync("begun", ""); setInterval(() => {}, 1_000);\n';
	const scripts = { test: `node hangs.mjs ${mark}` };
	const folder = makeRepository({ "package.json": JSON.stringify({ scripts }), "hangs.mjs": hangs });
	const { checkout: real, storage } = await checkOutSandboxed(folder);
	const trees = join(storage, "trees");
	const laid = () => (existsSync(trees) ? readdirSync(trees) : []);
	const running = () => execFileSync("ps", ["-A", "-ww", "-o", "args="]).toString().includes(mark);
	const task = delegationOf({ real, turns: [reply([calls("ask", { question: "Which?" })])] });
	task.delegation.start();
	await task.event("question.asked");
	const begun = () => laid().some((name) => existsSync(join(trees, name, basename(folder), "begun")));
	await expect.poll(begun, { timeout: 120_000 }).toBe(true);
	expect(running()).toBe(true);
	await task.delegation.stop("panel");
	expect(task.delegation.view.status).toBe("stopped");
	expect([running(), laid()]).toEqual([false, []]);
	expect(task.types()).not.toContain("baseline.finished");
}, 180_000);
