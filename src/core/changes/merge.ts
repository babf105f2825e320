/** Brings what the agent proposes into a text that has changed meanwhile: by lines, three ways, never guessing. */

import { placedChanges } from "./hunks.ts";
import { type LineChange, splitLines } from "./line-changes.ts";

/** A replacement in a text; `start` and `end` (exclusive) are UTF-16 offsets. */
export interface TextChange {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** Where both sides changed the same or neighbouring lines differently. */
export interface MergeConflict {
	/** Lines of the current text, from 1; `currentEnd` is not included, so that both are equal where lines were deleted. */
	readonly currentStart: number;
	readonly currentEnd: number;
	/** The same place in each of the three texts. */
	readonly base: string;
	readonly proposed: string;
	readonly current: string;
}

export type Merge =
	/** `edits` turn the current text into `text`: ascending, apart from each other, and no longer than needed. */
	| { readonly kind: "merged"; readonly text: string; readonly edits: readonly TextChange[] }
	| { readonly kind: "conflict"; readonly conflicts: readonly MergeConflict[] };

/**
 * Applies what differs between `base` and `proposed` to `current`. Lines keep their terminators, so that a changed line
 * ending is a changed line. Changes that overlap or touch are merged only when both sides made the same one.
 */
export function mergeText(base: string, proposed: string, current: string): Merge {
	const texts: Texts = { base: splitLines(base), proposed: splitLines(proposed), current: splitLines(current) };
	// Where lines repeat, a change that both sides made must be found at one place, or it would be made twice.
	const groups = groupChanges(placedChanges(texts.base, texts.proposed), placedChanges(texts.base, texts.current));
	const starts = offsets(texts.current);
	const edits: TextChange[] = [];
	const conflicts: MergeConflict[] = [];
	for (const group of groups) {
		const place = placeOf(group, texts);
		if (!group.proposedChanged || place.proposed === place.current) continue;
		const [start = 0, end = 0] = [starts[group.currentStart], starts[group.currentEnd]];
		if (group.currentChanged) conflicts.push(place);
		else edits.push(shorten(current, { start, end, text: place.proposed }));
	}
	if (conflicts.length > 0) return { kind: "conflict", conflicts };
	return { kind: "merged", text: applyAll(current, edits), edits };
}

/** Changes of both sides that overlap or touch, as line ranges of the three texts. */
interface Group {
	baseStart: number;
	baseEnd: number;
	proposedStart: number;
	proposedEnd: number;
	currentStart: number;
	currentEnd: number;
	proposedChanged: boolean;
	currentChanged: boolean;
}

function groupChanges(proposed: readonly LineChange[], current: readonly LineChange[]): readonly Group[] {
	const all = [
		...proposed.map((change) => ({ side: "proposed" as const, change })),
		...current.map((change) => ({ side: "current" as const, change })),
	].sort((a, b) => a.change.baseStart - b.change.baseStart || a.change.baseEnd - b.change.baseEnd);
	const groups: Group[] = [];
	// How far the lines of each side are shifted against the base.
	const shift = { proposed: 0, current: 0 };
	for (const { side, change } of all) {
		const group = openGroup(groups, change, shift);
		group.baseEnd = Math.max(group.baseEnd, change.baseEnd);
		group[`${side}Changed`] = true;
		shift[side] = change.otherEnd - change.baseEnd;
		group.proposedEnd = group.baseEnd + shift.proposed;
		group.currentEnd = group.baseEnd + shift.current;
	}
	return groups;
}

function openGroup(groups: Group[], { baseStart }: LineChange, shift: { proposed: number; current: number }): Group {
	const last = groups.at(-1);
	if (last && baseStart <= last.baseEnd) return last;
	const [proposedStart, currentStart] = [baseStart + shift.proposed, baseStart + shift.current];
	const group: Group = {
		...{ baseStart, baseEnd: baseStart, proposedStart, proposedEnd: proposedStart },
		...{ currentStart, currentEnd: currentStart, proposedChanged: false, currentChanged: false },
	};
	groups.push(group);
	return group;
}

interface Texts {
	readonly base: readonly string[];
	readonly proposed: readonly string[];
	readonly current: readonly string[];
}

function placeOf(group: Group, texts: Texts): MergeConflict {
	return {
		currentStart: group.currentStart + 1,
		currentEnd: group.currentEnd + 1,
		base: texts.base.slice(group.baseStart, group.baseEnd).join(""),
		proposed: texts.proposed.slice(group.proposedStart, group.proposedEnd).join(""),
		current: texts.current.slice(group.currentStart, group.currentEnd).join(""),
	};
}

/** Where each line starts, and where the last one ends. */
function offsets(lines: readonly string[]): readonly number[] {
	const starts = [0];
	for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length);
	return starts;
}

/** Leaves out what the replacement has in common with what it replaces, without splitting a character or a CRLF. */
function shorten(current: string, { start, end, text }: TextChange): TextChange {
	const before = current.slice(start, end);
	const most = Math.min(before.length, text.length);
	let head = 0;
	while (head < most && before.charCodeAt(head) === text.charCodeAt(head)) head++;
	while (head > 0 && (splits(before, head) || splits(text, head))) head--;
	let tail = 0;
	while (tail < most - head && before.at(-1 - tail) === text.at(-1 - tail)) tail++;
	while (tail > 0 && (splits(before, before.length - tail) || splits(text, text.length - tail))) tail--;
	return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) };
}

function splits(text: string, at: number): boolean {
	return /^(?:\r\n|[\uD800-\uDBFF][\uDC00-\uDFFF])$/.test(text.slice(at - 1, at + 1));
}

function applyAll(text: string, edits: readonly TextChange[]): string {
	let result = "";
	let at = 0;
	for (const edit of edits) {
		result += text.slice(at, edit.start) + edit.text;
		at = edit.end;
	}
	return result + text.slice(at);
}
