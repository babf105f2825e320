/** The panel's timeline: what the agent said and did, and what the person and the harness added, in order. */

import type { Block } from "../agent/messages.ts";
import { progressNotes } from "../agent/progress-notes.ts";
import { budgetNotes } from "../budget/notes.ts";
import { compactionNotes, tooLongNote } from "../context/notes.ts";
import type { CallOutcome, Fact, Recorded, TaskEvent } from "./events.ts";
import { rescopeNotes } from "./rescope-notes.ts";
import { reviewNotes } from "./review-notes.ts";
import { isReviewEvent } from "./review-view.ts";
import { selfReviewNotes } from "./self-review-notes.ts";

export type TimelineItem = { readonly seq: number; readonly at: number } & TimelineContent;

export type TimelineContent =
	| { readonly kind: "said"; readonly turn: number; readonly text: string }
	| { readonly kind: "thought"; readonly turn: number; readonly text: string }
	| CallItem
	/** A person's own words: a steer, an answer. */
	| { readonly kind: "person"; readonly text: string }
	| { readonly kind: "note"; readonly tone: "info" | "warning" | "error"; readonly text: string };

export interface CallItem {
	readonly kind: "call";
	readonly call: string;
	readonly tool: string;
	readonly title: string;
	/** `judged`: the policy has judged it, and nothing else happened yet. */
	readonly state: "judged" | "waiting" | "running" | CallOutcome["kind"];
	/** Why it was let run, in few words: "safe", a rule's place, "approved by you"; empty where nobody had to say so. */
	readonly leave: string;
	/** Few words on how it went; empty until it ended. */
	readonly summary: string;
	/** The outcome's text, cut to `shownText` characters. */
	readonly text: string;
	/** The name of the whole text beside the journal, when `text` is cut or the outcome was. */
	readonly kept: string;
	/** Milliseconds from start to end; 0 until it ended. */
	readonly durationMs: number;
}

/** The most characters of an outcome that the panel is sent. */
const shownText = 4_000;

/** One more event. Returns the same array where the event shows nothing. */
export function stepTimeline(items: readonly TimelineItem[], record: Recorded): readonly TimelineItem[] {
	const { event, at, seq } = record;
	switch (event.type) {
		case "command.judged":
			return judged(items, record, event);
		case "approval.asked":
			return upsertCall(items, record, { call: event.call, tool: "run", title: event.command, state: "waiting" });
		case "question.asked":
			return upsertCall(items, record, { call: event.call, tool: "ask", title: event.question, state: "waiting" });
		case "call.started":
			return upsertCall(items, record, { call: event.call, tool: event.tool, title: event.title, state: "running" });
		case "call.finished":
			return changedCall(items, event.call, (item) => finishedCall(item, event.outcome, at));
		case "task.interrupted":
			return append(items.map(closedCall), record, {
				kind: "note",
				tone: "warning",
				text: "The editor closed while the task ran.",
			});
		case "task.ended":
			return items.some(isOpenCall) ? items.map(closedCall) : items;
		case "approval.decided":
			return decided(items, record, event);
		default: {
			const shown = contents(event);
			return shown.length === 0 ? items : [...items, ...shown.map((content) => ({ seq, at, ...content }))];
		}
	}
}

function judged(items: readonly TimelineItem[], record: Recorded, event: Fact<"command.judged">) {
	// What a waiting command was changed to, and is judged for, is not what waits.
	if (callIn(items, event.call)?.state === "waiting") return items;
	const { call, command, verdict, by } = event;
	const builtIn = verdict === "safe" || verdict === "workspace" ? verdict : "";
	const leave = by.length > 0 ? by.join(", ") : builtIn;
	return upsertCall(items, record, { call, tool: "run", title: command, state: "judged", leave });
}

function decided(items: readonly TimelineItem[], record: Recorded, event: Fact<"approval.decided">) {
	const leave = event.verdict === "approved" ? approvedText(event) : "";
	const shown = changedCall(items, event.call, (item) => ({ ...item, leave }));
	return event.reason === "" ? shown : append(shown, record, { kind: "person", text: event.reason });
}

function approvedText({ reach, edited }: Fact<"approval.decided">): string {
	if (edited !== undefined) return "changed and approved by you";
	if (reach === "task") return "approved by you for this task";
	return reach === "always" ? "always allowed by you" : "approved by you";
}

function contents(event: TaskEvent): readonly TimelineContent[] {
	switch (event.type) {
		case "turn.finished":
			return event.blocks.flatMap((block) => spoken(block, event.turn));
		case "turn.failed":
			if (event.reason === "context") return [tooLongNote];
			return [{ kind: "note", tone: quiet.has(event.reason) ? "info" : "error", text: event.text }];
		case "model.retried":
			return [{ kind: "note", tone: "warning", text: event.text }];
		case "model.told":
			return [{ kind: "note", tone: "info", text: event.text }];
		case "person.steered":
			return [{ kind: "person", text: event.text }];
		case "person.stopped":
			return [{ kind: "note", tone: "info", text: "Stopped by you." }];
		case "question.answered":
			return [{ kind: "person", text: event.answer }];
		case "brief.changed":
			return rescopeNotes(event);
		case "checkout.made":
			return event.checkout.notes.map((text) => ({ kind: "note", tone: "info", text }));
		case "budget.unpriced":
		case "budget.raised":
			return budgetNotes(event);
		case "history.compacted":
			return compactionNotes(event);
		case "self-review.finished":
		case "self-review.failed":
		case "self-review.skipped":
			return selfReviewNotes(event);
		case "stuck.found":
			return progressNotes(event);
		case "changes.taken-back":
			return [{ kind: "note", tone: "warning", text: takenBackText(event) }];
		default:
			if (isReviewEvent(event)) return reviewNotes(event);
			return silent.has(event.type) ? [] : [{ kind: "note", tone: "info", text: unknownText(event) }];
	}
}

/** Reasons of a turn's end that are nobody's fault. */
const quiet: ReadonlySet<string> = new Set(["stopped", "budget"]);

/** Events that show in the view and not in the timeline. */
const silent: ReadonlySet<TaskEvent["type"]> = new Set([
	"task.created",
	"task.started",
	"checkout.removed",
	"turn.started",
	"approval.held",
	"plan.set",
	"handoff.written",
	"review.closed",
	"budget.reserved",
	"budget.warned",
	"budget.reached",
	"brief.checked",
	"value.told",
	"value.declined",
	"window.told",
	"aside.started",
	"aside.finished",
	"aside.failed",
	"self-review.started",
]);

/** A journal may come from a newer version: what it knows and this one does not is kept, and shown as such. */
function unknownText({ type }: TaskEvent): string {
	return `Something happened that this version does not know: ${type}.`;
}

function spoken(block: Block, turn: number): readonly TimelineContent[] {
	if (block.type === "text") return [{ kind: "said", turn, text: block.text }];
	if (block.type === "thought" && block.text.trim() !== "") return [{ kind: "thought", turn, text: block.text }];
	return [];
}

const nothingYet = { leave: "", summary: "", text: "", kept: "", durationMs: 0 };

type CallStart = Pick<CallItem, "call" | "tool" | "title" | "state"> & Partial<Pick<CallItem, "leave">>;

function upsertCall(items: readonly TimelineItem[], { seq, at }: Recorded, start: CallStart): readonly TimelineItem[] {
	const known = callIn(items, start.call);
	if (!known) return [...items, { seq, at, kind: "call", ...nothingYet, ...start }];
	return changedCall(items, start.call, (item) => ({ ...item, ...start, at }));
}

type ShownCall = TimelineItem & CallItem;

/** Looked for from the end, where a call that goes on is. */
function callIn(items: readonly TimelineItem[], call: string): ShownCall | undefined {
	return items.findLast((item): item is ShownCall => item.kind === "call" && item.call === call);
}

function changedCall(
	items: readonly TimelineItem[],
	call: string,
	change: (item: ShownCall) => TimelineItem,
): readonly TimelineItem[] {
	const known = callIn(items, call);
	return known ? items.with(items.lastIndexOf(known), change(known)) : items;
}

function finishedCall(item: ShownCall, outcome: CallOutcome, at: number): TimelineItem {
	return {
		...item,
		state: outcome.kind,
		summary: outcome.summary,
		text: outcome.text.slice(0, shownText),
		kept: outcome.kept ?? "",
		durationMs: at - item.at,
	};
}

function takenBackText({ paths, problems }: Fact<"changes.taken-back">): string {
	const shown = paths.slice(0, 20).join(", ");
	const rest = paths.length > 20 ? ` and ${paths.length - 20} more` : "";
	const put = paths.length > 0 ? [`Put back, because the brief leaves it out of scope: ${shown}${rest}.`] : [];
	return [...put, ...problems].join(" ");
}

function isOpenCall(item: TimelineItem): boolean {
	return item.kind === "call" && ["judged", "waiting", "running"].includes(item.state);
}

/** A call that nobody will see end: what was started may have had its effect, what waited never ran. */
function closedCall(item: TimelineItem): TimelineItem {
	if (item.kind !== "call" || !isOpenCall(item)) return item;
	return item.state === "running"
		? { ...item, state: "unknown", summary: "outcome unknown" }
		: { ...item, state: "failed", summary: "not run" };
}

function append(
	items: readonly TimelineItem[],
	{ seq, at }: Recorded,
	content: TimelineContent,
): readonly TimelineItem[] {
	return [...items, { seq, at, ...content }];
}
