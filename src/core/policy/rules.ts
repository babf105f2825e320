/** Applies the person's and the repository's rules to one command: deny beats ask beats allow, whatever their order. */

import { isGuarded } from "./places.ts";
import type { Rule } from "./rule.ts";
import { couldMeet, isAbove, isPattern, matchesGlob, staticFolder } from "./rule-globs.ts";
import type { SegmentFacts } from "./segment-facts.ts";

export interface RuleVerdict {
	readonly verdict: Rule["verdict"];
	readonly rule: Rule;
}

/** Null when no rule matches. Of several with the same verdict the first counts. */
export function applyRules(facts: SegmentFacts, rules: readonly Rule[]): RuleVerdict | null {
	for (const verdict of ["deny", "ask", "allow"] as const) {
		const rule = rules.find((one) => one.verdict === verdict && ruleMatches(facts, one));
		if (rule) return { verdict, rule };
	}
	return null;
}

/** An `allow` matches only what is known to the last word; `ask` and `deny` match in doubt. */
export function ruleMatches(facts: SegmentFacts, rule: Rule): boolean {
	return rule.verdict === "allow" ? allowMatches(facts, rule) : limitMatches(facts, rule);
}

function allowMatches(facts: SegmentFacts, rule: Rule): boolean {
	if (!facts.static || facts.fed || facts.program === "" || facts.program !== rule.program) return false;
	return (
		wordsAllowed(facts.words, rule) &&
		facts.paths.every((path) => pathAllowed(path, rule.paths)) &&
		[...facts.domains, ...freeWords(facts.words, rule).flatMap(hostsOf)].every((host) =>
			(rule.domains ?? []).some((glob) => hostMatches(glob, host)),
		)
	);
}

function wordsAllowed(words: readonly string[], rule: Rule): boolean {
	if (rule.exactly) return sameWords(words, rule.exactly);
	const sub = subWords(rule);
	if (!sub.every((word, at) => words[at] === word)) return false;
	const flags = rule.flags ?? [];
	const listed = (flag: string) => flags.includes("*") || flags.includes(flag) || flags.includes(nameOf(flag));
	const free = freeWords(words, rule);
	return free.filter(isFlag).every(listed) && !free.some(leadsOut);
}

/** The words that the rule does not spell out. */
function freeWords(words: readonly string[], rule: Rule): readonly string[] {
	return rule.exactly ? [] : words.slice(subWords(rule).length);
}

function subWords({ subcommand = "" }: Rule): readonly string[] {
	return subcommand.split(" ").filter((word) => word !== "");
}

function sameWords(words: readonly string[], others: readonly string[]): boolean {
	return words.length === others.length && words.every((word, at) => word === others[at]);
}

/** A lone dash stands for standard input. */
function isFlag(word: string): boolean {
	return word.startsWith("-") && word !== "-";
}

function nameOf(flag: string): string {
	return flag.replace(/=.*$/s, "");
}

/** A word that no rule spelled out, and that could name a place outside the checkout whatever the program makes of it. */
function leadsOut(word: string): boolean {
	const value = word.replace(/^--?[\w-]+=/, "");
	if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return false;
	// `-C/etc`, `@/etc/x`, `a:/b`, `x=~/y`, and git's `ext::command`.
	return isOutside(value) || /^(?:-\w|@)(?:[/~]|\.\.)|[=:,@](?:[/~]|\.\.)|::/.test(word);
}

/** The hosts of addresses in it, also in git's short form: those go by the rule's `domains`. */
function hostsOf(word: string): readonly string[] {
	const addresses = word.matchAll(/:\/\/(?:[^/?#@\s]*@)?(\[[^\]]*\]|[^/?#:\s]*)/g);
	const short = /^(?:[\w.-]+@)([\w.-]+):/.exec(word)?.[1];
	return [...[...addresses].map(([, host]) => host ?? ""), ...(short === undefined ? [] : [short])];
}

function pathAllowed(written: string, globs: readonly string[] | undefined): boolean {
	const path = normal(written);
	if (isOutside(path) || isGuarded(path)) return false;
	if (!globs) return !isPattern(path) || !mayLeave(path);
	if (isPattern(path)) return globs.some((glob) => contains(normal(glob), path));
	return globs.some((glob) => matchesGlob(normal(glob), path, false) === true);
}

/** Where a path could end up is known of plain names only: `.*` also stands for `..`, and braces for anything. */
function mayLeave(pattern: string): boolean {
	return /\{|(?:^|\/)\.[^/]*[*?[]/.test(pattern);
}

/** Whether all that the shell could make of the pattern matches the glob. */
function contains(glob: string, pattern: string): boolean {
	if (glob === pattern.replace(/[\\*?[\]{}()!]/g, "\\$&")) return true;
	if (!glob.endsWith("/**") || mayLeave(pattern)) return false;
	const folder = staticFolder(pattern);
	const within = folder === "" ? "x" : `${folder}/x`;
	return matchesGlob(glob, within, false) === true && matchesGlob(glob, pattern, false) === true;
}

function isOutside(path: string): boolean {
	return /^(?:[/\\~$]|[A-Za-z]:)|\\|\0/.test(path) || path.split("/").includes("..");
}

function normal(path: string): string {
	const plain = path.replace(/\/{2,}/g, "/").replace(/^(?:\.\/)+/, "");
	return plain === "." || plain === "/" ? plain.replace(".", "") : plain.replace(/(.)\/$/, "$1");
}

function hostMatches(glob: string, host: string): boolean {
	const [wanted, name] = [plainHost(glob), plainHost(host)];
	if (wanted === "*") return name !== "";
	return wanted.startsWith("*.") ? name.endsWith(wanted.slice(1)) && name.length > wanted.length - 1 : name === wanted;
}

function plainHost(host: string): string {
	return host.toLowerCase().replace(/:\d+$/, "").replace(/\.$/, "");
}

/** `ask` and `deny`: a program's folder, its case, abbreviated or bundled flags do not lead past them. */
function limitMatches(facts: SegmentFacts, rule: Rule): boolean {
	if (!sameProgram(facts.program, rule.program)) return false;
	if (rule.exactly && !sameWords(facts.words, rule.exactly)) return false;
	const sub = subWords(rule);
	return (
		followsIn(facts.words, sub) &&
		(!rule.flags || rule.flags.some((flag) => flagGiven(facts, flag))) &&
		(!rule.paths || facts.paths.some((path) => rule.paths?.some((glob) => pathLimited(path, glob)))) &&
		(!rule.domains || facts.domains.some((host) => rule.domains?.some((glob) => hostMatches(glob, host))))
	);
}

function sameProgram(called: string, named: string): boolean {
	const plain = (name: string) => name.toLowerCase().replace(/\.(?:exe|cmd|bat|ps1)$/, "");
	const base = called.slice(Math.max(called.lastIndexOf("/"), called.lastIndexOf("\\")) + 1);
	return called !== "" && (plain(called) === plain(named) || plain(base) === plain(named));
}

/** Whether the sub-command's words stand there in order; what directly follows a flag may be the flag's value. */
function followsIn(words: readonly string[], sub: readonly string[]): boolean {
	// How much of the sub-command can have been read: several readings are possible.
	let read = new Set([0]);
	for (const [at, word] of words.entries()) {
		if (isFlag(word)) continue;
		const next = new Set<number>();
		const skippable = at > 0 && isFlag(words[at - 1] ?? "");
		for (const count of read) {
			if (count === sub.length || skippable) next.add(count);
			if (count < sub.length && sub[count] === word) next.add(count + 1);
		}
		read = next;
	}
	return read.has(sub.length);
}

function flagGiven({ words, flags }: SegmentFacts, listed: string): boolean {
	return [...new Set([...words.filter(isFlag), ...flags])].some((flag) => {
		const name = nameOf(flag);
		if (listed === "*" || flag === listed || name === listed) return true;
		if (listed.startsWith("--")) return name.length > 2 && name.startsWith("--") && listed.startsWith(name);
		return /^-[^-]$/.test(listed) && /^-[^-]/.test(flag) && name.slice(1).includes(listed.slice(1));
	});
}

function pathLimited(written: string, globbed: string): boolean {
	const [path, glob] = [normal(written), normal(globbed)];
	if (isPattern(path)) return couldMeet(path, glob);
	return matchesGlob(glob, path, true) !== false || isAbove(path, glob, true);
}
