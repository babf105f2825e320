/** Takes a definition of done apart, always in the same way, so that person, model and report number its parts alike. */

interface Definition {
	/** What stands before a list; empty where there is none. */
	readonly before: string;
	/** In order; empty where nothing is defined. */
	readonly parts: readonly string[];
}

/** What is more is one part with the last. */
const mostParts = 30;

/** The items of a list; where there is no list, the sentences. Every word of the text is in it. */
export function definitionOf(text: string | undefined): Definition {
	const lines = (text ?? "").split(/\r\n|\n|\r/).map((line) => line.trimEnd());
	const start = lines.findIndex((line) => item.test(line));
	const isList = lines.filter((line) => item.test(line)).length > 1;
	if (start < 0 || !isList) return { before: "", parts: bounded(sentencesOf(lines.join(" "))) };
	const before = lines.slice(0, start).join("\n").trim();
	return { before, parts: bounded(itemsOf(lines.slice(start))) };
}

/** As the model is told it: numbered where it has more than one part, word for word otherwise. */
export function numberedDefinition(text: string): string {
	const { before, parts } = definitionOf(text);
	if (parts.length < 2) return text;
	const lines = parts.map((part, at) => `${at + 1}. ${part}`);
	return [...(before === "" ? [] : [before]), ...lines].join("\n");
}

const item = /^(\s*)(?:[-*+•–]|\(?\d{1,2}[.)])\s+(?:\[[ xX]\]\s+)?(?=\S)/;

/** An item further in belongs to the one above it; so does a line that is none. */
function itemsOf(lines: readonly string[]): readonly string[] {
	const items: string[] = [];
	const outer = indentOf(lines[0] ?? "");
	let isNew = true;
	for (const line of lines) {
		const text = line.replace(item, "").trim();
		if (text === "") {
			isNew = true;
			continue;
		}
		const isItem = item.test(line);
		// A paragraph after the list is no part of its last item.
		const begins = isItem ? indentOf(line) <= outer : isNew && indentOf(line) <= outer;
		if (begins || items.length === 0) items.push(text);
		else items.push(`${items.pop() ?? ""} ${text}`);
		isNew = false;
	}
	return items;
}

function indentOf(line: string): number {
	return line.length - line.trimStart().length;
}

/** Scripts without capital letters, and those without spaces, end sentences as well. */
const sentenceEnd = /[.!?؟।]["')\]]*\s+(?=[\p{Lu}\p{Lo}\p{N}"'(x])|;\s+|[。！？]["'”’」』）)]*\s*(?=\S)/gu;

/** What ends a sentence, where another one begins after it; dots in code, in "e.g." and in numbers end none. */
function sentencesOf(text: string): readonly string[] {
	const plain = text.replace(/\s+/g, " ").trim();
	const masked = plain.replace(/`[^`]*`|\b(?:e\.g|i\.e|etc|vs|cf|approx|no)\. /gi, (part) => "x".repeat(part.length));
	const parts: string[] = [];
	let from = 0;
	for (const end of masked.matchAll(sentenceEnd)) {
		// An `x` that begins the next sentence stands for code, or is an ordinary one: only code begins one.
		const next = end.index + end[0].length;
		if (masked[next] === "x" && plain[next] !== "`") continue;
		parts.push(plain.slice(from, next).trim());
		from = next;
	}
	return [...parts, plain.slice(from).trim()].filter((part) => part !== "");
}

function bounded(parts: readonly string[]): readonly string[] {
	if (parts.length <= mostParts) return parts;
	return [...parts.slice(0, mostParts - 1), parts.slice(mostParts - 1).join(" ")];
}
