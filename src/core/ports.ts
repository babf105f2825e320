/** What the core needs of the world: a few small interfaces, each with one real adapter and one fake in test/support. */

import type { ModelInfo, ModelRequest, ModelSignal, Usage } from "./agent/messages.ts";
import type { BaseResults } from "./checks/base-results.ts";
import type { Gates } from "./gate.ts";
import type { Decision, PolicyContext, Touch } from "./policy/decision.ts";
import type { Deletion, InspectedPath, Inspection } from "./policy/inspection.ts";
import type { Rule } from "./policy/rule.ts";
import type { Proposal, Trees } from "./review-ports.ts";
import type { Recorded, TaskEvent } from "./task/events.ts";
import type { SelfReviewSetup } from "./task/self-review.ts";

/** A language model. */
export interface Model {
	/** Who answers, and what it can take. Never contains a credential. */
	readonly info: ModelInfo;
	/** US dollars that one request with so many tokens can cost now at most; null where no price is known, 0 where none is paid. */
	mostCost(tokens: { readonly input: number; readonly output: number }): number | null;
	/** US dollars of one request that uses just this now; null where no price is known. */
	cost?(usage: Usage): number | null;
	/** Tokens that a request and its reply may have together; null where the provider does not say. Must not reject. */
	window?(signal: AbortSignal): Promise<number | null>;
	/**
	 * Streams one reply. The last signal is `finished` or `failed`; nothing follows it.
	 * Must not throw for anything the provider or the network does: that is `failed`, with a text its reader can act on.
	 * Rejects with the signal's reason only when `signal` aborts.
	 */
	stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelSignal>;
}

/** How a file of the checkout is read and written. Paths are relative to the root, with forward slashes. */
export interface Files {
	/** The file's bytes and version, or why it cannot be had. Never follows a path out of the checkout. */
	read(path: string): Promise<FileRead>;
	/** Replaces or creates the file, with its parent folders; keeps the mode of an existing one. Refuses `.git` and what is outside. */
	write(path: string, bytes: Uint8Array): Promise<FileWrite>;
	/** The entries of a folder in name order, `.git` left out. */
	list(path: string, options: ListOptions, signal: AbortSignal): Promise<FolderRead>;
	/** Puts files back to what the base has, and deletes those that it has not. Resolves to what could not be, in sentences. */
	takeBack(paths: readonly string[], signal: AbortSignal): Promise<readonly string[]>;
}

/** A file's content hash: equal when, and only when, the bytes are. */
export type FileVersion = string;

export type FileRead =
	| { readonly kind: "file"; readonly bytes: Uint8Array; readonly version: FileVersion }
	| FileRefusal;

export type FileWrite =
	| { readonly kind: "written"; readonly version: FileVersion; readonly created: boolean }
	| FileRefusal;

export type FolderRead =
	| { readonly kind: "folder"; readonly entries: readonly FolderEntry[]; readonly truncated: boolean }
	| FileRefusal;

export interface FolderEntry {
	/** Relative to the checkout's root. */
	readonly path: string;
	readonly type: "file" | "folder" | "link";
	/** In bytes; 0 for folders. */
	readonly size: number;
}

export interface ListOptions {
	/** 1 lists the folder itself, 2 its subfolders as well, … */
	readonly depth: number;
	readonly limit: number;
}

export interface FileRefusal {
	readonly kind: "refused";
	readonly reason:
		| "not-found"
		| "outside"
		| "is-folder"
		| "not-folder"
		| "protected"
		| "secret"
		| "out-of-scope"
		| "too-large"
		| "not-regular"
		| "denied";
	/** Says what is wrong and what to do instead, for a model and a person alike. */
	readonly text: string;
}

/** Finds text in the checkout. */
export interface Search {
	/** Matches in path order; files ignored by git and `.git` are left out. */
	search(query: SearchQuery, signal: AbortSignal): Promise<SearchResult>;
}

export interface SearchQuery {
	readonly pattern: string;
	/** false: `pattern` is literal text; true: a regular expression (Rust's and JavaScript's common subset). */
	readonly regex: boolean;
	readonly caseSensitive: boolean;
	/** A glob that paths must match, e.g. `*.ts` or `src/**`; empty for all. */
	readonly glob: string;
	/** A folder or file to stay in, relative to the root; empty for all. */
	readonly path: string;
	readonly limit: number;
}

export type SearchResult =
	| { readonly kind: "matches"; readonly matches: readonly SearchMatch[]; readonly truncated: boolean }
	| { readonly kind: "failed"; readonly text: string };

export interface SearchMatch {
	readonly path: string;
	/** From 1. */
	readonly line: number;
	/** The line, cut to 300 characters. */
	readonly text: string;
}

/** Runs commands in the checkout. */
export interface Shell {
	/** What stands between a command and the machine now. */
	guard(): ShellGuard;
	/** Looks at what a command would touch, without changing anything. Must not reject unless `signal` aborts. */
	inspect(touches: readonly Touch[], signal: AbortSignal): Promise<Inspection>;
	/**
	 * Runs one command line in a fresh shell and waits for it and its whole process group.
	 * Aborting ends the process group and resolves with `ended: "stopped"`. Must not reject for anything the command does.
	 */
	run(command: ShellCommand, onOutput: (chunk: string) => void, signal: AbortSignal): Promise<ShellResult>;
}

export interface ShellCommand {
	readonly command: string;
	/** Relative to the checkout's root; empty for the root. */
	readonly cwd: string;
	readonly timeoutMs: number;
	/** Hosts that it may reach; empty: no network at all. Without a sandbox this holds nothing back. */
	readonly domains: readonly string[];
	/** Whether it was judged as one that runs in a proved sandbox: where there is none any more, it is refused. */
	readonly sandboxed: boolean;
}

export interface ShellGuard {
	/** Whether commands run in a sandbox that was proved by trying. */
	readonly sandboxed: boolean;
	readonly shell: PolicyContext["shell"];
	/** The checkout's root, absolute. */
	readonly root: string;
	/** Identifies the environment that a command is given: another text when any variable differs. Holds no value. */
	readonly environment: string;
}

export interface ShellResult {
	/** `refused`: it could not be started; `text` in `output` says why. */
	readonly ended: "exited" | "timed-out" | "stopped" | "killed" | "refused";
	/** Null unless `ended` is "exited". */
	readonly exitCode: number | null;
	/** Standard output and error in the order they came; when it is longer than the cap, its first and last part with a line between them that says how much was left out. */
	readonly output: string;
	/** Bytes the command wrote in all. */
	readonly bytes: number;
	/** Bytes left out of the middle of `output`. */
	readonly omitted: number;
	readonly durationMs: number;
}

/** The task's private copy of the project. */
export interface Checkout {
	readonly files: Files;
	readonly search: Search;
	readonly shell: Shell;
	readonly proposal: Proposal;
	readonly trees: Trees;
}

/** Asks the person. Any surface may answer; the first answer wins. */
export interface Approver {
	approve(request: ApprovalRequest, signal: AbortSignal): Promise<ApprovalDecision>;
	answer(request: QuestionRequest, signal: AbortSignal): Promise<string>;
}

/** A rule that is not written anywhere yet. */
export type NewRule = Omit<Rule, "place">;

/** What a person is shown before they decide. */
export interface ApprovalRequest {
	readonly call: string;
	readonly command: string;
	readonly cwd: string;
	readonly because: string;
	/** What the model says that it is for: shown as the model's words, never trusted. */
	readonly purpose: string;
	/** Identifies the exact bytes, folder, environment and call: an approval counts for this and nothing else. */
	readonly binding: string;
	/** The commands in it, each with its verdict. */
	readonly segments: Decision["segments"];
	readonly paths: readonly InspectedPath[];
	readonly deletes: Deletion | null;
	/** Hosts that it could reach once approved. */
	readonly domains: readonly string[];
	/** The step of the plan that was being done; empty when there is none. */
	readonly step: string;
	/** The rule that "always allow" would write; null where none can be written. */
	readonly rule: NewRule | null;
	/** Whether it would run in a proved sandbox. */
	readonly sandboxed: boolean;
}

export interface ApprovalDecision {
	readonly verdict: "approved" | "denied";
	/** A denial's reason goes to the model word for word. */
	readonly reason: string;
	readonly surface: Surface;
	/** How far an approval reaches: this call, this exact command for the rest of the task, or whatever the rule says. */
	readonly reach: "once" | "task" | "always";
	/** What the person changed the command to, to be judged anew; absent when it stands. */
	readonly edited?: string;
}

/** Where a person decided. */
export type Surface = "panel" | "notification" | "palette" | "editor" | "tree" | "api";

export interface QuestionRequest {
	readonly call: string;
	readonly question: string;
	readonly options: readonly string[];
}

/** The append-only list of what happened to one task. */
export interface Journal {
	/** Everything recorded so far; grows as `append` resolves. */
	readonly events: readonly Recorded[];
	/** Resolves when the event is on disk. */
	append(event: TaskEvent): Promise<Recorded>;
	/** Keeps a long text beside the journal; resolves to its name (a hash). */
	keep(text: string): Promise<string>;
}

/** What is shown while it happens and never recorded. */
export interface Live {
	text(turn: number, delta: string): void;
	thinking(turn: number, delta: string): void;
	/** The reply begins anew: what was shown of it is void. */
	restart(turn: number): void;
	output(call: string, chunk: string): void;
}

export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Resolves after so many milliseconds, or as soon as `signal` aborts; never rejects. */
	wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** What all tasks of this machine may cost in one day, counted across windows. Rejects when it cannot be counted. */
export interface DaySpend {
	/** US dollars that are left today, what is held for this request not taken off; null where no cap is set. */
	left(request: string): Promise<number | null>;
	/** Writes down, before the request is sent, that it may cost so much; false, and nothing held, when that is not left. */
	hold(request: string, money: number): Promise<boolean>;
	/** What it did cost. */
	settle(request: string, money: number): Promise<void>;
}

/** The person's and the repository's rules as they are now. */
export interface PolicySource {
	current(): Pick<PolicyContext, "rules" | "protectedBranches" | "refused">;
	/** Identifies a text: equal when, and only when, the text is. */
	fingerprint(text: string): string;
	/** Writes a rule to the person's own settings, exactly so. Rejects with a text for the person when it cannot. */
	addRule(rule: NewRule): Promise<void>;
}

/** Everything that one task's loop is given. */
export interface Ports {
	readonly policy: PolicySource;
	readonly model: Model;
	readonly checkout: Checkout;
	readonly approver: Approver;
	readonly journal: Journal;
	readonly live: Live;
	readonly clock: Clock;
	readonly gates: Gates;
	/** Whether the checks are run when the agent says that it is done; `on` where nobody says otherwise. */
	readonly checksAfterFinish?: (() => "on" | "off") | undefined;
	readonly day?: DaySpend | undefined;
	/** What is known of the trees that tasks begin with; nothing where it is left out. */
	readonly baseResults?: BaseResults | undefined;
	/** Turns without any progress after which a task is stuck; 0: none are too many. */
	readonly stuckTurns?: (() => number) | undefined;
	/** Takes secrets out of what a model is sent and is not in the journal. By their form only where nobody knows the values. */
	readonly redact?: ((text: string) => Promise<string>) | undefined;
	/** Off where nobody says otherwise. */
	readonly selfReview?: (() => SelfReviewSetup | Promise<SelfReviewSetup>) | undefined;
}
