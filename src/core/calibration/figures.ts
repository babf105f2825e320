/** What one task says about delegating: a fold of its events, for the calibration report. */

import type { Kind } from "../brief/words.ts";
import { type Forecast, forecastOf } from "../budget/forecast.ts";
import { kindIn } from "../task/brief.ts";
import type { Recorded } from "../task/events.ts";
import type { CheckResult } from "../task/review-events.ts";
import type { ReviewedChange } from "../task/review-view.ts";
import type { TaskView } from "../task/view.ts";
import type { Rework } from "./rework.ts";

export interface TaskFigures {
	readonly task: string;
	readonly goal: string;
	readonly kind: Kind;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	/** What became of it; `open`: nobody has decided yet. */
	readonly outcome: "accepted" | "partly-accepted" | "rejected" | "discarded" | "open";
	/** Pieces that were decided on. */
	readonly hunks: { readonly accepted: number; readonly rejected: number };
	/** How the harness's first verification after a hand-off went; `none`: there was none, or it could not be run. */
	readonly firstPass: "passed" | "failed" | "none";
	/** Why it was stuck, each time; `said`: the agent said so itself. */
	readonly stuck: readonly (TaskView["strikes"][number]["reason"] | "said")[];
	/** US dollars; null where a part of it has no known price. */
	readonly cost: number | null;
	/** Active minutes. */
	readonly minutes: number;
	/** What such tasks had taken until then; null while there were fewer than five. */
	readonly estimate: Forecast | null;
	/** What it would have taken the person, as they said; null where they did not. */
	readonly minutesSaved: number | null;
	/** Accepted lines that were changed again within 14 days; null where that cannot be known. */
	readonly rework: Rework | null;
}

/** A task, with what happened to it. */
export interface PastTask {
	readonly view: TaskView;
	readonly events: readonly Recorded[];
}

/** In the order in which they were created; what a demo played is left out. `rework` is by task. */
export function figuresOf(tasks: readonly PastTask[], rework: ReadonlyMap<string, Rework>): readonly TaskFigures[] {
	const real = tasks.filter(({ view }) => !view.model.scripted).sort((a, b) => a.view.createdAt - b.view.createdAt);
	return real.map((past) => ({
		...ownFigures(past),
		estimate: estimateFor(past.view, real),
		rework: rework.get(past.view.task) ?? null,
	}));
}

function ownFigures({ view, events }: PastTask): Omit<TaskFigures, "estimate" | "rework"> {
	const { task, goal, createdAt, spend, strikes, minutesSaved } = view;
	return {
		...{ task, goal, createdAt, minutesSaved },
		kind: kindOf(view),
		outcome: outcomeOf(view),
		hunks: hunksDecided(view),
		firstPass: firstPassOf(events),
		stuck: [...strikes.map(({ reason }) => reason), ...saidStuck(events)],
		cost: spend.costUnknown ? null : spend.cost,
		minutes: spend.activeMs / 60_000,
	};
}

function kindOf({ brief }: Pick<TaskView, "brief">): Kind {
	return kindIn(brief ?? {});
}

function outcomeOf({ status }: TaskView): TaskFigures["outcome"] {
	switch (status) {
		case "accepted":
		case "partly-accepted":
		case "rejected":
		case "discarded":
			return status;
		default:
			return "open";
	}
}

function hunksDecided({ changes, pastDecisions }: TaskView): TaskFigures["hunks"] {
	const decisions = [...changes, ...pastDecisions].flatMap(({ decisions }: ReviewedChange) => Object.values(decisions));
	const accepted = decisions.filter((decision) => decision === "accepted").length;
	return { accepted, rejected: decisions.length - accepted };
}

function firstPassOf(events: readonly Recorded[]): TaskFigures["firstPass"] {
	for (const { event } of events) {
		if (event.type !== "verification.finished" || event.round === undefined) continue;
		if (event.results.some(isNewFailure)) return "failed";
		return event.results.some(({ outcome }) => outcome === "not-run") ? "none" : "passed";
	}
	return "none";
}

function isNewFailure({ outcome, onBase }: CheckResult): boolean {
	return outcome === "failed" && onBase !== "same";
}

/** Ends that no third strike came before: the agent handed off as stuck, or stopped working. */
function saidStuck(events: readonly Recorded[]): readonly "said"[] {
	let struck = false;
	const said: "said"[] = [];
	for (const { event } of events) {
		if (event.type === "task.started") struck = false;
		if (event.type === "stuck.found") struck = true;
		if (event.type === "task.ended" && event.end === "stuck" && !struck) said.push("said");
	}
	return said;
}

/** From the tasks of its kind that had ended before it began. */
function estimateFor({ createdAt, ...view }: TaskView, all: readonly PastTask[]): Forecast | null {
	const kind = kindOf(view);
	const before = all.filter((past) => kindOf(past.view) === kind && endOf(past) < createdAt);
	return forecastOf(before.map((past) => past.view));
}

function endOf({ events }: PastTask): number {
	return events.findLast(({ event }) => event.type === "task.ended")?.at ?? Number.POSITIVE_INFINITY;
}
