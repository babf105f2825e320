/** What is known of each part of the definition of done: what the checks prove of it, and what the agent says of it. */

import type { CheckResult } from "../task/review-events.ts";
import type { TaskView } from "../task/view.ts";
import { definitionOf } from "./definition.ts";
import { isSameCommand, namedChecks } from "./named-checks.ts";
import { countingVerification } from "./proof.ts";

export interface ReportedPart {
	/** From 1. */
	readonly part: number;
	readonly text: string;
	/** `proved` and `not-done` are facts; the others are what the agent says, or does not. */
	readonly state: "proved" | "not-done" | "claimed" | "claimed-not" | "not-said";
	/** The checks that the part names, as they went on what counts now; `null`: not run on it. */
	readonly checks: readonly { readonly command: string; readonly outcome: CheckResult["outcome"] | null }[];
	/** What the agent says of it; null where it says nothing. */
	readonly claim: { readonly met: boolean; readonly proof: string } | null;
}

/** For a person. */
export const partWords = {
	proved: "Proved",
	"not-done": "NOT done",
	claimed: "Said to be done, not proved",
	"claimed-not": "Said to be not done",
	"not-said": "Nothing said of it, not proved",
} as const satisfies Record<ReportedPart["state"], string>;

/** A check that a part names decides, whatever the agent claims. */
export function partsOf(view: TaskView): readonly ReportedPart[] {
	const { brief } = view;
	const results = countingVerification(view)?.results ?? [];
	const known = [...new Set([...(brief?.checks ?? []), ...results.map(({ command }) => command)])];
	return definitionOf(brief?.definitionOfDone).parts.map((text, at) => {
		const checks = namedChecks(text, known).map((command) => ({ command, outcome: outcomeOf(command, results) }));
		const claim = claimOf(view, at + 1);
		return { part: at + 1, text, state: stateOf(checks, claim), checks, claim };
	});
}

function stateOf(checks: ReportedPart["checks"], claim: ReportedPart["claim"]): ReportedPart["state"] {
	if (checks.some(({ outcome }) => outcome === "failed")) return "not-done";
	if (checks.length > 0 && checks.every(({ outcome }) => outcome === "passed")) return "proved";
	if (claim === null) return "not-said";
	return claim.met ? "claimed" : "claimed-not";
}

/** What it says twice of a part counts where it says that it is not done. */
function claimOf({ handOff }: TaskView, part: number): ReportedPart["claim"] {
	const said = (handOff?.parts ?? []).filter((claim) => claim.part === part);
	const chosen = said.find(({ met }) => !met) ?? said.at(-1);
	return chosen === undefined ? null : { met: chosen.met, proof: chosen.proof };
}

function outcomeOf(command: string, results: readonly CheckResult[]): CheckResult["outcome"] | null {
	return results.find((result) => isSameCommand(result.command, command))?.outcome ?? null;
}
