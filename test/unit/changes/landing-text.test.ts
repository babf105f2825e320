/** Merging bytes: whatever nobody changed comes out as it went in. */

import { expect, test } from "vitest";
import { mergeBytes, sameBytes } from "../../../src/core/changes/landing-text.ts";
import { fc, times } from "../../support/properties.ts";

type Encode = (text: string) => Uint8Array;

const utf16be: Encode = (text) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le").swap16());
const encodings: Readonly<Record<string, Encode>> = {
	"UTF-8": (text) => new Uint8Array(Buffer.from(text)),
	"UTF-8 with a byte order mark": (text) => new Uint8Array(Buffer.from(`\ufeff${text}`)),
	"Latin-1": (text) => new Uint8Array(Buffer.from(text, "latin1")),
	"UTF-16 LE": (text) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le")),
	"UTF-16 BE": utf16be,
};

test.each(Object.keys(encodings))("changes of both sides are joined in %s, mixed line endings and all", (name) => {
	const encode = encodings[name];
	if (!encode) throw new Error(name);
	const merge = mergeBytes(
		encode("gr\xfcn\r\n2\n3\r4\nend"),
		encode("gr\xfcn\r\n2\n3\r4\nEND\xe4"),
		encode("GR\xdcN\r\n2\n3\r4\nend"),
	);
	expect(merge.kind === "merged" && [...merge.bytes]).toEqual([...encode("GR\xdcN\r\n2\n3\r4\nEND\xe4")]);
});

test("a file that gets its first lines on one side only is merged in every encoding", () => {
	for (const encode of Object.values(encodings)) {
		const empty = new Uint8Array();
		expect(mergeBytes(empty, encode("a\n"), empty)).toEqual({ kind: "merged", bytes: encode("a\n") });
	}
});

test("sides in different encodings that share no reading are a conflict", () => {
	const merge = mergeBytes(
		new Uint8Array(Buffer.from("a\n")),
		new Uint8Array(Buffer.from("a\nb\n")),
		new Uint8Array(Buffer.from("\ufeffa\n", "utf16le")),
	);
	expect(merge).toEqual({ kind: "conflict", text: expect.stringContaining("not a text file"), isText: false });
});

test("for any bytes: an untouched side gives the other side exactly, or a conflict where they are no text", () => {
	const bytes = fc.uint8Array({ maxLength: 60 });
	fc.assert(
		fc.property(bytes, bytes, (base, other) => {
			for (const merge of [mergeBytes(base, other, base), mergeBytes(base, base, other)]) {
				if (merge.kind === "merged") expect([...merge.bytes]).toEqual([...other]);
				else expect([...base, ...other]).toContain(0);
			}
		}),
		{ numRuns: times(3_000) },
	);
});

test("bytes are the same only when all of them are", () => {
	expect(sameBytes(new Uint8Array([1, 2]), new Uint8Array([1, 2]))).toBe(true);
	expect(sameBytes(new Uint8Array([1, 2]), new Uint8Array([1, 3]))).toBe(false);
	expect(sameBytes(new Uint8Array([1]), new Uint8Array([1, 2]))).toBe(false);
});
