/** Figures for a person: money, tokens, durations and times, short and never more certain than they are. */

import type { Spend } from "../../src/core/budget/spend.ts";

/**
 * A task's cost. What is not known is never shown as 0.
 * Source of the rule: a request without a known price makes `costUnknown` true and adds nothing to `cost`.
 */
export function formatCost({ cost, costUnknown }: Pick<Spend, "cost" | "costUnknown">, scripted: boolean): string {
	if (costUnknown) return cost > 0 ? `at least ${formatDollars(cost)}` : "cost unknown";
	if (!scripted) return formatDollars(cost);
	return cost > 0 ? `${formatDollars(cost)} (partly a scripted demo)` : "$0 (scripted demo)";
}

/** US dollars: cents from ten cents on, more digits below, and what is not nothing is not shown as nothing. */
export function formatDollars(dollars: number): string {
	if (dollars <= 0) return "$0.00";
	if (dollars < 0.0001) return "< $0.0001";
	const digits = dollars < 0.00995 ? 4 : dollars < 0.0995 ? 3 : 2;
	return `$${dollars.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** Tokens in three digits or so: 950, 1.2k, 48k, 1.2M. */
export function formatTokens(tokens: number): string {
	if (tokens < 1_000) return String(tokens);
	if (tokens < 9_950) return `${(tokens / 1_000).toFixed(1)}k`;
	if (tokens < 999_500) return `${Math.round(tokens / 1_000)}k`;
	return `${(tokens / 1_000_000).toFixed(tokens < 9_950_000 ? 1 : 0)}M`;
}

/** A number with separators of thousands. */
export function formatCount(count: number): string {
	return count.toLocaleString("en-US");
}

/** "1 file", "5 files". */
export function counted(count: number, one: string, many = `${one}s`): string {
	return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** How long a call took, in milliseconds: "40 ms", "1.2 s", then as `formatElapsed`. */
export function formatDuration(ms: number): string {
	if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
	return ms < 9_950 ? `${(ms / 1_000).toFixed(1)} s` : formatElapsed(Math.round(ms / 1_000) * 1_000);
}

/** A running clock, in milliseconds: "7 s", "2 m 14 s", "1 h 5 m". */
export function formatElapsed(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1_000));
	if (seconds < 60) return `${seconds} s`;
	const minutes = Math.floor(seconds / 60);
	return minutes < 60 ? `${minutes} m ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
}

/** How long ago, both in milliseconds since 1970: "just now", "5 min ago", "yesterday"; a date after a week. */
export function formatAgo(at: number, now: number): string {
	const minutes = Math.floor((now - at) / 60_000);
	if (minutes < 1) return "just now";
	if (minutes < 60) return `${minutes} min ago`;
	const hours = Math.floor(minutes / 60);
	if (hours < 24) return `${hours} h ago`;
	const days = Math.floor(hours / 24);
	if (days < 2) return "yesterday";
	return days < 7 ? `${days} days ago` : new Date(at).toLocaleDateString(undefined, { dateStyle: "medium" });
}

/** A point in time in full, milliseconds since 1970. */
export function formatWhen(at: number): string {
	return new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
