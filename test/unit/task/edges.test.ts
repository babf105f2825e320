/** A task at its edges: words at the end, two stops, a journal that cannot be written, an id that is used twice. */

import { expect, test } from "vitest";
import { makeRedactor } from "../../../src/core/secrets/redactor.ts";
import { Delegation } from "../../../src/core/task/delegation.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { type OpenedJournal, Tasks } from "../../../src/core/task/tasks.ts";
import { created, delegationOf, plainPolicy } from "../../support/delegations.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { memoryJournal } from "../../support/memory-journal.ts";
import { calls, finishes, modelOf, reply, says } from "../../support/replies.ts";

const silent = () => undefined;
const live = { text: silent, thinking: silent, restart: silent, output: silent };
const facts = { root: "/checkout", branch: "b", base: "abc", notes: [] };

test("what the person says while the agent finishes is heard before the task ends", async () => {
	let go = silent;
	const gate = new Promise<undefined>((resolve) => {
		go = () => void resolve(undefined);
	});
	const first = async () => {
		await gate;
		return reply([finishes()]);
	};
	const { delegation, event, model } = delegationOf({ turns: [first, [finishes("done", "Renamed as well.")]] });
	delegation.start();
	await event("turn.started");
	await delegation.steer("Also rename b to c.");
	go();
	await delegation.settled();
	expect(JSON.stringify(model.requests[1]?.messages.at(-1))).toContain("Also rename b to c.");
	expect(delegation.view).toMatchObject({ status: "ready", handOff: { summary: "Renamed as well." } });
});

test("after a hand-off no further call of the reply runs or asks, and the first hand-off counts", async () => {
	const checkout = memoryCheckout();
	const { delegation, types } = delegationOf({
		checkout,
		turns: [[finishes("stuck", "Stuck."), calls("run", { command: "rm y" }), finishes("done", "Done.")]],
	});
	delegation.start();
	await delegation.settled();
	expect(types()).not.toContain("approval.asked");
	expect(delegation.view).toMatchObject({ status: "stuck", handOff: { summary: "Stuck." } });
});

test("the calls of a refused reply do not run", async () => {
	const { delegation, types } = delegationOf({ turns: [reply([calls("write", { path: "x", text: "y" })], "refusal")] });
	delegation.start();
	await delegation.settled();
	expect(types()).not.toContain("call.started");
	expect(delegation.view).toMatchObject({ status: "stuck", statusText: expect.stringContaining("declined") });
});

test("stopping an interrupted task shows what it had changed", async () => {
	const checkout = memoryCheckout({ "a.txt": "one\n" });
	await checkout.files.write("a.txt", new TextEncoder().encode("two\n"));
	const past: readonly TaskEvent[] = [
		created(),
		{ type: "checkout.made", checkout: facts },
		{ type: "task.interrupted" },
	];
	const { delegation } = delegationOf({ checkout, past, turns: [] });
	await delegation.stop("panel");
	expect(delegation.view.status).toBe("stopped");
	expect(delegation.view.changes.map(({ change }) => change.path)).toEqual(["a.txt"]);
});

test("a journal that cannot be written ends the run with its reason, and the task can go on when it can", async () => {
	const journal = memoryJournal([created()]);
	let full = false;
	const model = modelOf(async () => {
		full = true;
		return reply([says("Hm.")]);
	}, [finishes()]);
	const delegation = new Delegation(
		{
			...journal,
			append: (event) => (full ? Promise.reject(new Error("ENOSPC: no space left")) : journal.append(event)),
		},
		{
			checkout: async () => ({ kind: "made", checkout: memoryCheckout(), facts }),
			model: async () => ({ kind: "model", model }),
			live,
			clock: { now: () => 0, wait: async () => undefined },
			policy: plainPolicy,
		},
	);
	const told: string[] = [];
	delegation.troubled.add((text) => told.push(text));
	delegation.start();
	await delegation.settled();
	expect(delegation.view).toMatchObject({ status: "failed", statusText: expect.stringContaining("no space left") });
	expect(told).toHaveLength(1);
	full = false;
	expect(delegation.start()).toBe(true);
	await delegation.settled();
	expect(delegation.view.status).toBe("ready");
});

test("checks that ran when the editor closed are told as not run", async () => {
	const started: TaskEvent = { type: "verification.started", of: "accepted", tree: "abc", checks: ["npm test"] };
	const journal = memoryJournal([created(), { type: "task.ended", end: "ready", text: "" }, started]);
	const tasks = tasksOf([{ kind: "journal", task: "t1", journal, notes: [] }]);
	await tasks.restore();
	expect(tasks.get("t1")?.view.verifications).toMatchObject([
		{ state: "not-run", results: [{ command: "npm test", text: expect.stringContaining("the editor closed") }] },
	]);
});

test("one journal that cannot be used does not keep the others from opening", async () => {
	const broken: unknown = { type: "task.created", task: "t0" };
	const journals: readonly OpenedJournal[] = [
		{ kind: "journal", task: "t0", journal: memoryJournal([broken as TaskEvent]), notes: [] },
		{ kind: "journal", task: "t1", journal: memoryJournal([created()]), notes: [] },
	];
	const tasks = tasksOf(journals);
	const notes = await tasks.restore();
	expect(tasks.list().map(({ view }) => view.status)).toEqual(["interrupted"]);
	expect(notes.join()).toContain("t0");
});

test("a task that is being discarded cannot be started, and is discarded once", async () => {
	const { delegation, types } = delegationOf({ turns: [[finishes("stuck")], [finishes()]] });
	delegation.start();
	await delegation.settled();
	const discarded = Promise.all([delegation.discard("panel"), delegation.discard("palette")]);
	expect(delegation.start()).toBe(false);
	await discarded;
	await delegation.steer("Are you there?");
	expect(delegation.view).toMatchObject({ status: "discarded", checkout: null });
	expect(types().filter((type) => type === "review.closed")).toHaveLength(1);
	expect(types().at(-1)).not.toBe("person.steered");
});

test("the checkout of a task that is over can be given up, and what became of the task stays true", async () => {
	const { delegation } = delegationOf({
		checkout: memoryCheckout({ "a.txt": "one\n" }),
		turns: [[calls("edit", { path: "a.txt", old: "one", new: "two" }), finishes()]],
	});
	delegation.start();
	await delegation.settled();
	const change = delegation.view.changes[0]?.change;
	await delegation.review.decide({
		path: "a.txt",
		version: change?.version ?? "",
		decision: "accepted",
		note: "",
		surface: "panel",
	});
	await delegation.discard("panel");
	expect(delegation.view).toMatchObject({ status: "accepted", checkout: null });
});

test("stopping twice is stopping once", async () => {
	const { delegation, event, types } = delegationOf({ turns: [[calls("run", { command: "rm -r dist" })]] });
	delegation.start();
	await event("approval.asked");
	await Promise.all([delegation.stop("panel"), delegation.stop("palette")]);
	expect(types().filter((type) => type === "person.stopped")).toHaveLength(1);
});

test("a call whose id was used before, and that never started, is told so", async () => {
	const past: readonly TaskEvent[] = [
		created(),
		{ type: "checkout.made", checkout: facts },
		{ type: "turn.started", turn: 1 },
		{ type: "turn.finished", turn: 1, ...reply([calls("list", {}, "x")]) },
		{ type: "call.started", call: "x", tool: "list", title: "List" },
		{ type: "call.finished", call: "x", outcome: { kind: "done", text: "a", summary: "" } },
		{ type: "turn.started", turn: 2 },
		{ type: "turn.finished", turn: 2, ...reply([calls("run", { command: "rm x" }, "x")]) },
		{ type: "task.interrupted" },
	];
	const { delegation, model } = delegationOf({ past, turns: [[finishes()]] });
	delegation.start();
	await delegation.settled();
	expect(model.requests[0]?.messages.at(-1)?.blocks[0]).toMatchObject({ text: expect.stringContaining("Not run") });
});

function tasksOf(journals: readonly OpenedJournal[]): Tasks {
	return new Tasks({
		journals: { open: async () => journals, create: async () => memoryJournal() },
		checkout: async () => ({ kind: "failed", text: "none" }),
		model: async () => ({ kind: "failed", text: "none" }),
		live: () => live,
		clock: { now: () => 0, wait: async () => undefined },
		policy: plainPolicy,
		redactor: async () => makeRedactor({ values: [] }),
		owner: async () => "Ada",
		newId: () => "t2",
	});
}
