/** The budget on screen: meters, what is nearly used up, and the ways to give more. */

import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import type { TaskEvent } from "../../src/core/task/events.ts";
import { startTextsOf } from "../support/start-texts.ts";
import { budgeted } from "./budget-states.ts";
import { ended, said, snapshot } from "./journal.ts";
import { PanelOnScreen } from "./screen.tsx";

const shown = (...events: readonly TaskEvent[]) => new PanelOnScreen().told(snapshot(budgeted(...events)));

function meterOf(panel: PanelOnScreen, name: string): HTMLMeterElement {
	const found = [...panel.root.querySelectorAll("meter")].find((one) => one.getAttribute("aria-label") === name);
	if (!found) throw new Error(`no meter ${name}`);
	return found;
}

test("each cap has a meter that says in words how much of it is used", async () => {
	const panel = await shown(said("Hello"), ended("ready"));
	expect(panel.text).toContain("$0.042 of $0.0500");
	const said1 = [...panel.root.querySelectorAll("meter")].map((meter) => meter.getAttribute("aria-valuetext"));
	expect(said1).toEqual(["$0.0421 of $0.0500", "51,394 of 1,000,000 tokens", "0 of 60 active minutes", "1 of 4 turns"]);
	expect(meterOf(panel, "Turns").value).toBe(1);
	expect(meterOf(panel, "Turns").getAttribute("max")).toBe("4");
});

test("a cap of which four fifths are used is said without being asked for, and no other", async () => {
	const panel = await shown(said("Hello"));
	expect(panel.one("status", "Nearly used up: $0.0421 of $0.0500.")).toBeDefined();
	expect(panel.text).not.toContain("Nearly used up: 1 of 4 turns");
});

test("at a cap the panel offers to go on with more of it, and says so to the host", async () => {
	const panel = await shown(
		said("Hello"),
		{ type: "budget.reached", cap: "money" },
		ended("out-of-budget", "Used up."),
	);
	expect(panel.one("heading", "Out of budget")).toBeDefined();
	expect(panel.all("button", "Continue").map((button) => button.textContent)).not.toContain("Continue task");
	await panel.click("Continue with $5.00 more");
	expect(panel.sent).toEqual([{ type: "raise-budget", task: "t1", money: 5 }]);
	// One raise at a time: a second click must not give twice.
	expect(panel.button("Continue with $1.00 more").disabled).toBe(true);
});

test.each([
	["2.5", true],
	["0", false],
	["-1", false],
	["101", false],
	["1e9", false],
	["two", false],
	["", false],
])("the amount %j of one's own can be sent: %s", async (text, fits) => {
	const panel = await shown({ type: "budget.reached", cap: "money" }, ended("out-of-budget", "Used up."));
	const input = panel.root.querySelector<HTMLInputElement>(".own-amount input");
	if (!input) throw new Error("no field for an amount");
	await act(() => {
		input.value = text;
		input.dispatchEvent(new Event("input", { bubbles: true }));
	});
	await act(() => input.form?.requestSubmit());
	expect(panel.sent).toEqual(fits ? [{ type: "raise-budget", task: "t1", money: 2.5 }] : []);
});

test("where today's budget of all tasks is used up, the setting is offered and nothing of the task is raised", async () => {
	const panel = await shown({ type: "budget.reached", cap: "day" }, ended("out-of-budget", "Used up."));
	await panel.click("Open setting");
	expect(panel.sent).toEqual([{ type: "open-settings", setting: "remit.budget.daily" }]);
	expect(panel.all("button", "more")).toEqual([]);
});

test("after a raise the task is no longer out of budget, and the meter has its new end", async () => {
	const panel = await shown(
		{ type: "budget.reached", cap: "turns" },
		ended("out-of-budget", "Used up."),
		{ type: "budget.raised", turns: 200, surface: "panel" },
		{ type: "task.started", model: { provider: "anthropic", id: "m", label: "M", images: true } },
	);
	expect(panel.all("heading", "Out of budget")).toEqual([]);
	expect(panel.text).toContain("You raised the budget by 200 turns.");
	expect(meterOf(panel, "Turns").getAttribute("max")).toBe("204");
});

test("a cost that cannot be known is said where the spend is, never as nothing", async () => {
	const panel = await shown({ type: "budget.unpriced", model: "gpt-9" });
	expect(panel.one("status", "What gpt-9 costs is not known: the cap on money does not hold.")).toBeDefined();
});

test("what was held back for a request that nobody saw end is shown", async () => {
	const panel = await shown(
		{ type: "turn.started", turn: 1 },
		{ type: "budget.reserved", turn: 1, tokens: 20_000, money: 0.02 },
		{ type: "task.interrupted" },
	);
	expect(panel.text).toContain("20,000 tokens and up to $0.0200");
});

test("what a model without a price costs is never shown as nothing: not before its first reply, and not where nobody saw that end", async () => {
	const unpriced: TaskEvent = { type: "budget.unpriced", model: "gpt-9" };
	const reserved: TaskEvent = { type: "budget.reserved", turn: 1, tokens: 20_000, money: null };
	const running = await shown(unpriced, { type: "turn.started", turn: 1 }, reserved);
	expect(running.root.querySelector(".cost")?.textContent).toContain("cost unknown");
	const lost = await shown({ type: "turn.started", turn: 1 }, reserved, { type: "task.interrupted" });
	expect(lost.root.querySelector(".cost")?.textContent).toContain("cost unknown");
	expect(lost.text).toContain("20,000 tokens and an unknown cost were held back");
});

test("before a task is started the panel says what it may use", async () => {
	const panel = await new PanelOnScreen().told(snapshot(null));
	expect(panel.text).toContain("At most $5.00, 10,000,000 tokens, 60 active minutes and 200 turns.");
});

test("what is typed says which kind of work it is, and the estimate is of that kind", async () => {
	const budget = startTextsOf("Of all.", { bug: "Of bugs.", tests: "Of tests." });
	const panel = await new PanelOnScreen().told(snapshot(null, { setup: { budget } }));
	const shownNow = () => panel.root.querySelector(".budget-before")?.textContent;
	expect(shownNow()).toBe("Of all.");
	await panel.type("What shall be done?", "Fix the crash in parse()");
	expect(shownNow()).toBe("Of bugs.");
	await panel.type("What shall be done?", "Write tests for src/parse.ts");
	expect(shownNow()).toBe("Of tests.");
});
