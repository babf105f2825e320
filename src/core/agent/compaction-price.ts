/** Whether a shorter conversation would be cheaper, by what the rest of the task is expected to need. */

import type { Model } from "../ports.ts";
import { noUsage, type Usage } from "./messages.ts";

export interface Lengths {
	readonly model: Pick<Model, "cost">;
	/** Of the next request, as it is and shortened. */
	readonly tokens: number;
	readonly after: number;
	/** Whole replies since it began or was shortened last. */
	readonly replies: number;
	/** That the budget still allows. */
	readonly turns: number;
	readonly lastUsage: Usage | null;
}

/** Shorter conversations are left alone: what the model has read is worth more than what it costs. */
const leastTokens = 60_000;
const leastReplies = 20;
/** Of what is dropped, the part that the model will read again. */
const readAgain = 0.25;
/** How much dearer carrying on must be: the model loses what it has read. */
const margin = 2;
const notes = 1_500;

/**
 * A task is expected to need half as many turns again as it has had. Each would read the dropped part from the cache, or
 * send it whole where the provider caches nothing. Against that stand the notes, writing the short conversation to the
 * cache, and reading again a quarter of what was dropped.
 */
export function isCheaper({ model, tokens, after, replies, turns, lastUsage }: Lengths): boolean {
	if (!isLong(tokens, replies) || !lastUsage || !model.cost) return false;
	const isCached = lastUsage.cacheRead > 0;
	const reading = (count: number): Partial<Usage> => (isCached ? { cacheRead: count } : { input: count });
	const writing = (count: number): Partial<Usage> => (isCached ? { cacheWrite5m: count } : { input: count });
	const cost = (usage: Partial<Usage>) => model.cost?.({ ...noUsage, ...usage }) ?? null;
	const again = (tokens - after) * readAgain;
	const each = [cost(reading(tokens)), cost(reading(after + again))] as const;
	const once = [cost({ ...reading(tokens), output: notes }), cost(writing(after + again))] as const;
	if (each[0] === null || each[1] === null || once[0] === null || once[1] === null) return false;
	const expected = Math.min(replies / 2, turns);
	return expected * (each[0] - each[1]) > margin * (once[0] + once[1]);
}

/** Whether it is worth looking at the price at all. */
export function isLong(tokens: number, replies: number): boolean {
	return tokens >= leastTokens && replies >= leastReplies;
}
