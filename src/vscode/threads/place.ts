/** Finds where a comment thread stands in what the agent proposes now: by the lines of the base, which do not move. */

import type { Hunk } from "../../core/changes/hunks.ts";
import type { Piece } from "../../core/changes/pieces.ts";
import type { Change } from "../../core/review-ports.ts";
import type { Place } from "../../core/task/review-events.ts";
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
	{ piece: id, place }: { readonly piece: string; readonly place: Place },
	change: Change,
	pieces: readonly Piece[],
): Anchor {
	const side = sideOf(change);
	if (id === noPiece) {
		const start = proposedLine(place.baseStart, pieces);
		return { side, start, end: start + Math.max(0, place.end - place.start - 1), state: "lines", pieces: [] };
	}
	const same = pieces.find((piece) => piece.id === id);
	if (same) return { side, ...linesOf([same]), state: "same", pieces: [same] };
	const now = successors(id, place, pieces);
	return { side, ...linesOf(now), state: now.length > 0 ? "changed" : "gone", pieces: now };
}

/** Where comments of a change stand. An inline comparison shows none on its original side, so only a deleted file's are there. */
export function sideOf({ kind }: Change): Side {
	return kind === "deleted" ? "base" : "proposed";
}

/** Lines of the proposed side, both inclusive; where nothing is left of them, the line before. */
export function linesOf(pieces: readonly Piece[]): { readonly start: number; readonly end: number } {
	const hunks = pieces.flatMap((piece) => (piece.kind === "hunk" ? [piece.hunk] : []));
	const [first, last] = [hunks[0], hunks.at(-1)];
	if (!first || !last) return { start: 0, end: 0 };
	const start = first.start === last.end ? Math.max(0, first.start - 1) : first.start;
	return { start, end: Math.max(start, last.end - 1) };
}

export function placeOf(piece: Piece): Place {
	if (piece.kind !== "hunk") return { baseStart: 0, baseEnd: 0, start: 0, end: 0 };
	const { baseStart, baseEnd, start, end } = piece.hunk;
	return { baseStart, baseEnd, start, end };
}

/** The hunk at these lines of the proposed side (inclusive), a removed one beside them included. */
export function pieceAt(pieces: readonly Piece[], start: number, end: number): Piece | undefined {
	const inside = ({ hunk }: Extract<Piece, { kind: "hunk" }>) =>
		hunk.start === hunk.end ? hunk.start - 1 <= end && start <= hunk.start : hunk.start <= end && start < hunk.end;
	const [only] = pieces;
	if (pieces.length === 1 && only?.kind === "whole") return only;
	return pieces.find((piece) => piece.kind === "hunk" && inside(piece));
}

/** Lines that do not differ, as a place. */
export function placeOfLines(pieces: readonly Piece[], start: number, end: number): Place {
	let moved = 0;
	for (const { hunk } of hunksIn(pieces)) if (hunk.end <= start) moved = hunk.baseEnd - hunk.end;
	return { baseStart: start + moved, baseEnd: end + 1 + moved, start, end: end + 1 };
}

function proposedLine(baseLine: number, pieces: readonly Piece[]): number {
	let moved = 0;
	for (const { hunk } of hunksIn(pieces)) {
		if (hunk.baseEnd <= baseLine) moved = hunk.end - hunk.baseEnd;
		else if (hunk.baseStart <= baseLine) return hunk.start;
	}
	return baseLine + moved;
}

function hunksIn(pieces: readonly Piece[]): readonly { readonly hunk: Hunk }[] {
	return pieces.flatMap((piece) => (piece.kind === "hunk" ? [piece] : []));
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
