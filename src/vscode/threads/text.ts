/** What a comment thread says: the person's words, the agent's, and what became of the hunk. */

import type { ReviewedFinding } from "../../core/task/self-review-view.ts";
import { isAskedByPerson, type Thread } from "../../core/task/threads-view.ts";
import type { Anchor } from "./place.ts";

/** One comment as it is shown. The text is foreign unless Remit says it. */
export interface Said {
	readonly by: "You" | "Agent" | "Self-review" | "Remit";
	readonly text: string;
	/** Shown below the text; empty for none. */
	readonly diff: string;
	/** Milliseconds since 1970; null where it is no fact but the state of things. */
	readonly at: number | null;
	/** A word beside the author. */
	readonly label?: string;
}

/** How things stand around a thread. */
export interface Standing {
	/** Whether the agent works now. */
	readonly live: boolean;
	readonly anchor: Anchor["state"] | "no-change";
	/** The hunk as it is now, where it is another one. */
	readonly diff: string;
	/** Where the thread is a finding's: what became of it. */
	readonly finding?: ReviewedFinding["state"] | undefined;
}

const authors = { person: "You", agent: "Agent", "self-review": "Self-review" } as const;

/** Texts beyond this are cut where they are shown; the panel and the journal have them whole. */
const longestText = 20_000;

export function saidIn(thread: Thread, standing: Standing): readonly Said[] {
	const comments = thread.comments.map(({ by, text, at }): Said => {
		return { by: authors[by], text: cut(text), diff: "", at };
	});
	return [...comments, ...outcomeOf(thread, standing)];
}

/** For the head of the thread. */
export function labelOf(thread: Thread, { live, finding }: Standing): string {
	const { state } = thread;
	if (isFindingAlone(thread, finding))
		return findingLabels[state === "closed" && finding !== "fixed" ? "closed" : finding];
	if (state === "closed") return "Resolved";
	if (state === "answered") return "Answered";
	return live ? "The agent is working on this…" : "Waits for the agent";
}

const findingLabels = {
	open: "Put to the agent",
	fixed: "Fixed",
	rebutted: "Rebutted, and the reviewer agrees",
	left: "Left for you",
	closed: "Resolved",
} as const;

type FindingState = NonNullable<Standing["finding"]>;

/** Nobody but the self-review asked: the agent answers it in the task itself, or never. */
function isFindingAlone(thread: Thread, finding: Standing["finding"]): finding is FindingState {
	return finding !== undefined && !isAskedByPerson(thread);
}

function outcomeOf(thread: Thread, { live, anchor, diff, finding }: Standing): readonly Said[] {
	if (isFindingAlone(thread, finding)) return [];
	const note = (text: string, shown = ""): readonly Said[] => [{ by: "Remit", text, diff: shown, at: null }];
	if (thread.state === "open")
		return note(
			live
				? "The agent is working on this…"
				: "The agent is not running. Continue the task, and this is the first thing it reads.",
		);
	switch (anchor) {
		case "same":
			return note("The agent left it as it is.");
		case "changed":
			return note("The hunk changed; this is the new version.", diff);
		case "gone":
			return note("The hunk is gone: these lines are as they were before the task. This is what it was.", thread.diff);
		case "no-change":
			return note(
				"Nothing in this file differs from what the task began with any more. This is what the hunk was.",
				thread.diff,
			);
		case "lines":
			return [];
		default:
			return anchor satisfies never;
	}
}

function cut(text: string): string {
	if (text.length <= longestText) return text;
	return `${text.slice(0, longestText)}… (${text.length - longestText} more characters)`;
}
