/** Says a brief that came from outside in lines, for the dialog in which the person confirms it. */

import { boundedBudget, type Caps, capsOf, capsText } from "../../core/budget/caps.ts";
import type { Brief } from "../../core/task/brief.ts";

/** Characters and lines that a dialog shows of one field. */
const longestText = 2_000;
const mostLines = 12;

/** `caps`: what the person's settings allow; a foreign brief can only ask for less. */
export function briefLines(brief: Brief, caps: Caps): string {
	const parts = [
		`Goal:\n${cut(brief.goal)}`,
		brief.definitionOfDone === undefined
			? "Definition of done: none is given"
			: `Definition of done:\n${cut(brief.definitionOfDone)}`,
		brief.mode === "explore" ? "Mode: explore. Nothing is changed." : scopeLines(brief.scope),
		list("Checks that are run", brief.checks ?? []) || "Checks: none is given",
		`Budget: at most ${capsText(capsOf(boundedBudget(brief.budget, caps)))}`,
		...setLines(brief),
	];
	return parts.join("\n\n");
}

function scopeLines(scope: Brief["scope"]): string {
	const allowed = list("May change", scope?.allowed ?? []) || "May change: everything in the folder";
	const forbidden = list("Must not change", scope?.forbidden ?? []);
	return forbidden === "" ? allowed : `${allowed}\n${forbidden}`;
}

/** What a person might not expect of it: another model costs something else. */
function setLines({ model, effort, base, owner, attachments = [] }: Brief): readonly string[] {
	return [
		model === undefined ? "" : `Model: ${model}, instead of the one in your settings`,
		effort === undefined ? "" : `Effort: ${effort}`,
		base === undefined || base === "working-tree" ? "" : `Begins with: ${base}`,
		owner === undefined ? "" : `Owner: ${owner}`,
		attachments.length === 0
			? ""
			: `Attached: ${attachments
					.map(({ title }) => title)
					.slice(0, mostLines)
					.join("; ")}`,
	].filter((line) => line !== "");
}

function list(title: string, lines: readonly string[]): string {
	if (lines.length === 0) return "";
	const more = lines.length > mostLines ? [`  … and ${lines.length - mostLines} more`] : [];
	return [
		`${title}:`,
		...lines.slice(0, mostLines).map((line) => `  ${cut(line.replaceAll("\n", "⏎"))}`),
		...more,
	].join("\n");
}

function cut(text: string): string {
	return text.length <= longestText
		? text
		: `${text.slice(0, longestText)}… (${text.length - longestText} more characters)`;
}
