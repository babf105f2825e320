/** What is an old failure, and what is the same failure again. */

import { expect, test } from "vitest";
import { comparedWithBase } from "../../../src/core/checks/baseline.ts";
import { type Failure, failureSignature } from "../../../src/core/checks/failure.ts";
import type { CheckResult } from "../../../src/core/task/review-events.ts";

const failed = (failures: readonly Failure[], rest: Partial<CheckResult> = {}): CheckResult => {
	return { command: "npm test", outcome: "failed", text: "exit 1", kept: "", durationMs: 1, failures, ...rest };
};
const testNamed = (name: string, message = "no"): Failure => ({
	kind: "test",
	name,
	message,
	place: { path: "a.ts", line: 3 },
});
const error = (message: string, line: number): Failure => ({
	kind: "error",
	name: "TS1",
	message,
	place: { path: "a.ts", line },
});

test("numbers, times, hashes and temporary places do not make another failure", () => {
	const one = error("took 12.5 ms at 2026-01-02T03:04:05Z in /tmp/a1/x for 0xff, commit 1a2b3c4d5e", 4);
	const two = error("took 7 ms at 2025-11-12T13:14:15.123Z in /var/folders/b2/y for 0x01, commit 9f8e7d6c5b", 90);
	expect(failureSignature(one)).toBe(failureSignature(two));
	expect(failureSignature(error("is a string", 1))).not.toBe(failureSignature(error("is a number", 1)));
	expect(failureSignature(testNamed("adds", "3"))).toBe(failureSignature(testNamed("adds", "something else")));
	expect(failureSignature(testNamed("adds"))).not.toBe(failureSignature(testNamed("divides")));
});

test.each([
	["a test of another case", testNamed("adds[1]"), testNamed("adds[2]")],
	["a test of another answer", testNamed("answers 404"), testNamed("answers 500")],
	["another name with a number", error("Cannot find name 'item1'.", 1), error("Cannot find name 'item2'.", 1)],
	["another key", error("KeyError: '1'", 1), error("KeyError: '2'", 1)],
	["another rule", { ...error("wrong", 1), name: "TS2304" }, { ...error("wrong", 1), name: "TS2322" }],
])("%s is another failure", (_what, one, two) => expect(failureSignature(one)).not.toBe(failureSignature(two)));

test.each([
	[
		"in a folder of Windows",
		"no C:\\Users\\u\\AppData\\Local\\Temp\\a1\\x",
		"no C:\\Users\\u\\AppData\\Local\\Temp\\b2\\x",
	],
	[
		"with another log",
		"see _logs/2026-01-02T03_04_05_678Z-debug-0.log",
		"see _logs/2026-11-12T13_14_15_016Z-debug-0.log",
	],
	["at another port", "refused by 127.0.0.1:43123", "refused by 127.0.0.1:50999"],
	["of another id", "job 123e4567-e89b-12d3-a456-426614174000", "job 999e4567-e89b-12d3-a456-426614174999"],
	["of other lengths", "too long: 312 lines of 300", "too long: 308 lines of 300"],
])("what fails %s is the same failure", (_where, one, two) =>
	expect(failureSignature(error(one, 1))).toBe(failureSignature(error(two, 9))),
);

test("an output that nothing is recognised in excuses no more failures than it tells of", () => {
	const end = (text: string) => failed([], { text: `exit 1\n${text}` });
	const onBase = (now: string, before: string) => comparedWithBase(end(now), end(before)).onBase;
	expect(onBase("4 tests failed in 3.1s", "3 tests failed in 12.5s")).toBe("other");
	expect(onBase("expected 200, got 500", "expected 200, got 404")).toBe("other");
	expect(onBase("a.x:14: 3 tests failed at 10:11:12", "a.x:9: 3 tests failed at 11:59:01")).toBe("same");
});

test("only what failed before, and all of it, is old", () => {
	const base = failed([testNamed("adds"), testNamed("divides")]);
	expect(comparedWithBase(failed([testNamed("adds", "other words")]), base)).toMatchObject({
		onBase: "same",
		failures: [{ old: true }],
	});
	const mixed = comparedWithBase(failed([testNamed("adds"), testNamed("new")]), base);
	expect([mixed.onBase, mixed.failures?.map(({ old }) => old)]).toEqual(["other", [true, undefined]]);
	expect(comparedWithBase(failed([testNamed("adds")]), { ...base, outcome: "passed" }).onBase).toBe("passed");
	expect(comparedWithBase(failed([testNamed("adds")]), undefined).onBase).toBe("not-run");
});

test("the base excuses a failure once", () => {
	const result = comparedWithBase(
		failed([error("is no string", 1), error("is no string", 9)]),
		failed([error("is no string", 5)]),
	);
	expect([result.onBase, result.failures?.map(({ old }) => old)]).toEqual(["other", [true, undefined]]);
});

test("where lists are cut, or nothing is recognised and the words differ, a failure is a new one", () => {
	expect(comparedWithBase(failed([testNamed("adds")], { more: 1 }), failed([testNamed("adds")])).onBase).toBe("other");
	expect(comparedWithBase(failed([testNamed("adds")]), failed([testNamed("adds")], { more: 1 })).onBase).toBe("other");
	expect(
		comparedWithBase(failed([], { text: "exit 1\nit fell" }), failed([], { text: "exit 1\nit rose" })).onBase,
	).toBe("other");
	expect(
		comparedWithBase(failed([], { text: "exit 1\nin 3 ms" }), failed([], { text: "exit 1\nin 9 ms" })).onBase,
	).toBe("same");
});
