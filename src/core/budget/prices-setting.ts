/** Reads the person's own prices, and says what is wrong with them. */

import * as z from "zod";
import type { Rate, Tariff } from "./prices.ts";

/** The setting's name. */
export const pricesSetting = "remit.prices";

const dollars = z.number().min(0).max(100_000);

const entrySchema = z.strictObject({
	/** The model's id, as the provider names it. */
	model: z.string().trim().min(1).max(200),
	/** All in US dollars per million tokens. */
	input: dollars,
	output: dollars,
	cacheRead: dollars.optional(),
	cacheWrite5m: dollars.optional(),
	cacheWrite1h: dollars.optional(),
	/** For prompts of at most so many tokens, what is read from and written to the cache included. */
	promptUpTo: z.int().min(1).optional(),
	/** As the provider says that it ran a request; any, where it is left out. */
	speed: z.enum(["standard", "fast"]).optional(),
	/** The first day, in UTC. */
	since: z.iso.date().optional(),
});

export interface OwnPrices {
	readonly tariffs: readonly Tariff[];
	/** In sentences, for the person. */
	readonly problems: readonly string[];
}

/** An entry that cannot be used is told and left out; the published price holds for its model, if there is one. */
export function readPrices(value: unknown): OwnPrices {
	if (value === undefined || value === null) return { tariffs: [], problems: [] };
	if (!Array.isArray(value)) return { tariffs: [], problems: [`${pricesSetting} is not a list.`] };
	const entries = value.map((entry: unknown, index) => ({ index, parsed: entrySchema.safeParse(entry) }));
	return {
		tariffs: ordered(entries.flatMap(({ parsed }) => (parsed.success ? [tariffOf(parsed.data)] : []))),
		problems: entries.flatMap(({ index, parsed }) => (parsed.success ? [] : [problemOf(index, parsed.error)])),
	};
}

function problemOf(index: number, { issues: [issue] }: z.ZodError): string {
	const place = [`${pricesSetting}[${index}]`, ...(issue?.path ?? [])].join(".");
	return `${place}: ${issue?.message ?? "cannot be used"}.`;
}

/** What is not said of the cache is taken as the provider's usual share of the input's price. */
function tariffOf(entry: z.output<typeof entrySchema>): Tariff {
	const { model, input, output, promptUpTo, since, speed } = entry;
	const rate: Rate = {
		input,
		output,
		read: entry.cacheRead ?? input,
		write5m: entry.cacheWrite5m ?? input * 1.25,
		write1h: entry.cacheWrite1h ?? input * 2,
	};
	return {
		models: [model],
		rate,
		...(promptUpTo === undefined ? {} : { promptUpTo }),
		...(speed === undefined ? {} : { speed }),
		...(since === undefined ? {} : { since: Date.parse(since) }),
	};
}

/** The first that fits holds: later days before earlier ones, one speed before any, short prompts before long ones. */
function ordered(tariffs: readonly Tariff[]): readonly Tariff[] {
	const day = ({ since = Number.NEGATIVE_INFINITY }: Tariff) => since;
	const length = ({ promptUpTo = Number.POSITIVE_INFINITY }: Tariff) => promptUpTo;
	const speed = ({ speed }: Tariff) => (speed === undefined ? 1 : 0);
	const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
	return [...tariffs].sort(
		(a, b) => compare(day(b), day(a)) || compare(speed(a), speed(b)) || compare(length(a), length(b)),
	);
}
