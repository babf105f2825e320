/** The figures of both contenders as a Markdown table of medians and ratios. */

import type { Figures } from "./measure.ts";
import { median } from "./median.ts";

/** What was measured at one length. */
export interface Comparison {
	readonly steps: number;
	readonly floor: readonly Figures[];
	readonly remit: readonly Figures[];
	/** What the commands take by themselves, in milliseconds. */
	readonly commandTimes: readonly number[];
}

interface Row {
	readonly title: string;
	readonly of: (figures: Figures, commandTime: number) => number;
	readonly shown: (value: number) => string;
	/** How it is held against the floor's: divided by it, less it, or not at all. */
	readonly against: "ratio" | "difference" | "nothing";
}

const milliseconds = (value: number) => value.toFixed(1);
const whole = (value: number) => Math.round(value).toLocaleString("en");
const megabytes = (value: number) => whole(value / 1024 / 1024);
const share = (value: number) => `${(100 * value).toFixed(1)} %`;
const times = (value: number) => `× ${value.toFixed(2)}`;

const rows: readonly Row[] = [
	{ title: "overhead per file step, ms", of: ({ fileStep }) => fileStep, shown: milliseconds, against: "ratio" },
	{
		title: "overhead per command beyond its own time, ms",
		of: ({ commandStep }, commandTime) => commandStep - commandTime,
		shown: milliseconds,
		against: "difference",
	},
	{ title: "start to first request, ms", of: ({ start }) => start, shown: whole, against: "ratio" },
	{ title: "first request, tokens", of: ({ firstRequest }) => firstRequest, shown: whole, against: "nothing" },
	{ title: "last request, tokens", of: ({ lastRequest }) => lastRequest, shown: whole, against: "ratio" },
	{ title: "cached share of input", of: ({ cachedShare }) => cachedShare, shown: share, against: "nothing" },
	{ title: "billed-equivalent tokens", of: ({ billed }) => billed, shown: whole, against: "ratio" },
	{ title: "processor time of the whole run, ms", of: ({ cpu }) => cpu, shown: whole, against: "ratio" },
	{ title: "peak RSS, MB", of: ({ peakRss }) => peakRss, shown: megabytes, against: "ratio" },
	{ title: "heap at the end, MB", of: ({ heapAtEnd }) => heapAtEnd, shown: megabytes, against: "ratio" },
	{
		title: "growth: last 10 file steps / first 10",
		of: ({ firstSteps, lastSteps }) => lastSteps / firstSteps,
		shown: (value) => (Number.isNaN(value) ? "" : times(value)),
		against: "nothing",
	},
];

export function markdownTable(comparisons: readonly Comparison[]): string {
	const head = comparisons.flatMap(({ steps }) => [
		`floor, ${steps} steps`,
		`Remit, ${steps} steps`,
		"against the floor",
	]);
	const lines = rows.map((row) => [row.title, ...comparisons.flatMap((comparison) => cells(row, comparison))]);
	return [["", ...head], ["---", ...head.map(() => "---:")], ...lines]
		.map((line) => `| ${line.join(" | ")} |`)
		.join("\n");
}

function cells({ of, shown, against }: Row, { floor, remit, commandTimes }: Comparison): readonly string[] {
	const commandTime = median(commandTimes);
	const [low = Number.NaN, high = Number.NaN] = [floor, remit].map((runs) =>
		median(runs.map((figures) => of(figures, commandTime))),
	);
	const compared = {
		ratio: times(high / low),
		difference: `${high < low ? "−" : "+"}${shown(Math.abs(high - low))}`,
		nothing: "",
	};
	return [shown(low), shown(high), compared[against]];
}
