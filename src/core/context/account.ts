/** What happened to a task, folded from its events for a model that no longer has the conversation: facts, and the person's words. */

import { amountText } from "../budget/caps.ts";
import type { PlanStep, Recorded, TaskEvent } from "../task/events.ts";
import type { Finding } from "../task/harness-events.ts";
import type { CheckResult } from "../task/review-events.ts";

export interface Account {
	readonly plan: readonly PlanStep[];
	/** The person's own words, oldest first. */
	readonly person: readonly Said[];
	/** The ids of comments that wait for an answer; findings of the self-review that are open. */
	readonly threads: readonly string[];
	readonly findings: ReadonlyMap<string, Finding>;
	/** By path. */
	readonly files: ReadonlyMap<string, FileDone>;
	readonly commands: readonly Command[];
	/** The calls of the last reply, as they ended. */
	readonly latest: readonly Command[];
	/** The checks of the proposal as they went last. */
	readonly checks: readonly CheckResult[];
	/** Paths of which the person rejected something. */
	readonly rejected: readonly string[];
	readonly accepted: readonly string[];
	/** What stays as it is, though it is out of scope now. */
	readonly outside: readonly string[];
	readonly warnings: readonly string[];
	/** What the harness told the model last, oldest first. */
	readonly told: readonly string[];
}

interface Said {
	/** The comment's id; empty where it is none. */
	readonly thread: string;
	/** What their words answer or are about; empty where they stand alone. The model's or a file's words. */
	readonly about: string;
	readonly text: string;
}

export interface FileDone {
	readonly edits: number;
	readonly created: boolean;
	readonly reads: number;
}

export interface Command {
	readonly command: string;
	readonly summary: string;
}

/** Kept of each list while folding: what is older matters less, and a task may be long. */
const mostCommands = 30;
const mostTold = 5;

type Draft = {
	-readonly [Field in keyof Account]: Account[Field] extends ReadonlyMap<infer Key, infer Value>
		? Map<Key, Value>
		: Account[Field];
} & {
	readonly open: Map<string, { readonly tool: string; readonly title: string }>;
	readonly asked: Map<string, string>;
};

/** Of all that happened: an account of a conversation that was compacted before holds that, too. */
export function accountOf(events: readonly Recorded[]): Account {
	const draft: Draft = {
		...{
			plan: [],
			person: [],
			commands: [],
			checks: [],
			rejected: [],
			accepted: [],
			outside: [],
			warnings: [],
			told: [],
			latest: [],
			threads: [],
		},
		...{ findings: new Map(), files: new Map(), open: new Map(), asked: new Map() },
	};
	for (const { event } of events) {
		stepPerson(draft, event);
		stepCalls(draft, event);
		stepHarness(draft, event);
	}
	return draft;
}

function stepPerson(draft: Draft, event: TaskEvent): void {
	switch (event.type) {
		case "person.steered":
			say(draft, { about: "", text: event.text });
			return;
		case "question.asked":
			draft.asked.set(event.call, event.question);
			return;
		case "question.answered":
			say(draft, { about: draft.asked.get(event.call) ?? "", text: event.answer });
			return;
		case "approval.decided":
			if (event.verdict === "denied") {
				const about = draft.open.get(event.call)?.title ?? "a command";
				say(draft, { about, text: event.reason === "" ? "Denied." : `Denied: ${event.reason}` });
			}
			return;
		case "comment.sent": {
			const { thread, path, place, text } = event;
			draft.threads = [...draft.threads.filter((id) => id !== thread), thread];
			say(draft, { thread, about: `comment ${thread} on ${path}:${place.start + 1}`, text });
			return;
		}
		case "comment.answered":
		case "thread.closed":
			draft.threads = draft.threads.filter((id) => id !== event.thread);
			draft.person = draft.person.filter(({ thread }) => thread !== event.thread);
			return;
		case "change.decided": {
			const { path, decision } = event;
			draft.accepted = [...draft.accepted.filter((one) => one !== path), ...(decision === "accepted" ? [path] : [])];
			return;
		}
		case "brief.changed":
			draft.outside = event.outside ?? [];
			return;
		default:
	}
}

function say(draft: Draft, said: Omit<Said, "thread"> & Partial<Said>): void {
	draft.person = [...draft.person, { thread: "", ...said }];
}

function stepCalls(draft: Draft, event: TaskEvent): void {
	switch (event.type) {
		case "turn.finished":
			draft.latest = [];
			return;
		case "plan.set":
			draft.plan = event.steps;
			return;
		case "approval.asked":
			draft.open.set(event.call, { tool: "run", title: event.command });
			return;
		case "call.started":
			draft.open.set(event.call, { tool: event.tool, title: event.title });
			return;
		case "call.finished": {
			const { tool, title } = draft.open.get(event.call) ?? { tool: "", title: "" };
			draft.open.delete(event.call);
			const { file, summary } = event.outcome;
			draft.latest = [...draft.latest, { command: title, summary }];
			if (tool === "run") draft.commands = [...draft.commands, { command: title, summary }].slice(-mostCommands);
			if (!file) return;
			const { edits, created, reads } = draft.files.get(file.path) ?? { edits: 0, created: false, reads: 0 };
			const isRead = file.before === undefined;
			draft.files.set(file.path, {
				edits: edits + (isRead ? 0 : 1),
				created: created || file.before === null,
				reads: reads + (isRead ? 1 : 0),
			});
			return;
		}
		default:
	}
}

function stepHarness(draft: Draft, event: TaskEvent): void {
	switch (event.type) {
		case "verification.finished":
			if (event.of === "proposal") draft.checks = event.results;
			return;
		case "changes.taken-out":
			draft.rejected = [...new Set([...draft.rejected, ...event.files.map(({ path }) => path)])];
			return;
		case "self-review.finished":
			for (const finding of event.findings) draft.findings.set(finding.id, finding);
			// What is left is the person's: it waits for no answer of the model.
			for (const { id } of event.settled) draft.findings.delete(id);
			return;
		case "thread.closed":
			draft.findings.delete(event.thread);
			return;
		case "budget.warned":
			draft.warnings = [
				...draft.warnings,
				`${amountText(event.cap, event.used)} of ${amountText(event.cap, event.limit)}`,
			];
			return;
		case "budget.raised":
			draft.warnings = [];
			return;
		case "model.told":
			draft.told = [...draft.told, event.text].slice(-mostTold);
			return;
		default:
	}
}
