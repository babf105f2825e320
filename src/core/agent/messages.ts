/** The conversation as the core knows it: what is sent to a model and what comes back, whoever the provider is. */

import type { Effort } from "../brief/words.ts";

export interface ModelInfo {
	readonly provider: "anthropic" | "scripted";
	/** The provider's model id, e.g. `claude-sonnet-5-5`. */
	readonly id: string;
	/** For a person, e.g. `Scripted demo (no model was called)`. */
	readonly label: string;
	/** Whether tool results may carry images. */
	readonly images: boolean;
}

export interface ModelRequest {
	readonly system: string;
	readonly tools: readonly ToolDeclaration[];
	readonly messages: readonly Message[];
	/** Most tokens the reply may have. */
	readonly maxTokens: number;
	/** How much the model shall think; its own measure where it is left out. */
	readonly effort?: Effort | undefined;
}

export interface ToolDeclaration {
	readonly name: string;
	readonly description: string;
	/** JSON Schema of the input, `type: "object"`. */
	readonly schema: Readonly<Record<string, unknown>>;
}

export interface Message {
	readonly role: "user" | "assistant";
	readonly blocks: readonly Block[];
}

export type Block = TextBlock | ThoughtBlock | CallBlock | ResultBlock;

export interface TextBlock {
	readonly type: "text";
	/** Never empty or blank: the API refuses such blocks. */
	readonly text: string;
	/** A cache breakpoint after this block. */
	readonly cache?: true;
}

/** A provider's own block (thinking, redacted thinking): sent back exactly as it came, or not at all. */
export interface ThoughtBlock {
	readonly type: "thought";
	/** For a person; empty when the provider showed nothing. */
	readonly text: string;
	/** The provider's block, unchanged. */
	readonly raw: unknown;
	/** The model that made it: other models must not be sent it. */
	readonly model: string;
}

/**
 * The only field of a call's input when the model's own was not a JSON object: it holds the text as it came. No tool takes
 * such a field, so the call fails and the model is told.
 */
export const invalidInputKey = "__invalid";

export interface CallBlock {
	readonly type: "call";
	readonly id: string;
	readonly tool: string;
	readonly input: Readonly<Record<string, unknown>>;
}

export interface ResultBlock {
	readonly type: "result";
	readonly call: string;
	readonly text: string;
	readonly images: readonly Image[];
	readonly failed: boolean;
	/** A cache breakpoint after this block. */
	readonly cache?: true;
}

export interface Image {
	readonly mediaType: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
	readonly base64: string;
}

/** Tokens of one request. `input` is only what was neither read from nor written to the cache. */
export interface Usage {
	readonly input: number;
	readonly cacheRead: number;
	readonly cacheWrite5m: number;
	readonly cacheWrite1h: number;
	/** Includes `thinking`. */
	readonly output: number;
	readonly thinking: number;
}

export type StopReason =
	| "end_turn"
	| "tool_use"
	| "max_tokens"
	| "stop_sequence"
	| "pause_turn"
	| "refusal"
	| "model_context_window_exceeded";

/** One complete reply. */
export interface Reply {
	/** text, thought and call blocks in the order they came; may be empty. A call cut off by `max_tokens` is not in it. */
	readonly blocks: readonly Block[];
	readonly stop: StopReason;
	readonly usage: Usage;
	/** The model that answered, as the provider names it. */
	readonly model: string;
	/** US dollars, or null where no price is known. 0 only where nothing was called. */
	readonly cost: number | null;
}

export type ModelSignal =
	| { readonly type: "text"; readonly delta: string }
	| { readonly type: "thinking"; readonly delta: string }
	| { readonly type: "retrying"; readonly attempt: number; readonly waitMs: number; readonly text: string }
	/** What the request has used so far: counted when it is stopped before a reply. */
	| { readonly type: "used"; readonly usage: Usage; readonly cost: number | null }
	| { readonly type: "finished"; readonly reply: Reply }
	| ModelFailure;

export interface ModelFailure {
	readonly type: "failed";
	/** `context`: the conversation is longer than the model takes. */
	readonly reason:
		| "auth"
		| "request"
		| "context"
		| "rate-limit"
		| "overloaded"
		| "network"
		| "server"
		| "configuration";
	/** Says what to do, in the person's words. */
	readonly text: string;
	/** What is known to have been spent on it. */
	readonly usage: Usage;
	readonly cost: number | null;
}

export const noUsage: Usage = { input: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0, thinking: 0 };

/** Adds two counts. */
export function addUsage(a: Usage, b: Usage): Usage {
	return {
		input: a.input + b.input,
		cacheRead: a.cacheRead + b.cacheRead,
		cacheWrite5m: a.cacheWrite5m + b.cacheWrite5m,
		cacheWrite1h: a.cacheWrite1h + b.cacheWrite1h,
		output: a.output + b.output,
		thinking: a.thinking + b.thinking,
	};
}
