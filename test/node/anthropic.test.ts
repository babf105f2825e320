/** What the Anthropic adapter makes of a reply, over real HTTP. */

import { afterEach, expect, test } from "vitest";
import { addUsage, invalidInputKey, noUsage, type StopReason } from "../../src/core/agent/messages.ts";
import { publishedPrices } from "../../src/core/budget/prices.ts";
import { anthropicModel } from "../../src/models/anthropic.ts";
import type { MessagesServer } from "../support/messages-server.ts";
import { modelRequest, replied, replyOf, said, signalsOf } from "../support/messages-server-requests.ts";
import { call, nothing, say, think } from "../support/messages-server-script.ts";
import { startModel, stopServers } from "../support/model-servers.ts";

afterEach(stopServers);

const bodyOf = (server: MessagesServer, index = 0) => JSON.parse(server.requests[index]?.text ?? "{}");

test("text, thinking and calls come as they are streamed, and whole at the end", async () => {
	const { model } = await startModel([
		think("First I look.").say("I read the file.").call("read", { path: "src/ä.ts" }, "t1"),
	]);
	const signals = await signalsOf(model);
	const text = signals.flatMap((signal) => (signal.type === "text" ? [signal.delta] : []));
	const thinking = signals.flatMap((signal) => (signal.type === "thinking" ? [signal.delta] : []));
	expect(text.length).toBeGreaterThan(1);
	expect(text.join("")).toBe("I read the file.");
	expect(thinking.join("")).toBe("First I look.");
	expect(signals.at(-1)).toMatchObject({
		type: "finished",
		reply: {
			model: "claude-sonnet-5-5",
			stop: "tool_use",
			blocks: [
				{
					type: "thought",
					text: "First I look.",
					model: "claude-sonnet-5-5",
					raw: { type: "thinking", thinking: "First I look." },
				},
				{ type: "text", text: "I read the file." },
				{ type: "call", id: "t1", tool: "read", input: { path: "src/ä.ts" } },
			],
		},
	});
});

const stops: readonly StopReason[] = [
	"end_turn",
	"max_tokens",
	"stop_sequence",
	"pause_turn",
	"refusal",
	"model_context_window_exceeded",
];

test.each(stops)("a reply that stops by %s says so and keeps its text", async (stop) => {
	const { model } = await startModel([say("So far.").stop(stop)]);
	expect(await replyOf(model)).toMatchObject({ stop, blocks: [{ type: "text", text: "So far." }] });
});

test("a stream in pieces of seven bytes is the same reply", async () => {
	const { model } = await startModel([
		think("Grüße 😀").say("Schön 😀 gut.").call("read", { path: "😀" }, "t1").paced({ bytes: 7, everyMs: 0 }),
	]);
	expect((await replyOf(model)).blocks).toMatchObject([
		{ text: "Grüße 😀" },
		{ text: "Schön 😀 gut." },
		{ input: { path: "😀" } },
	]);
});

test("a call that the token limit cut is not in the reply, the one before it is", async () => {
	const { model } = await startModel([
		say("Writing.").call("read", { path: "a" }, "t1").callRaw("write", '{"path":"b.ts","te', "t2").stop("max_tokens"),
	]);
	const reply = await replyOf(model);
	expect(reply.stop).toBe("max_tokens");
	expect(reply.blocks.map((block) => (block.type === "call" ? block.id : block.type))).toEqual(["text", "t1"]);
	expect(JSON.stringify(reply)).not.toContain("t2");
});

test("a call of which the token limit left nothing but the name is not in the reply", async () => {
	const { model } = await startModel([say("Writing.").callRaw("write", "", "t2").stop("max_tokens")]);
	expect((await replyOf(model)).blocks).toEqual([{ type: "text", text: "Writing." }]);
});

test("a call that was complete when the token limit came is kept", async () => {
	const { model } = await startModel([call("read", { path: "a" }, "t1").stop("max_tokens")]);
	expect((await replyOf(model)).blocks).toMatchObject([{ type: "call", id: "t1", input: { path: "a" } }]);
});

test.each(['{"path": "a', "[1]", "null", '"a"'])(
	"a call whose input is %s is handed on with the text as it came",
	async (json) => {
		const { model } = await startModel([nothing.callRaw("read", json, "t1")]);
		expect((await replyOf(model)).blocks).toEqual([
			{ type: "call", id: "t1", tool: "read", input: { [invalidInputKey]: json } },
		]);
	},
);

test("a call without any input has an empty one", async () => {
	const { model } = await startModel([nothing.callRaw("list", "", "t1")]);
	expect((await replyOf(model)).blocks).toEqual([{ type: "call", id: "t1", tool: "list", input: {} }]);
});

test("blank texts and an empty reply leave no blocks", async () => {
	const { model } = await startModel([say(" \n").call("read", {}, "t1"), nothing]);
	expect((await replyOf(model)).blocks).toMatchObject([{ type: "call" }]);
	expect(await replyOf(model)).toMatchObject({ blocks: [], stop: "end_turn" });
});

test("usage is the provider's count, thinking and cache writes included, and has a price", async () => {
	const at = Date.UTC(2026, 10, 21);
	const { server, model } = await startModel(
		[think("x".repeat(400)).say("y".repeat(400))],
		{ clock: { now: () => at } },
		{ minimumPrefix: 1 },
	);
	const reply = await replyOf(model);
	expect(reply.usage).toEqual(server.requests[0]?.usage);
	expect(reply.usage).toMatchObject({ output: 200, thinking: 100 });
	expect(reply.usage.cacheWrite5m).toBeGreaterThan(0);
	expect(reply.cost).toBe(publishedPrices.of(reply.usage, "claude-sonnet-5-5", at));
	expect(reply.cost).toBeGreaterThan(0);
});

test("the cost of a model without a known price is unknown", async () => {
	const models = [{ id: "house-model", max_input_tokens: 10_000, max_tokens: 5_000 }];
	const { model } = await startModel([say("Hi.")], { id: "house-model" }, { models });
	expect((await replyOf(model)).cost).toBeNull();
});

test("what was used is known while the reply still comes", async () => {
	const { server, model } = await startModel([say("x".repeat(8_000))]);
	const counts = (await signalsOf(model)).flatMap((signal) => (signal.type === "used" ? [signal.usage] : []));
	const served = server.requests[0]?.usage ?? noUsage;
	expect(counts[0]).toEqual({ ...served, output: 1, thinking: 0 });
	expect(counts.length).toBeGreaterThan(3);
	expect(counts.map(({ output }) => output)).toEqual(counts.map(({ output }) => output).toSorted((a, b) => a - b));
	expect(counts.at(-1)).toEqual(addUsage(served, noUsage));
});

test("the request asks for adaptive thinking where the model takes it, and for no sampling", async () => {
	const { server, model } = await startModel(() => say("Hi."));
	await replyOf(model);
	await replyOf(anthropicModel({ apiKey: "key", id: "claude-haiku-4-5", baseUrl: server.url }));
	await replyOf(anthropicModel({ apiKey: "key", id: "claude-opus-5-5-20261101", baseUrl: server.url }));
	expect(bodyOf(server, 0).thinking).toEqual({ type: "adaptive", display: "summarized" });
	expect(bodyOf(server, 1)).not.toHaveProperty("thinking");
	expect(bodyOf(server, 2).thinking).toEqual({ type: "adaptive", display: "summarized" });
	for (const field of ["temperature", "top_p", "top_k", "tool_choice"])
		expect(bodyOf(server)).not.toHaveProperty(field);
});

test("marked blocks carry breakpoints, the system prompt too while there is room", async () => {
	const { server, model } = await startModel(() => say("Hi."));
	const marked = (count: number) =>
		modelRequest([
			{
				role: "user",
				blocks: Array.from({ length: 5 }, (_, at) => ({
					type: "text",
					text: `t${at}`,
					...(at < count ? { cache: true } : {}),
				})),
			},
		]);
	await replyOf(model, marked(3));
	await replyOf(model, marked(4));
	const marks = (index: number) => server.requests[index]?.text.match(/cache_control/g)?.length;
	expect([marks(0), marks(1)]).toEqual([4, 4]);
	expect(bodyOf(server, 0).system[0].cache_control).toEqual({ type: "ephemeral" });
	expect(bodyOf(server, 1).system[0]).not.toHaveProperty("cache_control");
});

test("what the API would refuse is not sent: blank texts, images of failed results, half characters", async () => {
	const image = { mediaType: "image/png", base64: "iVBORw0KGgoAAAAA" } as const;
	const { server, model } = await startModel(() => say("Hi."));
	const calls = ["t1", "t2", "t3"].map(
		(id) => ({ type: "call", id, tool: "read", input: { path: "a\ud83d" } }) as const,
	);
	const result = { type: "result", images: [image] } as const;
	await replyOf(
		model,
		modelRequest([
			said("cut \ud83d"),
			replied([{ type: "text", text: "  " }, ...calls]),
			{
				role: "user",
				blocks: [
					{ ...result, call: "t1", text: "a picture", failed: false },
					{ ...result, call: "t2", text: "", failed: false },
					{ ...result, call: "t3", text: "too large \ude00", failed: true, cache: true },
					{ type: "text", text: "\n" },
				],
			},
		]),
	);
	const sent = bodyOf(server).messages;
	expect(sent[0].content).toEqual([{ type: "text", text: "cut \ufffd" }]);
	expect(sent[1].content.map(({ input }: { input: unknown }) => input)).toEqual(Array(3).fill({ path: "a\ufffd" }));
	expect(sent[2].content.map(({ content }: { content: unknown }) => content)).toEqual([
		[{ type: "text", text: "a picture" }, expect.objectContaining({ type: "image" })],
		[expect.objectContaining({ type: "image" })],
		"too large \ufffd",
	]);
	expect(sent[2].content[2]).toMatchObject({ is_error: true, cache_control: { type: "ephemeral" } });
});

test("an address that ends in /v1 or a slash is understood", async () => {
	const { server } = await startModel(() => say("Hi."));
	for (const end of ["/v1", "/v1/", "/"]) {
		await replyOf(anthropicModel({ apiKey: "key", id: "claude-sonnet-5-5", baseUrl: server.url + end }));
	}
	expect(server.requests).toHaveLength(3);
});

test("a token goes into the authorization header only, a key also where older servers look for it", async () => {
	const { server, model } = await startModel(() => say("Hi."));
	await replyOf(model);
	await replyOf(anthropicModel({ apiKey: "", authToken: "token", id: "claude-sonnet-5-5", baseUrl: server.url }));
	expect(server.requests[0]?.headers).toMatchObject({ authorization: "Bearer key", "x-api-key": "key" });
	expect(server.requests[1]?.headers).toMatchObject({ authorization: "Bearer token" });
	expect(server.requests[1]?.headers).not.toHaveProperty("x-api-key");
});

test("a call's id is the only one of its conversation, even when the server numbers each reply anew", async () => {
	const { model } = await startModel([
		nothing.callRaw("list", "{}", "call_0").callRaw("list", "{}", "call_1"),
		call("list", {}, "call_0"),
	]);
	const first = await replyOf(model);
	const results = ["call_0", "call_1"].map(
		(id) => ({ type: "result", call: id, text: "ok", images: [], failed: false }) as const,
	);
	const second = await replyOf(
		model,
		modelRequest([said("Hi"), replied(first.blocks), { role: "user", blocks: results }]),
	);
	expect(second.blocks).toMatchObject([{ type: "call", id: "call_0_2" }]);
});

test("another server than the provider's is named to the person", async () => {
	const { server, model } = await startModel([]);
	expect(model.info.label).toBe(`claude-sonnet-5-5 (${new URL(server.url).host})`);
	expect(anthropicModel({ apiKey: "key", id: "claude-sonnet-5-5" }).info.label).toBe("claude-sonnet-5-5");
});
