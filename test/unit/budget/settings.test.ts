/** What the person sets: caps, prices; and what a foreign brief can ask for. */

import { expect, test } from "vitest";
import { boundedBudget, capsText, raisedBy } from "../../../src/core/budget/caps.ts";
import { forecastOf, startText, startTexts } from "../../../src/core/budget/forecast.ts";
import { makePrices } from "../../../src/core/budget/prices.ts";
import { readPrices } from "../../../src/core/budget/prices-setting.ts";
import { capsFromSettings, dayCapFromSettings } from "../../../src/core/budget/settings.ts";
import { emptyView, type TaskStatus, type TaskView } from "../../../src/core/task/view.ts";

const november = Date.UTC(2026, 10, 21);
const usual = { money: 5, tokens: 10_000_000, minutes: 60, turns: 200 };
const settings = (values: Readonly<Record<string, unknown>>) => (name: string) => values[name];

test("nothing set gives the defaults that package.json says", async () => {
	const { default: manifest } = await import("../../../package.json", { with: { type: "json" } });
	const { properties } = manifest.contributes.configuration;
	const defaults = {
		money: properties["remit.budget.money"].default,
		tokens: properties["remit.budget.tokens"].default,
		minutes: properties["remit.budget.minutes"].default,
		turns: properties["remit.budget.turns"].default,
	};
	expect(capsFromSettings(settings({}))).toEqual(defaults);
	expect(dayCapFromSettings(settings({}))).toBe(properties["remit.budget.daily"].default);
});

test("0 takes a cap away, but never the one on turns", () => {
	const none = settings({ money: 0, tokens: 0, minutes: 0, turns: 0, daily: 0 });
	expect(capsFromSettings(none)).toEqual({ money: null, tokens: null, minutes: null, turns: 200 });
	expect(dayCapFromSettings(none)).toBeNull();
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, "100", null, {}])("%j is no cap: the default holds", (value) => {
	const caps = capsFromSettings(settings({ money: value, tokens: value, minutes: value, turns: value }));
	expect(caps).toEqual(usual);
});

test("a foreign brief can ask for less than the settings allow, never for more", () => {
	expect(boundedBudget({ money: 1_000, tokens: 500, turns: 10_000 }, usual)).toEqual({ ...usual, tokens: 500 });
	const open = { money: null, tokens: null, minutes: null, turns: 50 };
	expect(boundedBudget({ money: 7 }, open)).toEqual({ money: 7, turns: 50 });
	expect(boundedBudget(undefined, open)).toEqual({ turns: 50 });
});

test("a raise adds, never takes away, and makes no cap where there was none", () => {
	const caps = { ...usual, money: null };
	expect(raisedBy(caps, { money: 5, minutes: -30, turns: 10 })).toEqual({ ...caps, turns: 210 });
});

test("the caps are said in one line", () => {
	expect(capsText(usual)).toBe("$5.00, 10,000,000 tokens, 60 active minutes and 200 turns");
	expect(capsText({ money: null, tokens: null, minutes: null, turns: 1 })).toBe("1 turn");
});

test("an own price comes before the published one, and the first day and the prompt's length tell which holds", () => {
	const { tariffs, problems } = readPrices([
		{ model: "claude-sonnet-5-5", input: 1, output: 2 },
		{ model: "claude-sonnet-5-5", input: 10, output: 20, since: "2026-11-21" },
		{ model: "local", input: 4, output: 8, cacheRead: 0, cacheWrite5m: 5, cacheWrite1h: 6 },
		{ model: "local", input: 1, output: 1, promptUpTo: 1_000 },
	]);
	expect(problems).toEqual([]);
	const prices = makePrices(tariffs);
	const used = { input: 1_000, cacheRead: 1_000, cacheWrite5m: 1_000, cacheWrite1h: 1_000, output: 1_000, thinking: 0 };
	// 1000·(1 + 1 + 1.25 + 2 + 2), then ten times the input's and output's, millionths of a dollar
	expect(prices.of(used, "claude-sonnet-5-5", november - 1)).toBeCloseTo(0.00725, 12);
	expect(prices.of(used, "claude-sonnet-5-5", november)).toBeCloseTo(0.0725, 12);
	expect(prices.of(used, "local", november)).toBeCloseTo((4 + 0 + 5 + 6 + 8) / 1_000, 12);
	expect(prices.of({ ...used, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 }, "local", 0)).toBeCloseTo(0.002, 12);
	expect(prices.of(used, "claude-opus-5-5", november)).not.toBeNull();
});

test("a wrong price is said with its place and does not count, and the others do", () => {
	const { tariffs, problems } = readPrices([
		{ model: "a", input: -1, output: 2 },
		{ model: "b", input: 1, output: 2, inptu: 3 },
		{ model: "c", input: 1, output: 2, since: "yesterday" },
		{ model: "d", input: 1, output: 2 },
		"e",
	]);
	expect(tariffs.map(({ models }) => models)).toEqual([["d"]]);
	expect(problems).toHaveLength(4);
	expect(problems[0]).toContain("remit.prices[0].input");
	expect(problems[3]).toContain("remit.prices[4]");
	expect(readPrices({ model: "a" }).problems).toEqual(["remit.prices is not a list."]);
	expect(readPrices(undefined)).toEqual({ tariffs: [], problems: [] });
});

test("the most that a request can cost is everything written to the cache, in the dearest tier and place", () => {
	const { most } = makePrices([]);
	// (1000·2.5 + 100·10) · 1.1
	expect(most({ input: 1_000, output: 100 }, "claude-sonnet-5-5", november)).toBeCloseTo(0.00385, 12);
	expect(most({ input: 100_000, output: 0 }, "claude-haiku-5-5", november)).toBeCloseTo(0.01375, 12);
	expect(most({ input: 100_001, output: 0 }, "claude-haiku-5-5", november)).toBeCloseTo(0.0687506875, 12);
	expect(most({ input: 1, output: 1 }, "gpt-9", november)).toBeNull();
});

function past(status: TaskStatus, cost: number, minutes: number, rest: Partial<TaskView["spend"]> = {}): TaskView {
	return { ...emptyView, status, spend: { ...emptyView.spend, cost, activeMs: minutes * 60_000, ...rest } };
}

const ten = Array.from({ length: 10 }, (_, index) => past("accepted", (index + 1) / 10, index + 1));

test("from five finished tasks on, the person's own history says what a task is likely to use", () => {
	expect(forecastOf(ten.slice(0, 4))).toBeNull();
	expect(forecastOf([...ten.slice(0, 4), past("failed", 9, 9), past("running", 9, 9)])).toBeNull();
	expect(forecastOf(ten)).toEqual({
		tasks: 10,
		money: { median: 0.5, ninetieth: 0.9 },
		minutes: { median: 5, ninetieth: 9 },
	});
});

test("what a demo played does not count, and what has no price makes no figure of money", () => {
	const demo = { ...past("accepted", 0, 1), model: { label: "Demo", scripted: true } };
	expect(forecastOf([...ten.slice(0, 4), demo, demo])).toBeNull();
	const unpriced = past("ready", 0, 1, { costUnknown: true });
	expect(forecastOf([...ten, unpriced])?.money).toBeNull();
	expect(startText({ caps: usual, day: null }, "bug", [...ten, unpriced])).toContain(
		"What some of them cost is not known.",
	);
	expect(startText({ caps: usual, day: 20 }, "bug", ten)).toBe(
		"At most $5.00, 10,000,000 tokens, 60 active minutes and 200 turns; all tasks of a day together $20.00. Your last 10 finished tasks here: half took up to $0.50 and 5 active minutes, nine in ten up to $0.90 and 9 active minutes.",
	);
});

test("before a task of a kind the past ones of that kind count once there are five, asked or changed", () => {
	const asked = [1, 2, 3, 4, 5].map(
		(cost): TaskView => ({ ...past("ready", cost, 1), brief: { goal: "?", mode: "explore" } }),
	);
	const texts = startTexts({ caps: usual, day: null }, [...ten, ...asked]);
	expect(texts.explore).toContain("Your last 5 finished tasks of this kind here: half took up to $3.00");
	expect(texts.explore).toContain("nine in ten up to $5.00");
	expect(texts.other).toContain("Your last 10 finished tasks of this kind here: half took up to $0.50");
	expect(texts.docs).toContain("Your last 15 finished tasks here");
});
