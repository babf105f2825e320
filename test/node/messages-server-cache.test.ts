/** The strict server's prompt cache: what is read, written and paid in full follows from the breakpoints alone. */

import { expect, test } from "vitest";
import { type CacheOptions, PromptCache, type PromptUsage } from "../support/messages-server-cache.ts";
import { type MessagesRequest, parseRequest } from "../support/messages-server-schema.ts";

const mark = { cache_control: { type: "ephemeral" as const } };
const long = { cache_control: { type: "ephemeral" as const, ttl: "1h" as const } };

function cache(change: Partial<CacheOptions> = {}): PromptCache {
	return new PromptCache({ minimumPrefix: 10, bytesPerToken: 4, now: () => 0, ...change });
}

function request(blocks: readonly object[], change: object = {}): MessagesRequest {
	const parsed = parseRequest({ model: "m", max_tokens: 1, messages: [{ role: "user", content: blocks }], ...change });
	if (parsed.kind === "refused") throw new Error(parsed.text);
	return parsed.request;
}

/** A block of exactly 100 tokens. */
function block(name: string, more: object = {}): object {
	const frame = JSON.stringify({ type: "text", text: "" }).length;
	return { type: "text", text: name.padEnd(400 - frame, "."), ...more };
}

function blocks(count: number, from = 0): object[] {
	return Array.from({ length: count }, (_, index) => block(`b${from + index}`));
}

const counts = ({ input, cacheRead, cacheWrite5m, cacheWrite1h }: PromptUsage) => [
	cacheRead,
	cacheWrite5m,
	cacheWrite1h,
	input,
];

test("without a breakpoint everything is paid in full, every time", () => {
	const kept = cache();
	expect(counts(kept.use(request(blocks(3))))).toEqual([0, 0, 0, 300]);
	expect(counts(kept.use(request(blocks(3))))).toEqual([0, 0, 0, 300]);
});

test("a breakpoint writes what comes up to it and is read next time", () => {
	const kept = cache();
	expect(counts(kept.use(request([block("a"), block("b", mark), block("c")])))).toEqual([0, 200, 0, 100]);
	expect(counts(kept.use(request([block("a"), block("b", mark), block("d")])))).toEqual([200, 0, 0, 100]);
});

test("a breakpoint that moved on reads the earlier entry and writes the rest", () => {
	const kept = cache();
	kept.use(request([block("a"), block("b", mark)]));
	expect(counts(kept.use(request([block("a"), block("b"), block("c"), block("d", mark)])))).toEqual([200, 200, 0, 0]);
});

test("nothing was kept where no breakpoint was", () => {
	const kept = cache();
	kept.use(request([block("a"), block("b"), block("c", mark)]));
	expect(counts(kept.use(request([block("a"), block("b", mark), block("x")])))).toEqual([0, 200, 0, 100]);
});

test("a changed byte spoils everything from there on", () => {
	const kept = cache();
	kept.use(request([block("a", mark), block("b"), block("c", mark)]));
	expect(counts(kept.use(request([block("a", mark), block("B"), block("c", mark)])))).toEqual([100, 200, 0, 0]);
});

test("a breakpoint sees twenty blocks, itself the first", () => {
	const near = cache();
	near.use(request([block("b0", mark)]));
	expect(counts(near.use(request([...blocks(19), block("end", mark)])))).toEqual([100, 1_900, 0, 0]);
	const far = cache();
	far.use(request([block("b0", mark)]));
	expect(counts(far.use(request([...blocks(20), block("end", mark)])))).toEqual([0, 2_100, 0, 0]);
});

test("an intermediate breakpoint bridges a turn of many blocks", () => {
	const kept = cache();
	kept.use(request([block("b0", mark)]));
	const bridged = [...blocks(15), block("middle", mark), ...blocks(15, 15), block("end", mark)];
	expect(counts(kept.use(request(bridged)))).toEqual([100, 3_100, 0, 0]);
});

test("a prefix below the minimum is neither written nor read", () => {
	const kept = cache({ minimumPrefix: 1_024 });
	const short = request([...blocks(9), block("end", mark)]);
	expect(counts(kept.use(short))).toEqual([0, 0, 0, 1_000]);
	expect(counts(kept.use(short))).toEqual([0, 0, 0, 1_000]);
	const enough = request([...blocks(10), block("end", mark)]);
	expect(counts(kept.use(enough))).toEqual([0, 1_100, 0, 0]);
	expect(counts(kept.use(enough))).toEqual([1_100, 0, 0, 0]);
});

test("an entry lives five minutes from its last use, or an hour", () => {
	let now = 0;
	const kept = cache({ now: () => now });
	const marked = request([block("a", long), block("b", mark)]);
	const minutes = 60_000;
	expect(counts(kept.use(marked))).toEqual([0, 100, 100, 0]);
	now += 4 * minutes;
	expect(counts(kept.use(marked))).toEqual([200, 0, 0, 0]);
	now += 4 * minutes;
	expect(counts(kept.use(marked))).toEqual([200, 0, 0, 0]);
	now += 5 * minutes;
	expect(counts(kept.use(marked))).toEqual([100, 100, 0, 0]);
});

test("tools come before system, and both before the messages", () => {
	const kept = cache();
	const tools = [{ name: "read", description: "x".repeat(400), input_schema: { type: "object" } }];
	const system = [block("s", mark)];
	const first = kept.use(request([block("a")], { tools, system }));
	expect(first.cacheWrite5m).toBeGreaterThan(200);
	expect(counts(kept.use(request([block("b")], { tools, system })))).toEqual([first.cacheWrite5m, 0, 0, 100]);
	const changed = [{ ...tools[0], description: "y".repeat(400) }];
	expect(kept.use(request([block("b")], { tools: changed, system })).cacheRead).toBe(0);
});

test("switching thinking on keeps tools and system, and spoils the messages", () => {
	const kept = cache();
	const system = [block("s", mark)];
	kept.use(request([block("a", mark)], { system }));
	expect(counts(kept.use(request([block("a", mark)], { system, thinking: { type: "adaptive" } })))).toEqual([
		100, 100, 0, 0,
	]);
});

test("another model shares nothing", () => {
	const kept = cache();
	kept.use(request([block("a", mark)]));
	expect(counts(kept.use(request([block("a", mark)], { model: "n" })))).toEqual([0, 100, 0, 0]);
});

test("a top-level breakpoint stands for one on the last block", () => {
	const kept = cache();
	kept.use(request([block("a")], mark));
	expect(counts(kept.use(request([block("a"), block("b")], mark)))).toEqual([100, 100, 0, 0]);
});

test("a breakpoint in a result's content counts as the result's", () => {
	const kept = cache();
	const turn = (inner: object) => [
		{ role: "user", content: "Hi" },
		{ role: "assistant", content: [{ type: "tool_use", id: "t", name: "read", input: {} }] },
		{ role: "user", content: [{ type: "tool_result", tool_use_id: "t", content: [inner] }] },
	];
	const first = kept.use(request([], { messages: turn(block("a", mark)) }));
	expect(first.cacheWrite5m).toBeGreaterThan(100);
	expect(first.input).toBe(0);
	expect(kept.use(request([], { messages: turn(block("a", mark)) })).cacheRead).toBe(first.cacheWrite5m);
});

test("the size of an image's file does not matter", () => {
	const image = (data: string) => ({ type: "image", source: { type: "base64", media_type: "image/png", data } });
	const small = cache().use(request([image("iVBORw0KGgoAAAAA")])).input;
	expect(cache().use(request([image(`iVBORw0KGgo${"A".repeat(40_001)}`)])).input).toBe(small);
});
