/** A person can answer from the panel, a notification and the palette, tell the agent something, stop it, and see what waits. */

import type { Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { typeQuickInput } from "../../scripts/host/quick-input.ts";
import {
	approvalCard,
	approve,
	button,
	callLine,
	delegate,
	journalOf,
	panelHeading,
	type RemitEditor,
	reaches,
	showFailure,
	startRemit,
	workLimit,
} from "../support/e2e.ts";
import { type Gate, makeGate } from "../support/e2e-model.ts";
import { running } from "../support/e2e-processes.ts";
import { call, type ReplyStep, type Script, say } from "../support/messages-server-script.ts";
import { git } from "../support/repositories.ts";

let editor: RemitEditor;

beforeAll(async () => {
	editor = await startRemit({
		files: { "README.md": "# Shop\n", "src/a.ts": "export const a = 1;\n" },
		workbench: { theme: "dark" },
	});
});

afterAll(() => editor?.close());

afterEach((context) => showFailure(context, editor));

const finish = call("finish", { status: "done", summary: "That was all." });
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: workLimit });

/** Opens another view container, so that the panel is out of sight. */
async function hidePanel(): Promise<void> {
	await editor.workbench.command("View: Show Explorer");
	await editor.workbench.page.locator(".explorer-folders-view").waitFor();
	await editor.workbench.page.locator('iframe.webview[src*="remit.remit"]:visible').waitFor({ state: "hidden" });
}

async function showPanel(): Promise<void> {
	await editor.workbench.command("Remit: Show Panel");
	await editor.workbench.panel().getByRole("main").waitFor();
}

/** Delegates a task that asks for this command when the panel is out of sight, and then hands off. */
async function askHidden(goal: string, command: string): Promise<void> {
	const gate = makeGate();
	editor.model.play(goal, gated(gate, [call("run", { command }), finish]));
	await delegate(editor.workbench, goal);
	await hidePanel();
	gate.open();
}

/** The first reply waits for the gate. */
function gated(gate: Gate, steps: readonly ReplyStep[]): Script {
	return async (_request, turn) => {
		if (turn === 0) await gate.passed;
		return steps[turn] ?? finish;
	};
}

/** How the task's commands were answered, in order. */
async function decisions(goal: string): Promise<readonly string[]> {
	const events = await journalOf(editor.server, goal);
	return events
		.filter(({ type }) => type === "approval.decided")
		.map(({ verdict, surface }) => `${verdict} in the ${surface}`);
}

/** What the model was told that came of its commands. */
function outcomes(goal: string): readonly string[] {
	return editor.model
		.requests(goal)
		.flatMap(({ results }) => results.filter(({ tool }) => tool === "run").map(({ text }) => text));
}

/** The notification with this text, once it is there. */
async function notified(text: string): Promise<Locator> {
	return editor.workbench.notification(text);
}

test("a command is approved from a notification while the panel is out of sight; the status bar and the badge count it", async () => {
	const { page } = editor.workbench;
	const goal = "Approve from a notification";
	await askHidden(goal, "install README.md from-notification.txt");
	await notified("install README.md from-notification.txt");
	await page.locator(".statusbar").getByText("Remit: 1 waiting").waitFor();
	const badge = page
		.locator(".activitybar .action-item", { has: page.locator('[aria-label^="Remit"]') })
		.locator(".badge-content");
	await eventually(() => badge.textContent()).toBe("1");
	await editor.workbench.screenshot("surfaces-notification");
	await editor.workbench.pressNotification("install README.md from-notification.txt", "Approve");
	await notified("is ready for review");
	await eventually(() => decisions(goal)).toEqual(["approved in the notification"]);
	expect(outcomes(goal)).toEqual(["exit 0, no output"]);
	await badge.waitFor({ state: "hidden" });
	await page.locator(".statusbar").getByText("1 to review").waitFor();
});

test("a command is approved from the palette, which shows the command; a later answer elsewhere changes nothing", async () => {
	const { workbench } = editor;
	const goal = "Approve from the palette";
	await askHidden(goal, "install README.md chosen.txt");
	await notified("install README.md chosen.txt");
	await workbench.command("Remit: Approve Command");
	await workbench.quickPick("install README.md chosen.txt");
	await notified("“Approve from the palette” is ready for review");
	expect(await workbench.page.getByText("this was answered already").count()).toBe(0);
	await workbench.pressNotification("install README.md chosen.txt", "Deny");
	await notified("this was answered already");
	await eventually(() => decisions(goal)).toEqual(["approved in the palette"]);
	expect(outcomes(goal)).toEqual(["exit 0, no output"]);
});

test("a command is denied from the palette, and it never runs", async () => {
	const { workbench } = editor;
	const goal = "Deny from the palette";
	await askHidden(goal, "install README.md denied.txt");
	await notified("install README.md denied.txt");
	await workbench.command("Remit: Deny Command");
	await workbench.quickPick("install README.md denied.txt");
	await workbench.quickInput("Nothing is to be created here.");
	await notified("“Deny from the palette” is done: nothing was changed");
	expect(outcomes(goal)).toEqual([expect.stringContaining("says: Nothing is to be created here.")]);
	await showPanel();
	await workbench.panel().getByText("denied", { exact: true }).first().waitFor();
	expect(await button(workbench, "Review changes").count()).toBe(0);
});

test("a reason that is given in the panel reaches the model word for word", async () => {
	const { workbench } = editor;
	const goal = "Deny with a reason";
	const reason = 'Not with “sudo”,\nuse the project\'s <script> & keep "a  b".';
	editor.model.play(goal, [call("run", { command: "make install" }), finish]);
	await delegate(workbench, goal);
	const card = approvalCard(workbench, "make install");
	await card.getByRole("button", { name: "Deny…" }).click();
	await card.getByLabel("Tell the agent why (optional)").fill(reason);
	await card.getByRole("button", { name: "Deny", exact: true }).click();
	await reaches(workbench, "Done, nothing changed");
	expect(outcomes(goal)).toEqual([expect.stringContaining(reason)]);
	await eventually(() => decisions(goal)).toEqual(["denied in the panel"]);
});

test("what is typed while the agent works reaches the model with its next turn", async () => {
	const { workbench } = editor;
	const goal = "Steer me";
	const gate = makeGate();
	editor.model.play(goal, gated(gate, [call("read", { path: "src/a.ts" }), finish]));
	await delegate(workbench, goal);
	// Before that it would be a part of the first request.
	await expect
		.poll(async () => (await journalOf(editor.server, goal)).some(({ type }) => type === "turn.started"), {
			timeout: workLimit,
		})
		.toBe(true);
	await workbench.panel().getByLabel("Tell the agent something").fill("Only in src, please. “Äö” & <b>");
	await button(workbench, "Send").click();
	await workbench.panel().locator(".person").getByText("Only in src, please. “Äö” & <b>").waitFor();
	gate.open();
	await reaches(workbench, "Done, nothing changed");
	expect(editor.model.requests(goal).map(({ said }) => said.includes("Only in src, please. “Äö” & <b>"))).toEqual([
		false,
		true,
	]);
});

test("Stop ends a running command with all that it started; Continue goes on from there", async () => {
	const { workbench, model } = editor;
	const goal = "Stop while a command runs";
	// Two numbers that no other run of this test on the same machine has.
	const [first, second] = [`600.25${process.pid}`, `600.5${process.pid}`];
	const command = `sleep ${first} & sleep ${second}; wait`;
	const left = async () => [...(await running("sleep", first)), ...(await running("sleep", second))];
	model.play(goal, [call("run", { command }), say("I go on.").call("read", { path: "src/a.ts" }), finish]);
	await delegate(workbench, goal);
	await approve(workbench, command);
	await vi.waitFor(async () => expect(await left()).toHaveLength(2), { timeout: workLimit, interval: 100 });
	await button(workbench, "Stop").click();
	await reaches(workbench, "Stopped");
	await vi.waitFor(async () => expect(await left()).toEqual([]), { timeout: workLimit, interval: 100 });
	await callLine(workbench, "sleep 600").locator(".summary").getByText("stopped").waitFor();
	await workbench.screenshot("surfaces-stopped");
	await button(workbench, "Continue").click();
	await reaches(workbench, "Done, nothing changed");
	expect(outcomes(goal)).toEqual([expect.stringContaining("topped by the person")]);
});

test("a question is answered in the panel with an option, and in own words", async () => {
	const { workbench, model } = editor;
	const goal = "Ask me";
	model.play(goal, [
		call("ask", { question: "Which **colour**?", options: ["Red", "Green"] }),
		call("ask", { question: "How many?" }),
		finish,
	]);
	await delegate(workbench, goal);
	const card = workbench.panel().getByRole("region", { name: "The agent asks" });
	await card.getByRole("button", { name: "Green" }).click();
	await card.getByText("How many?").waitFor();
	await card.getByLabel("Your answer").fill("Three & a half");
	await card.getByRole("button", { name: "Answer" }).click();
	await reaches(workbench, "Done, nothing changed");
	const answers = model
		.requests(goal)
		.flatMap(({ results }) => results.filter(({ tool }) => tool === "ask").map(({ text }) => text));
	expect(answers).toEqual(["Green", "Three & a half"]);
});

test("the button in the panel's title bar delegates as the palette does", async () => {
	const { workbench, model } = editor;
	const goal = "Begin with the button";
	model.play(goal, [finish]);
	await workbench.page.locator('.sidebar .pane-header .action-label[aria-label^="Delegate Task"]').click();
	await workbench.quickInput(goal);
	await panelHeading(workbench, goal).waitFor();
	await reaches(workbench, "Done, nothing changed");
});

test("two tasks that wait are counted together, and nothing of all this touched the folder", async () => {
	const { workbench, model } = editor;
	const waiting = (count: string) => workbench.page.locator(".statusbar").getByText(`Remit: ${count} waiting`);
	for (const goal of ["Wait for me", "And for me"]) {
		model.play(goal, [call("run", { command: `install README.md "${goal}"` }), finish]);
		await delegate(workbench, goal);
		await approvalCard(workbench, goal).waitFor();
	}
	await waiting("2").waitFor();
	await workbench.command("Remit: Approve Command");
	await typeQuickInput(workbench.page, "Wait for me");
	await workbench.quickPick('install README.md "Wait for me"');
	await waiting("1").waitFor();
	await approve(workbench, "And for me");
	await reaches(workbench, "Ready for review");
	expect(git(editor.folder, "--no-optional-locks", "status", "--porcelain")).toBe("");
});
