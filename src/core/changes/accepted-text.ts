/** The bytes of a file as it is accepted: hunks put in and taken out again, with everything else left as it is. */

import type { Sides } from "../review-ports.ts";
import { type Fingerprint, type Hunk, hunksOf, patched } from "./hunks.ts";
import { type Codec, textCodec } from "./landing-text.ts";
import { splitLines } from "./line-changes.ts";
import { type Made, madeOf, type Patch } from "./patches.ts";
import { hunkName, inOnePlace } from "./piece-names.ts";
import type { Texts } from "./pieces.ts";

export interface ChosenHunks {
	readonly sides: Sides;
	/** Null where the agent's version is not decided on by hunks. */
	readonly texts: Texts | null;
	/** Of these texts. */
	readonly hunks: readonly Hunk[];
	/** Ids of pieces. */
	readonly pieces: ReadonlySet<string>;
	readonly fingerprint: Fingerprint;
	/** Of all that was accepted before, where it is known. */
	readonly accepted?: Iterable<string>;
}

/** With the chosen hunks as well, in the place of what was accepted of the same lines. */
export function withHunks(before: Uint8Array | null, chosen: ChosenHunks): Uint8Array | null {
	const { sides, texts } = chosen;
	if (texts === null || sides.base === null || sides.proposed === null) return before;
	const codec = before === null ? undefined : textCodec([sides.base, sides.proposed, before]);
	// Where what was accepted is gone, or no text beside these, there are no lines to keep.
	const [start, reads] = before && codec ? [before, codec] : [sides.base, texts.codec];
	const { base, text, hunks, pieces } = readAs(reads, sides.base, start, chosen);
	const added = hunks.filter(({ id }) => pieces.has(id));
	if (added.length === 0) return before;
	const { patches } = made({ base, text, hunks, pieces }, chosen);
	return reads.encode(patched(base, replacing(patches, added)));
}

/** Without the chosen hunks, where they are in it. */
export function withoutHunks(before: Uint8Array | null, chosen: ChosenHunks): Uint8Array | null {
	const { sides, texts } = chosen;
	if (before === null || sides.base === null) return before;
	const together = texts && sides.proposed ? textCodec([sides.base, sides.proposed, before]) : undefined;
	const codec = together ?? textCodec([sides.base, before]);
	if (codec === undefined) return before;
	const read = readAs(codec, sides.base, before, together ? chosen : { ...chosen, texts: null });
	const { patches, exact } = made(read, chosen);
	const kept = patches.filter((patch) => !read.pieces.has(patch.id));
	const found = new Set(patches.map(({ id }) => id));
	const missed = exact ? [] : [...read.pieces].filter((id) => !found.has(id)).flatMap((id) => hunkName(id) ?? []);
	const left = kept.filter((patch) => !missed.some((name) => inOnePlace(name, patch)));
	return left.length === patches.length ? before : codec.encode(patched(read.base, left));
}

interface Read {
	readonly base: readonly string[];
	readonly text: readonly string[];
	/** Of the agent's version. */
	readonly hunks: readonly Hunk[];
	readonly pieces: ReadonlySet<string>;
}

/** Ids depend on how bytes are read: where that is not as they were shown, hunks are the same by place. */
function readAs(codec: Codec, base: Uint8Array, text: Uint8Array, chosen: ChosenHunks): Read {
	const { texts, sides, fingerprint, pieces, hunks: shown } = chosen;
	const read = { base: splitLines(codec.decode(base)), text: splitLines(codec.decode(text)) };
	if (texts === null || sides.proposed === null) return { ...read, hunks: [], pieces };
	if (codec === texts.codec) return { ...read, hunks: shown, pieces };
	const hunks = hunksOf(codec.decode(base), codec.decode(sides.proposed), fingerprint);
	const same = hunks.filter((_, at) => pieces.has(shown[at]?.id ?? "")).map(({ id }) => id);
	return { ...read, hunks, pieces: new Set([...pieces, ...same]) };
}

function made({ base, text, hunks, pieces }: Read, { accepted, fingerprint }: ChosenHunks): Made {
	const known = accepted === undefined ? undefined : madeOf(base, text, accepted, fingerprint);
	if (known?.exact) return known;
	return madeOf(base, text, [...(accepted ?? []), ...hunks.map(({ id }) => id), ...pieces], fingerprint);
}

/** Both lists are in order. */
function replacing(patches: readonly Patch[], added: readonly Hunk[]): readonly (Patch | Hunk)[] {
	let first = 0;
	const kept = patches.filter((patch) => {
		while ((added[first]?.baseEnd ?? Number.POSITIVE_INFINITY) < patch.baseStart) first++;
		for (let at = first; (added[at]?.baseStart ?? Number.POSITIVE_INFINITY) <= patch.baseEnd; at++) {
			const hunk = added[at];
			if (hunk && inOnePlace(hunk, patch)) return false;
		}
		return true;
	});
	return [...kept, ...added].sort((a, b) => a.baseStart - b.baseStart || a.baseEnd - b.baseEnd);
}
