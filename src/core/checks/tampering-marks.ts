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
			/\b(?:describe|context|suite|it|test|specify)(?:\.\w{1,30}){0,3}\.(?:(?:skip|todo|fails|failing|fixme|ignore)(?:If)?|runIf)\b|\b(?:describe|suite|it|test)\[["'`](?:skip|todo)\b|\bQUnit\.(?:skip|todo)\b|\b(?:xit|xtest|xdescribe|xcontext|xspecify|xshould|xgiven|xwhen|xthen|xfeature|xscenario)\s*[(`.]|[{,]\s*(?:skip|todo|ignore|pending):\s*(?:true|["'`])|,\s*:(?:skip|pending)\b|\bthis\.skip\(|\b(?:t|ctx|context)\.(?:skip|todo)\(|\.skip\(\s*(?:\)|["'`])|(?<![\w.$>])(?:skip\(\s*(?:\)|["'`])|pending\()|->(?:skip|todo)\w{0,20}\(/g,
		adds: "skips a test",
	},
	{
		pattern:
			/\b(?:describe|context|suite|it|test|specify)(?:\.\w{1,30}){0,3}\.only\b|\b(?:describe|suite|it|test)\[["'`]only\b|\bQUnit\.only\b|,\s*(?::focus\b|focus:\s*true)|\b(?:fit|fdescribe|ftest|fcontext)\s*[(`]|^[ \t]*(?:fit|fdescribe|fcontext|fspecify)\s+["']|\{\s*only:\s*true|->only\(|^[ \t]*@(?:focus|only)\b/gm,
		adds: "runs only some of the tests",
	},
	{
		pattern:
			/@(?:pytest\.mark\.|unittest\.)?(?:skip|skipif|skipIf|skipUnless|xfail|expectedFailure)\b|(?<!@)\bpytest\.mark\.(?:skip|skipif|xfail)\b|\bpytest\.(?:skip|xfail|importorskip)\(|\bself\.skipTest\(|\braise (?:unittest\.)?SkipTest\b|^[ \t]*collect_ignore\w{0,5}\b|^[ \t]*@(?:module)?tag :?skip\b|^[ \t]*__test__\s*=\s*False\b/gm,
		adds: "skips a test",
	},
	{
		pattern:
			/@(?:Disabled|Ignore|DisabledIf|DisabledOn\w+|EnabledIf\w*)\b|@Test\([^)\n]{0,200}\benabled\s*=\s*false|\bassume(?:True|False|That)\(|#\[(?:ignore|should_panic)\b|#\[cfg_attr\([^\]\n]{0,200}\bignore\b|\b[tb]\.Skip(?:f|Now)?\(|\btesting\.Short\(\)|\bDISABLED_\w|\bGTEST_SKIP\(|^[ \t]*ignore\s*(?:\(|should\b|must\b)|[[,]\s*(?:Ignore|Explicit)\s*[(\],]|\bSkip\s*=\s*"|\bmarkTest(?:Skipped|Incomplete)\(|\bXCTSkip\w{0,10}\(|\bAssert\.(?:Ignore|Inconclusive)\(|^[ \t]*(?:skip|pending|xit|xspecify|xexample|xdescribe|xcontext|xfeature|xscenario)\b(?!\s*[:=(`.])/gm,
		adds: "skips a test",
	},
	{ pattern: /^\/\/(?:go:build| \+build) .*$|^[ \t]*#!?\[cfg\((?!test\))/gm, adds: "is built only under a condition" },
	{
		pattern:
			/\bexpect\((?:true|false|1|0|null|undefined|"[^"\n]{0,20}"|'[^'\n]{0,20}')\)|^[ \t]*assert\s+(?:True|1|not False)\s*(?:$|[,#])|\bassert(?:\.ok)?\((?:true|1)\)|\bassert!\(true\b|\b[Aa]ssert\.?(?:Is)?True\((?:true|True)\b|\bassert\.?[Tt]rue\((?:t, )?true\b|\bassert (\w[\w.]{0,60}) == \1\s*(?:$|[,#])|\bassert\w{0,3}Equals?\((\w{1,20}), ?\2\)|\bassert_eq!\((\w[\w.]{0,60}), ?\3\)|\bexpect\((\w[\w.]{0,60}(?:\([\w.,'" ]{0,60}\))?)\)\.(?:toBe|toEqual|toStrictEqual)\(\4\)|^[ \t]*assert\b[^\n]{1,300}\bor True\b|\b(?:expect|assert|ok)\([^\n;]{1,300}\|\|\s*true\)/gm,
		adds: "asserts what always holds",
	},
	{
		pattern:
			/\bcatch\s*(?:\([^()\n]{0,60}\)\s*)?\{\s{0,40}(?:console\.\w{1,10}\([^\n]{0,200}\);?\s{0,40}|return;?\s{0,40})?\}|\.catch\(\s{0,10}\(\w{0,30}\)\s{0,5}=>\s{0,5}(?:\{\s{0,40}\}|null|undefined)\s{0,10}\)|\bexcept\b[^:\n]{0,80}:\s{0,40}(?:pass\b|\.\.\.|return\b|continue\b|print\()|\bsuppress\((?:\w{0,60}Error|(?:Base)?Exception)\b|\brescue\b[^\n]{0,60}\n\s{0,40}(?:nil\s{0,40})?end\b/g,
		adds: "lets what goes wrong in it pass unseen",
	},
	{ pattern: /^([ \t]*)return;?[ \t]*\r?\n\1(?![ \t\r\n})\]]|case\b|default\b)/gm, adds: "ends a test before its end" },
	{
		pattern:
			/\bretryTimes\(|\bthis\.retries\(|\b(?:retry|retries):\s*[1-9]|\bmark\.flaky\b|@(?:flaky|Flaky|RetryingTest|Retry|RepeatedIfExceptionsTest)\b|\[Retry\(|\bretry: ?\d+ do\b/g,
		adds: "runs a test that fails again",
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
			/@ts-(?:ignore|expect-error|nocheck)\b|#\s*type:\s*ignore\b|#\s*(?:pyright|mypy):\s*(?:ignore|basic)|@phpstan-ignore|@psalm-suppress|\bas any\b(?=\s*[;,)\].}]|\s*$)/gm,
		adds: "turns the type checker off",
	},
	{
		pattern:
			/#\s*(?:noqa|ruff:\s*noqa|pylint:\s*disable)\b|\/\/\s*nolint\b|#!?\[(?:allow|expect)\(|#\s*rubocop:\s*disable\b|@SuppressWarnings\b|@Suppress\(|#pragma warning disable\b|phpcs:(?:disable|ignore)\b|\bNOSONAR\b|#\s*nosec\b|#\s*nosemgrep\b|\bNOLINT(?:NEXTLINE|BEGIN)?\b|\bswiftlint:disable\b|\bktlint-disable\b|@SuppressFBWarnings\b|#\s*(?:shellcheck|hadolint)\s+(?:disable|ignore)=/g,
		adds: "turns a lint rule off",
	},
	{
		pattern:
			/\b(?:istanbul|c8|v8) ignore\b|#\s*pragma:\s*no\s?cover\b|:nocov:|@codeCoverageIgnore|\bLCOV_EXCL|\[ExcludeFromCodeCoverage|#!?\[coverage\(off\)|#!?\[cfg_attr\([^\]\n]{0,100}\bcoverage\(off\)/g,
		adds: "leaves code out of the coverage",
	},
];

const assertions =
	/\b(?:expect(?!\.(?:any|anything|\w{1,10}Containing|stringMatching|closeTo)\b)|assert|require)(?:\.\w{1,30}){0,3}\s*\(|\bpytest\.raises\(|\b(?:EXPECT|ASSERT)_[A-Z]{2,20}\(|^[ \t]*(?:REQUIRE|CHECK)(?:_[A-Z_]{2,30})?\(|\bassert\s+(?!\()|\bself\.assert\w+\(|\bassert(?:Equals?|True|False|Null|NotNull|That|Throws|Same|NotSame|Array\w*|Raises|In|Is|Not\w*|Contains|Count|Empty|String\w*)\w*\(|\bassert(?:_eq|_ne|_matches)?!|\b(?:t|b)\.(?:Error|Fatal|Fail)\w*\(|\bAssert\.\w+|\.(?:should|Should)\b|\bverify\(|\bassert_\w+\b|\bmust_\w+\b/gm;

export type MarksIn = "test" | "other";

export interface AddedMark {
	readonly because: string;
	/** Of the first mark that was not there; from 1. */
	readonly line: number;
}

/** What there is more of than before. */
export function addedMarks(base: string, proposed: string, where: MarksIn): readonly AddedMark[] {
	const tests = where === "test" ? more(withoutRemarks(base), withoutRemarks(proposed), skips) : [];
	return [...tests, ...more(base, proposed, suppressions)];
}

function more(base: string, proposed: string, marks: readonly Mark[]): readonly AddedMark[] {
	return marks.flatMap(({ pattern, adds }) => {
		const [before, after] = [countOf(base, pattern), countOf(proposed, pattern)];
		return after > before ? [{ because: adds, line: addedLine(base, proposed, pattern) }] : [];
	});
}

/** A remark that speaks of a skip skips nothing. Its line stays, and so do those that a compiler reads. */
function withoutRemarks(text: string): string {
	return text.replace(/^[ \t]*(?:\/\/(?!go:build| \+build)|#(?!\[)).*$/gm, "");
}

/** How many assertions a test has fewer than before; 0 when it has as many or more. */
export function lostAssertions(base: string, proposed: string): number {
	const names = new Set([...importedAssertions(base), ...importedAssertions(proposed)]);
	const called =
		names.size === 0 ? null : new RegExp(`(?<![\\w$.])(?:${[...names].join("|")})(?:\\.\\w{1,30})*\\s*\\(`, "g");
	const count = (text: string) => countOf(text, assertions) + (called === null ? 0 : countOf(text, called));
	return Math.max(0, count(withoutComments(base)) - count(withoutComments(proposed)));
}

const loose =
	/(?:\.|->)(?:toBeDefined|toBeTruthy|toBeFalsy|toBeUndefined|toBeNull|toHaveBeenCalled|toThrow|toThrowError|isNotNull|isNotEmpty)\(\)|(?:\.|->)not(?:\.|->)(?:toBe|toEqual|toStrictEqual|toBeNull)\(|\.(?:toMatchObject|toBeTypeOf|toBeInstanceOf|toBe(?:Greater|Less)Than(?:OrEqual)?)\(|\bexpect\.(?:anything|any)\(|^[ \t]*assert (?:not )?\w[\w.]{0,60}\([^\n=<>]{0,200}\)[ \t]{0,20}$|\bpytest\.raises\((?:Base)?Exception\b|\bassert!\([^\n]{0,200}\.is_(?:ok|some|err|none)\(\)|\bassert(?:IsNotNone|NotNull|IsNotNull|Truthy)\(|\bassert [^\n]{1,200}? is not None\b|\b(?:[Aa]ssert|require)\.(?:IsNotNull|NotNull|NotNil|NotEmpty)\(|\bbe_truthy\b|\bassert_not_nil\b|\.to\.(?:exist|be\.ok)\b/gm;

/** Whether assertions that say little took the place of others. */
export function assertsLess(base: string, proposed: string): boolean {
	const [before, after] = [withoutComments(base), withoutComments(proposed)];
	const exact = (text: string) => countOf(text, assertions) - countOf(text, loose);
	return countOf(after, loose) > countOf(before, loose) && exact(after) < exact(before);
}

const testStarts =
	/^[ \t]*(?:(?:it|test|specify|scenario)(?:\.\w{1,30}){0,3}\s*[(`]|(?:it|test|specify|scenario)\s+["']|(?:async )?def test\w|func Test\w|#\[(?:\w{1,20}::)?test\b|@(?:Test|ParameterizedTest|RepeatedTest)\b|\[(?:Fact|Theory|Test|TestMethod|TestCase)\b|(?:public )?function test\w|(?:TEST|TEST_F|TEST_P|TYPED_TEST|TEST_CASE)\s*\()/gm;

/** How many tests there are fewer than before. */
export function lostTests(base: string, proposed: string): number {
	return Math.max(0, countOf(withoutComments(base), testStarts) - countOf(withoutComments(proposed), testStarts));
}

/** Whether tests stand in a file that is none by its name, as Rust's do. */
export function holdsTests(text: string): boolean {
	return /^[ \t]*#\[(?:\w{1,20}::)?test\b|\bimport\.meta\.vitest\b/m.test(text);
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

const comment = /\/\*|^[ \t]*(?:\/\/|#(?!\[)).*$|\s\/\/ .*$/gm;
/** What is longer between its marks is taken for code: the beginning can be a part of a glob. */
const longestComment = 2_000;

/** An assertion in a comment asserts nothing. An end is looked for once, however many comments begin before it. */
function withoutComments(text: string): string {
	const starts = new RegExp(comment);
	let [kept, from, end] = ["", 0, 0];
	for (let match = starts.exec(text); match; match = starts.exec(text)) {
		const { 0: found, index } = match;
		if (found === "/*") {
			const inner = index + found.length;
			if (end !== -1 && end < inner) end = text.indexOf("*/", inner);
			starts.lastIndex = end === -1 || end > inner + longestComment ? inner - 1 : end + 2;
			if (starts.lastIndex < inner) continue;
		}
		kept += text.slice(from, index);
		from = starts.lastIndex;
	}
	return kept + text.slice(from);
}

function countOf(text: string, pattern: RegExp): number {
	return text.match(pattern)?.length ?? 0;
}

/** Of the first match whose line was not there as often. */
function addedLine(base: string, proposed: string, pattern: RegExp): number {
	const known = new Map<string, number>();
	for (const line of base.split("\n")) known.set(line.trim(), (known.get(line.trim()) ?? 0) + 1);
	const lines = proposed.split("\n");
	const found = linesOf(proposed, pattern);
	const fresh = found.find((number) => {
		const line = (lines[number - 1] ?? "").trim();
		const left = known.get(line) ?? 0;
		known.set(line, left - 1);
		return left <= 0;
	});
	return fresh ?? found[0] ?? 0;
}

/** The lines in which it matches, each once, from 1. */
function linesOf(text: string, pattern: RegExp): readonly number[] {
	let [line, from] = [1, 0];
	const found = [...text.matchAll(pattern)].map(({ index }) => {
		for (; from < index; from++) if (text.charCodeAt(from) === 10) line++;
		return line;
	});
	return [...new Set(found)];
}
