/** What a tool is: a name and schema for the model, and one function that does the work and says how it went. */

import type * as z from "zod";
import type { Checkout, FileRefusal, FileVersion } from "../ports.ts";
import type { CallOutcome, HandOff, PlanStep, TouchedFile } from "../task/events.ts";

export interface Tool<Input = unknown> {
	readonly name: string;
	/** Written for a model: what it does, when to use it, what comes back. Terse: it is paid for in every request. */
	readonly description: string;
	/** An object schema. Descriptions of fields only where the name does not say it. */
	readonly input: z.ZodType<Input>;
	/** `read`: touches nothing, so that such calls of one turn run together. */
	readonly effect: "read" | "write";
	/** One line for the timeline, e.g. "Read src/a.ts, lines 1–200". */
	title(input: Input): string;
	/** What must happen before it may run; the loop asks the policy and the person. */
	needs(input: Input): Need;
	/** Does it. Expected failures are outcomes with a text the model can act on; only bugs and aborts throw. */
	run(input: Input, context: ToolContext, signal: AbortSignal): Promise<ToolResult>;
}

export type Need =
	| { readonly kind: "nothing" }
	| { readonly kind: "command"; readonly command: string; readonly cwd: string; readonly purpose: string }
	| { readonly kind: "answer"; readonly question: string; readonly options: readonly string[] };

export interface ToolContext {
	readonly call: string;
	readonly checkout: Checkout;
	/** Which version of each file the model has seen, by path: `read` sets it, `edit` and `write` require and update it. */
	readonly seen: Map<string, FileVersion>;
	/** Whether the conversation holds just this page already, so that pointing there is enough; no where it cannot be known. */
	readonly isAbove?: (file: TouchedFile) => boolean;
	/** Whether the model takes images. */
	readonly images: boolean;
	/** What the person answered, for tools that need an answer. */
	readonly answer: string;
	/** What a command was allowed; null for tools that run none. */
	readonly granted: Granted | null;
	onOutput(chunk: string): void;
	/** Keeps a long text beside the journal; resolves to its name. */
	keep(text: string): Promise<string>;
}

/** A command as it was judged and approved: what runs, whatever the call's input says. */
export interface Granted {
	readonly command: string;
	/** Hosts that it may reach. */
	readonly domains: readonly string[];
	/** Whether it was judged as one that runs in a proved sandbox. */
	readonly sandboxed: boolean;
}

export interface ToolResult {
	readonly outcome: CallOutcome;
	/** What else became true. */
	readonly facts?: readonly ToolFact[];
}

export type ToolFact =
	| { readonly type: "plan.set"; readonly steps: readonly PlanStep[] }
	| { readonly type: "handoff.written"; readonly handoff: HandOff }
	/** As the model says: the thread may be none that is open. */
	| { readonly type: "comment.answered"; readonly thread: string; readonly text: string };

/** An outcome that went as asked. `summary` is a few words for the timeline. */
export function done(text: string, summary: string): ToolResult {
	return { outcome: { kind: "done", text, summary } };
}

/** As `done`, with words of files or programs in the text. */
export function found(text: string, summary: string): ToolResult {
	return { outcome: { kind: "done", text, foreign: true, summary } };
}

/** An outcome that did not: `text` must say what to do instead. */
export function failed(text: string, summary = "failed"): ToolResult {
	return { outcome: { kind: "failed", text, summary } };
}

/** The summary of a write that was refused because of the task's scope: reports count those. */
export const outOfScopeSummary = "out of scope";

/** A file that was not written, for the reason that the refusal gives. */
export function refusedWrite({ reason, text }: FileRefusal): ToolResult {
	return reason === "out-of-scope" ? failed(text, outOfScopeSummary) : failed(text);
}

/** The same outcome, with the file that it is about. */
export function touched({ outcome, ...rest }: ToolResult, file: TouchedFile): ToolResult {
	return { ...rest, outcome: { ...outcome, file } };
}
