/** One task on screen: what it is, its plan, its timeline, its spend, and what the person can say to it. */

import { act } from "preact/test-utils";
import { expect, test, vi } from "vitest";
import type { TaskEvent } from "../../src/core/task/events.ts";
import { foldView } from "../../src/core/task/view.ts";
import { begun, called, ended, recorded, said, snapshot, start, thought, viewOf } from "./journal.ts";
import { PanelOnScreen, textOf } from "./screen.tsx";

async function shown(...events: readonly TaskEvent[]): Promise<PanelOnScreen> {
	return new PanelOnScreen().told(snapshot(viewOf(...events)));
}

const timelineOf = (panel: PanelOnScreen) => panel.one("log", "Timeline");

test("the header says what the task is, where it stands, which model works and on which branch", async () => {
	const view = foldView(recorded(begun("Parse ISO weeks\n\nAll tests pass")));
	const panel = await new PanelOnScreen().told(snapshot(view));
	expect(panel.all("heading").map(textOf)).toContain("Parse ISO weeks");
	expect(panel.text).toContain("All tests pass");
	expect(panel.one("status", "Running")).toBeDefined();
	expect(panel.text).toContain("Claude Sonnet 5.5");
	expect(panel.text).toContain("remit/make-parsedate-accept-t1");
	await panel.click("Back to all tasks");
	await panel.click("Show the task's terminal");
	expect(panel.sent).toEqual([
		{ type: "show", task: "" },
		{ type: "open-terminal", task: "t1" },
	]);
});

test("a demo says so in the header, in its hand-off and beside its cost", async () => {
	const handoff = { status: "done", summary: "Fixed.", tried: [], left: [] } as const;
	const events = [...begun("Fix", "scripted"), { type: "handoff.written", handoff } as const, ended("ready")];
	const panel = await new PanelOnScreen().told(snapshot(foldView(recorded(events))));
	expect(panel.text).toContain("Scripted demo, no model was called");
	expect(panel.text).toContain("$0 (scripted demo)");
	expect(panel.text).toContain("Hand-off: donescripted demo");
});

test("a real model's task does not speak of a demo", async () => {
	const panel = await shown(said("Hello"), ended("ready"));
	expect(panel.text).not.toMatch(/scripted|demo/i);
});

test("why a task ended is said beside its status", async () => {
	const panel = await shown(ended("failed", "The key was refused."));
	expect(panel.one("status", "Failed")).toBeDefined();
	expect(panel.text).toContain("The key was refused.");
});

test("the plan counts what is done, leaves out what was dropped, and says each step's state in words", async () => {
	const steps = [
		{ text: "Find it", state: "done" },
		{ text: "Fix it", state: "doing" },
		{ text: "Test it", state: "open" },
		{ text: "Rename it", state: "dropped" },
	] as const;
	const panel = await shown({ type: "plan.set", steps });
	expect(panel.text).toContain("1 of 3");
	expect(panel.all("listitem").map(textOf)).toEqual([
		"done: Find it",
		"in progress: Fix it",
		"open: Test it",
		"dropped: Rename it",
	]);
	expect(panel.root.querySelector("[aria-current=step]")?.textContent).toContain("Fix it");
});

test("the timeline is a polite log of what was said and done", async () => {
	const panel = await shown(
		said("I **look**."),
		thought("Hm."),
		{ type: "person.steered", text: "Go on" },
		{ type: "model.told", text: "Told." },
	);
	const log = timelineOf(panel);
	expect(log.getAttribute("aria-live")).toBe("polite");
	expect(log.querySelector("strong")?.textContent).toBe("look");
	expect(textOf(log)).toContain("YouGo on");
	expect(textOf(log)).toContain("Told.");
	const folded = panel.all("details", "Thought");
	expect(folded[0]?.hasAttribute("open")).toBe(false);
	expect(folded[0]?.textContent).toContain("Hm.");
});

test("a call takes one line with how it went, and its result unfolds below", async () => {
	const panel = await shown(
		...called("c1", "run", "npm test", {
			kind: "failed",
			summary: "exit 1",
			text: "\u001b[31mFAIL\u001b[0m a.test",
			kept: "hash",
		}),
	);
	expect(textOf(panel.one("details", "npm test"))).toContain("failed: exit 1");
	expect(panel.one("region", "What came of npm test").textContent).toBe("FAIL a.test");
	await panel.click("Open full output of npm test");
	expect(panel.sent).toEqual([{ type: "open-output", task: "t1", call: "c1" }]);
});

test("invisible characters in a call's title are shown", async () => {
	const panel = await shown(...called("c1", "run", "echo \u202Ex"));
	expect(textOf(timelineOf(panel))).toContain("echo ‹U+202E›x");
});

test.each([
	["denied", "denied"],
	["unknown", "outcome unknown"],
	["failed", "failed"],
] as const)("a call that was %s says so in words", async (kind, word) => {
	const panel = await shown(...called("c1", "run", "npm test", { kind, summary: "" }));
	expect(textOf(panel.one("details", "npm test"))).toContain(word);
});

test("neighbouring read-only calls are one line that unfolds; others end the group", async () => {
	const panel = await shown(
		...called("c1", "read", "Read a.ts, lines 1–200"),
		...called("c2", "read", "Read a.ts, lines 201–400"),
		...called("c3", "read", "Read b.ts"),
		...called("c4", "search", 'Search "x"', { kind: "failed", text: "bad pattern" }),
		...called("c5", "edit", "Edit b.ts"),
		...called("c6", "read", "Read b.ts again"),
	);
	const group = textOf(panel.one("details", "Explored"));
	expect(group).toContain("Explored 2 files, 1 search");
	expect(group).toContain("1 failed");
	expect(group).toContain("Read a.ts, lines 201–400");
	expect(group).not.toContain("Edit b.ts");
	expect(panel.all("details", "Explored")).toHaveLength(1);
});

test("what streams is shown until it is recorded, and old streams are not shown again", async () => {
	const streaming = {
		type: "streaming",
		task: "t1",
		turn: 1,
		text: "Half a sen",
		thinking: "Hm",
		output: "",
		call: "",
	} as const;
	const panel = await shown();
	await panel.told(streaming);
	expect(panel.text).toContain("Half a sen");
	expect(textOf(timelineOf(panel))).not.toContain("Half");
	await panel.told({ type: "recorded", task: "t1", records: recorded([said("Half a sentence.")], 3) }, streaming);
	expect(panel.text.match(/Half a sen/g)).toHaveLength(1);
	await panel.told({ ...streaming, turn: 2, text: "Next" });
	expect(panel.text).toContain("Next");
});

test("a running command shows its last lines, without control sequences", async () => {
	const output = `${Array.from({ length: 40 }, (_, at) => `line ${at}`).join("\n")}\n\u001b[32mok\u001b[0m\n`;
	const panel = await shown({ type: "call.started", call: "c1", tool: "run", title: "npm test" });
	await panel.told({ type: "streaming", task: "t1", turn: 1, text: "", thinking: "", output, call: "c1" });
	const live = panel.root.querySelector("pre.live")?.textContent ?? "";
	expect(live.endsWith("line 39\nok")).toBe(true);
	expect(live).not.toContain("line 20");
	const outcome = { kind: "done", text: "ok", summary: "exit 0" } as const;
	await panel.told({
		type: "recorded",
		task: "t1",
		records: recorded([{ type: "call.finished", call: "c1", outcome }], 4),
	});
	expect(panel.root.querySelector("pre.live")).toBeNull();
});

test("5,000 items show the last 200, and earlier ones on request", async () => {
	const events = Array.from({ length: 5_000 }, (_, at) => said(`Item number ${at}.`, at + 1));
	const panel = await shown(...events);
	const log = timelineOf(panel);
	expect(log.children).toHaveLength(200);
	expect(textOf(log)).toContain("Item number 4999.");
	await panel.click("Show earlier");
	expect(log.children).toHaveLength(400);
	expect(textOf(log)).toContain("Item number 4600.");
	await panel.told({ type: "recorded", task: "t1", records: recorded([said("One more.", 5_001)], 5_003) });
	expect(textOf(log)).toContain("One more.");
});

test("spend shows tokens, cost and time, and says each figure when it is opened", async () => {
	const panel = await shown(said("a"), said("b"));
	const spend = textOf(panel.one("details", "Read from the cache"));
	expect(spend).toContain("8.3k in");
	expect(spend).toContain("88k cached");
	expect(spend).toContain("6.2k out");
	expect(spend).toContain("$0.084");
	expect(spend).toContain("Read from the cache88,240");
	expect(spend).toContain("Written to the cache5,900");
});

test("the clock ticks once a second while the task runs and stands while it waits", async () => {
	vi.useFakeTimers({ now: start + 12_000 });
	try {
		const clock = (panel: PanelOnScreen) => panel.root.querySelector(".elapsed")?.textContent;
		const panel = await shown();
		expect(clock(panel)).toBe("12 s");
		await act(() => vi.advanceTimersByTimeAsync(3_000).then(() => undefined));
		expect(clock(panel)).toBe("15 s");
		const ends = recorded([ended("stopped")], 3);
		await panel.told({ type: "recorded", task: "t1", records: ends });
		await act(() => vi.advanceTimersByTimeAsync(60_000).then(() => undefined));
		expect(clock(panel)).toBe("3 s");
	} finally {
		vi.useRealTimers();
	}
});

test("a hand-off shows its summary, what was tried and what is left", async () => {
	const handoff = { status: "stuck", summary: "No **luck**.", tried: ["A"], left: ["B"] } as const;
	const panel = await shown({ type: "handoff.written", handoff }, ended("stuck"));
	const report = panel.one("region", "Hand-off: stuck");
	expect(report.querySelector("strong")?.textContent).toBe("luck");
	expect(textOf(report)).toContain("TriedA");
	expect(textOf(report)).toContain("Left to doB");
});
