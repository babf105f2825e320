/** Asks the provider how many tokens a model takes, once for each model and address. */

import type { Anthropic } from "@anthropic-ai/sdk";
import * as z from "zod";

/** What was said, by model and address; what could not be learnt is asked again. */
export type KnownWindows = Map<string, number>;

interface Asked {
	readonly client: Anthropic;
	readonly id: string;
	readonly known: KnownWindows;
}

/** A gateway that has no list of models must not hold a task up. */
const patienceMs = 10_000;

/** Fewer than any model takes would be a mistake of whoever says so. */
const said = z.looseObject({ max_input_tokens: z.int().min(4_000).max(100_000_000) });

/** Null where the provider does not say, for whatever reason. Does not reject. */
export async function askWindow({ client, id, known }: Asked, signal: AbortSignal): Promise<number | null> {
	const key = `${client.baseURL} ${id}`;
	const before = known.get(key);
	if (before !== undefined) return before;
	try {
		const options = { signal, timeout: patienceMs, maxRetries: 0 };
		const parsed = said.safeParse(await client.models.retrieve(id, {}, options));
		if (!parsed.success) return null;
		known.set(key, parsed.data.max_input_tokens);
		return parsed.data.max_input_tokens;
	} catch {
		return null;
	}
}
