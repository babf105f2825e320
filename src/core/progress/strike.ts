/** Says which third strike it is, in a sentence for a person and in words for the model. */

import { dataText } from "../agent/prompt.ts";
import type { Attempt, StuckReason } from "../task/harness-events.ts";

export interface Strike {
	readonly reason: StuckReason;
	readonly text: string;
	readonly attempts: readonly Attempt[];
}

type Struck = Readonly<Record<Exclude<StuckReason, "no-progress">, readonly Attempt[]>> & {
	/** Calls that fit no tool, each in its own way; empty while they are few. */
	readonly misfits: readonly Attempt[];
	/** Turns without progress, when they are too many; else 0. */
	readonly standstill: number;
};

/** Failures that come back together are told together. */
const mostAttempts = 10;

/** The strike that says most comes first. */
export function strikeOf({ standstill, misfits, ...struck }: Struck): Strike | undefined {
	for (const reason of ["same-failure", "undone", "same-call"] as const) {
		const attempts = struck[reason];
		if (attempts.length > 0)
			return { reason, text: textOf(reason, attempts), attempts: attempts.slice(0, mostAttempts) };
	}
	const [misfit] = misfits;
	if (misfit)
		return {
			reason: "same-call",
			text: `In ${misfit.times} turns in a row no call fitted its tool.`,
			attempts: misfits,
		};
	if (standstill === 0) return undefined;
	const text = `For ${standstill} turns no step of the plan was ended, no file was changed and no new check passed.`;
	return { reason: "no-progress", text, attempts: [] };
}

function textOf(reason: Exclude<StuckReason, "no-progress">, attempts: readonly Attempt[]): string {
	const [first] = attempts;
	if (!first) return "";
	const rest = attempts.length - 1;
	switch (reason) {
		case "same-failure": {
			const more =
				rest > 0 ? ` ${rest === 1 ? "One more failure came" : `${rest} more failures came`} back with it.` : "";
			return `The same failure came back after attempt ${first.times}: ${failureText(first)}.${more}`;
		}
		case "same-call": {
			if (rest === 0) return `The same call was made ${first.times} times, and came to the same: ${callText(first)}.`;
			return `The same calls were made in turn ${first.times} times: ${attempts.map(({ what }) => shortened(what)).join("; ")}.`;
		}
		case "undone":
			return `${first.place} was brought back to what it had been before, ${first.times} times.`;
		default:
			return reason satisfies never;
	}
}

function failureText({ what, failure, place }: Attempt): string {
	const said = failure === "" ? shortened(what) : `${shortened(failure)}, in ${shortened(what)}`;
	return place === "" ? said : `${said}, at ${place}`;
}

function callText({ what, failure }: Attempt): string {
	return `${shortened(what)}${failure === "" ? "" : `: ${shortened(failure)}`}`.replace(/\.$/, "");
}

const longest = 160;

function shortened(text: string): string {
	return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

const kinds: Readonly<Record<StuckReason, string>> = {
	"same-failure": "The same failure came back though you changed something each time.",
	"same-call": "You made the same calls again and again, or calls that fit no tool.",
	undone: "You brought a file back to what it had been before, again and again.",
	"no-progress": "For many turns no step of the plan was ended, no file was changed and no new check passed.",
};

/** What failed is a program's words, and is marked as such. */
export function lastTurnText({ reason, attempts }: Strike): string {
	const lines = attempts.map(({ what, failure, place, times }) =>
		[`- ${shortened(what)}`, shortened(failure), place, `${times} times`].filter((part) => part !== "").join(" · "),
	);
	return [
		`Three strikes: this task stops here. ${kinds[reason]}`,
		...(lines.length > 0 ? [dataText("attempts", lines.join("\n"))] : []),
		"You have this one turn, and nothing but finish runs in it. Call finish with status stuck: say what you tried, what you found out, and what you would need. Do not try again.",
	].join("\n\n");
}
