/** The report as the gallery shows it: proved and not, after the review with the question and with its answer. */

import type { TaskEvent } from "../../src/core/task/events.ts";
import type { CheckResult } from "../../src/core/task/review-events.ts";
import type { HostMessage } from "../../src/protocol/messages.ts";
import { changed, ended, found, said, snapshot, viewOf } from "./journal.ts";

const definitionOfDone =
	"- `npm test` passes\n- the README names the new option, with an example that runs\n- nothing else";

const rescoped: TaskEvent = {
	type: "brief.changed",
	brief: { goal: "Make parseDate accept ISO weeks", definitionOfDone, checks: ["npm test"] },
	surface: "panel",
};

const handedOff: TaskEvent = {
	type: "handoff.written",
	handoff: {
		...{ status: "done", summary: "Weeks are **parsed** now.", tried: [], left: [] },
		parts: [
			{ part: 1, met: true, proof: "" },
			{ part: 2, met: true, proof: "README.md, line 12" },
			{ part: 3, met: false, proof: "" },
		],
	},
};

const tree = "0123456789abcdef0123456789abcdef01234567";
const passed: CheckResult = { command: "npm test", outcome: "passed", text: "", kept: "", durationMs: 1_200 };
const failed: CheckResult = {
	...{ ...passed, outcome: "failed", onBase: "other" },
	failures: [{ kind: "test", name: "week 53", message: "3 is not 4", place: { path: "src/a.test.ts", line: 7 } }],
};

function verified(result: CheckResult): TaskEvent {
	return { type: "verification.finished", of: "proposal", tree, results: [result], round: 1 };
}

function handedOver(result: CheckResult, ...more: readonly TaskEvent[]): readonly TaskEvent[] {
	const work = found(changed("src/dates/parse.ts"), changed("package.json"));
	return [rescoped, said("Done."), handedOff, work, verified(result), ended("ready"), ...more];
}

export const proved = handedOver(passed);
export const unproved = handedOver(failed);
export const closed: TaskEvent = { type: "review.closed", outcome: "rejected" };
export const told: TaskEvent = { type: "value.told", minutes: 30, surface: "panel" };

export const reportStates: Readonly<Record<string, readonly HostMessage[]>> = {
	"report-proved": [snapshot(viewOf(...proved))],
	"report-not-verified": [snapshot(viewOf(...unproved))],
	"report-value-asked": [snapshot(viewOf(...unproved, closed))],
	"report-value-told": [snapshot(viewOf(...unproved, closed, told))],
};
