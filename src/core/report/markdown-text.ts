/** Foreign text in Markdown: always code, so that no page reads a link, a picture, a mention, a reference or an order in it. */

import { makeRedactor } from "../secrets/redactor.ts";
import type { Word, Words } from "./words.ts";

/** Everything without a look of its own; a reader must see that it is there. */
const hidden = /(?![ \n])[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/**
 * Each piece is redacted by itself, before its marks are set. In the finished text the beginning of a secret in one piece
 * and its end in another would take the marks between them away, and what follows would be markup.
 */
const patterns = makeRedactor({ values: [] });

/** Characters of one foreign piece in a line. */
const longestPiece = 400;

export function markdownOf(words: Words): string {
	return words.map(wordText).join("");
}

function wordText(word: Word): string {
	if (typeof word === "string") return plain(word);
	if ("at" in word) return utcText(word.at);
	return codeText("code" in word ? word.code : word.said);
}

/** The harness's own words have no markup in them either. */
function plain(text: string): string {
	return text.replace(/[\\`*_{}[\]<>#|~@]/g, "\\$&");
}

/** On one line, between marks that the text cannot close; what is too long is cut. */
export function codeText(text: string, most = longestPiece): string {
	const line = shown(cut(clean(text).trim(), most)).replaceAll("\n", "⏎");
	if (line === "") return "(empty)";
	const mark = "`".repeat(longestRun(line, 0) + 1);
	const gap = line.startsWith("`") || line.endsWith("`") ? " " : "";
	return `${mark}${gap}${line}${gap}${mark}`;
}

/** Lines between marks that they cannot close, wrapped, because code is not wrapped where it is shown. */
export function blockText(text: string, most: number): string {
	const whole = clean(text).replace(/\r\n?/g, "\n").replaceAll("\t", "    ").trim();
	const lines = shown(cut(whole, most)).split("\n").flatMap(wrapped);
	const fence = "`".repeat(longestRun(lines.join("\n"), 2) + 1);
	return `${fence}text\n${lines.join("\n")}\n${fence}`;
}

/** `2026-11-21 14:02 UTC`: the same for whoever reads it, wherever they are. */
export function utcText(at: number): string {
	return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function clean(text: string): string {
	return patterns.redact(text).text;
}

function wrapped(line: string): readonly string[] {
	return line.match(/.{1,100}(?:\s|$)|.{1,100}/gu)?.map((row) => row.trimEnd()) ?? [""];
}

/** What is left out is said, with how much it is. */
function cut(text: string, most: number): string {
	if (text.length <= most) return text;
	const kept = text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");
	return `${kept}… (${(text.length - kept.length).toLocaleString("en-US")} more characters)`;
}

function shown(text: string): string {
	return text.replace(hidden, (character) => {
		const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
		return `‹U+${code}›`;
	});
}

function longestRun(text: string, least: number): number {
	return Math.max(least, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}
