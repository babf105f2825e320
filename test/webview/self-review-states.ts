/** The self-review as the gallery shows it: findings in every state, nothing found, running, and not done. */

import type { TaskEvent } from "../../src/core/task/events.ts";
import type { Finding } from "../../src/core/task/harness-events.ts";
import type { HostMessage } from "../../src/protocol/messages.ts";
import { changed, ended, found, said, snapshot, viewOf } from "./journal.ts";

const usage = { input: 9_400, cacheRead: 21_000, cacheWrite5m: 0, cacheWrite1h: 0, output: 900, thinking: 0 };
const place = { baseStart: 1, baseEnd: 2, start: 1, end: 2 };

export function objection(id: string, rest: Partial<Finding> = {}): Finding {
	const path = rest.path ?? "src/dates/parse.ts";
	return {
		...{ id, class: "wrong", severity: "high", path, line: 42, claim: "Week 53 of a short year is taken for week 1." },
		...{ howToCheck: "parseDate('2025-W53') must be refused.", ...rest },
		anchor: { path: path === "" ? "src/dates/parse.ts" : path, piece: "p", place, diff: "", version: "v" },
	};
}

/** One round, with the request that it took. */
export function round(
	number: number,
	findings: readonly Finding[],
	settled: Extract<TaskEvent, { type: "self-review.finished" }>["settled"] = [],
	rest: { readonly more?: number; readonly unseen?: number } = {},
): readonly TaskEvent[] {
	const aside = { aside: `self-review-${number}-1`, purpose: "self-review", model: "claude-opus-4-9" } as const;
	return [
		{ type: "self-review.started", round: number, model: "claude-opus-4-9" },
		{ type: "aside.started", ...aside },
		{ type: "aside.finished", ...aside, usage, cost: 0.0612, stop: "tool_use" },
		{ type: "self-review.finished", round: number, findings, settled, ...rest },
	];
}

export const answered = (thread: string, text: string): TaskEvent => ({ type: "comment.answered", thread, text });

const work = [said("Done."), found(changed("src/dates/parse.ts"), changed("test/parse.test.ts"))];

const every: readonly TaskEvent[] = [
	...work,
	...round(1, [
		objection("F1-1"),
		objection("F1-2", { class: "untested", severity: "medium", path: "", line: 0, claim: "No test has a leap year." }),
		objection("F1-3", {
			class: "needless",
			severity: "low",
			line: 7,
			claim: "The helper is used once.",
			howToCheck: "",
		}),
	]),
	answered("F1-1", "It is refused now."),
	answered("F1-3", "It is used in `format`, too."),
	...round(
		2,
		[objection("F2-1", { class: "unsafe", claim: "The input is put into a regular expression." })],
		[
			{ id: "F1-1", state: "fixed", because: "Refused, and a test says so." },
			{ id: "F1-2", state: "left", because: "Nobody answered, and it stands." },
			{ id: "F1-3", state: "rebutted", because: "So it is." },
			{ id: "F2-1", state: "left" },
		],
	),
	ended("ready"),
];

const long = "x".repeat(400);

export const selfReviewStates: Readonly<Record<string, readonly HostMessage[]>> = {
	"self-review": [snapshot(viewOf(...every))],
	"self-review-running": [
		snapshot(viewOf(...work, { type: "self-review.started", round: 1, model: "claude-opus-4-9" })),
	],
	"self-review-clean": [snapshot(viewOf(...work, ...round(1, [], [], { unseen: 3, more: 2 }), ended("ready")))],
	"self-review-failed": [
		snapshot(
			viewOf(
				...work,
				{ type: "self-review.started", round: 1, model: "claude-opus-4-9" },
				{ type: "self-review.failed", round: 1, text: "The budget of $0.50 is used up: $0.48 are spent." },
				ended("ready"),
			),
		),
	],
	"self-review-names": [
		snapshot(
			viewOf(
				...work,
				...round(1, [objection("F1-1", { path: `src/${long}.ts`, claim: `${long} ${long}`, howToCheck: long })]),
				answered("F1-1", long),
				ended("ready"),
			),
		),
	],
};
