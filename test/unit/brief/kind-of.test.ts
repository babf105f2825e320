/** The kind that is guessed from a sentence is the one that a person would choose, however the sentence is typed. */

import { expect, test } from "vitest";
import { draftBrief } from "../../../src/core/brief/draft.ts";
import { kindOf } from "../../../src/core/brief/kind-of.ts";
import { readSentences } from "../../support/brief-corpus.ts";
import { growth, inStep } from "../../support/growth.ts";

test("of sentences as they are typed, 19 in 20 get the kind that a person would choose, and questions change nothing", () => {
	const sentences = readSentences("kinds.txt").map(({ names: [kind = ""], fields: [sentence = ""] }) => ({
		kind,
		sentence,
	}));
	const wrong = sentences.filter(({ kind, sentence }) => kindOf(sentence) !== kind);
	expect({ wrong, good: wrong.length / sentences.length <= 0.05 }).toMatchObject({ good: true });
	const asked = sentences.filter(
		({ sentence }) => draftBrief(sentence, { checks: [], find: () => [] }).mode === "explore",
	);
	expect(asked).toEqual(sentences.filter(({ kind }) => kind === "explore"));
});

test.each(["the a ", "- ", "when ", "n", "[A-1] ", "make `", "is there "])(
	"guessing the kind of a hundred thousand characters takes time in step with them, also with %j",
	(piece) => {
		expect(growth((size) => `The ${piece.repeat(size / piece.length)}`, kindOf, 25_000)).toBeLessThan(inStep);
	},
);
