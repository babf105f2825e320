/** What the harness and the person add to a task around the work: brief, strikes, self-review, compaction, value. */

import type { AsideEvent } from "../agent/aside.ts";
import type { BriefWarning, WarningName } from "../brief/warning.ts";
import type { Surface } from "../ports.ts";
import type { Brief } from "./brief.ts";
import type { ReviewEvent } from "./review-events.ts";

export type HarnessEvent = BriefEvent | StuckEvent | SelfReviewEvent | CompactionEvent | ValueEvent | AsideEvent;

/** The brief check's words on a brief, and which of them the person dismissed. */
export interface BriefChecked {
	readonly warnings: readonly BriefWarning[];
	readonly dismissed: readonly WarningName[];
}

type BriefEvent =
	/** Read, and not written any more: a journal of its time has it right after `task.created`, or right before `brief.changed`. */
	| ({ readonly type: "brief.checked" } & BriefChecked)
	/** The person rescoped the task: from the next run on this brief holds, in the same checkout. */
	| {
			readonly type: "brief.changed";
			readonly brief: Brief;
			readonly surface: Surface;
			/** What was changed before and is out of scope now: it stays proposed, and is not changed any more. Absent: nothing. */
			readonly outside?: readonly string[];
			/** What the brief check says of it; absent: what it said before stays. */
			readonly checked?: BriefChecked;
	  };

/** Why a task does not get on. */
export type StuckReason = "same-failure" | "same-call" | "undone" | "no-progress";

/** Something that was tried and failed, by what it is known again. */
export interface Attempt {
	/** The check, command or tool, as a person would name it. */
	readonly what: string;
	/** The failure in a line. */
	readonly failure: string;
	/** Where, as `path:line`; empty where that is not known. */
	readonly place: string;
	readonly times: number;
	/** The files that were changed between the first time and the last, in order. */
	readonly changed?: readonly string[];
	/** It did not fail any more when it was tried last. */
	readonly solved?: true;
}

type StuckEvent =
	/** The third strike: the agent gets one turn to say what it tried, then the task is stuck. */
	{
		readonly type: "stuck.found";
		readonly reason: StuckReason;
		/** For a person and the model, in a sentence. */
		readonly text: string;
		readonly attempts: readonly Attempt[];
	};

export type FindingClass = "wrong" | "incomplete" | "out-of-scope" | "unsafe" | "untested" | "needless";

/** One objection of the self-review. */
export interface Finding {
	/** No other finding of the task has it, e.g. "F1-2"; it is the id of its comment thread, too. */
	readonly id: string;
	readonly class: FindingClass;
	readonly severity: "high" | "medium" | "low";
	/** Empty where it is about the whole. */
	readonly path: string;
	/** From 1, in the proposed file; 0 where it is about the file as a whole. */
	readonly line: number;
	readonly claim: string;
	/** How to find out whether it is so. */
	readonly howToCheck: string;
	/** Where its comment thread stands; without one it has none. */
	readonly anchor?: FindingAnchor;
}

export interface FindingAnchor extends Subject {
	/** Identifies what must have changed before it counts as fixed. */
	readonly version: string;
	/** Which line of the piece, from 0; absent where it is about all of it. */
	readonly within?: number;
}

type Subject = Pick<Extract<ReviewEvent, { type: "comment.sent" }>, "path" | "piece" | "place" | "diff">;

type SelfReviewEvent =
	| { readonly type: "self-review.started"; readonly round: number; readonly model: string }
	/** What it found in this round, and what became of the findings of the round before. */
	| {
			readonly type: "self-review.finished";
			readonly round: number;
			readonly findings: readonly Finding[];
			readonly settled: readonly SettledFinding[];
			/** Findings that were left out because there were too many; changed files that it was not shown whole. Absent: none. */
			readonly more?: number;
			readonly unseen?: number;
	  }
	/** It was not done, though it was asked for or advised; the text says why. */
	| { readonly type: "self-review.skipped"; readonly text: string }
	/** It could not be done: the text says why. The task is handed over without it, and that is said. */
	| { readonly type: "self-review.failed"; readonly round: number; readonly text: string };

export interface SettledFinding {
	readonly id: string;
	/** `left`: for the person to decide. */
	readonly state: "fixed" | "rebutted" | "left";
	/** Why, in the reviewer's words or the harness's; absent where nobody said. */
	readonly because?: string;
}

export type SelfReviewFinished = Extract<SelfReviewEvent, { type: "self-review.finished" }>;

type CompactionEvent =
	/** What the model was sent before this is replaced by the summary; the brief and the rules stand before it word for word. */
	| {
			readonly type: "history.compacted";
			readonly summary: string;
			/** Estimated tokens of the conversation before and after. */
			readonly before: number;
			readonly after: number;
			/** So many of the last replies stay as they are, with what came of their calls. */
			readonly replies: number;
	  }
	/** The provider said how many tokens a request to this model and its reply may have together. */
	| { readonly type: "window.told"; readonly model: string; readonly tokens: number };

type ValueEvent =
	/** What the person thinks that it would have taken them without the agent. */
	| { readonly type: "value.told"; readonly minutes: number; readonly surface: Surface }
	/** They do not say: they are not asked again. */
	| { readonly type: "value.declined"; readonly surface: Surface };
