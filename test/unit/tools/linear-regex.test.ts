/** Regular expressions without backtracking: the same answers as JavaScript's, in time whatever the pattern is. */

import { expect, test } from "vitest";
import { linearPattern } from "../../../src/core/tools/linear-regex.ts";
import { fc } from "../../support/properties.ts";

function matches(pattern: string, line: string, caseSensitive = true): boolean {
	const linear = linearPattern(pattern, caseSensitive);
	if (linear.kind === "failed") throw new Error(linear.text);
	return linear.matches(line);
}

const patterns = [
	...[
		"abc",
		"^abc$",
		"a.c",
		"a*b",
		"a+b",
		"a?b",
		"(ab)+c",
		"(?:a|b)*c",
		"a{2}",
		"a{2,}b",
		"^a{1,2}$",
		"a|bc|",
		"[a-c]+\\d",
		"[^a]b",
	],
	...[
		"\\bid\\b",
		"\\Bb",
		"x\\-y",
		"\\(\\)",
		"a.*b.*c",
		"(a+)+$",
		"(a|aa)+$",
		"(a?){4}a{4}",
		"^\\s*(export|import)\\s+\\w+",
		"a*?b",
		"[\\]x]",
	],
	...[
		"\\u0061",
		"\\x61",
		"(?<name>a)b",
		"^$",
		"$",
		"[]",
		"a\\.b",
		"\\.",
		"^(?:(?:a|b)c?){2,3}$",
		"😀+",
		"{",
		"a{,2}",
		"}",
		"(a*)*b",
		"()*",
	],
];

/** By characters, not halves of them, where the pattern allows it. */
function native(pattern: string, flags: string): RegExp {
	try {
		return new RegExp(pattern, `${flags}u`);
	} catch {
		return new RegExp(pattern, flags);
	}
}

test.each(patterns)("%s finds the lines that JavaScript's own finds", (pattern) => {
	const line = fc.string({
		unit: fc.constantFrom("a", "b", "c", "A", "1", " ", "x", "-", "y", ".", "(", "{", "}", "😀", "id", "]"),
		maxLength: 12,
	});
	fc.assert(
		fc.property(line, fc.boolean(), (text, caseSensitive) => {
			expect(matches(pattern, text, caseSensitive)).toBe(native(pattern, caseSensitive ? "" : "i").test(text));
		}),
	);
});

test.each([
	...[
		"(a+)+$",
		"(a*)*b",
		"(a|aa)+$",
		"((a|a)b?)*c",
		"(\\w+\\s?)*$",
		"(a?){40}a{40}",
		"(a{1,20}){20}b",
		"(?:x+x+)+y",
		".*.*.*.*x",
	],
	"a*a*a*a*a*a*a*a*b",
])("%s ends on a long line, which takes others for ever", (pattern) => {
	expect(typeof matches(pattern, `${"a".repeat(3_000)}!`)).toBe("boolean");
});

test("Unicode classes, inline case and Rust's names for groups are understood", () => {
	expect(matches("\\p{Lu}\\p{Ll}+", "xÄrger")).toBe(true);
	expect(matches("\\p{Lu}", "ärger")).toBe(false);
	expect(matches("(?i)one", "ONE")).toBe(true);
	expect(matches("(?P<word>o)n", "one")).toBe(true);
	expect(matches("^.$", "😀")).toBe(true);
});

test.each([
	["(?=a)b", "Look-around"],
	["(?<!a)b", "Look-around"],
	["(.)\\1", "Back references"],
	["(", "not valid"],
	["a{1000}{1000}", "not valid"],
	["(a{1000}){1000}", "too large"],
])("%s is refused in words", (pattern, says) => {
	expect(linearPattern(pattern, true)).toMatchObject({ kind: "failed", text: expect.stringContaining(says) });
});
