/** Texts for the tests of hunks: few different lines, so that they repeat, and edits of them. */

import { splitLines } from "../../../src/core/changes/line-changes.ts";
import { fc } from "../../support/properties.ts";

const terminator = fc.constantFrom("\n", "\n", "\n", "\r\n", "\r");

/** Lines that repeat, with all kinds of line ends, with and without a last one. */
function anyText(most = 24): fc.Arbitrary<string> {
	return fc
		.tuple(
			fc.constantFrom("", "", "\uFEFF"),
			fc.array(fc.tuple(fc.constantFrom("", "a", "b", "c", "}", "\tx", "é😀"), terminator), { maxLength: most }),
			fc.constantFrom("", "", "end"),
		)
		.map(([mark, lines, end]) => mark + lines.flat().join("") + end);
}

/** Some lines replaced by others, at these places. */
interface Edit {
	readonly at: number;
	readonly remove: number;
	readonly insert: readonly string[];
}

const anyEdit: fc.Arbitrary<Edit> = fc.record({
	at: fc.nat(40),
	remove: fc.nat(3),
	insert: fc.array(fc.constantFrom("a\n", "b\n", "\n", "}\n", "new\n", "b\r\n"), { maxLength: 3 }),
});

/** A text and what an agent may have made of it: another text, or some edits. */
export const baseAndProposed: fc.Arbitrary<readonly [string, string]> = fc.oneof(
	fc.tuple(anyText(), anyText()),
	fc
		.tuple(anyText(40), fc.array(anyEdit, { maxLength: 5 }))
		.map(([base, edits]) => [base, edited(base, edits)] as const),
);

/** A text and two versions that an agent made of it one after the other. */
export const twoVersions: fc.Arbitrary<readonly [string, string, string]> = fc
	.tuple(baseAndProposed, fc.array(anyEdit, { maxLength: 4 }))
	.map(([[base, first], edits]) => [base, first, edited(first, edits)] as const);

function edited(text: string, edits: readonly Edit[]): string {
	const lines = [...splitLines(text)];
	for (const { at, remove, insert } of edits) lines.splice(Math.min(at, lines.length), remove, ...insert);
	return lines.join("");
}

/** Some of a list, by its indexes. */
export const anyChoice = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 });

export function chosenOf<Item>(items: readonly Item[], choice: readonly boolean[]): readonly Item[] {
	return items.filter((_, at) => choice[at % choice.length]);
}
