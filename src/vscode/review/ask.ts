/** Says what the person is asked before a decision that they may not have meant. */

import { briefTitle } from "../../core/task/brief.ts";
import type { Outcome } from "./decide.ts";

/** A person presses a button or picks; a program names a task. */
export type Caller = "person" | "program";

export interface Asked {
	readonly decision: Outcome["decision"];
	readonly paths: readonly string[];
	readonly goal: string;
	readonly caller: Caller;
}

/** Null when nothing is asked: a person accepts, or decides otherwise on one file. Rejecting more ends the task's review. */
export function questionOf({ decision, paths, goal, caller }: Asked) {
	const wanted = paths.length;
	if (wanted === 0 || (caller === "person" && (decision === "accepted" || wanted === 1))) return null;
	const { word, verb, effect } = words[decision];
	const what = wanted === 1 ? "one change" : `${wanted} changes`;
	const why = caller === "program" ? "A keybinding or another extension asks for this. " : "";
	const more = wanted > 10 ? `\n… and ${wanted - 10} more` : "";
	return {
		text: `${verb} ${what} of “${briefTitle(goal)}”?`,
		detail: `${why}${effect}\n\n${paths.slice(0, 10).map(oneLine).join("\n")}${more}`,
		yes: wanted === 1 ? word : `${word} All`,
	};
}

const words = {
	accepted: { word: "Accept", verb: "Accept", effect: "Your files are changed." },
	rejected: {
		word: "Reject",
		verb: "Reject",
		effect: "Your files stay as they are. What is rejected is taken out of the agent's copy when it goes on.",
	},
	undecided: {
		word: "Take Back",
		verb: "Take back what you decided on",
		effect: "What was accepted is taken out of your files again; the rest of them stays as it is.",
	},
} as const;

/** A path with a line feed must not look like two. */
function oneLine(path: string): string {
	return path.replaceAll("\n", "⏎");
}
