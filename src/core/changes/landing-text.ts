/** Merges files byte for byte: whatever nobody changed comes out as it went in, in any encoding and with any line endings. */

import { type MergeConflict, mergeText } from "./merge.ts";

export type BytesMerge =
	| { readonly kind: "merged"; readonly bytes: Uint8Array }
	/** Both sides changed the same lines, which the text names; or it is no text. */
	| { readonly kind: "conflict"; readonly text: string; readonly isText: boolean };

export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
	return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

/** Three versions of a file made one, unless both sides changed the same lines or the file is no text. */
export function mergeBytes(base: Uint8Array, proposed: Uint8Array, current: Uint8Array): BytesMerge {
	const codec = textCodec([base, proposed, current]);
	if (!codec)
		return {
			kind: "conflict",
			text: "it is not a text file, so the two versions cannot be merged",
			isText: false,
		};
	const merge = mergeText(codec.decode(base), codec.decode(proposed), codec.decode(current));
	if (merge.kind === "merged") return { kind: "merged", bytes: codec.encode(merge.text) };
	return { kind: "conflict", text: overlapText(merge.conflicts), isText: true };
}

/** What reads all of these as text; undefined where one of them is none. */
export function textCodec(sides: readonly Uint8Array[]): Codec | undefined {
	return codecs.find(({ fits }) => sides.every((side) => fits(side)));
}

/** Which lines of the current text both sides changed, in words. */
export function overlapText(conflicts: readonly MergeConflict[]): string {
	const places = conflicts.slice(0, 5).map(linesOf);
	const more = conflicts.length > 5 ? ` and ${conflicts.length - 5} more places` : "";
	return `you and the agent both changed ${places.join(", ")}${more}`;
}

function linesOf({ currentStart, currentEnd }: MergeConflict): string {
	return currentEnd - currentStart <= 1 ? `line ${currentStart}` : `lines ${currentStart}–${currentEnd - 1}`;
}

/** Reads bytes as text and gives the same bytes back, byte order mark included. */
export interface Codec {
	fits(bytes: Uint8Array): boolean;
	decode(bytes: Uint8Array): string;
	encode(text: string): Uint8Array;
}

const utf16le = utf16("utf-16le", [0xff, 0xfe]);
const utf16be = utf16("utf-16be", [0xfe, 0xff]);

const utf8: Codec = {
	fits: (bytes) => !bytes.includes(0) && decodes("utf-8", bytes),
	decode: (bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
	encode: (text) => new TextEncoder().encode(text),
};

/** One character a byte: right for merging by lines in every encoding that extends ASCII, whatever the characters mean. */
const bytewise: Codec = {
	fits: (bytes) => !bytes.includes(0),
	decode: (bytes) =>
		chunks(bytes)
			.map((chunk) => String.fromCharCode(...chunk))
			.join(""),
	encode: (text) => Uint8Array.from(text, (character) => character.charCodeAt(0)),
};

const codecs: readonly Codec[] = [utf16le, utf16be, utf8, bytewise];

function utf16(label: "utf-16le" | "utf-16be", mark: readonly [number, number]): Codec {
	const [high, low] = label === "utf-16be" ? [0, 1] : [1, 0];
	return {
		fits: (bytes) => bytes.length === 0 || (bytes[0] === mark[0] && bytes[1] === mark[1] && decodes(label, bytes)),
		decode: (bytes) => new TextDecoder(label, { ignoreBOM: true }).decode(bytes),
		encode: (text) => {
			const bytes = new Uint8Array(text.length * 2);
			for (let index = 0; index < text.length; index++) {
				const unit = text.charCodeAt(index);
				bytes[index * 2 + high] = unit >> 8;
				bytes[index * 2 + low] = unit & 0xff;
			}
			return bytes;
		},
	};
}

function decodes(label: string, bytes: Uint8Array): boolean {
	try {
		new TextDecoder(label, { fatal: true }).decode(bytes);
		return true;
	} catch {
		return false;
	}
}

/** Small enough that each fits into one call's arguments. */
function chunks(bytes: Uint8Array): readonly Uint8Array[] {
	const size = 8_192;
	return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
		bytes.subarray(index * size, (index + 1) * size),
	);
}
