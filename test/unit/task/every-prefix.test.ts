/** A crash after any event: the task is found again, goes on, and ends as it should. */

import { expect, test } from "vitest";
import { History } from "../../../src/core/agent/history.ts";
import { usedOf } from "../../../src/core/budget/spend.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { canContinue, foldView, isLive, type TaskView } from "../../../src/core/task/view.ts";
import type { TestDelegation } from "../../support/delegations.ts";
import { problemsOf } from "../../support/message-problems.ts";
import { cutAt, playedWhole, type Whole, wholeCheckout, wholeTask } from "../../support/whole-task.ts";

/** The task as a restart finds it after the `at`-th event, when it has gone on to its end. */
async function goneOn(whole: Whole, at: number): Promise<TestDelegation> {
	const checkout = wholeCheckout(whole.moments[at]?.files);
	const task = wholeTask(checkout, { past: cutAt(whole.journal.events, at) });
	const { delegation } = task;
	// As `Tasks.restore` does.
	if (isLive(delegation.view.status)) await delegation.record({ type: "task.interrupted" });
	await delegation.review.interruptChecks();
	expect(canContinue(delegation.view.status)).toBe(true);
	expect(open(delegation.view)).toEqual([]);
	expect(delegation.start()).toBe(true);
	await delegation.settled();
	return task;
}

/** What says of itself that it goes on. */
function open({ timeline, verifications, selfReview, waiting }: TaskView): readonly unknown[] {
	return [
		...timeline.filter((item) => item.kind === "call" && ["judged", "waiting", "running"].includes(item.state)),
		...verifications.filter(({ state }) => state === "running"),
		...(selfReview?.state === "running" ? [selfReview] : []),
		...(waiting === null ? [] : [waiting]),
	];
}

function sinceStart(events: readonly TaskEvent[]): readonly TaskEvent[] {
	return events.slice(events.findLastIndex(({ type }) => type === "task.started"));
}

const whole = playedWhole();

test("the story has everything in it that a journal knows of a harness at work", async () => {
	const types = new Set((await whole).types());
	for (const type of ["brief.changed", "stuck.found", "self-review.finished", "history.compacted", "aside.finished"])
		expect(types).toContain(type);
	expect((await whole).delegation.view).toMatchObject({ status: "ready", selfReview: { state: "finished" } });
});

test("after a crash at any event the task ends as without it: verified, reviewed, and nothing left open", async () => {
	const story = await whole;
	const { events } = story.journal;
	for (const [at, { event }] of events.entries()) {
		const label = `after ${at} ${event.type}`;
		const task = await goneOn(story, at);
		const { view } = task.delegation;
		const all = task.journal.events.map((record) => record.event);
		const run = sinceStart(all);
		const { goal = "", mode } = view.brief ?? {};
		expect(open(view), label).toEqual([]);
		expect(view.status, `${label}: ${view.statusText}`).toBe(goal.startsWith("Go round") ? "stuck" : "ready");
		if (view.status === "ready" && mode !== "explore") {
			expect(view.verifications, label).toMatchObject([{ of: "proposal", state: "passed", stale: false }]);
			expect(view.selfReview, label).toMatchObject({ state: "finished", stale: false });
			expect(run.map(({ type }) => type), label).toContain("verification.finished");
			expect(run.map(({ type }) => type), label).toContain("self-review.finished");
		}
		expect((view.selfReview?.findings ?? []).map(({ state }) => state), label).not.toContain("open");
		expect(view, label).toEqual(foldView(task.journal.events));
		expect(task.journal.events.map(({ seq }) => seq), label).toEqual(task.journal.events.map((_, index) => index));
		for (const { messages } of task.model.requests) expect(problemsOf(messages), label).toEqual([]);
	}
}, 120_000);

test("the first request after a restart between two turns is the one that would have been sent without it", async () => {
	const story = await whole;
	const { events } = story.journal;
	let compared = 0;
	for (const at of events.keys()) {
		if (events[at + 1]?.event.type !== "turn.started") continue;
		const task = await goneOn(story, at);
		const unbroken = new History();
		unbroken.catchUp(events.slice(0, at + 2));
		expect(task.model.requests[0]?.messages, `after ${at}`).toEqual(unbroken.messages());
		compared++;
	}
	expect(compared).toBeGreaterThan(10);
});

test("whatever crash: what was spent is never counted as less, an id of a request is never used again, and rescoping moves no cap", async () => {
	const story = await whole;
	for (const at of story.journal.events.keys()) {
		const task = await goneOn(story, at);
		const { view } = task.delegation;
		const label = `after ${at}`;
		const bill = (task.model.requests.length + (story.moments[at]?.sent ?? 0)) * 0.01;
		expect(usedOf(view.spend, 0).money, label).toBeGreaterThanOrEqual(bill - 1e-9);
		expect(view.budget.caps, label).toEqual({ money: 4, tokens: 4_000_000, minutes: null, turns: 90 });
		const asides = task.journal.events.flatMap(({ event }) => (event.type === "aside.started" ? [event.aside] : []));
		const turns = task.journal.events.flatMap(({ event }) => (event.type === "turn.started" ? [event.turn] : []));
		expect(new Set(asides).size, label).toBe(asides.length);
		expect(new Set(turns).size, label).toBe(turns.length);
	}
}, 120_000);
