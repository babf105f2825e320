/** One thing that a check found wrong, and what stays the same of it from run to run. */

export interface Failure {
	/** `test`: a test that failed. `error`: what a compiler, a linter or a type checker says of a line. */
	readonly kind: "test" | "error";
	/** The test's whole name, or the rule's. */
	readonly name: string;
	/** Relative to the project's root, with forward slashes; the line counts from 1. Absent where the output names none. */
	readonly place?: Place;
	/** The first line of what was said. */
	readonly message: string;
}

export interface Place {
	readonly path: string;
	readonly line: number;
}

/** Of names and messages, in characters. */
const longestText = 300;

export function failureOf(kind: Failure["kind"], name: string, message: string, place?: Place | undefined): Failure {
	const found = { kind, name: cut(name), message: cut(message) };
	return place === undefined ? found : { ...found, place };
}

/** A place in the project; undefined for a path that leads out of it, into packages, or is none. */
export function placeOf(path: string, line: string): Place | undefined {
	const clean = path
		.replace(/^file:\/\//, "")
		.replaceAll("\\", "/")
		.replace(/^(?:\.\/)+/, "");
	const number = Number(line);
	if (!Number.isInteger(number) || number < 1 || number > 10_000_000) return undefined;
	if (clean === "" || clean.length > 1_000 || clean.startsWith("/") || /^[a-z]+:/i.test(clean)) return undefined;
	if (clean.split("/").some((part) => part === ".." || part === "node_modules" || part === "site-packages"))
		return undefined;
	return { path: clean, line: number };
}

/** What is the same when the same thing fails again: without times, hashes and temporary places, and in messages without counts. */
export function failureSignature({ kind, name, place, message }: Failure): string {
	// Numbers in a name tell tests and rules apart: `adds[1]`, `answers 404`, `TS2304`.
	const parts = [kind, withoutNoise(name), place?.path ?? ""];
	// A test is the same one whatever it says; a rule says different things in one file.
	return JSON.stringify(kind === "test" ? parts : [...parts, withoutCounts(withoutNoise(message))]);
}

/** A text without what differs from run to run though nothing else does. How many failed, and with which codes, stays. */
export function withoutNoise(text: string): string {
	return text
		.replace(/(\.[A-Za-z]\w{0,7})(?::\d+){1,2}\b|(\.[A-Za-z]\w{0,7})\(\d+,\d+\)/g, "$1$2")
		.replace(/(?:\/private)?\/(?:tmp|var\/folders|var\/tmp)\/[^\s:'")]*/g, "‹temp›")
		.replace(/\b[A-Za-z]:\\(?:[^\s\\:'"]+\\){0,8}Te?mp\\[^\s:'")]*/gi, "‹temp›")
		.replace(/\b\d{4}-\d\d-\d\d[T_ ]\d\d[:_-]\d\d[:_-]\d\d(?:[.,_]\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, "‹time›")
		.replace(
			/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} [A-Z][a-z]{2})\b(?: \d{4}\b)?/g,
			"‹time›",
		)
		.replace(/\b\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?(?: ?[AP]M)?\b(?!:)/g, "‹time›")
		.replace(/‹time›(?: [A-Z]{3,4})? \d{4}\b/g, "‹time›")
		.replace(/^\[\d+\]/gm, "‹number›")
		.replace(/\b\d+(?:\.\d+)? ?[KMG]i?B\b/g, "‹size›")
		.replace(/\b((?:[Mm]ake|Rake|Gem|Docker|[Jj]ust)file)(?::\d+)+\b/g, "$1")
		.replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "‹id›")
		.replace(/\b0x[0-9a-f]+\b/gi, "‹address›")
		.replace(/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b/gi, "‹hash›")
		.replace(/\b\d+(?:[.,]\d+)?\s?(?:[mµnu]?s|min|m|h|secs?|seconds?|minutes?|milliseconds?)\b/g, "‹time›")
		.replace(/\b(localhost|(?:\d{1,3}\.){3}\d{1,3}|\[::1?\]):\d{2,5}\b/g, "$1:‹port›")
		.replace(/\b(pid|process|goroutine|thread|seed|port|line|lines)([ =:#]{1,3})\d+/gi, "$1$2‹number›")
		.replace(/\s+/g, " ")
		.trim();
}

/** A number that stands by itself is a count, such as of lines; one in a name or in quotes belongs to what is said. */
function withoutCounts(text: string): string {
	return text.replace(/(?<![\w.'"`‹])\d+(?:\.\d+)*(?![\w'"`›])/g, "‹number›");
}

function cut(text: string): string {
	const line = text.trim().replace(/\s+/g, " ");
	return line.length <= longestText ? line : `${line.slice(0, longestText - 1)}…`;
}
