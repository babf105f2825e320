/** The report in the panel: how the task stands first, and one question after the review that is asked once. */

import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import type { TaskEvent } from "../../src/core/task/events.ts";
import { parseCommand } from "../../src/protocol/commands.ts";
import { recorded, snapshot, viewOf } from "./journal.ts";
import { closed, proved, told, unproved } from "./report-states.ts";
import { PanelOnScreen, textOf } from "./screen.tsx";

async function shown(...events: readonly TaskEvent[]): Promise<PanelOnScreen> {
	return new PanelOnScreen().told(snapshot(viewOf(...events)));
}

/** One more event after the closed review, as the host tells of it. */
async function happens(panel: PanelOnScreen, event: TaskEvent): Promise<void> {
	const records = recorded([event], viewOf(...unproved, closed).seq + 1);
	await panel.told({ type: "recorded", task: "t1", records });
}

const question = "About how many minutes would this have taken you?";

test("how it stands comes first, as a fact and not as the agent's word", async () => {
	const report = (await shown(...unproved)).one("region", "Report");
	expect(textOf(report)).toMatch(/^Report\s*NOT verified: npm test failed \(1 new failure\) on the tree 01234567/);
	expect(textOf(report)).toContain("2 of 3 parts of the definition of done are not done.");
});

test("work of which the agent itself calls a part open is not headed as done, however green the checks are", async () => {
	const { text } = await shown(...proved);
	expect(text).toContain("Hand-off: said to be done in part");
	expect(text).not.toContain("Hand-off: done");
});

test("each part says what proves it, and whose word it is where nothing does", async () => {
	const panel = await shown(...proved);
	await panel.unfold("Definition of done: 1 of 3 proved");
	const text = textOf(panel.one("region", "Report")).replace(/\s+/g, " ");
	expect(text).toMatch(/Proved: `npm test` passes\s*npm test passed\s*The agent says done/);
	expect(text).toMatch(/Said to be done, not proved: the README .*The agent says done: README\.md, line 12/);
	expect(text).toMatch(/Said to be not done: nothing else\s*The agent says not done/);
});

test("while the task goes on there is no report, and a report can be read whole and copied", async () => {
	expect((await shown()).all("region", "Report")).toEqual([]);
	const panel = await shown(...proved);
	await panel.click("Read the whole report");
	await panel.click("Copy report");
	expect(panel.sent).toEqual([
		{ type: "open-report", task: "t1" },
		{ type: "copy-report", task: "t1" },
	]);
	for (const command of panel.sent) expect(parseCommand(command)).toEqual(command);
});

test("what it saved is asked once the review is closed, with one click; the answer can be changed", async () => {
	expect((await shown(...unproved)).text).not.toContain(question);
	const panel = await shown(...unproved, closed);
	expect(panel.text).toContain(question);
	await panel.click("30 minutes");
	expect(panel.sent).toEqual([{ type: "tell-value", task: "t1", minutes: 30 }]);
	await happens(panel, told);
	expect(panel.text).not.toContain(question);
	expect(panel.text).toContain("By your estimate it saved 30 minutes. Cost per minute saved: $0.0014.");
	expect(document.activeElement?.textContent).toContain("By your estimate");
	await panel.click("Change…");
	await panel.click("120 minutes or more");
	expect(panel.sent.at(-1)).toEqual({ type: "tell-value", task: "t1", minutes: 120 });
	for (const command of panel.sent) expect(parseCommand(command)).toEqual(command);
});

test("whoever does not want to say is not asked again, and can still say it", async () => {
	const panel = await shown(...unproved, closed);
	await panel.click("Do not ask");
	expect(panel.sent).toEqual([{ type: "decline-value", task: "t1" }]);
	await happens(panel, { type: "value.declined", surface: "panel" });
	expect(panel.text).not.toContain(question);
	await panel.click("Estimate the time saved…");
	expect(panel.text).toContain(question);
	await panel.click("Cancel");
	expect(panel.text).not.toContain(question);
});

test("another number is typed; what is no number of minutes is not sent", async () => {
	const panel = await shown(...unproved, closed);
	await panel.click("Other…");
	const input = panel.root.querySelector<HTMLInputElement>('input[type="number"]');
	if (!input) throw new Error("no number field");
	const type = (text: string) =>
		act(() => {
			input.value = text;
			input.dispatchEvent(new Event("input", { bubbles: true }));
		});
	for (const text of ["", "-3", "1.5", "999999999"]) {
		await type(text);
		expect(panel.button("Save").disabled, text).toBe(true);
	}
	await type("45");
	await panel.click("Save");
	expect(panel.sent).toEqual([{ type: "tell-value", task: "t1", minutes: 45 }]);
});

test("minutes that no person means are not taken from the panel", () => {
	const tell = { type: "tell-value", task: "t1", minutes: 30 };
	expect(parseCommand(tell)).toEqual(tell);
	for (const minutes of [-1, 1.5, "30", 1e9, null]) expect(parseCommand({ ...tell, minutes })).toBeNull();
});
