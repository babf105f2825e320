/** The fold that the panel renders: states, spend, clocks and changes. */

import { expect, test } from "vitest";
import { noUsage } from "../../../src/core/agent/messages.ts";
import type { Change } from "../../../src/core/review-ports.ts";
import type { Recorded, TaskEvent } from "../../../src/core/task/events.ts";
import { canReview, foldView, stepView } from "../../../src/core/task/view.ts";
import { created } from "../../support/delegations.ts";
import { recorded } from "../../support/memory-journal.ts";
import { says } from "../../support/replies.ts";

const started: TaskEvent = {
	type: "task.started",
	model: { provider: "anthropic", id: "m", label: "M", images: false },
};
const running: readonly TaskEvent[] = [created(), started];
const asked: TaskEvent = {
	type: "approval.asked",
	call: "c1",
	command: "rm -rf x",
	cwd: "",
	because: "deletes",
	purpose: "",
};

const change = (path: string, version = "v1"): Change => ({
	path,
	kind: "modified",
	binary: false,
	added: 1,
	removed: 1,
	mode: 0o100644,
	version,
});

/** On the first version of a.ts. */
const decided: TaskEvent = {
	type: "change.decided",
	path: "a.ts",
	decision: "accepted",
	version: "v1",
	note: "",
	surface: "panel",
};

function fold(...events: readonly TaskEvent[]) {
	return foldView(recorded(events));
}

test("a command that waits is shown as waiting until somebody decides", () => {
	const waiting = fold(...running, asked);
	expect(waiting.status).toBe("waiting");
	expect(waiting.waiting).toMatchObject({ kind: "approval", command: "rm -rf x", because: "deletes" });
	expect(waiting.timeline.at(-1)).toMatchObject({ kind: "call", state: "waiting", title: "rm -rf x" });
	const decided = fold(...running, asked, {
		type: "approval.decided",
		call: "c1",
		verdict: "approved",
		reason: "",
		surface: "panel",
	});
	expect(decided).toMatchObject({ status: "running", waiting: null });
});

test("a call that was running when the editor closed has an unknown outcome; one that waited did not run", () => {
	const one = fold(
		...running,
		{ type: "call.started", call: "c1", tool: "run", title: "npm test" },
		{ type: "task.interrupted" },
	);
	expect(one.status).toBe("interrupted");
	expect(one.timeline.find(({ kind }) => kind === "call")).toMatchObject({
		state: "unknown",
		summary: "outcome unknown",
	});
	const two = fold(...running, asked, { type: "task.interrupted" });
	expect(two.waiting).toBeNull();
	expect(two.timeline.find(({ kind }) => kind === "call")).toMatchObject({ state: "failed", summary: "not run" });
});

test("what was spent is the sum of all replies and of what failed, and an unknown price is never counted as nothing", () => {
	const usage = { ...noUsage, input: 100, output: 10 };
	const turn = (cost: number | null): TaskEvent => ({
		type: "turn.finished",
		turn: 1,
		blocks: [says("Hm.")],
		stop: "end_turn",
		usage,
		cost,
		model: "m",
	});
	const view = fold(
		...running,
		turn(0.5),
		{ type: "turn.failed", turn: 2, reason: "server", text: "no", usage, cost: 0.25 },
		turn(null),
	);
	expect(view.spend).toMatchObject({ cost: 0.75, costUnknown: true, turns: 2, usage: { input: 300, output: 30 } });
});

test("time in which a person is waited for is not counted", () => {
	const at = (seconds: number, event: TaskEvent, seq: number): Recorded => ({ seq, at: seconds * 1_000, event });
	const decided: TaskEvent = {
		type: "approval.decided",
		call: "c1",
		verdict: "approved",
		reason: "",
		surface: "panel",
	};
	const events = [
		at(0, created(), 0),
		at(1, started, 1),
		at(10, asked, 2),
		at(500, decided, 3),
		at(505, { type: "task.ended", end: "ready", text: "" }, 4),
	];
	expect(foldView(events).spend).toMatchObject({ activeMs: 15_000, runningSince: null });
});

test("the clock of an interrupted task stands, and what passed until the restart is not counted", () => {
	const at = (seconds: number, event: TaskEvent, seq: number): Recorded => ({ seq, at: seconds * 1_000, event });
	const view = foldView([at(0, created(), 0), at(7, started, 1), at(9_000, { type: "task.interrupted" }, 2)]);
	expect(view.spend).toMatchObject({ runningSince: null, activeMs: 7_000 });
});

test("a decision stays with the version it was made on", () => {
	const found: TaskEvent = { type: "changes.found", changes: [change("a.ts"), change("b.ts")] };
	const ended: TaskEvent = { type: "task.ended", end: "ready", text: "" };
	const made: TaskEvent = { type: "checkout.made", checkout: { root: "/c", branch: "b", base: "abc", notes: [] } };
	const same = fold(...running, made, found, ended, decided, found);
	expect(same.changes.map(({ decision }) => decision)).toEqual(["accepted", "undecided"]);
	const again: TaskEvent = { type: "changes.found", changes: [change("a.ts", "v2"), change("b.ts")] };
	expect(fold(...running, found, ended, decided, again).changes.map(({ decision }) => decision)).toEqual([
		"undecided",
		"undecided",
	]);
	expect(canReview(same)).toBe(true);
});

test("a decision about a version that is gone changes nothing", () => {
	const found: TaskEvent = { type: "changes.found", changes: [change("a.ts", "v2")] };
	expect(fold(...running, found, decided).changes[0]?.decision).toBe("undecided");
});

test("folding step by step equals folding at once, and leaves earlier views as they were", () => {
	const records = recorded([...running, asked, { type: "task.interrupted" }]);
	let view = foldView([]);
	const frozen: string[] = [];
	for (const record of records) {
		const before = JSON.stringify(view);
		const next = stepView(view, record);
		expect(JSON.stringify(view)).toBe(before);
		frozen.push(JSON.stringify(next));
		view = next;
	}
	expect(JSON.parse(frozen.at(-1) ?? "")).toEqual(JSON.parse(JSON.stringify(foldView(records))));
});

test("an event of a type that is not known yet is shown as unknown and changes nothing else", () => {
	const unknown: unknown = { seq: 2, at: 3_000, event: { type: "task.teleported" } };
	const before = fold(...running);
	const after = stepView(before, unknown as Recorded);
	expect(after).toMatchObject({ seq: 2, status: before.status });
	expect(after.timeline.at(-1)).toMatchObject({ kind: "note", text: expect.stringContaining("task.teleported") });
});
