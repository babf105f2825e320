/** The fold of comment threads: what the person asks, the agent answers and the self-review objects, at one place each. */

import type { Finding, SelfReviewFinished } from "./harness-events.ts";
import type { Place, ReviewEvent } from "./review-events.ts";

export interface Thread {
	/** A finding's thread has the finding's id. */
	readonly thread: string;
	readonly path: string;
	readonly piece: string;
	readonly place: Place;
	/** Which line of the piece it is about, from 0; absent where it is about all of it. */
	readonly within?: number;
	/** The piece as it was at the last comment of the person or the self-review. */
	readonly diff: string;
	/** `open`: the agent has not answered the last comment. */
	readonly state: "open" | "answered" | "closed";
	readonly comments: readonly Comment[];
}

export interface Comment {
	readonly by: "person" | "agent" | "self-review";
	readonly text: string;
	readonly at: number;
}

type ThreadEvent =
	| Extract<ReviewEvent, { type: "comment.sent" | "comment.answered" | "thread.closed" }>
	| SelfReviewFinished;

/** Whether a thread of this name is a finding's: no thread that a person opened has such a name. */
export function isFindingId(thread: string): boolean {
	return /^F\d+-\d+$/.test(thread);
}

/** Whether the person, not the self-review alone, waits for an answer. */
export function isAskedByPerson({ comments }: Thread): boolean {
	return comments.findLast(({ by }) => by !== "agent")?.by === "person";
}

export function stepThreads(threads: readonly Thread[], event: ThreadEvent, at: number): readonly Thread[] {
	switch (event.type) {
		case "comment.sent": {
			const { thread, path, piece, place, diff } = event;
			// A reply is about what the person saw when they wrote it.
			return said(threads, { thread, path, piece, place, diff }, { by: "person", text: event.text, at });
		}
		case "comment.answered":
			return changed(threads, event.thread, (item) => ({
				...item,
				state: "answered",
				comments: [...item.comments, { by: "agent", text: event.text, at }],
			}));
		case "thread.closed":
			return changed(threads, event.thread, (item) => ({ ...item, state: "closed" }));
		case "self-review.finished":
			return afterRound(threads, event, at);
		default:
			return event satisfies never;
	}
}

function changed(threads: readonly Thread[], thread: string, change: (item: Thread) => Thread): readonly Thread[] {
	return threads.map((item) => (item.thread === thread ? change(item) : item));
}

type Subject = Pick<Thread, "thread" | "path" | "piece" | "place" | "diff" | "within">;

function said(threads: readonly Thread[], subject: Subject, comment: Comment): readonly Thread[] {
	const { thread } = subject;
	if (!threads.some((item) => item.thread === thread))
		return [...threads, { ...subject, state: "open", comments: [comment] }];
	return changed(threads, thread, (item) => ({
		...item,
		...subject,
		state: "open",
		comments: [...item.comments, comment],
	}));
}

function afterRound(threads: readonly Thread[], event: SelfReviewFinished, at: number): readonly Thread[] {
	let after = threads;
	for (const finding of event.findings) {
		if (finding.anchor === undefined) continue;
		const { version: _, ...place } = finding.anchor;
		const subject = { thread: finding.id, ...place };
		after = said(after, subject, { by: "self-review", text: findingText(finding), at });
	}
	for (const { id, state, because = "" } of event.settled) {
		const word: readonly Comment[] = because === "" ? [] : [{ by: "self-review", text: because, at }];
		after = changed(after, id, (item) => ({
			...item,
			// What the person closed stays so, and what they said last is still to be answered.
			state: item.state === "closed" || isAskedByPerson(item) ? item.state : state === "fixed" ? "closed" : "answered",
			comments: [...item.comments, ...word],
		}));
	}
	return after;
}

/** As it stands in its thread. */
function findingText({ class: kind, severity, claim, howToCheck }: Finding): string {
	return `${kind}, ${severity}: ${claim}${howToCheck === "" ? "" : `\nTo check: ${howToCheck}`}`;
}
