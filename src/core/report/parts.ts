/** What is known of each part of the definition of done: what the checks prove of it, and what the agent says of it. */

import type { CheckResult } from "../task/review-events.ts";
import type { TaskView } from "../task/view.ts";
import { definitionOf } from "./definition.ts";
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
	return results.find((result) => plain(result.command) === plain(command))?.outcome ?? null;
}

/**
 * The commands that a text names as they are. In code the whole of it must be the command; elsewhere a command of one
 * word is an ordinary word, and one with options is another command.
 */
function namedChecks(text: string, commands: readonly string[]): readonly string[] {
	const spans = [...text.matchAll(/`+([^`]+)`+/g)].map(([, span = ""]) => plain(span));
	let rest = plain(text.replace(/`+[^`]+`+/g, " \u0000 "));
	const longestFirst = [...new Set(commands)].toSorted((one, two) => two.length - one.length);
	const named = new Set<string>();
	for (const command of longestFirst) {
		const words = plain(command);
		if (words === "") continue;
		if (spans.includes(words) || rest === words) named.add(command);
		if (!words.includes(" ")) continue;
		const without = withoutCommand(rest, words);
		if (without === rest) continue;
		named.add(command);
		rest = without;
	}
	return commands.filter((command, at) => named.has(command) && commands.indexOf(command) === at);
}

function withoutCommand(text: string, command: string): string {
	const literal = command.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
	const form = new RegExp(`(?<![^\\s"'“‘(:])${literal}(?![^\\s"'”’).,;:!?])(?![.,;:!?][^\\s])(?! -)`, "g");
	return text.replace(form, "\u0000");
}

function plain(text: string): string {
	return text.replace(/\s+/g, " ").trim();
}
