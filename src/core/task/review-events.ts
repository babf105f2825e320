/** What happens to a task's changes, as facts in the past tense: found, decided, commented, verified, shipped. */

import type { CheckEvent } from "../checks/check-events.ts";
import type { Failure } from "../checks/failure.ts";
import type { Surface } from "../ports.ts";
import type { AcceptedFile, Change } from "../review-ports.ts";

export type ReviewEvent = ChangeEvent | CommentEvent | VerificationEvent | CheckEvent | ShippedEvent;

type ChangeEvent =
	| {
			readonly type: "changes.found";
			readonly changes: readonly Change[];
			/** What differs and is not offered, in sentences. */
			readonly notes?: readonly string[];
	  }
	/** `undecided`: an earlier decision was taken back. */
	| {
			readonly type: "change.decided";
			readonly path: string;
			readonly decision: Decision | "undecided";
			readonly version: string;
			/** The ids of what was decided; all of the change in journals of version 0.1. */
			readonly pieces?: readonly string[];
			/** What is accepted of the file from now on; absent where that did not change. */
			readonly accepted?: AcceptedFile;
			readonly note: string;
			readonly surface: Surface;
	  }
	/** The person changed what the agent proposes; the text is what they changed, as a diff. */
	| { readonly type: "change.edited"; readonly path: string; readonly diff: string }
	/** Rejected pieces were taken out of the checkout before the agent went on. */
	| {
			readonly type: "changes.taken-out";
			readonly files: readonly TakenOut[];
			/** What could not be taken out, in sentences. */
			readonly problems: readonly string[];
	  }
	/** The task is over: nothing is left to decide, or the person closed it. Taking a decision back opens it again, unless it was discarded. */
	| { readonly type: "review.closed"; readonly outcome: "accepted" | "partly-accepted" | "rejected" | "discarded" };

export interface TakenOut {
	readonly path: string;
	readonly pieces: readonly string[];
	/** What was taken out, as a diff, for the model; cut where it is long. */
	readonly diff: string;
}

export type Decision = "accepted" | "rejected";

type CommentEvent =
	/** The person asks for a change of a piece, or answers in its thread. */
	| {
			readonly type: "comment.sent";
			/** The thread's id; the first comment of a thread opens it. */
			readonly thread: string;
			readonly path: string;
			/** The piece that it is about, and where that stands. */
			readonly piece: string;
			readonly place: Place;
			/** The piece as a diff, as the person saw it. */
			readonly diff: string;
			readonly text: string;
			readonly surface: Surface;
	  }
	/** What the agent says to a thread. */
	| { readonly type: "comment.answered"; readonly thread: string; readonly text: string }
	| { readonly type: "thread.closed"; readonly thread: string };

/** Lines from 0, end exclusive; in the base they do not move while the agent goes on. */
export interface Place {
	readonly baseStart: number;
	readonly baseEnd: number;
	readonly start: number;
	readonly end: number;
}

/** What checks are run on: exactly what is accepted, or all that the agent (and the person's edits) propose. */
export type Verified = "accepted" | "proposal";

type VerificationEvent =
	| {
			readonly type: "verification.started";
			readonly of: Verified;
			readonly tree: string;
			readonly checks: readonly string[];
	  }
	| {
			readonly type: "verification.finished";
			readonly of: Verified;
			readonly tree: string;
			readonly results: readonly CheckResult[];
			/** Which of the harness's own verifications of this run it is, from 1; absent when a person asked for it. */
			readonly round?: number;
	  };

export interface CheckResult {
	readonly command: string;
	/** `not-run`: it was refused, stopped, or could not be started; `text` says which. */
	readonly outcome: "passed" | "failed" | "not-run";
	/** What a person should know first: the exit code and the end of the output, at most 4,000 characters. */
	readonly text: string;
	/** The journal's file with the whole output; empty when there is none. */
	readonly kept: string;
	readonly durationMs: number;
	/** What failed, as far as the output says so; absent in journals of version 0.1. */
	readonly failures?: readonly FoundFailure[];
	/** How many failures were left out of the list. */
	readonly more?: number;
	/** The middle of the output was left out, so that the list may lack some of its failures. */
	readonly cut?: true;
	/**
	 * How it went on the base. Of one that fails: `same`, it failed there with all that fails now. Of one that passes:
	 * `failed`, so it was mended. Absent where it passes on both, and where nobody had to know.
	 */
	readonly onBase?: "passed" | "failed" | "same" | "other" | "not-run";
}

export interface FoundFailure extends Failure {
	/** It failed on the base as well. */
	readonly old?: true;
}

type ShippedEvent =
	| { readonly type: "branch.kept"; readonly branch: string; readonly commit: string }
	| { readonly type: "accepted.committed"; readonly branch: string; readonly commit: string }
	| {
			readonly type: "branch.pushed";
			readonly branch: string;
			readonly commit: string;
			readonly remote: string;
			readonly url: string;
	  };
