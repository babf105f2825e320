/** A brief's scope holds after commands as it holds in the tools. */

import { expect, test } from "vitest";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { created, delegationOf } from "../../support/delegations.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import type { MemoryFiles } from "../../support/memory-files.ts";
import { calls, finishes, reply } from "../../support/replies.ts";

const brief = { goal: "Mend it.", scope: { allowed: ["src/**"], forbidden: [] } };
const files = { "src/a.ts": "a\n", "docs/b.md": "b\n" };
const meddle = (all: MemoryFiles) => {
	all.put("src/a.ts", "changed\n");
	all.put("docs/b.md", "changed\n");
	all.put("docs/new.md", "new\n");
};

test("what a command changed out of scope is put back, and the model, the journal and the person are told", async () => {
	const checkout = memoryCheckout(files, [{ effect: meddle }]);
	const turns = [[calls("run", { command: "rm -r x" }, "c1")], [finishes()]];
	const task = delegationOf({ brief, checkout, turns });
	task.delegation.start();
	await task.event("approval.asked");
	task.approve();
	await task.delegation.settled();
	expect(checkout.text("docs/b.md")).toBe("b\n");
	expect([...checkout.files.all.keys()]).not.toContain("docs/new.md");
	expect(checkout.text("src/a.ts")).toBe("changed\n");
	const taken = await task.event("changes.taken-back");
	expect(taken).toMatchObject({ call: "c1", paths: ["docs/b.md", "docs/new.md"], problems: [] });
	expect(JSON.stringify(task.model.requests[1]?.messages.at(-1))).toContain("docs/new.md");
	expect(task.types().indexOf("changes.taken-back")).toBeLessThan(task.types().indexOf("call.finished"));
	expect(JSON.stringify(task.delegation.view.timeline)).toContain("Put back");
});

test("the tools write nothing out of scope", async () => {
	const checkout = memoryCheckout(files);
	const turns = [[calls("write", { path: "docs/new.md", text: "x" }, "c1")], [finishes()]];
	const task = delegationOf({ brief, checkout, turns });
	task.delegation.start();
	await task.delegation.settled();
	expect([...checkout.files.all.keys()].toSorted()).toEqual(["docs/b.md", "src/a.ts"]);
});

test("what a command had changed when the task was stopped, or the editor closed, is put back as well", async () => {
	const stopping = memoryCheckout(files, [{ effect: meddle, result: { ended: "stopped" } }]);
	const task = delegationOf({ brief, checkout: stopping, turns: [[calls("run", { command: "rm -r x" }, "c1")]] });
	task.delegation.start();
	await task.event("approval.asked");
	task.approve();
	await task.event("call.started");
	await task.delegation.stop("panel");
	expect(stopping.text("docs/b.md")).toBe("b\n");

	const crashed = memoryCheckout(files);
	meddle(crashed.files);
	const past: readonly TaskEvent[] = [
		created(brief),
		{ type: "checkout.made", checkout: { root: "/checkout", branch: "b", base: "abc", notes: [] } },
		{ type: "turn.started", turn: 1 },
		{ type: "turn.finished", turn: 1, ...reply([calls("run", { command: "make" }, "c1")]) },
		{ type: "call.started", call: "c1", tool: "run", title: "make" },
		{ type: "task.interrupted" },
	];
	const again = delegationOf({ past, checkout: crashed, turns: [[finishes()]] });
	again.delegation.start();
	await again.delegation.settled();
	expect(crashed.text("docs/b.md")).toBe("b\n");
	expect(again.types()).toContain("changes.taken-back");
});
