/** Stopping the Anthropic adapter: at any moment it rejects at once with the reason, and the connection is closed. */

import { afterEach, expect, test } from "vitest";
import type { ModelSignal } from "../../src/core/agent/messages.ts";
import type { MessagesServer } from "../support/messages-server.ts";
import { modelRequest, signalsOf } from "../support/messages-server-requests.ts";
import { hang, rateLimited, type Script, say, think } from "../support/messages-server-script.ts";
import { startModel, stopServers } from "../support/model-servers.ts";

afterEach(stopServers);

/** Runs a stream until a condition holds, aborts it, and gives what it rejected with. */
async function aborted(script: Script, when: (signal: ModelSignal | undefined, server: MessagesServer) => boolean) {
	const { server, model } = await startModel(script);
	const stop = new AbortController();
	const reason = new Error("stopped by the person");
	const abort = () => stop.abort(reason);
	const reading = (async () => {
		for await (const signal of model.stream(modelRequest(), stop.signal)) if (when(signal, server)) abort();
	})();
	const watch = expect
		.poll(() => when(undefined, server) || stop.signal.aborted)
		.toBe(true)
		.then(abort);
	await expect(reading).rejects.toBe(reason);
	await watch;
	return server;
}

test("stopped while it waits for the headers, it rejects and closes the connection", async () => {
	const server = await aborted([hang()], (_signal, { requests }) => requests.length === 1);
	await expect.poll(() => server.requests[0]?.ended).toBe("aborted");
});

test("stopped in the middle of a stream, it rejects and closes the connection", async () => {
	const server = await aborted(
		[think("Hm.").say("I think. ".repeat(40)).breaks("hang")],
		(signal) => signal?.type === "text",
	);
	await expect.poll(() => server.requests[0]?.ended).toBe("aborted");
});

test("stopped while it waits to try again, it rejects and asks no more", async () => {
	const server = await aborted(
		() => rateLimited(60),
		(signal) => signal?.type === "retrying",
	);
	expect(server.requests).toHaveLength(1);
});

test("stopped before it began, it asks nobody", async () => {
	const { server, model } = await startModel([say("Hi.")]);
	const reason = new Error("stopped");
	await expect(signalsOf(model, modelRequest(), AbortSignal.abort(reason))).rejects.toBe(reason);
	expect(server.requests).toEqual([]);
});

test("left in the middle, it closes the connection", async () => {
	const { server, model } = await startModel([say("I think. ".repeat(40)).breaks("hang")]);
	for await (const signal of model.stream(modelRequest(), new AbortController().signal))
		if (signal.type === "text") break;
	await expect.poll(() => server.requests[0]?.ended).toBe("aborted");
});

test("what a stopped request has used was told before", async () => {
	const { server, model } = await startModel([say("x".repeat(8_000)).breaks("hang")]);
	const stop = new AbortController();
	let used: ModelSignal | undefined;
	const reading = (async () => {
		for await (const signal of model.stream(modelRequest(), stop.signal)) {
			if (signal.type === "used") used = signal;
			if (signal.type === "used" && signal.usage.output >= 700) stop.abort(new Error("stopped"));
		}
	})();
	await expect(reading).rejects.toThrow("stopped");
	expect(used).toMatchObject({ usage: { input: server.requests[0]?.usage?.input }, cost: expect.any(Number) });
});
