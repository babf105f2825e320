/** How a test writes down what the model says: `say("Reading.").call("read", { path: "a.ts" })`, and the faults that can happen. */

import type { MessagesRequest, RequestBlock } from "./messages-server-schema.ts";

export type StopReason =
	| "end_turn"
	| "tool_use"
	| "max_tokens"
	| "stop_sequence"
	| "pause_turn"
	| "refusal"
	| "model_context_window_exceeded";

/** One thing the server does with a request. */
export type Step = ReplyStep | ErrorStep | HangStep;

/** A list plays in order; a function decides from the request. `index` counts the requests that were valid, from 0. */
export type Script = readonly Step[] | ((request: ScriptRequest, index: number) => Step | Promise<Step>);

export interface ScriptRequest {
	readonly body: MessagesRequest;
	/** The tool results of the last message, in order. */
	readonly results: readonly ScriptResult[];
	/** The texts of the last message, joined by line ends. */
	readonly said: string;
}

export interface ScriptResult {
	readonly id: string;
	/** The tool that was called. */
	readonly tool: string;
	readonly text: string;
	readonly failed: boolean;
}

export type ScriptBlock =
	| { readonly type: "text"; readonly text: string }
	| { readonly type: "thinking"; readonly text: string }
	| { readonly type: "redacted" }
	/** `json` is streamed as it stands; without an `id` the server makes one. */
	| { readonly type: "call"; readonly tool: string; readonly json: string; readonly id: string | undefined };

/** How the bytes of a reply are sent; all at once per event by default. */
export interface Pace {
	/** Bytes per write; it may cut through events and characters. */
	readonly bytes?: number;
	/** Milliseconds between writes. */
	readonly everyMs?: number;
}

/** How a stream goes wrong after its last scripted block began: half of that block has been sent. */
export type StreamFault =
	/** The connection breaks. */
	| "cut"
	/** The whole reply comes, then the connection breaks in place of `message_stop`. */
	| "cut-late"
	/** The response ends in good order, without `message_stop`. */
	| "ended"
	/** Nothing more comes, and the connection stays open. */
	| "hang"
	/** An event whose data is not JSON. */
	| "bad-json"
	/** An `error` event, as the API sends when it is overloaded meanwhile. */
	| "overloaded";

export interface ErrorStep {
	readonly kind: "error";
	readonly status: number;
	readonly type: string;
	readonly message: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** Sent instead of the API's error shape, as a proxy in between would. */
	readonly html?: string;
}

/** The request is read and never answered. */
export interface HangStep {
	readonly kind: "hang";
}

/** A reply; each method gives a new one. */
export class ReplyStep {
	readonly kind = "reply";
	readonly blocks: readonly ScriptBlock[];
	/** Without it: `tool_use` where a tool is called, else `end_turn`. */
	readonly stopReason: StopReason | undefined;
	readonly pace: Pace;
	readonly fault: StreamFault | undefined;

	constructor(reply: Partial<Pick<ReplyStep, "blocks" | "stopReason" | "pace" | "fault">>) {
		this.blocks = reply.blocks ?? [];
		this.stopReason = reply.stopReason;
		this.pace = reply.pace ?? {};
		this.fault = reply.fault;
	}

	say(text: string): ReplyStep {
		return this.with({ blocks: [...this.blocks, { type: "text", text }] });
	}

	/** A thinking block; the server signs it. */
	think(text: string): ReplyStep {
		return this.with({ blocks: [...this.blocks, { type: "thinking", text }] });
	}

	redacted(): ReplyStep {
		return this.with({ blocks: [...this.blocks, { type: "redacted" }] });
	}

	call(tool: string, input: object = {}, id?: string): ReplyStep {
		return this.callRaw(tool, JSON.stringify(input), id);
	}

	/** A call whose input is streamed as this text, JSON or not. */
	callRaw(tool: string, json: string, id?: string): ReplyStep {
		return this.with({ blocks: [...this.blocks, { type: "call", tool, json, id }] });
	}

	stop(stopReason: StopReason): ReplyStep {
		return this.with({ stopReason });
	}

	paced(pace: Pace): ReplyStep {
		return this.with({ pace });
	}

	/** Breaks in the middle of the last block. */
	breaks(fault: StreamFault): ReplyStep {
		return this.with({ fault });
	}

	private with(change: Partial<Pick<ReplyStep, "blocks" | "stopReason" | "pace" | "fault">>): ReplyStep {
		return new ReplyStep({
			blocks: this.blocks,
			stopReason: this.stopReason,
			pace: this.pace,
			fault: this.fault,
			...change,
		});
	}
}

/** A reply without any block. */
export const nothing = new ReplyStep({});

export function say(text: string): ReplyStep {
	return nothing.say(text);
}

export function think(text: string): ReplyStep {
	return nothing.think(text);
}

export function call(tool: string, input: object = {}, id?: string): ReplyStep {
	return nothing.call(tool, input, id);
}

/** 429; `seconds` is what `retry-after` says. */
export function rateLimited(seconds: number): ErrorStep {
	const message = "This request would exceed your organization's rate limit.";
	return { kind: "error", status: 429, type: "rate_limit_error", message, headers: { "retry-after": String(seconds) } };
}

export function overloaded(): ErrorStep {
	return { kind: "error", status: 529, type: "overloaded_error", message: "Overloaded" };
}

export function serverError(): ErrorStep {
	return { kind: "error", status: 500, type: "api_error", message: "Internal server error" };
}

/** Any other status in the API's error shape. */
export function refuse(status: number, type: string, message: string): ErrorStep {
	return { kind: "error", status, type, message };
}

/** What a proxy in between says: no JSON at all. */
export function badGateway(): ErrorStep {
	return { kind: "error", status: 502, type: "", message: "", html: "<html><h1>502 Bad Gateway</h1></html>" };
}

export function hang(): HangStep {
	return { kind: "hang" };
}

/** The request as a script's function sees it. */
export function scriptRequest(body: MessagesRequest): ScriptRequest {
	const tools = new Map<string, string>();
	for (const block of body.messages.flatMap(blocksOf)) if (block.type === "tool_use") tools.set(block.id, block.name);
	const last = body.messages.slice(-1).flatMap(blocksOf);
	return {
		body,
		results: last.flatMap((block) => (block.type === "tool_result" ? [resultOf(block, tools)] : [])),
		said: last.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n"),
	};
}

function blocksOf({ content }: MessagesRequest["messages"][number]): readonly RequestBlock[] {
	return typeof content === "string" ? [{ type: "text", text: content }] : content;
}

function resultOf(block: Extract<RequestBlock, { type: "tool_result" }>, tools: Map<string, string>): ScriptResult {
	const { tool_use_id: id, content = "", is_error: failed = false } = block;
	const parts =
		typeof content === "string" ? [content] : content.flatMap((part) => (part.type === "text" ? [part.text] : []));
	return { id, tool: tools.get(id) ?? "", text: parts.join("\n"), failed };
}
