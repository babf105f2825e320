/** The redactor on texts as they occur, written by someone who had not read it. */

import { expect, test } from "vitest";
import { makeRedactor } from "../../../src/core/secrets/redactor.ts";
import { examination, survives } from "./examination.ts";

const redactor = makeRedactor({ values: [] });
const redact = (text: string) => redactor.redact(text).text;
const secretTexts = examination("secret");
const innocentTexts = examination("innocent");

test("of the secrets in the examination at most one in a hundred survives", () => {
	const survivors = secretTexts.flatMap(({ name, text, values }) => {
		const after = redact(text);
		return values.filter((value) => survives(value, after)).map((value) => `${name}: ${value.slice(0, 40)}`);
	});
	const total = secretTexts.flatMap(({ values }) => values).length;
	expect(total).toBeGreaterThan(900);
	expect(survivors.length, survivors.join("\n")).toBeLessThanOrEqual(total / 100);
});

test("of the innocent texts in the examination at most two in a hundred are changed", () => {
	const changed = innocentTexts.filter(({ text }) => redact(text) !== text).map(({ name }) => name);
	expect(innocentTexts.length).toBeGreaterThan(300);
	expect(changed.length, changed.join("\n")).toBeLessThanOrEqual(innocentTexts.length / 50);
});

test("what was redacted once stays as it is", () => {
	const again = secretTexts.filter(({ text }) => redact(redact(text)) !== redact(text)).map(({ name }) => name);
	expect(again).toEqual([]);
});

test("without redaction every secret of the examination is counted as surviving", () => {
	const uncounted = secretTexts.filter(({ text, values }) => !values.every((value) => survives(value, text)));
	expect(uncounted.map(({ name }) => name)).toEqual([]);
});
