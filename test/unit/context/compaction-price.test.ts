/** When a shorter conversation is cheaper, and that it never costs more than the caps. */

import { expect, test } from "vitest";
import { isCheaper, type Lengths } from "../../../src/core/agent/compaction-price.ts";
import { noUsage, type Usage } from "../../../src/core/agent/messages.ts";
import { publishedPrices } from "../../../src/core/budget/prices.ts";
import { makeGates } from "../../../src/core/gate.ts";
import { runTask } from "../../../src/core/task/loop.ts";
import { created, plainPolicy } from "../../support/delegations.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { memoryJournal } from "../../support/memory-journal.ts";
import { meteredModel, type Play, readFiles } from "../../support/metered-model.ts";
import { fc, times } from "../../support/properties.ts";

const day = Date.UTC(2026, 10, 21);
const priced = (id: string) => ({ cost: (usage: Usage) => publishedPrices.of(usage, id, day) });
const cached: Usage = { ...noUsage, cacheRead: 1 };

const long: Lengths = {
	...{ model: priced("claude-opus-4-5"), tokens: 300_000, after: 15_000, replies: 120, turns: 100 },
	lastUsage: cached,
};

test("a long conversation with many turns to come is cheaper short; with few to come it is left alone", () => {
	expect(isCheaper(long)).toBe(true);
	expect(isCheaper({ ...long, turns: 5 })).toBe(false);
	expect(isCheaper({ ...long, replies: 12 })).toBe(false);
	expect(isCheaper({ ...long, tokens: 50_000 })).toBe(false);
	expect(isCheaper({ ...long, after: 280_000 })).toBe(false);
});

test("the cheaper reading is against writing, the later it pays; where nothing is cached it pays early", () => {
	const first = (model: Lengths["model"], lastUsage: Usage) =>
		Array.from({ length: 400 }, (_, replies) => replies).find((replies) =>
			isCheaper({ ...long, model, replies, turns: 1_000, lastUsage }),
		);
	const [tenth, fiftieth] = [first(priced("claude-opus-4-5"), cached), first(priced("claude-fable-5-1"), cached)];
	const uncached = first(priced("claude-opus-4-5"), { ...noUsage, input: 1 });
	expect(uncached).toBe(20);
	expect(tenth).toBeGreaterThan(20);
	expect(fiftieth).toBeGreaterThan((tenth ?? 0) * 2);
});

test("without a known price nothing is compacted for its sake", () => {
	expect(isCheaper({ ...long, model: priced("unknown") })).toBe(false);
	expect(isCheaper({ ...long, model: {} })).toBe(false);
	expect(isCheaper({ ...long, lastUsage: null })).toBe(false);
});

const silent = () => undefined;
const live = { text: silent, thinking: silent, restart: silent, output: silent };
const approver = { approve: () => new Promise<never>(silent), answer: () => new Promise<never>(silent) };

/** The metered model, which takes little: the notes of each compaction are on its bill as well. */
async function play(
	plays: readonly Play[],
	budget: { readonly money: number; readonly tokens: number },
	density: number,
) {
	const journal = memoryJournal([created({ goal: "Mend it.", budget })]);
	const { model, bill } = meteredModel([...plays], density, silent);
	const ports = {
		...{ journal, approver, live, policy: plainPolicy, gates: makeGates(), checkout: memoryCheckout(readFiles) },
		stuckTurns: () => 1_000,
		model: { ...model, window: async () => 9_000 },
		clock: { now: () => 0, wait: async () => undefined },
	};
	for await (const event of runTask({ goal: "Mend it.", budget }, ports, new AbortController().signal))
		await journal.append(event);
	return { bill, types: journal.events.map(({ event }) => event.type) };
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
const plays = fc.array(
	fc.record({
		kind: fc.constantFrom<Play["kind"]>("reply", "reply", "reply", "reply", "reply", "cut", "fails"),
		...{ output: fc.double({ min: 0, max: 0.02, noNaN: true }), cached: share, written: share },
	}),
	{ minLength: 10, maxLength: 30 },
);

/** There is money for the notes of several compactions: 3, 6 and 6. */
const noted = [2.5, 3.5, 5].map((density): [Play[], { money: number; tokens: number }, number] => {
	const play: Play = { kind: "reply", output: 0.005, cached: 0.5, written: 0.2 };
	return [Array.from({ length: 25 }, () => play), { money: 0.3, tokens: 300_000 }, density];
});

test("with compactions in between, money and tokens never exceed the caps by two per cent", async () => {
	const seen = { compactions: 0, asides: 0, ends: 0 };
	const caps = fc.record({
		money: fc.double({ min: 0.03, max: 0.3, noNaN: true }),
		tokens: fc.integer({ min: 30_000, max: 300_000 }),
	});
	await fc.assert(
		fc.asyncProperty(plays, caps, fc.double({ min: 2.5, max: 5, noNaN: true }), async (story, budget, density) => {
			const { bill, types } = await play(story, budget, density);
			expect(bill.money).toBeLessThanOrEqual(budget.money * 1.02);
			expect(bill.tokens).toBeLessThanOrEqual(budget.tokens * 1.02);
			seen.compactions += types.filter((type) => type === "history.compacted").length;
			seen.asides += types.filter((type) => type === "aside.finished" || type === "aside.failed").length;
			seen.ends += types.includes("budget.reached") ? 1 : 0;
		}),
		{ numRuns: times(150), examples: noted },
	);
	expect(seen.compactions).toBeGreaterThan(20);
	expect(seen.asides).toBeGreaterThan(10);
	expect(seen.ends).toBeGreaterThan(5);
});
