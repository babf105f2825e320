/** Splits what differs between two texts into hunks: the pieces that a person accepts or rejects one by one. */

import { type LineChange, lineChanges, splitLines } from "./line-changes.ts";

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

/** In order. Choosing any of them, in any order, gives one text: see `textWith`. */
export function hunksOf(base: string, proposed: string, fingerprint: Fingerprint): readonly Hunk[] {
	const [before, after] = [splitLines(base), splitLines(proposed)];
	return joined(lineChanges(before, after)).map(({ baseStart, baseEnd, otherStart, otherEnd }) => {
		const added = after.slice(otherStart, otherEnd);
		return {
			id: `${baseStart}+${baseEnd - baseStart}:${fingerprint(added.join("")).slice(0, 24)}`,
			...{ baseStart, baseEnd, start: otherStart, end: otherEnd },
			...{ removed: before.slice(baseStart, baseEnd), added },
		};
	});
}

/** The base with the chosen hunks, and nothing else of the proposal. */
export function textWith(base: string, hunks: readonly Hunk[], chosen: (id: string) => boolean): string {
	const lines = splitLines(base);
	const parts: string[] = [];
	let at = 0;
	for (const { id, baseStart, baseEnd, added } of hunks) {
		if (!chosen(id)) continue;
		parts.push(...lines.slice(at, baseStart), ...added);
		at = baseEnd;
	}
	parts.push(...lines.slice(at));
	return parts.join("");
}

function joined(changes: readonly LineChange[]): readonly LineChange[] {
	const hunks: LineChange[] = [];
	for (const change of changes) {
		const last = hunks.at(-1);
		if (last === undefined || change.baseStart - last.baseEnd >= apart) hunks.push(change);
		else hunks.splice(-1, 1, { ...last, baseEnd: change.baseEnd, otherEnd: change.otherEnd });
	}
	return hunks;
}
