/** A stop right after something that lets an interrupted task go on, and the other way round: the last word counts. */

import { expect, test } from "vitest";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { created, delegationOf } from "../../support/delegations.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { finishes, modelOf, reply } from "../../support/replies.ts";
import { onSum, reports, writes, wrong } from "../../support/self-reviews.ts";

const made: TaskEvent = { type: "checkout.made", checkout: { root: "/checkout", branch: "b", base: "abc", notes: [] } };
const interrupted: readonly TaskEvent[] = [created(), made, { type: "task.interrupted" }];

/** An interrupted task whose next run would be seen, and what the person does to it at once. */
function interruptedTask() {
	return delegationOf({ checkout: memoryCheckout({ "a.txt": "a\n" }), past: interrupted, turns: [[finishes()]] });
}

const other = { goal: "Mend the other." };
const checked = { warnings: [], dismissed: [] };

test("a stop right after a rescope of an interrupted task holds: the brief is changed, and nothing runs", async () => {
	const task = interruptedTask();
	const rescoped = task.delegation.rescope(other, "panel", checked);
	await task.delegation.stop("panel");
	expect(task.delegation.view.status).toBe("stopped");
	expect(await rescoped).toBe(true);
	await task.delegation.settled();
	expect(task.delegation.view).toMatchObject({ status: "stopped", brief: other });
	expect(task.types().slice(interrupted.length)).toEqual(["brief.changed", "task.ended"]);
});

test("a stop in whatever moment of a rescope holds", async () => {
	for (let ticks = 0; ticks < 60; ticks++) {
		const task = interruptedTask();
		const rescoped = task.delegation.rescope(other, "panel", checked);
		for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
		await task.delegation.stop("panel");
		await rescoped;
		await task.delegation.settled();
		expect(task.delegation.view, `${ticks}`).toMatchObject({ status: "stopped", brief: other });
	}
});

test("the last word counts: rescoped, stopped and let go on, an interrupted task runs on the new brief", async () => {
	const task = interruptedTask();
	const rescoped = task.delegation.rescope(other, "panel", checked);
	const stop = task.delegation.stop("panel");
	const steered = task.delegation.steer("Go on.");
	await Promise.all([rescoped, stop, steered]);
	await task.delegation.settled();
	expect(task.delegation.view).toMatchObject({ status: "ready", brief: other });
	expect(task.model.requests).toHaveLength(1);
});

test("a rescope right after a stop of an interrupted task lets it run on the new brief", async () => {
	const task = interruptedTask();
	const stop = task.delegation.stop("panel");
	await Promise.all([stop, task.delegation.rescope(other, "panel", checked)]);
	await task.delegation.settled();
	expect(task.delegation.view).toMatchObject({ status: "ready", brief: other });
});

test("a stop right after a word or a comment to an interrupted task holds, and the word is kept", async () => {
	const place = { baseStart: 0, baseEnd: 1, start: 0, end: 1 };
	const comment = { thread: "c1", path: "a.txt", piece: "", text: "Use b.", diff: "", place } as const;
	for (const way of ["steer", "comment"] as const) {
		const task = interruptedTask();
		const { delegation } = task;
		const said =
			way === "steer" ? delegation.steer("Use b.") : delegation.review.comment({ ...comment, surface: "editor" });
		await Promise.all([said, delegation.stop("panel")]);
		await delegation.settled();
		expect(delegation.view.status).toBe("stopped");
		expect(task.types()).toContain(way === "steer" ? "person.steered" : "comment.sent");
		delegation.start();
		await delegation.settled();
		expect(JSON.stringify(task.model.requests[0]?.messages)).toContain("Use b.");
	}
});

test("a stop right after a rescope of a task that stood leaves it stopped, with the new brief", async () => {
	const past: readonly TaskEvent[] = [created(), made, { type: "task.ended", end: "stuck", text: "" }];
	const task = delegationOf({ checkout: memoryCheckout(), past, turns: [] });
	const rescoped = task.delegation.rescope(other, "panel", checked);
	await task.delegation.stop("panel");
	expect(await rescoped).toBe(true);
	expect(task.delegation.view).toMatchObject({ status: "stopped", brief: other });
	expect(task.types()).not.toContain("task.started");
});

test.each(["checks", "self-review"])(
	"who says something during the %s, and stops then, has stopped it: nothing is handed over without that being read",
	async (phase) => {
		const checkout = onSum();
		const said = { times: 0 };
		const saysAndStops = async () => {
			if (++said.times > 1) return;
			await task.delegation.steer("More.");
			void task.delegation.stop("panel");
			await task.event("person.stopped");
		};
		checkout.trees.check = async (_command, files) => {
			if (phase === "checks" && files.get("sum.js") === wrong) await saysAndStops();
			return {};
		};
		const reviewer = modelOf(async () => {
			if (phase === "self-review") await saysAndStops();
			return reply([reports([])]);
		}, [reports([])]);
		const brief = { goal: "Mend it.", checks: ["npm test"] };
		const turns = [writes(checkout, wrong), [finishes()]];
		const task = delegationOf({ checkout, brief, turns, selfReview: () => ({ when: "on", model: reviewer }) });
		task.delegation.start();
		await task.delegation.settled();
		expect(task.delegation.view.status).toBe("stopped");
		task.delegation.start();
		await task.delegation.settled();
		expect(JSON.stringify(task.model.requests[1]?.messages.at(-1))).toContain("More.");
	},
);
