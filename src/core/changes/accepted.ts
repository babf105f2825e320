/** What the person has accepted of a file so far, and what it becomes when they accept more or take something back. */

import type { Change, Sides } from "../review-ports.ts";
import { type Fingerprint, hunksOf, textWith } from "./hunks.ts";
import { mergePreferring } from "./merge.ts";
import { type Piece, piecesWith, type Texts, textsOf } from "./pieces.ts";

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
}

/** After these pieces are accepted as well. A hunk that takes the place of an earlier accepted version replaces it. */
export function acceptedWith(before: Accepted, choice: Choice): Accepted {
	const { change, sides } = choice;
	const { has, texts, hunks, chosen } = chosenOf(choice);
	if (has("whole"))
		return { path: change.path, bytes: sides.proposed, mode: sides.proposed === null ? 0 : change.mode };
	if (texts === null) return before;
	const to = textWith(texts.base, hunks, chosen);
	return {
		path: has("move") ? change.path : before.path,
		mode: has("mode") ? change.mode : before.mode,
		bytes: rewritten(before.bytes, texts, { from: texts.base, to }),
	};
}

/** After these pieces, which were accepted, are taken back. */
export function acceptedWithout(before: Accepted, choice: Choice): Accepted {
	const none = nothingAccepted(choice.change, choice.sides);
	const { has, texts, hunks, chosen } = chosenOf(choice);
	if (has("whole")) return none;
	if (texts === null) return before;
	const from = textWith(texts.base, hunks, chosen);
	return {
		path: has("move") ? none.path : before.path,
		mode: has("mode") ? none.mode : before.mode,
		bytes: rewritten(before.bytes, texts, { from, to: texts.base }),
	};
}

/** The proposal without the chosen pieces: what stays in the checkout when they are rejected. */
export function proposedWithout(choice: Choice): Accepted {
	const { change, sides } = choice;
	const none = nothingAccepted(change, sides);
	const { has, texts, hunks, chosen } = chosenOf(choice);
	if (has("whole")) return none;
	if (texts === null) return { path: change.path, bytes: sides.proposed, mode: change.mode };
	const text = textWith(texts.base, hunks, (id) => !chosen(id));
	return {
		path: has("move") ? none.path : change.path,
		mode: has("mode") ? none.mode : change.mode,
		bytes: texts.codec.encode(text),
	};
}

function chosenOf({ change, sides, pieces, fingerprint }: Choice) {
	const texts = textsOf(change, sides);
	const hunks = texts === null ? [] : hunksOf(texts.base, texts.proposed, fingerprint);
	const all = piecesWith(change, texts, hunks, fingerprint);
	return {
		texts,
		hunks,
		chosen: (id: string) => pieces.has(id),
		has: (kind: Piece["kind"]) => all.some((piece) => piece.kind === kind && pieces.has(piece.id)),
	};
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
	if (one === null || two === null) return one === two;
	return one.length === two.length && one.every((byte, at) => byte === two[at]);
}

function rewritten(bytes: Uint8Array | null, { codec }: Texts, step: { readonly from: string; readonly to: string }) {
	if (step.from === step.to) return bytes;
	const current = bytes === null ? "" : codec.decode(bytes);
	return codec.encode(mergePreferring(step.from, step.to, current));
}
