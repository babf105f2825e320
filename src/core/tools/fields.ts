/** Fields of tool inputs: strict in what the model is told, tolerant of harmless slips in what it sends. */

import * as z from "zod";

/** A text; numbers and booleans are taken as they are written. */
export const textField = z.preprocess(asText, z.string());

/** A text that says something. */
export const sentenceField = z.preprocess(asText, z.string().trim().min(1, "must not be empty"));

/** The path of a file. */
export const fileField = z.preprocess(asText, z.string().trim().min(1, "a path is needed"));

/** A whole number, also as a string. */
export const wholeField = z.preprocess(asWhole, z.int());

/** Yes or no, also as a string. */
export const flagField = z.preprocess(asFlag, z.boolean());

/** Texts; a single one, or a list written as JSON, is taken as a list. */
export const textsField = z.preprocess(asList, z.array(z.preprocess(asText, z.string())));

function asText(value: unknown): unknown {
	return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

function asWhole(value: unknown): unknown {
	const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
	return typeof number === "number" && Number.isFinite(number) ? Math.round(number) : value;
}

function asFlag(value: unknown): unknown {
	if (value === "true") return true;
	return value === "false" ? false : value;
}

/** A list that came as its JSON text, or one item without its list. */
export function asList(value: unknown): unknown {
	const list = typeof value === "string" && value.trimStart().startsWith("[") ? parsedJson(value) : value;
	return typeof list === "string" ? [list] : list;
}

function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
