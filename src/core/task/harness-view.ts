/** The fold of what the harness and the person add around the work: brief, strikes, self-review, value. */

import type { BriefWarning, WarningName } from "../brief/warning.ts";
import type { Brief } from "./brief.ts";
import type { TaskEvent } from "./events.ts";
import type { Attempt, Finding, SettledFinding, StuckReason } from "./harness-events.ts";

export interface HarnessView {
	/** As it holds now; null before the first event. */
	readonly brief: Brief | null;
	/** What the brief check said of it. */
	readonly warnings: readonly BriefWarning[];
	readonly dismissed: readonly WarningName[];
	/** The third strike that the task stands at; null where the person had a word since, or nothing struck. */
	readonly stuck: Stuck | null;
	/** Every third strike of the task, oldest first. */
	readonly strikes: readonly Stuck[];
	readonly selfReview: SelfReviewView | null;
	/** What the person thinks the task saved them; null while they have not said. */
	readonly minutesSaved: number | null;
}

export interface Stuck {
	readonly reason: StuckReason;
	readonly text: string;
	readonly attempts: readonly Attempt[];
	/** Milliseconds since 1970. */
	readonly at: number;
}

export interface SelfReviewView {
	readonly state: "running" | "finished" | "failed";
	readonly model: string;
	/** From 1. */
	readonly round: number;
	/** Why it could not be done; empty otherwise. */
	readonly text: string;
	readonly findings: readonly ReviewedFinding[];
}

export interface ReviewedFinding extends Finding {
	readonly round: number;
	/** `open`: the agent has not been heard on it, or the reviewer not on its answer. */
	readonly state: "open" | SettledFinding["state"];
}

export const emptyHarness: HarnessView = {
	brief: null,
	warnings: [],
	dismissed: [],
	stuck: null,
	strikes: [],
	selfReview: null,
	minutesSaved: null,
};

/** What this event changes. */
export function stepHarness(view: HarnessView, event: TaskEvent, at: number): Partial<HarnessView> {
	switch (event.type) {
		case "task.created":
			return { brief: event.brief };
		case "brief.changed":
			return { brief: event.brief, stuck: null };
		case "brief.checked":
			return { warnings: event.warnings, dismissed: event.dismissed };
		case "task.started":
			return { stuck: null };
		case "stuck.found": {
			const { reason, text, attempts } = event;
			const stuck = { reason, text, attempts, at };
			return { stuck, strikes: [...view.strikes, stuck] };
		}
		case "self-review.started":
		case "self-review.finished":
		case "self-review.failed":
			return { selfReview: stepSelfReview(view.selfReview, event) };
		case "value.told":
			return { minutesSaved: event.minutes };
		default:
			return {};
	}
}

type SelfReviewFact = Extract<TaskEvent, { type: `self-review.${string}` }>;

function stepSelfReview(before: SelfReviewView | null, event: SelfReviewFact): SelfReviewView {
	const { model = "", findings = [] } = before ?? {};
	const { round } = event;
	switch (event.type) {
		case "self-review.started":
			return { state: "running", model: event.model, round, text: "", findings };
		case "self-review.failed":
			return { state: "failed", model, round, text: event.text, findings };
		case "self-review.finished": {
			const states = new Map(event.settled.map(({ id, state }) => [id, state]));
			const settled = findings.map((finding) => ({ ...finding, state: states.get(finding.id) ?? finding.state }));
			const found = event.findings.map((finding) => ({ ...finding, round, state: "open" as const }));
			return { state: "finished", model, round, text: "", findings: [...settled, ...found] };
		}
		default:
			return event satisfies never;
	}
}
