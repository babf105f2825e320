/** The fold of verifications: what the checks said last, and whether that still counts. */

import type { CheckResult, ReviewEvent, Verified } from "./review-events.ts";

export interface Verification {
	readonly of: Verified;
	readonly tree: string;
	readonly checks: readonly string[];
	/** `not-run`: at least one check was not run and none failed. */
	readonly state: "running" | "passed" | "failed" | "not-run";
	readonly results: readonly CheckResult[];
	/** What it was run on is not what is accepted, or proposed, any more. */
	readonly stale: boolean;
	readonly at: number;
}

export function stepVerifications(
	before: readonly Verification[],
	event: Extract<ReviewEvent, { type: "verification.started" | "verification.finished" }>,
	at: number,
): readonly Verification[] {
	const { of, tree } = event;
	const others = before.filter((item) => item.of !== of);
	if (event.type === "verification.started")
		return [...others, { of, tree, checks: event.checks, state: "running", results: [], stale: false, at }];
	const started = before.find((item) => item.of === of && item.tree === tree);
	const { results } = event;
	const checks = results.map(({ command }) => command);
	return [...others, { of, tree, checks, state: stateOf(results), results, stale: started?.stale ?? false, at }];
}

/** After what they were run on became something else. */
export function outdated(verifications: readonly Verification[], of: Verified): readonly Verification[] {
	if (!verifications.some((item) => item.of === of && !item.stale)) return verifications;
	return verifications.map((item) => (item.of === of ? { ...item, stale: true } : item));
}

function stateOf(results: readonly CheckResult[]): Verification["state"] {
	if (results.some(({ outcome }) => outcome === "failed")) return "failed";
	return results.length > 0 && results.every(({ outcome }) => outcome === "passed") ? "passed" : "not-run";
}
