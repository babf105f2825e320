/** What a pull request says of a task: the agent's hand-off, and what the harness knows of decisions and checks. */

import { briefTitle } from "../../core/task/brief.ts";
import type { Verification } from "../../core/task/verification-view.ts";
import type { TaskView } from "../../core/task/view.ts";
import type { RequestText } from "./request.ts";

/** The agent's words stand first and are named as such; everything below the line is counted from the journal. */
export function requestText(view: TaskView): RequestText {
	const { handOff, model, verifications } = view;
	const said = handOff
		? [handOff.summary, ...points("Tried", handOff.tried), ...points("Left to do", handOff.left)]
		: [];
	const checks = verifications.filter(({ state, stale }) => state !== "running" && !stale).map(checkText);
	const by = model.label === "" ? "Remit" : `Remit with ${model.label}`;
	return {
		title: briefTitle(view.goal, 72),
		body: [...said, "---", `Made by ${by}, delegated by ${view.owner}.`, decidedText(view), ...checks].join("\n\n"),
	};
}

function points(heading: string, lines: readonly string[]): readonly string[] {
	return lines.length === 0 ? [] : [`**${heading}**\n\n${lines.map((line) => `- ${line}`).join("\n")}`];
}

function decidedText({ changes }: TaskView): string {
	const count = (wanted: string) => changes.filter(({ decision }) => decision === wanted).length;
	const parts = (["accepted", "mixed", "rejected", "undecided"] as const)
		.map((decision) => [count(decision), decision === "mixed" ? "partly accepted" : decision] as const)
		.filter(([files]) => files > 0)
		.map(([files, word]) => `${files} ${word}`);
	return `Changed files: ${parts.join(", ")}.`;
}

function checkText({ of, results }: Verification): string {
	const on = of === "accepted" ? "what was accepted" : "the whole proposal";
	const lines = results.map(
		({ command, outcome }) => `- \`${command.replaceAll("`", "ˋ")}\`: ${outcome.replace("-", " ")}`,
	);
	return `Checks on ${on}:\n\n${lines.join("\n")}`;
}
