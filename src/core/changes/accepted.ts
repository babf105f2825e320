/** What the person has accepted of a file so far, and what it becomes when they accept more or take something back. */

import type { Change, Sides } from "../review-ports.ts";
import { withHunks, withoutHunks } from "./accepted-text.ts";
import { type Fingerprint, hunksOf, textWith } from "./hunks.ts";
import { sameBytes } from "./landing-text.ts";
import { modeId, moveId } from "./piece-names.ts";
import { type Piece, piecesWith, textsOf } from "./pieces.ts";

/** A file as it is accepted: what Remit has brought into the workspace. */
export interface Accepted {
	/** Where it is. */
	readonly path: string;
	/** Null where it does not exist. */
	readonly bytes: Uint8Array | null;
	/** 0o100644, 0o100755 or 0o120000; 0 where it does not exist. */
	readonly mode: number;
}

/** Before anything of the change is accepted. */
export function nothingAccepted({ path, from, mode, baseMode, kind }: Change, { base }: Sides): Accepted {
	return { path: from ?? path, bytes: base, mode: base === null || kind === "added" ? 0 : (baseMode ?? mode) };
}

export interface Choice {
	readonly change: Change;
	readonly sides: Sides;
	/** Ids of pieces. */
	readonly pieces: ReadonlySet<string>;
	readonly fingerprint: Fingerprint;
	/**
	 * Ids of all pieces that were accepted before, also of those that the agent's version does not have any more. With them
	 * it is known which lines of the accepted text belong to which piece; without, what the agent's version does not have any
	 * more is found by comparing, which can err where lines repeat.
	 */
	readonly accepted?: Iterable<string>;
}

/**
 * After these pieces are accepted as well. A hunk takes the place of earlier accepted versions of the same lines; everything
 * else that was accepted stays.
 */
export function acceptedWith(before: Accepted, choice: Choice): Accepted {
	const { change, sides } = choice;
	const { has, texts, hunks } = chosenOf(choice);
	if (has("whole")) return { path: change.path, bytes: sides.proposed, mode: modeOf(change, sides) };
	if (texts === null || !(has("hunk") || has("move") || has("mode"))) return before;
	// Accepting a part of a file whose deletion was accepted brings it back.
	const start = before.bytes === null ? nothingAccepted(change, sides) : before;
	return {
		path: has("move") ? change.path : start.path,
		mode: has("mode") ? change.mode : start.mode,
		bytes: has("hunk") ? withHunks(start.bytes, { ...choice, texts, hunks }) : start.bytes,
	};
}

/**
 * After these pieces are taken back: as if they had never been accepted. Also pieces that the agent's version does not have
 * any more. What is not accepted is not changed.
 */
export function acceptedWithout(before: Accepted, choice: Choice): Accepted {
	const { change, sides, pieces, fingerprint } = choice;
	const none = nothingAccepted(change, sides);
	const { has, texts, hunks } = chosenOf(choice);
	if (has("whole") || takesOldWhole(before, choice)) return none;
	return {
		path: pieces.has(moveId(before.path, fingerprint)) ? none.path : before.path,
		mode: pieces.has(modeId(before.mode)) ? none.mode : before.mode,
		bytes: withoutHunks(before.bytes, { ...choice, texts, hunks }),
	};
}

/** The proposal without the chosen pieces: what stays in the checkout when they are rejected. */
export function proposedWithout(choice: Choice): Accepted {
	const { change, sides, pieces } = choice;
	const none = nothingAccepted(change, sides);
	const { has, texts, hunks } = chosenOf(choice);
	if (has("whole")) return none;
	const proposed = { path: change.path, bytes: sides.proposed, mode: modeOf(change, sides) };
	if (texts === null) return proposed;
	return {
		path: has("move") ? none.path : proposed.path,
		mode: has("mode") ? none.mode : proposed.mode,
		bytes: has("hunk") ? texts.codec.encode(textWith(texts.base, hunks, (id) => !pieces.has(id))) : proposed.bytes,
	};
}

function chosenOf({ change, sides, pieces, fingerprint }: Choice) {
	const texts = textsOf(change, sides);
	const hunks = texts === null ? [] : hunksOf(texts.base, texts.proposed, fingerprint);
	const all = piecesWith(change, texts, hunks, fingerprint);
	return {
		texts,
		hunks,
		has: (kind: Piece["kind"]) => all.some((piece) => piece.kind === kind && pieces.has(piece.id)),
	};
}

/** An outlived version of the whole file is what is accepted, unless the current version is by now. */
function takesOldWhole(before: Accepted, { change, sides, pieces }: Choice): boolean {
	if (![...pieces].some((id) => id.startsWith("whole:"))) return false;
	return before.path !== change.path || !sameContent(before.bytes, sides.proposed);
}

function modeOf({ mode }: Change, { proposed }: Sides): number {
	return proposed === null ? 0 : mode;
}

/** What differs between two states of acceptance, as a change that can be carried into the workspace; null where nothing does. */
export function stepBetween(
	before: Accepted,
	after: Accepted,
	version: string,
): { readonly change: Change; readonly sides: Sides } | null {
	const same = before.path === after.path && before.mode === after.mode && sameContent(before.bytes, after.bytes);
	if (same || (before.bytes === null && after.bytes === null)) return null;
	const moved = before.path !== after.path && before.bytes !== null && after.bytes !== null;
	const kind =
		before.bytes === null ? "added" : after.bytes === null ? "deleted" : moved ? "renamed" : ("modified" as const);
	const { path, mode } = after.bytes === null ? before : after;
	const baseMode = before.bytes === null ? mode : before.mode;
	const from = moved ? { from: before.path } : {};
	const change: Change = { path, kind, ...from, binary: false, added: 0, removed: 0, mode, baseMode, version };
	return { change, sides: { base: before.bytes, proposed: after.bytes } };
}

function sameContent(one: Uint8Array | null, two: Uint8Array | null): boolean {
	return one === null || two === null ? one === two : sameBytes(one, two);
}
