/** One delegated task as it could have happened, in the events of its journal. */

import type { TaskEvent } from "../../src/core/task/events.ts";
import { called, changed, ended, found, said, thought } from "./journal.ts";

export const plan = (done: number) => ({
	type: "plan.set" as const,
	steps: [
		"Find where dates are parsed",
		"Write a failing test for 2026-W47",
		"Parse ISO weeks in parseDate",
		"Run all tests",
		"Update the README's table of formats",
	].map((text, at) => ({
		text,
		state: at < done ? ("done" as const) : at === done ? ("doing" as const) : ("open" as const),
	})),
});

export const explored: readonly TaskEvent[] = [
	said("I'll look at how dates are parsed today."),
	...called("c1", "list", "List src, 2 levels", { summary: "14 entries", text: "src/\nsrc/index.ts" }),
	...called("c2", "read", "Read src/parse.ts, lines 1–200", {
		summary: "118 lines",
		text: "1  export function parseDate(text: string) {",
	}),
	...called("c3", "read", "Read test/parse.test.ts", { summary: "64 lines", text: "1  test(…)" }),
	...called("c4", "search", 'Search "parseDate"', { summary: "9 matches", text: "src/index.ts:3" }),
	thought(
		"ISO weeks begin on Monday; week 1 holds the first Thursday. The regular expression must come before the month one.",
		2,
	),
	said(
		"`parseDate` tries **three patterns** in order. ISO weeks need a fourth one, *before* the month pattern:\n\n1. `2026-W47` is the Monday of that week\n2. `2026-W47-3` is its Wednesday\n\n```ts\nconst week = /^(\\d{4})-W(\\d{2})(?:-(\\d))?$/;\n```\n\nSee [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601).",
		2,
	),
	...called("c5", "edit", "Edit src/parse.ts", { summary: "+21 −2" }),
	...called("c6", "edit", "Edit test/parse.test.ts", {
		kind: "failed" as const,
		summary: "not unique",
		text: "The text occurs 3 times in test/parse.test.ts, at lines 4, 9, 31: give more context.",
	}),
	...called("c7", "run", "npm test -- --run test/parse.test.ts --reporter=verbose", {
		summary: "exit 1",
		text: "FAIL test/parse.test.ts\n  expected 2026-11-16 but got 2026-11-09",
		kept: "abc",
	}),
];

export const handOff = {
	type: "handoff.written" as const,
	handoff: {
		status: "done" as const,
		summary: "`parseDate` reads ISO weeks, with and without a day. All **41 tests** pass.",
		tried: ["A single pattern for weeks and months: it made the errors hard to read"],
		left: ["Week years before 1583 are not checked"],
	},
};

export const changes = [
	changed("src/parse.ts", { added: 21, removed: 2 }),
	changed("test/parse.test.ts", { added: 34, removed: 0 }),
	changed("packages/calendar-components/src/internal/formatting/relative-week-number-formatter.ts", {
		kind: "added",
		added: 1_204,
		removed: 0,
	}),
	changed("docs/weeks.png", { kind: "added", binary: true, added: 0, removed: 0 }),
	changed("docs/formats.md", { kind: "renamed", from: "docs/patterns.md", added: 2, removed: 2 }),
	changed("src/legacy.ts", { kind: "deleted", added: 0, removed: 88 }),
];

export const ready = [plan(5), ...explored, handOff, found(...changes), ended("ready")];
export const decided = {
	type: "change.decided",
	version: "v-src/parse.ts",
	surface: "panel",
	path: "src/parse.ts",
	decision: "accepted",
	note: "Applied; you can undo it in the editor.",
} as const;
export const refused = {
	...decided,
	version: "v-src/legacy.ts",
	path: "src/legacy.ts",
	decision: "rejected",
	note: "",
} as const;
