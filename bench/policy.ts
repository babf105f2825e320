/** Measures the guard's own time: a verdict against parsing alone, and redaction against one pass of one pattern: `node bench/policy.ts`. */

import { parse } from "unbash";
import { decide, provedContext } from "../src/core/policy/decide.ts";
import { makeRedactor } from "../src/core/secrets/redactor.ts";
import { policyCorpus } from "../test/support/policy-corpus.ts";
import { median } from "./median.ts";

const rounds = 5;
const commands = policyCorpus()
	.filter(({ shell = "bash" }) => shell === "bash")
	.map(({ command }) => command);

console.log("| guard | median | 99th percentile |\n| --- | ---: | ---: |");
const parsing = times((command) => parse(command));
const judging = times((command) => decide(command, provedContext));
const [parsed, parsedLate] = [at(parsing, 0.5), at(parsing, 0.99)];
const [judged, judgedLate] = [at(judging, 0.5), at(judging, 0.99)];
console.log(`| parsing a command alone, µs | ${parsed.toFixed(0)} | ${parsedLate.toFixed(0)} |`);
console.log(`| its verdict, µs | ${judged.toFixed(0)} | ${judgedLate.toFixed(0)} |`);
console.log(
	`| against parsing alone | × ${(judged / parsed).toFixed(1)} | × ${(judgedLate / parsedLate).toFixed(1)} |`,
);

const text = `const value = items.map((item) => item.name).join(", "); // a line of ordinary code\n`
	.repeat(12_500)
	.slice(0, 1e6);
const redactor = makeRedactor({ values: [] });
const redacting = median(Array.from({ length: rounds }, () => timed(() => redactor.redact(text))));
const passing = median(Array.from({ length: rounds }, () => timed(() => text.match(/\b[A-Z]{4}[A-Z\d]{16}\b/g))));
console.log(`| redacting 1 MB, ms | ${redacting.toFixed(1)} | × ${(redacting / passing).toFixed(1)} of one pattern |`);

/** Of each command the best of some rounds after a first one that warms up, in µs, sorted. */
function times(run: (command: string) => unknown): readonly number[] {
	for (const command of commands) run(command);
	const best = commands.map((command) => {
		const measured = Array.from({ length: rounds }, () => timed(() => run(command)) * 1_000);
		return Math.min(...measured);
	});
	return best.toSorted((a, b) => a - b);
}

function timed(run: () => unknown): number {
	const start = performance.now();
	run();
	return performance.now() - start;
}

function at(sorted: readonly number[], part: number): number {
	return sorted[Math.floor(sorted.length * part)] ?? 0;
}
