/** Taking a task over: what the person is told first, what is opened, and that what they did there is part of the proposal. */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Brief } from "../../src/core/task/brief.ts";
import type { TaskEvent } from "../../src/core/task/events.ts";
import { TaskFolders } from "../../src/vscode/task-folder.ts";
import { delegationOf } from "../support/delegations.ts";
import { calls, finishes } from "../support/replies.ts";
import { checkOut, makeRepository, removeFolders } from "../support/repositories.ts";
import { test } from "./runner.ts";

/** A task that gave up, on a real checkout; the person answers `says` to every question. */
async function given(says: boolean) {
	const folder = makeRepository({ "a.txt": "one\n" });
	const { checkout, facts } = await checkOut(folder);
	const brief: Brief = { goal: "Mend $(trash) it", scope: { allowed: ["src"], forbidden: [] } };
	const past: readonly TaskEvent[] = [
		{ type: "task.created", task: "t1", owner: "Ada", workspace: { name: "p", folder }, brief },
		{ type: "checkout.made", checkout: facts },
	];
	const { delegation } = delegationOf({ past, real: checkout, turns: [[finishes("stuck", "No idea.")]] });
	delegation.start();
	await delegation.settled();
	const [asked, opened]: [string[], string[]] = [[], []];
	const folders = new TaskFolders(
		{ get: (task) => (task === "t1" ? delegation : undefined) },
		{
			confirm: async ({ text, detail }) => {
				asked.push(`${text}\n${detail}`);
				return says;
			},
			open: async (path) => void opened.push(path),
		},
	);
	return { delegation, folders, asked, opened, root: facts.root };
}

test("the person is told whose folder it is before it opens, and what they do there is proposed, in scope or not", async () => {
	try {
		const { delegation, folders, asked, opened, root } = await given(true);
		await folders.takeOver(delegation);
		assert.match(
			asked.join(),
			/The folder is the agent's: its settings, tasks, hooks and scripts may be what the agent wrote/,
		);
		assert.match(asked.join(), /Remit never marks it as trusted/);
		assert.deepEqual(opened, [root]);
		await fs.writeFile(join(root, "a.txt"), "by the person\n");
		await folders.look();
		assert.deepEqual(
			delegation.view.changes.map(({ change }) => [change.path, change.kind]),
			[["a.txt", "modified"]],
		);
		assert.equal(await fs.readFile(join(root, "a.txt"), "utf8"), "by the person\n");
	} finally {
		removeFolders();
	}
});

test("a no opens nothing, and nothing is looked at", async () => {
	try {
		const { delegation, folders, opened, root } = await given(false);
		await folders.takeOver(delegation);
		await fs.writeFile(join(root, "a.txt"), "by somebody\n");
		await folders.look();
		assert.deepEqual([opened, delegation.view.changes.length], [[], 0]);
	} finally {
		removeFolders();
	}
});

test("a task whose checkout is gone, and one that runs, are not taken over", async () => {
	try {
		const { delegation, folders, asked, opened, root } = await given(true);
		await fs.rm(root, { recursive: true });
		void folders.takeOver(delegation);
		const running = delegationOf({ turns: [[calls("run", { command: "rm x" })]] });
		running.delegation.start();
		await running.event("approval.asked");
		void folders.takeOver(running.delegation);
		await running.delegation.stop("panel");
		await vscode.commands.executeCommand("notifications.clearAll");
		assert.deepEqual([asked, opened], [[], []]);
	} finally {
		removeFolders();
	}
});

test("the command is in the palette by its name", async () => {
	const commands = await vscode.commands.getCommands(true);
	assert.ok(commands.includes("remit.takeOver"));
});
