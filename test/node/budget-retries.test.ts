/** What the real adapter uses while it tries again counts, and the last try is as long as what is left pays for. */

import { afterEach, expect, test } from "vitest";
import { requestTurn } from "../../src/core/agent/turn.ts";
import type { Amounts } from "../../src/core/budget/caps.ts";
import { Ledger } from "../../src/core/budget/reservation.ts";
import type { Clock } from "../../src/core/ports.ts";
import type { TaskEvent } from "../../src/core/task/events.ts";
import { created } from "../support/delegations.ts";
import { memoryJournal } from "../support/memory-journal.ts";
import { modelRequest } from "../support/messages-server-requests.ts";
import { type Script, say } from "../support/messages-server-script.ts";
import { startModel, stopServers } from "../support/model-servers.ts";

afterEach(stopServers);

const silent = () => undefined;
const live = { text: silent, thinking: silent, restart: silent, output: silent };
const clock: Clock = { now: Date.now, wait: async () => undefined };

async function turnOf(script: Script, budget: Amounts) {
	const { server, model } = await startModel(script, { random: () => 0 });
	const journal = memoryJournal([created({ goal: "Mend it.", budget })]);
	const ledger = new Ledger({ journal, clock, model });
	const turn = requestTurn(1, modelRequest(), { model, live, clock, ledger }, new AbortController().signal);
	const events: TaskEvent[] = [];
	for await (const event of turn) {
		events.push(event);
		await journal.append(event);
	}
	const asked = server.requests.map(({ text }): unknown => JSON.parse(text)).map(maxTokensOf);
	return { events, asked, used: ledger.now().used };
}

function maxTokensOf(body: unknown): number {
	return typeof body === "object" && body !== null && "max_tokens" in body ? Number(body.max_tokens) : 0;
}

const long = "so many words of an answer that is never complete ".repeat(200);

test("a stream that broke in the middle is repeated with a shorter reply when a whole one does not fit any more", async () => {
	const { events, asked, used } = await turnOf([say(long).breaks("cut"), say("At last.")], { tokens: 5_000 });
	expect(events.at(-1)).toMatchObject({ type: "turn.finished", blocks: [{ text: "At last." }] });
	expect(asked).toHaveLength(2);
	expect(asked[0]).toBe(4_000);
	expect(asked[1]).toBeLessThan(4_000);
	expect(events.map(({ type }) => type)).toEqual([
		"budget.reserved",
		"model.retried",
		"budget.reserved",
		"turn.finished",
	]);
	expect(used.tokens).toBeGreaterThan(1_000);
	expect(used.tokens).toBeLessThanOrEqual(5_000);
});

test("when not even a short reply fits after what the tries have used, it is not tried again", async () => {
	const broken = say(long).breaks("cut");
	const { events, asked, used } = await turnOf([broken, broken, broken, broken, say("Never.")], { tokens: 4_000 });
	expect(asked.length).toBeLessThan(5);
	expect(events.at(-1)).toMatchObject({ type: "turn.failed", reason: "budget" });
	expect(events.at(-2)).toEqual({ type: "budget.reached", cap: "tokens" });
	expect(used.tokens).toBeGreaterThan(1_000);
	expect(used.tokens).toBeLessThanOrEqual(4_000);
});

test("without a cap on money or tokens a request needs no reservation on record", async () => {
	const { events } = await turnOf([say("Hi.")], {});
	expect(events.map(({ type }) => type)).toEqual(["turn.finished"]);
});
