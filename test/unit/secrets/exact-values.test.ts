/** Values that are known are found in every form. */

import { expect, test } from "vitest";
import { makeRedactor } from "../../../src/core/secrets/redactor.ts";

const value = 'canary/käse "7f3a" & more+x';
const redactor = makeRedactor({ values: [{ kind: "env", value }] });
const base64 = (text: string) => Buffer.from(text).toString("base64");
const mark = "‹secret:env›";

test.each([
	["as it is", value],
	["in an address", encodeURIComponent(value)],
	["in an address with small digits", encodeURIComponent(value).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())],
	["in a form", encodeURIComponent(value).replaceAll("%20", "+")],
	["in JSON", JSON.stringify(value)],
	["in JSON in JSON", JSON.stringify(JSON.stringify(value))],
	["in hex", Buffer.from(value).toString("hex")],
	["in capital hex", Buffer.from(value).toString("hex").toUpperCase()],
	["in HTML", value.replaceAll("&", "&amp;").replaceAll('"', "&quot;")],
])("a known value is gone %s", (_, text) => {
	expect(redactor.redact(`before ${text} after`).text).toMatch(
		new RegExp(`^before "?(?:\\\\")?${mark}(?:\\\\")?"? after$`),
	);
});

test.each([0, 1, 2, 3])(
	"a known value is gone in Base64 behind %i other bytes, padded or not, for addresses too",
	(shift) => {
		const encoded = base64(`${"u".repeat(shift)}${value}`);
		const sure = base64(`${"u".repeat(shift)}${value}`).slice(4, 32);
		for (const form of [encoded, encoded.replace(/=+$/, ""), encoded.replaceAll("+", "-").replaceAll("/", "_")]) {
			const clean = redactor.redact(form).text;
			expect(clean).toContain(mark);
			expect(clean).not.toContain(sure.slice(4, 16));
		}
	},
);

test("short, ordinary and numeric values are not looked for", () => {
	const dull = [
		"abc",
		"postgres",
		"production",
		"/usr/local/bin",
		"12345678",
		"https://h.test/path",
		"true",
		"aaaaaaaaaa",
	];
	const text = dull.join(" and ");
	expect(makeRedactor({ values: dull.map((each) => ({ kind: "env", value: each })) }).redact(text).text).toBe(text);
});

test("values can be added, and the first redactor stays as it was", () => {
	const more = redactor.with([{ kind: "api-key", value: "second-canary-91" }]);
	expect(more.redact(`second-canary-91 ${value}`).text).toBe(`‹secret:api-key› ${mark}`);
	expect(redactor.redact("second-canary-91").text).toBe("second-canary-91");
});

test("a known value inside of something else that is secret leaves nothing of either", () => {
	const known = makeRedactor({ values: [{ kind: "env", value: "zq81mfk20d" }] });
	expect(known.redact("DB_PASSWORD=xx-zq81mfk20d-yy!").text).not.toMatch(/zq81|xx-|-yy/);
});
