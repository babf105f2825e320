/** Says a brief that came from outside in lines, for the dialog in which the person confirms it. */

import { boundedBudget, type Caps, capsOf, capsText } from "../../core/budget/caps.ts";
import type { Brief } from "../../core/task/brief.ts";
import { withoutSecrets } from "../plain-text.ts";

/** Characters that a dialog shows of one text, and of one line of a list; lines of either. */
const longestText = 2_000;
const longestLine = 300;
const mostTextLines = 24;
const mostLines = 12;

/**
 * `caps`: what the person's settings allow; a foreign brief can only ask for less. No foreign line begins where one of the
 * dialog's own does, so that a goal cannot pass for scope, checks or budget.
 */
export function briefLines(brief: Brief, caps: Caps): string {
	const parts = [
		`Goal:\n${quoted(brief.goal)}`,
		brief.definitionOfDone === undefined
			? "Definition of done: none is given"
			: `Definition of done:\n${quoted(brief.definitionOfDone)}`,
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
		model === undefined ? "" : `Model: ${inLine(model)}, instead of the one in your settings`,
		effort === undefined ? "" : `Effort: ${effort}`,
		base === undefined || base === "working-tree" ? "" : `Begins with: ${inLine(base)}`,
		owner === undefined ? "" : `Owner: ${inLine(owner)}`,
		list(
			"Attached",
			attachments.map(({ title }) => title),
		),
	].filter((line) => line !== "");
}

function list(title: string, lines: readonly string[]): string {
	if (lines.length === 0) return "";
	const more = lines.length > mostLines ? [`  … and ${lines.length - mostLines} more`] : [];
	return [`${title}:`, ...lines.slice(0, mostLines).map((line) => `  ${inLine(line)}`), ...more].join("\n");
}

/** A text of several lines, each behind a bar. */
function quoted(whole: string): string {
	const text = withoutSecrets(whole);
	const shown = text.slice(0, longestText).split(lineEnd).slice(0, mostTextLines);
	const left = text.length - shown.join("\n").length;
	const more = text.length > longestText || shown.length < text.split(lineEnd).length;
	const lines = shown.map((line) => `│ ${spaced(line)}`);
	return [...lines, ...(more ? [`… (${left} more characters)`] : [])].join("\n");
}

/** A foreign text as a part of one line. */
function inLine(text: string): string {
	const line = spaced(withoutSecrets(text).split(lineEnd).join("⏎"));
	return line.length <= longestLine
		? line
		: `${line.slice(0, longestLine)}… (${line.length - longestLine} more characters)`;
}

const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** Enough spaces would push what follows them to the beginning of the next line, or out of sight. */
function spaced(line: string): string {
	return line.replace(/[^\S\n]{9,}/g, (spaces) => `‹${spaces.length} spaces›`);
}
