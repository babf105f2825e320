/** What the panel renders: a pure fold of a task's events, one step at a time. */

import type { ModelInfo } from "../agent/messages.ts";
import { type Budget, noBudget, noSpend, type Spend, stepBudget, stepSpend } from "../budget/spend.ts";
import { type Conduct, noConduct, stepConduct } from "../report/conduct.ts";
import { addFound, countMarks, type Found } from "../secrets/spans.ts";
import type { CheckoutFacts, HandOff, PlanStep, Recorded, TaskEvent, Unchecked, WorkspaceFacts } from "./events.ts";
import { emptyHarness, type HarnessView, stepHarness } from "./harness-view.ts";
import type { ReviewEvent } from "./review-events.ts";
import {
	emptyReview,
	isReviewEvent,
	type Review,
	type ReviewedChange,
	reopens,
	type Shipped,
	stepReview,
} from "./review-view.ts";
import type { Thread } from "./threads-view.ts";
import { stepTimeline, type TimelineItem } from "./timeline.ts";
import type { Verification } from "./verification-view.ts";
import { stepWaiting, type WaitEvent, type Waiting, waitingText } from "./waiting.ts";

export type TaskStatus =
	| "preparing"
	| "running"
	| "waiting"
	| "interrupted"
	| "ready"
	| "stuck"
	| "out-of-budget"
	| "stopped"
	| "failed"
	| "accepted"
	| "partly-accepted"
	| "rejected"
	| "discarded";

export interface TaskView extends HarnessView {
	readonly task: string;
	readonly goal: string;
	readonly owner: string;
	readonly workspace: WorkspaceFacts;
	readonly status: TaskStatus;
	/** Why it ended or what it waits for, in a sentence; empty while there is nothing to say. */
	readonly statusText: string;
	readonly model: ModelView;
	readonly checkout: CheckoutFacts | null;
	readonly plan: readonly PlanStep[];
	readonly timeline: readonly TimelineItem[];
	readonly waiting: Waiting | null;
	readonly spend: Spend;
	readonly budget: Budget;
	readonly changes: readonly ReviewedChange[];
	/** What differs and is not offered, in sentences. */
	readonly changeNotes: readonly string[];
	/** Decisions on files that do not differ any more. */
	readonly pastDecisions: Review["pastDecisions"];
	/** What the person asked to be changed, oldest first. */
	readonly threads: readonly Thread[];
	/** What the checks said last, at most one of each kind. */
	readonly verifications: readonly Verification[];
	/** What makes the checks prove less than before. */
	readonly tampering: Review["tampering"];
	/** What the tests as they were say of the new code. */
	readonly oldTests: Review["oldTests"];
	/** Why no check was run on what was handed off; empty where some were, or nothing was handed off. */
	readonly unchecked: Unchecked | "";
	readonly shipped: readonly Shipped[];
	readonly handOff: HandOff | null;
	/** What of the way it went a report tells. */
	readonly conduct: Conduct;
	/** Secrets that were taken out of what was said, asked and read, by kind. */
	readonly redacted: readonly Found[];
	/** Of the last folded event; -1 before the first. */
	readonly seq: number;
	/** Of the first event and of the last, milliseconds since 1970. */
	readonly createdAt: number;
	readonly changedAt: number;
}

export interface ModelView {
	readonly label: string;
	/** True: no model is called, and whatever it says or costs must be labelled so. */
	readonly scripted: boolean;
}

/** Statuses in which the loop runs or waits for the person. */
export function isLive(status: TaskStatus): boolean {
	return status === "preparing" || status === "running" || status === "waiting";
}

/** Statuses from which the loop can be run again. */
export function canContinue(status: TaskStatus): boolean {
	return (
		status === "interrupted" ||
		status === "ready" ||
		status === "stuck" ||
		status === "out-of-budget" ||
		status === "stopped" ||
		status === "failed"
	);
}

/** True while decisions can be made or taken back: the task has its checkout, also while the agent works and after the last decision. */
export function canDecide({ status, checkout }: Pick<TaskView, "status" | "checkout">): boolean {
	return checkout !== null && status !== "discarded" && status !== "preparing";
}

/** True when the person may decide, and something is undecided. */
export function canReview(view: Pick<TaskView, "status" | "checkout" | "changes">): boolean {
	return canDecide(view) && view.changes.some((item) => item.decision === "undecided");
}

/** True where checks of all that is proposed failed, or were not run though there are some. */
export function isUnverified({ verifications, unchecked }: Pick<TaskView, "verifications" | "unchecked">): boolean {
	const whole = verifications.find(({ of }) => of === "proposal")?.state;
	return unchecked === "not-run" || whole === "failed" || whole === "not-run";
}

/** The view before anything happened. */
export const emptyView: TaskView = {
	task: "",
	goal: "",
	owner: "",
	workspace: { name: "", folder: "" },
	status: "preparing",
	statusText: "",
	model: { label: "", scripted: false },
	checkout: null,
	plan: [],
	timeline: [],
	waiting: null,
	spend: noSpend,
	budget: noBudget,
	...emptyReview,
	...emptyHarness,
	unchecked: "",
	handOff: null,
	conduct: noConduct,
	redacted: [],
	seq: -1,
	createdAt: 0,
	changedAt: 0,
};

/** The view of a whole journal. */
export function foldView(records: readonly Recorded[]): TaskView {
	return records.reduce(stepView, emptyView);
}

/** One more event. Pure; events of unknown types change nothing but the sequence number and the timeline. */
export function stepView(view: TaskView, record: Recorded): TaskView {
	const { event, at, seq } = record;
	const next: TaskView = {
		...view,
		...facts(view, event, at),
		...stepHarness(view, event, at),
		spend: stepSpend(view.spend, record, view.changedAt),
		budget: stepBudget(view.budget, event),
		conduct: stepConduct(view.conduct, record),
		timeline: stepTimeline(view.timeline, record),
		redacted: addFound(view.redacted, hiddenIn(event)),
		seq,
		createdAt: view.seq < 0 ? at : view.createdAt,
		changedAt: at,
	};
	return next;
}

function facts(view: TaskView, event: TaskEvent, at: number): Partial<TaskView> {
	switch (event.type) {
		case "task.created":
			return { task: event.task, goal: event.brief.goal, owner: event.owner, workspace: event.workspace };
		case "checkout.made":
			return { checkout: event.checkout };
		case "checkout.removed":
			return { checkout: null };
		case "turn.started":
			return { handOff: null, unchecked: "" };
		case "task.started":
			return { status: "running", statusText: "", handOff: null, model: modelView(event.model) };
		case "task.interrupted":
			return { status: "interrupted", statusText: "The editor closed while this ran.", waiting: null };
		case "task.ended":
			return { status: event.end, statusText: event.text, unchecked: event.unchecked ?? "", waiting: null };
		case "plan.set":
			return { plan: event.steps };
		case "handoff.written":
			return { handOff: event.handoff };
		case "approval.asked":
		case "approval.held":
		case "question.asked":
		case "approval.decided":
		case "question.answered":
			return waitingFacts(view, event, at);
		case "baseline.started":
			return { statusText: "Waiting for the checks on what the task began with…" };
		case "self-review.started":
			return { statusText: `Self-review, round ${event.round}…` };
		case "self-review.finished":
			return { statusText: "", ...stepReview(view, event, at) };
		case "self-review.failed":
		case "baseline.finished":
			return { statusText: "" };
		case "review.closed":
			return { status: event.outcome, statusText: "" };
		default:
			return isReviewEvent(event) ? reviewFacts(view, event, at) : {};
	}
}

function modelView({ label, provider }: ModelInfo): ModelView {
	return { label, scripted: provider === "scripted" };
}

function waitingFacts(view: TaskView, event: WaitEvent, at: number): Partial<TaskView> {
	const waiting = stepWaiting(view.waiting, event, at);
	return { status: waiting ? "waiting" : "running", statusText: waitingText(waiting), waiting };
}

function reviewFacts(view: TaskView, event: ReviewEvent, at: number): Partial<TaskView> {
	const review = stepReview(view, event, at);
	// Whoever takes a decision back, or asks for a change, goes on reviewing.
	const reopened = isClosed(view.status) && reopens(event) ? { status: "ready" as const, statusText: "" } : {};
	return { ...review, ...reopened };
}

function isClosed(status: TaskStatus): boolean {
	return status === "accepted" || status === "partly-accepted" || status === "rejected";
}

/** Marks where a text came in; events that only repeat it do not count again. */
function hiddenIn(event: TaskEvent): readonly Found[] {
	switch (event.type) {
		case "task.created":
			return countMarks(JSON.stringify(event.brief));
		case "turn.finished":
			return countMarks(JSON.stringify(event.blocks));
		case "call.finished":
			return countMarks(event.outcome.text);
		case "person.steered":
			return countMarks(event.text);
		case "question.answered":
			return countMarks(event.answer);
		default:
			return [];
	}
}
