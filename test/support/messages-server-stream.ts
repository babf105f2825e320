/** Renders a scripted reply as the API's server-sent events, block by block, with its faults. */

import { randomBytes } from "node:crypto";
import type { PromptUsage } from "./messages-server-cache.ts";
import type { RequestBlock } from "./messages-server-schema.ts";
import { ReplyStep, type ScriptBlock, type StopReason } from "./messages-server-script.ts";
import { sign } from "./messages-server-signatures.ts";

/** A reply made ready to send: signed, with ids and counts. */
export interface RenderedReply {
	readonly id: string;
	readonly model: string;
	/** As they will be sent back. */
	readonly blocks: readonly RequestBlock[];
	/** Tool inputs as they are streamed, by the block's index. */
	readonly json: ReadonlyMap<number, string>;
	readonly stop: StopReason;
	readonly usage: ReplyUsage;
}

export interface ReplyUsage extends PromptUsage {
	readonly output: number;
	readonly thinking: number;
}

export function renderReply(step: ReplyStep, model: string, prompt: PromptUsage, bytesPerToken: number): RenderedReply {
	const blocks = sign(step.blocks.map(plainBlock), model);
	const json = new Map(
		step.blocks.flatMap((block, index) => (block.type === "call" ? [[index, block.json] as const] : [])),
	);
	const tokens = (parts: readonly string[]) => Math.ceil(Buffer.byteLength(parts.join("")) / bytesPerToken);
	const thinking = tokens(step.blocks.flatMap((block) => (block.type === "thinking" ? [block.text] : [])));
	const spoken = tokens(step.blocks.flatMap((block) => (block.type === "text" ? [block.text] : [...jsonOf(block)])));
	const calls = step.blocks.some(({ type }) => type === "call");
	return {
		id: `msg_${randomBytes(12).toString("hex")}`,
		model,
		blocks,
		json,
		stop: step.stopReason ?? (calls ? "tool_use" : "end_turn"),
		usage: { ...prompt, thinking, output: Math.max(1, thinking + spoken) },
	};
}

/** No reply is longer than was asked for: what would be is cut in the middle, and says so. */
export function withinTokens(step: ReplyStep, most: number, bytesPerToken: number): ReplyStep {
	let left = most * bytesPerToken;
	const blocks: ScriptBlock[] = [];
	for (const block of step.blocks) {
		const text = block.type === "call" ? block.json : block.type === "redacted" ? "" : block.text;
		const size = Buffer.byteLength(text);
		if (size <= left) blocks.push(block);
		else if (left > 0) blocks.push(shortened(block, Buffer.from(text).subarray(0, left).toString("latin1")));
		left -= size;
	}
	return left >= 0 ? step : new ReplyStep({ ...step, blocks, stopReason: "max_tokens" });
}

function shortened(block: ScriptBlock, text: string): ScriptBlock {
	if (block.type === "redacted") return block;
	return block.type === "call" ? { ...block, json: text } : { ...block, text };
}

function jsonOf(block: ScriptBlock): readonly string[] {
	return block.type === "call" ? [block.tool, block.json] : [];
}

function plainBlock(block: ScriptBlock): RequestBlock {
	switch (block.type) {
		case "text":
			return { type: "text", text: block.text };
		case "thinking":
			return { type: "thinking", thinking: block.text, signature: "" };
		case "redacted":
			return { type: "redacted_thinking", data: "" };
		case "call":
			return {
				type: "tool_use",
				id: block.id ?? `toolu_${randomBytes(12).toString("hex")}`,
				name: block.tool,
				input: inputOf(block.json),
			};
		default:
			return block satisfies never;
	}
}

function inputOf(json: string): Record<string, unknown> {
	try {
		return { ...JSON.parse(json) };
	} catch {
		return {};
	}
}

/** The whole reply as one JSON body, for a request that does not stream. */
export function messageBody(reply: RenderedReply): object {
	return {
		...envelope(reply),
		content: reply.blocks,
		stop_reason: reply.stop,
		usage: { ...startUsage(reply.usage), ...endUsage(reply.usage) },
	};
}

/** The events in order, each as the text that is sent. A faulty reply ends in the middle of its last block. */
export function* replyEvents(reply: RenderedReply, fault: ReplyStep["fault"]): Generator<string> {
	yield event({ type: "message_start", message: { ...envelope(reply), content: [], usage: startUsage(reply.usage) } });
	yield event({ type: "ping" });
	const breaks = fault !== undefined && fault !== "cut-late";
	for (const [index, block] of reply.blocks.entries()) {
		const deltas = deltasOf(block, reply.json.get(index) ?? "");
		const broken = breaks && index === reply.blocks.length - 1;
		const sent = broken ? deltas.slice(0, Math.ceil(deltas.length / 2)) : deltas;
		yield event({ type: "content_block_start", index, content_block: emptied(block) });
		for (const delta of sent) yield event({ type: "content_block_delta", index, delta });
		if (broken) return yield* faultEvents(fault);
		yield event({ type: "content_block_stop", index });
	}
	if (breaks) return yield* faultEvents(fault);
	const delta = { stop_reason: reply.stop, stop_sequence: null, stop_details: null };
	yield event({ type: "message_delta", delta, usage: endUsage(reply.usage) });
	if (fault === undefined) yield event({ type: "message_stop" });
}

function* faultEvents(fault: NonNullable<ReplyStep["fault"]>): Generator<string> {
	if (fault === "bad-json") yield 'event: content_block_delta\ndata: {"type":"content_block_delta","ind\n\n';
	if (fault === "overloaded")
		yield event({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } });
}

function event(data: { readonly type: string; readonly [key: string]: unknown }): string {
	return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

function envelope({ id, model }: RenderedReply): object {
	const empty = { container: null, diagnostics: null, stop_reason: null, stop_sequence: null, stop_details: null };
	return { id, type: "message", role: "assistant", model, ...empty };
}

function startUsage(usage: ReplyUsage): object {
	return {
		...promptUsage(usage),
		cache_creation: { ephemeral_5m_input_tokens: usage.cacheWrite5m, ephemeral_1h_input_tokens: usage.cacheWrite1h },
		output_tokens: 1,
		output_tokens_details: null,
		server_tool_use: null,
		service_tier: "standard",
		inference_geo: "global",
		speed: "standard",
	};
}

function endUsage(usage: ReplyUsage): object {
	return {
		...promptUsage(usage),
		output_tokens: usage.output,
		output_tokens_details: { thinking_tokens: usage.thinking },
	};
}

function promptUsage({ input, cacheRead, cacheWrite5m, cacheWrite1h }: PromptUsage): object {
	return {
		input_tokens: input,
		cache_read_input_tokens: cacheRead,
		cache_creation_input_tokens: cacheWrite5m + cacheWrite1h,
	};
}

/** The block as its start event shows it: nothing of its content yet. */
function emptied(block: RequestBlock): object {
	switch (block.type) {
		case "text":
			return { type: "text", text: "", citations: null };
		case "thinking":
			return { type: "thinking", thinking: "", signature: "" };
		case "tool_use":
			return { ...block, input: {}, caller: { type: "direct" } };
		default:
			return block;
	}
}

function deltasOf(block: RequestBlock, json: string): readonly object[] {
	switch (block.type) {
		case "text":
			return pieces(block.text).map((text) => ({ type: "text_delta", text }));
		case "thinking": {
			const thoughts = pieces(block.thinking).map((thinking) => ({ type: "thinking_delta", thinking }));
			return [...thoughts, { type: "signature_delta", signature: block.signature }];
		}
		case "tool_use":
			return ["", ...pieces(json)].map((partial_json) => ({ type: "input_json_delta", partial_json }));
		default:
			return [];
	}
}

/** Splits text into a few pieces, never through a character. */
function pieces(text: string): readonly string[] {
	const size = Math.max(12, Math.ceil(text.length / 16));
	return text.match(new RegExp(`[^]{1,${size}}`, "gu")) ?? [];
}
