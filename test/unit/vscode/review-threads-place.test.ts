/** A comment thread stays with its lines of the base, whatever the agent does to the rest. */

import { expect, test } from "vitest";
import { pieceAt, placeOf, placeOfLines } from "../../../src/core/changes/piece-place.ts";
import { type Piece, piecesOf } from "../../../src/core/changes/pieces.ts";
import type { Change } from "../../../src/core/review-ports.ts";
import { anchorOf, noPiece } from "../../../src/vscode/threads/place.ts";

const lines = Array.from({ length: 30 }, (_, at) => `line ${at}\n`);
const usual = {
	path: "a",
	kind: "modified",
	binary: false,
	added: 0,
	removed: 0,
	mode: 0o100644,
	version: "v",
} as const;

function pieces(edits: Readonly<Record<number, string>>, change: Change = usual): readonly Piece[] {
	const bytes = (text: string) => new TextEncoder().encode(text);
	const proposed = lines.map((line, at) => edits[at] ?? line).join("");
	return piecesOf(change, { base: bytes(lines.join("")), proposed: bytes(proposed) }, (text) => text);
}

function threadOn(piece: Piece | undefined) {
	if (!piece) throw new Error("no such piece");
	return { piece: piece.id, place: placeOf(piece) };
}

const first = pieces({ 4: "new 4\n", 20: "new 20\n" });
const thread = threadOn(first[1]);

test("it moves with its hunk when lines are added above", () => {
	const now = pieces({ 4: "a\nb\nc\n", 20: "new 20\n" });
	expect(anchorOf(thread, usual, now)).toMatchObject({ state: "same", side: "proposed", start: 22, end: 22 });
});

test("it stays on the base's lines when the hunk became another one, or several", () => {
	const now = pieces({ 4: "new 4\n", 20: "x\ny\n" });
	expect(anchorOf(thread, usual, now)).toMatchObject({ state: "changed", start: 20, end: 21, pieces: [now[1]] });
});

test("it moves to the first line when nothing differs there any more", () => {
	expect(anchorOf(thread, usual, pieces({ 4: "new 4\n" }))).toMatchObject({
		state: "gone",
		start: 0,
		end: 0,
		pieces: [],
	});
});

test("a hunk that is next to it is not it", () => {
	expect(anchorOf(thread, usual, pieces({ 24: "new 24\n" })).state).toBe("gone");
});

test("removed lines are commented on where they were, on the side that every comparison shows", () => {
	const [removed] = pieces({ 10: "", 11: "" });
	expect(anchorOf(threadOn(removed), usual, pieces({ 10: "", 11: "" }))).toMatchObject({
		side: "proposed",
		start: 9,
		end: 9,
	});
});

test("of a deleted file only the base can be commented on", () => {
	const deleted: Change = { ...usual, kind: "deleted" };
	expect(
		anchorOf({ piece: "whole:x", place: placeOf({ kind: "whole", id: "x" }) }, deleted, [
			{ kind: "whole", id: "whole:x" },
		]),
	).toMatchObject({ side: "base", state: "same" });
});

test("a file that is decided as a whole by now takes over the threads of its hunks", () => {
	const whole: readonly Piece[] = [{ kind: "whole", id: "whole:x" }];
	expect(anchorOf(thread, usual, whole)).toMatchObject({ state: "changed", pieces: whole });
});

test("lines in the margin are of the hunk there, of the removed one beside them, or of none", () => {
	const now = pieces({ 4: "a\nb\n", 10: "", 20: "new 20\n" });
	const ids = now.map(({ id }) => id);
	const at = (line: number) => ids.indexOf(pieceAt(now, line, line)?.id ?? "");
	expect([3, 4, 5, 6, 10, 11, 12, 19, 20, 21].map(at)).toEqual([-1, 0, 0, -1, 1, 1, -1, -1, 2, -1]);
});

test("lines that do not differ keep their place in the base", () => {
	const before = pieces({ 4: "a\nb\nc\n" });
	const place = placeOfLines(before, 15, 16);
	expect(place).toEqual({ baseStart: 13, baseEnd: 15, start: 15, end: 17 });
	const now = pieces({ 4: "", 8: "x\ny\n" });
	expect(anchorOf({ piece: noPiece, place }, usual, now)).toMatchObject({ state: "lines", start: 13, end: 14 });
});
