/** Characters that hide or reorder text. */

import { expect, test } from "vitest";
import { pieces, visible, visibleOutput, visibleProse } from "../../webview/text/visible.ts";
import { fc } from "../support/properties.ts";

test.each([
	["\u0000", "‹U+0000›"],
	["\t", "‹U+0009›"],
	["\r", "‹U+000D›"],
	["\u001B[31m", "‹U+001B›[31m"],
	["\u00A0", "‹U+00A0›"],
	["\u00AD", "‹U+00AD›"],
	["\u034F", "‹U+034F›"],
	["\u115F", "‹U+115F›"],
	["\u200B", "‹U+200B›"],
	["\u202E", "‹U+202E›"],
	["\u2028", "‹U+2028›"],
	["\u2066", "‹U+2066›"],
	["\u2800", "‹U+2800›"],
	["\u3000", "‹U+3000›"],
	["\u3164", "‹U+3164›"],
	["\uFE0F", "‹U+FE0F›"],
	["\uFEFF", "‹U+FEFF›"],
	["\uD800", "‹U+D800›"],
	["\uE000", "‹U+E000›"],
	["\u{E0041}", "‹U+E0041›"],
])("%j is shown as %s", (character, text) => {
	expect(visible(`a${character}b`)).toBe(`a${text}b`);
});

test("letters of any script, spaces, line feeds and symbols stay as they are", () => {
	const text = "rm -rf  'ä' \n日本語 שלום € → 🚀";
	expect(visible(text)).toBe(text);
});

test("nothing of a text is lost or added", () => {
	void fc.assert(
		fc.property(fc.string({ unit: "binary" }), (text) => {
			const found = pieces(text);
			const back = found.map((piece) =>
				piece.hidden ? String.fromCodePoint(Number.parseInt(piece.text.slice(3, -1), 16)) : piece.text,
			);
			expect(back.join("")).toBe(text);
			expect(found.map((piece) => piece.text).join("")).toBe(visible(text));
		}),
	);
});

test("prose keeps joiners and marks, but no overrides", () => {
	expect(visibleProse("👩\u200D💻 a\u202Eb\u2069")).toBe("👩\u200D💻 a‹U+202E›b‹U+2069›");
});

test("a terminal's sequences are left out of output", () => {
	expect(visibleOutput("\u001B[1;32mok\u001B[0m\r\n\u001B]0;title\u0007done\u001B[2K\u001B(B")).toBe("ok\ndone");
});
