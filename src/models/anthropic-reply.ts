/** Puts a streamed reply together: what is shown as it comes, what it has used so far, and the whole at its end. */

import type { Block, ModelSignal, StopReason, Usage } from "../core/agent/messages.ts";
import { invalidInputKey, noUsage } from "../core/agent/messages.ts";
import type { Run } from "../core/budget/prices.ts";
import type { ReplyEvent, ReplyUsage } from "./anthropic-events.ts";

/** Reasons to stop that may leave the last block unfinished. */
const cutting: ReadonlySet<StopReason> = new Set([
	"max_tokens",
	"model_context_window_exceeded",
	"refusal",
	"pause_turn",
]);

/** Bytes of a reply that count as one token until the provider has counted. */
const bytesPerToken = 4;

const encoder = new TextEncoder();

/** A block as far as it has come. */
interface OpenBlock {
	/** As its start event showed it. */
	readonly start: Readonly<Record<string, unknown>> & { readonly type: string };
	/** Text, thinking or JSON so far. */
	text: string;
	signature: string;
}

export interface DraftUsage {
	readonly usage: Usage;
	/** How the provider says that it ran the request. */
	readonly run: Run;
}

/** One reply while it comes. A second try begins a new draft. */
export class Draft {
	/** The model that answers, as the provider names it; until it said so, as it was asked for. */
	model: string;
	private readonly asked: string;
	private readonly taken: Set<string>;
	private readonly blocks = new Map<number, OpenBlock>();
	private stop: StopReason | undefined;
	private bytes = 0;
	private counted: Usage = noUsage;
	/** True once `counted.output` is the provider's own final count. */
	private final = false;
	private ran: Run = {};

	/** `taken`: the ids of calls that the conversation has already. */
	constructor(model: string, taken: Iterable<string> = []) {
		this.asked = model;
		this.model = model;
		this.taken = new Set(taken);
	}

	/** Takes in one event; gives what there is to show. */
	take(event: ReplyEvent): ModelSignal | undefined {
		switch (event.type) {
			case "message_start":
				this.model = event.message.model ?? this.asked;
				this.count(event.message.usage ?? {});
				return undefined;
			case "content_block_start":
				this.blocks.set(event.index, { start: event.content_block, text: "", signature: "" });
				return undefined;
			case "content_block_delta":
				return this.extend(this.blocks.get(event.index), event.delta);
			case "message_delta":
				this.stop = event.delta.stop_reason ?? this.stop;
				this.count(event.usage ?? {});
				this.final = event.usage?.output_tokens != null;
				return undefined;
			case "content_block_stop":
			case "message_stop":
				return undefined;
			default:
				return event satisfies never;
		}
	}

	/** What is known to have been used; output is estimated until the provider has counted it. */
	get used(): DraftUsage {
		const estimate = Math.max(this.counted.output, Math.ceil(this.bytes / bytesPerToken));
		return { usage: this.final ? this.counted : { ...this.counted, output: estimate }, run: this.ran };
	}

	/** The whole reply; undefined when the stream ended before it did: its end is where the reason to stop is told. */
	finish(): { readonly blocks: readonly Block[]; readonly stop: StopReason } | undefined {
		const { stop } = this;
		if (stop === undefined) return undefined;
		const blocks = [...this.blocks.values()];
		const last = cutting.has(stop) ? blocks.length - 1 : -1;
		return { stop, blocks: blocks.flatMap((block, index) => this.finished(block, index === last)) };
	}

	private count(usage: ReplyUsage): void {
		const { counted } = this;
		const written = usage.cache_creation_input_tokens;
		const hour = usage.cache_creation?.ephemeral_1h_input_tokens ?? counted.cacheWrite1h;
		this.counted = {
			input: usage.input_tokens ?? counted.input,
			cacheRead: usage.cache_read_input_tokens ?? counted.cacheRead,
			cacheWrite5m:
				usage.cache_creation?.ephemeral_5m_input_tokens ?? (written == null ? counted.cacheWrite5m : written - hour),
			cacheWrite1h: hour,
			output: usage.output_tokens ?? counted.output,
			thinking: usage.output_tokens_details?.thinking_tokens ?? counted.thinking,
		};
		if (usage.inference_geo === "us") this.ran = { ...this.ran, place: "us" };
		if (usage.speed === "fast") this.ran = { ...this.ran, speed: "fast" };
	}

	private extend(block: OpenBlock | undefined, delta: Readonly<Record<string, unknown>>): ModelSignal | undefined {
		if (!block) return undefined;
		switch (delta.type) {
			case "text_delta":
				return { type: "text", delta: this.append(block, delta.text) };
			case "thinking_delta":
				return { type: "thinking", delta: this.append(block, delta.thinking) };
			case "input_json_delta":
				this.append(block, delta.partial_json);
				return undefined;
			case "signature_delta":
				block.signature = stringOf(delta.signature);
				return undefined;
			default:
				return undefined;
		}
	}

	private append(block: OpenBlock, piece: unknown): string {
		const text = stringOf(piece);
		block.text += text;
		this.bytes += encoder.encode(text).length;
		return text;
	}

	/** `cut`: the reply may have ended in the middle of this block. */
	private finished({ start, text, signature }: OpenBlock, cut: boolean): readonly Block[] {
		switch (start.type) {
			case "text": {
				const whole = stringOf(start.text) + text;
				return whole.trim() === "" ? [] : [{ type: "text", text: whole }];
			}
			case "thinking": {
				const thinking = stringOf(start.thinking) + text;
				const raw = { ...start, thinking, signature: signature || stringOf(start.signature) };
				// Unsigned, it was cut off or made by a server that does not sign: it could not be sent back.
				return raw.signature === "" ? [] : [{ type: "thought", text: thinking, raw, model: this.asked }];
			}
			case "redacted_thinking":
				return [{ type: "thought", text: "", raw: start, model: this.asked }];
			case "tool_use": {
				const input = inputOf(text, start.input);
				if (cut && (text === "" || invalidInputKey in input)) return [];
				return [{ type: "call", id: this.ownId(stringOf(start.id)), tool: stringOf(start.name), input }];
			}
			default:
				return [];
		}
	}

	/** Some servers number the calls of each reply anew; an id must be the only one of its conversation. */
	private ownId(id: string): string {
		const base = id.replace(/[^a-zA-Z0-9_-]/g, "_") || "call";
		let own = base;
		for (let count = 2; this.taken.has(own); count++) own = `${base}_${count}`;
		this.taken.add(own);
		return own;
	}
}

/** A call without arguments may come without any JSON; some servers send the whole input at the start. */
function inputOf(json: string, start: unknown): Readonly<Record<string, unknown>> {
	if (json === "") return isRecord(start) ? start : {};
	try {
		const value: unknown = JSON.parse(json);
		return isRecord(value) ? value : { [invalidInputKey]: json };
	} catch {
		return { [invalidInputKey]: json };
	}
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function stringOf(value: unknown): string {
	return typeof value === "string" ? value : "";
}
