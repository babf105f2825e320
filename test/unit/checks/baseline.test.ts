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
