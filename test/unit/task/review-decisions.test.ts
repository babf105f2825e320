/** Decisions on pieces: when a review closes, what it came to, and what opens it again. */

import { expect, test } from "vitest";
import { foldView } from "../../../src/core/task/view.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { calls, finishes } from "../../support/replies.ts";
import { changesLine, finished, reviewedOf, twenty, twoHunks, untilAsked } from "../../support/reviewed.ts";

const onTwenty = () => memoryCheckout({ "a.txt": twenty });

test("a review closes with the last piece, and says what it came to", async () => {
	const task = await finished({ checkout: onTwenty(), turns: twoHunks });
	const [first = "", second = ""] = task.item("a.txt").pieces;
	await task.decide("a.txt", "accepted", { pieces: [first] });
	expect(task.delegation.view.status).toBe("ready");
	await task.decide("a.txt", "rejected", { pieces: [second] });
	expect(task.delegation.view.status).toBe("partly-accepted");
	expect(task.item("a.txt").decision).toBe("mixed");
});

test("taking a decision back opens the review again, and the next last decision closes it anew", async () => {
	const task = await finished({ checkout: onTwenty(), turns: twoHunks });
	await task.decide("a.txt", "rejected");
	expect(task.delegation.view.status).toBe("rejected");
	await task.decide("a.txt", "undecided");
	expect(task.delegation.view.status).toBe("ready");
	await task.decide("a.txt", "accepted");
	expect(task.delegation.view.status).toBe("accepted");
});

test("decisions made while the agent works close the review when it hands off", async () => {
	const task = reviewedOf({
		checkout: onTwenty(),
		turns: [[changesLine(3, "three"), calls("ask", { question: "Go on?" }, "q")], [finishes()]],
	});
	await untilAsked(task);
	await task.decide("a.txt", "accepted");
	expect(task.delegation.view.status).toBe("waiting");
	task.delegation.answer("q", "Yes.");
	await task.delegation.settled();
	expect(task.delegation.view.status).toBe("accepted");
	expect(task.types().slice(-2)).toEqual(["task.ended", "review.closed"]);
});

test("a decided piece keeps its decision when the agent changes another one, which is undecided", async () => {
	const task = await finished({
		checkout: onTwenty(),
		turns: [...twoHunks, [changesLine(10, "ten")], [finishes()]],
	});
	const [first = ""] = task.item("a.txt").pieces;
	await task.decide("a.txt", "accepted", { pieces: [first] });
	await task.delegation.steer("Also line 10.");
	await task.delegation.settled();
	const { pieces, decisions, undecided } = task.item("a.txt");
	expect([pieces.length, undecided, decisions[first]]).toEqual([3, 2, "accepted"]);
});

test("what was rejected and taken out still counts for what a review came to", async () => {
	const task = await finished({
		checkout: memoryCheckout({ "a.txt": twenty, "b.txt": twenty }),
		turns: [
			[changesLine(3, "three"), changesLine(3, "three", "b.txt")],
			[finishes()],
			[finishes("done", "Nothing more.")],
		],
	});
	await task.decide("b.txt", "rejected");
	await task.delegation.steer("Look again.");
	await task.delegation.settled();
	expect(task.delegation.view.changes.map(({ change }) => change.path)).toEqual(["a.txt"]);
	await task.decide("a.txt", "accepted");
	expect(task.delegation.view.status).toBe("partly-accepted");
});

test("a task that changes nothing says so, and has nothing to close", async () => {
	const task = await finished({ checkout: onTwenty(), turns: [[finishes()]] });
	expect(task.delegation.view).toMatchObject({ status: "ready", statusText: "Nothing was changed.", changes: [] });
	await task.delegation.review.look();
	expect(task.delegation.view.status).toBe("ready");
});

test("decisions survive a reload", async () => {
	const task = await finished({ checkout: onTwenty(), turns: twoHunks });
	const [first = "", second = ""] = task.item("a.txt").pieces;
	await task.decide("a.txt", "accepted", { pieces: [first], accepted: twenty.replace("line 3", "three") });
	await task.decide("a.txt", "rejected", { pieces: [second] });
	expect(foldView(JSON.parse(JSON.stringify(task.journal.events)))).toEqual(task.delegation.view);
});

test("a decision on all of a version that is not there any more changes nothing", async () => {
	const task = await finished({ checkout: onTwenty(), turns: twoHunks });
	const { change } = task.item("a.txt");
	await task.delegation.review.decide({
		...{ path: "a.txt", version: `${change.version}0`, decision: "accepted", note: "", surface: "api" },
	});
	expect(task.item("a.txt").undecided).toBe(2);
	expect(task.delegation.view.status).toBe("ready");
});
