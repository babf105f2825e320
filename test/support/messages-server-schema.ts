/** What a Messages request may look like: fields, types and limits, without what depends on the conversation. */

import * as z from "zod";

const cacheControl = z.strictObject({ type: z.literal("ephemeral"), ttl: z.enum(["5m", "1h"]).optional() });
const cached = { cache_control: cacheControl.nullish() };

const text = z.strictObject({ type: z.literal("text"), text: z.string(), ...cached });

const image = z.strictObject({
	type: z.literal("image"),
	source: z.discriminatedUnion("type", [
		z.strictObject({
			type: z.literal("base64"),
			media_type: z.enum(["image/jpeg", "image/png", "image/gif", "image/webp"]),
			data: z.string().min(1),
		}),
		z.strictObject({ type: z.literal("url"), url: z.url() }),
	]),
	...cached,
});

const thinking = z.strictObject({
	type: z.literal("thinking"),
	thinking: z.string(),
	signature: z.string(),
});

const redactedThinking = z.strictObject({ type: z.literal("redacted_thinking"), data: z.string() });

const callId = z.string().regex(/^[a-zA-Z0-9_-]+$/, "String should match pattern '^[a-zA-Z0-9_-]+$'");

const toolUse = z.strictObject({
	type: z.literal("tool_use"),
	id: callId,
	name: z.string().regex(/^[a-zA-Z0-9_-]{1,200}$/, "String should match pattern '^[a-zA-Z0-9_-]{1,200}$'"),
	input: z.record(z.string(), z.unknown(), "Input should be a valid dictionary"),
	caller: z.unknown().optional(),
	...cached,
});

const toolResult = z.strictObject({
	type: z.literal("tool_result"),
	tool_use_id: callId,
	content: z.union([z.string(), z.array(z.discriminatedUnion("type", [text, image]))]).optional(),
	is_error: z.boolean().optional(),
	...cached,
});

const block = z.discriminatedUnion("type", [text, image, thinking, redactedThinking, toolUse, toolResult]);

const message = z.strictObject({
	role: z.enum(["user", "assistant"]),
	content: z.union([z.string(), z.array(block)]),
});

const tool = z.strictObject({
	name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/, "String should match pattern '^[a-zA-Z0-9_-]{1,128}$'"),
	type: z.literal("custom").nullish(),
	description: z.string().optional(),
	input_schema: z.looseObject({ type: z.literal("object") }),
	strict: z.boolean().optional(),
	eager_input_streaming: z.boolean().nullish(),
	...cached,
});

const effort = z.enum(["low", "medium", "high", "xhigh", "max"]);
const display = z.enum(["summarized", "omitted"]).nullish();

/** The body of `POST /v1/messages`. What is not named here is refused, as the API refuses it. */
export const requestSchema = z.strictObject({
	model: z.string().min(1),
	max_tokens: z.int().min(1),
	messages: z.array(message).min(1, "at least one message is required").max(100_000),
	system: z.union([z.string(), z.array(text)]).optional(),
	tools: z.array(tool).optional(),
	tool_choice: z
		.discriminatedUnion("type", [
			z.strictObject({ type: z.literal("auto"), disable_parallel_tool_use: z.boolean().optional() }),
			z.strictObject({ type: z.literal("none") }),
		])
		.optional(),
	thinking: z
		.discriminatedUnion("type", [
			z.strictObject({ type: z.literal("adaptive"), display }),
			z.strictObject({ type: z.literal("between_tools") }),
		])
		.optional(),
	output_config: z.strictObject({ effort: effort.nullish(), format: z.unknown().optional() }).optional(),
	stop_sequences: z.array(z.string().min(1)).optional(),
	stream: z.boolean().optional(),
	metadata: z.strictObject({ user_id: z.string().max(512).nullish() }).optional(),
	service_tier: z.enum(["auto", "standard_only"]).optional(),
	inference_geo: z.string().nullish(),
	cache_control: cacheControl.nullish(),
});

export type MessagesRequest = z.output<typeof requestSchema>;
export type RequestMessage = MessagesRequest["messages"][number];
export type RequestBlock = z.output<typeof block>;
export type CacheControl = z.output<typeof cacheControl>;

/** What current models refuse although older ones took it, with the words to say so. */
const refused: readonly (readonly [holds: (body: Record<string, unknown>) => boolean, says: string])[] = [
	[(body) => "temperature" in body, "temperature: sampling parameters are not supported by this model"],
	[(body) => "top_p" in body, "top_p: sampling parameters are not supported by this model"],
	[(body) => "top_k" in body, "top_k: sampling parameters are not supported by this model"],
	[
		(body) => ["any", "tool"].includes(typeOf(body.tool_choice)),
		"tool_choice: forced tool use is not supported by this model; use `auto` or `none`",
	],
	[
		(body) => typeOf(body.thinking) === "enabled" || "budget_tokens" in recordOf(body.thinking),
		"thinking.budget_tokens: manual thinking budgets are not supported by this model; use `adaptive`",
	],
	[(body) => typeOf(body.thinking) === "disabled", "thinking.type: `disabled` is not supported by this model"],
];

export type RequestParse =
	| { readonly kind: "request"; readonly request: MessagesRequest }
	| { readonly kind: "refused"; readonly text: string };

/** Reads a request body, or says what the API would say is wrong with it. */
export function parseRequest(body: unknown): RequestParse {
	const fields = recordOf(body);
	const rule = refused.find(([holds]) => holds(fields));
	if (rule) return { kind: "refused", text: rule[1] };
	const parsed = requestSchema.safeParse(body);
	if (parsed.success) return { kind: "request", request: parsed.data };
	return { kind: "refused", text: issueText(parsed.error.issues[0]) };
}

function issueText(issue: z.core.$ZodIssue | undefined): string {
	if (!issue) return "Invalid request";
	if (issue.code === "unrecognized_keys") {
		return `${[...issue.path, ...issue.keys.slice(0, 1)].join(".")}: Extra inputs are not permitted`;
	}
	if (issue.code === "invalid_union") {
		const [deepest] = issue.errors.toSorted((a, b) => depth(b) - depth(a));
		const [inner] = deepest ?? [];
		if (inner) return issueText({ ...inner, path: [...issue.path, ...inner.path] });
	}
	return `${issue.path.join(".")}: ${issue.message}`;
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
	return Math.max(0, ...issues.map(({ path }) => path.length));
}

function recordOf(value: unknown): Record<string, unknown> {
	const parsed = z.record(z.string(), z.unknown()).safeParse(value);
	return parsed.success ? parsed.data : {};
}

function typeOf(value: unknown): string {
	const { type } = recordOf(value);
	return typeof type === "string" ? type : "";
}
