/** What the host tells the panel. The host is trusted, so these are types only. */

import type { Kind } from "../core/brief/words.ts";
import type { Recorded } from "../core/task/events.ts";
import type { TaskStatus, TaskView } from "../core/task/view.ts";
import type { DraftVerdict, DraftView } from "./draft.ts";

export type HostMessage =
	| SnapshotMessage
	| RecordedMessage
	| TasksMessage
	| SetupMessage
	| StreamingMessage
	| DraftMessage
	| DraftCheckedMessage;

/** Everything, in answer to `ready` and whenever another task is shown. */
export interface SnapshotMessage {
	readonly type: "snapshot";
	readonly setup: Setup;
	readonly tasks: readonly TaskSummary[];
	/** The task that is shown; null: the list, or the welcome where there is none. */
	readonly view: TaskView | null;
	/** The brief that is being written; null: none. */
	readonly draft: DraftView | null;
}

/** More events of the shown task. A gap in `seq` means: say `ready` again. */
export interface RecordedMessage {
	readonly type: "recorded";
	readonly task: string;
	readonly records: readonly Recorded[];
}

export interface TasksMessage {
	readonly type: "tasks";
	readonly tasks: readonly TaskSummary[];
}

export interface SetupMessage {
	readonly type: "setup";
	readonly setup: Setup;
}

/** The brief that is being written: another one, none any more, or what is more than texts of it changed. */
export interface DraftMessage {
	readonly type: "draft";
	readonly draft: DraftView | null;
}

/** What is said of this draft's texts, in answer to `write-draft`. */
export interface DraftCheckedMessage {
	readonly type: "draft-checked";
	readonly draft: string;
	readonly verdict: DraftVerdict;
}

/** What happens right now in the shown task; transient, at most every 50 ms. */
export interface StreamingMessage {
	readonly type: "streaming";
	readonly task: string;
	readonly turn: number;
	/** The reply's text and thinking so far, each cut to its last 4,000 characters. */
	readonly text: string;
	readonly thinking: string;
	/** The last 4,000 characters of the running command's output, and its call; empty when none runs. */
	readonly output: string;
	readonly call: string;
}

export interface TaskSummary {
	readonly task: string;
	readonly title: string;
	readonly status: TaskStatus;
	/** True: a demo played it, no model was called. */
	readonly scripted: boolean;
	readonly changedAt: number;
	/** What the task changed: files, also those that cannot be offered. */
	readonly changes: number;
	/** True where checks failed, or were not run though there are some. */
	readonly unverified: boolean;
	/** True: it is to answer, and changes nothing. */
	readonly answers?: boolean;
	/** Changed files that are undecided. */
	readonly undecided: number;
}

/** Whether a task can be delegated, and if not, what is missing. */
export interface Setup {
	readonly state: "ready" | "no-folder" | "untrusted" | "no-model";
	/** Why, in a sentence. */
	readonly text: string;
	/** The model that a new task would use, for a person; empty when none is set up. */
	readonly model: string;
	readonly scripted: boolean;
	/** A goal to begin with, offered in an empty field; empty where there is none. */
	readonly suggestion: string;
	/** What a new task may use and is likely to, in a sentence or two: by its kind. */
	readonly budget: Readonly<Record<Kind, string>>;
	/** What stands between the agent and the machine today, said plainly. */
	readonly guards: readonly GuardNotice[];
}

/** A guard that is off must say so on screen. */
export interface GuardNotice {
	readonly id: string;
	readonly text: string;
}
