/** Approvals that are more than a yes: a changed command, a rule for always. */

import { expect, test } from "vitest";
import type { NewRule, PolicySource } from "../../../src/core/ports.ts";
import { deletion, held, nothingFound, ran, resultOf, running } from "../../support/approvals.ts";
import { plainPolicy } from "../../support/delegations.ts";

test("a changed command is judged anew, runs instead, and the model is told what it became", async () => {
	const task = running(["rm -r dist"]);
	task.delegation.start();
	const { binding } = await task.event("approval.asked");
	expect(task.approve({ edited: "ls" })).toBe(true);
	await task.delegation.settled();
	expect(ran(task)).toEqual(["ls"]);
	// The person's word stands before what the command said, which is data.
	expect(resultOf(task)).toMatch(/^The person changed the command before it ran, to: ls\n<data/);
	const decided = await task.event("approval.decided");
	expect(decided).toMatchObject({ edited: "ls", verdict: "approved" });
	expect(decided.binding).not.toBe(binding);
	expect(await task.event("call.started")).toMatchObject({ title: "ls" });
});

test("a change into what is never allowed is refused with the reason, and the first command waits on", async () => {
	const task = running(["rm -r dist"]);
	task.delegation.start();
	const { binding } = await task.event("approval.asked");
	const refused = held(task);
	task.approve({ edited: "git push origin main" });
	expect(await refused).toContain("never allowed");
	expect(task.delegation.view.waiting).toMatchObject({ command: "rm -r dist", binding, held: await refused });
	expect(task.delegation.view.status).toBe("waiting");
	expect(task.delegation.view.spend.runningSince).toBeNull();
	expect(ran(task)).toEqual([]);
	expect(task.approve()).toBe(true);
	await task.delegation.settled();
	expect(ran(task)).toEqual(["rm -r dist"]);
});

test("a changed command that would delete is shown before it runs, and the old card approves nothing any more", async () => {
	const task = running(["rm -r dist"]);
	task.delegation.start();
	const { binding = "" } = await task.event("approval.asked");
	task.checkout.ground.inspection = { ...nothingFound, deletes: deletion };
	const again = held(task);
	task.approve({ edited: "rm -r src" });
	await again;
	expect(task.delegation.view.waiting).toMatchObject({ command: "rm -r src", deletes: deletion });
	expect(ran(task)).toEqual([]);
	expect(task.delegation.approve("c1", { binding, surface: "panel" })).toBe(false);
	expect(task.delegation.approve("c1", { binding, surface: "panel", edited: "rm -r /checkout" })).toBe(false);
	expect(task.approve()).toBe(true);
	await task.delegation.settled();
	expect(ran(task)).toEqual(["rm -r src"]);
	expect(resultOf(task)).toContain("to: rm -r src");
});

test.each(["", "  ", "curl -H ‹secret:token› x"])("a change to %j is not taken", async (edited) => {
	const task = running(["rm -r dist"]);
	task.delegation.start();
	await task.event("approval.asked");
	const refused = held(task);
	task.approve({ edited });
	expect(await refused).not.toBe("");
	await task.delegation.stop("panel");
	expect(ran(task)).toEqual([]);
});

test("always allowing writes exactly the rule that was shown, and then runs the command", async () => {
	const written: NewRule[] = [];
	const policy: PolicySource = { ...plainPolicy, addRule: async (rule) => void written.push(rule) };
	const task = running(["rm -r dist"], { policy });
	task.delegation.start();
	const { rule } = await task.event("approval.asked");
	expect(rule).toMatchObject({ verdict: "allow", program: "rm" });
	expect(written).toEqual([]);
	task.approve({ reach: "always" });
	await task.delegation.settled();
	expect(written).toEqual([rule]);
	expect(ran(task)).toEqual(["rm -r dist"]);
	expect(await task.event("approval.decided")).toMatchObject({ reach: "always" });
});

test("a rule that cannot be written is said, nothing runs, and the command can still be approved once", async () => {
	const task = running(["rm -r dist"]);
	task.delegation.start();
	await task.event("approval.asked");
	const refused = held(task);
	task.approve({ reach: "always" });
	expect(await refused).toContain("the settings cannot be written");
	expect(ran(task)).toEqual([]);
	task.approve();
	await task.delegation.settled();
	expect(ran(task)).toEqual(["rm -r dist"]);
});

test("no rule is offered where it would not help: without a sandbox, along a link, or to hosts that the project adds", async () => {
	const open = running(["rm -r dist"]);
	open.checkout.ground.guard = { ...open.checkout.ground.guard, sandboxed: false };
	const linked = running(["rm -r dist"]);
	linked.checkout.ground.inspection = { ...nothingFound, problems: ["dist leads out of the project."] };
	const elsewhere = running(["npm install"]);
	elsewhere.checkout.ground.inspection = { ...nothingFound, domains: ["registry.evil.example"] };
	for (const task of [open, linked, elsewhere]) {
		task.delegation.start();
		expect(await task.event("approval.asked")).toMatchObject({ rule: null });
		await task.delegation.stop("panel");
	}
});

test("hosts that the project's configuration adds are shown, and given with the approval alone", async () => {
	const task = running(["npm install"]);
	task.checkout.ground.inspection = { ...nothingFound, domains: ["registry.example"] };
	task.delegation.start();
	const { domains = [] } = await task.event("approval.asked");
	expect(domains).toContain("registry.example");
	expect(domains.length).toBeGreaterThan(1);
	task.approve();
	await task.delegation.settled();
	expect(task.checkout.commands).toEqual([expect.objectContaining({ command: "npm install", domains })]);
});

test("a host that no project may add is named and not given, and matters to no command without a network", async () => {
	const text = "The project's .npmrc names the registry nexus, which is not reached.";
	const task = running(["npm install", "cat a.txt"]);
	task.checkout.ground.inspection = { ...nothingFound, unreached: [{ host: "nexus", text }] };
	task.delegation.start();
	const asked = await task.event("approval.asked");
	expect(asked.domains).not.toContain("nexus");
	expect(asked.because).toContain(text);
	task.approve();
	await task.delegation.settled();
	expect(ran(task)).toEqual(["npm install", "cat a.txt"]);
});

test("what an edit would reach beyond what was shown is shown before it runs", async () => {
	const task = running(["rm -r dist"]);
	task.delegation.start();
	await task.event("approval.asked");
	const again = held(task);
	task.approve({ edited: "npm install" });
	await again;
	expect(ran(task)).toEqual([]);
	expect(task.delegation.view.waiting).toMatchObject({
		command: "npm install",
		domains: expect.toSatisfy((hosts: readonly string[]) => hosts.length > 0),
	});
	await task.delegation.stop("panel");
});

test("always allowing what no rule can say is refused in words, and the command waits on", async () => {
	const task = running(["sh -c 'rm -r dist'"]);
	task.delegation.start();
	await task.event("approval.asked");
	const refused = held(task);
	task.approve({ reach: "always" });
	expect(await refused).toContain("No rule can say exactly this command");
	expect(task.delegation.view.status).toBe("waiting");
	await task.delegation.stop("panel");
	expect(ran(task)).toEqual([]);
});
