/** A whole task with a model that takes little, through the real SDK and the strict server; and how the adapter learns what a model takes. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import * as z from "zod";
import { briefMessage, systemPrompt } from "../../src/core/agent/prompt.ts";
import { makeGates } from "../../src/core/gate.ts";
import type { Brief } from "../../src/core/task/brief.ts";
import { runTask } from "../../src/core/task/loop.ts";
import { anthropicModel } from "../../src/models/anthropic.ts";
import { created, plainPolicy } from "../support/delegations.ts";
import { memoryCheckout } from "../support/memory-checkout.ts";
import { memoryJournal } from "../support/memory-journal.ts";
import { startMessagesServer } from "../support/messages-server.ts";
import { type Script, say, think } from "../support/messages-server-script.ts";

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
	await Promise.all(stops.splice(0).map((stop) => stop()));
});

const brief: Brief = { goal: "Raise the limits.", definitionOfDone: "The tests pass." };
const silent = () => undefined;
const live = { text: silent, thinking: silent, restart: silent, output: silent };
const clock = { now: Date.now, wait: async () => undefined };
const approver = { approve: () => new Promise<never>(silent), answer: () => new Promise<never>(silent) };
const names = Array.from({ length: 30 }, (_, at) => `src/part-${at}.ts`);
const files = Object.fromEntries(names.map((name) => [name, `// ${name}\n${"export const word = 1;\n".repeat(350)}`]));

/** Thinks, reads two files a turn, and writes notes where it is asked for them. */
function reading(turns: number): Script {
	let turn = 0;
	return ({ said }) => {
		if (said.includes("about to be replaced")) return think("What matters?").say("The limit is in src/part-3.ts:1.");
		turn += 1;
		if (turn > turns) return say("Done.").call("finish", { status: "done", summary: "Read." });
		const [path, other] = [names[turn], names[29 - turn]];
		return think("Next.").say("On.").call("read", { path }).call("read", { path: other });
	};
}

async function play(script: Script, window: number, isKnown: boolean) {
	const models = [{ id: "claude-sonnet-5-5", max_input_tokens: window, max_tokens: 64_000 }];
	const server = await startMessagesServer(script, { models });
	stops.push(() => server.stop());
	const { window: asked, ...adapter } = bound(
		anthropicModel({ apiKey: "k", id: "claude-sonnet-5-5", baseUrl: server.url }),
	);
	const model = isKnown ? { ...adapter, window: asked } : adapter;
	const journal = memoryJournal([created(brief)]);
	const ports = { model, checkout: memoryCheckout(files), policy: plainPolicy, approver, journal, live, clock };
	for await (const event of runTask(brief, { ...ports, gates: makeGates() }, new AbortController().signal))
		await journal.append(event);
	return { requests: server.requests, events: journal.events.map(({ event }) => event) };
}

const texts = z.array(z.looseObject({ text: z.string().optional() }));
const request = z.looseObject({ system: texts, messages: z.array(z.looseObject({ content: texts })) });

/** Its functions as fields, so that one can be left out. */
function bound(model: ReturnType<typeof anthropicModel>) {
	return {
		info: model.info,
		mostCost: model.mostCost.bind(model),
		stream: model.stream.bind(model),
		window: async (signal: AbortSignal) => (await model.window?.(signal)) ?? null,
	};
}

test("a model of 20,000 tokens does a task that needs more: nothing is refused, and the brief stands first every time", async () => {
	const { requests, events } = await play(reading(10), 20_000, true);
	expect(requests.map(({ status, problem }) => [status, problem])).toEqual(requests.map(() => [200, ""]));
	expect(events.filter(({ type }) => type === "history.compacted").length).toBeGreaterThanOrEqual(3);
	expect(events).toContainEqual({ type: "window.told", model: "claude-sonnet-5-5", tokens: 20_000 });
	expect(events.at(-1)).toMatchObject({ type: "task.ended", end: "ready" });
	const heads = requests.map(({ text }) => request.parse(JSON.parse(text)));
	for (const { system, messages } of heads) {
		expect(system[0]?.text).toBe(systemPrompt);
		expect(messages[0]?.content[0]?.text).toBe(briefMessage(brief));
	}
	const asides = requests.filter(({ text }) => text.includes("about to be replaced"));
	const cached = asides.map(
		({ usage }) =>
			(usage?.cacheRead ?? 0) / ((usage?.cacheRead ?? 0) + (usage?.input ?? 0) + (usage?.cacheWrite5m ?? 0)),
	);
	// Asking for notes sends what the provider has just read.
	expect(Math.min(...cached)).toBeGreaterThan(0.9);
});

test("where the window is not known, the refusal of a too long prompt leads to a compaction instead of the end", async () => {
	const { requests, events } = await play(reading(9), 20_000, false);
	const refused = requests.filter(({ status }) => status !== 200);
	expect(refused.length).toBeGreaterThan(0);
	expect(refused.every(({ problem }) => problem.startsWith("prompt is too long"))).toBe(true);
	expect(events.filter(({ type }) => type === "history.compacted")).toHaveLength(refused.length);
	expect(events.at(-1)).toMatchObject({ type: "task.ended", end: "ready" });
});

test("a model is asked about once; what cannot be learnt is null, and asked again", async () => {
	const asked: string[] = [];
	let answer = { status: 404, body: "{}" };
	const server = createServer((request, response) => {
		asked.push(`${request.method} ${request.url}`);
		response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	stops.push(async () => server.close());
	const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const windows = new Map<string, number>();
	const window = () =>
		anthropicModel({ apiKey: "k", id: "claude-x", baseUrl, windows }).window?.(new AbortController().signal);
	expect(await window()).toBeNull();
	answer = { status: 200, body: '{"id":"claude-x","max_input_tokens":null}' };
	expect(await window()).toBeNull();
	answer = { status: 200, body: "<html>" };
	expect(await window()).toBeNull();
	answer = { status: 200, body: '{"id":"claude-x","max_input_tokens":200000}' };
	expect([await window(), await window()]).toEqual([200_000, 200_000]);
	expect(asked).toEqual(Array(4).fill("GET /v1/models/claude-x"));
});
