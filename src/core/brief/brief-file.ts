/** Reads and writes `*.remit.md`: the fields are YAML front matter, the goal is the Markdown below it. */

import { isMap, stringify } from "yaml";
import type * as z from "zod";
import { type Brief, briefSchema } from "../task/brief.ts";
import { fieldsOfBriefFile } from "./brief-file-schema.ts";
import { type BriefProblem, type FrontMatter, type Place, placeOf, placesIn, readFrontMatter } from "./front-matter.ts";
import { issueWords } from "./issue-words.ts";
import type { BriefField } from "./warning.ts";

export type { BriefProblem, Place } from "./front-matter.ts";

export type BriefFileRead =
	| {
			readonly kind: "brief";
			readonly brief: Brief;
			/** Where each field stands; those that are left out have none. */
			readonly places: ReadonlyMap<string, Place>;
			/** Never an error. */
			readonly problems: readonly BriefProblem[];
	  }
	| { readonly kind: "failed"; readonly problems: readonly BriefProblem[] };

/** Characters; a longer file is not looked into. */
export const longestBriefFile = 300_000;

/**
 * The text is the repository's: anything may stand in it, and what it says loosens nothing. Its budget is bounded by the
 * person's settings where a task is made of it, and its checks are judged as any command is.
 */
export function readBriefFile(text: string): BriefFileRead {
	if (text.length > longestBriefFile) return failed([tooLong(text)]);
	const front = readFrontMatter(text);
	if (front.problems.some(({ severity }) => severity === "error")) return failed(front.problems);
	const contents = front.document?.contents ?? null;
	if (contents !== null && !isMap(contents) && front.document?.toJS() !== null) {
		return failed([problem(placeOf(contents, front.offset), "Fields are written as `name: value`, one a line.")]);
	}
	const fields: unknown = isMap(contents) ? front.document?.toJS() : {};
	const goal = goalIn(text, front);
	const unknown = unknownKeys(front);
	const parsed = briefSchema.safeParse({ ...(isRecord(fields) ? fields : {}), goal });
	if (parsed.success && unknown.length === 0) {
		return { kind: "brief", brief: parsed.data, places: placesIn(front), problems: front.problems };
	}
	const issues = parsed.success ? [] : parsed.error.issues.flatMap((issue) => issueProblems(issue, text, front));
	return failed([...unknown, ...issues]);
}

function failed(problems: readonly BriefProblem[]): BriefFileRead {
	return { kind: "failed", problems: problems.toSorted((one, two) => one.start - two.start) };
}

function problem(place: Place, text: string): BriefProblem {
	return { ...place, text, severity: "error" };
}

function tooLong(text: string): BriefProblem {
	const most = longestBriefFile.toLocaleString("en-US");
	return problem(firstLine(text, { start: 0, end: 1_000 }), `A brief file has at most ${most} characters.`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Line ends of Windows are the file's, not the goal's. */
function goalIn(text: string, { body, opening }: FrontMatter): string {
	const goal = text.slice(body.start, body.end).trim();
	const windows = opening === null || /^\ufeff?---[ \t]*\r\n/.test(text);
	return windows ? goal.replaceAll("\r\n", "\n") : goal;
}

const known: ReadonlySet<string> = new Set(fieldsOfBriefFile.map(({ name }) => name));

function unknownKeys({ document, offset }: FrontMatter): readonly BriefProblem[] {
	const contents = document?.contents;
	if (!isMap(contents)) return [];
	return contents.items.flatMap(({ key }) => {
		const name = String(key);
		if (known.has(name)) return [];
		const text =
			name === "goal"
				? "The goal is the text below the front matter."
				: `${quoted(name)} is no field of a brief.${nearest(name)}`;
		return [problem(placeOf(key, offset), text)];
	});
}

function quoted(name: string): string {
	return `“${name.length > 40 ? `${name.slice(0, 40)}…` : name}”`;
}

/** What is often written for it, or differs by case and hyphens only. */
function nearest(name: string): string {
	const plain = name.toLowerCase().replace(/[^a-z]/g, "");
	const field = [...known].find(
		(each) => each.toLowerCase() === plain || `${each.toLowerCase()}s` === plain || each.toLowerCase() === `${plain}s`,
	);
	const meant =
		field ?? (/^(?:done|dod|definition|acceptance(?:criteria)?)$/.test(plain) ? "definitionOfDone" : undefined);
	if (meant !== undefined) return ` It is written ${meant}.`;
	if (/^(?:allow|allowed|forbid|forbidden|files|include|exclude)$/.test(plain))
		return " Globs stand in scope, as allowed and forbidden.";
	return "";
}

function issueProblems(issue: z.core.$ZodIssue, text: string, front: FrontMatter): readonly BriefProblem[] {
	const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
	if (path[0] === "goal") {
		const said = issue.code === "too_small" ? "There is no goal: write it below the front matter." : issueText(issue);
		return [problem(goalPlace(text, front), said)];
	}
	if (issue.code === "unrecognized_keys") {
		if (path.length === 0) return [];
		return issue.keys.map((key) =>
			problem(nodePlace([...path, key], front, "key"), `${quoted(key)} is no field of ${String(path[0])}.`),
		);
	}
	return [problem(nodePlace(path, front, "value"), issueText(issue))];
}

/** With how it is written in YAML. */
function issueText(issue: z.core.$ZodIssue): string {
	const words = issueWords(issue);
	if (words === null) return issue.code === "custom" ? `${issue.message}.` : `This cannot be used: ${issue.message}.`;
	const form = issue.code === "invalid_type" ? (yamlForms[issue.expected] ?? "") : "";
	return `This ${words}${form}.`;
}

const yamlForms: Readonly<Record<string, string>> = {
	string: "; put it in quotes",
	array: ": one item a line, each behind a hyphen",
	object: ": one a line, indented",
};

/** The innermost node of the path that is there. */
function nodePlace(path: readonly (string | number)[], front: FrontMatter, what: "key" | "value"): Place {
	const { document, offset } = front;
	const parent: unknown = path.length > 1 ? document?.getIn(path.slice(0, -1), true) : document?.contents;
	const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === String(path.at(-1))) : undefined;
	if (pair && (what === "key" || isEmpty(placeOf(pair.value, 0)))) return placeOf(pair.key, offset);
	for (let length = path.length; length > 0; length -= 1) {
		const place = placeOf(document?.getIn(path.slice(0, length), true), offset);
		if (place.end > place.start && place.start > offset) return place;
	}
	return placesIn(front).get(String(path[0])) ?? front.opening ?? { start: 0, end: 0 };
}

function isEmpty({ start, end }: Place): boolean {
	return start === end;
}

/** Where a warning about the field is shown: its value or key; where it is left out, the first line of the front matter, else of the goal. */
export function placeOfField(text: string, field: BriefField): Place {
	const front = readFrontMatter(text.slice(0, longestBriefFile));
	if (field === "goal") return goalPlace(text, front);
	return placesIn(front).get(field) ?? front.opening ?? goalPlace(text, front);
}

function goalPlace(text: string, { body, opening }: FrontMatter): Place {
	const place = firstLine(text, body);
	return place.end > place.start ? place : (opening ?? place);
}

/** The first line that has something in it. */
function firstLine(text: string, { start, end }: Place): Place {
	const part = text.slice(start, end);
	const at = part.search(/\S/);
	if (at < 0) return { start, end: start };
	return { start: start + at, end: start + at + (/^[^\r\n]*/.exec(part.slice(at))?.[0].trimEnd().length ?? 0) };
}

/**
 * What `readBriefFile` reads as the same brief, if it is not longer than `longestBriefFile`. Fields stand in the order of
 * `fieldsOfBriefFile`.
 */
export function writeBriefFile(brief: Brief): string {
	const fields = fieldsOfBriefFile.flatMap(({ name }) => {
		const value: unknown = Object.entries(brief).find(([key]) => key === name)?.[1];
		return value === undefined ? [] : [[name, value] as const];
	});
	const yaml =
		fields.length === 0 ? "" : stringify(Object.fromEntries(fields), { lineWidth: 0, aliasDuplicateObjects: false });
	return `---\n${yaml}---\n\n${brief.goal.trim()}\n`;
}
