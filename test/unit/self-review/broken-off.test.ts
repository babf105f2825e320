/** A review that is stopped, that a crash ends, or that the proposal has outrun: never taken for one that was done. */

import { expect, test } from "vitest";
import { noUsage } from "../../../src/core/agent/messages.ts";
import { risksOf } from "../../../src/core/report/risks.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { foldView } from "../../../src/core/task/view.ts";
import { created, delegationOf } from "../../support/delegations.ts";
import { memoryJournal } from "../../support/memory-journal.ts";
import { modelOf, reply } from "../../support/replies.ts";
import { bug, finishes, onSum, played, reports, sent, writes, wrong } from "../../support/self-reviews.ts";

test("stop in the middle of a review ends its request, and the review was not done", async () => {
	const checkout = onSum();
	let begin: () => void = () => undefined;
	const begun = new Promise<void>((resolve) => {
		begin = resolve;
	});
	const hangs = (_request: unknown, signal: AbortSignal) => {
		begin();
		return new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
	};
	const reviewer = modelOf(hangs);
	const task = delegationOf({
		checkout,
		turns: [writes(checkout, wrong)],
		selfReview: () => ({ when: "on", model: reviewer }),
	});
	task.delegation.start();
	await begun;
	expect(task.delegation.view).toMatchObject({ status: "running", statusText: "Self-review, round 1…" });
	await task.delegation.stop("panel");
	expect(task.delegation.view).toMatchObject({ status: "stopped", selfReview: { state: "failed", findings: [] } });
	expect(task.delegation.view.changes).toHaveLength(1);
});

test("a crash in the middle of a review is no review: after the restart it is done anew", async () => {
	const past: TaskEvent[] = [
		created(),
		{ type: "task.started", model: modelOf().info },
		{ type: "self-review.started", round: 1, model: "test-model" },
		{ type: "task.interrupted" },
	];
	const checkout = onSum();
	checkout.files.put("sum.js", wrong);
	const before = foldView(memoryJournal(past).events);
	expect(before.selfReview).toMatchObject({ state: "failed", text: "Not done: the editor closed while it ran." });
	const { view, reviewer } = await played({ checkout, past, agent: [[finishes()]], reviews: [[reports([])]] });
	expect(reviewer.requests).toHaveLength(1);
	expect(view.selfReview).toMatchObject({ state: "finished", round: 1 });
});

test("findings that the agent never heard of because of a crash are put to it after the restart", async () => {
	const finding = {
		id: "F1-1",
		class: "wrong",
		severity: "high",
		path: "sum.js",
		line: 1,
		claim: "It subtracts.",
		howToCheck: "",
	} as const;
	const past: TaskEvent[] = [
		created(),
		{ type: "task.started", model: modelOf().info },
		{ type: "self-review.started", round: 1, model: "test-model" },
		{ type: "self-review.finished", round: 1, findings: [finding], settled: [] },
		{ type: "task.interrupted" },
	];
	const checkout = onSum();
	checkout.files.put("sum.js", wrong);
	const { view, model } = await played({
		...{ checkout, past },
		agent: [[finishes()], [finishes()]],
		reviews: [[reports([], [{ id: "F1-1", verdict: "stands" }])], [reports([], [{ id: "F1-1", verdict: "stands" }])]],
	});
	expect(sent(model, 1)).toContain("F1-1 (wrong, high) sum.js:1");
	expect(view.selfReview?.findings).toMatchObject([{ id: "F1-1", state: "left" }]);
});

test("a changed proposal makes a finished review one of before, and a finding that the person closed is not taken up again", async () => {
	const checkout = onSum();
	const reviewer = modelOf([reports([bug])], [reports([])], [reports([])]);
	const turns = [writes(checkout, wrong), [finishes()], writes(checkout, "other\n")];
	const task = delegationOf({ checkout, turns, selfReview: () => ({ when: "on", model: reviewer }) });
	task.delegation.start();
	await task.delegation.settled();
	expect(task.delegation.view.selfReview).toMatchObject({ stale: false, findings: [{ state: "left" }] });
	await task.delegation.record({ type: "thread.closed", thread: "F1-1" });
	checkout.files.put("sum.js", "by hand\n");
	await task.delegation.review.look();
	expect(task.delegation.view.selfReview?.stale).toBe(true);
	await task.delegation.steer("Go on.");
	await task.delegation.settled();
	expect(task.delegation.view.selfReview).toMatchObject({ stale: false, round: 1 });
	expect(sent(reviewer, 2)).not.toContain("# Earlier findings");
});

test("where the second round cannot be done, what the first found is left to the person, and the summary is no answer to it", async () => {
	const checkout = onSum();
	const failed = { type: "failed", reason: "overloaded", text: "Overloaded.", usage: noUsage, cost: 0 } as const;
	const { view } = await played({
		checkout,
		agent: [writes(checkout, wrong), [finishes()]],
		reviews: [[reports([bug])], failed],
	});
	expect(view).toMatchObject({ status: "ready", selfReview: { state: "failed", round: 2, text: "Overloaded." } });
	expect(view.statusText).toBe("1 finding of the self-review is left for you.");
	expect(view.selfReview?.findings).toMatchObject([{ id: "F1-1", state: "left" }]);
	expect(view.threads[0]?.comments.map(({ by }) => by)).toEqual(["self-review"]);
});

/** The person closes the thread of the first finding while the second round is on its way. */
async function closedMeanwhile(said: readonly object[]) {
	const checkout = onSum();
	const reviewer = modelOf([reports([bug])], async () => {
		await task.delegation.review.closeThread("F1-1", "editor");
		return reply([reports([], said)]);
	});
	const turns = [writes(checkout, wrong), [finishes()]];
	const task = delegationOf({ checkout, turns, selfReview: () => ({ when: "on", model: reviewer }) });
	task.delegation.start();
	await task.delegation.settled();
	return task.delegation.view;
}

test("a thread that the person closes during a round stays closed, whatever the round says of it, and nothing of it is left to them", async () => {
	for (const said of [[], [{ id: "F1-1", verdict: "stands", because: "It still subtracts." }]]) {
		const view = await closedMeanwhile(said);
		expect(view.threads).toMatchObject([{ thread: "F1-1", state: "closed" }]);
		expect(view).toMatchObject({ status: "ready", statusText: "" });
		expect(JSON.stringify(risksOf(view))).not.toContain("not settled");
	}
});
