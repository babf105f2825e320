/** What a task waits for: the person's yes or no to a command, or their answer to a question. */

import type { Deletion } from "../policy/inspection.ts";
import type { ApprovalRequest, QuestionRequest } from "../ports.ts";
import { bytesText } from "../tools/quantities.ts";
import type { TaskEvent } from "./events.ts";

export type Waiting = Approval | Question;

export interface Approval extends ApprovalRequest {
	readonly kind: "approval";
	/** Why an approval could not be taken; empty while none was tried. */
	readonly held: string;
	readonly since: number;
}

export interface Question extends QuestionRequest {
	readonly kind: "question";
	readonly since: number;
}

export type WaitEvent = Extract<
	TaskEvent,
	{ type: "approval.asked" | "approval.held" | "question.asked" | "approval.decided" | "question.answered" }
>;

/** What waits after this event, where `waiting` waited before. */
export function stepWaiting(waiting: Waiting | null, event: WaitEvent, at: number): Waiting | null {
	switch (event.type) {
		case "approval.asked": {
			const since = waiting?.call === event.call ? waiting.since : at;
			return { kind: "approval", ...asked(event), held: "", since };
		}
		case "approval.held":
			return waiting?.kind === "approval" && waiting.call === event.call ? { ...waiting, held: event.text } : waiting;
		case "question.asked": {
			const { call, question, options } = event;
			return { kind: "question", call, question, options, since: at };
		}
		case "approval.decided":
		case "question.answered":
			return null;
		default:
			return event satisfies never;
	}
}

/** In a sentence, for the status. */
export function waitingText(waiting: Waiting | null): string {
	if (waiting === null) return "";
	return waiting.kind === "approval" ? "A command waits for your approval." : "The agent has a question.";
}

/** "Would delete 14 files (3.2 MB): a, b, c and 11 more", with at most three names. */
export function deletionText({ files, bytes, names, more }: Deletion): string {
	if (files === 0 && !more) return "Would delete nothing that is there now";
	const count = `${more ? "more than " : ""}${files.toLocaleString("en-US")} ${files === 1 ? "file" : "files"}`;
	const shown = names.slice(0, 3);
	const left = files - shown.length;
	const rest = left > 0 || more ? ` and ${more ? "more" : `${left.toLocaleString("en-US")} more`}` : "";
	const list = shown.length > 0 ? `: ${shown.join(", ")}${rest}` : "";
	return `Would delete ${count} (${bytesText(bytes)})${list}`;
}

/** Journals of version 0.1 say less: what they do not say was not known, and nothing ran in a sandbox. */
function asked(event: Extract<TaskEvent, { type: "approval.asked" }>): ApprovalRequest {
	const { type: _, ...request } = event;
	const unknown = { binding: "", segments: [], paths: [], deletes: null, domains: [] };
	return { ...unknown, step: "", rule: null, sandboxed: false, ...request };
}
