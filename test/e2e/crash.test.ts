/** The extension host dies in the middle of a command: nothing is lost, nothing is claimed, and nothing runs twice. */

import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import {
	approve,
	button,
	callLine,
	checkoutOf,
	delegate,
	journalOf,
	openTask,
	type RemitEditor,
	reaches,
	reload,
	showFailure,
	startRemit,
	workLimit,
} from "../support/e2e.ts";
import { extensionHosts, isAlive, running } from "../support/e2e-processes.ts";
import { call, say } from "../support/messages-server-script.ts";
import { git } from "../support/repositories.ts";

let editor: RemitEditor;
const mark = randomUUID();

beforeAll(async () => {
	editor = await startRemit({
		files: { "src/a.ts": "export const a = 1;\n" },
		server: { env: { REMIT_TEST_MARK: mark } },
	});
});

afterAll(async () => {
	await editor?.close();
});

afterEach((context) => showFailure(context, editor));

/** A number that no other run of this test on the same machine has. */
const seconds = `600.75${process.pid}`;
const command = `chmod 600 src/a.ts; echo started >> started.txt; sleep ${seconds}; touch finished.txt`;
const goOn = [say("I look at what is there.").call("list", {}), call("finish", { status: "done", summary: "Looked." })];

test("a command whose extension host is killed has an unknown outcome; Continue tells the model so and does not run it again", async () => {
	const { workbench, model } = editor;
	const goal = "Go on after a crash";
	await crashDuringCommand(goal);
	await reload(workbench);
	await showTask(goal);
	await reaches(workbench, "Interrupted");
	await callLine(workbench, "sleep 600").locator(".summary").getByText("outcome unknown").waitFor();
	await workbench.screenshot("crash-interrupted");
	await button(workbench, "Continue").click();
	await reaches(workbench, "Ready for review");
	const [, afterCrash] = model.requests(goal);
	expect(afterCrash?.results).toMatchObject([
		{ tool: "run", failed: true, text: expect.stringContaining("Outcome unknown") },
	]);
	await callLine(workbench, "sleep 600").locator(".summary").getByText("outcome unknown").waitFor();
	expect(await startedOnce(goal)).toBe(true);
	expect(git(editor.folder, "--no-optional-locks", "status", "--porcelain")).toBe("");
});

test("a task that a crash interrupted is stopped, and the model hears nothing more of it", async () => {
	const { workbench, model } = editor;
	const goal = "Stop after a crash";
	await crashDuringCommand(goal);
	await reload(workbench);
	await showTask(goal);
	await reaches(workbench, "Interrupted");
	await button(workbench, "Stop").click();
	await reaches(workbench, "Stopped");
	const ends = async () => (await journalOf(editor.server, goal)).map(({ type }) => type).slice(-3);
	await expect.poll(ends, { timeout: workLimit }).toEqual(["task.interrupted", "changes.found", "task.ended"]);
	expect(model.requests(goal)).toHaveLength(1);
	expect(await startedOnce(goal)).toBe(true);
});

/** Delegates, approves the command, and kills the extension host while it runs. */
async function crashDuringCommand(goal: string): Promise<void> {
	editor.model.play(goal, [call("run", { command }), ...goOn]);
	await delegate(editor.workbench, goal);
	await approve(editor.workbench, "sleep 600");
	await vi.waitFor(async () => expect(await running("sleep", seconds)).toHaveLength(1), {
		timeout: workLimit,
		interval: 100,
	});
	// The editor may have begun a new one by itself after an earlier crash, beside the one of the reloaded page.
	const hosts = await extensionHosts("REMIT_TEST_MARK", mark);
	expect(hosts).not.toEqual([]);
	for (const host of hosts) process.kill(host, "SIGKILL");
	// The command goes with the host that ran it.
	for (const host of hosts)
		await vi.waitFor(async () => expect(await isAlive(host)).toBe(false), { timeout: workLimit });
	await vi.waitFor(async () => expect(await running("sleep", seconds)).toEqual([]), { timeout: workLimit });
}

async function showTask(goal: string): Promise<void> {
	await editor.workbench.command("Remit: Show Panel");
	await openTask(editor.workbench, goal);
}

async function startedOnce(goal: string): Promise<boolean> {
	return (await readFile(join(await checkoutOf(editor.server, goal), "started.txt"), "utf8")) === "started\n";
}
