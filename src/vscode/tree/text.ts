/** What the rows of the tree of changes say: labels, descriptions, and whole sentences for a screen reader. */

import type { Hunk } from "../../core/changes/hunks.ts";
import type { Piece } from "../../core/changes/pieces.ts";
import type { Change } from "../../core/review-ports.ts";
import type { Decision } from "../../core/task/review-events.ts";
import type { ReviewedChange } from "../../core/task/review-view.ts";
import { plainLine } from "../plain-text.ts";

export interface RowText {
	readonly label: string;
	readonly description: string;
	/** Said by a screen reader instead of both. */
	readonly spoken: string;
}

/** Of a line that stands for its hunk; the row cuts it where there is less room. */
const longestLine = 120;

/** "3 of 12 undecided · 4 files", short enough for a narrow side bar; empty where nothing is changed. */
export function countText(changes: readonly ReviewedChange[]): string {
	if (changes.length === 0) return "";
	const all = sum(changes.map(({ pieces }) => pieces.length));
	const open = sum(changes.map(({ undecided }) => undecided));
	const files = count(changes.length, "file");
	return open === 0 ? `All ${all} decided · ${files}` : `${open} of ${all} undecided · ${files}`;
}

/** `because` is why it is protected or folded away; null where it is neither. */
export function fileText(item: ReviewedChange, because: string | null = null): RowText {
	const { path } = item.change;
	const cut = path.lastIndexOf("/");
	const words = [changeWords(item.change), modeWords(item)].filter((part) => part !== "").join(", ");
	const state = stateWords(item);
	// A row on which nothing is decided has the number of its hunks as its badge.
	const isUntouched = item.outlived === 0 && item.undecided > 0 && item.undecided === item.pieces.length;
	const folder = path.slice(0, Math.max(cut, 0));
	const description = [isUntouched ? "" : state, because ?? "", words, lineWords(item.change), folder];
	const spoken = [
		[path, words, spokenLines(item.change)].filter((part) => part !== "").join(", "),
		item.pieces.length > 1 && item.undecided > 0 ? `${item.undecided} of ${item.pieces.length} hunks undecided` : state,
		...(because === null ? [] : [`It ${because}`]),
		...(item.note === "" ? [] : [item.note]),
	];
	return {
		label: plainLine(path.slice(cut + 1)),
		description: plainLine(description.filter((part) => part !== "").join(" · ")),
		spoken: plainLine(spoken.map(asSentence).join(" ")),
	};
}

const groupWords = {
	protected: ["Protected", "Each needs its own accept; no bulk action accepts them."],
	protectedGenerated: ["Generated and lock files", "Each needs its own accept; no bulk action accepts them."],
	generated: ["Generated files", "They are accepted with the rest."],
} as const;

export function groupText(group: keyof typeof groupWords, items: readonly ReviewedChange[]): RowText {
	const open = items.filter(({ undecided }) => undecided > 0).length;
	const state = open === 0 ? "decided" : `${open} undecided`;
	const [name, more] = groupWords[group];
	const label = `${name} (${items.length})`;
	const description = group === "protected" ? `${state} · each needs its own accept` : state;
	return { label, description, spoken: `${label}, ${state} of ${count(items.length, "file")}. ${more}` };
}

export function pieceText(piece: Piece, change: Change, decision: Decision | undefined): RowText {
	const { label, line } = pieceWords(piece, change);
	const text = plainLine(line);
	return {
		label,
		description: [decision ?? "", text].filter((part) => part !== "").join(" · "),
		spoken: plainLine(`${label}, ${decision ?? "undecided"}${line === "" ? "" : `: ${line}`}`),
	};
}

function pieceWords(piece: Piece, change: Change): { readonly label: string; readonly line: string } {
	switch (piece.kind) {
		case "hunk":
			return { label: hunkLabel(piece.hunk), line: firstLine(piece.hunk) };
		case "move":
			return { label: "Moved", line: `from ${change.from ?? ""}` };
		case "mode":
			return { label: (change.mode & 0o111) === 0 ? "No longer executable" : "Now executable", line: "" };
		case "whole":
			return { label: "The whole file", line: changeWords(change) };
		default:
			return piece satisfies never;
	}
}

/** Lines as the proposed side counts them, from 1; where nothing is there any more, the line after which it was. */
export function hunkLabel({ start, end, added, removed }: Hunk): string {
	const counts = [added.length > 0 ? `+${added.length}` : "", removed.length > 0 ? `−${removed.length}` : ""];
	const place =
		start === end
			? start === 0
				? "at the start"
				: `after line ${start}`
			: end - start === 1
				? `line ${end}`
				: `lines ${start + 1}–${end}`;
	return [place, ...counts.filter((part) => part !== "")].join("  ");
}

function firstLine({ added, removed }: Hunk): string {
	const lines = added.length > 0 ? added : removed;
	const line = lines.find((each) => each.trim() !== "") ?? "";
	const text = line
		.slice(0, longestLine * 4)
		.replace(/[ \t\r\n]+/g, " ")
		.trim();
	const characters = [...text];
	return characters.length > longestLine ? `${characters.slice(0, longestLine).join("")}…` : text;
}

/** What was decided on it, in a few words. */
export function stateWords({ pieces, undecided, decision, decisions, outlived }: ReviewedChange): string {
	const gone = outlived === 0 ? "" : `${count(outlived, "accepted hunk")} no longer in the agent's version`;
	if (pieces.length === 0) return gone === "" ? "no longer changed" : gone;
	const made = (wanted: Decision) => pieces.filter((piece) => decisions[piece] === wanted).length;
	const state =
		undecided === 0
			? decision === "mixed"
				? `${made("accepted")} accepted, ${made("rejected")} rejected`
				: decision
			: pieces.length === 1
				? "undecided"
				: undecided === pieces.length
					? `${undecided} undecided`
					: `${undecided} of ${pieces.length} undecided`;
	return gone === "" ? state : `${state}, ${gone}`;
}

/** What happened to the file besides its lines; empty where that is all. */
function changeWords({ kind, from, binary, mode }: Change): string {
	const words = [
		kind === "added" ? "new" : kind === "deleted" ? "deleted" : kind === "renamed" ? `moved from ${from ?? ""}` : "",
		(mode & 0o170000) === 0o120000 ? "symbolic link" : "",
		binary ? "binary" : "",
	];
	return words.filter((word) => word !== "").join(", ");
}

/** The executable bit is no line. */
function modeWords({ pieces, change }: ReviewedChange): string {
	if (!pieces.some((piece) => piece.startsWith("mode:"))) return "";
	return (change.mode & 0o111) === 0 ? "no longer executable" : "now executable";
}

function spokenLines({ binary, added, removed }: Change): string {
	return binary || added + removed === 0 ? "" : `${count(added, "line")} added, ${removed} removed`;
}

function lineWords({ binary, added, removed }: Change): string {
	return binary || added + removed === 0 ? "" : `+${added} −${removed}`;
}

function asSentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, each) => total + each, 0);
}

export function count(number: number, noun: string): string {
	return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}
