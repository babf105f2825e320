/** What a report tells of how a task went: counted from events, whatever the agent says of it. */

import { expect, test } from "vitest";
import { noUsage } from "../../../src/core/agent/messages.ts";
import { noConduct, stepConduct } from "../../../src/core/report/conduct.ts";
import { reportOf } from "../../../src/core/report/hand-off.ts";
import { outcomeOf } from "../../../src/core/report/outcome.ts";
import { reportMarkdown } from "../../../src/core/report/report-markdown.ts";
import { risksOf } from "../../../src/core/report/risks.ts";
import { asksForValue } from "../../../src/core/report/value.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { foldView } from "../../../src/core/task/view.ts";
import {
	begun,
	change,
	decided,
	ended,
	found,
	handedOff,
	journals,
	lint,
	minutely,
	passed,
	verified,
} from "./journals.ts";

function conduct(...events: readonly TaskEvent[]) {
	return minutely(events).reduce(stepConduct, noConduct);
}

function judged(call: string, sandboxed: boolean): TaskEvent {
	const rest = { cwd: "", verdict: "ask", because: "", by: [] } as const;
	return { type: "command.judged", call, command: `command ${call}`, sandboxed, ...rest };
}

const started = (call: string): TaskEvent => ({ type: "call.started", call, tool: "run", title: "" });
const denied = (call: string): TaskEvent => {
	return { type: "approval.decided", call, verdict: "denied", reason: "", surface: "panel" };
};

test("only what really ran outside the sandbox is told, each command once", () => {
	const events = [judged("a", false), started("a"), judged("b", false), denied("b"), judged("c", true), started("c")];
	expect(conduct(...events, judged("a", false), started("a")).unguarded).toEqual({ first: ["command a"], count: 1 });
});

test.each(["toString", "__proto__", "constructor"])("a call whose id is %s is a call like every other", (call) => {
	expect(conduct(started(call)).unguarded.count).toBe(0);
	expect(conduct(judged(call, false), started(call)).unguarded).toEqual({ first: [`command ${call}`], count: 1 });
	expect(conduct(judged(call, true), started(call), started(call)).unguarded.count).toBe(0);
});

test("a command that was changed counts as it was judged last", () => {
	expect(conduct(judged("a", false), judged("a", true), started("a")).unguarded.count).toBe(0);
	expect(conduct(judged("a", true), judged("a", false), started("a")).unguarded.count).toBe(1);
});

test("waiting is counted until the person answers, and not over a restart", () => {
	const asked: TaskEvent = { type: "question.asked", call: "q", question: "?", options: [] };
	const answered: TaskEvent = { type: "question.answered", call: "q", answer: "" };
	expect(conduct(asked, answered).waitedMs).toBe(60_000);
	expect(conduct(asked, { type: "task.interrupted" }, ended("stopped"))).toMatchObject({
		waitedMs: 0,
		waitingSince: null,
	});
});

test("a long list is counted to its end and named at its beginning", () => {
	const paths = Array.from({ length: 500 }, (_, at) => `f${at}`);
	const { takenBack } = conduct({ type: "changes.taken-back", call: "c", paths, problems: [] });
	expect([takenBack.count, takenBack.first.length]).toEqual([500, 50]);
});

test("the value is asked after the review, once, and never after an answer or none", () => {
	const asks = (...events: readonly TaskEvent[]) => asksForValue(foldView(minutely(events)));
	const reviewed = (journals["accepted"] ?? []).slice(0, -1);
	expect(asks(...begun(), ended("ready"))).toBe(false);
	expect(asks(...reviewed)).toBe(true);
	expect(asks(...reviewed, { type: "value.told", minutes: 0, surface: "panel" })).toBe(false);
	expect(asks(...reviewed, { type: "value.declined", surface: "panel" })).toBe(false);
});

function toneOf(...events: readonly TaskEvent[]) {
	const view = foldView(minutely([...begun(), ...events]));
	return outcomeOf(view, []).tone;
}

test("nothing but a whole green run on what is there now is good", () => {
	const work = [handedOff({ summary: "Verified! All checks passed." }), found(change("a.ts"), change("b.ts"))];
	expect(toneOf(...work, verified(passed, lint), ended("ready"))).toBe("good");
	expect(toneOf(...work, ended("ready"))).toBe("attention");
	expect(toneOf(...work, verified(passed, { ...lint, outcome: "not-run" }), ended("ready"))).toBe("attention");
	expect(toneOf(...work, verified(passed), found(change("a.ts", { version: "x" })), ended("ready"))).toBe("attention");
	expect(toneOf(...work, verified(passed), decided("a.ts", "accepted"), ended("ready"))).toBe("attention");
	expect(toneOf(...work, verified(), ended("ready"))).toBe("attention");
});

test("what lies out of a narrowed scope and is still proposed is a risk; what was taken back is none any more", () => {
	const narrowed = (outside: readonly string[]): TaskEvent => ({
		...{ type: "brief.changed", surface: "panel", outside },
		brief: { goal: "Less", scope: { allowed: ["src/**"], forbidden: [] } },
	});
	const told = (...paths: readonly string[]) => {
		const view = foldView(minutely([...begun(), found(change("wide.txt")), ended("stuck"), narrowed(paths)]));
		return JSON.stringify(risksOf(view));
	};
	expect(told("wide.txt", "gone.txt")).toContain(
		'Out of the scope that the brief has now, and still proposed: ",{"code":"wide.txt"}',
	);
	expect(told("gone.txt")).not.toContain("Out of the scope");
});

test("edits out of scope that were refused are counted, other failures are not", () => {
	const finished = (kind: "failed" | "done", summary: string): TaskEvent => {
		return { type: "call.finished", call: "a", outcome: { kind, text: "", summary } };
	};
	const events = [finished("failed", "out of scope"), finished("failed", "failed"), finished("done", "out of scope")];
	expect(conduct(...events).outOfScope).toBe(1);
	const view = foldView(minutely([...begun(), ...events, ended("stopped")]));
	expect(risksOf(view).flat().join("")).toContain("1 edit out of scope was tried and refused.");
});

test("what the agent said last is quoted where it handed nothing over", () => {
	const said = (text: string): TaskEvent => {
		const usage = { usage: noUsage, cost: 0, model: "m-1" };
		return { type: "turn.finished", turn: 1, blocks: [{ type: "text", text }], stop: "refusal", ...usage };
	};
	const report = (...more: readonly TaskEvent[]) =>
		reportMarkdown(
			reportOf(foldView(minutely([...begun(), said("First."), said("# I *cannot*."), ...more])), [], 0),
			"person",
		);
	expect(report(ended("stuck", "The model declined."))).toContain(
		"## What the agent said last\n\n```text\n# I *cannot*.\n```",
	);
	expect(report(handedOff(), ended("ready"))).not.toContain("I *cannot*");
	expect(report()).not.toContain("I *cannot*");
});
