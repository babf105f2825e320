/** Exact replacement in a text whose line endings may differ from what a model writes: it sees, and sends, LF only. */

import { lineChanges } from "../changes/line-changes.ts";
import { lineAt } from "./line-text.ts";

export interface Replacement {
	readonly old: string;
	readonly new: string;
	readonly all: boolean;
}

export type Replaced =
	| { readonly kind: "replaced"; readonly text: string; readonly places: readonly Place[] }
	| { readonly kind: "absent" }
	/** It must be unique and stands at these lines, from 1. */
	| { readonly kind: "ambiguous"; readonly lines: readonly number[] };

/** Where a replacement stands in the new text: lines from 1, `last` included. */
export interface Place {
	readonly first: number;
	readonly last: number;
}

/** Line endings as a model sees them. */
export function withLf(text: string): string {
	return text.replace(/\r\n?/g, "\n");
}

/**
 * Replaces `old` where it occurs, line endings aside. Lines that are kept keep their ending, changed lines take that of
 * the line they replace, added lines that of their neighbour; everything outside the match stays byte for byte.
 */
export function replaceText(source: string, replacement: Replacement): Replaced {
	const flat = flatten(source);
	const old = withLf(replacement.old);
	const found = occurrences(flat.text, old, replacement.all);
	if (found.length === 0) return { kind: "absent" };
	if (found.length > 1 && !replacement.all) {
		return { kind: "ambiguous", lines: found.map((at) => lineAt(flat.text, at)) };
	}
	return { kind: "replaced", ...replaceAt(source, flat, found, { old, new: withLf(replacement.new) }) };
}

interface Exchange {
	readonly old: string;
	readonly new: string;
}

function replaceAt(source: string, flat: Flat, found: readonly number[], exchange: Exchange) {
	const growth = count(exchange.new) - count(exchange.old);
	const pieces: string[] = [];
	const places: Place[] = [];
	let done = 0;
	let line = 1;
	let counted = 0;
	for (const [index, at] of found.entries()) {
		const [start, end] = [flat.toSource(at), flat.toSource(at + exchange.old.length)];
		pieces.push(source.slice(done, start), withEndings(exchange, source, start, end));
		done = end;
		line += count(flat.text.slice(counted, at));
		counted = at;
		const first = line + index * growth;
		places.push({ first, last: first + count(exchange.new) });
	}
	pieces.push(source.slice(done));
	return { text: pieces.join(""), places };
}

function count(text: string): number {
	return text.split("\n").length - 1;
}

/** Where a text occurs: for replacing all apart from each other, for uniqueness every place, overlapping ones too. */
function occurrences(text: string, wanted: string, apart: boolean): readonly number[] {
	const found: number[] = [];
	const step = apart ? wanted.length : 1;
	for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + step)) found.push(at);
	return found;
}

interface Flat {
	/** The source with LF endings. */
	readonly text: string;
	/** An offset in `text` as an offset in the source. */
	toSource(offset: number): number;
}

function flatten(source: string): Flat {
	if (!source.includes("\r")) return { text: source, toSource: (offset) => offset };
	// Where, in the flat text, an LF stands for CRLF.
	const doubled: number[] = [];
	let shortened = 0;
	const text = source.replace(/\r\n?/g, (ending, at: number) => {
		if (ending === "\r\n") doubled.push(at - shortened++);
		return "\n";
	});
	return { text, toSource: (offset) => offset + countBelow(doubled, offset) };
}

/** How many of the ascending numbers are below a limit. */
function countBelow(ascending: readonly number[], limit: number): number {
	let [low, high] = [0, ascending.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((ascending[middle] ?? limit) < limit) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** The new text with the endings of the source between `start` and `end`, which it replaces. */
function withEndings(exchange: Exchange, source: string, start: number, end: number): string {
	if (!exchange.new.includes("\n") || !source.includes("\r")) return exchange.new;
	const endings = source.slice(start, end).match(/\r\n|\n|\r/g) ?? [];
	return alignEndings(exchange, endings, neighbour(source, start, end));
}

/** Gives each line of `new` the ending of the line of `old` that it is or replaces; `other` where there is none. */
export function alignEndings(exchange: Exchange, endings: readonly string[], other: string): string {
	const lines = exchange.new.split("\n");
	const [only = other] = endings;
	const endingOf = endings.every((ending) => ending === only) ? () => only : alignedEnding(exchange, endings, other);
	return lines.map((line, at) => (at === lines.length - 1 ? line : line + endingOf(at))).join("");
}

function alignedEnding(exchange: Exchange, endings: readonly string[], other: string): (line: number) => string {
	const [before, after] = [exchange.old.split("\n"), exchange.new.split("\n")];
	const aligned: string[] = [];
	let at = 0;
	for (const change of lineChanges(before, after)) {
		for (; aligned.length < change.otherStart; at++) aligned.push(endings[at] ?? other);
		for (let line = change.otherStart; line < change.otherEnd; line++) {
			const paired = Math.min(
				change.baseStart + line - change.otherStart,
				Math.max(change.baseStart, change.baseEnd - 1),
			);
			aligned.push(endings[paired] ?? endings[paired - 1] ?? other);
		}
		at = change.baseEnd;
	}
	return (line) => aligned[line] ?? endings[at + line - aligned.length] ?? other;
}

/** The ending next to a place in the source: the one behind it, else the one before it. */
function neighbour(source: string, start: number, end: number): string {
	const behind = /\r\n|\n|\r/g;
	behind.lastIndex = end;
	const next = behind.exec(source)?.[0];
	if (next) return next;
	const before = source.slice(0, start);
	const last = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r"));
	if (last < 0) return "\n";
	return source.charAt(last) === "\n" && source.charAt(last - 1) === "\r" ? "\r\n" : source.charAt(last);
}
