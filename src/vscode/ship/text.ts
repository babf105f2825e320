/** What a pull request says of a task: the agent's hand-off, and what the harness knows of decisions and checks. */

import { briefTitle } from "../../core/task/brief.ts";
import type { Verification } from "../../core/task/verification-view.ts";
import type { TaskView } from "../../core/task/view.ts";
import { plainCode, plainLine } from "../plain-text.ts";
import type { RequestText } from "./request.ts";

/**
 * The agent's words stand first, are named as such and are a block of code: a page reads no links, pictures, mentions or
 * "fixes #1" in one, and they cannot pass for what stands below the line, which is counted from the journal.
 */
export function requestText(view: TaskView): RequestText {
	const { handOff, model, verifications } = view;
	const words = handOff
		? [handOff.summary, ...points("Tried", handOff.tried), ...points("Left to do", handOff.left)]
		: [];
	const said = words.length === 0 ? [] : ["The agent says:", block(words.join("\n\n"))];
	const checks = verifications.filter(({ state, stale }) => state !== "running" && !stale).map(checkText);
	const by = model.label === "" ? "Remit" : `Remit with ${plainLine(model.label)}`;
	return {
		title: briefTitle(view.goal, 72),
		body: [...said, "---", `Made by ${by}, delegated by ${plainLine(view.owner)}.`, decidedText(view), ...checks].join(
			"\n\n",
		),
	};
}

function points(heading: string, lines: readonly string[]): readonly string[] {
	return lines.length === 0 ? [] : [`${heading}:\n${lines.map((line) => `- ${line}`).join("\n")}`];
}

function block(text: string): string {
	const code = plainCode(text).split("\n").flatMap(wrapped).join("\n");
	const fence = "`".repeat(Math.max(2, ...(code.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
	return `${fence}text\n${code}\n${fence}`;
}

/** Code is not wrapped where it is shown. */
function wrapped(line: string): readonly string[] {
	return line.match(/.{1,100}(?:\s|$)|.{1,100}/gu)?.map((row) => row.trimEnd()) ?? [""];
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
		({ command, outcome }) => `- \`${plainLine(command).replaceAll("`", "ˋ")}\`: ${outcome.replace("-", " ")}`,
	);
	return `Checks on ${on}:\n\n${lines.join("\n")}`;
}
