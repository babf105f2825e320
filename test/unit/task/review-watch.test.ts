/** What the agent has changed so far is there to review while it works, and looking never holds it up. */

import { expect, test } from "vitest";
import type { Clock } from "../../../src/core/ports.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { calls, finishes, reply } from "../../support/replies.ts";
import { changesLine, reviewedOf, twenty } from "../../support/reviewed.ts";

/** A clock whose waits end when the test says so. */
function handClock() {
	const waits: { readonly ms: number; readonly end: () => void }[] = [];
	let at = 0;
	const clock: Clock = {
		now: () => at,
		wait: (ms, signal) =>
			new Promise((resolve) => {
				if (signal.aborted) return resolve();
				waits.push({ ms, end: resolve });
				signal.addEventListener("abort", () => resolve(), { once: true });
			}),
	};
	return { clock, waits, pass: (ms: number) => (at += ms) };
}

const question = () => calls("ask", { question: "Go on?" }, "q");

/** Stands at a question after its first edit. */
async function paused(time = handClock()) {
	const checkout = memoryCheckout({ "a.txt": twenty });
	let looks = 0;
	let slow = 0;
	const { proposal } = checkout;
	const counted = {
		...checkout,
		proposal: {
			...proposal,
			changes: (signal: AbortSignal) => {
				looks++;
				time.pass(slow);
				return proposal.changes(signal);
			},
		},
	};
	const turns = [[changesLine(3, "three"), question()], [changesLine(15, "fifteen"), question()], [finishes()]];
	const task = reviewedOf({ checkout: counted, turns, clock: time.clock });
	task.delegation.start();
	await task.event("question.asked");
	return { task, time, looks: () => looks, slowDown: (ms: number) => (slow = ms) };
}

test("a finished file can be reviewed while the agent works, two seconds after it changed", async () => {
	const { task, time, looks } = await paused();
	expect([time.waits.map(({ ms }) => ms), looks()]).toEqual([[2_000], 0]);
	expect(task.delegation.view.changes).toEqual([]);
	time.waits[0]?.end();
	await task.event("changes.found");
	expect(task.delegation.view).toMatchObject({ status: "waiting", changes: [{ undecided: 1 }] });
	await task.decide("a.txt", "accepted");
	expect(task.item("a.txt").decision).toBe("accepted");
	await task.delegation.stop("panel");
});

test("looking takes a fifth of the time at most", async () => {
	const { task, time, slowDown } = await paused();
	slowDown(3_000);
	time.waits[0]?.end();
	await task.event("changes.found");
	task.delegation.answer("q", "Yes.");
	await expect.poll(() => time.waits.map(({ ms }) => ms)).toEqual([2_000, 12_000]);
	await task.delegation.stop("panel");
});

test("a long list of changes is looked at more rarely: it is written down as a whole each time", async () => {
	const time = handClock();
	const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`f${at}.txt`, "one\n"]));
	const checkout = memoryCheckout({ "a.txt": twenty, ...many });
	const first = async () => {
		for (const path of Object.keys(many)) checkout.files.put(path, "two\n");
		return reply([changesLine(3, "three"), question()]);
	};
	const turns = [first, [changesLine(15, "fifteen"), question()], [finishes()]];
	const task = reviewedOf({ checkout, turns, clock: time.clock });
	task.delegation.start();
	await task.event("question.asked");
	time.waits[0]?.end();
	await task.event("changes.found");
	task.delegation.answer("q", "Yes.");
	await expect.poll(() => time.waits.map(({ ms }) => ms)).toEqual([2_000, 5_005]);
	await task.delegation.stop("panel");
});

test("nothing is looked at without a change, and nothing is recorded where nothing differs", async () => {
	const time = handClock();
	const checkout = memoryCheckout({ "a.txt": twenty }, [{ command: "ls" }, { command: "rm -f none" }]);
	const turns = [
		[calls("read", { path: "a.txt" }), calls("run", { command: "ls" })],
		[calls("run", { command: "rm -f none" }), question()],
		[finishes()],
	];
	const task = reviewedOf({ checkout, turns, clock: time.clock });
	task.delegation.start();
	await task.event("approval.asked");
	expect(time.waits).toEqual([]);
	task.approve();
	await task.event("question.asked");
	expect(time.waits.map(({ ms }) => ms)).toEqual([2_000]);
	time.waits[0]?.end();
	await task.delegation.review.look();
	expect(task.types()).not.toContain("changes.found");
	await task.delegation.stop("panel");
});

test("the loop goes on while a look hangs, and the look at the end is the last one", async () => {
	const time = handClock();
	const checkout = memoryCheckout({ "a.txt": twenty });
	let hangs = true;
	let aborted = false;
	const { proposal } = checkout;
	const changes = (signal: AbortSignal) => {
		if (!hangs) return proposal.changes(signal);
		hangs = false;
		return new Promise<never>((_, reject) => {
			signal.addEventListener("abort", () => {
				aborted = true;
				reject(signal.reason);
			});
		});
	};
	const turns = [
		[changesLine(3, "three")],
		async () => {
			time.waits[0]?.end();
			return reply([changesLine(15, "fifteen")]);
		},
		[question()],
	];
	const task = reviewedOf({
		checkout: { ...checkout, proposal: { ...proposal, changes } },
		turns,
		clock: time.clock,
	});
	task.delegation.start();
	await task.event("question.asked");
	expect([hangs, checkout.text("a.txt").includes("fifteen")]).toEqual([false, true]);
	await task.delegation.stop("panel");
	expect(aborted).toBe(true);
	expect(task.types().filter((type) => type === "changes.found")).toHaveLength(1);
	expect(task.item("a.txt").pieces).toHaveLength(2);
});

test("nothing is looked at any more when the run is over", async () => {
	const { task, time, looks } = await paused();
	task.delegation.answer("q", "Yes.");
	await expect.poll(() => task.delegation.answer("q", "Yes.")).toBe(true);
	await task.delegation.settled();
	const atTheEnd = looks();
	for (const { end } of time.waits) end();
	await new Promise((resolve) => setImmediate(resolve));
	await task.delegation.review.look();
	expect(looks()).toBe(atTheEnd + 1);
});

test("a look that fails is silent, and the end says what there is", async () => {
	const time = handClock();
	const checkout = memoryCheckout({ "a.txt": twenty });
	let failures = 1;
	const { proposal } = checkout;
	const changes = (signal: AbortSignal) =>
		failures-- > 0 ? Promise.reject(new Error("a pipe")) : proposal.changes(signal);
	const task = reviewedOf({
		checkout: { ...checkout, proposal: { ...proposal, changes } },
		turns: [[changesLine(3, "three"), question()], [finishes()]],
		clock: time.clock,
	});
	task.delegation.start();
	await task.event("question.asked");
	time.waits[0]?.end();
	await expect.poll(() => failures).toBe(0);
	expect(JSON.stringify(task.delegation.view)).not.toContain("a pipe");
	task.delegation.answer("q", "Yes.");
	await task.delegation.settled();
	expect(task.delegation.view).toMatchObject({ status: "ready", changes: [{ undecided: 1 }] });
});

test("stopping does not wait for a last look that hangs, and an end is still on record", async () => {
	const time = handClock();
	const { checkout, begun } = slowToCompare((signal) => {
		return new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
	});
	const task = reviewedOf({ checkout, turns: [[finishes()]], clock: time.clock });
	task.delegation.start();
	await begun;
	const stopped = task.delegation.stop("panel");
	await expect.poll(() => time.waits.map(({ ms }) => ms)).toEqual([5_000]);
	time.waits[0]?.end();
	await stopped;
	expect(task.delegation.view).toMatchObject({
		status: "stopped",
		statusText: expect.stringContaining("before all that changed could be looked at"),
	});
	expect(task.types().at(-1)).toBe("task.ended");
});

test("a stop during a last look that ends in time keeps what the agent handed off", async () => {
	let go: () => void = () => undefined;
	const gate = new Promise<void>((resolve) => {
		go = resolve;
	});
	const { checkout, begun } = slowToCompare(() => gate);
	const task = reviewedOf({ checkout, turns: [[changesLine(3, "three"), finishes()]] });
	task.delegation.start();
	await begun;
	const stopped = task.delegation.stop("panel");
	go();
	await stopped;
	expect(task.delegation.view).toMatchObject({ status: "ready", changes: [{ undecided: 1 }] });
});

/** `begun` resolves when it is compared for the first time. */
function slowToCompare(until: (signal: AbortSignal) => Promise<void>) {
	const checkout = memoryCheckout({ "a.txt": twenty });
	let begin: () => void = () => undefined;
	const begun = new Promise<void>((resolve) => {
		begin = resolve;
	});
	const { proposal } = checkout;
	const changes = async (signal: AbortSignal) => {
		begin();
		await until(signal);
		return proposal.changes(signal);
	};
	return { checkout: { ...checkout, proposal: { ...proposal, changes } }, begun };
}
