/** Commands as rules see them, without the engine: simple words, split at spaces and at `;`. */

import type { SegmentFacts } from "../../src/core/policy/segment-facts.ts";

/** What is not said is taken from the words alone: no path, no host, everything known. */
export function factsFor(line: string, more: Partial<SegmentFacts> = {}): SegmentFacts {
	const [program = "", ...words] = line.split(" ");
	const flags = words.filter((word) => word.startsWith("-") && word !== "-").map((word) => word.replace(/=.*/s, ""));
	return { program, words, flags, paths: [], domains: [], static: true, ...more };
}

export function simpleFacts(line: string): readonly SegmentFacts[] {
	return line.split(/\s*;\s*/).map((part) => factsFor(part));
}
