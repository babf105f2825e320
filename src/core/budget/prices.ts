/** What a request cost: the provider's published prices with the dates from which they hold, and "unknown" for the rest. */

import type { Usage } from "../agent/messages.ts";

/** US dollars per million tokens. */
export interface Rate {
	readonly input: number;
	readonly write5m: number;
	readonly write1h: number;
	readonly read: number;
	readonly output: number;
}

export interface Tariff {
	readonly models: readonly string[];
	/** Holds from this moment on, milliseconds since 1970; without it, always. */
	readonly since?: number;
	/** Holds for prompts of at most this many tokens, cache reads and writes included; without it, for all. */
	readonly promptUpTo?: number;
	/** Holds for what was run at this speed; without it, at any. */
	readonly speed?: Speed;
	readonly rate: Rate;
}

/** At which the provider says that it ran a request. */
export type Speed = "standard" | "fast";

/** How a request was run, as the provider says. */
export interface Run {
	readonly place?: "anywhere" | "us";
	readonly speed?: Speed;
}

/** Of standard speed unless said. Source: the provider's pricing page, read in October 2026. The first that fits is the one that holds. */
const tariffs: readonly Tariff[] = [
	{ models: ["claude-fable-5-1", "claude-mythos-5-1"], rate: rate([10, 12.5, 20, 0.25, 50]) },
	{ models: ["claude-fable-5", "claude-mythos-5"], rate: rate([10, 12.5, 20, 1, 50]) },
	// Published for fast mode are input and output, both twice the standard; the cache is taken to cost twice as much, too.
	{ models: ["claude-opus-5-5"], speed: "fast", rate: rate([8, 10, 16, 0.4, 40]) },
	{ models: ["claude-opus-5-5"], rate: rate([4, 5, 8, 0.2, 20]) },
	{
		models: ["claude-opus-5", "claude-opus-4-8", "claude-opus-4-7", "claude-opus-4-6", "claude-opus-4-5"],
		rate: rate([5, 6.25, 10, 0.5, 25]),
	},
	{ models: ["claude-sonnet-5-5"], since: Date.UTC(2026, 9, 7), rate: rate([2, 2.5, 4, 0.1, 10]) },
	{ models: ["claude-sonnet-5-5", "claude-sonnet-5"], rate: rate([2, 2.5, 4, 0.2, 10]) },
	{ models: ["claude-sonnet-4-6", "claude-sonnet-4-5"], rate: rate([3, 3.75, 6, 0.3, 15]) },
	{ models: ["claude-haiku-5-5"], promptUpTo: 100_000, rate: rate([0.1, 0.125, 0.2, 0.01, 0.5]) },
	{ models: ["claude-haiku-5-5"], rate: rate([0.5, 0.625, 1, 0.05, 2.5]) },
	{ models: ["claude-haiku-4-5"], rate: rate([1, 1.25, 2, 0.1, 5]) },
];

/** The models whose price is published. */
export const publishedModels: readonly string[] = [...new Set(tariffs.flatMap(({ models }) => models))];

/** Inference that is kept in the United States costs a tenth more. */
const usFactor = 1.1;

/** What requests cost. Times are milliseconds since 1970; null where no price is known. */
export interface Prices {
	/** US dollars of one request. `usage` must be that of a single one: some prices depend on the prompt's length. */
	of(usage: Usage, modelId: string, at: number, run?: Run): number | null;
	/** US dollars that one request at standard speed can cost at most: nothing is read from the cache, everything is written to it, at the dearest place. */
	most(tokens: Size, modelId: string, at: number): number | null;
}

interface Size {
	readonly input: number;
	readonly output: number;
}

/** `own`: the person's, which come first. */
export function makePrices(own: readonly Tariff[]): Prices {
	const all = [...own, ...tariffs.map((tariff) => ({ speed: "standard" as const, ...tariff }))];
	return {
		of: (usage, modelId, at, { place = "anywhere", speed = "standard" } = {}) => {
			const prompt = usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
			const tariff = tariffsFor(all, modelId, { at, speed }).find(
				({ promptUpTo = Number.POSITIVE_INFINITY }) => prompt <= promptUpTo,
			);
			if (!tariff) return null;
			return (millionths(usage, tariff.rate) / 1_000_000) * (place === "us" ? usFactor : 1);
		},
		most: ({ input, output }, modelId, at) => {
			const costs = reachable(tariffsFor(all, modelId, { at, speed: "standard" }), input).map(
				({ rate }) => input * Math.max(rate.input, rate.write5m, rate.read) + output * rate.output,
			);
			return costs.length === 0 ? null : (Math.max(...costs) / 1_000_000) * usFactor;
		},
	};
}

/** The published ones alone. */
export const publishedPrices = makePrices([]);

function tariffsFor(
	all: readonly Tariff[],
	modelId: string,
	{ at, speed }: { readonly at: number; readonly speed: Speed },
): readonly Tariff[] {
	const model = undated(modelId);
	return all.filter(
		({ models, since = Number.NEGATIVE_INFINITY, speed: only = speed }) =>
			(models.includes(model) || models.includes(modelId)) && at >= since && only === speed,
	);
}

/** Those that can hold for a prompt of at most so many tokens; empty when none holds for the longest. */
function reachable(fitting: readonly Tariff[], most: number): readonly Tariff[] {
	const last = fitting.findIndex(({ promptUpTo = Number.POSITIVE_INFINITY }) => most <= promptUpTo);
	return last < 0 ? [] : fitting.slice(0, last + 1);
}

function millionths(usage: Usage, { input, write5m, write1h, read, output }: Rate): number {
	return (
		usage.input * input +
		usage.cacheWrite5m * write5m +
		usage.cacheWrite1h * write1h +
		usage.cacheRead * read +
		usage.output * output
	);
}

/** The model's name without a snapshot's date: `claude-sonnet-5-5-20261001` costs and can what `claude-sonnet-5-5` does. */
export function undated(modelId: string): string {
	return modelId.replace(/-20\d{6}$/, "");
}

function rate([input, write5m, write1h, read, output]: readonly [number, number, number, number, number]): Rate {
	return { input, write5m, write1h, read, output };
}
