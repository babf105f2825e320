/** However a task ends, what runs on its base ends with it, and nothing is claimed of the base that is not on record. */

import { expect, test } from "vitest";
import { BaseResults } from "../../../src/core/checks/base-results.ts";
import { foldView } from "../../../src/core/task/view.ts";
import { after, broken, checksOn, commandsOf, ended, endless, facts, mends, taskOn } from "../../support/base-runs.ts";
import { calls, finishes, reply, type Turn } from "../../support/replies.ts";

test("a stop ends the check on the base at once: its tree is gone, and nothing is said of the base", async () => {
	const checkout = broken();
	const begun = endless(checkout);
	const thinks: Turn = (_request, signal) =>
		new Promise((_resolve, reject) => {
			if (signal.aborted) return reject(signal.reason);
			signal.addEventListener("abort", () => reject(signal.reason), { once: true });
		});
	const task = taskOn(checkout, { turns: [thinks] });
	task.delegation.start();
	await begun;
	await task.delegation.stop("panel");
	expect(task.delegation.view.status).toBe("stopped");
	expect(checkout.trees.laid).toMatchObject([{ commands: ["npm test"], removed: true }]);
	expect(checksOn(task)).toEqual([]);
});

test("a stop while the work waits for the base leaves it handed over, not verified; let go on, it is verified", async () => {
	const checkout = broken();
	const { check } = checkout.trees;
	const begun = endless(checkout);
	const task = taskOn(checkout, { turns: [mends(checkout), [finishes()]] });
	task.delegation.start();
	await Promise.all([begun, task.event("baseline.started")]);
	await task.delegation.stop("panel");
	expect(task.delegation.view).toMatchObject({
		status: "ready",
		statusText: "Not verified: stopped before the checks were run.",
		verifications: [],
		spend: { runningSince: null },
	});
	expect(checksOn(task)).toEqual(["baseline.started"]);
	checkout.trees.check = check;
	await task.delegation.steer("Check it.");
	await task.delegation.settled();
	expect(task.delegation.view.verifications).toMatchObject([{ results: [{ outcome: "passed", onBase: "failed" }] }]);
	expect(checkout.trees.laid.filter(({ removed }) => !removed)).toEqual([]);
});

test.each(["discard", "abandon"] as const)("%s ends the check on the base, and its tree is gone", async (way) => {
	const checkout = broken();
	const begun = endless(checkout);
	const task = taskOn(checkout, { turns: [[calls("ask", { question: "Which?" })]] });
	task.delegation.start();
	await Promise.all([begun, task.event("question.asked")]);
	await (way === "discard" ? task.delegation.discard("panel") : task.delegation.abandon());
	expect(checkout.trees.laid).toMatchObject([{ removed: true }]);
	expect(checksOn(task)).toEqual([]);
});

test("a task that ends without a verification ends the check on the base, and records nothing of it", async () => {
	const checkout = broken();
	const begun = endless(checkout);
	const givesUp: Turn = async () => {
		await begun;
		return reply([calls("finish", { status: "stuck", summary: "I cannot." })]);
	};
	const task = taskOn(checkout, { turns: [givesUp] });
	expect((await ended(task)).status).toBe("stuck");
	expect(checkout.trees.laid).toMatchObject([{ removed: true }]);
	expect(checksOn(task)).toEqual([]);
});

test("a base that cannot be laid changes nothing for the work: what passes is verified, what fails counts as new", async () => {
	const checkout = broken();
	const { lay } = checkout.trees;
	checkout.trees.lay = (files, signal) =>
		files.length === 0 ? Promise.reject(new Error("the disk is full")) : lay(files, signal);
	const task = taskOn(checkout);
	const view = await ended(task);
	expect(view).toMatchObject({ status: "ready", statusText: "", verifications: [{ state: "passed" }] });
	expect(view.verifications[0]?.results[0]).not.toHaveProperty("onBase");
	expect(facts(task, "baseline.finished")).toMatchObject([{ tree: "", results: [] }]);
	expect(JSON.stringify(view.timeline)).not.toContain("what the task began with");
});

test("a first task that is stopped leaves the base to the second one", async () => {
	const baseResults = new BaseResults();
	const [one, two] = [broken(), broken()];
	const begun = endless(one);
	const [first, second] = [taskOn(one, { baseResults }), taskOn(two, { baseResults })];
	first.delegation.start();
	await begun;
	second.delegation.start();
	await second.event("baseline.started");
	await first.delegation.stop("panel");
	await second.delegation.settled();
	expect(commandsOf(two)).toEqual([["npm test"], ["npm test"]]);
	expect(second.delegation.view.verifications).toMatchObject([{ results: [{ onBase: "failed" }] }]);
});

test("after a crash while the work waited for the base nothing is known of it, and it is checked again", async () => {
	const checkout = broken();
	const played = taskOn(checkout);
	await ended(played);
	const events = played.journal.events.map(({ event }) => event);
	const past = events.slice(0, events.findIndex(({ type }) => type === "baseline.started") + 1);
	expect(foldView(played.journal.events.slice(0, past.length)).statusText).toMatch(/^Waiting for the checks/);
	const again = broken();
	again.files.put("sum.js", after);
	const task = taskOn(again, { past: [...past, { type: "task.interrupted" }], turns: [[finishes()]] });
	expect(task.delegation.view).toMatchObject({ status: "interrupted", spend: { runningSince: null } });
	expect((await ended(task)).verifications).toMatchObject([{ results: [{ outcome: "passed", onBase: "failed" }] }]);
	expect(commandsOf(again)).toEqual([["npm test"], ["npm test"]]);
});
