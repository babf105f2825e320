/** What is said of a brief while it is written: estimates by kind, and hints that stop nobody. */

import { expect, test } from "vitest";
import { emptyView, type TaskView } from "../../../src/core/task/view.ts";
import type { BriefForm } from "../../../src/protocol/draft.ts";
import { emptyForm } from "../../../src/vscode/brief/editor-form.ts";
import { type VerdictGround, verdictOf } from "../../../src/vscode/brief/editor-verdict.ts";

const ground: VerdictGround = {
	settings: { money: 5, tokens: 1_000_000, minutes: 60, turns: 200 },
	day: 20,
	views: [],
	branches: ["main"],
	checks: ["npm test"],
	isPriced: (model) => model === "known",
	review: "sensitive",
};

const said = (form: Partial<BriefForm>, around: Partial<VerdictGround> = {}, task = "") =>
	verdictOf(
		{ form: { ...emptyForm, goal: "Do it", ...form }, attachments: [], dismissed: [], revision: 3, task },
		{ ...ground, ...around },
	);

const past = (kind: BriefForm["kind"], cost: number): TaskView => ({
	...emptyView,
	status: "accepted",
	model: { label: "m", scripted: false },
	brief: { goal: "x", kind },
	spend: { ...emptyView.spend, cost, activeMs: 60_000 },
});

test("the estimate is of the same kind once there are five, and of all tasks before that", () => {
	const docs = [1, 2, 3, 4].map((cost) => past("docs", cost));
	const bugs = [10, 10, 10, 10, 10].map((cost) => past("bug", cost));
	const views = [...docs, ...bugs];
	expect(said({ kind: "docs" }, { views }).budget).toContain("Your last 9 finished tasks here");
	const enough = [...views, past("docs", 5)];
	expect(said({ kind: "docs" }, { views: enough }).budget).toContain(
		"Your last 5 finished tasks of this kind here: half took up to $3.00",
	);
	expect(said({ kind: "docs" }, { day: null }).budget).toBe(
		"At most $5.00, 1,000,000 tokens, 60 active minutes and 200 turns.",
	);
});

test("the caps that are said are the written ones, as far as they make sense", () => {
	expect(said({ money: "2", turns: "many" }).budget).toBe(
		"At most $2.00, 1,000,000 tokens, 60 active minutes and 200 turns; all tasks of a day together $20.00.",
	);
});

test("a task that is rescoped keeps its caps, so nothing is said of them", () => {
	expect(said({}, {}, "t1").budget).toBe("");
});

test.each([
	[{ model: "known", base: "main", checks: "x" }, []],
	[{ model: "other", checks: "x" }, ["model"]],
	[{ base: "nowhere", checks: "x" }, ["base"]],
	[{ checks: "" }, ["checks"]],
	[{ mode: "explore" }, ["mode"]],
	[{ checks: "npm\u200B test" }, ["checks"]],
	[{ goal: "a\nb\tc 👩‍👩‍👧 नमस्ते", checks: "x" }, []],
] as const)("%j has hints at %j and no problem", (form, fields) => {
	const { hints, problems } = said(form);
	expect(hints.map(({ field }) => field)).toEqual(fields);
	expect(problems).toEqual([]);
});

test("the warnings are the brief check's on what is written", () => {
	expect(said({ goal: "Rewrite everything" }).warnings.length).toBeGreaterThan(0);
	expect(said({ goal: "" }).warnings).toEqual([]);
});

test("whether an extra review is made is what the settings say", () => {
	expect(said({}).reviews).toBe(true);
	expect(said({}, { review: "on" }).reviews).toBe(true);
	expect(said({}, { review: "off" }).reviews).toBe(false);
});
