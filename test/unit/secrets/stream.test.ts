/** A text that comes in pieces is redacted as if it had come at once. */

import { expect, test } from "vitest";
import { makeRedactor } from "../../../src/core/secrets/redactor.ts";
import { letters, passwordSamples, providerSamples, shapeSamples } from "./samples.ts";

const canary = "canary with spaces 7f3a";
const redactor = makeRedactor({ values: [{ kind: "env", value: canary }] });

function streamed(text: string, size: number): string {
	const stream = redactor.stream();
	let out = "";
	for (let at = 0; at < text.length; at += size) out += stream.push(text.slice(at, at + size));
	return out + stream.end();
}

test("a secret that is split anywhere is gone", () => {
	const samples = [...providerSamples, ...passwordSamples, ...shapeSamples];
	const leaks = samples.filter(({ text, secret }) =>
		[1, 3, 7].some((size) => streamed(`first line\n${text}\nlast line`, size).includes(secret)),
	);
	expect(leaks).toEqual([]);
});

test("nothing else is lost or changed on the way", () => {
	const text = `${"plain words, and more of them\n".repeat(50)}${canary}${"x".repeat(20_000)} end`;
	for (const size of [1, 13, 4_096]) expect(streamed(text, size)).toBe(text.replace(canary, "‹secret:env›"));
});

test("a private key that comes line by line is gone", () => {
	const lines = Array.from({ length: 30 }, (_, seed) => letters(64, undefined, seed));
	const text = `-----BEGIN PRIVATE KEY-----\n${lines.join("\n")}\n-----END PRIVATE KEY-----\ndone\n`;
	const shown = streamed(text, 65);
	expect(lines.filter((line) => shown.includes(line))).toEqual([]);
	expect(shown).toMatch(/done\n$/);
});

test("a key that never ends is not held for ever, and nothing of it is shown", () => {
	const stream = redactor.stream();
	const lines = Array.from({ length: 2_000 }, (_, seed) => letters(64, undefined, seed));
	let shown = stream.push("-----BEGIN PRIVATE KEY-----\n");
	for (const line of lines) shown += stream.push(`${line}\n`);
	expect(shown).toContain("‹secret:private-key›");
	shown += stream.end();
	expect(lines.filter((line) => shown.includes(line))).toEqual([]);
});

test("words in which nothing can be secret are shown before their line ends", () => {
	const stream = makeRedactor({ values: [] }).stream();
	expect(stream.push("Compiling the ")).toBe("Compiling the ");
	expect(stream.push("proj")).toBe("");
	expect(stream.push("ect ")).toBe("project ");
});
