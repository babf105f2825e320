/** Made-up journals and host messages for the panel's tests and its gallery. */

import type { ApprovalRequest } from "../../src/core/ports.ts";
import type { Change } from "../../src/core/review-ports.ts";
import type { CallOutcome, Recorded, TaskEvent } from "../../src/core/task/events.ts";
import { foldView, type TaskView } from "../../src/core/task/view.ts";
import type { DraftView } from "../../src/protocol/draft.ts";
import type { Setup, SnapshotMessage, TaskSummary } from "../../src/protocol/messages.ts";
import { startTextsOf } from "../support/start-texts.ts";

/** 2026-11-21, 09:00 UTC. */
export const start = 1_795_251_600_000;

export const readySetup: Setup = {
	state: "ready",
	text: "",
	model: "Claude Sonnet 5.5",
	scripted: false,
	suggestion: "",
	budget: startTextsOf("At most $5.00, 10,000,000 tokens, 60 active minutes and 200 turns."),
	guards: [],
};

const usage = {
	input: 1_204,
	cacheRead: 44_120,
	cacheWrite5m: 2_950,
	cacheWrite1h: 0,
	output: 3_120,
	thinking: 840,
};

/** Events in order, one second apart. */
export function recorded(events: readonly TaskEvent[], firstSeq = 0): readonly Recorded[] {
	return events.map((event, at) => ({ seq: firstSeq + at, at: start + (firstSeq + at) * 1_000, event }));
}

export function viewOf(...events: readonly TaskEvent[]): TaskView {
	return foldView(recorded([...begun(), ...events]));
}

export function begun(
	goal = "Make parseDate accept ISO weeks",
	provider: "anthropic" | "scripted" = "anthropic",
): readonly TaskEvent[] {
	const scripted = provider === "scripted";
	const label = scripted ? "Scripted demo (no model was called)" : "Claude Sonnet 5.5";
	return [
		{
			type: "task.created",
			task: "t1",
			brief: { goal },
			workspace: { name: "dates", folder: "/home/p/dates" },
			owner: "Pat",
		},
		{
			type: "checkout.made",
			checkout: { root: "/tmp/checkout", branch: "remit/make-parsedate-accept-t1", base: "0a1b2c3", notes: [] },
		},
		{ type: "task.started", model: { provider, id: scripted ? "scripted" : "claude-sonnet-5-5", label, images: true } },
	];
}

/** The task is to answer, and to change nothing. */
export const answering: TaskEvent = {
	type: "brief.changed",
	brief: { goal: "Where is the version read?", mode: "explore" },
	surface: "panel",
};

export function said(text: string, turn = 1): TaskEvent {
	return {
		type: "turn.finished",
		turn,
		blocks: [{ type: "text", text }],
		stop: "tool_use",
		usage,
		cost: 0.0421,
		model: "claude-sonnet-5-5",
	};
}

export function thought(text: string, turn = 1): TaskEvent {
	const blocks = [{ type: "thought", text, raw: null, model: "claude-sonnet-5-5" }] as const;
	return { type: "turn.finished", turn, blocks, stop: "tool_use", usage, cost: 0.01, model: "claude-sonnet-5-5" };
}

/** A call from its start to its end. */
export function called(
	call: string,
	tool: string,
	title: string,
	outcome: Partial<CallOutcome> = {},
): readonly TaskEvent[] {
	return [
		{ type: "call.started", call, tool, title },
		{ type: "call.finished", call, outcome: { kind: "done", text: "", summary: "", ...outcome } },
	];
}

/** A command that waits, in the sandbox, with nothing known of what it touches unless it is given. */
export function asked(command: string, rest: Partial<ApprovalRequest> = {}): TaskEvent {
	const { call = "c9" } = rest;
	return {
		type: "approval.asked",
		...{ call, command, cwd: "", because: "rm deletes files", purpose: "", binding: `b-${call}`, segments: [] },
		...{ paths: [], deletes: null, domains: [], step: "", rule: null, sandboxed: true },
		...rest,
	};
}

export function question(text: string, ...options: readonly string[]): TaskEvent {
	return { type: "question.asked", call: "q1", question: text, options };
}

export function changed(path: string, rest: Partial<Change> = {}): Change {
	return { path, kind: "modified", binary: false, added: 3, removed: 1, mode: 0o100644, version: `v-${path}`, ...rest };
}

export function found(...changes: readonly Change[]): TaskEvent {
	return { type: "changes.found", changes };
}

export function ended(end: Extract<TaskEvent, { type: "task.ended" }>["end"], text = ""): TaskEvent {
	return { type: "task.ended", end, text };
}

export function snapshot(
	view: TaskView | null,
	rest: { setup?: Partial<Setup>; tasks?: readonly TaskSummary[]; draft?: DraftView } = {},
): SnapshotMessage {
	return {
		type: "snapshot",
		setup: { ...readySetup, ...rest.setup },
		tasks: rest.tasks ?? [],
		view,
		draft: rest.draft ?? null,
	};
}
