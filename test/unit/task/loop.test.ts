/** Turns and calls: what runs together, what waits, and how a run ends. */

import { expect, test } from "vitest";
import { noUsage } from "../../../src/core/agent/messages.ts";
import { delegationOf } from "../../support/delegations.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { calls, finishes, reply, says } from "../../support/replies.ts";

test("read-only calls of a turn run together, and a write waits for the reads before it", async () => {
	const { delegation, types } = delegationOf({
		checkout: memoryCheckout({ "a.txt": "a\n", "b.txt": "b\n" }),
		turns: [
			[
				calls("read", { path: "a.txt" }),
				calls("read", { path: "b.txt" }),
				calls("edit", { path: "a.txt", old: "a", new: "c" }),
			],
			[finishes()],
		],
	});
	delegation.start();
	await delegation.settled();
	expect(
		types()
			.filter((type) => type.startsWith("call"))
			.slice(0, 6),
	).toEqual(["call.started", "call.started", "call.finished", "call.finished", "call.started", "call.finished"]);
});

test("a provider's refusal of the request ends the task with the words of the failure, and it can go on", async () => {
	const failure = {
		type: "failed",
		reason: "auth",
		text: "The provider refused the API key.",
		usage: noUsage,
		cost: 0,
	} as const;
	const { delegation, model } = delegationOf({ turns: [failure, [finishes()]] });
	delegation.start();
	await delegation.settled();
	expect(delegation.view).toMatchObject({ status: "failed", statusText: "The provider refused the API key." });
	delegation.start();
	await delegation.settled();
	expect(delegation.view.status).toBe("ready");
	expect(model.requests[1]?.messages).toHaveLength(1);
});

test("a question waits for the person, and the answer is its result", async () => {
	const { delegation, event, model } = delegationOf({
		turns: [[calls("ask", { question: "Which one?", options: ["a", "b"] }, "c1")], [finishes()]],
	});
	delegation.start();
	await event("question.asked");
	expect(delegation.view.waiting).toMatchObject({ kind: "question", question: "Which one?", options: ["a", "b"] });
	expect(delegation.answer("c1", "b")).toBe(true);
	await delegation.settled();
	expect(model.requests[1]?.messages.at(-1)?.blocks[0]).toMatchObject({
		call: "c1",
		failed: false,
		text: expect.stringContaining("b"),
	});
});

test("an agent that keeps talking without a call is told to go on, and is stuck the third time", async () => {
	const { delegation, model } = delegationOf({ turns: [[says("Hm.")], [says("Well.")], [says("So.")]] });
	delegation.start();
	await delegation.settled();
	expect(model.requests).toHaveLength(3);
	expect(model.requests[1]?.messages.at(-1)).toMatchObject({ role: "user" });
	expect(delegation.view.status).toBe("stuck");
});

test("a budget of turns stops the task, and it goes on only when the person gives it more", async () => {
	const loop = [calls("list", {})];
	const { delegation, model } = delegationOf({
		brief: { goal: "Mend it.", budget: { turns: 2 } },
		turns: [loop, loop, [calls("list", {})], [finishes()]],
	});
	delegation.start();
	await delegation.settled();
	expect(delegation.view.status).toBe("out-of-budget");
	expect(model.requests).toHaveLength(2);
	expect(delegation.start()).toBe(false);
	await delegation.raise({ turns: 2 }, "panel");
	await delegation.settled();
	expect(delegation.view.status).toBe("ready");
});

test("a cut, refused or too long reply is told apart", async () => {
	const cut = delegationOf({ turns: [reply([says("I was going")], "max_tokens"), [finishes()]] });
	cut.delegation.start();
	await cut.delegation.settled();
	expect(JSON.stringify(cut.model.requests[1]?.messages.at(-1))).toContain("cut off at the token limit");
	const refused = delegationOf({ turns: [reply([says("No.")], "refusal")] });
	refused.delegation.start();
	await refused.delegation.settled();
	expect(refused.delegation.view).toMatchObject({ status: "stuck", statusText: expect.stringContaining("declined") });
	const long = delegationOf({ turns: [reply([], "model_context_window_exceeded")] });
	long.delegation.start();
	await long.delegation.settled();
	expect(long.delegation.view).toMatchObject({ status: "stuck", statusText: expect.stringContaining("context") });
});

test("a paused reply goes on without a word in between", async () => {
	const { delegation, model } = delegationOf({ turns: [reply([says("Half")], "pause_turn"), [finishes()]] });
	delegation.start();
	await delegation.settled();
	expect(model.requests[1]?.messages.at(-1)).toMatchObject({ role: "assistant" });
	expect(delegation.view.status).toBe("ready");
});

test("an unknown tool and an input that does not fit are told to the model, and the task goes on", async () => {
	const { delegation, model } = delegationOf({
		turns: [[calls("teleport", {}), calls("read", { path: 7, offset: "x" })], [finishes()]],
	});
	delegation.start();
	await delegation.settled();
	const texts = model.requests[1]?.messages.at(-1)?.blocks.map((block) => (block.type === "result" ? block.text : ""));
	expect(texts?.[0]).toContain("There is no tool teleport");
	expect(texts?.[1]).toContain("does not fit");
	expect(delegation.view.status).toBe("ready");
});

test("an input that was not JSON is told to the model in those words", async () => {
	const { delegation, model } = delegationOf({ turns: [[calls("read", { __invalid: '{"path": ' })], [finishes()]] });
	delegation.start();
	await delegation.settled();
	expect(model.requests[1]?.messages.at(-1)?.blocks[0]).toMatchObject({
		failed: true,
		text: expect.stringContaining("not valid JSON"),
	});
});
