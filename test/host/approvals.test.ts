/** Commands that wait, and the surfaces of a real VS Code that answer them: nothing runs but what was shown. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Delegation } from "../../src/core/task/delegation.ts";
import { memoryCheckout } from "../support/memory-checkout.ts";
import { say } from "../support/messages-server-script.ts";
import { calls, finishes } from "../support/replies.ts";
import { panelGround } from "./panel-ground.ts";
import { ended, next, playing, write } from "./playing.ts";
import { test } from "./runner.ts";
import { pressing, until } from "./until.ts";

const removal = "rm old-notes.txt";
const script = () => [
	say("Cleaning.").call("run", { command: removal }),
	say("Done.").call("finish", { status: "done", summary: "Cleaned." }),
];

test("a command that is approved from the palette runs, and the journal says where, by whom and for what", async () => {
	await write("old-notes.txt", "x\n");
	await playing(script(), async ({ remit }) => {
		const asking = next(remit, ({ event }) => event.type === "approval.asked");
		const deciding = next(remit, ({ event }) => event.type === "approval.decided");
		const end = next(remit, ended);
		const task = await remit.delegate({ goal: "Remove the old notes." });
		const asked = (await asking).event;
		assert.ok(asked.type === "approval.asked" && asked.binding);
		const approving = vscode.commands.executeCommand("remit.approve");
		await pressing("workbench.action.acceptSelectedQuickOpenItem", Promise.all([approving, deciding]));
		const { event } = await deciding;
		assert.ok(event.type === "approval.decided");
		assert.deepEqual([event.verdict, event.surface, event.binding], ["approved", "palette", asked.binding]);
		assert.ok(event.owner);
		await end;
		const changes = remit.tasks().find((one) => one.task === task)?.undecided;
		assert.equal(changes, 1);
	});
});

test("another extension cannot approve: what it passes along is not looked at, and the person still has to choose", async () => {
	await write("old-notes.txt", "x\n");
	await playing(script(), async ({ remit, requests }) => {
		const asking = next(remit, ({ event }) => event.type === "approval.asked");
		const decisions: string[] = [];
		const watch = remit.onEvent(({ event }) => event.type === "approval.decided" && decisions.push(event.verdict));
		const end = next(remit, ended);
		const task = await remit.delegate({ goal: "Remove them without a person." });
		const { event } = await asking;
		assert.ok(event.type === "approval.asked");
		const given = { task, call: event.call, binding: event.binding, reach: "always", verdict: "approved" };
		const approving = vscode.commands.executeCommand("remit.approve", given);
		await pressing("workbench.action.closeQuickOpen", approving);
		assert.deepEqual(decisions, []);
		assert.equal(remit.tasks().find((one) => one.task === task)?.status, "waiting");
		await vscode.commands.executeCommand("remit.stop");
		await end;
		watch.dispose();
		assert.deepEqual([decisions, requests.length], [[], 1]);
	});
});

function shownBinding({ view }: Delegation): string {
	return view.waiting?.kind === "approval" ? view.waiting.binding : assert.fail("nothing waits");
}

test("a message of the panel approves what it was shown, and a replay or another binding approves nothing", async () => {
	const checkout = memoryCheckout({}, [{ output: "1" }, { output: "2" }]);
	const commands = [calls("run", { command: "rm a" }, "c1"), calls("run", { command: "rm b" }, "c2")];
	const { tasks, told, says } = panelGround(checkout, [commands, [finishes()]]);
	const delegation = await tasks.delegate({ goal: "Remove both." }, { name: "p", folder: "/p" });
	const waits = (call: string) => until(`${call} waits`, () => delegation.view.waiting?.call === call);
	const ran = () => checkout.commands.map(({ command }) => command);
	await waits("c1");
	const first = { type: "approve", task: "t1", call: "c1", binding: shownBinding(delegation), reach: "once" };
	for (const wrong of [
		{ ...first, binding: "another" },
		{ ...first, command: "rm -rf /" },
		{ ...first, call: "c2" },
	])
		says(wrong);
	const snapshots = () => told.filter(({ type }) => type === "snapshot").length;
	await until("the panel is shown what holds", () => snapshots() > 0);
	assert.deepEqual(ran(), []);
	says(first);
	await waits("c2");
	assert.deepEqual(ran(), ["rm a"]);
	const before = snapshots();
	for (const replay of [first, { ...first, call: "c2" }, { ...first, call: "c2", reach: "task" }]) says(replay);
	await until("the panel is shown what holds", () => snapshots() > before);
	assert.deepEqual(ran(), ["rm a"]);
	says({ type: "deny", task: "t1", call: "c2", reason: "Keep it." });
	await delegation.settled();
	assert.deepEqual(ran(), ["rm a"]);
});

test("a stale message is refused after an edit, and the edited command runs when it was shown and approved", async () => {
	const checkout = memoryCheckout({}, [{ output: "1" }]);
	const { tasks, says } = panelGround(checkout, [[calls("run", { command: "rm a" }, "c1")], [finishes()]]);
	const delegation = await tasks.delegate({ goal: "Remove it." }, { name: "p", folder: "/p" });
	await until("it waits", () => delegation.view.waiting?.call === "c1");
	const binding = shownBinding(delegation);
	const deletes = { files: 2, bytes: 10, names: ["b/1", "b/2"], more: false };
	checkout.ground.inspection = { ...checkout.ground.inspection, deletes };
	const stale = { type: "approve", task: "t1", call: "c1", binding, reach: "once" };
	says({ type: "approve-edited", task: "t1", call: "c1", binding, command: "rm -r b" });
	await until("the edited command is shown", () => shownBinding(delegation) !== binding);
	says(stale);
	says({ ...stale, type: "approve-edited", command: "rm c" });
	await new Promise(setImmediate);
	assert.deepEqual(checkout.commands, []);
	says({ ...stale, binding: shownBinding(delegation) });
	await delegation.settled();
	assert.deepEqual(
		checkout.commands.map(({ command }) => command),
		["rm -r b"],
	);
});
