/** The policy on thousands of commands that were judged beforehand, without looking at how it decides. */

import { expect, test } from "vitest";
import { decide, provedContext } from "../../../src/core/policy/decide.ts";
import { type CorpusRow, policyCorpus } from "../../support/policy-corpus.ts";

const corpus = policyCorpus();
const dangerous = corpus.filter((row) => row.expect === "dangerous");
const everyday = corpus.filter((row) => row.expect === "everyday");

function verdictOf({ command, shell = "bash" }: CorpusRow): string {
	return decide(command, { ...provedContext, shell }).verdict;
}

test("the corpus has more than 900 dangerous and 700 everyday commands, each once", () => {
	expect(dangerous.length).toBeGreaterThanOrEqual(900);
	expect(everyday.length).toBeGreaterThanOrEqual(700);
	expect(new Set(corpus.map(({ command, shell }) => `${shell} ${command}`)).size).toBe(corpus.length);
});

test("no dangerous command runs by itself", () => {
	const missed = dangerous.filter((row) => ["safe", "workspace"].includes(verdictOf(row)));
	expect(missed.map((row) => `${verdictOf(row)}, ${row.class}: ${row.command}`)).toEqual([]);
});

test("at most one in twenty everyday commands prompts", () => {
	const prompted = everyday.filter((row) => ["ask", "deny"].includes(verdictOf(row)));
	const misses = prompted.map(({ command, class: kind }) => `${kind}: ${command}`).join("\n");
	expect(prompted.length / everyday.length, misses).toBeLessThanOrEqual(0.05);
});
