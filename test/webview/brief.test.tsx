/** The brief editor: what is written, what is said of it, and that nothing which was typed is lost. */

import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { foldView } from "../../src/core/task/view.ts";
import type { PanelCommand } from "../../src/protocol/commands.ts";
import { parseCommand } from "../../src/protocol/commands.ts";
import type { DraftVerdict } from "../../src/protocol/draft.ts";
import { drafted, warnings } from "./brief-states.ts";
import { begun, ended, recorded, snapshot, viewOf } from "./journal.ts";
import { PanelOnScreen, textOf } from "./screen.tsx";

const verdict: DraftVerdict = drafted().verdict;

// What is typed is told after a pause, which shall end when the test says so.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function editing(given: Parameters<typeof drafted>[0] = {}, state?: unknown): Promise<PanelOnScreen> {
	return new PanelOnScreen(state).told(snapshot(null, { draft: drafted(given) }));
}

const lastOf = (panel: PanelOnScreen): PanelCommand | undefined => panel.sent.at(-1);

const described = (element: HTMLElement) =>
	(element.getAttribute("aria-describedby") ?? "")
		.split(" ")
		.map((id) => textOf(document.getElementById(id) ?? document.createElement("p")))
		.join(" ");

test("Brief… asks for a draft of what stands in the field, and the text leaves it when the draft is there", async () => {
	const panel = await new PanelOnScreen().told(snapshot(null));
	await panel.type("What shall be done?", " Fix the parser ");
	await panel.click("Brief…");
	expect(panel.sent).toEqual([{ type: "edit-brief", goal: "Fix the parser" }]);
	expect(panel.field("What shall be done?").value).toBe(" Fix the parser ");
	await panel.told({ type: "draft", draft: drafted({ form: { goal: "Fix the parser" } }) });
	expect(panel.field("Goal").value).toBe("Fix the parser");
	expect(document.activeElement).toBe(panel.field("Goal"));
	await panel.told({ type: "draft", draft: null });
	expect(panel.field("What shall be done?").value).toBe("");
});

test("Ctrl+Shift+Enter and Cmd+Shift+Enter open the brief instead of delegating", async () => {
	for (const key of [{ ctrlKey: true }, { metaKey: true }]) {
		const panel = await new PanelOnScreen().told(snapshot(null));
		await panel.type("What shall be done?", "Fix it");
		await panel.press("What shall be done?", "Enter", { ...key, shiftKey: true });
		expect(panel.sent).toEqual([{ type: "edit-brief", goal: "Fix it" }]);
	}
});

test("the blank of a template is chosen, so that typing fills it in", async () => {
	const panel = await editing({ form: { goal: "Fix: ⟦what goes wrong⟧." } });
	const goal = panel.field("Goal");
	expect(document.activeElement).toBe(goal);
	expect(goal.value.slice(goal.selectionStart ?? 0, goal.selectionEnd ?? 0)).toBe("⟦what goes wrong⟧");
});

test("every field shows what the host drafted", async () => {
	const panel = await editing({ form: { effort: "high", model: "m-1", money: "2.5" } });
	expect(panel.field("Goal").value).toBe("Make parseDate accept ISO weeks");
	expect(panel.field("May change").value).toBe("src/parse.ts\ntest/**");
	const values = [...panel.all("line"), ...panel.all("choice")].map((field) =>
		field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.value : "",
	);
	for (const value of ["bug", "change", "working-tree", "m-1", "high", "Pat <pat@example.org>", "2.5"])
		expect(values).toContain(value);
});

test("typing is told to the host after a pause, all of it at once, and the host's parser takes it", async () => {
	const panel = await editing();
	await panel.type("Goal", "Fix");
	vi.advanceTimersByTime(200);
	await panel.type("Goal", "Fix it");
	await panel.type("Definition of done", "npm test passes");
	vi.advanceTimersByTime(200);
	expect(panel.sent).toEqual([]);
	vi.advanceTimersByTime(100);
	const fields = { goal: "Fix it", definitionOfDone: "npm test passes" };
	expect(panel.sent).toEqual([{ type: "write-draft", draft: "d1", revision: 1, fields }]);
	expect(parseCommand(panel.sent[0])).toEqual(panel.sent[0]);
});

test("a choice is told at once", async () => {
	const panel = await editing();
	await panel.choose("Mode", "explore");
	await panel.choose("Begin with", "topic");
	expect(panel.sent.map((command) => "fields" in command && command.fields)).toEqual([
		{ mode: "explore" },
		{ base: "topic" },
	]);
});

test("what is typed while the host reads an earlier text stays", async () => {
	const panel = await editing();
	await panel.choose("Kind", "tests");
	await panel.type("Goal", "Later words");
	await panel.told({ type: "draft-checked", draft: "d1", verdict: { ...verdict, revision: 1 } });
	expect(panel.field("Goal").value).toBe("Later words");
	await panel.told({ type: "draft", draft: drafted({ form: { kind: "tests" }, verdict: { revision: 1 } }) });
	expect(panel.field("Goal").value).toBe("Later words");
});

test("an answer about an older text does not undo a newer one", async () => {
	const panel = await editing();
	await panel.choose("Kind", "tests");
	await panel.choose("Kind", "docs");
	await panel.told({ type: "draft", draft: drafted({ form: { kind: "tests" }, verdict: { revision: 1 } }) });
	expect(panel.one("choice", "Kind")).toHaveProperty("value", "docs");
});

test("what was typed right before the panel went is there again, and told to the host", async () => {
	const before = await editing();
	await before.type("Goal", "Half a tho");
	before.close();
	const after = await editing({}, before.state);
	expect(after.field("Goal").value).toBe("Half a tho");
	expect(after.sent).toEqual([{ type: "write-draft", draft: "d1", revision: 1, fields: { goal: "Half a tho" } }]);
});

test("what was typed into one draft does not come up in another", async () => {
	const before = await editing();
	await before.type("Goal", "Half a tho");
	before.close();
	const after = await editing({ id: "d2" }, before.state);
	expect(after.field("Goal").value).toBe("Make parseDate accept ISO weeks");
	expect(after.sent).toEqual([]);
});

test("a warning stands beside its field with its reason, is read with the field, and can be dismissed and had again", async () => {
	const panel = await editing({ verdict: { warnings } });
	expect(panel.text).toContain("Nobody can review what could be anywhere.");
	expect(described(panel.field("May change"))).toContain("It may change everything.");
	expect(textOf(panel.one("status", ""))).toBe("3 warnings. Warnings never stop you.");
	await panel.click("Dismiss: It may change everything.");
	expect(lastOf(panel)).toEqual({ type: "dismiss-warning", draft: "d1", warning: "unbounded-scope", dismissed: true });
	await panel.told({ type: "draft", draft: drafted({ verdict: { warnings, dismissed: ["unbounded-scope"] } }) });
	expect(textOf(panel.one("status", ""))).toBe("2 warnings. Warnings never stop you.");
	expect(described(panel.field("May change"))).toBe("");
	await panel.click("Show again: It may change everything.");
	expect(lastOf(panel)).toMatchObject({ type: "dismiss-warning", dismissed: false });
});

test("warnings do not stop anybody: Delegate sends the draft with what was not told yet", async () => {
	const panel = await editing({ verdict: { warnings } });
	await panel.type("Goal", "Fix it");
	await panel.click("Delegate");
	expect(panel.sent).toEqual([{ type: "submit-draft", draft: "d1", revision: 1, fields: { goal: "Fix it" } }]);
	expect(panel.button("Delegate").disabled).toBe(true);
	expect(panel.button("Discard draft").disabled).toBe(true);
});

test("a problem is said at its field, the first one gets the focus, and Delegate can be pressed again", async () => {
	const panel = await editing({ form: { goal: "" }, verdict: { problems: [{ field: "goal", text: "Say what." }] } });
	expect(panel.text).not.toContain("Say what.");
	await panel.click("Delegate");
	await panel.told({
		type: "draft",
		draft: drafted({
			form: { goal: "", allowed: "../x" },
			verdict: {
				problems: [
					{ field: "goal", text: "Say what." },
					{ field: "allowed", text: "../x: no." },
				],
			},
		}),
	});
	expect(described(panel.field("Goal"))).toBe("Say what.");
	expect(panel.field("May change").getAttribute("aria-invalid")).toBe("true");
	expect(panel.field("Definition of done").getAttribute("aria-invalid")).toBe("false");
	expect(document.activeElement).toBe(panel.field("Goal"));
	expect(textOf(panel.one("status", ""))).toContain("2 problems");
	expect(panel.button("Delegate").disabled).toBe(false);
});

test("Ctrl+Enter in any field delegates once, and Enter alone in a field of one line does not", async () => {
	const panel = await editing();
	const model = panel.one("line", "Model");
	const press = (key: KeyboardEventInit) =>
		act(() => void model.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, ...key })));
	await press({});
	expect(panel.sent).toEqual([]);
	await press({ ctrlKey: true });
	await press({ ctrlKey: true });
	expect(panel.sent.map(({ type }) => type)).toEqual(["submit-draft"]);
});

test("checks that were found are offered until they stand in the brief", async () => {
	const panel = await editing();
	expect(panel.all("button", "Add the check npm test")).toHaveLength(0);
	await panel.click("Add the check npm run lint");
	expect(panel.field("Checks").value).toBe("npm test\nnpm run lint");
	expect(panel.all("button", "Add the check")).toHaveLength(0);
});

test("an attachment is shown to the last hidden character, and can be left out", async () => {
	const panel = await editing({ attachments: [{ id: 4, title: "src/a.ts:1-3", text: "a\u202Eb" }] });
	await panel.unfold("src/a.ts:1-3");
	expect(panel.text).toContain("a‹U+202E›b");
	await panel.click("Remove src/a.ts:1-3");
	expect(lastOf(panel)).toEqual({ type: "remove-attachment", draft: "d1", attachment: 4 });
});

test("a branch that is not in the list can still be what the task begins with", async () => {
	const panel = await editing({ form: { base: "origin/old" } });
	expect(panel.one("choice", "Begin with")).toHaveProperty("value", "origin/old");
});

test("the keyboard keeps its place when what was pressed goes away", async () => {
	const attachments = [0, 1].map((id) => ({ id, title: `part ${id}`, text: "" }));
	const panel = await editing({ attachments, verdict: { warnings } });
	panel.button("Remove part 0").focus();
	await panel.told({ type: "draft", draft: drafted({ attachments: attachments.slice(1), verdict: { warnings } }) });
	expect(document.activeElement).toBe(panel.button("Remove part 1"));
	panel.button("Dismiss: It is about authentication.").focus();
	await panel.told({ type: "draft", draft: drafted({ verdict: { warnings, dismissed: ["security"] } }) });
	expect(document.activeElement).toBe(panel.button("Show again: It is about authentication."));
});

test("leaving keeps the draft: the list shows it, and it can be gone on with or discarded", async () => {
	const panel = await editing();
	await panel.click("Back; the draft is kept");
	expect(lastOf(panel)).toEqual({ type: "leave-draft", draft: "d1" });
	await panel.told({ type: "draft", draft: drafted({ shown: false }) });
	expect(panel.text).toContain("A brief is being written");
	await panel.click("Go on");
	await panel.click("Discard draft");
	expect(panel.sent.slice(-2)).toEqual([
		{ type: "show-draft", draft: "d1" },
		{ type: "discard-draft", draft: "d1" },
	]);
});

test("Save Brief… sends what is written to be saved", async () => {
	const panel = await editing();
	await panel.click("Save Brief…");
	expect(panel.sent).toEqual([{ type: "save-draft", draft: "d1", revision: 0, fields: {} }]);
});

test("without a model the brief can be written, and what is missing is said where one would delegate", async () => {
	const setup = { state: "no-model", text: "No model is set up yet." } as const;
	const panel = await new PanelOnScreen().told(snapshot(null, { draft: drafted(), setup }));
	expect(panel.text).toContain("No model is set up yet.");
	expect(panel.button("Delegate").disabled).toBe(true);
	expect(panel.button("Save Brief…").disabled).toBe(false);
});

test("a task that can go on is rescoped: base, owner and budget stay, and it is said", async () => {
	const view = viewOf(ended("stuck"));
	const panel = await new PanelOnScreen().told(snapshot(view));
	await panel.click("Rescope…");
	expect(panel.sent).toEqual([{ type: "rescope", task: "t1" }]);
	const fixed = { title: "Make parseDate accept ISO weeks", base: "HEAD", owner: "Pat" };
	await panel.told({ type: "draft", draft: drafted({ task: "t1", fixed }) });
	expect(panel.text).toContain("Stays as it is");
	expect(panel.text).toContain("Last commit (HEAD)");
	expect(panel.all("choice", "Begin with")).toHaveLength(0);
	expect(panel.all("line", "US dollars")).toHaveLength(0);
	await panel.click("Rescope and continue");
	expect(lastOf(panel)).toMatchObject({ type: "submit-draft", draft: "d1" });
});

test("a task that runs or is closed offers no rescoping", async () => {
	const running = await new PanelOnScreen().told(snapshot(viewOf()));
	expect(running.all("button", "Rescope")).toHaveLength(0);
	const closed = await new PanelOnScreen().told(snapshot(viewOf({ type: "review.closed", outcome: "discarded" })));
	expect(closed.all("button", "Rescope")).toHaveLength(0);
});

test("a task shows its brief folded, with the warnings that were dismissed marked", async () => {
	const scope = { allowed: ["src/**"], forbidden: ["*.lock"] };
	const events = begun().map((event) =>
		event.type === "task.created"
			? { ...event, brief: { ...event.brief, scope, checks: ["npm test"], definitionOfDone: "It passes." } }
			: event,
	);
	const checked = { type: "brief.checked", warnings, dismissed: ["security"] } as const;
	const panel = await new PanelOnScreen().told(snapshot(foldView(recorded([...events, checked]))));
	expect(panel.text).not.toContain("It passes.");
	await panel.unfold("Brief, 3 warnings");
	for (const text of ["It passes.", "src/**", "*.lock", "npm test", "Pat"]) expect(panel.text).toContain(text);
	const dismissed = panel.all("listitem").filter((item) => textOf(item).includes("Dismissed."));
	expect(dismissed.map((item) => textOf(item))).toEqual([expect.stringContaining("It is about authentication.")]);
});

test("hidden and turning characters of a draft are shown in what is said, not hidden by it", async () => {
	const panel = await editing({
		attachments: [{ id: 0, title: "a\u202Egnp.exe", text: "" }],
		checks: ["npm\u200B test"],
		verdict: { hints: [{ field: "goal", text: "x\u202Ey" }] },
	});
	for (const text of ["a‹U+202E›gnp.exe", "npm‹U+200B› test", "x‹U+202E›y"]) expect(panel.text).toContain(text);
});
