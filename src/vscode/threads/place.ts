/** Finds where a comment thread stands in what the agent proposes now: by the lines of the base, which do not move. */

import type { Hunk } from "../../core/changes/hunks.ts";
import { hunksIn } from "../../core/changes/piece-place.ts";
import type { Piece } from "../../core/changes/pieces.ts";
import type { Change } from "../../core/review-ports.ts";
import type { Place } from "../../core/task/review-events.ts";
import type { Thread } from "../../core/task/threads-view.ts";
import type { Side } from "../review/uri.ts";

export interface Anchor {
	readonly side: Side;
	/** Lines from 0, both inclusive. */
	readonly start: number;
	readonly end: number;
	/**
	 * Whether the piece that the thread is about is there as it was, as something else, or not any more; `lines` for a
	 * thread that is about lines which do not differ, or about the file.
	 */
	readonly state: "same" | "changed" | "gone" | "lines";
	/** What is there now: the piece itself, or what took its place. */
	readonly pieces: readonly Piece[];
}

/** The piece of a thread that is about no piece. */
export const noPiece = "";

export function anchorOf(
	{ piece: id, place, within }: Pick<Thread, "piece" | "place" | "within">,
	change: Change,
	pieces: readonly Piece[],
): Anchor {
	const side = sideOf(change);
	if (id === noPiece) {
		const start = proposedLine(place.baseStart, pieces);
		return { side, start, end: start + Math.max(0, place.end - place.start - 1), state: "lines", pieces: [] };
	}
	const same = pieces.find((piece) => piece.id === id);
	if (same) return { side, ...linesWithin(same, within), state: "same", pieces: [same] };
	const now = successors(id, place, pieces);
	return { side, ...linesOf(now), state: now.length > 0 ? "changed" : "gone", pieces: now };
}

/** Where comments of a change stand. An inline comparison shows none on its original side, so only a deleted file's are there. */
export function sideOf({ kind }: Change): Side {
	return kind === "deleted" ? "base" : "proposed";
}

/** The one line of the piece that is meant, or all of them. */
function linesWithin(piece: Piece, within: number | undefined): { readonly start: number; readonly end: number } {
	const lines = linesOf([piece]);
	if (within === undefined) return lines;
	const line = Math.min(lines.start + within, lines.end);
	return { start: line, end: line };
}

/** Lines of the proposed side, both inclusive; where nothing is left of them, the line before. */
export function linesOf(pieces: readonly Piece[]): { readonly start: number; readonly end: number } {
	const hunks = pieces.flatMap((piece) => (piece.kind === "hunk" ? [piece.hunk] : []));
	const [first, last] = [hunks[0], hunks.at(-1)];
	if (!first || !last) return { start: 0, end: 0 };
	const start = first.start === last.end ? Math.max(0, first.start - 1) : first.start;
	return { start, end: Math.max(start, last.end - 1) };
}

function proposedLine(baseLine: number, pieces: readonly Piece[]): number {
	let moved = 0;
	for (const { hunk } of hunksIn(pieces)) {
		if (hunk.baseEnd <= baseLine) moved = hunk.end - hunk.baseEnd;
		else if (hunk.baseStart <= baseLine) return hunk.start;
	}
	return baseLine + moved;
}

/** What stands now on the lines of the base that the piece was about. */
function successors(id: string, place: Place, pieces: readonly Piece[]): readonly Piece[] {
	if (id.startsWith("move:") || id.startsWith("mode:"))
		return pieces.filter((piece) => piece.id.startsWith(id.slice(0, 5)));
	// The whole file became several hunks, or the hunks became one new, deleted or binary file.
	if (id.startsWith("whole:")) return pieces;
	const touches = ({ baseStart, baseEnd }: Hunk) => baseStart <= place.baseEnd && place.baseStart <= baseEnd;
	return pieces.filter((piece) => piece.kind === "whole" || (piece.kind === "hunk" && touches(piece.hunk)));
}
