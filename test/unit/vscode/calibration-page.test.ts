/** The calibration report as a page: what its tables say of a kind, of a week, and of a kind in a week. */

import { expect, test } from "vitest";
import type { TaskFigures } from "../../../src/core/calibration/figures.ts";
import { calibrationBody } from "../../../src/vscode/calibration/page.ts";

const monday = Date.UTC(2026, 10, 16);
const week = 7 * 86_400_000;

function done(more: Partial<TaskFigures> = {}): TaskFigures {
	return {
		...{ task: "t", goal: "<img src=x>", kind: "tests", createdAt: monday, outcome: "accepted" },
		...{ hunks: { accepted: 3, rejected: 1 }, firstPass: "passed", stuck: [], cost: 2, minutes: 10 },
		...{ estimate: null, minutesSaved: null, rework: null },
		...more,
	};
}

const spread = (median: number) => ({ median, ninetieth: median * 2 });
const estimate = { tasks: 5, money: spread(1.5), minutes: spread(8) };

/** The texts of a row's cells by the title of their column. */
function rowOf(body: string, table: string, ...heads: readonly string[]): Readonly<Record<string, string>> {
	const found = new RegExp(`aria-label="Figures by ${table}">(.*?)</table>`, "s").exec(body)?.[1] ?? "";
	const cells = (html: string) => [...html.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, text = ""]) => text);
	const [titles = [], ...rows] = found.split("</tr>").map(cells);
	const row = rows.find((texts) => heads.every((head, at) => texts[at] === head));
	if (!row) throw new Error(`no row ${heads.join(", ")} by ${table}`);
	return Object.fromEntries(titles.map((title, at) => [title, row[at] ?? ""]));
}

const page = (figures: readonly TaskFigures[], hourly = 0) =>
	calibrationBody({ figures, notes: [], hourly, weeks: 26 });

test.each([
	["kind", ["Tests"]],
	["week", ["2026-W47"]],
	["week and kind", ["2026-W47", "Tests"]],
])(
	"by %s stand outcomes, rates, why it was stuck, estimates beside what they became, rework, and cost against value",
	(table, heads) => {
		const figures = [
			done({ estimate, minutesSaved: 30, rework: { lines: 20, reworked: 5, isFinal: true } }),
			done({
				outcome: "rejected",
				firstPass: "failed",
				stuck: ["same-failure", "same-failure", "said"],
				minutesSaved: 60,
			}),
			done({ outcome: "partly-accepted", firstPass: "none" }),
		];
		expect(rowOf(page(figures, 60), table, ...heads)).toMatchObject({
			...{ Tasks: "3", Accepted: "1", Partly: "1", Rejected: "1", "Changes accepted": "9 of 12 (75 %)" },
			...{ "Passed first time": "1 of 2 (50 %)", "Changed again": "5 of 20 (25 %)", Cost: "$6.00", Active: "30 min" },
			Stuck: "1: the same failure three times × 2, the agent said so itself",
			"Cost estimated → actual": "$1.50 → $2.00",
			"Active estimated → actual": "8 min → 10 min",
			"Cost for each accepted": "$3.00",
			"Saved for each": "45 min, worth $45.00",
			Saved: "90 min",
		});
	},
);

test("a kind is told apart in each week, the newest first", () => {
	const figures = [done(), done({ kind: "bug" }), done({ createdAt: monday + week, cost: 5 })];
	const body = page(figures);
	expect(rowOf(body, "week and kind", "2026-W48", "Tests").Cost).toBe("$5.00");
	expect(rowOf(body, "week and kind", "2026-W47", "Tests").Cost).toBe("$2.00");
	expect(rowOf(body, "week and kind", "2026-W47", "Bug fix").Tasks).toBe("1");
	const table = body.slice(body.indexOf("Figures by week and kind"));
	expect(table.indexOf("2026-W48")).toBeLessThan(table.indexOf("2026-W47"));
});

test("what is not known is never a number", () => {
	const body = page([done({ cost: null, estimate: { ...estimate, money: null } })]);
	expect(rowOf(body, "kind", "Tests")).toMatchObject({
		...{ Cost: "unknown", "Cost estimated → actual": "unknown", "Cost for each accepted": "–" },
		...{ "Saved for each": "–", Saved: "–", "Changed again": "–", Stuck: "0" },
	});
	expect(body.replace(/<svg.*?<\/svg>/gs, "")).not.toContain("$0");
	expect(body).toContain("What they cost is not known.");
	expect(rowOf(page([done({ cost: null }), done()]), "kind", "Tests").Cost).toBe("$2.00 + unknown");
});

test("every chart has a description, and nothing of a goal is markup", () => {
	const body = page([done()]);
	expect(body.match(/<svg role="img" aria-label="[^"]{20,}"/g)).toHaveLength(4);
	expect(body).not.toContain("<img");
	expect(page([])).toContain("No task has been delegated");
});
