/** Says what of one change can be decided on by itself: hunks of its text, its move, its executable bit, or the whole. */

import type { Change, Sides } from "../review-ports.ts";
import { type Fingerprint, type Hunk, hunksOf } from "./hunks.ts";
import { type Codec, textCodec } from "./landing-text.ts";
import { modeId, moveId, wholeId } from "./piece-names.ts";

/** Ids are the same for as long as what they name is the same: a decision on a piece stays with it when the agent goes on elsewhere. */
export type Piece =
	/** All of a change that has no parts: a file that is new or deleted, a link, bytes that are no text. */
	| { readonly kind: "whole"; readonly id: string }
	/** The new place of a renamed file. */
	| { readonly kind: "move"; readonly id: string }
	/** The executable bit. */
	| { readonly kind: "mode"; readonly id: string }
	| { readonly kind: "hunk"; readonly id: string; readonly hunk: Hunk };

/** Texts beyond this are decided on as a whole. In bytes. */
const longestText = 8 * 1024 * 1024;

/** In the order in which they stand in the file; never empty. */
export function piecesOf(change: Change, sides: Sides, fingerprint: Fingerprint): readonly Piece[] {
	const texts = textsOf(change, sides);
	const hunks = texts === null ? [] : hunksOf(texts.base, texts.proposed, fingerprint);
	return piecesWith(change, texts, hunks, fingerprint);
}

/** As `piecesOf`, where the hunks are known already. */
export function piecesWith(
	change: Change,
	texts: Texts | null,
	hunks: readonly Hunk[],
	fingerprint: Fingerprint,
): readonly Piece[] {
	const whole: readonly Piece[] = [{ kind: "whole", id: wholeId(change.version, fingerprint) }];
	if (texts === null) return whole;
	const { kind, path, mode, baseMode = mode } = change;
	const pieces: readonly Piece[] = [
		...(kind === "renamed" ? [{ kind: "move", id: moveId(path, fingerprint) } as const] : []),
		...(mode === baseMode ? [] : [{ kind: "mode", id: modeId(mode) } as const]),
		...hunks.map((hunk) => ({ kind: "hunk", id: hunk.id, hunk }) as const),
	];
	return pieces.length === 0 ? whole : pieces;
}

export interface Texts {
	readonly base: string;
	readonly proposed: string;
	readonly codec: Codec;
}

/** Both sides as text; null where the change is decided on as a whole. */
export function textsOf(change: Change, { base, proposed }: Sides): Texts | null {
	if (change.kind === "added" || change.kind === "deleted" || base === null || proposed === null) return null;
	if (isLink(change.mode) || isLink(change.baseMode ?? change.mode)) return null;
	if (base.length > longestText || proposed.length > longestText) return null;
	const codec = textCodec([base, proposed]);
	return codec === undefined ? null : { base: codec.decode(base), proposed: codec.decode(proposed), codec };
}

function isLink(mode: number): boolean {
	return (mode & 0o170000) === 0o120000;
}
