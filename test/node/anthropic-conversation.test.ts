/** What the Anthropic adapter sends over a whole conversation: pairing, thinking, the cached share, and a prefix that stays byte for byte. */

import { afterEach, expect, test } from "vitest";
import type { Block, Message, ResultBlock } from "../../src/core/agent/messages.ts";
import type { Model } from "../../src/core/ports.ts";
import { anthropicModel } from "../../src/models/anthropic.ts";
import { modelRequest, replied, replyOf, said } from "../support/messages-server-requests.ts";
import { type ReplyStep, say, think } from "../support/messages-server-script.ts";
import { startModel, stopServers } from "../support/model-servers.ts";

afterEach(stopServers);

const system = "You are a careful engineer. ".repeat(200);

/** Turn `index` thinks, speaks and reads several files at once. */
function turn(index: number): ReplyStep {
	const paths = Array.from({ length: 1 + (index % 5) }, (_, at) => `src/file-${index}-${at}.ts`);
	return paths.reduce<ReplyStep>(
		(step, path) => step.call("read", { path }),
		think(`Turn ${index}.`).say(`I read ${paths.length}.`),
	);
}

/** The request's last block, and the last of the one before it, carry the breakpoints. */
function marked(messages: readonly Message[]): readonly Message[] {
	const users = messages.flatMap(({ role }, index) => (role === "user" ? [index] : [])).slice(-2);
	return messages.map((message, index) =>
		users.includes(index) ? { ...message, blocks: message.blocks.map(markLast) } : message,
	);
}

function markLast(block: Block, index: number, blocks: readonly Block[]): Block {
	const last = index === blocks.length - 1;
	return last && (block.type === "text" || block.type === "result") ? { ...block, cache: true } : block;
}

function results(blocks: readonly Block[]): readonly ResultBlock[] {
	return blocks.flatMap((block) =>
		block.type === "call"
			? [{ type: "result", call: block.id, text: `${block.id} `.repeat(60), images: [], failed: false }]
			: [],
	);
}

async function converse(model: Model, turns: number): Promise<readonly Message[]> {
	const messages: Message[] = [said("Read everything.")];
	for (let index = 0; index < turns; index++) {
		const { blocks } = await replyOf(model, modelRequest(marked(messages), { system }));
		messages.push(replied(blocks), { role: "user", blocks: results(blocks) });
	}
	return messages;
}

test("thirty turns with parallel calls are accepted, and nearly all input after the first comes from the cache", async () => {
	const { server, model } = await startModel((_request, index) => turn(index));
	await converse(model, 30);
	expect(server.requests.map(({ problem }) => problem)).toEqual(Array(30).fill(""));
	const usages = server.requests.slice(1).flatMap(({ usage }) => (usage ? [usage] : []));
	for (const { cacheRead } of usages) expect(cacheRead).toBeGreaterThan(1_024);
	const total = (part: "input" | "cacheRead" | "cacheWrite5m") => usages.reduce((sum, usage) => sum + usage[part], 0);
	expect(total("cacheRead") / (total("cacheRead") + total("cacheWrite5m") + total("input"))).toBeGreaterThan(0.93);
	expect(total("input")).toBe(0);
	// Nothing is written twice: each request reads all that the one before it read and wrote.
	for (const [index, usage] of usages.entries()) {
		const before = server.requests[index]?.usage;
		expect(usage.cacheRead).toBe((before?.cacheRead ?? 0) + (before?.cacheWrite5m ?? 0));
	}
});

test("each request begins with the bytes of the one before it, but for the breakpoints that moved on", async () => {
	const { server, model } = await startModel((_request, index) => turn(index));
	await converse(model, 8);
	const heads = server.requests.map(({ text }) =>
		text.replaceAll(',"cache_control":{"type":"ephemeral"}', "").replace(/\],"stream":true\}$/, ""),
	);
	for (const [index, head] of heads.slice(1).entries()) expect(head.startsWith(heads[index] ?? "-")).toBe(true);
});

test("thinking goes back unchanged to the model that made it, also from a journal, and not at all to another", async () => {
	const { server, model } = await startModel((_request, index) =>
		index === 0 ? think("Hm, ä.").redacted().say("A").call("read", {}, "t1") : say("B"),
	);
	const first = await replyOf(model);
	const stored: readonly Block[] = JSON.parse(JSON.stringify(first.blocks));
	const next = modelRequest([said("Hi"), replied(stored), { role: "user", blocks: results(stored) }]);
	expect((await replyOf(model, next)).blocks).toMatchObject([{ text: "B" }]);
	const other = anthropicModel({ apiKey: "key", id: "claude-opus-5-5", baseUrl: server.url });
	expect((await replyOf(other, next)).blocks).toMatchObject([{ text: "B" }]);
	const types = server.requests.map(({ text }) =>
		JSON.parse(text).messages[1]?.content.map(({ type }: { type: string }) => type),
	);
	expect(types).toEqual([undefined, ["thinking", "redacted_thinking", "text", "tool_use"], ["text", "tool_use"]]);
});

test("a reply of nothing but thinking leaves no empty message when the model changes", async () => {
	const { server, model } = await startModel(() => think("Hm."));
	const { blocks } = await replyOf(model);
	const other = anthropicModel({ apiKey: "key", id: "claude-opus-5-5", baseUrl: server.url });
	await replyOf(other, modelRequest([said("Hi"), replied(blocks), said("Go on.")]));
	expect(JSON.parse(server.requests[1]?.text ?? "{}").messages.map(({ role }: { role: string }) => role)).toEqual([
		"user",
		"user",
	]);
});

test("a paused reply is continued by sending it back as the last message", async () => {
	const { model } = await startModel([think("Hm.").say("Wait.").stop("pause_turn"), say("Done.")]);
	const { blocks } = await replyOf(model);
	expect((await replyOf(model, modelRequest([said("Hi"), replied(blocks)]))).blocks).toEqual([
		{ type: "text", text: "Done." },
	]);
});
