/** How much a model shall think: what is sent for it, over real HTTP, and what a person reads where a model refuses it. */

import { afterEach, expect, test } from "vitest";
import { efforts } from "../../src/core/brief/words.ts";
import type { MessagesServer } from "../support/messages-server.ts";
import { modelRequest, post, replyOf, signalsOf, validBody } from "../support/messages-server-requests.ts";
import { say } from "../support/messages-server-script.ts";
import { startModel, stopServers } from "../support/model-servers.ts";

afterEach(stopServers);

const start = (id = "claude-sonnet-5-5") => startModel(() => say("Hi."), { id });

const bodyOf = (server: MessagesServer) => JSON.parse(server.requests[0]?.text ?? "{}");

test.each(efforts)("the effort %s of a brief is what the provider is asked for", async (effort) => {
	const { server, model } = await start();
	await replyOf(model, modelRequest(undefined, { effort }));
	expect(bodyOf(server).output_config).toEqual({ effort });
});

test("where no effort is asked for, none is sent", async () => {
	const { server, model } = await start();
	await replyOf(model, modelRequest(undefined, { effort: undefined }));
	expect(bodyOf(server)).not.toHaveProperty("output_config");
});

test("a model that takes no effort is not asked again, and the person reads what to change", async () => {
	const { server, model } = await start("claude-haiku-4-5");
	const last = (await signalsOf(model, modelRequest(undefined, { effort: "high" }))).at(-1);
	expect(server.requests).toHaveLength(1);
	expect(last).toMatchObject({
		type: "failed",
		reason: "configuration",
		text: expect.stringMatching(/“claude-haiku-4-5” does not take the effort.*Rescope the task/),
	});
});

test("the strict server refuses an effort that the API does not know", async () => {
	const { server } = await start();
	const answer = await post(server, validBody({ output_config: { effort: "extreme" } }));
	expect(answer.status).toBe(400);
	expect(JSON.stringify(answer)).toContain("output_config.effort");
});
