/** Compares settings of what checks the work: thresholds, switches, what is left out, retries, and rules that are off. */

const threshold =
	/["']?\b(branches|functions|lines|statements|global|threshold|thresholds|fail[_-]under|fail_under|minimum(?:_coverage)?|minimum|min[_-]?coverage|coverageThreshold|cov-fail-under|max-warnings|retry|retries|reruns|rerunFailingTestsCount|level|target|patch|project|check-coverage)\b["']?[ \t]{0,20}(?:[:=>]|[ \t])[ \t]{0,20}["']?(\d+(?:\.\d+)?)/gi;

/** Of these less is more. */
const upward = /^(?:max-warnings|retry|retries|reruns|rerunfailingtestscount)$/;

/** Thresholds that are lower than before, or gone, as ends of a sentence. */
export function loweredThresholds(base: string, proposed: string): readonly string[] {
	const [before, after] = [numbersIn(base), numbersIn(proposed)];
	return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
		const [old, now] = [before.get(name) ?? [], after.get(name) ?? []];
		if (upward.test(name)) return raised(name, old, now);
		return old.flatMap((value, at) => {
			const other = now[at];
			if (other === undefined) return [`takes the threshold ${name} (${value}) away`];
			return other < value ? [`changes the threshold ${name} from ${value} to ${other}`] : [];
		});
	});
}

function raised(name: string, old: readonly number[], now: readonly number[]): readonly string[] {
	if (name === "max-warnings")
		return old.flatMap((value, at) => {
			const other = now[at];
			if (other === undefined) return [`takes the threshold ${name} (${value}) away`];
			return other > value ? [`changes the threshold ${name} from ${value} to ${other}`] : [];
		});
	const [before, after] = [Math.max(0, ...old), Math.max(0, ...now)];
	return after > before ? [`raises ${name} from ${before} to ${after}`] : [];
}

function numbersIn(text: string): ReadonlyMap<string, readonly number[]> {
	const found = new Map<string, number[]>();
	for (const [, name = "", value = ""] of text.matchAll(threshold)) {
		const key = name.toLowerCase();
		found.set(key, [...(found.get(key) ?? []), Number(value)]);
	}
	return found;
}

const strict =
	/\b(strict\w{0,40}|noImplicit\w{1,30}|noUnused\w{1,30}|noUnchecked\w{1,30}|noFallthrough\w{1,30}|noPropertyAccess\w{1,40}|exactOptional\w{1,40}|useUnknownInCatch\w{1,20}|check-coverage|checkCoverage|checkJs|disallow_\w{1,40}|warn_\w{1,40}|check_untyped_defs|no_implicit_\w{1,30}|Enabled|branch|forbidOnly|failOn\w{1,30}|TreatWarningsAsErrors|warningsAsErrors|allWarningsAsErrors|xfail_strict|filterwarnings|recommended|noEmitOnError|Nullable)\b["']?\s{0,10}[:=>]\s{0,10}["']?(true|false|enable|disable)\b/gi;
const lax =
	/\b(skipLibCheck|ignore_errors|ignore_missing_imports|ignoreFailures|isIgnoreFailures|testFailureIgnore|maven\.test\.failure\.ignore|skipTests|skipITs|maven\.test\.skip|passWithNoTests|allowOnly|dangerouslyIgnoreUnhandledErrors|allow_failure|continue-on-error|ignoreReadBeforeAssign|failFast)\b["']?\s{0,10}[:=>]\s{0,10}["']?(true|false)\b/gi;

/** Switches that are set so that less is checked. */
export function loosenedSwitches(base: string, proposed: string): readonly string[] {
	const fewer = [...switchesOn(base, strict)].filter(
		([name, count]) => (switchesOn(proposed, strict).get(name) ?? 0) < count,
	);
	const before = switchesOn(base, lax);
	const more = [...switchesOn(proposed, lax)].filter(([name, count]) => count > (before.get(name) ?? 0));
	return [...fewer.map(([name]) => `turns "${name}" off`), ...more.map(([name]) => `turns "${name}" on`)];
}

function switchesOn(text: string, pattern: RegExp): ReadonlyMap<string, number> {
	const found = new Map<string, number>();
	for (const [, name = "", value = ""] of text.matchAll(pattern))
		if (/^(?:true|enable)$/i.test(value)) found.set(name, (found.get(name) ?? 0) + 1);
	return found;
}

const leftOut =
	/(?:^|[\s"'{,.[<])(?:exclude\w{0,20}|exclusions?|ignore\w{0,20}|globalIgnores|(?:test|coverage|module|watch|transform)\w{0,10}IgnorePatterns|omit|collect_ignore\w{0,5}|--ignore(?:-glob)?|--deselect|--exclude|norecursedirs|(?:extend-)?per-file-ignores|extend-(?:ignore|exclude)|disable|NoWarn|skip|grepInvert|grep|testNamePattern)["']?\s{0,10}[:=>(]\s{0,10}(\[[^\]]{0,4000}\]|\{[^}]{0,4000}\}|[^\n]{0,1000}(?:\n[ \t]+(?:- )?[^\s=:]+,?(?=\s*$))*)/gim;
/** As runners are told in a line. */
const leftOutByFlag =
	/(?<![\w-])(?:--(?:deselect|ignore(?:-glob)?|exclude|grep-?invert|testPathIgnorePatterns)|-k|-m(?=[= ]+["']?not\b))[= ]+["']?[^\s"',]{1,200}/gi;
const takenIn =
	/(?:^|[\s"'{,.[])(?:include|testMatch|testRegex|testpaths|python_(?:files|functions|classes)|select|extend-select|testDir|spec|enable|linters|plugins|extends|sources|sonar\.sources|sonar\.tests)["']?\s{0,10}[:=]\s{0,10}(\[[^\]]{0,4000}\]|[^\n]{0,1000}(?:\n[ \t]+(?:- )?[^\s=:]+,?(?=\s*$))*)/gim;

/** What is left out that was not, and what is no longer taken in. */
export function narrowedSettings(base: string, proposed: string): readonly string[] {
	const flags = new Set(base.match(leftOutByFlag));
	const known = wordsIn(base, leftOut);
	const more =
		[...wordsIn(proposed, leftOut)].some((word) => !known.has(word)) ||
		[...(proposed.match(leftOutByFlag) ?? [])].some((flag) => !flags.has(flag));
	const taken = wordsIn(proposed, takenIn);
	const fewer = [...wordsIn(base, takenIn)].some((word) => !taken.has(word));
	return [...(more ? ["leaves out something that was checked"] : []), ...(fewer ? ["takes in less than before"] : [])];
}

function wordsIn(text: string, pattern: RegExp): ReadonlySet<string> {
	const found = new Set<string>();
	for (const [, value = ""] of text.matchAll(pattern))
		for (const word of value.split(/[\s,"'`[\]{}()<>;]+/))
			if (word !== "" && !/^(?:false|true|[:=])$/.test(word)) found.add(word);
	return found;
}

const excludedTests =
	/\bexcludeTestsMatching\b|\bexcludeTags\b|\bexcludeGroups\b|<excludedGroups>|\bexclude\s?\(?["'][^"'\n]{0,200}[*/]|<exclude>[^<\n]{0,200}\.(?:java|kt|class)<|<Compile Remove=|\btests?\b[^{}\n]{0,60}\{[^{}]{0,300}?\benabled\s?=?\s?false\b/g;
const silenced = /<(?:NoWarn|WarningsNotAsErrors)>([^<]{0,1000})/g;

/** Tests that a build file leaves out; what it excludes of packages is another thing. */
export function excludedInBuild(base: string, proposed: string): readonly string[] {
	const known = wordsIn(base, silenced);
	const more = [...wordsIn(proposed, silenced)].some((word) => !word.startsWith("$") && !known.has(word));
	return more || count(proposed, excludedTests) > count(base, excludedTests)
		? ["leaves out something that was checked"]
		: [];
}

/** Targets of a Cargo.toml that are not tested any more. */
export function untestedTargets(base: string, proposed: string): readonly string[] {
	const off = /^[ \t]*(?:test|doctest)[ \t]*=[ \t]*false\b/gm;
	return count(proposed, off) > count(base, off) ? ["leaves out something that was checked"] : [];
}

/** Lines of a list of what is not looked at, such as `.eslintignore`. */
export function longerIgnoreList(base: string, proposed: string): readonly string[] {
	const known = new Set(base.split("\n").map((line) => line.trim()));
	const added = proposed.split("\n").some((line) => !/^\s*(?:#|!|$)/.test(line) && !known.has(line.trim()));
	return added ? ["leaves out something that was checked"] : [];
}

/** Rules of a linter that are off, or only warn, and were errors. */
export function weakenedRules(base: string, proposed: string): readonly string[] {
	const [off, warn, error] = [
		/:\s*\[?\s*(?:["'](?:off|allow)["']|0\b)/g,
		/:\s*\[?\s*(?:["']warn["']|1\b)/g,
		/["'](?:error|deny)["']/g,
	];
	const grew = (pattern: RegExp) => count(proposed, pattern) > count(base, pattern);
	if (grew(off)) return ["turns a lint rule off"];
	return grew(warn) || count(proposed, error) < count(base, error) ? ["makes a lint rule weaker"] : [];
}

const passes =
	/\|\|\s*(?:true\b|:(?=\s|$)|exit 0\b|echo\b)|;\s*(?:true|exit 0)\b|\bcontinue-on-error:\s*(?:true|["']?\$\{\{)|\ballow_failure:\s*true|^[ \t]*allow_failures:|\b(?:catchError|warnError)\b|^[ \t]*(?:- )?if:\s*["']?(?:false\b|\$\{\{\s*false)|\bset \+e\b|\bwhen:\s*(?:never|manual)\b|\bcontinueOnError:\s*true|--passWithNoTests\b|--exit-zero\b|--no-verify\b|--if-present\b/gm;
const checking =
	/\b(?:tests?|specs?|lint\w*|checks?|typecheck|coverage|verify|audit|pytest|tox|nox|mypy|ruff|black|flake8|pylint|clippy|nextest|vet|tsc|eslint|vitest|jest|mocha|playwright|cypress|biome|prettier|rspec|rubocop|phpunit|phpstan|pest|codecov|coveralls|sonar\w*|codeql\w*|gitleaks|semgrep|bandit)\b|^[ \t]*- id:/gim;
const occasions = /\b(?:push|pull_request|merge_group|merge_requests?|merge_request_event|pre-commit|pre-push)\b/g;
const exceptions = /\b(?:paths|branches|tags)-ignore:|^[ \t]*except:/gm;
const narrowing = /^[ \t]*(?:branches|tags):|^[ \t]*(?:- )?(?:if|condition):/gm;

/** What runs checks by itself, in continuous integration or on git operations. */
export function weakenedPipeline(base: string, proposed: string): readonly string[] {
	const [before, after] = [withoutWords(base), withoutWords(proposed)];
	const grew = (pattern: RegExp) => count(after, pattern) > count(before, pattern);
	const shrank = (pattern: RegExp) => count(after, pattern) < count(before, pattern);
	// What comes along with a new check, or a new occasion, narrows nothing that was there.
	const isNarrower = grew(narrowing) && !grew(checking) && !grew(occasions);
	return [
		...(grew(passes) ? ["lets a step that fails pass"] : []),
		...(shrank(checking) ? ["runs fewer checks than before"] : []),
		...(shrank(occasions) || grew(exceptions) || isNarrower ? ["runs on fewer occasions than before"] : []),
	];
}

/** Remarks and names of steps run nothing. */
function withoutWords(text: string): string {
	return text.replace(/^[ \t]*(?:- )?(?:#|\/\/|name:).*$|\s#\s.*$/gm, "");
}

function count(text: string, pattern: RegExp): number {
	return text.match(pattern)?.length ?? 0;
}
