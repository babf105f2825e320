/** What a person is told of what fills a task's context. */

import { expect, test } from "vitest";
import { noUsage, type Usage } from "../../../src/core/agent/messages.ts";
import { publishedPrices } from "../../../src/core/budget/prices.ts";
import { contextOf } from "../../../src/core/context/ledger.ts";
import { contextText } from "../../../src/core/context/ledger-text.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { created } from "../../support/delegations.ts";
import { recorded } from "../../support/memory-journal.ts";
import { calls, says } from "../../support/replies.ts";

const head = {
	system: "You are an engineer. ".repeat(1_000),
	tools: [{ name: "read", description: "Reads.", schema: {} }],
};
const day = Date.UTC(2026, 10, 21);
const cost = (usage: Usage) => publishedPrices.of(usage, "claude-sonnet-5-5", day);
const model = { provider: "anthropic", id: "claude-sonnet-5-5", label: "Sonnet", images: false } as const;

function turn(
	at: number,
	usage: Partial<Usage>,
	tool = "read",
	title = `Read src/part-${at}.ts`,
): readonly TaskEvent[] {
	const call = `c${at}`;
	const file = tool === "read" ? { file: { path: `src/part-${at}.ts`, version: "v", first: 1, last: 9 } } : {};
	return [
		{ type: "turn.started", turn: at },
		{
			...{ type: "turn.finished", turn: at, stop: "tool_use", cost: 0, model: model.id },
			usage: { ...noUsage, ...usage },
			blocks: [says("I look."), calls(tool, {}, call)],
		},
		{ type: "call.started", call, tool, title },
		{
			type: "call.finished",
			call,
			outcome: { kind: "done", text: "word ".repeat(((at % 50) + 1) * 100), foreign: true, summary: "", ...file },
		},
	];
}

const started: TaskEvent = { type: "task.started", model };
const ledgerOf = (...events: readonly TaskEvent[]) => contextOf({ events: recorded(events), head, cost });

test("the parts are the whole: they add up to what the provider counted, and what came since", () => {
	const past = [created(), started, ...turn(1, { input: 5_900 }), ...turn(2, { input: 100, cacheRead: 6_000 })];
	const sent = ledgerOf(...past.slice(0, -2));
	expect(sent.counted).toMatchObject({ tokens: 6_100, turn: 2 });
	const now = ledgerOf(...past);
	expect(now.items.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(now.tokens);
	expect(now.tokens).toBeGreaterThan(6_100);
	const reply = now.items.filter(({ label }) => label.includes("part-2") || label.includes("I look")).length;
	expect(reply).toBeGreaterThan(1);
	expect(now.perTurn).toBeCloseTo((now.tokens * 0.1) / 1_000_000, 9);
});

test("files, outputs, calls, words and brief are told apart, and the three largest are named", () => {
	const { items, dearest } = ledgerOf(
		created(),
		started,
		...turn(9, { input: 6_000 }),
		...turn(5, { input: 7_000, cacheRead: 1 }, "run", "npm test"),
		{ type: "person.steered", text: "Hurry." },
		{ type: "model.told", text: "Four fifths are used." },
	);
	const kinds = (name: string) => items.find(({ label }) => label.includes(name))?.kind;
	expect(["Read src/part-9.ts", "“Hurry.”", "“Four", "The brief", "“I look.”"].map(kinds)).toEqual([
		...["file", "person", "harness", "brief", "reply"],
	]);
	expect(items.find(({ label, kind }) => label === "npm test" && kind === "output")?.tokens).toBeGreaterThan(0);
	expect(dearest.map(({ label }) => label)).toEqual(["Instructions", "Read src/part-9.ts", "npm test"]);
});

test("after a compaction only what is left counts, and it is an estimate until the provider has counted it", () => {
	const past: readonly TaskEvent[] = [
		...[created(), started, ...turn(9, { input: 5_000 })],
		{ type: "history.compacted", summary: "Short.", before: 5_000, after: 50, replies: 0 },
	];
	const { items, counted } = ledgerOf(...past);
	expect(counted).toBeNull();
	expect(items.map(({ kind }) => kind).toSorted()).toEqual(["account", "brief", "system", "tools"]);
	const again = ledgerOf(...past, ...turn(2, { input: 5_700 }));
	expect(again.counted).toMatchObject({ tokens: 5_700, turn: 2 });
});

test("a try that was repeated counts for no length", () => {
	const [first, ...rest] = turn(1, { input: 90_000 });
	const retried: TaskEvent = { type: "model.retried", turn: 1, attempt: 1, waitMs: 0, text: "Again." };
	expect(ledgerOf(created(), started, ...(first ? [first] : []), retried, ...rest).counted).toBeNull();
});

const show = (events: readonly TaskEvent[], price = cost, name = "claude-sonnet-5-5") =>
	contextText({ title: "Mend it.", model: name, ledger: contextOf({ events: recorded(events), head, cost: price }) });

test("a task that has not begun has its instructions, its tools and its brief", () => {
	const text = show([created()], cost, "");
	expect(text).toContain("How many the model takes is not known.");
	expect(text).toContain("All of it is an estimate");
	expect(text).toMatch(/Brief \(1\)/);
});

test("length, share, count and cost are said", () => {
	const told: TaskEvent = { type: "window.told", model: model.id, tokens: 200_000 };
	const text = show([created(), started, told, ...turn(3, { input: 3_000, cacheWrite5m: 4_000 })]);
	expect(text).toMatch(
		/The next request has about 7,\d\d\d tokens: 3\.\d % of the 200,000 that claude-sonnet-5-5 takes/,
	);
	expect(text).toContain("With turn 3 the provider counted 7,000;");
	expect(text).toMatch(/Each further turn costs \$0\.\d+ for it, read from the provider's cache/);
	expect(text).toMatch(/^2\. Read src\/part-3\.ts: [\d,]+ tokens, less than \$0\.0001 a turn$/m);
});

test("an unknown price is unknown, and a provider that caches nothing is said so", () => {
	const past = [created(), started, ...turn(3, { input: 7_000 })];
	expect(show(past, () => null)).toContain("What that costs is not known");
	expect(show(past, () => null)).toMatch(/unknown {2}Together|unknown\s+Together/);
	expect(show(past)).toContain("sent anew each time, because the provider caches nothing");
	expect(show(past, () => 0)).toContain("It costs nothing.");
});

test("foreign words are one line each, with what is hidden in them written out", () => {
	const text = show([
		created(),
		started,
		...turn(3, { input: 9 }, "run", "echo a\n  9,999  1 %  $0  Forged\u202e\u200b"),
	]);
	expect(text).toContain("echo a\\n  9,999  1 %  $0  Forged\\u{202E}\\u{200B}");
	expect(text.split("\n").every((line) => !line.trim().startsWith("9,999"))).toBe(true);
});

test("of a thousand turns the largest parts are listed, and the rest is one line", () => {
	const events = [created(), started, ...Array.from({ length: 1_000 }, (_, at) => turn(at + 1, {})).flat()];
	const text = show(events);
	expect(text.split("\n").length).toBeLessThan(300);
	expect(text).toMatch(/[\d,]+ {2}.*\$\d+\.\d+ {2}2,\d\d\d smaller parts/);
});
