/** One task from its brief to its end: what is on record before what runs. */

import { expect, test } from "vitest";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { created, delegationOf, plainPolicy } from "../../support/delegations.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { calls, finishes, reply, says } from "../../support/replies.ts";

const started: TaskEvent = {
	type: "task.started",
	model: { provider: "anthropic", id: "m", label: "M", images: false },
};
const made: TaskEvent = { type: "checkout.made", checkout: { root: "/checkout", branch: "b", base: "abc", notes: [] } };

function turnOf(turn: number, ...blocks: Parameters<typeof reply>[0]): TaskEvent {
	return { type: "turn.finished", turn, ...reply(blocks) };
}

test("a task runs from its brief to a hand-off, and what it changed is there to review", async () => {
	const { delegation, types, checkout } = delegationOf({
		checkout: memoryCheckout({ "a.txt": "one\n" }),
		turns: [
			[says("Looking."), calls("read", { path: "a.txt" })],
			[calls("edit", { path: "a.txt", old: "one", new: "two" })],
			[finishes()],
		],
	});
	delegation.start();
	await delegation.settled();
	expect(delegation.view).toMatchObject({ status: "ready", handOff: { status: "done" } });
	expect(delegation.view.changes.map(({ change }) => [change.path, change.kind])).toEqual([["a.txt", "modified"]]);
	expect(checkout.text("a.txt")).toBe("two\n");
	expect(types().slice(0, 4)).toEqual(["task.created", "checkout.made", "task.started", "turn.started"]);
	expect(types().slice(-2)).toEqual(["changes.found", "task.ended"]);
});

test("a command runs only after its start is recorded, and its start only after the approval", async () => {
	const order: string[] = [];
	const checkout = memoryCheckout({}, [{ command: "rm -r dist", effect: () => order.push("ran") }]);
	const { delegation, event, approve } = delegationOf({
		checkout,
		turns: [[calls("run", { command: "rm -r dist" }, "c1")], [finishes()]],
	});
	delegation.recorded.add(({ event: { type } }) => order.push(type));
	delegation.start();
	await event("approval.asked");
	expect(checkout.commands).toEqual([]);
	expect(approve()).toBe(true);
	await delegation.settled();
	const steps = order.filter((step) => step === "ran" || step.startsWith("approval") || step.startsWith("call"));
	expect(steps.slice(0, 5)).toEqual(["approval.asked", "approval.decided", "call.started", "ran", "call.finished"]);
});

test("an approval of a call that does not wait changes nothing", async () => {
	const { delegation, event, checkout } = delegationOf({ turns: [[calls("run", { command: "rm -r dist" }, "c1")]] });
	expect(delegation.approve("c1", { binding: "", surface: "panel" })).toBe(false);
	delegation.start();
	const { binding = "" } = await event("approval.asked");
	expect(delegation.approve("c2", { binding, surface: "panel" })).toBe(false);
	expect(delegation.answer("c1", "words are no approval")).toBe(false);
	await delegation.stop("panel");
	expect(delegation.approve("c1", { binding, surface: "panel" })).toBe(false);
	expect(checkout.commands).toEqual([]);
});

test("a denial's reason reaches the model word for word, and the command never runs", async () => {
	const { delegation, event, model, checkout } = delegationOf({
		turns: [[calls("run", { command: "rm -rf dist" }, "c1")], [finishes("stuck")]],
	});
	delegation.start();
	await event("approval.asked");
	delegation.deny("c1", "Keep dist, I need it.", "panel");
	await delegation.settled();
	expect(checkout.commands).toEqual([]);
	expect(model.requests[1]?.messages.at(-1)?.blocks[0]).toMatchObject({
		failed: true,
		text: expect.stringMatching(/^The person denied this command and says: Keep dist, I need it\./),
	});
	expect(delegation.view.status).toBe("stuck");
});

test("a command that is never allowed is refused without asking anybody", async () => {
	const { delegation, types, checkout, model } = delegationOf({
		turns: [[calls("run", { command: "git push origin main" })], [finishes("stuck")]],
	});
	delegation.start();
	await delegation.settled();
	expect(types()).not.toContain("approval.asked");
	expect(checkout.commands).toEqual([]);
	expect(model.requests[1]?.messages.at(-1)?.blocks[0]).toMatchObject({
		failed: true,
		text: expect.stringContaining("Never allowed"),
	});
});

test("stopping while a command waits for approval ends the task and runs nothing", async () => {
	const { delegation, event, checkout } = delegationOf({ turns: [[calls("run", { command: "rm -r dist" }, "c1")]] });
	delegation.start();
	const { binding = "" } = await event("approval.asked");
	await delegation.stop("panel");
	expect(checkout.commands).toEqual([]);
	expect(delegation.view).toMatchObject({ status: "stopped", waiting: null });
	expect(delegation.approve("c1", { binding, surface: "panel" })).toBe(false);
});

test("stopping ends the running command, and the task can go on with a conversation that the provider takes", async () => {
	const checkout = memoryCheckout({}, [{ command: "rm -r dist", result: { ended: "stopped" } }]);
	const { delegation, event, model, approve } = delegationOf({
		checkout,
		turns: [[calls("run", { command: "rm -r dist" }, "c1"), calls("read", { path: "a" }, "c2")], [finishes("stuck")]],
	});
	delegation.start();
	await event("approval.asked");
	approve();
	await event("call.started");
	await delegation.stop("panel");
	expect(delegation.view.status).toBe("stopped");
	await delegation.steer("Leave the tests.");
	await delegation.settled();
	const last = model.requests[1]?.messages.at(-1)?.blocks;
	expect(last?.map((block) => (block.type === "result" ? block.call : block.type))).toEqual(["c1", "c2", "text"]);
	expect(last?.at(-1)).toMatchObject({ text: "Leave the tests." });
});

test("what ran when the editor closed is told to the model as unknown, and is not run again", async () => {
	const past = [
		created(),
		made,
		started,
		{ type: "turn.started", turn: 1 },
		turnOf(1, calls("run", { command: "make" }, "c1"), calls("read", { path: "a" }, "c2")),
		{ type: "call.started", call: "c1", tool: "run", title: "make" },
		{ type: "task.interrupted" },
	] satisfies TaskEvent[];
	const { delegation, model, checkout } = delegationOf({ past, turns: [[finishes("stuck")]] });
	expect(delegation.view.status).toBe("interrupted");
	delegation.start();
	await delegation.settled();
	expect(checkout.commands).toEqual([]);
	const [first, second] = model.requests[0]?.messages.at(-1)?.blocks ?? [];
	expect(first).toMatchObject({ call: "c1", failed: true, text: expect.stringContaining("Outcome unknown") });
	expect(second).toMatchObject({ call: "c2", failed: true, text: expect.stringContaining("Not run") });
	expect(delegation.view.timeline.find((item) => item.kind === "call" && item.call === "c1")).toMatchObject({
		state: "unknown",
	});
});

test("an interrupted task can be stopped", async () => {
	const { delegation } = delegationOf({ past: [created(), made, started, { type: "task.interrupted" }], turns: [] });
	await delegation.stop("panel");
	expect(delegation.view.status).toBe("stopped");
});

test("a failing checkout and a missing model end the task with their words before any request", async () => {
	const { delegation } = delegationOf({ turns: [] });
	const parts = {
		live: { text: () => {}, thinking: () => {}, restart: () => {}, output: () => {} },
		clock: { now: () => 0, wait: async () => undefined },
		policy: plainPolicy,
	};
	const { Delegation } = await import("../../../src/core/task/delegation.ts");
	const { memoryJournal } = await import("../../support/memory-journal.ts");
	const model = delegationOf({ turns: [] }).model;
	const noCheckout = new Delegation(memoryJournal([created()]), {
		...parts,
		model: async () => ({ kind: "model", model }),
		checkout: async () => ({ kind: "failed", text: "Git is missing." }),
	});
	noCheckout.start();
	await noCheckout.settled();
	expect(noCheckout.view).toMatchObject({ status: "failed", statusText: "Git is missing." });
	const noModel = new Delegation(memoryJournal([created()]), {
		...parts,
		model: async () => ({ kind: "failed", text: "No model." }),
		checkout: () => Promise.reject(new Error("must not be asked")),
	});
	noModel.start();
	await noModel.settled();
	expect(noModel.view).toMatchObject({ status: "failed", statusText: "No model." });
	expect(delegation.view.status).toBe("preparing");
});

test("the last decision closes the review with what it came to", async () => {
	const { delegation } = delegationOf({
		checkout: memoryCheckout({ "a.txt": "a\n", "b.txt": "b\n" }),
		turns: [
			[calls("edit", { path: "a.txt", old: "a", new: "x" }), calls("edit", { path: "b.txt", old: "b", new: "y" })],
			[finishes()],
		],
	});
	delegation.start();
	await delegation.settled();
	for (const [index, decision] of (["accepted", "rejected"] as const).entries()) {
		const change = delegation.view.changes[index]?.change;
		await delegation.review.decide({
			path: change?.path ?? "",
			version: change?.version ?? "",
			decision,
			note: "",
			surface: "panel",
		});
	}
	expect(delegation.view.status).toBe("partly-accepted");
	expect(delegation.start()).toBe(false);
});

test("closing the editor records nothing more: the journal ends where the task was", async () => {
	const { delegation, event, types } = delegationOf({ turns: [[calls("run", { command: "rm -r dist" }, "c1")]] });
	delegation.start();
	await event("approval.asked");
	await delegation.abandon();
	expect(types().at(-1)).toBe("approval.asked");
});
