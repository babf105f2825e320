/** The ledger of attempts. */

import { expect, test } from "vitest";
import { attemptsOf } from "../../../src/core/agent/attempts.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { recorded } from "../../support/memory-journal.ts";
import { attempts, begun, edits, failing, looks, runs, span, started, turn } from "./strikes-journal.ts";

const ledger = (...events: readonly TaskEvent[]) => attemptsOf(recorded([...begun, ...events]));
const adds = { what: "npm test", failure: "sum.test.js > adds: AssertionError: wrong", place: "sum.test.js:3" };

test("a task in which nothing failed has no attempts to tell of", () => {
	expect(attemptsOf([])).toEqual([]);
	expect(ledger(...turn(edits("a.js", "v0", "v1"), runs("npm test")))).toEqual([]);
	expect(ledger(...turn(looks("grep -n error a.js", "a.js:3: error: x")))).toEqual([]);
});

test("each failure stands once, in the order it came, with how often it was tried and what was changed in between", () => {
	const before = turn(runs("npm test", failing("adds")));
	const other = turn(runs("npx eslint .", "src/a.js:4:1: error: no"));
	expect(ledger(...before, ...attempts(2), ...turn(edits("b.js", null, "v1")), ...other)).toMatchObject([
		{ ...adds, times: 3, changed: ["sum.js"] },
		{ what: "npx eslint .", place: "src/a.js:4", times: 1 },
	]);
});

test("running it again without a change is no attempt", () => {
	const again = turn(runs("npm test", failing("adds")));
	expect(ledger(...attempts(1), ...again, ...again)).toEqual([{ ...adds, times: 1 }]);
});

test("what is mended is told as such, until it comes back", () => {
	const mended = [...attempts(2), ...turn(edits("sum.js", "v2", "v3")), ...turn(runs("npm test"))];
	expect(ledger(...mended)).toEqual([{ ...adds, times: 2, changed: ["sum.js"], solved: true }]);
	expect(ledger(...mended, ...turn(runs("npm test", failing("adds"))))[0]).not.toHaveProperty("solved");
});

test("the whole task is told, whatever the person said in between", () => {
	expect(ledger(...attempts(2), started, ...attempts(2))).toMatchObject([{ times: 4 }]);
});

test("calls that went round are told once they were three strikes", () => {
	const attempt = { what: "edit a.js", failure: "went round", place: "", times: 3 };
	const strike: TaskEvent = { type: "stuck.found", reason: "same-call", text: "…", attempts: [attempt] };
	expect(ledger(...attempts(1), strike)).toEqual([{ ...adds, times: 1 }, attempt]);
});

test("long tasks are told in bounds", () => {
	const many = span(150).flatMap((at) => turn(runs(`make t${"x".repeat(at)}`, `Error: ${"y".repeat(at)}`)));
	expect(ledger(...many)).toHaveLength(100);
	const files = span(90).flatMap((at) => turn(edits(`f${at}.js`, null, "v1")));
	const [first] = ledger(...attempts(1), ...files, ...turn(runs("npm test", failing("adds"))));
	expect(first?.changed).toHaveLength(20);
});
