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

/** What is the same when the same thing fails again: without numbers, times, hashes and temporary places. */
export function failureSignature({ kind, name, place, message }: Failure): string {
	const parts = [kind, stable(name), place?.path ?? ""];
	// A test is the same one whatever it says; a rule says different things in one file.
	return JSON.stringify(kind === "test" ? parts : [...parts, stable(message)]);
}

function stable(text: string): string {
	return text
		.replace(/(?:\/private)?\/(?:tmp|var\/folders|var\/tmp)\/[^\s:'")]*/g, "‹temp›")
		.replace(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, "‹time›")
		.replace(/\b0x[0-9a-f]+\b/gi, "‹number›")
		.replace(/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b/gi, "‹hash›")
		.replace(/\d+(?:\.\d+)?/g, "‹number›")
		.replace(/\s+/g, " ")
		.trim();
}

function cut(text: string): string {
	const line = text.trim().replace(/\s+/g, " ");
	return line.length <= longestText ? line : `${line.slice(0, longestText - 1)}…`;
}
