/** Writes what differs as a unified diff, for a person and for the model: never longer than asked for, and saying what is left out. */

import type { Change, Sides } from "../review-ports.ts";
import { type Hunk, hunkRanges } from "./hunks.ts";
import { textCodec } from "./landing-text.ts";
import { type LineChange, splitLines } from "./line-changes.ts";
import type { Piece } from "./pieces.ts";

export interface DiffOptions {
	/** The text that the hunk changes: without it there are no lines of context. */
	readonly base?: string;
	/** Unchanged lines before and after; 3 unless told. */
	readonly context?: number;
	/** Of the whole text, in characters (the sentence about what is left out comes on top); 8,000 unless told. */
	readonly longest?: number;
}

/** One hunk, from its `@@` line on. */
export function hunkDiff(hunk: Hunk, { base = "", context = 3, longest }: DiffOptions = {}): string {
	const before = splitLines(base);
	const room = before.length === 0 ? 0 : context;
	const { baseStart, baseEnd, start, end, removed, added } = hunk;
	const head = before.slice(Math.max(0, baseStart - room), baseStart);
	const tail = before.slice(baseEnd, baseEnd + room);
	const written = writer(longest);
	written.add(
		headerOf({
			...{ baseStart: baseStart - head.length, baseEnd: baseEnd + tail.length },
			...{ otherStart: start - head.length, otherEnd: end + tail.length },
		}),
	);
	const marksEnds = endsDiffer(removed, added);
	addLines(written, " ", head, marksEnds);
	addLines(written, "-", removed, marksEnds);
	addLines(written, "+", added, marksEnds);
	addLines(written, " ", tail, marksEnds);
	return written.text();
}

/** Everything that differs between two texts; empty when nothing does. */
export function textDiff(
	before: string,
	after: string,
	{ context = 3, longest }: Omit<DiffOptions, "base"> = {},
): string {
	const [base, other] = [splitLines(before), splitLines(after)];
	const written = writer(longest);
	for (const group of grouped(hunkRanges(base, other), context)) {
		const [first, last] = [group[0], group.at(-1)];
		if (first === undefined || last === undefined) continue;
		const head = Math.min(context, first.baseStart);
		const tail = Math.min(context, base.length - last.baseEnd);
		written.add(
			headerOf({
				...{ baseStart: first.baseStart - head, baseEnd: last.baseEnd + tail },
				...{ otherStart: first.otherStart - head, otherEnd: last.otherEnd + tail },
			}),
		);
		let at = first.baseStart - head;
		for (const { baseStart, baseEnd, otherStart, otherEnd } of group) {
			const [removed, added] = [base.slice(baseStart, baseEnd), other.slice(otherStart, otherEnd)];
			const marksEnds = endsDiffer(removed, added);
			addLines(written, " ", base.slice(at, baseStart), marksEnds);
			addLines(written, "-", removed, marksEnds);
			addLines(written, "+", added, marksEnds);
			at = baseEnd;
		}
		addLines(written, " ", base.slice(at, last.baseEnd + tail), "hidden");
	}
	return written.text();
}

/** Any piece of a change, in the same form; what has no lines is said in words. */
export function pieceDiff(piece: Piece, change: Change, sides: Sides, options: Omit<DiffOptions, "base"> = {}): string {
	const { path, from = path, mode, baseMode = mode } = change;
	switch (piece.kind) {
		case "hunk": {
			const codec = textCodec([sides.base, sides.proposed].filter((side) => side !== null));
			const base = sides.base === null ? undefined : codec?.decode(sides.base);
			return hunkDiff(piece.hunk, base === undefined ? options : { ...options, base });
		}
		case "move":
			return `rename from ${from}\nrename to ${path}\n`;
		case "mode":
			return `old mode ${baseMode.toString(8)}\nnew mode ${mode.toString(8)}\n`;
		case "whole":
			return wholeDiff(sides, options);
		default:
			return piece satisfies never;
	}
}

function wholeDiff({ base, proposed }: Sides, options: Omit<DiffOptions, "base">): string {
	const [before, after] = [base ?? new Uint8Array(), proposed ?? new Uint8Array()];
	const codec = textCodec([before, after]);
	const title = base === null ? "new file" : proposed === null ? "deleted file" : "replaced file";
	if (codec) return `${title}\n${textDiff(codec.decode(before), codec.decode(after), options)}`;
	return `${title}: no text, ${before.length} bytes before and ${after.length} bytes after\n`;
}

/** Hunks whose lines of context would overlap or touch stand under one header. */
function grouped(changes: readonly LineChange[], context: number): readonly (readonly LineChange[])[] {
	const groups: LineChange[][] = [];
	for (const change of changes) {
		const last = groups.at(-1);
		const end = last?.at(-1)?.baseEnd;
		if (last !== undefined && end !== undefined && change.baseStart - end <= 2 * context) last.push(change);
		else groups.push([change]);
	}
	return groups;
}

function headerOf({ baseStart, baseEnd, otherStart, otherEnd }: LineChange): string {
	return `@@ -${range(baseStart, baseEnd)} +${range(otherStart, otherEnd)} @@\n`;
}

/** Lines from 1; of an empty range the line before it, as every tool that reads diffs expects. */
function range(start: number, end: number): string {
	const count = end - start;
	if (count === 1) return `${start + 1}`;
	return `${count === 0 ? start : start + 1},${count}`;
}

type Ends = "shown" | "hidden";

/** Line ends are invisible unless they are part of what differs. */
function endsDiffer(removed: readonly string[], added: readonly string[]): Ends {
	const ends = new Set([...removed, ...added].map((line) => /\r?\n?$/.exec(line)?.[0]).filter((end) => end !== ""));
	return ends.size > 1 ? "shown" : "hidden";
}

function addLines(written: Writer, sign: string, lines: readonly string[], ends: Ends): void {
	for (const line of lines) {
		const text = line.replace(/[\r\n]+$/, "");
		const end = line.slice(text.length);
		written.add(`${sign}${text}${ends === "shown" && end.startsWith("\r") ? "␍" : ""}\n`);
		if (end === "") written.add("\\ No newline at end of file\n");
	}
}

interface Writer {
	add(line: string): void;
	text(): string;
}

const usualLongest = 8_000;

/** Takes lines for as long as there is room, the last one cut; then it only counts. */
function writer(longest = usualLongest): Writer {
	const parts: string[] = [];
	let [room, lines, characters] = [longest, 0, 0];
	return {
		add: (line) => {
			if (lines === 0 && line.length <= room) {
				parts.push(line);
				room -= line.length;
				return;
			}
			const shown = lines === 0 && room >= worthCutting ? beginning(line, room) : "";
			if (shown !== "") parts.push(`${shown}…\n`);
			lines++;
			characters += line.length - shown.length;
		},
		text: () => parts.join("") + (lines === 0 ? "" : leftOut(lines, characters)),
	};
}

/** Less than this of a line says nothing. */
const worthCutting = 80;

function beginning(line: string, length: number): string {
	const splits = /[\uD800-\uDBFF]/.test(line.charAt(length - 1));
	return line.slice(0, splits ? length - 1 : length);
}

function leftOut(lines: number, characters: number): string {
	return `[${lines} more ${lines === 1 ? "line" : "lines"}, ${characters} characters, not shown]\n`;
}
