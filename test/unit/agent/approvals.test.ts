/** How a command comes to run or not: judged, looked at, put to the person, and bound to what they saw. */

import { expect, test } from "vitest";
import type { PolicySource } from "../../../src/core/ports.ts";
import { deletion, nextAsked, nothingFound, ran, resultOf, running } from "../../support/approvals.ts";
import { created, delegationOf, plainPolicy } from "../../support/delegations.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { calls, finishes } from "../../support/replies.ts";

test("what the policy said is on record before a safe command starts, and nobody is asked", async () => {
	const task = running(["ls"]);
	task.delegation.start();
	await task.delegation.settled();
	const types = task.types();
	expect(types.indexOf("command.judged")).toBe(types.indexOf("call.started") - 1);
	expect(types).not.toContain("approval.asked");
	expect(await task.event("command.judged")).toMatchObject({ verdict: "safe", by: [], sandboxed: true });
	expect(task.checkout.commands).toEqual([expect.objectContaining({ command: "ls", domains: [] })]);
});

test("a command that is never allowed is on record with its reason, and starts nowhere", async () => {
	const task = running(["git push origin main"]);
	task.delegation.start();
	await task.delegation.settled();
	expect(await task.event("command.judged")).toMatchObject({ verdict: "deny", because: expect.stringMatching(/\w/) });
	expect(ran(task)).toEqual([]);
});

test("a person is shown the segments, what would be deleted, the plan's step and where it runs, and the journal keeps it", async () => {
	const task = running(["rm -r dist"]);
	task.checkout.ground.inspection = { ...nothingFound, deletes: deletion };
	await task.delegation.record({
		type: "plan.set",
		steps: [
			{ text: "Look", state: "done" },
			{ text: "Clean", state: "doing" },
		],
	});
	task.delegation.start();
	const asked = await task.event("approval.asked");
	expect(asked).toMatchObject({ step: "Clean", purpose: "clean up", sandboxed: true, deletes: deletion });
	expect(asked.segments?.map(({ text }) => text)).toEqual(["rm -r dist"]);
	expect(task.delegation.view.waiting).toMatchObject({ kind: "approval", deletes: deletion, held: "" });
	task.approve();
	await task.delegation.settled();
	const decided = await task.event("approval.decided");
	const { binding } = asked;
	expect(decided).toMatchObject({ verdict: "approved", surface: "panel", owner: "Ada", reach: "once", binding });
});

test("while a command waits the clock stands and no request is open", async () => {
	const task = running(["rm -r dist"]);
	task.delegation.start();
	await task.event("approval.asked");
	expect(task.delegation.view.spend.runningSince).toBeNull();
	expect(task.model.requests).toHaveLength(1);
	expect(task.types().filter((type) => type === "turn.started")).toHaveLength(1);
	expect(task.types().filter((type) => type === "turn.finished")).toHaveLength(1);
	await task.delegation.stop("panel");
});

test("an approval with the binding of another command is refused, and nothing runs", async () => {
	const task = running(["rm -r dist", "rm -r src"]);
	task.delegation.start();
	const first = await task.event("approval.asked");
	const again = nextAsked(task);
	task.approve();
	await again;
	expect(task.delegation.approve("c2", { binding: first.binding ?? "", surface: "panel" })).toBe(false);
	expect(task.delegation.approve("c1", { binding: first.binding ?? "", surface: "panel" })).toBe(false);
	expect(ran(task)).toEqual(["rm -r dist"]);
	await task.delegation.stop("panel");
	expect(ran(task)).toEqual(["rm -r dist"]);
});

test("the same command under the same id has another binding when a byte, the folder, the environment or the sandbox differs", async () => {
	const bindings = new Set<string>();
	const bindingOf = async (command: string, cwd: string, guard: object) => {
		const task = delegationOf({ turns: [[calls("run", { command, cwd }, "c1")]] });
		Object.assign(task.checkout.ground, { guard: { ...task.checkout.ground.guard, ...guard } });
		task.delegation.start();
		bindings.add((await task.event("approval.asked")).binding ?? "");
		await task.delegation.stop("panel");
	};
	await bindingOf("rm x", "", {});
	await bindingOf("rm x", "", {});
	expect(bindings.size).toBe(1);
	await bindingOf("rm  x", "", {});
	await bindingOf("rm x", "a", {});
	await bindingOf("rm x", "", { environment: "e2" });
	await bindingOf("rm x", "", { sandboxed: false });
	expect(bindings.size).toBe(5);
});

test("a sandbox that falls while a command waits takes the approval away before anything runs", async () => {
	const task = running(["rm -r dist"]);
	task.delegation.start();
	await task.event("approval.asked");
	task.checkout.ground.guard = { ...task.checkout.ground.guard, sandboxed: false };
	expect(task.approve()).toBe(true);
	await task.delegation.settled();
	expect(ran(task)).toEqual([]);
	expect(await task.event("call.finished")).toMatchObject({ call: "c1", outcome: { summary: "not run" } });
});

test("approving for the task lets the exact command run again, also after a restart, and no other one", async () => {
	const first = running(["rm -r dist", "rm -r dist", "rm -r dist2"]);
	first.delegation.start();
	await first.event("approval.asked");
	const again = nextAsked(first);
	first.approve({ reach: "task" });
	await again;
	expect(ran(first)).toEqual(["rm -r dist", "rm -r dist"]);
	const judged = first.journal.events.flatMap(({ event }) => (event.type === "command.judged" ? [event] : []));
	expect(judged.map(({ by }) => by)).toEqual([[], ["approved for this task"], []]);
	await first.delegation.stop("panel");
	const past = first.journal.events.map(({ event }) => event);
	const checkout = memoryCheckout({}, [{}]);
	const second = delegationOf({ past, checkout, turns: [[calls("run", { command: "rm -r dist" })], [finishes()]] });
	second.delegation.start();
	await second.delegation.settled();
	expect(ran(second)).toEqual(["rm -r dist"]);
});

test("an approval is used once: the same command is asked about again", async () => {
	const task = running(["rm -r dist", "rm -r dist"]);
	task.delegation.start();
	const first = await task.event("approval.asked");
	const again = nextAsked(task);
	task.approve();
	await again;
	expect(ran(task)).toEqual(["rm -r dist"]);
	expect(task.delegation.view.waiting).toMatchObject({ call: "c2", command: "rm -r dist" });
	expect(task.delegation.approve("c2", { binding: first.binding ?? "", surface: "panel" })).toBe(false);
	await task.delegation.stop("panel");
});

test("a call's id that comes again with the same command has another binding: a repeated message approves nothing", async () => {
	const turn = [calls("run", { command: "rm -r dist" }, "c1")];
	const task = delegationOf({ checkout: memoryCheckout({}, [{}, {}]), turns: [turn, turn, [finishes()]] });
	task.delegation.start();
	const { binding = "" } = await task.event("approval.asked");
	const again = nextAsked(task);
	task.approve();
	await again;
	expect(task.delegation.approve("c1", { binding, surface: "panel" })).toBe(false);
	expect(ran(task)).toHaveLength(1);
	await task.delegation.stop("panel");
});

test("an approval for the task is not one for another environment, other hosts or another task", async () => {
	const first = running(["rm -r dist", "rm -r dist"]);
	first.delegation.start();
	await first.event("approval.asked");
	const again = nextAsked(first);
	first.checkout.ground.inspection = nothingFound;
	first.delegation.recorded.add(({ event }) => {
		if (event.type !== "call.finished") return;
		first.checkout.ground.guard = { ...first.checkout.ground.guard, environment: "e2" };
	});
	first.approve({ reach: "task" });
	await again;
	await first.delegation.stop("panel");
	expect(ran(first)).toEqual(["rm -r dist"]);
	const other = running(["rm -r dist"]);
	other.delegation.start();
	await other.event("approval.asked");
	await other.delegation.stop("panel");
	expect(ran(other)).toEqual([]);
});

test("an approval for the task does not cover a link that was planted afterwards", async () => {
	const task = running(["rm -r dist", "rm -r dist"]);
	task.delegation.start();
	await task.event("approval.asked");
	task.delegation.recorded.add(({ event }) => {
		if (event.type === "call.finished")
			task.checkout.ground.inspection = { ...nothingFound, problems: ["dist leads out of the project."] };
	});
	const again = nextAsked(task);
	task.approve({ reach: "task" });
	await again;
	expect(task.delegation.view.waiting).toMatchObject({ because: expect.stringContaining("leads out") });
	await task.delegation.stop("panel");
});

test("what the policy denies now is not run although it was approved for the task before", async () => {
	const denial = { verdict: "deny", program: "rm", place: "remit.policy.rules[0]" } as const;
	let rules: ReturnType<PolicySource["current"]>["rules"] = [];
	const policy: PolicySource = { ...plainPolicy, current: () => ({ rules, protectedBranches: [] }) };
	const task = running(["rm -r dist", "sudo rm -r dist"], { policy });
	task.delegation.start();
	await task.event("approval.asked");
	rules = [denial];
	task.approve({ reach: "task" });
	await task.delegation.settled();
	expect(ran(task)).toEqual(["rm -r dist"]);
	expect(resultOf(task, 1)).toContain("Never allowed");
});

test("a link that leads outside makes a command that reads a person's matter", async () => {
	const task = running(["ls"]);
	const problem = "notes is a link to /etc/hosts, outside of the project.";
	task.checkout.ground.inspection = { ...nothingFound, problems: [problem] };
	task.delegation.start();
	const asked = await task.event("approval.asked");
	expect(asked).toMatchObject({ because: problem, rule: null });
	await task.delegation.stop("panel");
	expect(ran(task)).toEqual([]);
});

test("what cannot be looked at is asked about", async () => {
	const checkout = memoryCheckout();
	const shell = { ...checkout.shell, inspect: () => Promise.reject(new Error("EIO")) };
	const task = running(["ls"], { checkout: { ...checkout, shell } });
	task.delegation.start();
	expect(await task.event("approval.asked")).toMatchObject({ because: expect.stringContaining("EIO") });
	await task.delegation.stop("panel");
});

test("the first answer wins, and later ones from other surfaces are told that they came too late", async () => {
	const task = running(["rm -r dist"]);
	task.delegation.start();
	const { binding = "" } = await task.event("approval.asked");
	expect(task.delegation.deny("c1", "No.", "palette")).toBe(true);
	expect(task.delegation.approve("c1", { binding, surface: "notification" })).toBe(false);
	await task.delegation.settled();
	expect(ran(task)).toEqual([]);
	expect(task.types().filter((type) => type === "approval.decided")).toHaveLength(1);
	expect(task.delegation.view.waiting).toBeNull();
});

test("a journal from before approvals had a binding folds, and nothing of it can be approved", async () => {
	const asked = { type: "approval.asked", call: "c1", command: "rm x", cwd: "", because: "b", purpose: "" } as const;
	const { delegation, checkout } = delegationOf({ past: [created(), asked], turns: [] });
	expect(delegation.view.waiting).toMatchObject({ command: "rm x", binding: "", segments: [], sandboxed: false });
	expect(delegation.approve("c1", { binding: "", surface: "panel" })).toBe(false);
	expect(checkout.commands).toEqual([]);
});
