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

/** A file after a commit. */
export interface FileVersion {
	/** Null where the commit does not have it. */
	readonly text: string | null;
	/** The versions that the commit was made on, as places in their list; earlier than this one. */
	readonly after: readonly number[];
}

/** An accepted text file. */
export interface AcceptedText {
	/** Null where the task added the file. */
	readonly base: string | null;
	readonly accepted: string;
	/** The file in the commits since it was accepted, oldest first. */
	readonly versions: readonly FileVersion[];
}

/** What is not in a version of the history (nobody committed it, or hardly anything of it) is not counted. */
export function reworkOf(files: readonly AcceptedText[], isFinal: boolean): Rework | null {
	const counted = files.flatMap((file) => reworkOfFile(file) ?? []);
	if (counted.length === 0) return null;
	const sum = (key: "lines" | "reworked") => counted.reduce((all, one) => all + one[key], 0);
	return { lines: sum("lines"), reworked: sum("reworked"), isFinal };
}

function reworkOfFile({ base, accepted, versions }: AcceptedText): Omit<Rework, "isFinal"> | null {
	const lines = linesOf(accepted);
	const added = addedLines(linesOf(base ?? ""), lines);
	if (added.size === 0) return null;
	const first = versions.findIndex(({ text }) => text !== null && lostOf(added, lines, text) * 2 <= added.size);
	if (first < 0) return null;
	const last = lastFrom(first, versions);
	return { lines: added.size, reworked: last === null ? added.size : lostOf(added, lines, last) };
}

/** The newest text that was made on this version: what was done beside it, on another branch, changed nothing of it. */
function lastFrom(first: number, versions: readonly FileVersion[]): string | null {
	const later = new Set([first]);
	let last = versions[first]?.text ?? null;
	for (const [at, { text, after }] of versions.entries()) {
		if (!after.some((each) => later.has(each))) continue;
		later.add(at);
		last = text;
	}
	return last;
}

/** Places of the lines that say something and that the base does not have. */
function addedLines(base: readonly string[], lines: readonly string[]): ReadonlySet<number> {
	const added = new Set<number>();
	for (const { otherStart, otherEnd } of lineChanges(base, lines))
		for (let at = otherStart; at < otherEnd; at++) if (lines[at] !== "") added.add(at);
	return added;
}

function lostOf(added: ReadonlySet<number>, lines: readonly string[], later: string): number {
	let lost = 0;
	for (const { baseStart, baseEnd } of lineChanges(lines, linesOf(later)))
		for (let at = baseStart; at < baseEnd; at++) if (added.has(at)) lost++;
	return lost;
}

/** Without white space: git may have turned line ends around, and somebody has the project formatted; that is no rework. */
function linesOf(text: string): readonly string[] {
	return splitLines(text).map((line) => line.replace(/\s+/g, ""));
}
