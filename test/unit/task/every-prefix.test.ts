/** A crash after any event: the task is found again, goes on, and ends as it should. */

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { History } from "../../../src/core/agent/history.ts";
import { usedOf } from "../../../src/core/budget/spend.ts";
import type { Recorded, TaskEvent } from "../../../src/core/task/events.ts";
import { canContinue, foldView, isLive, type TaskView } from "../../../src/core/task/view.ts";
import type { TestDelegation } from "../../support/delegations.ts";
import { problemsOf } from "../../support/message-problems.ts";
import { circle, cutAt, playedWhole, type Whole, wholeCheckout, wholeTask } from "../../support/whole-task.ts";

/** The task as a restart finds it after the `at`-th event, when it has gone on to its end. */
async function goneOn(whole: Whole, at: number): Promise<TestDelegation> {
	const checkout = wholeCheckout(whole.moments[at]?.files);
	return restored(wholeTask(checkout, { past: cutAt(whole.journal.events, at) }));
}

async function restored(task: TestDelegation): Promise<TestDelegation> {
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

const story = playedWhole();
/** The task that goes on after each event, run once for all tests. */
const after = new Map<number, Promise<TestDelegation>>();

async function goneOnAfter(at: number): Promise<TestDelegation> {
	const known = after.get(at) ?? story.then((whole) => goneOn(whole, at));
	after.set(at, known);
	return known;
}

test("the story has everything in it that a journal knows of a harness at work", async () => {
	const whole = await story;
	const types = new Set(whole.types());
	for (const type of ["approval.decided", "question.answered", "verification.finished", "self-review.finished"])
		expect(types).toContain(type);
	for (const type of ["brief.changed", "stuck.found", "history.compacted", "aside.finished", "budget.reserved"])
		expect(types).toContain(type);
	expect(whole.delegation.view).toMatchObject({ status: "ready", selfReview: { state: "finished" } });
});

test("after a crash at any event the task ends as without it: verified, reviewed, and nothing left open", async () => {
	for (const [at, { event }] of (await story).journal.events.entries()) {
		const { delegation, journal, model } = await goneOnAfter(at);
		const { view } = delegation;
		const label = `after ${at} ${event.type}: ${view.statusText}`;
		expect(view.status, label).toBe(view.brief?.goal === circle.goal ? "stuck" : "ready");
		expect(open(view), label).toEqual([]);
		if (view.status === "ready" && view.brief?.mode !== "explore") isProved(view, journal.events, label);
		expect(JSON.stringify(view), label).toBe(JSON.stringify(foldView(journal.events)));
		for (const { messages } of model.requests) expect(problemsOf(messages), label).toEqual([]);
	}
});

function isProved(view: TaskView, events: readonly Recorded[], label: string): void {
	expect(view.verifications, label).toMatchObject([{ of: "proposal", state: "passed", stale: false }]);
	expect(view.selfReview, label).toMatchObject({ state: "finished", stale: false });
	expect(view.selfReview?.findings.map(({ state }) => state) ?? [], label).not.toContain("open");
	const start = events.findLastIndex(({ event }) => event.type === "task.started");
	const run = events.slice(start).map(({ event }) => event.type);
	expect(run, label).toContain("verification.finished");
	expect(run, label).toContain("self-review.finished");
}

test("the first request after a restart between two turns is the one that would have been sent without it", async () => {
	const { events } = (await story).journal;
	const before = [...events.keys()].filter((at) => events[at + 1]?.event.type === "turn.started");
	expect(before.length).toBeGreaterThan(10);
	for (const at of before) {
		const unbroken = new History();
		unbroken.catchUp(events.slice(0, at + 2));
		expect((await goneOnAfter(at)).model.requests[0]?.messages, `after ${at}`).toEqual(unbroken.messages());
	}
});

test("whatever crash: no less is counted than was spent, no request has the id of another, and rescoping moves no cap", async () => {
	const { journal, moments } = await story;
	for (const at of journal.events.keys()) {
		const task = await goneOnAfter(at);
		const { view } = task.delegation;
		const label = `after ${at}`;
		// The crash came a moment before the next event: a request of which nothing is on record yet was sent, and is paid for.
		const sent = (moments[at + 1] ?? moments[at])?.sent ?? 0;
		const bill = (task.model.requests.length + sent) * 0.01;
		expect(usedOf(view.spend, 0).money, label).toBeGreaterThanOrEqual(bill - 1e-9);
		expect(view.budget.caps, label).toEqual({ money: 4, tokens: 4_000_000, minutes: null, turns: 90 });
		const ids = task.journal.events.flatMap(({ event }) => {
			if (event.type === "aside.started") return [event.aside];
			return event.type === "turn.started" ? [`${event.turn}`] : [];
		});
		expect(new Set(ids).size, label).toBe(ids.length);
	}
});

test("a second crash, in what came after the first, changes nothing of that", async () => {
	const { moments } = await story;
	let ended = 0;
	for (let at = 5; at < moments.length; at += 9) {
		const once = await goneOnAfter(at);
		const { events } = once.journal;
		for (let cut = at + 2; cut < events.length; cut += 11) {
			// What the checkout holds after the second crash is what the first run had made of it, or more.
			const files = once.checkout.files.all;
			const task = wholeTask(wholeCheckout(files), { past: cutAt(events, cut) });
			await restored(task);
			const { view } = task.delegation;
			expect(open(view), `after ${at} and ${cut}`).toEqual([]);
			expect(["ready", "stuck"], `after ${at} and ${cut}`).toContain(view.status);
			ended++;
		}
	}
	expect(ended).toBeGreaterThan(30);
});

const decoder = new TextDecoder();

test("every journal of version 0.1 that is kept goes on after any of its events", async () => {
	const folder = new URL("../../fixtures/journal/", import.meta.url);
	let ended = 0;
	for (const name of readdirSync(folder)) {
		const lines = decoder
			.decode(readFileSync(new URL(name, folder)))
			.trim()
			.split("\n");
		const events = lines.flatMap((line): readonly TaskEvent[] => JSON.parse(line).event ?? []);
		for (let at = 1; at <= events.length; at++) {
			const task = wholeTask(wholeCheckout(), { past: events.slice(0, at) });
			if (task.delegation.view.status === "partly-accepted") continue;
			await restored(task);
			expect(task.delegation.view.status, `${name} ${at}`).toBe("ready");
			ended++;
		}
	}
	expect(ended).toBeGreaterThan(20);
});
