/** What kind of file some bytes are, as far as their beginning says. */

import type { Image } from "../agent/messages.ts";

export interface FileFormat {
	/** For a sentence: "PNG image", "ZIP archive". */
	readonly name: string;
	/** For images that a model can be shown. */
	readonly mediaType?: Image["mediaType"];
}

interface Signature extends FileFormat {
	readonly at: number;
	/** Latin-1. */
	readonly marks: string;
}

const signatures: readonly Signature[] = [
	{ name: "PNG image", mediaType: "image/png", at: 0, marks: "\x89PNG\r\n\x1a\n" },
	{ name: "JPEG image", mediaType: "image/jpeg", at: 0, marks: "\xff\xd8\xff" },
	{ name: "GIF image", mediaType: "image/gif", at: 0, marks: "GIF87a" },
	{ name: "GIF image", mediaType: "image/gif", at: 0, marks: "GIF89a" },
	{ name: "WebP image", mediaType: "image/webp", at: 8, marks: "WEBP" },
	{ name: "PDF document", at: 0, marks: "%PDF-" },
	{ name: "ZIP archive", at: 0, marks: "PK\x03\x04" },
	{ name: "gzip archive", at: 0, marks: "\x1f\x8b" },
	{ name: "xz archive", at: 0, marks: "\xfd7zXZ" },
	{ name: "Zstandard archive", at: 0, marks: "\x28\xb5\x2f\xfd" },
	{ name: "tar archive", at: 257, marks: "ustar" },
	{ name: "ELF program", at: 0, marks: "\x7fELF" },
	{ name: "Windows program", at: 0, marks: "MZ" },
	{ name: "Mach-O program", at: 0, marks: "\xcf\xfa\xed\xfe" },
	{ name: "WebAssembly module", at: 0, marks: "\0asm" },
	{ name: "Java class", at: 0, marks: "\xca\xfe\xba\xbe" },
	{ name: "SQLite database", at: 0, marks: "SQLite format 3\0" },
	{ name: "WOFF font", at: 0, marks: "wOF" },
	{ name: "icon", at: 0, marks: "\0\0\x01\0" },
	{ name: "MP4 video", at: 4, marks: "ftyp" },
	{ name: "Ogg media", at: 0, marks: "OggS" },
];

/** The format, or nothing where the bytes do not say. Text can look like one too: ask only about what is not text, or is an image. */
export function fileFormat(bytes: Uint8Array): FileFormat | undefined {
	return signatures.find(({ at, marks }) => {
		if (bytes.length < at + marks.length) return false;
		for (let index = 0; index < marks.length; index++) {
			if (bytes[at + index] !== marks.charCodeAt(index)) return false;
		}
		return true;
	});
}
