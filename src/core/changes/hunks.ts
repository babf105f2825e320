/** Splits what differs between two texts into hunks: the pieces that a person accepts or rejects one by one. */

import { type LineChange, lineChanges, splitLines } from "./line-changes.ts";
import { localChanges } from "./local-changes.ts";
import { hunkId } from "./piece-names.ts";
import { settled } from "./slide.ts";

/** Lines of the base that the proposal replaces by other lines. Indexes from 0, ends exclusive. */
export interface Hunk {
	/** The same in two proposals on one base when, and only when, the same lines are replaced by the same text. */
	readonly id: string;
	readonly baseStart: number;
	readonly baseEnd: number;
	/** In the proposed text. */
	readonly start: number;
	readonly end: number;
	/** The lines with their terminators. */
	readonly removed: readonly string[];
	readonly added: readonly string[];
}

/** Equal when, and only when, the text is; see `PolicySource.fingerprint`. */
export type Fingerprint = (text: string) => string;

/** Changes with fewer unchanged lines than these between them are one hunk: a person would not tell them apart. */
const apart = 3;

/**
 * In order; no two begin at the same line of the base, so ids are unique. Between two hunks lie at least three lines that
 * both texts have. So choosing any of them, in any order, gives one text, see `textWith`: every line keeps a neighbour that
 * it has in one of the two texts, and a line without a terminator stays the last.
 */
export function hunksOf(base: string, proposed: string, fingerprint: Fingerprint): readonly Hunk[] {
	const [before, after] = [splitLines(base), splitLines(proposed)];
	return hunkRanges(before, after).map(({ baseStart, baseEnd, otherStart, otherEnd }) => {
		const added = after.slice(otherStart, otherEnd);
		return {
			id: hunkId({ baseStart, baseEnd, added: added.length }, fingerprint(added.join(""))),
			...{ baseStart, baseEnd, start: otherStart, end: otherEnd },
			...{ removed: before.slice(baseStart, baseEnd), added },
		};
	});
}

/** Where the hunks of two texts stand. */
export function hunkRanges(before: readonly string[], after: readonly string[]): readonly LineChange[] {
	return joined(placedChanges(before, after));
}

/** Which lines differ; where several answers are equally true, the one that hangs on the fewest other edits. */
export function placedChanges(before: readonly string[], after: readonly string[]): readonly LineChange[] {
	return settled(before, after, localChanges(before, after, lineChanges(before, after)));
}

/** The base with the chosen hunks, and nothing else of the proposal. */
export function textWith(base: string, hunks: readonly Hunk[], chosen: (id: string) => boolean): string {
	const patches = hunks.filter(({ id }) => chosen(id));
	return patches.length === 0 ? base : patched(splitLines(base), patches);
}

/** Lines with some of them replaced; `patches` are in order and do not overlap. */
export function patched(
	lines: readonly string[],
	patches: readonly Pick<Hunk, "baseStart" | "baseEnd" | "added">[],
): string {
	const parts: string[] = [];
	let at = 0;
	for (const { baseStart, baseEnd, added } of patches) {
		while (at < baseStart) parts.push(lines[at++] ?? "");
		for (const line of added) parts.push(line);
		at = baseEnd;
	}
	while (at < lines.length) parts.push(lines[at++] ?? "");
	return parts.join("");
}

function joined(changes: readonly LineChange[]): readonly LineChange[] {
	const hunks: LineChange[] = [];
	for (const change of changes) {
		const last = hunks.at(-1);
		if (last === undefined || change.baseStart - last.baseEnd >= apart) hunks.push(change);
		else hunks[hunks.length - 1] = { ...last, baseEnd: change.baseEnd, otherEnd: change.otherEnd };
	}
	return hunks;
}
