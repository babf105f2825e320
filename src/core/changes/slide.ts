/** Moves inserted and deleted lines to where a person expects them, where several places are equally true. */

import type { LineChange } from "./line-changes.ts";

/**
 * Lines repeat (blank lines, closing braces), so that an insertion or a deletion can often stand some lines higher or
 * lower with the same result. Changes that can be moved together become one; of what is left, each begins where the
 * indentation is low and after a blank line. The same for the same two texts, however the changes were found.
 */
export function settled(
	base: readonly string[],
	other: readonly string[],
	found: readonly LineChange[],
): readonly LineChange[] {
	let changes = found;
	for (let pass = 0; pass < mostPasses; pass++) {
		const before = changes.length;
		changes = lowered(base, other, raised(base, other, changes));
		if (changes.length === before) break;
	}
	return placed(base, other, changes);
}

/** Each pass after the first begins with fewer changes; more than two are rare. */
const mostPasses = 8;

/** Each as far up as it goes, in order. */
function raised(base: readonly string[], other: readonly string[], changes: readonly LineChange[]) {
	const done: LineChange[] = [];
	for (const change of changes) {
		let current = change;
		for (;;) {
			const last = done.at(-1);
			const floor = last?.baseEnd ?? -1;
			while (current.baseStart > floor && slidesUp(base, other, current)) current = moved(current, -1);
			if (last === undefined || current.baseStart > floor) break;
			done.pop();
			current = { ...last, baseEnd: current.baseEnd, otherEnd: current.otherEnd };
		}
		done.push(current);
	}
	return done;
}

/** Each as far down as it goes, in order. */
function lowered(base: readonly string[], other: readonly string[], changes: readonly LineChange[]) {
	const done: LineChange[] = [];
	for (const change of changes.toReversed()) {
		let current = change;
		for (;;) {
			const next = done.at(-1);
			const ceiling = next?.baseStart ?? base.length + 1;
			while (current.baseEnd < ceiling && slidesDown(base, other, current)) current = moved(current, 1);
			if (next === undefined || current.baseEnd < ceiling) break;
			done.pop();
			current = { ...next, baseStart: current.baseStart, otherStart: current.otherStart };
		}
		done.push(current);
	}
	return done.reverse();
}

/** Of changes that stand as low as they can: each where it reads best; the lowest of equally good places. */
function placed(base: readonly string[], other: readonly string[], changes: readonly LineChange[]) {
	const done: LineChange[] = [];
	for (const lowest of changes) {
		const floor = done.at(-1)?.baseEnd ?? -1;
		let [best, bestCost, current] = [lowest, costOf(base, other, lowest), lowest];
		for (let up = 0; up < farthest && slidesUp(base, other, current) && current.baseStart - 1 > floor; up++) {
			current = moved(current, -1);
			const cost = costOf(base, other, current);
			if (cost < bestCost) [best, bestCost] = [current, cost];
		}
		done.push(best);
	}
	return done;
}

/** Places that are compared for one change. */
const farthest = 100;

/** The text in which a pure insertion or deletion stands, and where; undefined for a replacement, which cannot be moved. */
function block(base: readonly string[], other: readonly string[], change: LineChange) {
	const { baseStart, baseEnd, otherStart, otherEnd } = change;
	if (baseStart === baseEnd) return { lines: other, start: otherStart, end: otherEnd };
	return otherStart === otherEnd ? { lines: base, start: baseStart, end: baseEnd } : undefined;
}

function slidesUp(base: readonly string[], other: readonly string[], change: LineChange): boolean {
	const at = block(base, other, change);
	return at !== undefined && at.start > 0 && at.lines[at.start - 1] === at.lines[at.end - 1];
}

function slidesDown(base: readonly string[], other: readonly string[], change: LineChange): boolean {
	const at = block(base, other, change);
	return at !== undefined && at.end < at.lines.length && at.lines[at.start] === at.lines[at.end];
}

function moved({ baseStart, baseEnd, otherStart, otherEnd }: LineChange, by: number): LineChange {
	return {
		...{ baseStart: baseStart + by, baseEnd: baseEnd + by },
		...{ otherStart: otherStart + by, otherEnd: otherEnd + by },
	};
}

/** How badly the change's two borders cut what belongs together. */
function costOf(base: readonly string[], other: readonly string[], change: LineChange): number {
	const at = block(base, other, change);
	return at === undefined ? 0 : cutCost(at.lines, at.start) + cutCost(at.lines, at.end);
}

/** How badly a cut before this line reads: best at low indentation and after a blank line, not before a blank or closing one. */
function cutCost(lines: readonly string[], at: number): number {
	const line = lines[at];
	if (line === undefined) return -blankBefore;
	const after = at === 0 || isBlank(lines[at - 1] ?? "") ? -blankBefore : 0;
	if (isBlank(line)) return after + indentOf(lines[at + 1] ?? "") * perColumn + blankAfter;
	return after + indentOf(line) * perColumn + (/^[ \t]*(?:[)\]}]|end\b|<\/)/.test(line) ? closingAfter : 0);
}

const perColumn = 4;
const blankBefore = 2;
const blankAfter = 3;
const closingAfter = 2;

function isBlank(line: string): boolean {
	return /^[ \t\r\n]*$/.test(line);
}

/** In columns, with tabs of four. */
function indentOf(line: string): number {
	let columns = 0;
	for (let at = 0; at < Math.min(line.length, 200); at++) {
		if (line[at] === "\t") columns += 4;
		else if (line[at] === " ") columns += 1;
		else break;
	}
	return columns;
}
