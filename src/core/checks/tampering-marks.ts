/** Counts, in a file's text, what makes a check prove less: skips, suppressions, assertions that are gone, thresholds. */

interface Mark {
	readonly pattern: RegExp;
	/** The rest of a sentence that begins with the file's name. */
	readonly adds: string;
}

/** In tests. */
const skips: readonly Mark[] = [
	{
		pattern:
			/\b(?:describe|context|suite|it|test|specify)(?:\.\w{1,30}){0,3}\.(?:skip|todo|fails|failing|fixme)(?:If)?\b|\b(?:xit|xtest|xdescribe|xcontext|xspecify)\s*[(`.]|\{\s*(?:skip|todo):\s*(?:true|["'`])/g,
		adds: "skips a test",
	},
	{
		pattern:
			/\b(?:describe|context|suite|it|test|specify)(?:\.\w{1,30}){0,3}\.only\b|\b(?:fit|fdescribe|ftest|fcontext)\s*[(`]|\{\s*only:\s*true/g,
		adds: "runs only some of the tests",
	},
	{
		pattern:
			/@(?:pytest\.mark\.|unittest\.)?(?:skip|skipif|skipIf|skipUnless|xfail|expectedFailure)\b|\bpytest\.(?:skip|xfail|importorskip)\(|\bself\.skipTest\(|\braise (?:unittest\.)?SkipTest\b|^[ \t]*collect_ignore\b/gm,
		adds: "skips a test",
	},
	{
		pattern:
			/@(?:Disabled|Ignore|DisabledIf|DisabledOn\w+|EnabledIf\w*)\b|\bassume(?:True|False|That)\(|#\[ignore\b|\bt\.Skip(?:f|Now)?\(|\[(?:Ignore|Explicit)\b|\bSkip\s*=\s*"|\bmarkTest(?:Skipped|Incomplete)\(|^[ \t]*(?:skip|pending)\b(?!\s*[:=])/gm,
		adds: "skips a test",
	},
];

/** In any file. */
const suppressions: readonly Mark[] = [
	{
		pattern: /\b(?:eslint|biome|oxlint|tslint|stylelint|prettier|deno-lint)-(?:disable|ignore)\b/g,
		adds: "turns a lint rule off",
	},
	{
		pattern:
			/@ts-(?:ignore|expect-error|nocheck)\b|#\s*type:\s*ignore\b|#\s*(?:pyright|mypy):\s*(?:ignore|basic)|@phpstan-ignore|@psalm-suppress/g,
		adds: "turns the type checker off",
	},
	{
		pattern:
			/#\s*(?:noqa|ruff:\s*noqa|pylint:\s*disable)\b|\/\/\s*nolint\b|#!?\[(?:allow|expect)\(|#\s*rubocop:\s*disable\b|@SuppressWarnings\b|@Suppress\(|#pragma warning disable\b|phpcs:(?:disable|ignore)\b|\bNOSONAR\b/g,
		adds: "turns a lint rule off",
	},
	{
		pattern:
			/\b(?:istanbul|c8|v8) ignore\b|#\s*pragma:\s*no\s?cover\b|:nocov:|@codeCoverageIgnore|\bLCOV_EXCL|\[ExcludeFromCodeCoverage/g,
		adds: "leaves code out of the coverage",
	},
];

const assertions =
	/\b(?:expect|assert|require)(?:\.\w{1,30}){0,3}\s*\(|\bassert\s+(?!\()|\bself\.assert\w+\(|\bassert(?:Equals?|True|False|Null|NotNull|That|Throws|Same|NotSame|Array\w*|Raises|In|Is|Not\w*|Contains|Count|Empty|String\w*)\w*\(|\bassert(?:_eq|_ne|_matches)?!|\b(?:t|b)\.(?:Error|Fatal|Fail)\w*\(|\bAssert\.\w+|\.(?:should|Should)\b|\bverify\(|\bassert_\w+\b|\bmust_\w+\b/g;

export type MarksIn = "test" | "other";

export interface AddedMark {
	readonly because: string;
	/** Of the first mark that was not there; from 1. */
	readonly line: number;
}

/** What there is more of than before. */
export function addedMarks(base: string, proposed: string, where: MarksIn): readonly AddedMark[] {
	const marks = where === "test" ? [...skips, ...suppressions] : suppressions;
	return marks.flatMap(({ pattern, adds }) => {
		const before = countOf(base, pattern);
		const after = countOf(proposed, pattern);
		return after > before ? [{ because: adds, line: addedLine(base, proposed, pattern) }] : [];
	});
}

/** How many assertions a test has fewer than before; 0 when it has as many or more. */
export function lostAssertions(base: string, proposed: string): number {
	const names = new Set([...importedAssertions(base), ...importedAssertions(proposed)]);
	const called =
		names.size === 0 ? null : new RegExp(`(?<![\\w$.])(?:${[...names].join("|")})(?:\\.\\w{1,30})*\\s*\\(`, "g");
	const count = (text: string) => countOf(text, assertions) + (called === null ? 0 : countOf(text, called));
	return Math.max(0, count(withoutComments(base)) - count(withoutComments(proposed)));
}

const library = `["'](?:(?:node:)?assert(?:/strict)?|chai|power-assert|uvu/assert|@std/assert)["']`;
const importing = new RegExp(
	String.raw`\bimport\s+([^;"']{1,500}?)\s+from\s+${library}|\b(?:const|let|var)\s+([^;"']{1,500}?)\s*=\s*require\(\s*${library}`,
	"g",
);

/** What a test calls the assertions that it brings in, such as `equal`; `assert` and `expect` count in any case. */
function importedAssertions(text: string): readonly string[] {
	return [...text.matchAll(importing)].flatMap(([, imported, required]) => {
		const parts = (imported ?? required ?? "").split(/[{},]/).map((part) => part.trim());
		const names = parts.map((part) => part.split(/\s+as\s+|\s*:\s*/).at(-1) ?? "");
		return names.filter((name) => /^\w{1,50}$/.test(name) && name !== "assert" && name !== "expect");
	});
}

/** An assertion in a comment asserts nothing. */
function withoutComments(text: string): string {
	return text.replace(/\/\*[\s\S]{0,2000}?\*\/|^[ \t]*(?:\/\/|#(?!\[)).*$|\s\/\/ .*$/gm, "");
}

function countOf(text: string, pattern: RegExp): number {
	return text.match(pattern)?.length ?? 0;
}

function addedLine(base: string, proposed: string, pattern: RegExp): number {
	const known = new Map<string, number>();
	const single = new RegExp(pattern.source, pattern.flags.replace("g", ""));
	for (const line of base.split("\n")) known.set(line.trim(), (known.get(line.trim()) ?? 0) + 1);
	const lines = proposed.split("\n");
	const at = lines.findIndex((line) => {
		if (!single.test(line)) return false;
		const left = known.get(line.trim()) ?? 0;
		known.set(line.trim(), left - 1);
		return left <= 0;
	});
	return at + 1;
}

const threshold =
	/["']?\b(branches|functions|lines|statements|global|threshold|thresholds|fail[_-]under|fail_under|minimum(?:_coverage)?|minimum|min[_-]?coverage|coverageThreshold|cov-fail-under|max-warnings|target|patch|check-coverage)\b["']?[ \t]{0,20}(?:[:=]|[ \t])[ \t]{0,20}["']?(\d+(?:\.\d+)?)/gi;

/** Thresholds that are lower than before, or gone, as ends of a sentence. */
export function loweredThresholds(base: string, proposed: string): readonly string[] {
	const [before, after] = [thresholdsIn(base), thresholdsIn(proposed)];
	return [...before].flatMap(([name, values]) => {
		const now = after.get(name) ?? [];
		return values.flatMap((value, at) => {
			const other = now[at];
			// Warnings are counted the other way round.
			const weaker =
				name === "max-warnings" ? (other ?? Number.POSITIVE_INFINITY) > value : other === undefined || other < value;
			return weaker
				? [
						other === undefined
							? `takes the threshold ${name} (${value}) away`
							: `changes the threshold ${name} from ${value} to ${other}`,
					]
				: [];
		});
	});
}

function thresholdsIn(text: string): ReadonlyMap<string, readonly number[]> {
	const found = new Map<string, number[]>();
	for (const [, name = "", value = ""] of text.matchAll(threshold)) {
		const key = name.toLowerCase();
		found.set(key, [...(found.get(key) ?? []), Number(value)]);
	}
	return found;
}
