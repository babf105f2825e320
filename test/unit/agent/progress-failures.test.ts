/** When a failure counts as the same, and when another run of it counts as another attempt. */

import { expect, test } from "vitest";
import { commandName } from "../../../src/core/progress/command-name.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { growth, inStep } from "../../support/growth.ts";
import {
	attempts,
	edits,
	failing,
	plans,
	reads,
	runs,
	span,
	strikeAfter,
	tsc,
	turn,
	vitest,
} from "./strikes-journal.ts";

test("the same failure after three changes of the same file is the third strike, and not before", () => {
	expect(strikeAfter(attempts(2))).toBeUndefined();
	expect(strikeAfter(attempts(3))).toEqual({
		reason: "same-failure",
		text: "The same failure came back after attempt 3: sum.test.js > adds: AssertionError: wrong, in npm test, at sum.test.js:3.",
		attempts: [
			{ what: "npm test", failure: "sum.test.js > adds: AssertionError: wrong", place: "sum.test.js:3", times: 3 },
		],
	});
});

test("what failed before anything was changed is where the task begins, and no attempt", () => {
	const before = [...turn(runs("npm test", failing("adds"))), ...turn(runs("npm test", failing("adds")))];
	expect(strikeAfter([...before, ...attempts(2)])).toBeUndefined();
	expect(strikeAfter([...before, ...attempts(3)])?.reason).toBe("same-failure");
});

test("another try is one at the same files, or at the file that fails", () => {
	const broken = runs("npx tsc", tsc("a.ts(1,1): error TS1: Bad."));
	const tries = (...paths: readonly string[]) =>
		paths.flatMap((path, at) => [...turn(edits(path, null, `v${at}`)), ...turn(broken)]);
	expect(strikeAfter(tries("b.ts", "c.ts", "d.ts", "e.ts", "f.ts"))).toBeUndefined();
	expect(strikeAfter(tries("b.ts", "src/a.ts", "c.ts", "src/a.ts"))?.reason).toBe("same-failure");
	expect(strikeAfter([...turn(broken), ...turn(broken), ...tries("src/a.ts", "src/a.ts")])).toBeUndefined();
});

test("a place is named from the project's root, wherever the command ran", () => {
	const there = runs("npm test", vitest("adds", { path: "test/sum.test.js" }));
	const inside = { ...there, input: { command: "npm test", cwd: "packages/a" } };
	expect(strikeAfter(attempts(3, () => inside))?.attempts[0]?.place).toBe("packages/a/test/sum.test.js:3");
});

test("another check that passes now is progress", () => {
	const lint = [...turn(runs("npx eslint .", "src/a.js:4:1: error: no")), ...turn(runs("npx eslint ."))];
	expect(strikeAfter([...attempts(2), ...lint, ...attempts(2)])).toBeUndefined();
	// But not each time anew.
	expect(strikeAfter([...lint, ...attempts(2), ...lint, ...attempts(1)])?.reason).toBe("same-failure");
});

test("another line, message, duration or way to run it is the same failure", () => {
	const ways = ["npm test", "cd . && npm  test 2>&1 | tail -50", "npx vitest run sum.test.js"];
	const flaky = (at: number) =>
		runs(ways[at - 1] ?? "", `${vitest("adds", { line: 3 + at, said: `Error: after ${at * 17} ms` })}\nin ${at}.4s`);
	expect(strikeAfter(attempts(3, flaky))).toMatchObject({ reason: "same-failure", attempts: [{ times: 3 }] });
});

test("two errors of one file are not the same, and an error that only moves is", () => {
	const names = ["Cannot find name 'a'.", "Cannot find name 'b'.", "Cannot find name 'c'."];
	const error = (line: number, text = "") => runs("npx tsc", tsc(`a.ts(${line},1): error TS2304: ${text}`));
	expect(strikeAfter(attempts(3, (at) => error(7, names[at - 1])))).toBeUndefined();
	expect(strikeAfter(attempts(3, (at) => error(7 + at, names[0])))?.reason).toBe("same-failure");
});

test("output that no parser reads is known by the command and what it says of the error", () => {
	const bad = (at: number) => runs("make all", `step ${at}\nTypeError: x is undefined\n took ${at}.2 s`);
	expect(strikeAfter(attempts(3, bad))?.attempts).toEqual([
		{ what: "make all", failure: "TypeError: x is undefined", place: "", times: 3 },
	]);
	const words = ["TypeError: one", "RangeError: two", "SyntaxError: three"];
	expect(strikeAfter(attempts(3, (at) => runs("make all", words[at - 1])))).toBeUndefined();
});

test("a failure is seen though a pipe hides the exit code", () => {
	const hidden = () => runs("npm test 2>&1 | tail -20", failing("adds"), 0);
	expect(strikeAfter(attempts(3, hidden))?.reason).toBe("same-failure");
});

test("running it again without a change is no other attempt", () => {
	const again = [...attempts(2), ...turn(runs("npm test", failing("adds"))), ...turn(reads("a.js"))];
	expect(strikeAfter([...again, ...turn(runs("npx vitest run sum", failing("adds")))])).toBeUndefined();
});

test("a list of failures that shrinks is progress", () => {
	const names = ["a", "b", "c", "d", "e", "f"].map((name) => `adds ${name}`);
	const shrinking = (at: number) => runs("npm test", failing(...names.slice(at - 1)));
	expect(strikeAfter(attempts(6, shrinking))).toBeUndefined();
});

test("the same error many times in one file shrinks, too", () => {
	const lines = (count: number) => span(count).map((line) => `a.ts(${line},1): error TS7006: Parameter 'x' is any.`);
	expect(strikeAfter(attempts(8, (at) => runs("npx tsc", tsc(...lines(9 - at)))))).toBeUndefined();
	expect(strikeAfter(attempts(3, () => runs("npx tsc", tsc(...lines(4)))))?.attempts).toHaveLength(4);
});

test("an error that gives way to more of the next phase, which shrink, is progress", () => {
	const next = span(8).map((line) => `b.ts(${line},1): error TS1: Next ${"abcdefgh"[line - 1]} is wrong.`);
	const phases = (at: number) => runs("npx tsc", tsc(...(at === 1 ? ["a.ts(1,1): error TS9: Bad."] : next.slice(at))));
	expect(strikeAfter(attempts(8, phases))).toBeUndefined();
});

test("tests that are written before the code may fail together", () => {
	const names = ["a", "b", "c", "d", "e"].map((name) => `adds ${name}`);
	expect(strikeAfter(attempts(5, (at) => runs("npm test", failing(...names.slice(0, at)))))).toBeUndefined();
});

test("two failures that make room for one another are a circle", () => {
	const turns = (at: number) => runs("npm test", failing(at % 2 === 0 ? "adds" : "subtracts"));
	expect(strikeAfter(attempts(4, turns))).toBeUndefined();
	expect(strikeAfter(attempts(8, turns))?.reason).toBe("same-failure");
});

test("a test that breaks now and then and is mended each time is no circle", () => {
	const now = (at: number) => (at % 3 === 0 ? runs("npm test", failing("adds")) : runs("npm test"));
	expect(strikeAfter(attempts(30, now))).toBeUndefined();
	const beside = (at: number) => runs("npm test", at % 3 === 0 ? failing("old", "adds") : failing("old"));
	const elsewhere = span(30).flatMap((at) => [...turn(edits(`f${at}.js`, null, "v1")), ...turn(beside(at))]);
	expect(strikeAfter(elsewhere)).toBeUndefined();
});

test("a test that always failed does not stop sixty turns of work on other files", () => {
	const events = span(60).flatMap((at) => turn(edits(`f${at}.js`, null, "v1"), runs("npm test", failing("old"))));
	expect(strikeAfter(events, 25)).toBeUndefined();
});

test("a step of the plan that is done begins the count anew", () => {
	const steps = ["a", "b", "c", "d"];
	const plan = (done: number) =>
		plans(...steps.map((text, at) => ({ text, state: at < done ? ("done" as const) : ("open" as const) })));
	const events = span(4).flatMap((at) => [...attempts(2), ...turn(plan(at - 1))]);
	expect(strikeAfter([...turn(plan(0)), ...events])).toBeUndefined();
});

test("the harness's own checks count, and what failed before the task does not", () => {
	const place = { path: "sum.test.js", line: 3 };
	const failure = { kind: "test", name: "adds", message: "wrong", place } as const;
	const verified = (round: number, old: boolean): readonly TaskEvent[] => {
		const one = old ? { ...failure, old: true as const } : failure;
		const result = { command: "npm test", outcome: "failed", text: "", kept: "", durationMs: 1 } as const;
		const results = [{ ...result, failures: [one], ...(old ? { onBase: "same" as const } : {}) }];
		return [{ type: "verification.finished", of: "proposal", tree: "t", results, round }];
	};
	const rounds = (old: boolean) =>
		span(3).flatMap((at) => [...turn(edits("sum.js", `v${at - 1}`, `v${at}`)), ...verified(at, old)]);
	expect(strikeAfter(rounds(false))).toMatchObject({
		reason: "same-failure",
		attempts: [{ what: "npm test", place: "sum.test.js:3", times: 3 }],
	});
	expect(strikeAfter(rounds(true))).toBeUndefined();
});

test("files that a command changes are changes, as far as a look shows them", () => {
	const found = (version: string): TaskEvent => ({
		type: "changes.found",
		changes: [{ path: "sum.js", kind: "modified", binary: false, added: 1, removed: 1, mode: 0o100644, version }],
	});
	const sed = (at: number) => [
		...turn(runs(`sed -i s/${at}/x/ sum.js`)),
		found(`v${at}`),
		...turn(runs("npm test", failing("adds"))),
	];
	expect(strikeAfter(span(3).flatMap(sed))?.reason).toBe("same-failure");
	// What a look shows of an edit is that edit, and running again after it no other attempt.
	const again = (at: number) => [...attempts(1), found(`w${at}`), ...turn(runs("npm test", failing("adds")))];
	expect(strikeAfter(span(2).flatMap(again))).toBeUndefined();
});

test.each([
	["npm test", "npm test"],
	["cd packages/a && npm  test 2>&1 | tail -50", "npm test"],
	["npm test > /dev/null || true", "npm test"],
	["npx vitest run a.test.ts; echo $?", "npx vitest run a.test.ts"],
	["make a && make b", "make a && make b"],
	["| tail -3", "| tail -3"],
	["a ".repeat(100), `${"a ".repeat(59)}a…`],
])("%s is named %s", (command, name) => {
	expect(commandName(command)).toBe(name);
});

test.each([
	["| tail ", ""],
	["a;", " | tail"],
])("naming a command line of many %j takes time in step with its length", (piece, end) => {
	const line = (size: number) => `${piece.repeat(size)}${end}`;
	expect(growth(line, commandName, 20_000)).toBeLessThan(inStep);
});

test("a count of failures that falls is progress though nothing lists them, and one that only goes to and fro is not", () => {
	const said = (counts: readonly number[]) =>
		counts.flatMap((count, at) => [
			...turn(edits("sum.js", `v${at}`, `v${at + 1}`)),
			...turn(runs("./prove", `12 s\nError: ${count} of 40 rows differ`)),
		]);
	expect(strikeAfter(said([20, 16, 12, 9, 7, 4, 3, 2]))).toBeUndefined();
	expect(strikeAfter(said([6, 5, 6, 5, 6, 5, 6]))?.reason).toBe("same-failure");
	expect(strikeAfter(said([5, 5, 5]))?.reason).toBe("same-failure");
});
