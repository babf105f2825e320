/** The arithmetic of what a request cost. */

import { expect, test } from "vitest";
import { noUsage, type Usage } from "../../../src/core/agent/messages.ts";
import { makePrices, publishedPrices } from "../../../src/core/budget/prices.ts";
import { readPrices } from "../../../src/core/budget/prices-setting.ts";

const { of: priceOf } = publishedPrices;

const november = Date.UTC(2026, 10, 21);

function used(part: Partial<Usage>): Usage {
	return { ...noUsage, ...part };
}

test("each kind of token has its own price", () => {
	const million = 1_000_000;
	expect(priceOf(used({ input: million }), "claude-opus-5-5", november)).toBeCloseTo(4, 10);
	expect(priceOf(used({ cacheWrite5m: million }), "claude-opus-5-5", november)).toBeCloseTo(5, 10);
	expect(priceOf(used({ cacheWrite1h: million }), "claude-opus-5-5", november)).toBeCloseTo(8, 10);
	expect(priceOf(used({ cacheRead: million }), "claude-opus-5-5", november)).toBeCloseTo(0.2, 10);
	expect(priceOf(used({ output: million }), "claude-opus-5-5", november)).toBeCloseTo(20, 10);
});

test("the kinds add up", () => {
	const usage = used({ input: 1_000, cacheRead: 50_000, cacheWrite5m: 2_000, cacheWrite1h: 300, output: 400 });
	// 1000·2 + 50000·0.1 + 2000·2.5 + 300·4 + 400·10 = 17,200 millionths
	expect(priceOf(usage, "claude-sonnet-5-5", november)).toBeCloseTo(0.0172, 12);
});

test("thinking is part of the output and is not paid for twice", () => {
	const plain = priceOf(used({ output: 1_000 }), "claude-sonnet-5", november);
	expect(priceOf(used({ output: 1_000, thinking: 900 }), "claude-sonnet-5", november)).toBe(plain);
});

test("a snapshot's date does not change the price", () => {
	const usage = used({ input: 12_345, output: 678 });
	expect(priceOf(usage, "claude-sonnet-5-5-20261001", november)).toBe(priceOf(usage, "claude-sonnet-5-5", november));
	expect(priceOf(usage, "claude-haiku-4-5-20251001", november)).toBe(priceOf(usage, "claude-haiku-4-5", november));
});

test("cache reads of Sonnet 5.5 became cheaper on 7 October 2026", () => {
	const usage = used({ cacheRead: 1_000_000 });
	const change = Date.UTC(2026, 9, 7);
	expect(priceOf(usage, "claude-sonnet-5-5", change - 1)).toBeCloseTo(0.2, 10);
	expect(priceOf(usage, "claude-sonnet-5-5", change)).toBeCloseTo(0.1, 10);
	expect(priceOf(usage, "claude-sonnet-5", change)).toBeCloseTo(0.2, 10);
});

test("Haiku 5.5 costs five times as much, every token of it, when the prompt with its cached part passes 100,000", () => {
	const short = used({ input: 10_000, cacheRead: 80_000, cacheWrite5m: 10_000, output: 1_000 });
	const long = used({ ...short, cacheWrite1h: 1 });
	expect(priceOf(short, "claude-haiku-5-5", november)).toBeCloseTo((1_000 + 800 + 1_250 + 500) / 1e6, 12);
	expect(priceOf(long, "claude-haiku-5-5", november)).toBeCloseTo((5_000 + 4_000 + 6_250 + 1 + 2_500) / 1e6, 12);
	expect(priceOf(used({ input: 1, output: 900_000 }), "claude-haiku-5-5", november)).toBeCloseTo(0.4500001, 10);
});

test("inference kept in the United States costs a tenth more", () => {
	expect(priceOf(used({ output: 1_000_000 }), "claude-opus-5-5", november, { place: "us" })).toBeCloseTo(22, 10);
});

test("what the provider says it ran in fast mode costs what that costs, and is unknown where no such price is", () => {
	const usage = used({ input: 1_000_000, cacheRead: 1_000_000, output: 1_000_000 });
	const fast = { speed: "fast" } as const;
	expect(priceOf(usage, "claude-opus-5-5", november, fast)).toBeCloseTo(8 + 0.4 + 40, 10);
	expect(priceOf(usage, "claude-opus-5-5", november, { ...fast, place: "us" })).toBeCloseTo(1.1 * 48.4, 10);
	expect(priceOf(usage, "claude-sonnet-5-5", november, fast)).toBeNull();
	expect(priceOf(usage, "claude-opus-5-5", november)).toBeCloseTo(24.2, 10);
});

test("a price of the person's own for one speed comes before that for any, and says nothing of the other speed", () => {
	const { tariffs, problems } = readPrices([
		{ model: "local", input: 3, output: 3 },
		{ model: "local", input: 9, output: 9, speed: "fast" },
		{ model: "only-fast", input: 9, output: 9, speed: "fast" },
		{ model: "claude-opus-5-5", input: 7, output: 7, speed: "fast" },
		{ model: "local", input: 1, output: 1, speed: "slow" },
	]);
	expect(problems).toHaveLength(1);
	expect(problems[0]).toContain("remit.prices[4].speed");
	const own = makePrices(tariffs);
	const million = used({ input: 1_000_000 });
	expect(own.of(million, "local", november)).toBeCloseTo(3, 10);
	expect(own.of(million, "local", november, { speed: "fast" })).toBeCloseTo(9, 10);
	expect(own.of(million, "only-fast", november)).toBeNull();
	expect(own.most({ input: 1, output: 1 }, "only-fast", november)).toBeNull();
	expect(own.of(million, "claude-opus-5-5", november, { speed: "fast" })).toBeCloseTo(7, 10);
	expect(own.of(million, "claude-opus-5-5", november)).toBeCloseTo(4, 10);
});

test("a price of the person's own is that of whatever speed they get", () => {
	const own = makePrices(readPrices([{ model: "claude-opus-5-5", input: 1, output: 1 }]).tariffs);
	expect(own.of(used({ input: 1_000_000 }), "claude-opus-5-5", november, { speed: "fast" })).toBeCloseTo(1, 10);
});

test.each(["claude-fable-5-2", "claude-mythos-5-2", "claude-opus-4-20250514", "claude-sonnet-5-5-latest", "gpt-9", ""])(
	"the price of %j is unknown, not nothing",
	(model) => {
		expect(priceOf(used({ input: 1 }), model, november)).toBeNull();
	},
);

test("nothing used costs nothing where a price is known", () => {
	expect(priceOf(noUsage, "claude-haiku-5-5", november)).toBe(0);
});
