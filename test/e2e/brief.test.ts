/** A person writes a brief in the panel: drafted from a sentence, kept while the panel is hidden or reloaded, delegated, rescoped. */

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
	button,
	journalOf,
	panelHeading,
	type RemitEditor,
	reaches,
	reload,
	showFailure,
	startRemit,
	workLimit,
} from "../support/e2e.ts";
import { call } from "../support/messages-server-script.ts";

let editor: RemitEditor;

beforeAll(async () => {
	editor = await startRemit({
		files: {
			"package.json": '{"name":"shop","scripts":{"test":"node --test"}}\n',
			"src/a.ts": "export const a = 1;\n",
		},
		workbench: { theme: "dark" },
	});
});

afterAll(() => editor?.close());

afterEach((context) => showFailure(context, editor));

const goal = "Rename a in src/a.ts to b";
const field = (label: string) => editor.workbench.panel().getByLabel(label, { exact: true });

async function showPanel(): Promise<void> {
	await editor.workbench.command("Remit: Show Panel");
	await editor.workbench.panel().getByRole("main").waitFor({ timeout: workLimit });
}

test("a brief is drafted, edited, kept over a hidden panel and a reload, delegated and rescoped, by keyboard", async () => {
	const stuck = call("finish", { status: "stuck", summary: "I do not know how." });
	editor.model.play(goal, [stuck, stuck]);
	await showPanel();
	await field("What shall be done?").fill(goal);
	await field("What shall be done?").press("Control+Shift+Enter");
	await field("Goal").waitFor({ timeout: workLimit });
	expect(await field("Goal").inputValue()).toBe(goal);
	expect(await field("Checks, one command a line").inputValue()).toBe("npm test");
	expect(await field("May change, one glob a line").inputValue()).toContain("src/a.ts");
	await field("Definition of done").fill("`npm test` passes and a is gone");
	await field("May change, one glob a line").fill("../elsewhere/**");
	await field("Turns").fill("9");
	// Out of sight at once: the host may not have heard of the last letters yet.
	await editor.workbench.command("View: Show Explorer");
	await showPanel();
	expect(await field("Definition of done").inputValue()).toBe("`npm test` passes and a is gone");
	await reload(editor.workbench);
	await showPanel();
	expect(await field("Turns").inputValue()).toBe("9");
	await field("Goal").press("Control+Enter");
	await editor.workbench.panel().getByText("it must be relative to the project's root").waitFor({ timeout: workLimit });
	await expect
		.poll(() => field("May change, one glob a line").evaluate((one) => one === document.activeElement))
		.toBe(true);
	await field("May change, one glob a line").fill("src/**");
	await field("May change, one glob a line").press("Control+Enter");
	await panelHeading(editor.workbench, goal).waitFor({ timeout: workLimit });
	await reaches(editor.workbench, "Stuck");
	const [created] = await journalOf(editor.server, goal);
	expect(created?.["brief"]).toMatchObject({
		goal,
		definitionOfDone: "`npm test` passes and a is gone",
		scope: { allowed: ["src/**"] },
		checks: ["npm test"],
		budget: { turns: 9 },
	});
	await rescopes();
});

async function rescopes(): Promise<void> {
	await button(editor.workbench, "Rescope…").click();
	await editor.workbench
		.panel()
		.getByRole("heading", { level: 1, name: `Rescope: ${goal}` })
		.waitFor();
	await field("Definition of done").fill("a is called b");
	await button(editor.workbench, "Rescope and continue").click();
	await panelHeading(editor.workbench, goal).waitFor({ timeout: workLimit });
	const started = async () =>
		(await journalOf(editor.server, goal)).filter(({ type }) => type === "task.started").length;
	await expect.poll(started, { timeout: workLimit }).toBe(2);
	await reaches(editor.workbench, "Stuck");
	const events = await journalOf(editor.server, goal);
	expect(events.find(({ type }) => type === "brief.changed")?.["brief"]).toMatchObject({
		definitionOfDone: "a is called b",
		budget: { turns: 9 },
	});
	expect(events.filter(({ type }) => type === "checkout.made")).toHaveLength(1);
}
