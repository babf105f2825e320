/** Tells whether a text says how a result is found out, or only that it shall be good. */

/** A program that proves something, with what it is told. */
const ranCommand =
	/\b(?:(?:npm|pnpm|yarn|bun|deno) (?:run [\w:-]+|exec \w+|test|t|ci|lint|build)|cargo (?:test|check|clippy|build|fmt|bench)|go (?:test|vet|build|bench)|mvn (?:test|verify|package)|gradlew? \w+|dotnet (?:test|build)|composer (?:test|check)|(?:pytest|tox|mypy|npx|rake|bundle exec|phpunit|rspec|ctest|bazel test|tsc|curl|hyperfine|python3? -m) \S+|(?:node|python3?) \S+\.\w+)|`(?:make|just|pytest|tox|mypy|vitest|jest|rspec|phpunit|tsc|eslint|biome|ruff)(?: [^`\n]*)?`/i;

/** Tests, checks, builds that end well. */
const proved =
	/\b(?:tests?|specs?|suite|checks?|build|ci|pipeline|lint(?:er|ing)?|type ?-?check(?:er|ing|s)?|compiler|benchmarks?|snapshots?|coverage|validator)\b[^.\n]{0,60}\b(?:pass(?:es|ed|ing)?|succeeds?|green|at least|fails? (?:before|without|on)|runs? (?:clean|without)|reports? no|finds? (?:nothing|no)|shows? no|clean)\b/i;

/** Of a goal, whose sentences mostly say what is wanted and not how it is found out. */
export function goalSaysHowChecked(goal: string): boolean {
	return ranCommand.test(goal) || proved.test(goal);
}

/** Words of which a sentence can be made that nothing contradicts. */
const emptyWords = new Set(
	[
		"it it's its that that's this the everything all things thing stuff code feature app page result bug issue problem whole",
		"is are be been being should must shall will can could would just simply when once if i i'm we we're am you and or but",
		"so to as a an in of on with for at by no not more much very really nice nicer nicely actually basically fully completely",
		"entirely finally again now still too also bit lot good well great better best fine ok okay work works working worked done",
		"finished finish complete completed completely ready fixed solved resolved implemented clean cleaner cleaned up look looks feel",
		"feels seem seems correct correctly proper properly right expected intended usual possible appropriate appropriately reasonable",
		"reasonably quality high readable maintainable robust solid stable reliable modern professional elegant intuitive user-friendly",
		"friendly easy easier easily simple simpler fast faster quick quickly smooth smoothly perfect perfectly happy satisfied pleased",
		"improved optimised optimized production-ready state-of-the-art practice practices industry standard standards follow follows",
		"meet meets requirement requirements issues problems bugs free bug-free error-free user users customer customers client make",
		"makes sense do does job what needed necessary required like described above per mvp see goal tbd todo none later",
		"understandable documented experience usable beautiful pretty polished consistent structured organised organized acceptable",
		"sufficient sufficiently enough behave behaves function functions functional perform performs performant scalable secure efficient",
		"neat tidy sane get gets has have been there any every way me us they them everyone team without trouble before yes n/a go",
		"met maintain maintainability extend design modern seamless seamlessly flawless flawlessly accurate accurately excellent nothing",
		"well-structured structured clear clearly logical sensible sensibly simply only add adds added support supports supported new existing old",
		"discussed agreed ticket tickets spoken talked mentioned specified email meeting",
		"project application software system solution change changes task implementation refactored refactoring improvement",
	].flatMap((line) => line.split(" ")),
);

/** It says where something is written, and not what. */
const ticket = /#\d+\b|\b[A-Z][A-Z0-9]{1,19}-\d+\b/g;

/** Nothing in it could be seen to be false: "it works and the code is clean". What is named or counted could be. */
export function isVague(text: string): boolean {
	const said = text.replace(ticket, " ticket ");
	if (/`[^`\n]{2,}`|\d/.test(said)) return false;
	const words =
		said
			.toLowerCase()
			.replaceAll("’", "'")
			.match(/[\p{L}\p{N}'·/-]+/gu) ?? [];
	const empty = words.filter((word) => emptyWords.has(word)).length;
	return words.length === 0 || empty / words.length >= 0.75;
}
