/** The calibration's figures, groups, advice and exports, from journals. */

import { expect, test } from "vitest";
import { adviceOf } from "../../../src/core/calibration/advice.ts";
import { calibrationCsv, calibrationJson } from "../../../src/core/calibration/export.ts";
import { figuresOf, type PastTask, type TaskFigures } from "../../../src/core/calibration/figures.ts";
import { byKind, byWeek, groupOf, weekName } from "../../../src/core/calibration/groups.ts";
import type { Rework } from "../../../src/core/calibration/rework.ts";
import type { Brief } from "../../../src/core/task/brief.ts";
import type { Recorded, TaskEvent } from "../../../src/core/task/events.ts";
import type { CheckResult } from "../../../src/core/task/review-events.ts";
import { foldView } from "../../../src/core/task/view.ts";

const day = 86_400_000;
const monday = Date.UTC(2026, 10, 16);
const usage = { input: 10, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 5, thinking: 0 };

interface Told {
	readonly task?: string;
	readonly at?: number;
	readonly brief?: Partial<Brief>;
	readonly cost?: number | null;
	readonly minutes?: number;
	readonly scripted?: boolean;
	readonly more?: readonly TaskEvent[];
}

/** A task that ran for some minutes, ended as ready, and what happened then. */
function past({
	task = "t",
	at = monday,
	brief = {},
	cost = 1,
	minutes = 2,
	scripted = false,
	more = [],
}: Told): PastTask {
	const provider = scripted ? ("scripted" as const) : ("anthropic" as const);
	const model = { provider, id: "m", label: "m", images: false };
	const events: readonly TaskEvent[] = [
		{
			type: "task.created",
			task,
			brief: { goal: "Do it", ...brief },
			workspace: { name: "p", folder: "/p" },
			owner: "Ada",
		},
		{ type: "task.started", model },
		{ type: "turn.finished", turn: 1, blocks: [], stop: "end_turn", usage, cost, model: "m" },
		{ type: "task.ended", end: "ready", text: "" },
		...more,
	];
	const before = events.length - more.length - 1;
	const records = events.map(
		(event, seq): Recorded => ({ seq, at: at + (seq >= before ? minutes * 60_000 : 0), event }),
	);
	return { view: foldView(records), events: records };
}

const closed = (outcome: "accepted" | "partly-accepted" | "rejected" | "discarded"): TaskEvent => ({
	type: "review.closed",
	outcome,
});

function checked(round: number, outcome: CheckResult["outcome"], onBase?: CheckResult["onBase"]): TaskEvent {
	const result: CheckResult = {
		command: "npm test",
		outcome,
		text: "",
		kept: "",
		durationMs: 1,
		...(onBase ? { onBase } : {}),
	};
	return { type: "verification.finished", of: "proposal", tree: "t", results: [result], round };
}

function figures(tasks: readonly PastTask[], rework = new Map<string, Rework>()): readonly TaskFigures[] {
	return figuresOf(tasks, rework);
}

function one(told: Told): TaskFigures {
	const [found] = figures([past(told)]);
	if (!found) throw new Error("it was left out");
	return found;
}

test("a task's figures say what became of it, what it cost and how long it worked", () => {
	const found = one({
		brief: { kind: "tests" },
		cost: 0.5,
		minutes: 3,
		more: [closed("accepted"), { type: "value.told", minutes: 45, surface: "panel" }],
	});
	expect(found).toMatchObject({
		kind: "tests",
		outcome: "accepted",
		cost: 0.5,
		minutesSaved: 45,
		estimate: null,
		rework: null,
	});
	expect(found.minutes).toBeCloseTo(3);
});

test("what the demo played is left out, and a cost that is not known stays unknown", () => {
	expect(figures([past({ scripted: true })])).toEqual([]);
	expect(one({ cost: null }).cost).toBeNull();
	expect(groupOf([one({ cost: null }), one({ cost: 2 })])).toMatchObject({
		cost: 2,
		unpriced: 1,
		costPerAccepted: null,
	});
});

test("hunks are counted as they were decided on, piece by piece", () => {
	const change = {
		path: "a",
		kind: "modified",
		binary: false,
		added: 1,
		removed: 1,
		mode: 0o100644,
		version: "v",
		pieces: ["1", "2", "3"],
	} as const;
	const decide = (pieces: readonly string[], decision: "accepted" | "rejected"): TaskEvent => ({
		...{ type: "change.decided", path: "a", version: "v", note: "", surface: "panel" },
		...{ decision, pieces },
	});
	const more: readonly TaskEvent[] = [
		{ type: "changes.found", changes: [change] },
		decide(["1", "2"], "accepted"),
		decide(["3"], "rejected"),
	];
	expect(one({ more }).hunks).toEqual({ accepted: 2, rejected: 1 });
});

test("only the first verification counts as the first pass; old failures do not fail it, and what was not run says nothing", () => {
	expect(one({ more: [checked(1, "passed")] }).firstPass).toBe("passed");
	expect(one({ more: [checked(1, "failed"), checked(2, "passed")] }).firstPass).toBe("failed");
	expect(one({ more: [checked(1, "failed", "same")] }).firstPass).toBe("passed");
	expect(one({ more: [checked(1, "not-run")] }).firstPass).toBe("none");
	expect(one({}).firstPass).toBe("none");
});

test("why a task was stuck is told once for each strike, and apart where the agent said so itself", () => {
	const struck: TaskEvent = { type: "stuck.found", reason: "same-failure", text: "", attempts: [] };
	const ended: TaskEvent = { type: "task.ended", end: "stuck", text: "" };
	const again: TaskEvent = {
		type: "task.started",
		model: { provider: "anthropic", id: "m", label: "m", images: false },
	};
	expect(one({ more: [again, struck, ended, again, ended] }).stuck).toEqual(["same-failure", "said"]);
});

test("an estimate is made of five tasks of the same kind that had ended before, and of no others", () => {
	const five = [1, 2, 3, 4, 5].map((cost) =>
		past({ task: `t${cost}`, at: monday + cost * day, brief: { kind: "bug" }, cost }),
	);
	const after = past({ task: "new", at: monday + 9 * day, brief: { kind: "bug" }, cost: 4, minutes: 8 });
	const found = figures([...five, after]);
	expect(found.slice(0, 5).map(({ estimate }) => estimate)).toEqual([null, null, null, null, null]);
	expect(found.at(-1)?.estimate).toMatchObject({ tasks: 5, money: { median: 3, ninetieth: 5 } });
	const other = past({ task: "new", at: monday + 9 * day, brief: { kind: "docs" } });
	expect(figures([...five, other]).at(-1)?.estimate).toBeNull();
	const early = past({ task: "new", at: monday + 5 * day + 1, brief: { kind: "bug" } });
	expect(figures([...five, early]).at(-1)?.estimate).toBeNull();
	expect(groupOf(found).estimated).toMatchObject({ tasks: 1, cost: 3, actualCost: 4, minutes: 2, actualMinutes: 8 });
});

test("weeks are those of ISO 8601, and one without tasks stands between two others", () => {
	expect(weekName(Date.UTC(2027, 0, 3))).toBe("2026-W53");
	expect(weekName(Date.UTC(2024, 11, 30))).toBe("2025-W01");
	expect(weekName(Date.UTC(1970, 0, 1))).toBe("1970-W01");
	const tasks = [
		past({ at: monday }),
		past({ at: monday + 6 * day + 23 * 3_600_000 }),
		past({ at: monday + 15 * day }),
	];
	expect(byWeek(figures(tasks)).map(({ name, tasks: count }) => [name, count])).toEqual([
		["2026-W47", 2],
		["2026-W48", 0],
		["2026-W49", 1],
	]);
	expect(byWeek([])).toEqual([]);
});

const many = (count: number, told: Told) =>
	Array.from({ length: count }, (_, at) => past({ ...told, task: `${told.brief?.kind}${at}` }));

test("a kind that comes back well is advised, one that does not is advised against, each with its numbers", () => {
	const good = many(6, { brief: { kind: "tests" }, more: [checked(1, "passed"), closed("accepted")] });
	const bad = many(5, { brief: { kind: "bug" }, more: [closed("rejected")] });
	const advice = adviceOf(figures([...good, ...bad]), 0);
	expect(advice.map(({ kind, advice: which }) => [kind, which])).toEqual([
		["tests", "more"],
		["bug", "stop"],
	]);
	expect(advice[0]?.because).toEqual([
		"6 of 6 (100 %) tasks accepted or partly",
		"6 of 6 (100 %) passed the checks the first time",
		"$1.00 for each accepted task",
	]);
	expect(advice[1]?.because).toEqual(["0 of 5 (0 %) tasks accepted or partly"]);
});

test("nothing is said of a kind with fewer than five tasks that are over", () => {
	const few = many(4, { brief: { kind: "tests" }, more: [closed("accepted")] });
	const open = many(9, { brief: { kind: "docs" } });
	expect(adviceOf(figures([...few, ...open]), 0)).toEqual([]);
});

test("tasks that are accepted and reworked, or that cost more than they saved, are advised against", () => {
	const tasks = many(5, {
		brief: { kind: "docs" },
		cost: 20,
		more: [closed("accepted"), { type: "value.told", minutes: 10, surface: "panel" }],
	});
	expect(adviceOf(figures(tasks), 0)[0]?.advice).toBe("more");
	expect(adviceOf(figures(tasks), 60)[0]).toMatchObject({
		advice: "stop",
		because: ["$20.00 for each accepted task", "50 minutes of yours saved in 5 tasks, worth $50.00, for $100.00"],
	});
	const rework = new Map(tasks.map(({ view }) => [view.task, { lines: 10, reworked: 6, isFinal: true }]));
	expect(adviceOf(figures(tasks, rework), 0)[0]).toMatchObject({
		advice: "stop",
		because: ["30 of 50 (60 %) accepted lines changed again"],
	});
});

test("a kind that is worse in one number is neither advised nor advised against", () => {
	const tasks = many(5, { brief: { kind: "bug" }, more: [checked(1, "failed"), closed("accepted")] });
	expect(adviceOf(figures(tasks), 0)).toEqual([]);
	expect(byKind(figures(tasks))[0]).toMatchObject({
		name: "bug",
		acceptance: { part: 5, of: 5 },
		firstPass: { part: 0, of: 5 },
	});
});

test("the CSV has a line for each task, quoted where it must be, and no field that a spreadsheet would run", () => {
	const tasks = [
		past({ brief: { goal: '=HYPERLINK("x"), "quoted"\nsecond line' } }),
		past({ task: "u", at: monday + 1, cost: null }),
	];
	const lines = calibrationCsv(figures(tasks)).split("\r\n");
	expect(lines[0]?.split(",").slice(0, 6)).toEqual(["task", "week", "created", "kind", "goal", "outcome"]);
	expect(lines[1]).toContain(`"'=HYPERLINK(""x""), ""quoted""\nsecond line"`);
	expect(lines[2]).toMatch(/^u,2026-W47,2026-11-16T00:00:00\.001Z,other,Do it,open,0,0,none,,,,2,,,,,$/);
	expect(lines).toHaveLength(4);
});

test.each([
	["a;=cmd()", "a;'=cmd()"],
	["a; @x", "a;' @x"],
	["＝1+1", "'＝1+1"],
	["\t-1", "'\t-1"],
	["a\n=1", '"a\n\'=1"'],
	["1 + 1 = 2; done", "1 + 1 = 2; done"],
])("%j is no formula wherever a spreadsheet lets a field begin", (goal, field) => {
	expect(calibrationCsv(figures([past({ brief: { goal } })]))).toContain(`,other,${field},open,`);
});

test("the JSON holds tasks, weeks, kinds and advice, and nulls for what is not known", () => {
	const report: unknown = JSON.parse(
		calibrationJson(figures(many(5, { brief: { kind: "tests" }, more: [closed("accepted")] })), 0),
	);
	expect(report).toMatchObject({
		format: 1,
		tasks: [{ minutesSaved: null }, {}, {}, {}, {}],
		weeks: [{ tasks: 5 }],
		advice: [{ kind: "tests" }],
	});
});
