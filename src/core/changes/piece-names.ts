/** The ids of pieces, and what they say by themselves: enough to know which of them cannot both be accepted. */

import type { Fingerprint } from "./hunks.ts";

/** Lines of the base, and how many lines stand in their place. */
export interface HunkName {
	readonly baseStart: number;
	readonly baseEnd: number;
	readonly added: number;
}

/** Of a hunk whose added text has this fingerprint: it can be found again in a text that has it, without the proposal. */
export function hunkId({ baseStart, baseEnd, added }: HunkName, fingerprint: string): string {
	return `${baseStart}-${baseEnd - baseStart}+${added}:${fingerprint.slice(0, length)}`;
}

/** Null where the id names no hunk. */
export function hunkName(id: string): HunkName | null {
	const [, start, removed, added] = /^(\d{1,9})-(\d{1,9})\+(\d{1,9}):/.exec(id) ?? [];
	if (start === undefined || removed === undefined || added === undefined) return null;
	return { baseStart: Number(start), baseEnd: Number(start) + Number(removed), added: Number(added) };
}

/** Of all of a change, in this version. */
export function wholeId(version: string, fingerprint: Fingerprint): string {
	return `whole:${fingerprint(version).slice(0, length)}`;
}

/** Of the move of a file to this path. */
export function moveId(path: string, fingerprint: Fingerprint): string {
	return `move:${fingerprint(path).slice(0, length)}`;
}

/** Of the change of a file's mode to this one. */
export function modeId(mode: number): string {
	return `mode:${mode.toString(8)}`;
}

/** Of a fingerprint: 96 bits. */
const length = 24;

type Place = Omit<HunkName, "added">;

/**
 * Whether two hunks cannot both be in one text: they replace a line in common, or one inserts lines where the other begins
 * or ends. Then the one that is accepted later counts.
 */
export function inOnePlace(one: Place, two: Place): boolean {
	if (one.baseStart < two.baseEnd && two.baseStart < one.baseEnd) return true;
	const inserts = one.baseStart === one.baseEnd || two.baseStart === two.baseEnd;
	return inserts && one.baseStart <= two.baseEnd && two.baseStart <= one.baseEnd;
}

/** Of pieces that were accepted `before`: those that are no longer in the file when these others of a later version are. */
export function supersededBy(accepted: readonly string[], before: readonly string[]): readonly string[] {
	const others = new Set(accepted);
	const kinds = new Set(accepted.map(kindOf));
	const places = accepted.flatMap((id) => hunkName(id) ?? []).sort((a, b) => a.baseStart - b.baseStart);
	return before.filter((id) => {
		if (others.has(id)) return false;
		const kind = kindOf(id);
		if (kinds.has("whole") || kind === "whole") return kinds.size > 0;
		const name = hunkName(id);
		if (name === null) return kinds.has(kind);
		return places.some((place) => inOnePlace(place, name));
	});
}

function kindOf(id: string): string {
	return hunkName(id) === null ? id.slice(0, id.indexOf(":")) : "hunk";
}
