/** What the self-review found, on screen: what is the person's first, in whose words, at what cost, and never as an approval. */

import { expect, test } from "vitest";
import type { TaskEvent } from "../../src/core/task/events.ts";
import { changed, ended, found, snapshot, viewOf } from "./journal.ts";
import { PanelOnScreen, textOf } from "./screen.tsx";
import { answered, objection, round, selfReviewStates } from "./self-review-states.ts";

async function shown(...events: readonly TaskEvent[]): Promise<PanelOnScreen> {
	return new PanelOnScreen().told(snapshot(viewOf(found(changed("src/dates/parse.ts")), ...events)));
}

const rowsIn = (region: Element) => [...region.querySelectorAll("li")].map(textOf);

test("what is left for the person comes first, then what was rebutted; what was fixed is folded away", async () => {
	const panel = new PanelOnScreen();
	for (const message of selfReviewStates["self-review"] ?? []) await panel.told(message);
	const region = panel.one("region", "Self-review");
	expect(rowsIn(region).map((row) => row.slice(0, 40))).toEqual([
		expect.stringMatching(/^unsafe, highleft for you/),
		expect.stringMatching(/^untested, mediumleft for you/),
		expect.stringMatching(/^needless, lowrebutted/),
	]);
	expect(textOf(region)).toContain("claude-opus-4-9 · 2 rounds · $0.12 in 2 requests, part of the task's cost");
	expect(textOf(region)).toContain("Agent: It is used in `format`, too.");
	expect(panel.one("status", "2 left for you")).toBeDefined();
	await panel.unfold("1 finding fixed");
	expect(rowsIn(region).at(-1)).toContain("Self-review: Refused, and a test says so.");
	await panel.click("Open the thread of this finding, src/dates/parse.ts:7");
	expect(panel.sent).toEqual([{ type: "open-thread", task: "t1", thread: "F1-3" }]);
});

test("a review that found nothing says so, what it was not shown, and nothing of an approval", async () => {
	const panel = await shown(...round(1, [], [], { unseen: 3, more: 2 }), ended("ready"));
	const region = panel.one("region", "Self-review");
	expect(textOf(region)).toContain("found nothing to refute");
	expect(textOf(region)).toContain("3 changed files were not shown to it whole.");
	expect(textOf(region)).toContain("2 further findings were left out.");
	expect(textOf(region)).not.toMatch(/approve|passed|verified/i);
});

test("while it runs the header says which round; not done says why; without one there is no section", async () => {
	const started: TaskEvent = { type: "self-review.started", round: 1, model: "m" };
	const running = await shown(started);
	expect(running.text).toContain("Self-review, round 1…");
	const failed = await shown(started, { type: "self-review.failed", round: 1, text: "No money." }, ended("ready"));
	expect(failed.one("status", "not done")).toBeDefined();
	expect(failed.text).toContain("No money.");
	const skipped = await shown({ type: "self-review.skipped", text: "An extra review was advised and not done." });
	expect(skipped.one("status", "not done")).toBeDefined();
	expect((await shown(ended("ready"))).all("region", "Self-review")).toHaveLength(0);
});

test("a reviewer's words are plain text, with what cannot be seen made visible", async () => {
	const evil = objection("F1-1", { claim: "[x](command:evil) <img src=x> \u202Egnp.exe", howToCheck: "**run** it" });
	const panel = await shown(...round(1, [evil]), answered("F1-1", "<b>no</b>"), ended("ready"));
	const region = panel.one("region", "Self-review");
	expect(region.querySelectorAll("a, img, b")).toHaveLength(0);
	expect(textOf(region)).toContain("[x](command:evil) <img src=x> ‹U+202E›gnp.exe");
});

test("a finding is no comment of the person's until they say something in its thread, and what they resolve is resolved", async () => {
	const place = { baseStart: 1, baseEnd: 2, start: 1, end: 2 };
	const reply: TaskEvent = {
		...{ type: "comment.sent", thread: "F1-1", path: "src/dates/parse.ts", piece: "p", place, diff: "" },
		...{ text: "Do mend it.", surface: "editor" },
	};
	const before = await shown(...round(1, [objection("F1-1")]), ended("ready"));
	expect(before.all("region", "You asked for")).toHaveLength(0);
	const after = await shown(...round(1, [objection("F1-1")]), ended("ready"), reply);
	expect(after.one("region", "You asked for 1 change")).toBeDefined();
	const closed = await shown(...round(1, [objection("F1-1")]), ended("ready"), {
		type: "thread.closed",
		thread: "F1-1",
	});
	expect(textOf(closed.one("region", "Self-review"))).toContain("resolved by you");
});
