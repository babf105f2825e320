/** A stuck task on screen: why, what was tried, where, and what the person can do. */

import { expect, test } from "vitest";
import type { TaskEvent } from "../../src/core/task/events.ts";
import type { StuckReason } from "../../src/core/task/harness-events.ts";
import { ended, snapshot, viewOf } from "./journal.ts";
import { PanelOnScreen } from "./screen.tsx";
import { failure, handedOff, struck } from "./stuck-states.ts";

const shown = (...events: readonly TaskEvent[]) => new PanelOnScreen().told(snapshot(viewOf(...events)));
const card = (panel: PanelOnScreen) => panel.one("region", "Stuck:");

test("a third strike is told with what failed, how often, and a link to the place", async () => {
	const panel = await shown(...struck("same-failure", "It came back.", failure));
	expect(card(panel).textContent).toContain("Stuck: the same failure three times");
	expect(card(panel).textContent).toContain("npm test");
	expect(card(panel).textContent).toContain("3 times");
	expect(card(panel).textContent).toContain("expected 52 to be 53");
	await panel.click("Open test/dates.test.ts, line 41");
	expect(panel.sent).toEqual([{ type: "open-place", task: "t1", path: "test/dates.test.ts", line: 41 }]);
});

test.each<[StuckReason, string]>([
	["same-call", "the same call again and again"],
	["undone", "a file is changed back and forth"],
	["no-progress", "no progress for many turns"],
])("the reason %s is said in words", async (reason, words) => {
	const panel = await shown(...struck(reason, "So it is."));
	expect(card(panel).querySelector("h2")?.textContent).toBe(`Stuck: ${words}`);
});

test("the person can answer, rescope, take over or discard", async () => {
	const panel = await shown(...struck("same-failure", "It came back.", failure));
	await panel.click("Answer");
	expect(document.activeElement).toBe(panel.field("Continue with…"));
	await panel.click("Rescope…");
	await panel.click("Take over…");
	await panel.click("Discard");
	expect(panel.sent.map(({ type }) => type)).toEqual(["rescope", "take-over", "discard"]);
	// Each way is offered once, also to those who hear the panel.
	expect(panel.all("button", "Rescope…")).toHaveLength(1);
});

test("an agent's own stuck has the same ways out, and points to what it tried", async () => {
	const panel = await shown(handedOff, ended("stuck", "I do not see why."));
	expect(card(panel).textContent).toContain("What it tried, and what is left, stands in its hand-off.");
	expect(panel.text).toContain("A table of leap years");
	expect(panel.button("Answer").disabled).toBe(false);
	expect(panel.button("Take over…").disabled).toBe(false);
});

test("a task that stopped by itself without a word of the agent says that", async () => {
	expect(card(await shown(ended("stuck", "The model declined."))).textContent).toContain("It stopped by itself.");
});

test("without a checkout there is nothing to take over", async () => {
	const panel = await shown(...struck("undone", "Back and forth."), { type: "checkout.removed" });
	expect(panel.all("button", "Take over…")).toEqual([]);
});

test("more attempts than a glance takes are folded", async () => {
	const many = [1, 2, 3, 4, 5, 6].map((at) => ({ ...failure, failure: `failure ${at}` }));
	const panel = await shown(...struck("same-failure", "They came back.", ...many));
	expect(card(panel).textContent).not.toContain("failure 5");
	await panel.unfold("2 more");
	expect(card(panel).textContent).toContain("failure 6");
});

test("a place without a line is named and leads nowhere, and hidden characters are shown", async () => {
	const attempt = { what: "edit a\u202eb.js", failure: "went\u0007 back", place: "src/a.js", times: 3 };
	const panel = await shown(...struck("undone", "Back and forth.", attempt));
	expect(panel.all("button", "Open")).toEqual([]);
	expect(card(panel).textContent).toContain("src/a.js");
	expect(card(panel).textContent).not.toContain("\u202e");
	expect(card(panel).textContent).not.toContain("\u0007");
});

test.each<TaskEvent>([
	{ type: "person.steered", text: "Try the other." },
	{ type: "task.started", model: { provider: "anthropic", id: "m", label: "M", images: true } },
])("once the person lets it go on, the card is gone: %o", async (word) => {
	const go = { type: "task.started", model: { provider: "anthropic", id: "m", label: "M", images: true } } as const;
	const panel = await shown(...struck("same-failure", "It came back.", failure), word, go);
	expect(panel.all("region", "Stuck:")).toEqual([]);
});

test("what the agent wrote in Markdown is plain text in the header, one short line, and stands whole in its hand-off", async () => {
	const summary =
		"I am **stuck**: `npm test` fails in [sum.js](src/sum.js:3).\n\n- Tried `a`\n- Tried b, and more of it until it is cut somewhere";
	const handoff = { status: "stuck", summary, tried: [], left: [] } as const;
	await shown({ type: "handoff.written", handoff }, ended("stuck", summary));
	expect(document.querySelector(".status-text")?.textContent).toBe(
		"I am stuck: npm test fails in sum.js. Tried a; Tried b, and more of it until it is cut somewhere",
	);
	const long = await shown({ type: "handoff.written", handoff }, ended("stuck", `# Why\n${"word ".repeat(100)}`));
	expect(document.querySelector(".status-text")?.textContent).toMatch(/^Why word .{90,115}…$/);
	expect(long.text).toContain("sum.js");
});

test("what is no model's word stays as it is", async () => {
	const panel = await shown(ended("failed", "a **b** c"));
	expect(panel.text).toContain("a **b** c");
});
