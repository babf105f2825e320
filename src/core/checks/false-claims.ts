/** Finds what the agent says is done though the check that the person named for it fails. */

import { definitionOf } from "../report/definition.ts";
import { namedChecks } from "../report/named-checks.ts";
import type { HandOff } from "../task/events.ts";
import type { CheckResult } from "../task/review-events.ts";
import { mostRounds } from "./check-words.ts";

export interface FalseClaim {
	/** Of the definition of done, from 1. */
	readonly part: number;
	readonly command: string;
}

/** A check that failed before the task is nobody's to mend, unless it is said to be: the report would call that part not done. */
export function falseClaims(
	definition: string | undefined,
	{ parts = [] }: Pick<HandOff, "parts">,
	results: readonly CheckResult[],
): readonly FalseClaim[] {
	const failed = results.filter(({ outcome }) => outcome === "failed").map(({ command }) => command);
	if (failed.length === 0) return [];
	const known = results.map(({ command }) => command);
	const claimed = new Set(parts.filter(({ met }) => met).map(({ part }) => part));
	return definitionOf(definition).parts.flatMap((text, at) => {
		if (!claimed.has(at + 1)) return [];
		const named = namedChecks(text, known).filter((command) => failed.includes(command));
		return named.map((command) => ({ part: at + 1, command }));
	});
}

/** `round` counts from 1. */
export function falseClaimsMessage(claims: readonly FalseClaim[], round: number): string {
	return [
		`Remit ran the checks on what you handed off (round ${round} of ${mostRounds}). You say that these parts of the definition of done are met, and they are not:`,
		claims.map(({ part, command }) => `- part ${part}: \`${command}\` fails, as it did before you began.`).join("\n"),
		"Mend the work, or call finish again and say that they are not met, and why.",
	].join("\n\n");
}
