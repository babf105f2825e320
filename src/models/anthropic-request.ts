/** Turns the core's request into the Messages API's: the same request gives the same bytes, and nothing in it is refused. */

import type {
	ContentBlockParam,
	ImageBlockParam,
	MessageCreateParamsStreaming,
	MessageParam,
	RedactedThinkingBlockParam,
	TextBlockParam,
	ThinkingBlockParam,
	Tool,
	ToolResultBlockParam,
} from "@anthropic-ai/sdk/resources/messages";
import * as z from "zod";
import type { Block, Image, Message, ModelRequest, ResultBlock, ToolDeclaration } from "../core/agent/messages.ts";
import { undated } from "../core/budget/prices.ts";

/** The API takes this many breakpoints. */
const mostBreakpoints = 4;

const breakpoint = { cache_control: { type: "ephemeral" } } as const;

/**
 * Models that take `thinking: {type: "adaptive"}`; others, and unknown ones, are sent no `thinking` at all.
 * Source: the provider's documentation of thinking, read in November 2026.
 */
const thinksAdaptively = new Set([
	"claude-fable-5-2",
	"claude-fable-5-1",
	"claude-fable-5",
	"claude-mythos-5-2",
	"claude-mythos-5-1",
	"claude-mythos-5",
	"claude-opus-5-5",
	"claude-opus-5",
	"claude-opus-4-8",
	"claude-opus-4-7",
	"claude-opus-4-6",
	"claude-sonnet-5-5",
	"claude-sonnet-5",
	"claude-sonnet-4-6",
	"claude-haiku-5-5",
]);

/** The body to send for `request` to the model named `model`. */
export function requestBody(request: ModelRequest, model: string): MessageCreateParamsStreaming {
	const marked = request.messages.flatMap(({ blocks }) => blocks.filter((block) => "cache" in block && block.cache));
	return {
		model,
		max_tokens: request.maxTokens,
		...(thinksAdaptively.has(undated(model)) ? { thinking: { type: "adaptive", display: "summarized" } } : {}),
		...(request.effort === undefined ? {} : { output_config: { effort: request.effort } }),
		...(request.tools.length > 0 ? { tools: request.tools.map(tool) } : {}),
		...systemField(request.system, marked.length < mostBreakpoints),
		messages: request.messages.flatMap((message) => messageParam(message, model)),
		stream: true,
	};
}

/** A breakpoint on the system prompt lets tasks share it with the tools before it. */
function systemField(system: string, room: boolean): { system?: TextBlockParam[] } {
	if (system.trim() === "") return {};
	return { system: [{ type: "text", text: wellFormed(system), ...(room ? breakpoint : {}) }] };
}

function tool({ name, description, schema }: ToolDeclaration): Tool {
	return { name, description, input_schema: { ...schema, type: "object" } };
}

/** Nothing for a message of which nothing is left. */
function messageParam({ role, blocks }: Message, model: string): readonly MessageParam[] {
	const content = blocks.flatMap((block) => blockParam(block, model));
	return content.length === 0 ? [] : [{ role, content }];
}

function blockParam(block: Block, model: string): readonly ContentBlockParam[] {
	switch (block.type) {
		case "text":
			if (block.text.trim() === "") return [];
			return [{ type: "text", text: wellFormed(block.text), ...(block.cache ? breakpoint : {}) }];
		case "thought":
			return block.model === model ? thoughtParam(block.raw) : [];
		case "call":
			return [{ type: "tool_use", id: block.id, name: block.tool, input: wellFormedDeep(block.input) }];
		case "result":
			return [resultParam(block)];
		default:
			return block satisfies never;
	}
}

const thought: z.ZodType<ThinkingBlockParam | RedactedThinkingBlockParam> = z.discriminatedUnion("type", [
	z.looseObject({ type: z.literal("thinking"), thinking: z.string(), signature: z.string().min(1) }),
	z.looseObject({ type: z.literal("redacted_thinking"), data: z.string().min(1) }),
]);

/** As it came. A journal may hold what another provider made: that is left out. */
function thoughtParam(raw: unknown): readonly ContentBlockParam[] {
	const parsed = thought.safeParse(raw);
	return parsed.success ? [parsed.data] : [];
}

function resultParam({ call, text, images, failed, cache }: ResultBlock): ToolResultBlockParam {
	return {
		type: "tool_result",
		tool_use_id: call,
		// Failed results may hold nothing but text.
		content: images.length === 0 || failed ? wellFormed(text) : [...textParam(text), ...images.map(imageParam)],
		...(failed ? { is_error: true } : {}),
		...(cache ? breakpoint : {}),
	};
}

function textParam(text: string): readonly TextBlockParam[] {
	return text.trim() === "" ? [] : [{ type: "text", text: wellFormed(text) }];
}

function imageParam({ mediaType, base64 }: Image): ImageBlockParam {
	return { type: "image", source: { type: "base64", media_type: mediaType, data: base64 } };
}

/** Half a surrogate pair, as cutting a text in the middle leaves it, is refused by the API. */
function wellFormed(text: string): string {
	return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

function wellFormedDeep(value: unknown): unknown {
	if (typeof value === "string") return wellFormed(value);
	if (Array.isArray(value)) return value.map(wellFormedDeep);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [wellFormed(key), wellFormedDeep(inner)]));
}
