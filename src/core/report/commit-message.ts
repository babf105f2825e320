/** Writes the message of a commit of a task's work: what was asked, what was done, and trailers that only Remit writes. */

import type { Verified } from "../task/review-events.ts";
import { withoutOrders } from "./orders.ts";

export interface CommitFacts {
	/** What the person asked for. */
	readonly goal: string;
	/** What the agent says it did; empty where it said nothing. */
	readonly summary: string;
	readonly task: string;
	readonly model: string;
	readonly owner: string;
	/** Who accepted it, where that is not the owner; empty, or left out: the owner. A brief cannot make somebody a reviewer. */
	readonly reviewer?: string;
	/** `accepted`: a person accepted exactly this, so it was reviewed; `proposal`: it is kept without a decision. */
	readonly of: Verified;
}

/**
 * Subject, body and trailers, ending in a line break. What the texts say cannot pass for a trailer, for a comment of
 * git's or for the beginning of a patch, wherever a tool looks for one.
 */
export function commitMessage(facts: CommitFacts): string {
	const body = bodyOf(facts.summary);
	const parts = [subjectOf(facts.goal), ...(body === "" ? [] : [body]), trailersOf(facts)];
	return `${parts.join("\n\n")}\n`;
}

const width = 72;
const mostLines = 60;
/** What is longer is cut before it is taken apart. */
const longest = 20_000;

function subjectOf(goal: string): string {
	const [first = ""] = linesOf(goal)
		.map((line) => plainStart(line))
		.filter((line) => line !== "");
	const subject = withoutDots(shortened(first));
	return subject === "" ? "Work of an agent" : subject;
}

/** A subject can be a heading; what asks git to fold one commit into another is no part of what was asked. */
function plainStart(line: string): string {
	const plain = line.replace(/^(?:[#\s>*-]+|(?:fixup|squash|amend)!)+\s*/i, "");
	return plain.trim();
}

function shortened(line: string): string {
	const characters = [...line];
	if (characters.length <= width) return line;
	const cut = characters.slice(0, width - 1).join("");
	const space = cut.lastIndexOf(" ");
	return `${(space > width / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

function withoutDots(line: string): string {
	return line.replace(/[.\s]+$/, "");
}

function bodyOf(summary: string): string {
	const wrapped = withoutOrders(linesOf(summary).join("\n")).split("\n").flatMap(wrap);
	const lines = wrapped.slice(0, mostLines);
	if (wrapped.length > mostLines) lines.push("…");
	return lines
		.join("\n")
		.replace(/\n{3,}/g, "\n\n")
		.replace(/^\n+|\s+$/g, "");
}

/** Each line for itself, so that lists stay lists. A word that would mean something at a line's start never gets there. */
function wrap(line: string): readonly string[] {
	const [, indent = "", text = ""] = /^( *)(.*)$/s.exec(line) ?? [];
	const words = text.split(" ").filter((word) => word !== "");
	const rows: string[] = [];
	let row = "";
	for (const [at, word] of words.entries()) {
		const fits = row.length + 1 + word.length <= width;
		if (row !== "" && (fits || isTelling(words.slice(at, at + 3).join(" ")))) row += ` ${word}`;
		else {
			if (row !== "") rows.push(row);
			row = rows.length === 0 ? indent.slice(0, 8) + word : word;
		}
	}
	const [head = "", ...rest] = [...rows, row];
	return [isTelling(line.trimStart()) ? `- ${head.trimStart()}` : head, ...rest];
}

/**
 * What git or another tool reads at the start of a line: `Token: value` with any separator that can be configured, a
 * comment, the end of the message in a patch, a mail's or a patch's first line.
 */
function isTelling(line: string): boolean {
	return /^(?:[\p{L}\p{N}_-]+\s*[:=#%]|[#;@!$%^&|:]|\(cherry picked|--|diff |Index: |From |>8)/u.test(line);
}

function trailersOf({ task, model, owner, reviewer, of }: CommitFacts): string {
	const trailers: readonly (readonly [token: string, value: string])[] = [
		["Remit-Task", task],
		["Remit-Model", model],
		["Remit-Owner", owner],
		...(of === "accepted" ? [["Reviewed-by", reviewer || owner] as const] : []),
	];
	return trailers
		.map(([token, value]) => [token, oneLine(value)] as const)
		.map(([token, value]) => `${token}: ${value === "" ? "unknown" : value}`)
		.join("\n");
}

function oneLine(text: string): string {
	const line = linesOf(text).join(" ").replace(/\s+/g, " ").trim();
	return [...line].slice(0, 200).join("");
}

/** Lines without anything that is not seen: controls, marks of direction, characters of no width. */
function linesOf(text: string): readonly string[] {
	return text
		.slice(0, longest)
		.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\ufffd")
		.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
		.map((line) =>
			line
				.replaceAll("\t", "    ")
				.replace(/[\p{Cc}\p{Cf}]/gu, "")
				.replace(/\p{Zs}/gu, " ")
				.trimEnd(),
		);
}
