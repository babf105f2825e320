/** Compares paths, names and hosts with the globs of a person's rules. */

import { Minimatch, type MinimatchOptions } from "minimatch";

const options: MinimatchOptions = { dot: true, nonegate: true, nocomment: true, noext: true, magicalBraces: true };

/** What a glob may have at most: a repository's file is compared as well, and must not make the editor wait. */
const longestGlob = 300;
const mostBraces = 2;
const mostGlobstars = 3;
const mostStars = 4;
/** No file system has longer names. */
const longestName = 255;

/** What is wrong with a glob, in a sentence; nothing when it can be used. */
export function globProblem(glob: string): string | undefined {
	if (glob === "") return "It is empty.";
	if (glob.length > longestGlob) return `It is longer than ${longestGlob} characters.`;
	if (/\p{Cc}/u.test(glob)) return "It contains a control character.";
	if (glob.startsWith("!")) return "A pattern cannot begin with `!`: write a second rule instead.";
	if (glob.includes("\\") && !/^(?:[^\\]|\\[\\*?[\]{}()!])*$/.test(glob))
		return "It contains a backslash: folders are separated by `/`.";
	if ((glob.match(/\{/g)?.length ?? 0) > mostBraces || /\{[^}]*\.\./.test(glob)) return "It has too many braces.";
	if ((glob.match(/\*\*/g)?.length ?? 0) > mostGlobstars) return `It has more than ${mostGlobstars} \`**\`.`;
	const crowded = glob.split("/").some((name) => name !== "**" && (name.match(/\*/g)?.length ?? 0) > mostStars);
	return crowded ? `It has more than ${mostStars} \`*\` in one name.` : undefined;
}

/** Whether the text is one that the glob stands for. A name that is longer than names can be is `tooLong`. */
export function matchesGlob(glob: string, path: string, nocase: boolean): boolean | "tooLong" {
	if (path.split("/").some((name) => name.length > longestName)) return "tooLong";
	return compiled(glob, nocase).match(path);
}

const known = new Map<string, Minimatch>();

function compiled(glob: string, nocase: boolean): Minimatch {
	const key = `${nocase ? "i" : "c"}${glob}`;
	const found = known.get(key);
	if (found) return found;
	if (known.size > 1_000) known.clear();
	// Only its case is folded: the operating system that this runs on must not change what a rule says.
	const made = new Minimatch(glob, { ...options, nocase, platform: "linux" });
	known.set(key, made);
	return made;
}

/** The text with everything escaped that a glob would read. */
export function literalGlob(text: string): string {
	return text.replace(/[\\*?[\]{}()!]/g, "\\$&");
}

/** Whether the shell would expand it. */
export function isPattern(path: string): boolean {
	return /[*?[{]/.test(path);
}

/** The folders before the first pattern in it: `a/b` of `a/b/*.ts`. */
export function staticFolder(glob: string): string {
	const names = glob.split("/");
	const first = names.findIndex((name) => isPattern(name));
	return names.slice(0, first < 0 ? undefined : first).join("/");
}

/** Whether the path is a folder above what the glob names, as far as that is said before its first `**`. */
export function isAbove(path: string, glob: string, nocase: boolean): boolean {
	if (path === "") return true;
	const wanted = glob.split("/").slice(0, path.split("/").length);
	if (wanted.includes("**") || wanted.length === glob.split("/").length) return false;
	return matchesGlob(wanted.join("/"), path, nocase) !== false;
}

/**
 * Whether two globs could stand for one and the same path, or the first for a folder above what the second names before
 * its first `**`. Sure of its no, not of its yes. Case is not looked at.
 */
export function couldMeet(path: string, glob: string): boolean {
	const names = namesOf(path);
	return names.length > 100 || meetFrom(names, namesOf(glob), 0);
}

/** Braces can hold a `/`: from there on it is anything. */
function namesOf(glob: string): readonly string[] {
	const names = glob === "" ? [] : glob.split("/");
	const brace = names.findIndex((name) => name.includes("{"));
	return brace < 0 ? names : [...names.slice(0, brace), "**"];
}

function meetFrom(names: readonly string[], wanted: readonly string[], depth: number): boolean {
	if (depth > 60) return true;
	const [name, ...names2] = names;
	const [want, ...wanted2] = wanted;
	// A folder: what the pattern names lies in it.
	if (name === undefined) return true;
	if (want === undefined) return false;
	if (want === "**" || name === "**") return throughGlobstar(names, wanted, depth);
	return namesMeet(name, want) && meetFrom(names2, wanted2, depth + 1);
}

/** Once `**` has taken a name, a path that ends is a file that is not the one meant, not a folder above it. */
function throughGlobstar(names: readonly string[], wanted: readonly string[], depth: number): boolean {
	if (names[0] === "**") return true;
	const rest = wanted.slice(1);
	if (rest.length === 0) return true;
	for (let from = 0; from < names.length; from++) {
		const left = names.slice(from);
		if (rest.includes("**") ? meetFrom(left, rest, depth + 1) : sameLength(left, rest)) return true;
	}
	return false;
}

function sameLength(names: readonly string[], wanted: readonly string[]): boolean {
	if (names.includes("**")) return true;
	return names.length === wanted.length && names.every((name, at) => namesMeet(name, wanted[at] ?? ""));
}

/** Whether two patterns for one name have a name in common; sets and braces count as anything. */
export function namesMeet(name: string, other: string): boolean {
	const [a, b] = [tokens(name), tokens(other)];
	// reach[j]: the first i parts of a and the first j parts of b can stand for the same text.
	let reach = b.map((_, j) => b.slice(0, j).every((part) => part === many));
	reach.push(b.every((part) => part === many));
	for (const part of a) {
		const next: boolean[] = [part === many && (reach[0] ?? false)];
		for (const [j, against] of b.entries()) {
			const grows = (part === many || against === many) && (reach[j + 1] || next[j]);
			const step = reach[j] && meets(part, against);
			next.push(Boolean(grows || step));
		}
		reach = next;
	}
	return reach.at(-1) ?? false;
}

const many = Symbol("any text");
const one = Symbol("any character");
type Token = string | typeof many | typeof one;

function meets(a: Token, b: Token): boolean {
	return a === many || b === many || a === one || b === one || a === b;
}

function tokens(pattern: string): readonly Token[] {
	// What stands in a set or in braces is not looked at: it counts as any text.
	const parts = pattern.toLowerCase().match(/\\.|\[[^\]]*\]|\{.*\}|./gsu) ?? [];
	return parts.map((part) => {
		if (part === "*" || (part.length > 1 && part.startsWith("{"))) return many;
		if (part === "?" || (part.length > 1 && part.startsWith("["))) return one;
		return part.startsWith("\\") ? part.slice(1) : part;
	});
}
