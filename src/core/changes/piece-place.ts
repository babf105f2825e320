/** Where a comment on a piece, or on lines that do not differ, stands in both versions of a file. */

import type { Place } from "../task/review-events.ts";
import type { Hunk } from "./hunks.ts";
import type { Piece } from "./pieces.ts";

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

export function hunksIn(pieces: readonly Piece[]): readonly { readonly hunk: Hunk }[] {
	return pieces.flatMap((piece) => (piece.kind === "hunk" ? [piece] : []));
}
