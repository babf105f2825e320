/** What happens in the moments around a task's end: nothing that a person says, raises, stops or closes there is lost. */

import { expect, test } from "vitest";
import type { Checkout, Clock } from "../../../src/core/ports.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { foldView } from "../../../src/core/task/view.ts";
import { created, delegationOf } from "../../support/delegations.ts";
import { type MemoryCheckout, memoryCheckout } from "../../support/memory-checkout.ts";
import { recorded } from "../../support/memory-journal.ts";
import { calls, finishes, modelOf, reply } from "../../support/replies.ts";
import { reviewedOf } from "../../support/reviewed.ts";
import { onSum, reports, sum, writes, wrong } from "../../support/self-reviews.ts";

const made: TaskEvent = { type: "checkout.made", checkout: { root: "/checkout", branch: "b", base: "abc", notes: [] } };
const interrupted: readonly TaskEvent[] = [created(), made, { type: "task.interrupted" }];
const brief = { goal: "Mend it.", checks: ["npm test"] };

/** The checkout, whose first look at what changed does this before. */
function whenLookedAt(checkout: MemoryCheckout, first: (signal: AbortSignal) => Promise<void>): Checkout {
	let isFirst = true;
	const { proposal } = checkout;
	const changes: typeof proposal.changes = async (signal) => {
		if (isFirst) {
			isFirst = false;
			await first(signal);
		}
		return proposal.changes(signal);
	};
	return { ...checkout, proposal: { ...proposal, changes } };
}

const aborted = (signal: AbortSignal) =>
	new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));

test("a raise that comes while the task ends at its cap lets it go on", async () => {
	const checkout = memoryCheckout({ "a.txt": "a\n" });
	const task = delegationOf({
		real: whenLookedAt(checkout, () => task.delegation.raise({ turns: 5 }, "panel")),
		brief: { goal: "Mend it.", budget: { turns: 1 } },
		turns: [[calls("read", { path: "a.txt" })], [finishes()]],
	});
	task.delegation.start();
	await task.delegation.settled();
	expect(task.delegation.view.status).toBe("ready");
	expect(task.types().filter((type) => type === "task.ended")).toHaveLength(2);
});

test("an interrupted task that is stopped, and let go on while it is looked at, goes on: its run is not ended under it", async () => {
	const stopped = { now: Promise.resolve() };
	const task = delegationOf({
		checkout: memoryCheckout({ "a.txt": "a\n" }),
		past: interrupted,
		turns: [
			async () => {
				await stopped.now;
				return reply([finishes()]);
			},
		],
	});
	stopped.now = task.delegation.stop("panel");
	expect(task.delegation.start()).toBe(true);
	await stopped.now;
	await task.delegation.settled();
	expect(task.types().filter((type) => type === "task.ended")).toHaveLength(1);
	expect(task.delegation.view.status).toBe("ready");
});

test("an interrupted task that is stopped twice ends once", async () => {
	const task = delegationOf({ checkout: memoryCheckout({ "a.txt": "a\n" }), past: interrupted, turns: [] });
	await Promise.all([task.delegation.stop("panel"), task.delegation.stop("palette")]);
	expect(task.types().filter((type) => type === "task.ended")).toHaveLength(1);
});

test("a rescope, a word and a continue at once are one run, in which both are heard", async () => {
	const task = delegationOf({ turns: [[finishes()], [finishes()]] });
	task.delegation.start();
	await task.delegation.settled();
	const rescoped = task.delegation.rescope({ goal: "Mend the other." }, "panel");
	await Promise.all([task.delegation.steer("Hurry."), rescoped, task.delegation.start()]);
	await task.delegation.settled();
	expect(await rescoped).toBe(true);
	expect(task.model.requests).toHaveLength(2);
	const last = JSON.stringify(task.model.requests[1]?.messages.at(-1));
	expect(last).toContain("Hurry.");
	expect(last).toContain("# Task\\nMend the other.");
});

test("a task that is discarded while it is rescoped keeps its old brief and stays discarded", async () => {
	const past: readonly TaskEvent[] = [created(), made, { type: "task.ended", end: "stuck", text: "" }];
	const task = delegationOf({ checkout: memoryCheckout(), past, turns: [] });
	const rescoped = task.delegation.rescope({ goal: "Other." }, "panel", { warnings: [], dismissed: [] });
	await Promise.all([rescoped, task.delegation.discard("panel")]);
	expect(await rescoped).toBe(false);
	expect(task.delegation.view).toMatchObject({ status: "discarded", brief: { goal: "Mend it." } });
	expect(task.types().at(-1)).toBe("checkout.removed");
});

test("an answer that comes in the turn of the hand-off is read before anything is handed over", async () => {
	const asks = [calls("ask", { question: "Which one?", options: [] }), finishes("done", "Before.")];
	const task = delegationOf({ turns: [asks, [finishes("done", "After.")]] });
	task.delegation.start();
	const { call } = await task.event("question.asked");
	task.delegation.answer(call, "The other one.");
	await task.delegation.settled();
	expect(task.delegation.view.handOff?.summary).toBe("After.");
	expect(JSON.stringify(task.model.requests[1]?.messages.at(-1))).toContain("The other one.");
});

test("a task that goes on after its hand-off tells the agent so", async () => {
	const task = delegationOf({ turns: [[finishes()], [finishes()]] });
	task.delegation.start();
	await task.delegation.settled();
	task.delegation.start();
	await task.delegation.settled();
	const last = task.model.requests[1]?.messages.at(-1)?.blocks.at(-1);
	expect(last).toMatchObject({ text: expect.stringMatching(/^The person asks you to go on after your hand-off\./) });
});

test("what the person says while the checks run comes before a self-review", async () => {
	const checkout = onSum();
	const reviewer = modelOf([reports([])]);
	checkout.trees.check = async () => {
		if (task.model.requests.length === 1) await task.delegation.steer("More.");
		return {};
	};
	const turns = [writes(checkout, wrong), [finishes()]];
	const task = delegationOf({ checkout, brief, turns, selfReview: () => ({ when: "on", model: reviewer }) });
	task.delegation.start();
	await task.delegation.settled();
	expect(reviewer.requests).toHaveLength(1);
	expect(task.delegation.view).toMatchObject({ status: "ready", selfReview: { state: "finished", round: 1 } });
});

test("work that stays handed off though the person stopped is told as neither checked nor reviewed", async () => {
	const checkout = onSum();
	const task = delegationOf({
		real: whenLookedAt(checkout, (signal) => {
			void task.delegation.stop("panel");
			return aborted(signal);
		}),
		...{ brief, turns: [writes(checkout, wrong)], selfReview: () => ({ when: "on", model: null }) },
	});
	task.delegation.start();
	await task.delegation.settled();
	expect(task.delegation.view).toMatchObject({
		...{ status: "ready", unchecked: "not-run" },
		selfReview: { state: "skipped", stale: false, text: "No self-review: the task was stopped before it began." },
	});
});

test("a task whose minutes are used up before its work is checked is out of budget", async () => {
	const checkout = onSum();
	const time = { now: 0, pass: (): void => undefined };
	const clock: Clock = {
		now: () => time.now,
		wait: (_ms, signal) =>
			new Promise((resolve) => {
				time.pass = resolve;
				signal.addEventListener("abort", () => resolve(), { once: true });
			}),
	};
	const task = delegationOf({
		real: whenLookedAt(checkout, (signal) => {
			time.now = 6 * 60_000;
			time.pass();
			return aborted(signal);
		}),
		...{ clock, brief: { ...brief, budget: { minutes: 5 } }, turns: [writes(checkout, wrong)] },
	});
	task.delegation.start();
	await task.delegation.settled();
	expect(task.delegation.view).toMatchObject({ status: "out-of-budget", budget: { reached: "minutes" } });
	expect(task.delegation.view.changes).toHaveLength(1);
});

test("what is accepted during a self-review closes the task at its end, and what is rejected is taken out before the agent goes on", async () => {
	const decided = async (decision: "accepted" | "rejected", agent = 1) => {
		const checkout = onSum();
		const bug = { class: "wrong", severity: "high", path: "sum.js", line: 1, claim: "It subtracts." };
		const reviewer = modelOf(async () => {
			await task.decide("sum.js", decision, decision === "accepted" ? { accepted: wrong } : {});
			return reply([reports(decision === "accepted" ? [] : [bug])]);
		});
		const turns = [writes(checkout, wrong), [finishes()]].slice(0, agent);
		const task = reviewedOf({ checkout, turns, selfReview: () => ({ when: "on", model: reviewer }) });
		task.delegation.start();
		await task.delegation.settled();
		return { status: task.delegation.view.status, text: checkout.text("sum.js") };
	};
	expect(await decided("accepted")).toEqual({ status: "accepted", text: wrong });
	expect(await decided("rejected", 2)).toEqual({ status: "rejected", text: sum });
});

test("checks that were begun on an older tree do not hide what a newer one came to", () => {
	const of = "proposal";
	const checked = (tree: string, outcome: "passed" | "failed"): TaskEvent => ({
		...{ type: "verification.finished", of, tree },
		results: [{ command: "npm test", outcome, text: "", kept: "", durationMs: 0 }],
	});
	const begun = (tree: string): TaskEvent => ({ type: "verification.started", of, tree, checks: ["npm test"] });
	const view = foldView(recorded([created(), begun("a"), begun("b"), checked("b", "failed"), checked("a", "passed")]));
	expect(view.verifications).toMatchObject([{ tree: "b", state: "failed" }]);
});

test("checks whose failure cannot be compared with the base are told as they went", async () => {
	const checkout = onSum();
	const { lay } = checkout.trees;
	checkout.trees.check = () => ({ exitCode: 1, output: "no" });
	checkout.trees.lay = (files, signal) =>
		files.length === 0 ? Promise.reject(new Error("no space left")) : lay(files, signal);
	const turns = [writes(checkout, wrong), [finishes()], [finishes()], [finishes()], [finishes()]];
	const task = delegationOf({ checkout, brief, turns });
	task.delegation.start();
	await task.delegation.settled();
	expect(task.delegation.view.verifications).toMatchObject([{ state: "failed", results: [{ outcome: "failed" }] }]);
	expect(task.delegation.view.statusText).toBe("Not verified: npm test failed.");
});

test("who stops a task and says something before it stands still lets it go on with that", async () => {
	const task = delegationOf({
		turns: [
			async (_request, signal) => {
				void task.delegation.stop("panel");
				await task.event("person.stopped");
				await task.delegation.steer("Do the other one.");
				signal.throwIfAborted();
				return reply([finishes()]);
			},
			[finishes()],
		],
	});
	task.delegation.start();
	await task.event("person.steered");
	for (let runs = 0; runs < 2; runs++) await task.delegation.settled();
	expect(task.delegation.view.status).toBe("ready");
	expect(JSON.stringify(task.model.requests[1]?.messages.at(-1))).toContain("Do the other one.");
});

test("what is on its way when the editor closes starts no run", async () => {
	const task = delegationOf({ turns: [[finishes()], [finishes()]] });
	task.delegation.start();
	await task.delegation.settled();
	const rescoped = task.delegation.rescope({ goal: "Mend the other." }, "panel");
	await Promise.all([task.delegation.steer("Hurry."), task.delegation.abandon(), rescoped]);
	await task.delegation.settled();
	expect(task.types().filter((type) => type === "task.started")).toHaveLength(1);
	expect(task.model.requests).toHaveLength(1);
});
