/** Splitting into hunks: what a person would call separate, with ids that last, and any choice of them is a text. */

import { describe, expect, test } from "vitest";
import { type Hunk, hunksOf, textWith } from "../../../src/core/changes/hunks.ts";
import { splitLines } from "../../../src/core/changes/line-changes.ts";
import { fingerprint } from "../../../src/node/fingerprint.ts";
import { fc, times } from "../../support/properties.ts";
import { anyChoice, baseAndProposed, chosenOf } from "./review-texts.ts";

const hunks = (base: string, proposed: string) => hunksOf(base, proposed, fingerprint);
const lines = (...texts: string[]) => texts.map((text) => `${text}\n`).join("");
const numbered = (count: number, start = 0) => Array.from({ length: count }, (_, at) => `line ${start + at}`);

function places(found: readonly Hunk[]) {
	return found.map(({ baseStart, baseEnd, start, end }) => [baseStart, baseEnd, start, end]);
}

describe("what is one hunk", () => {
	test("changes with three unchanged lines between them are two hunks", () => {
		const found = hunks(lines("a", "1", "2", "3", "b"), lines("A", "1", "2", "3", "B"));
		expect(places(found)).toEqual([
			[0, 1, 0, 1],
			[4, 5, 4, 5],
		]);
	});

	test("changes with two unchanged lines between them are one hunk", () => {
		const found = hunks(lines("a", "1", "2", "b"), lines("A", "1", "2", "B"));
		expect(found).toMatchObject([{ removed: ["a\n", "1\n", "2\n", "b\n"], added: ["A\n", "1\n", "2\n", "B\n"] }]);
	});

	test("equal texts have none, and neither have two empty ones", () => {
		expect(hunks(lines("a"), lines("a"))).toEqual([]);
		expect(hunks("", "")).toEqual([]);
	});

	test("a text that begins or ends to exist is one hunk", () => {
		expect(places(hunks("", lines("a", "b")))).toEqual([[0, 0, 0, 2]]);
		expect(places(hunks(lines("a", "b"), ""))).toEqual([[0, 2, 0, 0]]);
	});

	test("lines are inserted at the start and at the end", () => {
		const base = lines(...numbered(6));
		expect(places(hunks(base, `first\n${base}last\n`))).toEqual([
			[0, 0, 0, 1],
			[6, 6, 7, 8],
		]);
	});

	test("a last line that loses or gets its end is one hunk of that line", () => {
		expect(hunks("a\nb\n", "a\nb")).toMatchObject([{ removed: ["b\n"], added: ["b"] }]);
		expect(hunks("a\nb", "a\nb\nc\n")).toMatchObject([{ removed: ["b"], added: ["b\n", "c\n"] }]);
	});

	test("a byte order mark and another kind of line end are differences", () => {
		expect(hunks("\uFEFFa\nb\n", "a\nb\n")).toMatchObject([{ removed: ["\uFEFFa\n"], added: ["a\n"] }]);
		expect(hunks("a\nb\r\nc\rd\n", "a\nb\nc\rd\n")).toMatchObject([{ removed: ["b\r\n"], added: ["b\n"] }]);
	});
});

describe("where several places are equally true", () => {
	test("an added function begins with its first line, not with the end of the one before", () => {
		const one = ["function one() {", "\treturn 1;", "}", ""];
		const two = ["function two() {", "\treturn 2;", "}", ""];
		const three = ["function three() {", "\treturn 3;", "}", ""];
		const [hunk] = hunks(lines(...one, ...three), lines(...one, ...two, ...three));
		expect(hunk?.added).toEqual(two.map((line) => `${line}\n`));
	});

	test("a method that is added last stands within its class", () => {
		const before = ["class A {", "\tone() {", "\t\treturn 1;", "\t}", "}"];
		const after = [...before.slice(0, 4), "\ttwo() {", "\t\treturn 2;", "\t}", "}"];
		const [hunk] = hunks(lines(...before), lines(...after));
		expect(hunk?.added).toEqual(["\ttwo() {\n", "\t\treturn 2;\n", "\t}\n"]);
	});

	test("a deleted paragraph goes with one of its blank lines, and begins with its text", () => {
		const [hunk] = hunks(lines("one", "", "two", "", "three"), lines("one", "", "three"));
		expect(hunk?.removed).toEqual(["two\n", "\n"]);
	});

	test("insertions that repeated lines let meet are one hunk", () => {
		const found = hunks(lines("p", "x", "x", "x", "x", "q"), lines("p", "x", "x", "x", "x", "x", "x", "q"));
		expect(found).toHaveLength(1);
	});
});

describe("ids", () => {
	const base = lines(...numbered(40));
	const with20 = base.replace("line 20\n", "changed\n");
	const id = hunks(base, with20)[0]?.id ?? "";

	test.each([
		["above", with20.replace("line 3\n", "a\nb\nc\n")],
		["below", with20.replace("line 33\n", "")],
		["three lines above and three below", with20.replace("line 16\n", "").replace("line 24\n", "d\ne\n")],
		["at the very start and end", `start\n${with20}end\n`],
	])("an id survives edits %s", (_, later) => {
		expect(hunks(base, later).map((hunk) => hunk.id)).toContain(id);
	});

	test("an id is another one when the text, the lines replaced or the place are others", () => {
		const others = [
			base.replace("line 20\n", "other\n"),
			base.replace("line 20\nline 21\n", "changed\n"),
			base.replace("line 21\n", "changed\n"),
		];
		for (const other of others) expect(hunks(base, other).map((hunk) => hunk.id)).not.toContain(id);
	});

	test("the same lines that are inserted at two places are two ids", () => {
		const found = hunks(base, base.replace("line 3\n", "line 3\nx\n").replace("line 30\n", "line 30\nx\n"));
		expect(new Set(found.map((hunk) => hunk.id)).size).toBe(2);
	});
});

describe("for any two texts", () => {
	test("hunks lie at least three unchanged lines apart, so no two are at one place and ids are unique", () => {
		fc.assert(
			fc.property(baseAndProposed, ([base, proposed]) => {
				const found = hunks(base, proposed);
				const [before, after] = [splitLines(base), splitLines(proposed)];
				for (const [at, next] of found.slice(1).entries()) {
					const last = found[at];
					if (!last) throw new Error("no hunk");
					const between = before.slice(last.baseEnd, next.baseStart);
					expect(between.length).toBeGreaterThanOrEqual(3);
					expect(between).toEqual(after.slice(last.end, next.start));
				}
				expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
			}),
			{ numRuns: times(1_000) },
		);
	});

	test("choosing all is the proposal, choosing none the base", () => {
		fc.assert(
			fc.property(baseAndProposed, ([base, proposed]) => {
				expect(textWith(base, hunks(base, proposed), () => true)).toBe(proposed);
				expect(textWith(base, hunks(base, proposed), () => false)).toBe(base);
			}),
			{ numRuns: times(1_000) },
		);
	});

	test("every line of a chosen text has a neighbour that it has on one side: no line ends are joined or split", () => {
		fc.assert(
			fc.property(baseAndProposed, anyChoice, ([base, proposed], choice) => {
				const found = hunks(base, proposed);
				const chosen = new Set(chosenOf(found, choice));
				const text = textWith(base, found, (id) => [...chosen].some((hunk) => hunk.id === id));
				const grown = [...chosen].reduce((sum, hunk) => sum + hunk.added.length - hunk.removed.length, 0);
				expect(splitLines(text)).toHaveLength(splitLines(base).length + grown);
			}),
			{ numRuns: times(1_000) },
		);
	});
});

describe("ids while the agent goes on elsewhere", () => {
	const word = fc.constantFrom("", "a", "b", "}", "\ta");
	const block = fc.array(word, { maxLength: 6 });
	const change = fc.record({ remove: fc.array(word, { maxLength: 2 }), add: fc.array(word, { maxLength: 2 }) });

	const file = fc.record({ head: block, tail: block, first: change, kept: change, last: change });

	test("an id survives any small edits that are three or more lines away that stand once in the file", () => {
		fc.assert(
			fc.property(file, ({ head, tail, first, kept, last }) => {
				const guard = (name: string) => [`${name} 1`, `${name} 2`, `${name} 3`];
				const text = (one: readonly string[], two: readonly string[], three: readonly string[]) =>
					lines(...head, ...one, ...guard("above"), ...two, ...guard("below"), ...three, ...tail);
				const base = text(first.remove, kept.remove, last.remove);
				const before = hunks(base, text(first.remove, kept.add, last.remove));
				const after = hunks(base, text(first.add, kept.add, last.add)).map(({ id }) => id);
				for (const { id } of before) expect(after).toContain(id);
			}),
			{ numRuns: times(1_000) },
		);
	});
});

describe("large texts", () => {
	const many = numbered(20_000);
	const base = lines(...many);
	const proposed = lines(...many.map((line, at) => (at % 4 === 1 ? `${line} changed` : line)));

	test("5,000 hunks in 20,000 lines are found and any of them chosen", () => {
		const found = hunks(base, proposed);
		expect(found).toHaveLength(5_000);
		expect(textWith(base, found, () => true)).toBe(proposed);
	});

	test("200,000 lines that are all new, all gone or all alike do not exceed the stack", () => {
		const huge = "x\n".repeat(200_000);
		expect(textWith("", hunks("", huge), () => true)).toBe(huge);
		expect(textWith(huge, hunks(huge, ""), () => true)).toBe("");
		expect(hunks(huge, `${huge}x\n`)).toHaveLength(1);
	});
});
