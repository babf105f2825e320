/** The rows of the tree of changes say what a person, and a screen reader, must know. */

import { expect, test } from "vitest";
import type { Hunk } from "../../../src/core/changes/hunks.ts";
import type { Change } from "../../../src/core/review-ports.ts";
import type { ReviewedChange } from "../../../src/core/task/review-view.ts";
import { countText, fileText, groupText, hunkLabel, pieceText } from "../../../src/vscode/tree/text.ts";

function change(rest: Partial<Change> = {}): Change {
	const usual = { kind: "modified", binary: false, added: 3, removed: 1, mode: 0o100644, version: "v" } as const;
	return { path: "src/a.ts", ...usual, ...rest };
}

function item(rest: Partial<ReviewedChange> = {}): ReviewedChange {
	const usual = { decisions: {}, decision: "undecided", undecided: 2, outlived: 0, accepted: null, note: "" } as const;
	return { change: change(), pieces: ["1", "2"], ...usual, ...rest };
}

function hunk(rest: Partial<Hunk> = {}): Hunk {
	return { id: "h", baseStart: 9, baseEnd: 10, start: 9, end: 14, removed: ["old\n"], added: ["a\n", "b\n"], ...rest };
}

test("the view says what is left of all hunks", () => {
	expect(countText([])).toBe("");
	expect(countText([item(), item({ undecided: 1 })])).toBe("3 of 4 undecided · 2 files");
	expect(countText([item({ pieces: ["1"], undecided: 1 })])).toBe("1 of 1 undecided · 1 file");
	expect(countText([item({ undecided: 0 })])).toBe("All 2 decided · 1 file");
	expect(countText([item({ undecided: 0, pieces: ["1"] })])).toBe("All 1 decided · 1 file");
});

test.each([
	["undecided", {}, "+3 −1 · src"],
	["half decided", { undecided: 1, decisions: { 1: "accepted" } }, "1 of 2 undecided · +3 −1 · src"],
	["accepted", { undecided: 0, decision: "accepted" }, "accepted · +3 −1 · src"],
	[
		"mixed",
		{ undecided: 0, decision: "mixed", decisions: { 1: "accepted", 2: "rejected" } },
		"1 accepted, 1 rejected · +3 −1 · src",
	],
	["outlived", { outlived: 2 }, "2 undecided, 2 accepted hunks no longer in the agent's version · +3 −1 · src"],
	["gone", { pieces: [], undecided: 0, outlived: 1 }, "1 accepted hunk no longer in the agent's version · +3 −1 · src"],
	["new", { change: change({ kind: "added" }), pieces: ["whole:1"], undecided: 1 }, "new · +3 −1 · src"],
	[
		"moved",
		{ change: change({ kind: "renamed", from: "lib/b.ts", added: 0, removed: 0 }) },
		"moved from lib/b.ts · src",
	],
	["binary", { change: change({ path: "a.png", binary: true }) }, "binary"],
	[
		"executable",
		{ change: change({ mode: 0o100755, added: 0, removed: 0 }), pieces: ["mode:1"], undecided: 1 },
		"now executable · src",
	],
] as const)("a file that is %s says so in words", (_, rest, description) => {
	expect(fileText(item(rest)).description).toBe(description);
});

test("a file is spoken in full sentences, with why it is protected and what happened to it", () => {
	const text = fileText(item({ note: "It was saved." }), "can make the editor run programs");
	expect(text.spoken).toBe(
		"src/a.ts, 3 lines added, 1 removed. 2 of 2 hunks undecided. It can make the editor run programs. It was saved.",
	);
});

test("what has no lines is spoken without them", () => {
	const bit = { change: change({ mode: 0o100755, added: 0, removed: 0 }), pieces: ["mode:1"], undecided: 1 };
	expect(fileText(item(bit)).spoken).toBe("src/a.ts, now executable. undecided.");
	expect(fileText(item({ change: change({ binary: true }) })).spoken).toBe("src/a.ts, binary. 2 of 2 hunks undecided.");
});

test.each([
	[{}, "lines 10–14  +2  −1"],
	[{ start: 9, end: 10 }, "line 10  +2  −1"],
	[{ start: 9, end: 9, added: [] }, "after line 9  −1"],
	[{ start: 0, end: 0, added: [] }, "at the start  −1"],
	[{ removed: [] }, "lines 10–14  +2"],
] as const)("a hunk is named by its lines (%#)", (rest, label) => {
	expect(hunkLabel(hunk(rest))).toBe(label);
});

test("a hunk's row shows its first line that is not blank, cut, with nothing invisible in it", () => {
	const of = (...added: readonly string[]) =>
		pieceText({ kind: "hunk", id: "h", hunk: hunk({ added }) }, change(), undefined).description;
	expect(of("\n", "\t  let  x\t= 1;\r\n")).toBe("let x = 1;");
	expect(of("a\u202Eb\n")).toBe("a‹U+202E›b");
	expect(of(`${"x".repeat(1_000_000)}\n`)).toBe(`${"x".repeat(120)}…`);
	expect(of()).toBe("old");
});

test("pieces that are no lines are named by what they are", () => {
	const moved = change({ kind: "renamed", from: "b.ts" });
	expect(pieceText({ kind: "move", id: "m" }, moved, "rejected")).toEqual({
		label: "Moved",
		description: "rejected · from b.ts",
		spoken: "Moved, rejected: from b.ts",
	});
	expect(pieceText({ kind: "mode", id: "x" }, change({ mode: 0o100755 }), undefined).label).toBe("Now executable");
	expect(pieceText({ kind: "mode", id: "x" }, change(), undefined).label).toBe("No longer executable");
	expect(pieceText({ kind: "whole", id: "w" }, change({ kind: "deleted" }), undefined).description).toBe("deleted");
});

test("a group says how many files it has and what bulk actions do with them", () => {
	expect(groupText("protected", [item(), item({ undecided: 0 })])).toEqual({
		label: "Protected (2)",
		description: "1 undecided · each needs its own accept",
		spoken: "Protected (2), 1 undecided of 2 files. Each needs its own accept; no bulk action accepts them.",
	});
	expect(groupText("generated", [item({ undecided: 0 })]).description).toBe("decided");
});

test("names are shown as what they are", () => {
	expect(fileText(item({ change: change({ path: "a\nb/$(x)[y](command:z)\u202E" }) })).label).toBe(
		"$\u200B(x)[y]\u200B(command:z)‹U+202E›",
	);
});
