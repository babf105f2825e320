/** Three-way merging: what the person changed meanwhile is never lost and never guessed at. */

import { describe, expect, test } from "vitest";
import { lineChanges, splitLines } from "../../../src/core/changes/line-changes.ts";
import { type Merge, mergeText, type TextChange } from "../../../src/core/changes/merge.ts";
import { fc } from "../../support/properties.ts";

const lines = (...texts: string[]) => texts.map((text) => `${text}\n`).join("");

function merged(result: Merge): Extract<Merge, { kind: "merged" }> {
	if (result.kind === "conflict") throw new Error(`conflict: ${JSON.stringify(result.conflicts)}`);
	return result;
}

function applied(text: string, edits: readonly TextChange[]): string {
	return edits.reduceRight((result, { start, end, text: by }) => result.slice(0, start) + by + result.slice(end), text);
}

describe("changes in different places", () => {
	test("both sides' changes are in the result", () => {
		const base = lines("a", "b", "c", "d", "e");
		const result = merged(mergeText(base, lines("a", "B", "c", "d", "e"), lines("a", "b", "c", "d", "e", "f")));
		expect(result.text).toBe(lines("a", "B", "c", "d", "e", "f"));
	});

	test("places are found again below lines that the person added", () => {
		const base = lines("a", "b", "c");
		const result = merged(mergeText(base, lines("a", "b", "C"), lines("new", "new", "a", "b", "c")));
		expect(result.text).toBe(lines("new", "new", "a", "b", "C"));
		expect(result.edits).toEqual([{ start: 12, end: 13, text: "C" }]);
	});

	test("deleted lines are deleted below a deletion of the person", () => {
		const base = lines("a", "b", "c", "d", "e");
		expect(merged(mergeText(base, lines("a", "b", "c", "e"), lines("b", "c", "d", "e"))).text).toBe(
			lines("b", "c", "e"),
		);
	});

	test("the edits are no longer than the difference, so that cursors stay", () => {
		const { edits } = merged(mergeText(lines("one two three"), lines("one 2 three"), lines("one two three")));
		expect(edits).toEqual([{ start: 4, end: 7, text: "2" }]);
	});

	test("an edit never splits a line ending or a character outside the basic plane", () => {
		const ending = mergeText("a\r\n", "a\n", "a\r\n");
		expect(merged(ending).edits).toEqual([{ start: 1, end: 3, text: "\n" }]);
		const face = mergeText("x😀y\n", "x😁y\n", "x😀y\n");
		expect(merged(face).edits).toEqual([{ start: 1, end: 3, text: "😁" }]);
	});
});

describe("changes in the same place", () => {
	test("the same change on both sides is made once, without an edit", () => {
		const result = merged(mergeText(lines("a", "b", "c"), lines("a", "X", "c"), lines("a", "X", "c")));
		expect(result).toMatchObject({ text: lines("a", "X", "c"), edits: [] });
	});

	test("repeated lines that both sides added or took out are not added or taken out twice, whatever else one side did", () => {
		const [once, twice] = [lines("u", "a", "v", "}", "w"), lines("u", "a", "v", "}", "v", "}", "w")];
		for (const mine of [`mine\n`, ""]) {
			expect(merged(mergeText(once, twice, mine + twice))).toMatchObject({ text: mine + twice, edits: [] });
			expect(merged(mergeText(twice, once, mine + once))).toMatchObject({ text: mine + once, edits: [] });
		}
		const [one, two] = [lines("u", "v"), lines("u", "v", "v")];
		expect(merged(mergeText(one, two, `mine\n${two}`)).edits).toEqual([]);
		expect(merged(mergeText(two, one, `mine\n${one}`)).edits).toEqual([]);
	});

	test("different changes of a line are a conflict that shows all three", () => {
		const result = mergeText(lines("a", "b", "c"), lines("a", "X", "c"), lines("a", "Y", "c"));
		expect(result).toEqual({
			kind: "conflict",
			conflicts: [{ currentStart: 2, currentEnd: 3, base: "b\n", proposed: "X\n", current: "Y\n" }],
		});
	});

	test("neighbouring changes are a conflict", () => {
		expect(mergeText(lines("a", "b", "c"), lines("A", "b", "c"), lines("a", "B", "c")).kind).toBe("conflict");
	});

	test("different lines added at one place are a conflict, equal ones are added once", () => {
		const base = lines("a", "b");
		expect(mergeText(base, lines("a", "x", "b"), lines("a", "y", "b")).kind).toBe("conflict");
		expect(merged(mergeText(base, lines("a", "x", "b"), lines("a", "x", "b"))).text).toBe(lines("a", "x", "b"));
	});

	test("a line that one side deletes and the other changes is a conflict", () => {
		expect(mergeText(lines("a", "b", "c"), lines("a", "c"), lines("a", "B", "c")).kind).toBe("conflict");
	});

	test("every conflict is reported, in order", () => {
		const base = lines("a", "-", "b", "-", "c");
		const result = mergeText(base, lines("1", "-", "2", "-", "c"), lines("x", "-", "y", "-", "c"));
		expect(result.kind === "conflict" && result.conflicts.map((one) => one.currentStart)).toEqual([1, 3]);
	});
});

describe("line endings and the edges of texts", () => {
	test("a final newline that one side removes and the other does not touch is removed", () => {
		expect(merged(mergeText(lines("a", "-", "b"), "a\n-\nb", lines("A", "-", "b"))).text).toBe("A\n-\nb");
	});

	test("lines are added to a text without a final newline by one side only", () => {
		expect(merged(mergeText("a\n-\nb", "a\n-\nb\nc", "A\n-\nb")).text).toBe("A\n-\nb\nc");
		expect(mergeText("a", "a\nb", "a\nc").kind).toBe("conflict");
	});

	test("a text that was emptied meanwhile is a conflict with a change, not with nothing", () => {
		expect(mergeText(lines("a", "b"), lines("a", "B"), "").kind).toBe("conflict");
		expect(merged(mergeText(lines("a"), lines("a"), "")).text).toBe("");
		expect(merged(mergeText("", lines("a"), "")).edits).toEqual([{ start: 0, end: 0, text: "a\n" }]);
	});

	test("CRLF, LF and CR lines keep their endings", () => {
		const base = "a\r\nb\nc\rd\r\ne\n";
		expect(merged(mergeText(base, base.replace("e", "E"), base.replace("a", "A"))).text).toBe("A\r\nb\nc\rd\r\nE\n");
	});
});

/** Few different lines, so that texts share, repeat and move them. */
const anyText = fc
	.tuple(
		fc.array(fc.tuple(fc.constantFrom("", "a", "b", "c", "}", "😀"), fc.constantFrom("\n", "\n", "\r\n", "\r")), {
			maxLength: 12,
		}),
		fc.constantFrom("", "", "end"),
	)
	.map(([parts, end]) => parts.flat().join("") + end);

describe("for any three texts", () => {
	test("where nothing changed meanwhile the result is the proposal", () => {
		fc.assert(
			fc.property(anyText, anyText, (base, proposed) => merged(mergeText(base, proposed, base)).text === proposed),
		);
	});

	test("where nothing is proposed the result is the current text, and no edit", () => {
		fc.assert(
			fc.property(anyText, anyText, (base, current) => {
				expect(merged(mergeText(base, base, current))).toEqual({ kind: "merged", text: current, edits: [] });
			}),
		);
	});

	test("where both sides did the same the result is that", () => {
		fc.assert(fc.property(anyText, anyText, (base, both) => merged(mergeText(base, both, both)).text === both));
	});
});

describe("the edits and conflicts of any three texts", () => {
	test("the edits turn the current text into the result, in order and apart", () => {
		fc.assert(
			fc.property(anyText, anyText, anyText, (base, proposed, current) => {
				const result = mergeText(base, proposed, current);
				if (result.kind === "conflict") return;
				expect(applied(current, result.edits)).toBe(result.text);
				for (const [index, edit] of result.edits.entries()) {
					expect(edit.start).toBeLessThanOrEqual(edit.end);
					expect(edit.start).toBeGreaterThanOrEqual(result.edits[index - 1]?.end ?? 0);
				}
			}),
		);
	});

	test("which side is called proposed changes neither the result nor whether there is a conflict", () => {
		fc.assert(
			fc.property(anyText, anyText, anyText, (base, one, other) => {
				const [there, back] = [mergeText(base, one, other), mergeText(base, other, one)];
				expect(there.kind).toBe(back.kind);
				if (there.kind === "merged") expect(there.text).toBe(merged(back).text);
			}),
		);
	});
});

describe("what differs between any texts", () => {
	test("a conflict quotes the current text where it says", () => {
		fc.assert(
			fc.property(anyText, anyText, anyText, (base, proposed, current) => {
				const result = mergeText(base, proposed, current);
				if (result.kind === "merged") return;
				for (const conflict of result.conflicts) {
					const quoted = splitLines(current).slice(conflict.currentStart - 1, conflict.currentEnd - 1);
					expect(quoted.join("")).toBe(conflict.current);
				}
			}),
		);
	});

	test("lines joined are the text, and changed ranges rebuild the other text", () => {
		fc.assert(
			fc.property(anyText, anyText, (base, other) => {
				const [from, to] = [splitLines(base), splitLines(other)];
				expect(from.join("")).toBe(base);
				const rebuilt = lineChanges(from, to).reduceRight<readonly string[]>(
					(all, one) => [
						...all.slice(0, one.baseStart),
						...to.slice(one.otherStart, one.otherEnd),
						...all.slice(one.baseEnd),
					],
					from,
				);
				expect(rebuilt.join("")).toBe(other);
			}),
		);
	});
});

describe("large texts", () => {
	const count = 20_000;
	const numbered = (name: (at: number) => string) => Array.from({ length: count }, (_, at) => `${name(at)}\n`);

	test("thousands of scattered changes on both sides of 20,000 lines merge", () => {
		const base = numbered((at) => `line ${at}`);
		const proposed = base.map((line, at) => (at % 8 === 0 ? `proposed ${at}\n` : line));
		const current = base.map((line, at) => (at % 8 === 4 ? `current ${at}\n` : line));
		const { text } = merged(mergeText(base.join(""), proposed.join(""), current.join("")));
		expect(text).toBe(
			base.map((line, at) => (at % 8 === 0 ? proposed[at] : at % 8 === 4 ? current[at] : line)).join(""),
		);
	});

	test("texts with nothing in common are compared", () => {
		const base = numbered((at) => `line ${at % 50}`).join("");
		const other = numbered((at) => `other ${at % 70}`).join("");
		expect(mergeText(base, other, `${base}x`).kind).toBe("conflict");
		expect(merged(mergeText(base, other, base)).text).toBe(other);
	});

	test("repeated lines in another order are compared", () => {
		const base = numbered((at) => `line ${at % 50}`).join("");
		const other = numbered((at) => `line ${(at * 7) % 50}`).join("");
		expect(merged(mergeText(base, other, base)).text).toBe(other);
	});
});
