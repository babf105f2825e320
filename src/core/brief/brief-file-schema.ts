/** What a brief file's front matter may hold, for an editor: fields with their words, and the JSON schema. */

import * as z from "zod";
import { briefSchema } from "../task/brief.ts";
import { bases, efforts, kinds, modes } from "./words.ts";

export interface BriefFileField {
	/** The key, e.g. `mode`; within its parent, e.g. `allowed` in `scope`. */
	readonly name: string;
	/** One or two sentences, Markdown without links. */
	readonly doc: string;
	/** `list`: of texts, one a line; `entries`: a list whose items have keys; `fields`: it has keys of its own. */
	readonly shape: "text" | "number" | "list" | "entries" | "fields";
	/** What may be written, where that is a fixed choice or has common values. */
	readonly values: readonly BriefFileValue[];
	/** The keys below it; none unless `shape` is `fields` or `entries`. */
	readonly fields: readonly BriefFileField[];
}

export interface BriefFileValue {
	readonly value: string;
	readonly doc: string;
}

/** In the order in which `writeBriefFile` writes them. A test compares them with the schema of a brief. */
export const fieldsOfBriefFile: readonly BriefFileField[] = [
	text(
		"definitionOfDone",
		"What will be true when it is done, and how that is seen: a sentence that could be found to be false.",
	),
	chosen("mode", "`change`, or `explore`: then nothing is changed and the result is an answer with places.", modes, {
		change: "The result is a change that you review.",
		explore: "Nothing is changed; the result is an answer that names its places.",
	}),
	chosen("kind", "What sort of work it is. Estimates and the calibration report are by kind.", kinds, {
		bug: "Something goes wrong and is put right.",
		tests: "Code that exists gets tests.",
		refactor: "The code changes; what it does stays the same.",
		dependency: "A package is updated, added or removed.",
		scaffold: "Something new after an existing pattern.",
		docs: "Documents are brought in line with the code.",
		explore: "A question about the code.",
		other: "Anything else.",
	}),
	chosen("base", "What the task begins with: `working-tree`, `HEAD`, or the name of a branch.", bases, {
		"working-tree": "What lies in the folder, uncommitted work included.",
		HEAD: "The last commit, without uncommitted work.",
	}),
	text("model", "The provider's id of the model; left out, your setting holds."),
	chosen("effort", "How much the model thinks; left out, it is the model's own measure.", efforts, {
		low: "Thinks least; cheapest.",
		medium: "Thinks less than usual.",
		high: "Thinks much.",
		xhigh: "Thinks very much.",
		max: "Thinks most; dearest.",
	}),
	text("owner", "The one person who is responsible, as `Name <address>`; left out, git's user."),
	parent("scope", "Which files may be changed. Everything can be read.", [
		list("allowed", "Globs of what may be changed, one a line; left out, everything."),
		list("forbidden", "Globs of what must not be changed, whatever is allowed."),
	]),
	list("checks", "Command lines that prove the result, one a line. Remit runs them after the agent has finished."),
	parent("budget", "What it may use at most. A file can ask for less than your settings allow, never for more.", [
		number("money", "US dollars."),
		number("tokens", "Tokens, input and output."),
		number("minutes", "Minutes in which the task runs; waiting for you does not count."),
		number("turns", "Replies of the model."),
	]),
	{
		name: "attachments",
		doc: "Text that belongs to the goal as material: a selection, a message. The agent takes it as data.",
		shape: "entries",
		values: [],
		fields: [text("title", "What it is and where it is from, in a line."), text("text", "The text itself.")],
	},
];

function text(name: string, doc: string): BriefFileField {
	return { name, doc, shape: "text", values: [], fields: [] };
}

function number(name: string, doc: string): BriefFileField {
	return { name, doc, shape: "number", values: [], fields: [] };
}

function list(name: string, doc: string): BriefFileField {
	return { name, doc, shape: "list", values: [], fields: [] };
}

function parent(name: string, doc: string, fields: readonly BriefFileField[]): BriefFileField {
	return { name, doc, shape: "fields", values: [], fields };
}

function chosen<const V extends string>(
	name: string,
	doc: string,
	values: readonly V[],
	docs: Readonly<Record<V, string>>,
): BriefFileField {
	return { name, doc, shape: "text", values: values.map((value) => ({ value, doc: docs[value] })), fields: [] };
}

type Json = Readonly<Record<string, unknown>>;

/** JSON schema (2020-12) of the front matter: that of a brief, without the goal, which stands below it. */
export function briefFileSchema(): Json {
	const { $schema, properties } = z.toJSONSchema(briefSchema.omit({ goal: true }), { io: "input" });
	return {
		$schema,
		title: "The front matter of a Remit brief file (*.remit.md)",
		type: "object",
		properties: described(properties, fieldsOfBriefFile),
		additionalProperties: false,
	};
}

/** The schema's properties in the fields' order and with their words; what has no words keeps its place at the end. */
function described(properties: unknown, fields: readonly BriefFileField[]): Json {
	const all = isJson(properties) ? properties : {};
	const known = fields.flatMap(({ name, doc, fields: inner }) => {
		const schema = all[name];
		return isJson(schema) ? [[name, { description: doc, ...withInner(schema, inner) }] as const] : [];
	});
	return {
		...Object.fromEntries(known),
		...Object.fromEntries(Object.entries(all).filter(([name]) => !known.some(([own]) => own === name))),
	};
}

function withInner(schema: Json, fields: readonly BriefFileField[]): Json {
	if (fields.length === 0) return schema;
	if (isJson(schema["items"])) return { ...schema, items: withInner(schema["items"], fields) };
	return { ...schema, properties: described(schema["properties"], fields) };
}

function isJson(value: unknown): value is Json {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
