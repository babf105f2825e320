/** A file's bytes as text, and text as bytes again: what is not changed comes back byte for byte. */

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "latin-1" | "windows-1252";

export interface TextFile {
	/** Without the byte order mark. */
	readonly text: string;
	readonly encoding: Encoding;
	/** Whether the file begins with a byte order mark. */
	readonly bom: boolean;
}

export type TextDecoding = { readonly kind: "text"; readonly file: TextFile } | { readonly kind: "binary" };

export type TextEncoding =
	| { readonly kind: "bytes"; readonly bytes: Uint8Array }
	| { readonly kind: "failed"; readonly text: string };

/**
 * UTF-8, UTF-16 with a byte order mark, or else one byte a character: Windows-1252 where bytes stand for the characters
 * that only it has, Latin-1 where none do. Control characters that no text has make it binary.
 */
export function decodeText(bytes: Uint8Array): TextDecoding {
	const wide = wideEncoding(bytes);
	if (wide) return textUnlessControls(decodeWide(bytes.subarray(2), wide), wide, true);
	if (bytes.includes(0)) return { kind: "binary" };
	const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
	const text = decodeUtf8(bom ? bytes.subarray(3) : bytes);
	if (text !== undefined) return { kind: "text", file: { text, encoding: "utf-8", bom } };
	const encoding = bytes.some((byte) => byte >= 0x80 && byte < 0xa0) ? "windows-1252" : "latin-1";
	return textUnlessControls(decodeSingle(bytes, encoding), encoding, false);
}

/** The bytes of a text in a file's encoding; fails at the first character that the encoding does not have. */
export function encodeText(text: string, like: Pick<TextFile, "encoding" | "bom">): TextEncoding {
	const lone = text.match(/\p{Surrogate}/u)?.[0];
	switch (like.encoding) {
		case "utf-8":
			if (lone !== undefined) return unwritable(like.encoding, lone);
			return { kind: "bytes", bytes: new TextEncoder().encode(like.bom ? `\ufeff${text}` : text) };
		case "utf-16le":
		case "utf-16be":
			return { kind: "bytes", bytes: encodeWide(`\ufeff${text}`, like.encoding) };
		case "latin-1":
		case "windows-1252":
			return encodeSingle(text, like.encoding);
		default:
			return like.encoding satisfies never;
	}
}

function unwritable(encoding: Encoding, character: string): TextEncoding {
	const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
	const text = `The file is ${encoding}, which has no “${character}” (${code}): use other characters, or convert the file with a command first.`;
	return { kind: "failed", text };
}

function wideEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
	if (bytes.length % 2 === 1) return undefined;
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
	return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

function textUnlessControls(text: string, encoding: Encoding, bom: boolean): TextDecoding {
	return hasControls(text) ? { kind: "binary" } : { kind: "text", file: { text, encoding, bom } };
}

/** Control characters other than the white space, backspace and escape that logs and source files have. */
function hasControls(text: string): boolean {
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code < 0x20 && !(code >= 0x08 && code <= 0x0d) && code !== 0x1b) return true;
	}
	return false;
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

/** By code units, so that even halves of characters come back as they were. */
function decodeWide(bytes: Uint8Array, encoding: "utf-16le" | "utf-16be"): string {
	const [high, low] = encoding === "utf-16le" ? [1, 0] : [0, 1];
	return inChunks(bytes, (chunk) => {
		const units = Array.from(
			{ length: chunk.length / 2 },
			(_, at) => ((chunk[at * 2 + high] ?? 0) << 8) | (chunk[at * 2 + low] ?? 0),
		);
		return String.fromCharCode(...units);
	});
}

function encodeWide(text: string, encoding: "utf-16le" | "utf-16be"): Uint8Array {
	const bytes = new Uint8Array(text.length * 2);
	const [high, low] = encoding === "utf-16le" ? [1, 0] : [0, 1];
	for (let at = 0; at < text.length; at++) {
		bytes[at * 2 + high] = text.charCodeAt(at) >> 8;
		bytes[at * 2 + low] = text.charCodeAt(at) & 0xff;
	}
	return bytes;
}

/**
 * The characters of bytes 0x80 to 0x9f in Windows-1252, unassigned ones as control characters (WHATWG Encoding Standard,
 * index-windows-1252). A table of our own, because runtimes differ in what their decoder of that name does.
 */
const windows1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

function decodeSingle(bytes: Uint8Array, encoding: "latin-1" | "windows-1252"): string {
	const text = inChunks(bytes, (chunk) => String.fromCharCode(...chunk));
	if (encoding === "latin-1") return text;
	return text.replace(/[\u0080-\u009f]/g, (character) => windows1252.charAt(character.charCodeAt(0) - 0x80));
}

function encodeSingle(text: string, encoding: "latin-1" | "windows-1252"): TextEncoding {
	const bytes = new Uint8Array(text.length);
	for (let at = 0; at < text.length; at++) {
		const byte = singleByte(text.charAt(at), encoding);
		if (byte === undefined) return unwritable(encoding, String.fromCodePoint(text.codePointAt(at) ?? 0));
		bytes[at] = byte;
	}
	return { kind: "bytes", bytes };
}

function singleByte(character: string, encoding: "latin-1" | "windows-1252"): number | undefined {
	const code = character.charCodeAt(0);
	const high = encoding === "windows-1252" ? windows1252.indexOf(character) : -1;
	if (high >= 0) return 0x80 + high;
	if (encoding === "windows-1252" && code >= 0x80 && code < 0xa0) return undefined;
	return code <= 0xff ? code : undefined;
}

/** In pieces that fit into one call's arguments. */
function inChunks(bytes: Uint8Array, decode: (chunk: Uint8Array) => string): string {
	const size = 8_192;
	let text = "";
	for (let at = 0; at < bytes.length; at += size) text += decode(bytes.subarray(at, at + size));
	return text;
}
