/** Reads what fails a run though no test in it does: errors outside of the tests, and thresholds that are not met. */

import { type Failure, failureOf, placeOf } from "./failure.ts";
import { blocksOf, firstOf, textAfter } from "./lines.ts";

type Lines = readonly string[];

/** Without these, a test that failed before the task would excuse them. */
export function parseBeside(lines: Lines): readonly Failure[] {
	return [...outsideOfTests(lines), ...unmet(lines)];
}

/** What vitest lists after the tests: a promise that nobody caught, an error that was thrown later. */
function outsideOfTests(lines: Lines): readonly Failure[] {
	return blocksOf(lines, /^⎯{3,} (?:(Un(?:handled|caught) [A-Z]\w+|Typecheck Error|Startup Error) )?⎯{3,}$/).flatMap(
		(block) => {
			const name = block.match[1] ?? "";
			// The heading of the list itself is no error.
			if (name === "" || name === "Unhandled Errors") return [];
			const place = firstOf(lines, block, (line) => {
				const frame = /^\s*❯ (?:.* )?([^\s:]+):(\d+):\d+\s*$/.exec(line);
				return frame ? placeOf(frame[1] ?? "", frame[2] ?? "") : undefined;
			});
			return [failureOf("error", name, textAfter(lines, block.start + 1, block.end), place)];
		},
	);
}

const thresholds: readonly (readonly [string, RegExp])[] = [
	["coverage", /^\s*(?:ERROR: )?(Coverage for \w+ \([\d.]+%\) does not meet .+)$/],
	["coverage", /^Jest: (.+ coverage threshold .+ not met: .+)$/],
	["coverage", /^(?:FAIL |ERROR: )?(Required test coverage of .+ not reached\b.*)$/],
	["coverage", /^(?:ERROR: )?Coverage failure: (.+)$/],
	["coverage", /\b(Rule violated for .+: .+ covered ratio is .+)$/],
	["coverage", /^(\w+ coverage \([\d.]+%\) is below the expected minimum .+)$/],
	["coverage", /\b(The (?:total|minimum|average) \w+ coverage is below the specified .+)$/],
	["max-warnings", /^(ESLint found too many warnings \(maximum: \d+\)\.)$/],
];

function unmet(lines: Lines): readonly Failure[] {
	return lines.flatMap((line) => {
		for (const [name, pattern] of thresholds) {
			const said = pattern.exec(line)?.[1];
			if (said !== undefined) return [failureOf("error", name, said)];
		}
		return [];
	});
}
