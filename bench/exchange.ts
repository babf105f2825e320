/** One request and its reply, as the server's process saw them. */

import * as z from "zod";

/** Milliseconds since 1970, with fractions: comparable between processes of one machine. */
export function now(): number {
	return performance.timeOrigin + performance.now();
}

export const exchangeSchema = z.object({
	/** When its head had come, and when the last byte of its reply was given to the system; see `now`. */
	came: z.number(),
	gone: z.number(),
	status: z.number(),
	/** Why it was refused; empty when it was not. */
	problem: z.string(),
	/** Bytes of the tools, the system prompt and the messages as JSON. */
	promptBytes: z.number(),
	/** Tokens of the prompt, as they are paid for. */
	usage: z
		.object({ input: z.number(), cacheRead: z.number(), cacheWrite5m: z.number(), cacheWrite1h: z.number() })
		.nullable(),
});

export type Exchange = z.output<typeof exchangeSchema>;
