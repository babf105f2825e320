/** What the panel says of the harness's own checks, and of what makes them prove less. */

import { expect, test } from "vitest";
import type { TaskEvent } from "../../src/core/task/events.ts";
import type { CheckResult } from "../../src/core/task/review-events.ts";
import { parseCommand } from "../../src/protocol/commands.ts";
import { changed, ended, found, snapshot, viewOf } from "./journal.ts";
import { PanelOnScreen, textOf } from "./screen.tsx";

async function shown(...events: readonly TaskEvent[]): Promise<PanelOnScreen> {
	return new PanelOnScreen().told(snapshot(viewOf(...events)));
}

const handedOff: TaskEvent = {
	type: "handoff.written",
	handoff: { status: "done", summary: "It is done.", tried: [], left: [] },
};
const tree = "0123456789abcdef0123456789abcdef01234567";
const verified = (...results: readonly CheckResult[]): TaskEvent => {
	return { type: "verification.finished", of: "proposal", tree, results, round: 1 };
};
const failed: CheckResult = {
	...{ command: "npm test", outcome: "failed", text: "exit 1", kept: "", durationMs: 1_200, onBase: "other" },
	failures: [
		{ kind: "test", name: "adds [x](command:evil)", message: "3 is not 4", place: { path: "src/a.test.ts", line: 7 } },
		{ kind: "test", name: "divides", message: "no", old: true },
	],
};
const passed: CheckResult = { command: "npm run lint", outcome: "passed", text: "", kept: "", durationMs: 5 };

test("failures come first with their places, old ones apart; the pill and the hand-off say not verified", async () => {
	const end = ended("ready", "Not verified: npm test failed (1 failure).");
	const panel = await shown(found(changed("a.ts")), handedOff, verified(passed, failed), end);
	expect(panel.text).toContain("Ready, not verified");
	expect(panel.text).toContain("Hand-off: said to be done, not verified");
	const region = panel.one("region", "Checks");
	expect(textOf(region)).toContain("On the tree 01234567");
	expect(textOf(region).indexOf("npm test")).toBeLessThan(textOf(region).indexOf("npm run lint"));
	await panel.unfold("npm test");
	expect(panel.text).toContain("adds [x](command:evil)");
	expect(panel.text).toContain("1 old failure");
	await panel.click("Open src/a.test.ts, line 7");
	expect(panel.sent).toEqual([{ type: "open-place", task: "t1", path: "src/a.test.ts", line: 7 }]);
	for (const command of panel.sent) expect(parseCommand(command)).toEqual(command);
});

test("where nothing new fails the work is not called unverified, and it is said what failed before", async () => {
	const old: CheckResult = {
		...failed,
		onBase: "same",
		failures: [{ kind: "test", name: "divides", message: "no", old: true }],
	};
	const panel = await shown(found(changed("a.ts")), handedOff, verified(old), ended("ready"));
	expect(panel.text).toContain("nothing new fails");
	expect(panel.text).not.toContain("not verified");
	await panel.unfold("npm test");
	expect(panel.text).toContain("It failed in the same way before the task.");
});

test("a check that failed before the task and passes now is told as mended; of one that passed before nothing is said", async () => {
	const mended: CheckResult = { ...passed, command: "npm test", onBase: "failed" };
	const panel = await shown(found(changed("a.ts")), handedOff, verified(mended, passed), ended("ready"));
	const [first, second] = panel.one("region", "Checks").querySelectorAll("li");
	expect(first?.textContent).toMatch(/npm test.*passed, .*, failed before this task/);
	expect(second?.textContent).not.toContain("before this task");
	await panel.unfold("npm test");
	expect(panel.text).toContain("Mended: it failed before this task, and passes now.");
});

test("what weakens the checks stands above everything else in the changes, with the tests as they were", async () => {
	const findings = [{ path: "src/a.test.ts", line: 3, because: "skips a test" }];
	const old: TaskEvent = { type: "old-tests.checked", tree, paths: ["src/a.test.ts"], results: [failed] };
	const files = found(changed("a.ts"), changed("src/a.test.ts"));
	const panel = await shown(files, old, { type: "tampering.found", findings }, ended("ready"));
	const region = panel.one("region", "Look at these first: they decide what the checks prove");
	expect(textOf(region)).toContain("skips a test");
	expect(textOf(region)).toContain("The tests as they were, on the new code: failed");
	const changes = panel.one("region", "2 changed files");
	expect(textOf(changes).indexOf("Look at these first")).toBeLessThan(textOf(changes).indexOf("Review changes"));
	await panel.click("Open the diff of src/a.test.ts: it skips a test");
	expect(panel.sent).toEqual([{ type: "review", task: "t1", path: "src/a.test.ts" }]);
	const mended = await shown(
		files,
		{ type: "tampering.found", findings },
		{ type: "tampering.found", findings: [] },
		ended("ready"),
	);
	expect(mended.text).not.toContain("Look at these first");
});

test.each([
	["none-found", "No check was run: none was found in this project."],
	["off", "No check was run: the setting Checks: After Finish is off."],
] as const)("%s is said", async (unchecked, text) => {
	const end: TaskEvent = { type: "task.ended", end: "ready", text: "", unchecked };
	expect((await shown(found(changed("a.ts")), end)).text).toContain(text);
});

test("a place that is none is not taken from the panel", () => {
	const place = { type: "open-place", task: "t1", path: "a.ts", line: 1 };
	expect(parseCommand(place)).toEqual(place);
	for (const line of [0, -1, 1.5, "1", 1e9]) expect(parseCommand({ ...place, line })).toBeNull();
});
