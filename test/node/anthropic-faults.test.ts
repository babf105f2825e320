/** What the Anthropic adapter does when the provider, the network or the settings fail, and when it is stopped. */

import { createServer } from "node:http";
import { afterEach, expect, test } from "vitest";
import type { ModelSignal } from "../../src/core/agent/messages.ts";
import { type AnthropicOptions, anthropicModel } from "../../src/models/anthropic.ts";
import type { MessagesServerOptions } from "../support/messages-server.ts";
import { modelRequest, signalsOf } from "../support/messages-server-requests.ts";
import {
	badGateway,
	type ErrorStep,
	hang,
	overloaded,
	rateLimited,
	refuse,
	type Script,
	type Step,
	type StreamFault,
	say,
	serverError,
} from "../support/messages-server-script.ts";
import { startModel, stopServers } from "../support/model-servers.ts";

afterEach(stopServers);

const key = "sk-ant-very-secret";

/** Waits of the adapter's own take no time; what a server asks for does. */
function start(script: Script, settings: Partial<AnthropicOptions> = {}, options: MessagesServerOptions = {}) {
	return startModel(script, { apiKey: key, random: () => 0, ...settings }, options);
}

const retries = (signals: readonly ModelSignal[]) =>
	signals.flatMap((signal) => (signal.type === "retrying" ? [signal] : []));

const passing: readonly (readonly [what: string, fault: Step, says: RegExp])[] = [
	["an overloaded provider", overloaded(), /^The provider is overloaded\. Trying again in 0 s \(try 2 of 6\)\.$/],
	["a provider's internal error", serverError(), /internal error \(500\)/],
	["a bad gateway", badGateway(), /internal error \(502\)/],
	["a rate limit", rateLimited(0), /rate limit is reached/],
	["a lock that timed out", refuse(409, "conflict_error", "Locked"), /could not take the request now \(409\)/],
];

test.each(passing)("%s is announced and tried again", async (_what, fault, says) => {
	const { server, model } = await start([fault, say("At last.")]);
	const signals = await signalsOf(model);
	expect(retries(signals)).toMatchObject([{ attempt: 1, text: expect.stringMatching(says) }]);
	expect(signals.at(-1)).toMatchObject({ type: "finished", reply: { blocks: [{ text: "At last." }] } });
	expect(server.requests[1]?.text).toBe(server.requests[0]?.text);
});

test("a rate limit's retry-after is what is waited for", async () => {
	const { model } = await start([rateLimited(1), say("At last.")]);
	const signals = await signalsOf(model);
	expect(retries(signals)).toMatchObject([{ waitMs: 1_000 }]);
	expect(signals.at(-1)).toMatchObject({ type: "finished" });
});

test("a provider that asks for hours is asked again after five minutes", async () => {
	const { model } = await start([rateLimited(7_200)]);
	const stop = new AbortController();
	for await (const signal of model.stream(modelRequest(), stop.signal)) {
		if (signal.type !== "retrying") continue;
		expect(signal.waitMs).toBe(300_000);
		break;
	}
});

test("waits double, with full jitter, and end with the sixth try", async () => {
	let drawn = 0;
	const { server, model } = await start(() => overloaded(), { random: () => (drawn++ < 5 ? 0.001 : 1) });
	const signals = await signalsOf(model);
	expect(retries(signals).map(({ waitMs }) => waitMs)).toEqual([1, 2, 4, 8, 16]);
	expect(server.requests).toHaveLength(6);
	expect(signals.at(-1)).toMatchObject({
		type: "failed",
		reason: "overloaded",
		text: expect.stringMatching(/overloaded\. Tried 6 times\./),
	});
});

const broken: readonly StreamFault[] = ["cut", "ended", "bad-json", "overloaded"];

test.each(broken)(
	"a stream that breaks (%s) in a tool's input is dropped, counted as far as known, and asked for anew",
	async (fault) => {
		const { server, model } = await start([
			say("I write.")
				.call("write", { text: "x".repeat(4_000) }, "t1")
				.breaks(fault),
			say("Done."),
		]);
		const signals = await signalsOf(model);
		expect(retries(signals)).toHaveLength(1);
		const last = signals.at(-1);
		if (last?.type !== "finished") throw new Error(JSON.stringify(last));
		expect(last.reply.blocks).toEqual([{ type: "text", text: "Done." }]);
		const [first, second] = server.requests.map(({ usage }) => usage);
		if (!first || !second) throw new Error("two replies were begun");
		const { usage } = last.reply;
		expect(usage.input + usage.cacheRead).toBe(first.input + second.input + second.cacheRead);
		// About half of the 1,000 tokens had come.
		expect(usage.output - second.output).toBeGreaterThan(400);
		expect(usage.output - second.output).toBeLessThan(700);
		expect(last.reply.cost).toBeGreaterThan(0);
	},
);

test("a server that falls silent is given up, before the headers and in the middle", async () => {
	const silent = [hang(), say("I think.").breaks("hang")];
	const { server, model } = await start((_request, index) => silent[index] ?? say("Done."), { patienceMs: 1_500 });
	const signals = await signalsOf(model);
	const tried = retries(signals).map(({ text }) => text);
	// On a busy machine one that answers may seem silent as well.
	expect(tried.length).toBeGreaterThanOrEqual(2);
	expect(tried.filter((text) => !text.includes("fell silent"))).toEqual([]);
	expect(signals.at(-1)).toMatchObject({ type: "finished", reply: { blocks: [{ text: "Done." }] } });
	await expect.poll(() => server.requests.slice(0, 2).map(({ ended }) => ended)).toEqual(["aborted", "aborted"]);
	await expect.poll(() => server.requests.at(-1)?.ended).toBe("finished");
});

const final: readonly (readonly [fault: ErrorStep, reason: string, says: RegExp])[] = [
	[
		refuse(401, "authentication_error", "invalid x-api-key"),
		"auth",
		/^The provider refused the API key\. Run “Remit: Set API Key”\.$/,
	],
	[refuse(403, "permission_error", "No access to this model"), "auth", /No access to this model\. Use another key/],
	[
		refuse(404, "not_found_error", "model: x"),
		"configuration",
		/no model named “claude-sonnet-5-5”.*remit\.model\.name.*remit\.model\.baseUrl/,
	],
	[
		refuse(400, "invalid_request_error", "max_tokens: too large"),
		"request",
		/refused the request \(400\): max_tokens: too large\./,
	],
	[
		refuse(400, "invalid_request_error", "prompt is too long: 1000001 tokens > 1000000 maximum"),
		"context",
		/no longer fits into the model's context\. Review/,
	],
	[refuse(402, "billing_error", "No credit"), "auth", /payment: No credit\. Look at your account's billing/],
	[refuse(413, "request_too_large", "Too large"), "context", /larger than the provider takes/],
	[{ ...rateLimited(1), headers: { "x-should-retry": "false" } }, "rate-limit", /account's limit is reached/],
];

test.each(final)("$status is told at once and never tried again", async (fault, reason, says) => {
	const { server, model } = await start(() => fault);
	const signals = await signalsOf(model);
	expect(retries(signals)).toEqual([]);
	expect(signals.at(-1)).toMatchObject({ type: "failed", reason, text: expect.stringMatching(says), cost: 0 });
	expect(server.requests).toHaveLength(1);
});

test("no text shows the key, even when the server repeats it", async () => {
	const echo = `Your key ${key} is not good`;
	const { model } = await start([refuse(400, "invalid_request_error", echo)]);
	const text = JSON.stringify(await signalsOf(model));
	expect(text).toContain("Your key ••• is not good");
	expect(text).not.toContain(key);
});

test("nobody at the address is a network failure that names it", async () => {
	const { server, model } = await start([], { maxRetries: 1 });
	await server.stop();
	const signals = await signalsOf(model);
	expect(retries(signals)).toHaveLength(1);
	expect(signals.at(-1)).toMatchObject({ type: "failed", reason: "network" });
	expect(JSON.stringify(signals)).toMatch(/127\.0\.0\.1:\d+ could not be reached \(ECONNREFUSED\)/);
});

const unusable: readonly (readonly [settings: Partial<AnthropicOptions>, says: RegExp])[] = [
	[{ baseUrl: "http://me:hush@127.0.0.1:1" }, /must not contain a user name or a password/],
	[{ baseUrl: "nonsense" }, /is not an address/],
	[{ baseUrl: "ftp://127.0.0.1" }, /must begin with https/],
	[{ baseUrl: "", apiKey: " " }, /There is no API key\. Run “Remit: Set API Key”/],
	[{ apiKey: "two\nlines" }, /characters that no key has/],
];

test.each(unusable)("settings that cannot be used are told without showing them: %j", async (settings, says) => {
	const model = anthropicModel({ apiKey: key, id: "claude-sonnet-5-5", baseUrl: "http://127.0.0.1:1", ...settings });
	const signals = await signalsOf(model);
	expect(signals).toMatchObject([{ type: "failed", reason: "configuration", text: expect.stringMatching(says) }]);
	expect(JSON.stringify(signals)).not.toMatch(/hush|two|nonsense/);
});

test("a server that asks for no key is sent none", async () => {
	const { server, model } = await start([say("Hi.")], { apiKey: "" });
	await signalsOf(model);
	expect(server.requests[0]?.headers).not.toHaveProperty("authorization");
	expect(server.requests[0]?.headers).not.toHaveProperty("x-api-key");
});

test("a redirect is not followed, so that the key goes nowhere else", async () => {
	const { server } = await start(() => say("Hi."));
	const detour = createServer((_request, response) =>
		response.writeHead(307, { location: `${server.url}/v1/messages` }).end(),
	);
	await new Promise<void>((resolve) => detour.listen(0, "127.0.0.1", resolve));
	const address = detour.address();
	const port = typeof address === "object" ? address?.port : 0;
	const model = anthropicModel({ apiKey: key, id: "claude-sonnet-5-5", baseUrl: `http://127.0.0.1:${port}` });
	expect((await signalsOf(model)).at(-1)).toMatchObject({
		type: "failed",
		reason: "configuration",
		text: expect.stringMatching(/redirects/),
	});
	expect(server.requests).toEqual([]);
	detour.close();
});

test("a reply that was complete before the connection broke is kept, not paid for again", async () => {
	const { server, model } = await start([say("All of it.").breaks("cut-late")]);
	expect(await signalsOf(model)).toContainEqual(
		expect.objectContaining({
			type: "finished",
			reply: expect.objectContaining({ blocks: [{ type: "text", text: "All of it." }] }),
		}),
	);
	expect(server.requests).toHaveLength(1);
});
