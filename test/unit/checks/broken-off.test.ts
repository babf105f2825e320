/** What fails a run beside its tests: a test that failed before the task does not excuse it. */

import { expect, test } from "vitest";
import { comparedWithBase } from "../../../src/core/checks/baseline.ts";
import { parseFailures } from "../../../src/core/checks/parse-output.ts";
import type { ShellResult } from "../../../src/core/ports.ts";
import { checkResult } from "../../../src/core/task/check.ts";

const old = " FAIL  src/a.test.ts > adds\nAssertionError: wrong\n ❯ src/a.test.ts:5:9\n⎯⎯⎯⎯[1/1]⎯\n";

async function onBase(now: Partial<ShellResult>, before: Partial<ShellResult> = {}) {
	const result = (of: Partial<ShellResult>) => {
		const usual: ShellResult = { output: old, ended: "exited", exitCode: 1, durationMs: 5, bytes: 0, omitted: 0 };
		return checkResult("npm test", { ...usual, ...of }, { keep: async () => "kept", root: "/work/p" });
	};
	return comparedWithBase(await result(now), await result(before)).onBase;
}

test("the same test that fails again is old; a run that hangs or crashes after it is not", async () => {
	expect(await onBase({})).toBe("same");
	expect(await onBase({ ended: "timed-out", exitCode: null })).toBe("other");
	expect(await onBase({ ended: "killed", exitCode: null })).toBe("other");
	expect(await onBase({ exitCode: 139 })).toBe("other");
	expect(await onBase({ exitCode: 139 }, { exitCode: 139 })).toBe("same");
	expect(await onBase({ exitCode: 139 }, { exitCode: 134 })).toBe("other");
	expect(await onBase({}, { ended: "timed-out", exitCode: null })).toBe("same");
});

test("a list of failures is no excuse where the middle of the output was left out", async () => {
	expect(await onBase({ omitted: 1 })).toBe("other");
	expect(await onBase({}, { omitted: 1 })).toBe("other");
	const unread = { output: "it went wrong in some way" };
	expect(await onBase(unread, unread)).toBe("same");
	expect(await onBase({ ...unread, omitted: 1 }, { ...unread, omitted: 1 })).toBe("other");
});

test("an error outside of the tests, or a threshold that is not met, is new beside a test that failed before", async () => {
	const unhandled = [
		"⎯⎯⎯⎯⎯⎯ Unhandled Errors ⎯⎯⎯⎯⎯⎯",
		"",
		"Vitest caught 1 unhandled error during the test run.",
		"",
		"⎯⎯⎯⎯ Unhandled Rejection ⎯⎯⎯⎯⎯",
		"Error: boom",
		" ❯ later src/a.ts:3:7",
		"⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯",
	].join("\n");
	expect(await onBase({ output: `${old}${unhandled}` })).toBe("other");
	const uncovered = "ERROR: Coverage for lines (50%) does not meet global threshold (80%)";
	expect(await onBase({ output: `${old}${uncovered}` })).toBe("other");
	expect(await onBase({ output: `${old}${uncovered}` }, { output: `${old}${uncovered.replace("50", "60")}` })).toBe(
		"same",
	);
	expect(parseFailures(unhandled, "/work/p").failures).toMatchObject([
		{ name: "Unhandled Rejection", message: "Error: boom", place: { path: "src/a.ts", line: 3 } },
	]);
});

test.each([
	["Jest", 'Jest: "global" coverage threshold for lines (80%) not met: 50%'],
	["nyc", "ERROR: Coverage for branches (10.5%) does not meet threshold (90%) for src/a.js"],
	["pytest-cov", "FAIL Required test coverage of 80% not reached. Total coverage: 50.00%"],
	["coverage.py", "Coverage failure: total of 50 is less than fail-under=80"],
	["JaCoCo", "Rule violated for bundle app: lines covered ratio is 0.50, but expected minimum is 0.80"],
	["SimpleCov", "Line coverage (50.00%) is below the expected minimum coverage (80.00%)."],
	["coverlet", "error : The total line coverage is below the specified 80"],
	["ESLint", "ESLint found too many warnings (maximum: 0)."],
])("a threshold of %s that is not met is a failure", (_, line) => {
	expect(parseFailures(`all is well\n${line}\n`, "").failures).toHaveLength(1);
	expect(parseFailures("Coverage for lines is shown below\n50% coverage threshold\n", "").failures).toEqual([]);
});
