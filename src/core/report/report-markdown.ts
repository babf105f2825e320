/** A report as Markdown: for the person who reads it in the editor, and for the page of a pull request. */

import type { Report } from "./hand-off.ts";
import { blockText, codeText, markdownOf, utcText } from "./markdown-text.ts";
import { withoutOrders } from "./orders.ts";
import { attemptLines, checkLines, fileLines, partLines, selfReviewLines } from "./report-sections.ts";

export type Reader = "person" | "pull-request";

/** Characters: pages of pull requests refuse longer ones. */
const mostOf = { person: 400_000, "pull-request": 60_000 } as const satisfies Record<Reader, number>;

/** Characters of the agent's words, which the journal has in full. */
const mostWords = 8_000;

interface Section {
	/** Empty: it goes on under the heading before it. */
	readonly heading: string;
	/** A section without lines is left out. */
	readonly lines: readonly string[];
}

/** Bounded in length: what is left out is said where it is left out. What looks as a secret is not in it. */
export function reportMarkdown(report: Report, reader: Reader): string {
	const title = reader === "person" ? [{ heading: "", lines: ["# Hand-off report"] }] : [];
	const sections = [...title, head(report), ...bodyOf(report), foot(report, reader)];
	const text = `${rendered(sections, mostOf[reader]).trim()}\n`;
	// A host can make the message of a squashed commit of it, in which marks of code mean nothing.
	return reader === "person" ? text : withoutOrders(text);
}

function head({ outcome }: Report): Section {
	const notes = outcome.notes.map((note) => `- ${markdownOf(note)}`);
	const lines = [`**Outcome.** ${markdownOf(outcome.text)}`];
	return { heading: "", lines: [...lines, ...(notes.length > 0 ? ["", ...notes] : [])] };
}

/** Where it got stuck, that comes first; where an answer was asked for, the answer does. */
function bodyOf(report: Report): readonly Section[] {
	const { explores, status, parts, handOff, lastWords, risks, goal } = report;
	const attempts = { heading: "Attempts", lines: attemptLines(report) };
	const said = { heading: explores ? "Answer" : "What the agent says", lines: handOff ? wordsLines(handOff) : [] };
	const last = { heading: "What the agent said last", lines: lastWords === "" ? [] : [blockText(lastWords, 1_000)] };
	const asked = { heading: "What was asked", lines: [blockText(goal, 2_000)] };
	const facts = [
		{ heading: "Definition of done", lines: partLines(parts) },
		{ heading: "Checks", lines: checkLines(report) },
	];
	const first = status === "stuck" ? [attempts] : [];
	const later = status === "stuck" ? [] : [attempts];
	return [
		...first,
		...(explores ? [said, ...facts] : [...facts, said]),
		last,
		...later,
		{ heading: "Self-review", lines: selfReviewLines(report) },
		{ heading: "Risks", lines: risks.map((risk) => `- ${markdownOf(risk)}`) },
		{ heading: "Files, the riskiest first", lines: fileLines(report) },
		{ heading: "What it took", lines: report.figures.map(({ name, value }) => `- ${name}: ${value}`) },
		asked,
	];
}

function wordsLines({ summary, tried, left }: NonNullable<Report["handOff"]>): readonly string[] {
	const points = (heading: string, items: readonly string[]) =>
		items.length === 0 ? [] : [`${heading}:\n${items.map((item) => `- ${item}`).join("\n")}`];
	return [blockText([summary, ...points("Tried", tried), ...points("Left to do", left)].join("\n\n"), mostWords)];
}

function foot({ task, owner, model, createdAt, endedAt }: Report, reader: Reader): Section {
	const by = model === "" ? "Remit" : `Remit with ${codeText(model)}`;
	const until = endedAt === null ? "" : ` to ${utcText(endedAt)}`;
	const line = `Made by ${by}, delegated by ${codeText(owner)}; task ${codeText(task)}, ${utcText(createdAt)}${until}.`;
	const apart =
		reader === "person"
			? []
			: ["", "What stands in code above is quoted; all else is counted from the task's journal."];
	return { heading: "", lines: ["---", "", line, ...apart] };
}

/** Room for the words that say what was left out, and for the foot. */
const reserve = 2_000;

function rendered(sections: readonly Section[], most: number): string {
	const foot = sections.at(-1);
	let text = "";
	for (const section of sections.filter(({ lines }) => lines.length > 0)) {
		const limit = section === foot ? most : most - reserve;
		const heading = section.heading === "" ? "" : `## ${section.heading}\n\n`;
		text += `${heading}${fitting(section.lines, limit - text.length - heading.length)}\n\n`;
	}
	return text;
}

function fitting(lines: readonly string[], room: number): string {
	let used = 0;
	const kept = lines.filter((line) => {
		used += line.length + 1;
		return used <= room;
	});
	const left = lines.length - kept.length;
	return [
		...kept,
		...(left > 0 ? [`- … and ${left} more, left out here because the text would be too long.`] : []),
	].join("\n");
}
