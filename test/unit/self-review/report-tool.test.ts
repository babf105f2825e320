/** A reviewer's report is read for what it means, and refused where that is not known. */

import { expect, test } from "vitest";
import { readReport } from "../../../src/core/self-review/report-tool.ts";

const finding = { class: "wrong", severity: "high", path: "src/a.ts", line: 12, claim: "It is cut." };

function read(more: Readonly<Record<string, unknown>>) {
	const said = readReport({ findings: [{ ...finding, ...more }] });
	return said.kind === "report" ? said.report.findings[0] : said.text;
}

test.each([
	[{ severity: "Critical" }, { severity: "high" }],
	[{ severity: "blocker" }, { severity: "high" }],
	[{ severity: "major" }, { severity: "high" }],
	[{ severity: "moderate" }, { severity: "medium" }],
	[{ severity: "Minor" }, { severity: "low" }],
	[{ severity: "info" }, { severity: "low" }],
	[{ line: "12-14" }, { line: 12 }],
	[{ line: "L12" }, { line: 12 }],
	[{ line: "12:3" }, { line: 12 }],
	[{ line: null }, { line: null }],
	[{ line: undefined, path: undefined }, { claim: "It is cut." }],
	[{ class: "Out of scope" }, { class: "out-of-scope" }],
])("other words for the same are understood: %j", (said, meant) => {
	expect(read(said)).toMatchObject(meant);
});

test.each([{ severity: "purple" }, { severity: 3 }, { line: "there" }, { class: "style" }, { claim: " " }])(
	"what nobody can know is refused: %j",
	(said) => {
		expect(read(said)).toMatch(/^The report does not fit: findings\.0\./);
	},
);

test("one finding alone is a list of one", () => {
	expect(readReport({ findings: finding })).toMatchObject({ kind: "report", report: { findings: [finding] } });
	expect(readReport({ findings: {} })).toMatchObject({ kind: "malformed" });
	expect(readReport({})).toMatchObject({ kind: "malformed" });
});
