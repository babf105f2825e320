/** What the redactor takes out of texts, and what it leaves. */

import { expect, test } from "vitest";
import { makeRedactor } from "../../../src/core/secrets/redactor.ts";
import {
	innocentTexts,
	letters,
	namedSamples,
	passwordSamples,
	providerSamples,
	type Sample,
	shapeSamples,
} from "./samples.ts";

const redactor = makeRedactor({ values: [] });
const redact = (text: string) => redactor.redact(text).text;

function left(samples: readonly Sample[]): readonly string[] {
	return samples
		.filter(({ text, secret }) => !text.includes(secret) || redact(text).includes(secret))
		.map(({ text }) => text);
}

test("keys of providers are gone wherever they stand, and named by their kind", () => {
	expect(left(providerSamples)).toEqual([]);
	const unnamed = providerSamples.filter(({ text, kind }) => !redact(text).includes(`‹secret:${kind}›`));
	expect(unnamed.map(({ text }) => text)).toEqual([]);
});

test("passwords that people choose are gone in settings, code, markup, commands and queries", () => {
	expect(left(passwordSamples)).toEqual([]);
});

test("values beside the name of a key or token are gone", () => {
	expect(left(namedSamples)).toEqual([]);
});

test("logins in addresses, headers, cookies and files of programs are gone", () => {
	expect(left(shapeSamples)).toEqual([]);
});

test("placeholders, references, types, code, hashes, public keys and prose stay as they are", () => {
	expect(innocentTexts.filter((text) => redact(text) !== text)).toEqual([]);
});

test("only the secret itself is replaced", () => {
	expect(redact("PASSWORD=hunter2")).toBe("PASSWORD=‹secret:password›");
	expect(redact('{"user":"bob","password":"hunter2","n":1}')).toBe(
		'{"user":"bob","password":"‹secret:password›","n":1}',
	);
	expect(redact("postgres://bob:hunter2@h:5432/db")).toBe("postgres://bob:‹secret:url-password›@h:5432/db");
	expect(redact("Server=db;Password=hunter2;Encrypt=true")).toBe("Server=db;Password=‹secret:password›;Encrypt=true");
});

test("redacting twice changes nothing more", () => {
	const all = [...providerSamples, ...passwordSamples, ...namedSamples, ...shapeSamples].map(({ text }) =>
		redact(text),
	);
	expect(all.filter((text) => redact(text) !== text)).toEqual([]);
	const joined = redact(all.join("\n"));
	expect(redact(joined)).toBe(joined);
});

test("what was replaced is counted by kind", () => {
	const { found } = redactor.redact(`PASSWORD=hunter2\nDB_PASSWORD=hunter3\nk = ghp_${letters(36)}`);
	expect(found).toEqual([
		{ kind: "password", count: 2 },
		{ kind: "github-token", count: 1 },
	]);
});

const key = [
	"-----BEGIN RSA PRIVATE KEY-----",
	...[1, 2, 3, 4, 5, 6].map((seed) => letters(64, undefined, seed)),
	"c2hvcnQ=",
	"-----END RSA PRIVATE KEY-----",
];
const body = key.slice(1, -1);

test.each([
	["whole", key.join("\n")],
	["with escaped line ends", key.join("\\n")],
	["with line ends escaped twice", key.join("\\\\n")],
	["on one line", key.join(" ")],
	["indented", key.map((line) => `    ${line}`).join("\r\n")],
	["in a diff", key.map((line) => `+${line}`).join("\n")],
	["with numbered lines", key.map((line, index) => `${index + 1}\t${line}`).join("\n")],
	["in pieces of code", key.map((line) => `"${line}\\n" +`).join("\n")],
])("a private key %s is gone, its frame stays", (_, text) => {
	const clean = redact(text);
	expect(body.filter((line) => clean.includes(line))).toEqual([]);
	expect(clean).toContain("-----BEGIN RSA PRIVATE KEY-----");
	expect(clean).toContain("‹secret:private-key›");
});

test("a private key that is cut off at either end is gone", () => {
	const [start, end] = [key.slice(0, 4).join("\n"), key.slice(3).join("\n")];
	expect(body.filter((line) => redact(start).includes(line) || redact(end).includes(line))).toEqual([]);
});
