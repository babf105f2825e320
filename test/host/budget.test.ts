/** The budget in the real extension: the person's settings are the task's caps, and only the person raises them. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { say } from "../support/messages-server-script.ts";
import { ended, next, playing } from "./playing.ts";
import { test } from "./runner.ts";
import { pressing } from "./until.ts";

async function withSetting(name: string, value: number, body: () => Promise<void>): Promise<void> {
	await vscode.workspace.getConfiguration("remit.budget").update(name, value, vscode.ConfigurationTarget.Global);
	await body();
}

const looks = [
	say("Looking.").call("list", {}),
	say("Looking again.").call("list", {}),
	say("Done.").call("finish", { status: "done", summary: "Looked." }),
];

test("a cap of the settings ends the task, continuing does not run it, and a raise by the person does", async () => {
	await withSetting("turns", 2, () =>
		playing(looks, async ({ remit, requests }) => {
			const end = next(remit, ended);
			const task = await remit.delegate({ goal: "Look at it.", budget: { turns: 100 } });
			assert.deepEqual(await end.then(({ event }) => event.type === "task.ended" && [event.end, requests.length]), [
				"out-of-budget",
				2,
			]);
			const status = () => remit.tasks().find((one) => one.task === task)?.status;
			// Continuing asks for more first; nobody answers, and nothing runs.
			await pressing("workbench.action.closeQuickOpen", vscode.commands.executeCommand("remit.continue"));
			assert.deepEqual([status(), requests.length], ["out-of-budget", 2]);
			const raised = next(remit, ({ event }) => event.type === "budget.raised");
			const again = next(remit, ended);
			const raising = vscode.commands.executeCommand("remit.raiseBudget");
			await pressing("workbench.action.acceptSelectedQuickOpenItem", raising);
			const { event } = await raised;
			assert.deepEqual(event, { type: "budget.raised", turns: 50, surface: "palette" });
			await again;
			assert.deepEqual([status(), requests.length], ["ready", 3]);
		}),
	);
});

test("what all tasks of today may cost is counted in the real extension", async () => {
	await withSetting("daily", 0.000001, () =>
		playing(looks, async ({ remit, requests }) => {
			const end = next(remit, ended);
			await remit.delegate({ goal: "Look at it." });
			const { event } = await end;
			assert.ok(event.type === "task.ended");
			assert.equal(event.end, "out-of-budget");
			assert.match(event.text, /remit\.budget\.daily/);
			assert.equal(requests.length, 0);
		}),
	);
});
