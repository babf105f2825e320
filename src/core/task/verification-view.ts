/** The fold of verifications: what the checks said last, and whether that still counts. */

import type { CheckResult, ReviewEvent, Verified } from "./review-events.ts";

export interface Verification {
	readonly of: Verified;
	readonly tree: string;
	readonly checks: readonly string[];
	/** `not-run`: at least one check was not run and none failed. `old`: what fails failed on the base as well, and nothing else does. */
	readonly state: "running" | "passed" | "failed" | "not-run" | "old";
	readonly results: readonly CheckResult[];
	/** What it was run on is not what is accepted, or proposed, any more. */
	readonly stale: boolean;
	readonly at: number;
}

/** The base's versions of changed tests, run against the new code. */
export interface OldTests {
	readonly tree: string;
	/** The tests that were put back for it. */
	readonly paths: readonly string[];
	readonly results: readonly CheckResult[];
	readonly state: Verification["state"];
	/** The proposal is another one since. */
	readonly stale: boolean;
	readonly at: number;
}

export function oldTestsOf(
	{ tree, paths, results }: Extract<ReviewEvent, { type: "old-tests.checked" }>,
	at: number,
): OldTests {
	return { tree, paths, results, state: stateOf(results), stale: false, at };
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
	const started = before.find((item) => item.of === of);
	// Checks of another tree were begun since: those count, and this says nothing of that tree.
	if (started && started.tree !== tree) return before;
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
	if (results.some(({ outcome, onBase }) => outcome === "failed" && onBase !== "same")) return "failed";
	if (results.some(({ outcome }) => outcome === "not-run")) return "not-run";
	if (results.some(({ outcome }) => outcome === "failed")) return "old";
	return results.length > 0 && results.every(({ outcome }) => outcome === "passed") ? "passed" : "not-run";
}
