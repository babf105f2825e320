/** The events of a streamed reply as they are read: what is needed is checked, what is missing or new is tolerated. */

import * as z from "zod";

const count = z.number().nonnegative().nullish();

const usage = z.looseObject({
	input_tokens: count,
	cache_read_input_tokens: count,
	cache_creation_input_tokens: count,
	cache_creation: z.looseObject({ ephemeral_5m_input_tokens: count, ephemeral_1h_input_tokens: count }).nullish(),
	output_tokens: count,
	output_tokens_details: z.looseObject({ thinking_tokens: count }).nullish(),
	inference_geo: z.string().nullish(),
	speed: z.string().nullish(),
});

const index = z.int().nonnegative();

const stopReason = z.enum([
	"end_turn",
	"tool_use",
	"max_tokens",
	"stop_sequence",
	"pause_turn",
	"refusal",
	"model_context_window_exceeded",
]);

const eventSchema = z.discriminatedUnion("type", [
	z.looseObject({
		type: z.literal("message_start"),
		message: z.looseObject({ model: z.string().nullish(), usage: usage.nullish() }),
	}),
	z.looseObject({
		type: z.literal("content_block_start"),
		index,
		content_block: z.looseObject({ type: z.string() }),
	}),
	z.looseObject({ type: z.literal("content_block_delta"), index, delta: z.looseObject({ type: z.string() }) }),
	z.looseObject({ type: z.literal("content_block_stop"), index }),
	z.looseObject({
		type: z.literal("message_delta"),
		// A reason that is new is an end like any other.
		delta: z.looseObject({ stop_reason: stopReason.nullish().catch("end_turn") }),
		usage: usage.nullish(),
	}),
	z.looseObject({ type: z.literal("message_stop") }),
]);

export type ReplyEvent = z.output<typeof eventSchema>;
export type ReplyUsage = z.output<typeof usage>;

const known = z.looseObject({ type: z.enum(eventSchema.options.map((option) => option.shape.type.value)) });

/** The event; undefined for one of a type that did not exist when this was written. Throws for one that is malformed. */
export function readEvent(value: unknown): ReplyEvent | undefined {
	return known.safeParse(value).success ? eventSchema.parse(value) : undefined;
}
