/** Why a text that a model wants to replace is not in a file: what is there instead, and in what it differs. */

import { linesOf, numbered } from "./line-text.ts";

/**
 * One or more sentences for the model; never empty. `source` and `wanted` have LF endings.
 * Nothing here decides what is replaced: only an exact match does.
 */
export function explainAbsence(path: string, source: string, wanted: string): string {
	const lines = linesOf(source);
	const miss = rewrittenMiss(source, wanted) ?? foldedMiss(lines, wanted);
	if (miss) return `The text is not in ${path} as given: ${miss.says}.\n${excerpt(lines, miss)}`;
	const near = nearestLines(lines, wanted);
	if (!near) return `The text does not occur in ${path}. Read the file, or search for a part of the text.`;
	return `The text does not occur in ${path}. The nearest lines are:\n${excerpt(lines, near)}`;
}

interface Lines {
	/** Indexes from 0, `end` exclusive. */
	readonly start: number;
	readonly end: number;
}

interface Miss extends Lines {
	readonly says: string;
}

/** Lines of an excerpt. */
const excerptLimit = 30;

function excerpt(lines: readonly string[], { start, end }: Lines): string {
	const shown = lines.slice(start, Math.min(end, start + excerptLimit));
	return numbered(shown, start + 1) + (end - start > excerptLimit ? "\n…" : "");
}

/** Slips in how the text was written down, undone. */
function rewrittenMiss(source: string, wanted: string): Miss | undefined {
	const rewrites: readonly { readonly text: string; readonly says: string }[] = [
		{
			text: wanted.replace(/^ *\d+(?:\t|: ?)/gm, ""),
			says: "it has line numbers in front of the lines; leave them out. The lines are",
		},
		{
			text: wanted.replace(/\\([ntr"'\\])/g, (_, letter: string) => escapes[letter] ?? letter),
			says: 'it has \\n, \\t or \\" as two characters where the file has the character itself. The lines are',
		},
		{
			text: wanted.replace(/\n/g, "\\n").replace(/\t/g, "\\t"),
			says: "it has a line break or tab where the file has \\n or \\t as two characters. The lines are",
		},
	];
	for (const { text, says } of rewrites) {
		const at = text === wanted || text.trim() === "" ? -1 : source.indexOf(text);
		if (at < 0) continue;
		const start = source.slice(0, at).split("\n").length - 1;
		return { says, start, end: start + text.replace(/\n$/, "").split("\n").length };
	}
	return undefined;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\n" };

interface Fold {
	readonly says: string;
	/** Makes lines equal that differ only in what it says. */
	fold(line: string): string;
	/** Whether blank lines do not count. */
	readonly skipsBlank?: true;
}

const typographic = (line: string) =>
	line
		.replace(/[‘’‚‛′`´]/g, "'")
		.replace(/[“”„‟″«»]/g, '"')
		.replace(/[‐‑‒–—―−]/g, "-")
		.replace(/…/g, "...")
		.replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, " ")
		.replace(/[\u200b-\u200d\u2060\ufeff]/g, "");

const withoutSpace = (line: string) => line.replace(/\s+/g, "");

/** From the slightest difference to the largest: the first that explains is told. */
const folds: readonly Fold[] = [
	{ says: "the file differs in white space at the ends of lines", fold: (line) => line.trimEnd() },
	{ says: "the file differs in indentation", fold: (line) => line.trim() },
	{ says: "the file differs in white space", fold: withoutSpace, skipsBlank: true },
	{
		says: "the file differs in quotes, dashes or special spaces (curly or straight, long or short)",
		fold: typographic,
	},
	{ says: "the file has another Unicode form of the same letters", fold: (line) => line.normalize("NFKC") },
	{ says: "the file differs in upper and lower case", fold: (line) => line.toLowerCase() },
	{
		says: "the file differs in white space, in quotes or dashes, or in case",
		fold: (line) => withoutSpace(typographic(line).normalize("NFKC").toLowerCase()),
		skipsBlank: true,
	},
];

function foldedMiss(lines: readonly string[], wanted: string): Miss | undefined {
	for (const fold of folds) {
		const found = findFolded(lines, linesOf(wanted), fold);
		if (found) return { ...found, says: `${fold.says}. Copy these lines exactly` };
	}
	return undefined;
}

/** Where the wanted lines stand once both are folded; the first may begin and the last end within a line. */
function findFolded(
	lines: readonly string[],
	wanted: readonly string[],
	{ fold, skipsBlank }: Fold,
): Lines | undefined {
	const keep = (line: { readonly text: string }) => !skipsBlank || line.text !== "";
	const folded = lines.map((line, index) => ({ index, text: fold(line) })).filter(keep);
	const sought = wanted.map((line) => ({ text: fold(line) })).filter(keep);
	const last = sought.length - 1;
	if (sought.every(({ text }) => text === "")) return undefined;
	const fits = (line: string, at: number, text: string) => {
		if (last === 0) return line.includes(text);
		if (at === 0) return line.endsWith(text);
		return at === last ? line.startsWith(text) : line === text;
	};
	for (let at = 0; at + last < folded.length; at++) {
		if (!sought.every(({ text }, index) => fits(folded[at + index]?.text ?? "", index, text))) continue;
		return { start: folded[at]?.index ?? 0, end: (folded[at + last]?.index ?? 0) + 1 };
	}
	return undefined;
}

/** How much of its words a line must share with the wanted one to be called near. */
const nearEnough = 0.5;

/** Two lines around the one most like the longest wanted line, if any is like it. */
function nearestLines(lines: readonly string[], wanted: string): Lines | undefined {
	const [longest = ""] = linesOf(wanted).toSorted((a, b) => b.trim().length - a.trim().length);
	const words = wordsOf(longest);
	if (words.size === 0) return undefined;
	let best = { at: -1, score: nearEnough };
	for (const [at, line] of lines.entries()) {
		const score = likeness(words, wordsOf(line));
		if (score > best.score || (score === best.score && best.at < 0)) best = { at, score };
	}
	if (best.at < 0) return undefined;
	return { start: Math.max(0, best.at - 2), end: Math.min(lines.length, best.at + 3) };
}

function wordsOf(line: string): ReadonlySet<string> {
	return new Set(line.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []);
}

/** The share of common words: 1 for the same, 0 for none (Dice's coefficient). */
function likeness(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
	let common = 0;
	for (const word of some) if (others.has(word)) common++;
	return (2 * common) / (some.size + others.size);
}
