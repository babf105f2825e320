/** The checks on what a task began with: beside the work, asking nobody, and a fact only when the work is verified. */

import { expect, test } from "vitest";
import { BaseResults } from "../../../src/core/checks/base-results.ts";
import {
	before,
	broken,
	checksOn,
	commandsOf,
	ended,
	facts,
	failed,
	gate,
	mends,
	npmTest,
	taskOn,
} from "../../support/base-runs.ts";
import { calls, finishes, reply, type Turn } from "../../support/replies.ts";

test("the base is checked before the agent's first turn is over, and is a fact only when the work is verified", async () => {
	const checkout = broken();
	const ran = gate();
	const { check } = checkout.trees;
	checkout.trees.check = (command, files, signal) => {
		ran.open();
		return check(command, files, signal);
	};
	const seen: unknown[] = [];
	const looks: Turn = async (_request, _signal) => {
		await ran.passed;
		seen.push(commandsOf(checkout), checksOn(task));
		return reply([calls("list", { path: "" })]);
	};
	const task = taskOn(checkout, { turns: [looks, mends(checkout)] });
	await ended(task);
	expect(seen).toEqual([[["npm test"]], []]);
	expect(commandsOf(checkout)).toEqual([["npm test"], ["npm test"]]);
	expect(checksOn(task)).toEqual([
		...["baseline.started", "baseline.finished", "verification.started", "verification.finished"],
	]);
	expect(facts(task, "baseline.finished")).toMatchObject([{ results: [{ command: "npm test", outcome: "failed" }] }]);
	expect(task.types()).not.toContain("approval.asked");
});

test("a check that failed before the task and passes now is mended; of one that passed before nothing is said", async () => {
	const task = taskOn(broken());
	const mended = await ended(task);
	expect(mended.verifications).toMatchObject([{ state: "passed", results: [{ outcome: "passed", onBase: "failed" }] }]);
	expect(JSON.stringify(mended.timeline)).toContain("Checks on the whole proposal: 1 passed (1 mended).");
	// Also where a person has it checked again.
	const again = { of: "proposal", checks: ["npm test"], leave: async () => true } as const;
	const outcome = await task.delegation.review.verify(again, new AbortController().signal);
	expect(outcome).toMatchObject({ verification: { results: [{ outcome: "passed", onBase: "failed" }] } });
	const sound = broken();
	sound.trees.check = () => ({});
	const view = await ended(taskOn(sound));
	expect(view.verifications[0]?.results[0]).not.toHaveProperty("onBase");
	expect(JSON.stringify(view.timeline)).not.toContain("mended");
});

test("checks that nobody named are found on what the task began with, and run on it", async () => {
	const checkout = broken();
	const view = await ended(taskOn(checkout, { brief: { goal: "Mend it." } }));
	expect(commandsOf(checkout)).toEqual([["npm test"], ["npm test"]]);
	expect(view.verifications).toMatchObject([{ results: [{ command: "npm test", onBase: "failed" }] }]);
});

test("work that is done sooner waits for the base: that is said, costs no active time, and comes to the same", async () => {
	const checkout = broken();
	const [begun, go] = [gate(), gate()];
	checkout.trees.check = async (_command, files) => {
		if (files.get("sum.js") !== before) return {};
		begun.open();
		await go.passed;
		return failed;
	};
	const task = taskOn(checkout);
	task.delegation.start();
	await begun.passed;
	await task.event("baseline.started");
	expect(task.delegation.view).toMatchObject({
		status: "running",
		statusText: "Waiting for the checks on what the task began with…",
		spend: { runningSince: null },
	});
	go.open();
	await task.delegation.settled();
	const { view } = task.delegation;
	expect(view).toMatchObject({ status: "ready", statusText: "", verifications: [{ state: "passed" }] });
	expect(view.verifications[0]?.results[0]?.onBase).toBe("failed");
	const [started, finished] = ["baseline.started", "baseline.finished"].map(
		(type) => task.journal.events.find(({ event }) => event.type === type)?.at ?? Number.NaN,
	);
	const whole = view.changedAt - view.createdAt;
	expect(view.spend.activeMs).toBe(whole - ((finished ?? Number.NaN) - (started ?? Number.NaN)));
});

test("a command that would be asked about, is denied, or has no sandbox does not run on the base by itself", async () => {
	const checkout = broken();
	checkout.trees.check = () => ({});
	const brief = { goal: "Mend it.", checks: ["rm -r dist", "git push origin main"] };
	const task = taskOn(checkout, { brief });
	task.delegation.start();
	await task.event("approval.asked");
	expect(checkout.trees.laid.flatMap(({ commands }) => commands)).toEqual([]);
	task.approve();
	await task.delegation.settled();
	expect(facts(task, "approval.asked")).toHaveLength(1);
	expect(commandsOf(checkout)).toEqual([["rm -r dist"]]);

	const bare = broken();
	bare.ground.guard = { ...bare.ground.guard, sandboxed: false };
	const unguarded = taskOn(bare, { brief: { goal: "Mend it.", checks: ["cat sum.js"] } });
	expect((await ended(unguarded)).verifications).toMatchObject([{ state: "passed" }]);
	expect(commandsOf(bare)).toEqual([["cat sum.js"]]);
	expect(checksOn(unguarded)).toEqual(["verification.started", "verification.finished"]);
});

test("a sandbox that falls before the check begins keeps it from running on the base", async () => {
	const checkout = broken();
	const { lay } = checkout.trees;
	checkout.trees.lay = async (files, signal) => {
		const laid = await lay(files, signal);
		if (files.length === 0) checkout.ground.guard = { ...checkout.ground.guard, sandboxed: false };
		return laid;
	};
	const task = taskOn(checkout, { brief: { goal: "Mend it.", checks: ["cat sum.js"] } });
	await ended(task);
	expect(commandsOf(checkout)).toEqual([[], ["cat sum.js"]]);
	expect(facts(task, "baseline.finished")).toMatchObject([{ results: [] }]);
});

test("where nothing is to be changed, or the settings turn checks off, no base is checked", async () => {
	const explored = broken();
	await ended(taskOn(explored, { brief: { ...npmTest, mode: "explore" }, turns: [[finishes()]] }));
	const off = broken();
	await ended(taskOn(off, { checksAfterFinish: () => "off" }));
	expect([...explored.trees.laid, ...off.trees.laid]).toEqual([]);
});

test("a task that begins with the same tree runs nothing on it, also while the first one is at it", async () => {
	const baseResults = new BaseResults();
	const [one, two] = [broken(), broken()];
	const [begun, go] = [gate(), gate()];
	const { check } = one.trees;
	one.trees.check = async (command, files, signal) => {
		if (files.get("sum.js") === before) {
			begun.open();
			await go.passed;
		}
		return check(command, files, signal);
	};
	const [first, second] = [taskOn(one, { baseResults }), taskOn(two, { baseResults })];
	first.delegation.start();
	await begun.passed;
	second.delegation.start();
	await second.event("baseline.started");
	go.open();
	await Promise.all([first.delegation.settled(), second.delegation.settled()]);
	expect([commandsOf(one), commandsOf(two)]).toEqual([
		[["npm test"], ["npm test"]],
		[[], ["npm test"]],
	]);
	for (const { delegation } of [first, second])
		expect(delegation.view.verifications).toMatchObject([{ results: [{ onBase: "failed" }] }]);
});

test("what is on record of the base is not run again: in later rounds, and when the task goes on", async () => {
	const checkout = broken();
	const wrong = "export const add = WRONG;\n";
	checkout.trees.check = (_command, files) =>
		files.get("sum.js") === wrong
			? { exitCode: 1, output: "FAIL another" }
			: files.get("sum.js") === before
				? failed
				: {};
	const task = taskOn(checkout, { turns: [mends(checkout, wrong), mends(checkout), mends(checkout, "better\n")] });
	await ended(task);
	await task.delegation.steer("Make it better.");
	await task.delegation.settled();
	expect(facts(task, "baseline.finished")).toHaveLength(1);
	expect(checkout.trees.laid.filter(({ files }) => files.get("sum.js") === before)).toHaveLength(1);
	expect(facts(task, "verification.finished").map(({ results: [result] }) => result?.onBase)).toEqual([
		...["other", "failed", "failed"],
	]);
});

test("a changed brief with another check has that one run on the base as well", async () => {
	const checkout = broken();
	const task = taskOn(checkout, { turns: [mends(checkout), mends(checkout, "better\n")] });
	await ended(task);
	await task.delegation.rescope({ ...npmTest, checks: ["npm test", "npm run lint"] }, "panel");
	await task.delegation.settled();
	const onBase = checkout.trees.laid.filter(({ files }) => files.get("sum.js") === before);
	expect(onBase.map(({ commands }) => commands)).toEqual([["npm test"], ["npm run lint"]]);
	const [last] = task.delegation.view.verifications;
	expect(last?.results.map(({ command, onBase: how }) => [command, how])).toEqual([
		["npm test", "failed"],
		["npm run lint", "failed"],
	]);
});
