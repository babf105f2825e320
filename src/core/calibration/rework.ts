/** How much of what was accepted was changed again: compares accepted lines with later versions of their files. */

import { lineChanges, splitLines } from "../changes/line-changes.ts";

export interface Rework {
	/** Lines that the task added and that were found in the history. */
	readonly lines: number;
	/** Those that were changed or deleted within 14 days. */
	readonly reworked: number;
	/** The 14 days are over: it will not change any more. */
	readonly isFinal: boolean;
}

/** Days in which a change of accepted lines counts as rework. */
export const reworkDays = 14;

/** An accepted text file. */
export interface AcceptedText {
	/** Null where the task added the file. */
	readonly base: string | null;
	readonly accepted: string;
	/** The file in the commits since it was accepted, oldest first; null where a commit does not have it. */
	readonly versions: readonly (string | null)[];
}

/** What is not in a version of the history (nobody committed it, or hardly anything of it) is not counted. */
export function reworkOf(files: readonly AcceptedText[], isFinal: boolean): Rework | null {
	const counted = files.flatMap((file) => reworkOfFile(file) ?? []);
	if (counted.length === 0) return null;
	const sum = (key: "lines" | "reworked") => counted.reduce((all, one) => all + one[key], 0);
	return { lines: sum("lines"), reworked: sum("reworked"), isFinal };
}

function reworkOfFile({ base, accepted, versions }: AcceptedText): Omit<Rework, "isFinal"> | null {
	const lines = splitLines(withLf(accepted));
	const added = addedLines(base === null ? [] : splitLines(withLf(base)), lines);
	if (added.size === 0) return null;
	const first = versions.findIndex((text) => text !== null && lostOf(added, lines, text) * 2 <= added.size);
	if (first < 0) return null;
	const last = versions.at(-1) ?? null;
	return { lines: added.size, reworked: last === null ? added.size : lostOf(added, lines, last) };
}

/** Places of the lines that say something and that the base does not have. */
function addedLines(base: readonly string[], lines: readonly string[]): ReadonlySet<number> {
	const added = new Set<number>();
	for (const { otherStart, otherEnd } of lineChanges(base, lines))
		for (let at = otherStart; at < otherEnd; at++) if (lines[at]?.trim() !== "") added.add(at);
	return added;
}

function lostOf(added: ReadonlySet<number>, lines: readonly string[], later: string): number {
	let lost = 0;
	for (const { baseStart, baseEnd } of lineChanges(lines, splitLines(withLf(later))))
		for (let at = baseStart; at < baseEnd; at++) if (added.has(at)) lost++;
	return lost;
}

/** Git may have turned line ends around; that is no rework. */
function withLf(text: string): string {
	return text.replace(/\r\n?/g, "\n").replace(/([^\n])$/, "$1\n");
}
