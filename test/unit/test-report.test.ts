/** What the end of a test run repeats of its failures. */

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../scripts/host/paths.ts";
import { lineLimit, readReport } from "../../scripts/test-report.ts";

describe("a report of Vitest", () => {
	test("names each failed test with its file and what was said", () => {
		const file = join(projectRoot, "test/unit/sums.test.ts");
		const report = vitestReport(1, [
			{ name: file, status: "failed", message: "", assertionResults: [passedTest, failedTest] },
		]);
		expect(readReport(report)).toEqual({
			passed: 1,
			failed: 1,
			failures: [{ name: "test/unit/sums.test.ts > sums add up", text: "expected 3 to be 4\nat line 7" }],
		});
	});

	test("names a file that could not be loaded, which no count shows", () => {
		const file = join(projectRoot, "test/unit/broken.test.ts");
		const report = vitestReport(0, [{ name: file, status: "failed", message: "No such module", assertionResults: [] }]);
		expect(readReport(report).failures).toEqual([{ name: "test/unit/broken.test.ts", text: "No such module" }]);
	});

	test("a long failure is cut, and says by how much", () => {
		const long = Array.from({ length: lineLimit + 3 }, (_, line) => `line ${line}`).join("\n");
		const test = { ...failedTest, failureMessages: [long] };
		const report = vitestReport(1, [{ name: "/elsewhere/a.test.ts", status: "failed", assertionResults: [test] }]);
		const [failure] = readReport(report).failures;
		expect(failure?.text.split("\n").slice(-2)).toEqual([`line ${lineLimit - 1}`, "… 3 more lines"]);
	});
});

describe("a report of the runner in the extension host", () => {
	test("names the failed tests, and a run that broke off", () => {
		const records = [
			{ type: "started", tests: 2 },
			{ type: "failed", name: "the panel opens", ms: 3, text: "it did not" },
		];
		expect(readReport(JSON.stringify({ passed: 0, failed: 2, broken: "The run broke off.", records }))).toEqual({
			passed: 0,
			failed: 2,
			failures: [
				{ name: "the panel opens", text: "it did not" },
				{ name: "the run in the extension host", text: "The run broke off." },
			],
		});
	});
});

test.each(["", "{", "null", "[]", '{"testResults":[{"assertionResults":7}]}'])(
	"%j is no report, and proves nothing",
	(text) => {
		expect(readReport(text)).toEqual({ passed: 0, failed: 0, failures: [] });
	},
);

const passedTest = { fullName: "sums start at zero", status: "passed", failureMessages: [] };
const failedTest = { fullName: "sums add up", status: "failed", failureMessages: ["expected 3 to be 4\nat line 7"] };

function vitestReport(failed: number, testResults: readonly object[]): string {
	return JSON.stringify({ numPassedTests: 1, numFailedTests: failed, testResults });
}
