/** Runs the tests that a rule carries: command lines that it must match, and others that it must not. */

import type { Rule } from "./rule.ts";
import { ruleMatches } from "./rules.ts";
import type { SegmentFacts } from "./segment-facts.ts";
import { visible } from "./visible.ts";

/** Every command of a command line, as the engine sees it. */
export type FactsReader = (line: string) => readonly SegmentFacts[];

export interface RuleTests {
	readonly shouldMatch: readonly string[];
	readonly shouldNotMatch: readonly string[];
}

/** One sentence for each test that fails, beginning with its place. A line matches when one of its commands does. */
export function testProblems(rule: Rule, tests: RuleTests, factsOf: FactsReader): readonly string[] {
	const matches = (line: string) => factsOf(line).some((facts) => ruleMatches(facts, rule));
	const unmatched = tests.shouldMatch.flatMap((line, at) =>
		matches(line) ? [] : [`${rule.place}.shouldMatch[${at}]: \`${visible(line)}\` does not match.`],
	);
	const matched = tests.shouldNotMatch.flatMap((line, at) =>
		matches(line) ? [`${rule.place}.shouldNotMatch[${at}]: \`${visible(line)}\` matches.`] : [],
	);
	return [...unmatched, ...matched];
}
