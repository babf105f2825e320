/** What waits for the person: a command to approve, a question to answer. */

import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import type { TaskEvent } from "../../src/core/task/events.ts";
import { asked, question, recorded, snapshot, viewOf } from "./journal.ts";
import { PanelOnScreen, textOf } from "./screen.tsx";

const command = "rm -rf dist && npm run build";

afterEach(() => void vi.useRealTimers());

async function waiting(...event: readonly TaskEvent[]): Promise<PanelOnScreen> {
	return new PanelOnScreen().told(snapshot(viewOf(...event)));
}

test("a command is shown whole, with where, why and the agent's words as its own", async () => {
	const panel = await waiting(
		asked(command, { cwd: "packages/app", because: "rm deletes files", purpose: "Clean up" }),
	);
	const card = textOf(panel.one("region", "A command waits for your approval"));
	expect(card).toContain(command);
	expect(card).toContain("packages/app");
	expect(card).toContain("rm deletes files");
	expect(card).toContain("The agent says: Clean up");
});

test("a command of many lines says how many there are", async () => {
	const panel = await waiting(asked("echo 1\necho 2\nrm x"));
	expect(panel.text).toContain("3 lines: all of them would run");
	expect(panel.one("region", "Command").textContent).toBe("echo 1\necho 2\nrm x");
});

test("invisible and reordering characters of a command, its folder and the agent's words are shown by their code points", async () => {
	const panel = await waiting(asked("echo \u202Esafe\u200B\u0000\r", { cwd: "a\u2066b", purpose: "no\u202Ething" }));
	expect(panel.one("region", "Command").textContent).toBe("echo ‹U+202E›safe‹U+200B›‹U+0000›‹U+000D›");
	expect(panel.text).toContain("a‹U+2066›b");
	expect(panel.text).toContain("no‹U+202E›thing");
	expect(panel.root.innerHTML).not.toMatch(/[\u202E\u200B\u2066]/);
});

test("a command is drawn from left to right, whatever script its letters are of", async () => {
	const panel = await waiting(asked("echo שלום"));
	expect(panel.one("region", "Command").querySelector("bdo")?.getAttribute("dir")).toBe("ltr");
});

test("Approve sends the approval once, and both buttons rest until the host answers", async () => {
	const panel = await waiting(asked(command));
	await panel.cardIsAwake("Approve");
	await panel.click("Approve");
	expect(panel.sent).toEqual([{ type: "approve", task: "t1", call: "c9", binding: "b-c9", reach: "once" }]);
	expect(panel.button("Approve").disabled).toBe(true);
	expect(panel.button("Deny…").disabled).toBe(true);
});

test("a card that has just appeared takes no clicks, so that none is given by accident", async () => {
	vi.useFakeTimers();
	const panel = await waiting(asked(command));
	await act(() => vi.advanceTimersByTimeAsync(350).then(() => undefined));
	expect(panel.button("Approve").disabled).toBe(true);
	panel.button("Approve").click();
	expect(panel.sent).toEqual([]);
	await act(() => vi.advanceTimersByTimeAsync(150).then(() => undefined));
	expect(panel.button("Approve").disabled).toBe(false);
});

test("the second of two commands in a row is not approved by a double click on the first", async () => {
	const panel = await waiting(asked(command));
	await panel.cardIsAwake("Approve");
	await panel.click("Approve");
	const records = recorded(
		[
			{ type: "approval.decided", call: "c9", verdict: "approved", reason: "", surface: "panel" },
			asked("rm -rf /", { call: "c10" }),
		],
		4,
	);
	await panel.told({ type: "recorded", task: "t1", records });
	panel.button("Approve").click();
	expect(panel.sent).toHaveLength(1);
	await panel.cardIsAwake("Approve");
	await panel.click("Approve");
	expect(panel.sent[1]).toEqual({ type: "approve", task: "t1", call: "c10", binding: "b-c10", reach: "once" });
});

test("a card that appears does not take the focus, and Enter in the composer approves nothing", async () => {
	const panel = await waiting();
	panel.field("Tell the agent something").focus();
	await panel.told({ type: "recorded", task: "t1", records: recorded([asked(command)], 3) });
	await panel.cardIsAwake("Approve");
	expect(document.activeElement).toBe(panel.field("Tell the agent something"));
	await panel.press("Tell the agent something", "Enter");
	await panel.press("Tell the agent something", "Enter", { ctrlKey: true });
	expect(panel.sent).toEqual([]);
});

test("the focus goes to the timeline when the card goes in which the person pressed a button", async () => {
	const panel = await waiting(asked(command));
	await panel.cardIsAwake("Approve");
	panel.button("Approve").focus();
	const decided = { type: "approval.decided", call: "c9", verdict: "approved", reason: "", surface: "panel" } as const;
	await panel.told({ type: "recorded", task: "t1", records: recorded([decided], 4) });
	expect(document.activeElement).toBe(panel.one("region", "What happened"));
});

test("Deny asks for a reason first, and sends it", async () => {
	const panel = await waiting(asked(command));
	await panel.cardIsAwake("Deny…");
	await panel.click("Deny…");
	expect(panel.sent).toEqual([]);
	expect(document.activeElement).toBe(panel.field("Tell the agent why (optional)"));
	await panel.type("Tell the agent why (optional)", " Keep dist. ");
	await panel.click("Deny");
	expect(panel.sent).toEqual([{ type: "deny", task: "t1", call: "c9", reason: "Keep dist." }]);
});

test("a denial needs no reason", async () => {
	const panel = await waiting(asked(command));
	await panel.cardIsAwake("Deny…");
	await panel.click("Deny…");
	await panel.press("Tell the agent why (optional)", "Enter");
	expect(panel.sent).toEqual([]);
	await panel.press("Tell the agent why (optional)", "Enter", { ctrlKey: true });
	expect(panel.sent).toEqual([{ type: "deny", task: "t1", call: "c9", reason: "" }]);
});

test("Escape and Back return to the decision without deciding", async () => {
	const panel = await waiting(asked(command));
	await panel.cardIsAwake("Deny…");
	await panel.click("Deny…");
	await panel.press("Tell the agent why (optional)", "Escape");
	await panel.click("Deny…");
	await panel.click("Back");
	expect(panel.all("button", "Approve")).toHaveLength(1);
	expect(panel.sent).toEqual([]);
});

test("the card goes when somebody decided elsewhere, and its half-written reason with it", async () => {
	const panel = await waiting(asked(command));
	await panel.cardIsAwake("Deny…");
	await panel.click("Deny…");
	await panel.type("Tell the agent why (optional)", "because");
	const decided = {
		type: "approval.decided",
		call: "c9",
		verdict: "approved",
		reason: "",
		surface: "palette",
	} as const;
	await panel.told({ type: "recorded", task: "t1", records: recorded([decided], 4) });
	expect(panel.all("region", "A command waits")).toHaveLength(0);
	expect(panel.state).toMatchObject({ drafts: {} });
});

test("a question is answered by one of its options", async () => {
	const panel = await waiting(question("Keep the **old** names?", "Yes", "No"));
	expect(panel.one("region", "The agent asks").querySelector("strong")?.textContent).toBe("old");
	await panel.cardIsAwake("No");
	await panel.click("No");
	expect(panel.sent).toEqual([{ type: "answer", task: "t1", call: "q1", text: "No" }]);
});

test("a question is answered in the person's own words, but not by nothing", async () => {
	const panel = await waiting(question("Which name?"));
	expect(panel.button("Answer").disabled).toBe(true);
	await panel.press("Your answer", "Enter", { ctrlKey: true });
	expect(panel.sent).toEqual([]);
	await panel.type("Your answer", "parseWeek\n");
	await panel.click("Answer");
	expect(panel.sent).toEqual([{ type: "answer", task: "t1", call: "q1", text: "parseWeek" }]);
});
