/** What the panel shows before a task is chosen: what is missing, a field for a goal, the list. */

import { expect, test } from "vitest";
import type { TaskSummary } from "../../src/protocol/messages.ts";
import { readySetup, snapshot, start, viewOf } from "./journal.ts";
import { PanelOnScreen } from "./screen.tsx";

const tasks: readonly TaskSummary[] = [
	{
		task: "old",
		title: "Fix the scheduler",
		status: "stuck",
		changedAt: start,
		scripted: false,
		changes: 1,
		unverified: false,
		undecided: 0,
	},
	{
		task: "new",
		title: "Parse ISO weeks\u202E",
		status: "ready",
		changedAt: start + 5_000,
		scripted: false,
		changes: 3,
		unverified: false,
		undecided: 3,
	},
];

test("nothing is shown before the host has said anything", () => {
	expect(new PanelOnScreen().text).toBe("");
});

test("without a model the welcome offers a key, a URL and the demo, and each button says so to the host", async () => {
	const panel = await new PanelOnScreen().told(
		snapshot(null, { setup: { state: "no-model", text: "No model is set up." } }),
	);
	expect(panel.text).toContain("No model is set up.");
	await panel.click("Set API key");
	await panel.click("Use a local or gateway URL");
	await panel.click("Try the demo");
	expect(panel.sent).toEqual([
		{ type: "set-key" },
		{ type: "open-settings", setting: "remit.model.baseUrl" },
		{ type: "use-demo" },
	]);
	expect(panel.all("textbox")).toHaveLength(0);
});

test("the demo's button rests until the setup changes, the others stay usable", async () => {
	const panel = await new PanelOnScreen().told(snapshot(null, { setup: { state: "no-model" } }));
	await panel.click("Try the demo");
	await panel.click("Set API key");
	expect(panel.button("Try the demo").disabled).toBe(true);
	expect(panel.button("Set API key").disabled).toBe(false);
	await panel.told({
		type: "setup",
		setup: { ...readySetup, state: "no-model", model: "" },
	});
	expect(panel.button("Try the demo").disabled).toBe(false);
});

test("an untrusted workspace says why nothing runs, and leads to its trust", async () => {
	const panel = await new PanelOnScreen().told(
		snapshot(null, { setup: { state: "untrusted", text: "Nothing runs until you trust this folder." } }),
	);
	expect(panel.text).toContain("Nothing runs until you trust this folder.");
	await panel.click("Manage workspace trust");
	expect(panel.sent).toEqual([{ type: "trust" }]);
	expect(panel.all("textbox")).toHaveLength(0);
});

test("without a folder the panel says what to open", async () => {
	const panel = await new PanelOnScreen().told(
		snapshot(null, { setup: { state: "no-folder", text: "A task works on a folder." } }),
	);
	expect(panel.text).toContain("No folder is open");
	expect(panel.text).toContain("A task works on a folder.");
});

test("a goal is delegated by the button", async () => {
	const panel = await new PanelOnScreen().told(snapshot(null));
	expect(panel.button("Delegate").disabled).toBe(true);
	await panel.type("What shall be done?", "  Parse ISO weeks\n\nAll tests pass  ");
	await panel.click("Delegate");
	expect(panel.sent).toEqual([{ type: "delegate", goal: "Parse ISO weeks\n\nAll tests pass" }]);
});

test("Ctrl+Enter and Cmd+Enter delegate, Enter alone does not, and neither does an empty goal", async () => {
	const panel = await new PanelOnScreen().told(snapshot(null));
	await panel.press("What shall be done?", "Enter", { ctrlKey: true });
	await panel.type("What shall be done?", "Parse ISO weeks");
	await panel.press("What shall be done?", "Enter");
	await panel.press("What shall be done?", "Enter", { ctrlKey: true, isComposing: true });
	expect(panel.sent).toEqual([]);
	await panel.press("What shall be done?", "Enter", { metaKey: true });
	await panel.press("What shall be done?", "Enter", { ctrlKey: true });
	expect(panel.sent).toEqual([{ type: "delegate", goal: "Parse ISO weeks" }]);
});

test("a sent goal stays in its field until a new task is there", async () => {
	const panel = await new PanelOnScreen().told(snapshot(null, { tasks }));
	await panel.type("What shall be done?", "Parse ISO weeks");
	await panel.click("Delegate");
	await panel.told({ type: "tasks", tasks });
	expect(panel.field("What shall be done?").value).toBe("Parse ISO weeks");
	await panel.told(snapshot(viewOf(), { tasks }), snapshot(null, { tasks }));
	expect(panel.field("What shall be done?").value).toBe("");
});

test("a half-written goal is there again after the panel was hidden", async () => {
	const before = await new PanelOnScreen().told(snapshot(null));
	await before.type("What shall be done?", "Half a tho");
	before.close();
	const after = await new PanelOnScreen(before.state).told(snapshot(null));
	expect(after.field("What shall be done?").value).toBe("Half a tho");
});

test.each([null, "text", 7, [], { drafts: "x", place: 3 }, { drafts: { goal: 5 }, place: { task: 1 } }])(
	"a remembered state that makes no sense (%j) is dropped",
	async (state) => {
		const panel = await new PanelOnScreen(state).told(snapshot(null));
		expect(panel.field("What shall be done?").value).toBe("");
	},
);

test("the model and the guards that are off are named next to the goal", async () => {
	const guards = [{ id: "sandbox", text: "Commands are not sandboxed." }];
	const panel = await new PanelOnScreen().told(snapshot(null, { setup: { model: "Claude Sonnet 5.5", guards } }));
	expect(panel.text).toContain("Claude Sonnet 5.5");
	expect(panel.text).toContain("Commands are not sandboxed.");
});

test("a scripted model is called a demo before anything is delegated", async () => {
	const panel = await new PanelOnScreen().told(snapshot(null, { setup: { scripted: true, model: "Scripted demo" } }));
	expect(panel.text).toContain("Scripted demo: no model will be called");
});

test("the list shows the latest task first, with its status, time and what is undecided", async () => {
	const panel = await new PanelOnScreen().told(snapshot(null, { tasks }));
	const rows = panel.all("listitem").map((row) => row.textContent);
	expect(rows[0]).toContain("Parse ISO weeks‹U+202E›");
	expect(rows[0]).toContain("Ready for review");
	expect(rows[0]).toContain("3 undecided");
	expect(rows[1]).toContain("Stuck");
	expect(rows[1]).not.toContain("undecided");
	await panel.click("Fix the scheduler");
	expect(panel.sent).toEqual([{ type: "show", task: "old" }]);
});

test("no tasks yet is said, and that files stay untouched", async () => {
	const panel = await new PanelOnScreen().told(snapshot(null));
	expect(panel.text).toContain("No tasks yet.");
	expect(panel.text).toContain("until you accept");
});

test("tasks of an earlier time can be opened although there is no model now", async () => {
	const panel = await new PanelOnScreen().told(snapshot(null, { tasks, setup: { state: "no-model" } }));
	await panel.click("Fix the scheduler");
	expect(panel.sent).toEqual([{ type: "show", task: "old" }]);
});

test("work whose checks failed is not called ready without saying so, in the list either", async () => {
	const panel = await new PanelOnScreen().told(snapshot(null, { tasks }));
	expect(panel.text).toContain("Ready for review");
	const unverified = tasks.map((task) => ({ ...task, unverified: true }));
	const other = await new PanelOnScreen().told(snapshot(null, { tasks: unverified }));
	expect(other.text).toContain("Ready, not verified");
	expect(other.text).not.toContain("Ready for review");
});
