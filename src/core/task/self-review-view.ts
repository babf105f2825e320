/** The fold of the self-review: how it went, what it found, and what became of each finding. */

import type { TaskEvent } from "./events.ts";
import type { Finding, SelfReviewFinished, SettledFinding } from "./harness-events.ts";
import { isSameProposal, type Review } from "./review-view.ts";

export interface SelfReviewView {
	/** `skipped`: it was asked for or advised, and not begun. */
	readonly state: "running" | "finished" | "failed" | "skipped";
	/** Of the last round; empty before the first. */
	readonly model: string;
	/** From 1; 0 before the first. */
	readonly round: number;
	/** Why it was not, or could not be, done; empty otherwise. */
	readonly text: string;
	/** The proposal is another one since. */
	readonly stale: boolean;
	/** Of the last round: findings that were left out, and changed files that it was not shown whole. */
	readonly more: number;
	readonly unseen: number;
	readonly findings: readonly ReviewedFinding[];
}

export interface ReviewedFinding extends Finding {
	readonly round: number;
	/** `open`: the agent has not been heard on it, or the reviewer not on its answer. */
	readonly state: "open" | SettledFinding["state"];
	/** What was said when it was settled; empty where nothing was. */
	readonly because: string;
}

const none: SelfReviewView = {
	state: "skipped",
	model: "",
	round: 0,
	text: "",
	stale: false,
	more: 0,
	unseen: 0,
	findings: [],
};

type SelfReviewFact = Extract<TaskEvent, { type: `self-review.${string}` }>;

export function stepSelfReview(before: SelfReviewView | null, event: SelfReviewFact): SelfReviewView {
	const view = before ?? none;
	switch (event.type) {
		case "self-review.started":
			return { ...view, state: "running", model: event.model, round: event.round, text: "", stale: false };
		case "self-review.skipped":
			return { ...view, state: "skipped", text: event.text };
		case "self-review.failed":
			return { ...leftOver(view), state: "failed", round: event.round, text: event.text };
		case "self-review.finished":
			return finished(view, event);
		default:
			return event satisfies never;
	}
}

function finished(view: SelfReviewView, event: SelfReviewFinished): SelfReviewView {
	const { round, more = 0, unseen = 0 } = event;
	const found = event.findings.map((finding) => ({ ...finding, round, state: "open" as const, because: "" }));
	const settled = new Map(event.settled.map((each) => [each.id, each]));
	const findings = [...view.findings, ...found].map((finding) => {
		const { state = finding.state, because = finding.because } = settled.get(finding.id) ?? {};
		return { ...finding, state, because };
	});
	return { ...view, state: "finished", round, text: "", more, unseen, findings };
}

type After = Extract<TaskEvent, { type: "changes.found" | "task.interrupted" | "task.ended" }>;

/** What else bears on it. A review that nobody saw end did not take place, and what nobody settled is the person's. */
export function afterSelfReview(view: SelfReviewView, event: After, changes: Review["changes"]): SelfReviewView {
	if (event.type === "changes.found")
		// What was never begun has seen no proposal.
		return view.stale || view.round === 0 || isSameProposal(changes, event.changes) ? view : { ...view, stale: true };
	const over = event.type === "task.ended" ? leftOver(view) : view;
	if (view.state !== "running") return over;
	const why = event.type === "task.ended" ? "the task ended" : "the editor closed";
	return { ...over, state: "failed", text: `Not done: ${why} while it ran.` };
}

function leftOver(view: SelfReviewView): SelfReviewView {
	if (!view.findings.some(({ state }) => state === "open")) return view;
	const findings = view.findings.map((item) => (item.state === "open" ? { ...item, state: "left" as const } : item));
	return { ...view, findings };
}
