/** Everything that can happen to a task, as facts in the past tense; each is on disk before the next step runs. */

import type { Block, Image, ModelInfo, StopReason, Usage } from "../agent/messages.ts";
import type { BudgetEvent } from "../budget/events.ts";
import type { Verdict } from "../policy/decision.ts";
import type { ApprovalDecision, ApprovalRequest, FileVersion, Surface } from "../ports.ts";
import type { Brief } from "./brief.ts";
import type { BriefChecked, HarnessEvent } from "./harness-events.ts";
import type { ReviewEvent } from "./review-events.ts";

/** An event as the journal keeps it. */
export interface Recorded {
	/** From 0, without gaps. */
	readonly seq: number;
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly event: TaskEvent;
}

export type TaskEvent = LifecycleEvent | TurnEvent | CallEvent | PersonEvent | ReviewEvent | BudgetEvent | HarnessEvent;

export type Fact<Type extends TaskEvent["type"]> = Extract<TaskEvent, { type: Type }>;

export type LifecycleEvent =
	| {
			readonly type: "task.created";
			readonly task: string;
			readonly brief: Brief;
			readonly workspace: WorkspaceFacts;
			/** The one person who is responsible. */
			readonly owner: string;
			/** Who delegated it, where the brief names somebody else as the owner. */
			readonly by?: string;
			/** What the brief check says of it. Absent: nothing. */
			readonly checked?: BriefChecked;
	  }
	| { readonly type: "checkout.made"; readonly checkout: CheckoutFacts }
	/** The loop runs (again), with this model. */
	| { readonly type: "task.started"; readonly model: ModelInfo }
	/** The person gave the checkout up. */
	| { readonly type: "checkout.removed" }
	/** The editor closed while the task ran. */
	| { readonly type: "task.interrupted" }
	| { readonly type: "task.ended"; readonly end: TaskEnd; readonly text: string; readonly unchecked?: Unchecked };

export interface WorkspaceFacts {
	readonly name: string;
	/** The opened folder, as the host's absolute path. */
	readonly folder: string;
}

export interface CheckoutFacts {
	/** The folder in which the agent works: the opened folder's counterpart. Absolute. */
	readonly root: string;
	/** The task's own branch; it exists in the checkout only. */
	readonly branch: string;
	/** The snapshot commit that holds what the workspace held. */
	readonly base: string;
	/** What the person must know of it, e.g. "The submodule lib/x was left out." */
	readonly notes: readonly string[];
}

/** Why the harness ran no check after the agent said that it is done: none was found, the person's settings say so, or it could not. */
export type Unchecked = "none-found" | "off" | "not-run";

/** How a run of the loop ended. Every end but `ready` says in `text` what to do. */
export type TaskEnd = "ready" | "stuck" | "stopped" | "failed" | "out-of-budget";

export type TurnEvent =
	| { readonly type: "turn.started"; readonly turn: number }
	| {
			readonly type: "turn.finished";
			readonly turn: number;
			readonly blocks: readonly Block[];
			readonly stop: StopReason;
			readonly usage: Usage;
			readonly cost: number | null;
			readonly model: string;
	  }
	/** The request gave no reply; what it cost is counted. */
	| {
			readonly type: "turn.failed";
			readonly turn: number;
			readonly reason: string;
			readonly text: string;
			readonly usage: Usage;
			readonly cost: number | null;
	  }
	| {
			readonly type: "model.retried";
			readonly turn: number;
			readonly attempt: number;
			readonly waitMs: number;
			readonly text: string;
	  }
	/** The harness told the model something of its own accord. */
	| { readonly type: "model.told"; readonly text: string };

export type CallEvent =
	/** What the policy said of a command, before anything else happens to it. */
	| {
			readonly type: "command.judged";
			readonly call: string;
			readonly command: string;
			readonly cwd: string;
			readonly verdict: Verdict;
			readonly because: string;
			/** The rules that decided, or "approved for this task"; empty when only what is built in did. */
			readonly by: readonly string[];
			readonly sandboxed: boolean;
	  }
	/** Journals of version 0.1 have only the first five fields. */
	| ({ readonly type: "approval.asked" } & AskedOf0_1 & Partial<ApprovalRequest>)
	| ({ readonly type: "approval.decided"; readonly call: string } & DecidedOf0_1 &
			Partial<ApprovalDecision & DecidedOn>)
	/** A person's approval could not be taken as it was, for the reason in `text`: the command waits on. */
	| { readonly type: "approval.held"; readonly call: string; readonly surface: Surface; readonly text: string }
	/** A command changed files that the brief puts out of scope, and they were put back. */
	| {
			readonly type: "changes.taken-back";
			readonly call: string;
			readonly paths: readonly string[];
			/** What could not be put back, in sentences. */
			readonly problems: readonly string[];
	  }
	| {
			readonly type: "question.asked";
			readonly call: string;
			readonly question: string;
			readonly options: readonly string[];
	  }
	| { readonly type: "question.answered"; readonly call: string; readonly answer: string }
	| { readonly type: "call.started"; readonly call: string; readonly tool: string; readonly title: string }
	| { readonly type: "call.finished"; readonly call: string; readonly outcome: CallOutcome }
	| { readonly type: "plan.set"; readonly steps: readonly PlanStep[] }
	| { readonly type: "handoff.written"; readonly handoff: HandOff };

type AskedOf0_1 = Pick<ApprovalRequest, "call" | "command" | "cwd" | "because" | "purpose">;
type DecidedOf0_1 = Pick<ApprovalDecision, "verdict" | "reason" | "surface">;

interface DecidedOn {
	/** The person who is responsible for the task. */
	readonly owner: string;
	/** What the decision was about: the call's one command, and the same command without the call. */
	readonly binding: string;
	readonly exact: string;
}

export interface CallOutcome {
	/** `unknown`: it was started, and nobody saw it end. `denied`: a person said no. */
	readonly kind: "done" | "failed" | "denied" | "unknown";
	/** What the model is told. */
	readonly text: string;
	/** The text holds words of files or programs: the model is told so. */
	readonly foreign?: true;
	/** What the model is told before it in the person's words, apart from what a program or a file says. */
	readonly note?: string;
	readonly images?: readonly Image[];
	/** Few words for the timeline, e.g. "exit 1", "42 lines", "+3 −1". */
	readonly summary: string;
	/** The journal's file with the whole text, when `text` is only a part of it. */
	readonly kept?: string;
	/** The file that was read or written. */
	readonly file?: TouchedFile;
}

export interface TouchedFile {
	/** Relative to the checkout's root. */
	readonly path: string;
	/** Its content before it was written; null where there was none. Absent where it was only read. */
	readonly before?: FileVersion | null;
	/** Its content as it was read, or as it was written. */
	readonly version: FileVersion;
	/** The lines that were shown, from 1, both included. Absent where none were. */
	readonly first?: number;
	readonly last?: number;
	/** Nothing was shown: the conversation holds these lines already. */
	readonly above?: true;
}

export interface PlanStep {
	readonly text: string;
	readonly state: "open" | "doing" | "done" | "dropped";
}

/** The agent's own words at the end; every fact in a report comes from events instead. */
export interface HandOff {
	readonly status: "done" | "stuck";
	readonly summary: string;
	readonly tried: readonly string[];
	readonly left: readonly string[];
	/** Of the summary, as `path:line`: those whose file is there. Absent where there are none, and where something was to be changed. */
	readonly places?: readonly string[];
	/** What it says of the parts of the definition of done; absent where it says nothing of them. */
	readonly parts?: readonly PartClaim[];
}

export interface PartClaim {
	/** From 1, as `partsOf` numbers them; a model may name one that is not there. */
	readonly part: number;
	readonly met: boolean;
	/** How it was seen; empty where nothing is said of it. */
	readonly proof: string;
}

export type PersonEvent =
	| { readonly type: "person.steered"; readonly text: string }
	| { readonly type: "person.stopped"; readonly surface: Surface };
