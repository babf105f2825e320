/** Hunks as text: what a person and the model read of them, never longer than asked for. */

import { describe, expect, test } from "vitest";
import { hunkDiff, pieceDiff, textDiff } from "../../../src/core/changes/hunk-text.ts";
import { hunksOf } from "../../../src/core/changes/hunks.ts";
import { piecesOf } from "../../../src/core/changes/pieces.ts";
import type { Change, Sides } from "../../../src/core/review-ports.ts";
import { fingerprint } from "../../../src/node/fingerprint.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const numbered = Array.from({ length: 20 }, (_, at) => `line ${at + 1}\n`);
const base = numbered.join("");
const proposed = numbered.with(9, "new 10\nnew too\n").join("");

function only(before: string, after: string) {
	const [hunk] = hunksOf(before, after, fingerprint);
	if (!hunk) throw new Error("no hunk");
	return hunk;
}

function change(over: Partial<Change>): Change {
	const usual = { path: "a", kind: "modified", binary: false, added: 1, removed: 1 } as const;
	return { ...usual, mode: 0o100644, baseMode: 0o100644, version: "v", ...over };
}

function diffsOf(what: Change, sides: Sides): readonly string[] {
	return piecesOf(what, sides, fingerprint).map((piece) => pieceDiff(piece, what, sides));
}

const around = `@@ -7,7 +7,8 @@
 line 7
 line 8
 line 9
-line 10
+new 10
+new too
 line 11
 line 12
 line 13
`;

describe("one hunk", () => {
	test("has its line numbers and three lines around it", () => {
		expect(hunkDiff(only(base, proposed), { base })).toBe(around);
	});

	test("has no lines around it when the base is not given, or none are asked for", () => {
		const bare = "@@ -10 +10,2 @@\n-line 10\n+new 10\n+new too\n";
		expect(hunkDiff(only(base, proposed))).toBe(bare);
		expect(hunkDiff(only(base, proposed), { base, context: 0 })).toBe(bare);
	});

	test("names the line before an insertion or a deletion, as every tool does", () => {
		expect(hunkDiff(only("a\n", "a\nb\n"))).toBe("@@ -1,0 +2 @@\n+b\n");
		expect(hunkDiff(only("a\nb\n", "a\n"))).toBe("@@ -2 +1,0 @@\n-b\n");
		expect(hunkDiff(only("", "a\n"), { base: "" })).toBe("@@ -0,0 +1 @@\n+a\n");
	});

	test("says where a text ends without a line end", () => {
		expect(hunkDiff(only("a\nb", "a\nb\n"), { base: "a\nb" })).toBe(
			"@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n",
		);
	});

	test("shows line ends only where they differ", () => {
		expect(hunkDiff(only("a\r\n", "b\r\n"))).toBe("@@ -1 +1 @@\n-a\n+b\n");
		expect(hunkDiff(only("a\r\n", "a\n"))).toBe("@@ -1 +1 @@\n-a␍\n+a\n");
	});
});

describe("what is too long", () => {
	const long = Array.from({ length: 1_000 }, (_, at) => `added ${at}\n`).join("");

	test("ends with how much is left out", () => {
		const text = hunkDiff(only("", long), { longest: 50 });
		expect(text).toBe(
			"@@ -0,0 +1,1000 @@\n+added 0\n+added 1\n+added 2\n[997 more lines, 10863 characters, not shown]\n",
		);
	});

	test("is cut within a line that is too long by itself, never within a character", () => {
		const line = `${"x".repeat(99)}😀${"y".repeat(5_000)}`;
		const text = hunkDiff(only("", line), { longest: 115 });
		expect(text).toBe(`@@ -0,0 +1 @@\n+${"x".repeat(99)}…\n[2 more lines, 5031 characters, not shown]\n`);
	});

	test("is 8,000 characters unless told otherwise, for whole texts as well", () => {
		for (const text of [hunkDiff(only("", long)), textDiff("", long), textDiff(long, "")]) {
			expect(text.length).toBeGreaterThan(7_900);
			expect(text.length).toBeLessThan(8_100);
			expect(text).toMatch(/\n\[\d+ more lines, \d+ characters, not shown\]\n$/);
		}
	});
});

describe("two texts", () => {
	test("that are equal give nothing", () => {
		expect(textDiff(base, base)).toBe("");
	});

	test("give one header for hunks whose surroundings meet, and one each for others", () => {
		const after = numbered.with(0, "first\n").with(5, "sixth\n").with(18, "late\n").join("");
		expect(textDiff(base, after)).toBe(`@@ -1,9 +1,9 @@
-line 1
+first
 line 2
 line 3
 line 4
 line 5
-line 6
+sixth
 line 7
 line 8
 line 9
@@ -16,5 +16,5 @@
 line 16
 line 17
 line 18
-line 19
+late
 line 20
`);
	});
});

describe("any piece of a change", () => {
	test("a hunk is shown within its base", () => {
		expect(diffsOf(change({}), { base: bytes(base), proposed: bytes(proposed) })).toEqual([around]);
	});

	test("a move and a mode are said in words", () => {
		const what = change({ kind: "renamed", from: "old", path: "new", mode: 0o100755 });
		expect(diffsOf(what, { base: bytes("a"), proposed: bytes("a") })).toEqual([
			"rename from old\nrename to new\n",
			"old mode 100644\nnew mode 100755\n",
		]);
	});

	test("a new, a deleted and a binary file are said to be that", () => {
		const file = bytes("a\n");
		expect(diffsOf(change({ kind: "added" }), { base: null, proposed: file })).toEqual([
			"new file\n@@ -0,0 +1 @@\n+a\n",
		]);
		expect(diffsOf(change({ kind: "deleted" }), { base: file, proposed: null })).toEqual([
			"deleted file\n@@ -1 +0,0 @@\n-a\n",
		]);
		expect(diffsOf(change({ binary: true }), { base: Uint8Array.of(0, 1), proposed: Uint8Array.of(0) })).toEqual([
			"replaced file: no text, 2 bytes before and 1 bytes after\n",
		]);
	});
});
