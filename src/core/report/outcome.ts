/** The first line of a report: how the task stands, as a fact. */

import { amountText } from "../budget/caps.ts";
import type { CheckResult } from "../task/review-events.ts";
import { isLive, type TaskStatus, type TaskView } from "../task/view.ts";
import { countText } from "../tools/quantities.ts";
import type { ReportedPart } from "./parts.ts";
import { countingVerification, failuresFirst, newFailures } from "./proof.ts";
import { proseLine } from "./prose-line.ts";
import { lacksExtraReview, unsettledFindings } from "./risks.ts";
import { type Words, words } from "./words.ts";

export interface Outcome {
	/** `good` only where something is proved and nothing speaks against it. */
	readonly tone: Tone;
	readonly text: Words;
	/** What must be known together with it. */
	readonly notes: readonly Words[];
}

export type Tone = "good" | "attention" | "bad" | "plain";

interface Said {
	readonly tone: Tone;
	readonly text: Words;
}

export function outcomeOf(view: TaskView, parts: readonly ReportedPart[]): Outcome {
	const { tone, text } = saidOf(view);
	const notes = notesOf(view, parts);
	return { tone: tone === "good" && notes.length > 0 ? "attention" : tone, text, notes };
}

function saidOf(view: TaskView): Said {
	const { status, statusText, changes } = view;
	switch (status) {
		case "ready":
			return ready(view);
		case "stuck":
			return stuck(view);
		case "out-of-budget":
			return { tone: "attention", text: outOfBudgetText(view) };
		case "stopped":
			return { tone: "attention", text: ["Stopped by a person before it was handed over. Nothing of it is proved."] };
		case "failed":
			return { tone: "bad", text: statusText === "" ? ["Failed."] : words`Failed: ${{ said: statusText }}` };
		case "accepted":
		case "partly-accepted":
			return joined(`${acceptedText(view)} `, proof(view));
		case "rejected":
			return { tone: "plain", text: ["Rejected: nothing of it was accepted."] };
		case "discarded":
			return {
				tone: "plain",
				text: [`Discarded.${changes.some(isAccepted) ? " What was accepted before stays." : ""}`],
			};
		default:
			return { tone: "plain", text: [notEnded[status]] };
	}
}

const notEnded = {
	preparing: "So far: the task is being prepared.",
	running: "So far: the task is running. Nothing of it is handed over.",
	waiting: "So far: the task waits for a person. Nothing of it is handed over.",
	interrupted: "Interrupted: the editor closed while the task ran. Nothing of it is handed over.",
} as const satisfies Partial<Record<TaskStatus, string>>;

function ready(view: TaskView): Said {
	const { changes, changeNotes, brief, handOff } = view;
	if (changes.length > 0) return proof(view);
	if (brief?.mode === "explore") return { tone: "plain", text: ["Answered. Nothing was changed."] };
	if (changeNotes.length > 0) return { tone: "attention", text: ["Nothing that can be reviewed was changed."] };
	return handOff?.status === "done"
		? { tone: "attention", text: ["Nothing was changed. The agent says that it is done; no check proves it."] }
		: { tone: "plain", text: ["Nothing was changed."] };
}

function stuck({ stuck, handOff, statusText }: TaskView): Said {
	const tone = "attention";
	if (stuck) return { tone, text: words`Stuck: ${{ said: stuck.text }}` };
	if (handOff?.status === "stuck") return { tone, text: ["Stuck: the agent says that it cannot go on."] };
	return { tone, text: statusText === "" ? ["Stuck."] : words`Stuck: ${{ said: proseLine(statusText) }}` };
}

function outOfBudgetText({ budget: { reached, caps } }: TaskView): Words {
	if (reached === null) return ["Out of budget."];
	if (reached === "day") return ["Out of budget: all tasks of the day have used up what they may cost together."];
	const cap = caps[reached];
	return [cap === null ? "Out of budget." : `Out of budget: the cap of ${amountText(reached, cap)} was reached.`];
}

function acceptedText({ status, changes }: TaskView): string {
	const files = countText(changes.filter(isAccepted).length, "file");
	return status === "accepted"
		? `Accepted: ${files}.`
		: `Partly accepted: something of ${files}, the rest was rejected.`;
}

function isAccepted({ accepted }: TaskView["changes"][number]): boolean {
	return accepted !== null;
}

function joined(before: string, { tone, text }: Said): Said {
	return { tone, text: [before, ...text] };
}

/** What the checks say of the work as it is now. */
function proof(view: TaskView): Said {
	const counting = countingVerification(view);
	if (counting === null) return { tone: "attention", text: [unprovedText(view)] };
	const { results, state, tree, at } = counting;
	const passed = results.filter(({ outcome }) => outcome === "passed").length;
	const count = [`${passed} of ${countText(results.length, "check")}`];
	const on = words`on the tree ${tree.slice(0, 8)}, ${{ at }}`;
	switch (state) {
		case "passed":
			return weakened(view)
				? { tone: "attention", text: words`NOT verified: ${count} passed ${on}, but they prove less than before.` }
				: { tone: "good", text: words`Verified: ${count} passed ${on}.${mendedText(results)}` };
		case "failed":
			return { tone: "bad", text: words`NOT verified: ${failedText(results)} ${on}.` };
		case "not-run":
			return { tone: "attention", text: words`NOT verified: ${count} passed, the others were not run ${on}.` };
		case "old":
			return {
				tone: "attention",
				text: words`Nothing new fails ${on}: ${count} passed, the others failed before the task as well.`,
			};
		case "running":
			return { tone: "plain", text: ["The checks are running."] };
		default:
			return state satisfies never;
	}
}

function mendedText(results: readonly CheckResult[]): Words {
	const mended = results.filter(({ onBase }) => onBase === "failed").length;
	if (mended === 0) return [];
	return [results.length === 1 ? " It failed before the task." : ` Before the task ${mended} of them failed.`];
}

/** A green run says little where what judges was changed with it. */
function weakened({ tampering, oldTests }: TaskView): boolean {
	return tampering.length > 0 || oldTests?.state === "failed";
}

function unprovedText({ verifications, unchecked, status }: TaskView): string {
	if (verifications.some(({ state }) => state === "running")) return "NOT verified yet: the checks are running.";
	if (status === "partly-accepted" && verifications.length > 0)
		return "NOT verified: no check was run on exactly what was accepted.";
	if (verifications.length > 0) return "NOT verified: the work was changed after the checks ran.";
	if (unchecked === "none-found") return "NOT verified: no check was found in this project.";
	if (unchecked === "off") return "NOT verified: no check was run, as the settings say.";
	return "NOT verified: no check was run.";
}

function failedText(results: Parameters<typeof failuresFirst>[0]): Words {
	const failed = failuresFirst(results).filter(({ outcome, onBase }) => outcome === "failed" && onBase !== "same");
	return failed.slice(0, 3).flatMap((result, at) => {
		const count = newFailures(result);
		const more = count === 0 ? "" : ` (${countText(count, "new failure")})`;
		return [...(at === 0 ? [] : ["; "]), { code: result.command }, ` failed${more}`];
	});
}

function notesOf(view: TaskView, parts: readonly ReportedPart[]): readonly Words[] {
	const { tampering, oldTests, model } = view;
	const findings = isLive(view.status) ? 0 : unsettledFindings(view);
	const open = isLive(view.status) ? [] : parts.filter(({ state }) => state === "not-done" || state === "claimed-not");
	const [verb, less] = [open.length === 1 ? "is" : "are", tampering.length === 1 ? "One change makes" : "Changes make"];
	return [
		...(namesNoPlace(view)
			? [["The answer names no line of a file that is there: nothing in it can be looked up."]]
			: []),
		...(model.scripted ? [["A scripted demo played this: no model was called."]] : []),
		...(tampering.length > 0 ? [[`${less} the checks prove less than before: look there first.`]] : []),
		...(isPartChecked(view) ? [["The checks ran on the whole proposal, not on exactly what was accepted."]] : []),
		...(oldTests?.state === "failed" ? [["The tests as they were fail on the new code."]] : []),
		...(lacksExtraReview(view) ? [[extraReview]] : []),
		...(findings > 0 ? [[`${countText(findings, "finding")} of the self-review not settled.`]] : []),
		...(open.length > 0
			? [[`${open.length} of ${countText(parts.length, "part")} of the definition of done ${verb} not done.`]]
			: []),
	];
}

/** Said of an answer, by what was looked up when it was handed over. */
function namesNoPlace({ brief, status, handOff }: TaskView): boolean {
	return brief?.mode === "explore" && status === "ready" && handOff?.status === "done" && !handOff.places?.length;
}

const extraReview =
	"An extra review is required by the brief check, and none was done to the end: a mistake here can do harm that no check shows.";

function isPartChecked(view: TaskView): boolean {
	const { changes } = view;
	const isPart = changes.some(isAccepted) && changes.some(({ decision }) => decision !== "accepted");
	return isPart && countingVerification(view)?.of === "proposal";
}
