/** What a budget does to a task: it warns, ends what runs, keeps the work, and only the person gives more. */

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type ModelSignal, noUsage, type Usage } from "../../../src/core/agent/messages.ts";
import { requestTurn } from "../../../src/core/agent/turn.ts";
import { Ledger } from "../../../src/core/budget/reservation.ts";
import { noSpend, stepSpend, usedOf } from "../../../src/core/budget/spend.ts";
import type { Clock, DaySpend, Model } from "../../../src/core/ports.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { created, delegationOf } from "../../support/delegations.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { memoryJournal } from "../../support/memory-journal.ts";
import { calls, finishes, reply, says } from "../../support/replies.ts";

const look = () => [calls("list", {})];
const goal = "Mend it.";

test("a request that the cap on money may not hold for is not sent, and the person alone lets the task go on", async () => {
	const brief = { goal, budget: { money: 0.025 } };
	const { delegation, model, event } = delegationOf({ brief, turns: [look(), look(), [finishes()]] });
	delegation.start();
	await delegation.settled();
	expect(model.requests).toHaveLength(2);
	expect(delegation.view).toMatchObject({ status: "out-of-budget", budget: { reached: "money" } });
	expect(delegation.view.statusText).toContain("The budget of $0.0250 is used up: $0.0200 are spent");
	expect(delegation.start()).toBe(false);
	await delegation.steer("Go on.");
	expect(delegation.view.status).toBe("out-of-budget");
	await delegation.raise({ turns: 100 }, "panel");
	expect(delegation.view.status).toBe("out-of-budget");
	await delegation.raise({ money: 0.01 }, "panel");
	await delegation.settled();
	expect(delegation.view).toMatchObject({ status: "ready", budget: { caps: { money: 0.035 }, reached: null } });
	expect((await event("budget.raised")).surface).toBe("panel");
	expect(JSON.stringify(model.requests[2]?.messages.at(-1))).toContain("Go on.");
});

test("a raise that is too small is said so, and the raised cap counts from zero turns again", async () => {
	const brief = { goal, budget: { turns: 1 } };
	const { delegation, model } = delegationOf({ brief, turns: [look(), look(), look()] });
	delegation.start();
	await delegation.settled();
	for (const most of [2, 3]) {
		await delegation.raise({ turns: 1 }, "palette");
		await delegation.settled();
		expect(model.requests).toHaveLength(most);
		expect(delegation.view.statusText).toBe(
			`The budget of ${most} turns is used up. What was done so far is kept. Raise the budget to go on.`,
		);
	}
});

test("a restart forgets nothing of what is spent", async () => {
	const budget = { money: 0.025 };
	const past = delegationOf({ brief: { goal, budget }, turns: [look(), look()] });
	past.delegation.start();
	await past.delegation.settled();
	const journal = memoryJournal(past.journal.events.map(({ event }) => event));
	const again = delegationOf({ journal, turns: [[finishes()]] });
	expect(again.delegation.start()).toBe(false);
	expect(again.model.requests).toHaveLength(0);
});

test("the longest reply is bounded by what is left of the tokens", async () => {
	const brief = { goal, budget: { tokens: 9_000 } };
	const { delegation, model } = delegationOf({ brief, turns: [[finishes()]] });
	delegation.start();
	await delegation.settled();
	const most = model.requests[0]?.maxTokens ?? 0;
	expect(most).toBeGreaterThan(255);
	expect(most).toBeLessThan(9_000);
});

test("a first request whose input alone does not fit is not sent", async () => {
	const brief = { goal: "word ".repeat(5_000), budget: { tokens: 9_000 } };
	const { delegation, model } = delegationOf({ brief, turns: [[finishes()]] });
	delegation.start();
	await delegation.settled();
	expect(model.requests).toHaveLength(0);
	expect(delegation.view).toMatchObject({ status: "out-of-budget", budget: { reached: "tokens" } });
});

test("at four fifths of a cap the model is told, once", async () => {
	const brief = { goal, budget: { turns: 6 } };
	const turns = [1, 2, 3, 4, 5].map((depth) => [calls("list", { depth })]);
	const { delegation, journal, model } = delegationOf({ brief, turns: [...turns, [finishes()]] });
	delegation.start();
	await delegation.settled();
	const warned = journal.events.filter(({ event }) => event.type === "budget.warned");
	expect(warned.map(({ event }) => event)).toEqual([{ type: "budget.warned", cap: "turns", used: 5, limit: 6 }]);
	expect(JSON.stringify(model.requests[4]?.messages)).not.toContain("are used");
	expect(JSON.stringify(model.requests[5]?.messages.at(-1))).toContain("5 turns of 6 turns are used.");
	expect(delegation.view.status).toBe("ready");
});

test("a model without a price says so once a run, and the other caps hold", async () => {
	const usage: Usage = { ...reply([]).usage, output: 5_000 };
	const costly = () => ({ ...reply(look()), usage, cost: null });
	const { delegation, types, model } = delegationOf({
		brief: { goal, budget: { money: 0.01, tokens: 20_000 } },
		mostCost: () => null,
		turns: [costly(), costly(), costly(), costly(), costly()],
	});
	delegation.start();
	await delegation.settled();
	expect(types().filter((type) => type === "budget.unpriced")).toHaveLength(1);
	expect(types().indexOf("budget.unpriced")).toBeLessThan(types().indexOf("turn.started"));
	expect(delegation.view.budget).toMatchObject({ unpriced: "test-model", reached: "tokens" });
	expect(delegation.view.spend.costUnknown).toBe(true);
	expect(model.requests.length).toBeGreaterThan(1);
	expect(JSON.stringify(delegation.view.timeline)).toContain("the cap on money does not hold");
});

test("what all tasks of a day may cost holds a task up, and it can be continued another day", async () => {
	const held: (readonly [string, number])[] = [];
	let left = 0.015;
	const day: DaySpend = {
		left: async () => left,
		hold: async (request, money) => {
			held.push([request, money]);
			return true;
		},
		settle: async (_, money) => {
			left -= money;
		},
	};
	const { delegation, model } = delegationOf({ day, turns: [look(), [finishes()]] });
	delegation.start();
	await delegation.settled();
	expect(model.requests).toHaveLength(1);
	expect(held).toEqual([["t1:1", 0.01]]);
	expect(delegation.view).toMatchObject({ status: "out-of-budget", budget: { reached: "day" } });
	left = 1;
	expect(delegation.start()).toBe(true);
	await delegation.settled();
	expect(delegation.view.status).toBe("ready");
});

test("where the day's spend cannot be counted, nothing is spent", async () => {
	const broken = () => Promise.reject(new Error("EACCES"));
	const day: DaySpend = { left: broken, hold: broken, settle: broken };
	const { delegation, model } = delegationOf({ day, turns: [[finishes()]] });
	delegation.start();
	await delegation.settled();
	expect(model.requests).toHaveLength(0);
	expect(delegation.view.statusText).toContain("EACCES");
});

/** Time that passes when the test says so: `pass` ends the waits that are over then. */
function handTime() {
	let at = 1_000;
	const waits = new Set<{ readonly until: number; readonly end: () => void }>();
	const clock: Clock = {
		now: () => at,
		wait: (ms, signal) =>
			new Promise((resolve) => {
				if (signal.aborted) return resolve();
				const wait = { until: at + ms, end: resolve };
				waits.add(wait);
				signal.addEventListener("abort", () => resolve(), { once: true });
			}),
	};
	const pass = (ms: number) => {
		at += ms;
		for (const wait of waits) {
			if (wait.until > at) continue;
			waits.delete(wait);
			wait.end();
		}
	};
	return { clock, pass, now: () => at };
}

const minute = 60_000;

test("at the cap on active minutes the running command is ended, its outcome says so, and the work is kept", async () => {
	const time = handTime();
	const brief = { goal, budget: { minutes: 1 } };
	const checkout = memoryCheckout({}, [{ result: { ended: "stopped" } }]);
	const turns = [[calls("write", { path: "a.txt", text: "kept\n" })], [calls("run", { command: "npm test" })]];
	const journal = memoryJournal([created(brief)], time.now);
	const { delegation, event } = delegationOf({ journal, checkout, clock: time.clock, turns });
	delegation.start();
	const running = new Promise<void>((resolve) => {
		delegation.recorded.add(({ event: one }) => one.type === "call.started" && one.tool === "run" && resolve());
	});
	await running;
	time.pass(minute);
	await delegation.settled();
	expect(delegation.view).toMatchObject({ status: "out-of-budget", budget: { reached: "minutes" } });
	expect(delegation.view.statusText).toContain("The budget of 1 active minute is used up.");
	const outcomes = journal.events.flatMap(({ event: one }) => (one.type === "call.finished" ? [one.outcome.text] : []));
	expect(outcomes.at(-1)).toContain("ended by Remit: the task's budget of 1 active minute is used up");
	expect(delegation.view.changes.map(({ change }) => change.path)).toEqual(["a.txt"]);
	expect((await event("task.ended")).end).toBe("out-of-budget");
});

test("at the cap on active minutes the model is not listened to any longer", async () => {
	const time = handTime();
	const journal = memoryJournal([created({ goal, budget: { minutes: 1 } })], time.now);
	const endless = (_: unknown, signal: AbortSignal) =>
		new Promise<never>((_resolve, reject) => {
			signal.addEventListener("abort", () => reject(signal.reason), { once: true });
			time.pass(minute);
		});
	const { delegation, event } = delegationOf({ journal, clock: time.clock, turns: [endless] });
	delegation.start();
	await delegation.settled();
	expect(await event("turn.failed")).toMatchObject({ reason: "budget" });
	expect(delegation.view.status).toBe("out-of-budget");
});

test("a clock that is set back gives no minutes back", () => {
	const worked = (...records: readonly (readonly [number, TaskEvent])[]) => {
		let [spend, before] = [noSpend, 0];
		for (const [seq, [minutes, one]] of records.entries()) {
			const at = minutes * minute;
			spend = stepSpend(spend, { seq, at, event: one }, before);
			before = at;
		}
		return usedOf(spend, before).minutes;
	};
	const [begun, told, ended] = [
		created({ goal }),
		{ type: "model.told", text: "Go on." },
		{ type: "task.ended", end: "ready", text: "" },
	] as const;
	expect(worked([600, begun], [610, told], [550, told], [555, ended])).toBe(15);
	expect(worked([600, begun], [610, told], [550, told])).toBe(10);
	expect(worked([600, begun], [610, told], [550, { type: "task.interrupted" }])).toBe(10);
	expect(worked([600, begun], [610, told], [900, { type: "task.interrupted" }])).toBe(10);
});

test("waiting for the person costs no minutes, however long it is", async () => {
	const time = handTime();
	const journal = memoryJournal([created({ goal, budget: { minutes: 1 } })], time.now);
	const turns = [[calls("ask", { question: "Which?", options: ["a", "b"] }, "c1")], [says("Well.")], [finishes()]];
	const { delegation, event } = delegationOf({ journal, clock: time.clock, turns });
	delegation.start();
	await event("question.asked");
	for (let hours = 0; hours < 5; hours++) time.pass(60 * minute);
	expect(delegation.answer("c1", "b")).toBe(true);
	await delegation.settled();
	expect(delegation.view).toMatchObject({ status: "ready", spend: { activeMs: 0 } });
});

test("nothing but the step that reserves calls a model", () => {
	const folder = new URL("../../../src/core/", import.meta.url);
	const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
	const callers = files.filter((name) => /model\.stream\(/.test(readFileSync(new URL(name, folder), "utf8")));
	expect(callers.map((name) => name.replaceAll("\\", "/"))).toEqual(["agent/exchange.ts"]);
});

test("tools that a rescoped task gets are counted with its next request", async () => {
	const brief = { goal, mode: "explore", budget: { tokens: 100_000 } } as const;
	const { delegation, journal } = delegationOf({ brief, turns: [[finishes()], [finishes()]] });
	delegation.start();
	await delegation.settled();
	await delegation.rescope({ goal }, "panel");
	await delegation.settled();
	const held = journal.events.flatMap(({ event }) => (event.type === "budget.reserved" ? [event.tokens] : []));
	const [first = 0, second = 0] = held;
	expect(second).toBeGreaterThan(first);
	expect(JSON.stringify(journal.events)).toContain('"type":"brief.changed"');
});

test("a gateway that goes on beyond the longest reply that was asked for is cut off, and what it used counts", async () => {
	let told = 0;
	let isOver = false;
	const model: Model = {
		info: { provider: "anthropic", id: "m", label: "m", images: false },
		mostCost: () => 0.01,
		async *stream(): AsyncGenerator<ModelSignal> {
			try {
				for (; told < 1_000_000; told += 256) yield { type: "used", usage: { ...noUsage, output: told }, cost: 0 };
			} finally {
				isOver = true;
			}
		},
	};
	const journal = memoryJournal([created({ goal: "Mend it.", budget: { tokens: 5_000 } })]);
	const clock = { now: () => 0, wait: async () => undefined };
	const live = { text: () => undefined, thinking: () => undefined, restart: () => undefined };
	const request = { system: "", tools: [], messages: [], maxTokens: 2_000 };
	const ports = { model, live, clock, ledger: new Ledger({ journal, clock, model }) };
	const events: TaskEvent[] = [];
	for await (const event of requestTurn(1, request, ports, new AbortController().signal)) events.push(event);
	expect(events.at(-1)).toMatchObject({ type: "turn.failed", reason: "server", usage: { output: told } });
	expect(JSON.stringify(events.at(-1))).toContain("more than the 2,000 tokens");
	expect([isOver, told > 2_000, told <= 4_000 + 256]).toEqual([true, true, true]);
});
