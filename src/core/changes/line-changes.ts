/** Which lines of two texts differ: exact for ordinary edits, and fast for large texts that have little in common. */

import { diffArrays } from "diff";

/** Lines that differ, as indexes from 0, ends exclusive. */
export interface LineChange {
	readonly baseStart: number;
	readonly baseEnd: number;
	readonly otherStart: number;
	readonly otherEnd: number;
}

/** The lines of a text with their terminators (LF, CRLF or CR); joined they are the text again. */
export function splitLines(text: string): readonly string[] {
	return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+/g) ?? [];
}

/** Which lines differ, in order; at least one equal line lies between two changes. */
export function lineChanges(base: readonly string[], other: readonly string[]): readonly LineChange[] {
	const numbers = new Map<string, number>();
	const numbered = (line: string) => {
		const known = numbers.get(line);
		if (known !== undefined) return known;
		numbers.set(line, numbers.size);
		return numbers.size - 1;
	};
	const lines: Numbered = { base: base.map(numbered), other: other.map(numbered) };
	return changesIn(lines, { baseStart: 0, baseEnd: base.length, otherStart: 0, otherEnd: other.length });
}

/** Equal lines have equal numbers: they are compared often. */
interface Numbered {
	readonly base: readonly number[];
	readonly other: readonly number[];
}

/** The exact comparison takes the square of this many steps at most. */
const exactLimit = 600;

function changesIn(lines: Numbered, whole: LineChange): readonly LineChange[] {
	const range = withoutEqualEnds(lines, whole);
	if (range.baseStart === range.baseEnd && range.otherStart === range.otherEnd) return [];
	if (range.baseStart === range.baseEnd || range.otherStart === range.otherEnd) return [range];
	const exact = exactChanges(lines, range);
	if (exact) return exact;
	const anchors = commonAnchors(lines, range);
	// Two large pieces with nothing in common but repeated lines: one change is true, if not the smallest.
	return anchors.length === 0 ? [range] : between(range, anchors).flatMap((gap) => changesIn(lines, gap));
}

function withoutEqualEnds({ base, other }: Numbered, range: LineChange): LineChange {
	let { baseStart, baseEnd, otherStart, otherEnd } = range;
	while (baseStart < baseEnd && otherStart < otherEnd && base[baseStart] === other[otherStart]) {
		baseStart++;
		otherStart++;
	}
	while (baseStart < baseEnd && otherStart < otherEnd && base[baseEnd - 1] === other[otherEnd - 1]) {
		baseEnd--;
		otherEnd--;
	}
	return { baseStart, baseEnd, otherStart, otherEnd };
}

/** The shortest list of changes, or nothing where that would take too long. */
function exactChanges({ base, other }: Numbered, range: LineChange): readonly LineChange[] | undefined {
	const { baseStart, baseEnd, otherStart, otherEnd } = range;
	// Lines that one side alone has differ in every comparison: leaving them out makes it faster and changes nothing.
	const before = sharedPlaces(base, baseStart, baseEnd, new Set(other.slice(otherStart, otherEnd)));
	const after = sharedPlaces(other, otherStart, otherEnd, new Set(base.slice(baseStart, baseEnd)));
	const [one, two] = [before.map((at) => base[at]), after.map((at) => other[at])];
	const parts = diffArrays(one, two, { maxEditLength: exactLimit });
	if (!parts) return undefined;
	const equal: Anchor[] = [];
	let [left, right] = [0, 0];
	for (const { added, removed, count } of parts) {
		for (let at = 0; !added && !removed && at < count; at++) {
			equal.push({ base: before[left + at] ?? baseEnd, other: after[right + at] ?? otherEnd });
		}
		if (!added) left += count;
		if (!removed) right += count;
	}
	return between(range, equal).filter((gap) => gap.baseStart < gap.baseEnd || gap.otherStart < gap.otherEnd);
}

/** Where the lines stand that the other side has as well. */
function sharedPlaces(
	lines: readonly number[],
	start: number,
	end: number,
	others: ReadonlySet<number>,
): readonly number[] {
	const places: number[] = [];
	for (let at = start; at < end; at++) if (others.has(lines[at] ?? -1)) places.push(at);
	return places;
}

interface Anchor {
	readonly base: number;
	readonly other: number;
}

/** Lines that occur once on each side, as many as stand in the same order on both. */
function commonAnchors({ base, other }: Numbered, range: LineChange): readonly Anchor[] {
	const places = oncePlaces(other, range.otherStart, range.otherEnd);
	const once = oncePlaces(base, range.baseStart, range.baseEnd);
	const pairs: Anchor[] = [];
	for (const [line, at] of once) {
		const otherAt = places.get(line);
		if (otherAt !== undefined) pairs.push({ base: at, other: otherAt });
	}
	return longestRising(pairs);
}

/** Where each line that occurs exactly once stands, in order of place. */
function oncePlaces(lines: readonly number[], start: number, end: number): ReadonlyMap<number, number> {
	const places = new Map<number, number>();
	const repeated = new Set<number>();
	for (let at = start; at < end; at++) {
		const line = lines[at] ?? -1;
		if (places.has(line)) repeated.add(line);
		else places.set(line, at);
	}
	for (const line of repeated) places.delete(line);
	return places;
}

/** The longest part of `pairs` (ascending in `base`) that ascends in `other` as well; patience sorting. */
function longestRising(pairs: readonly Anchor[]): readonly Anchor[] {
	interface Link {
		readonly pair: Anchor;
		readonly before: Link | undefined;
	}
	const tails: Link[] = [];
	for (const pair of pairs) {
		let [low, high] = [0, tails.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((tails[middle]?.pair.other ?? Number.POSITIVE_INFINITY) < pair.other) low = middle + 1;
			else high = middle;
		}
		tails[low] = { pair, before: tails[low - 1] };
	}
	const rising: Anchor[] = [];
	for (let link = tails.at(-1); link; link = link.before) rising.push(link.pair);
	return rising.reverse();
}

function between(range: LineChange, anchors: readonly Anchor[]): readonly LineChange[] {
	const gaps: LineChange[] = [];
	let { baseStart, otherStart } = range;
	for (const { base, other } of anchors) {
		gaps.push({ baseStart, baseEnd: base, otherStart, otherEnd: other });
		[baseStart, otherStart] = [base + 1, other + 1];
	}
	gaps.push({ ...range, baseStart, otherStart });
	return gaps;
}
