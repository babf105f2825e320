/** Reads the sentences on which the brief check is measured, and measures it. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { WarningName } from "../../src/core/brief/warning.ts";

export interface Sentence {
	readonly names: readonly string[];
	readonly fields: readonly string[];
}

/** Lines of `names | field | field`; `-` stands for no names. */
export function readSentences(file: string): readonly Sentence[] {
	const text = readFileSync(join(import.meta.dirname, "../fixtures/brief", file), "utf8");
	const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
	return lines.map((line) => {
		const [names = "", ...fields] = line.split(" | ");
		return {
			names: names === "-" ? [] : names.split(","),
			fields: fields.map((field) => field.replaceAll("\\n", "\n")),
		};
	});
}

export interface Measure {
	/** Of those that deserve the warning, the part that has it. */
	readonly recall: number;
	/** Of those that have it, the part that deserves it. */
	readonly precision: number;
	readonly missed: readonly string[];
	readonly wrong: readonly string[];
}

export function measure(
	name: WarningName,
	sentences: readonly Sentence[],
	found: (sentence: Sentence) => readonly string[],
): Measure {
	const deserve = sentences.filter(({ names }) => names.includes(name));
	const have = sentences.filter((sentence) => found(sentence).includes(name));
	const both = deserve.filter((sentence) => have.includes(sentence)).length;
	const text = ({ fields }: Sentence) => fields.join(" | ");
	return {
		recall: deserve.length === 0 ? 1 : both / deserve.length,
		precision: have.length === 0 ? 1 : both / have.length,
		missed: deserve.filter((sentence) => !have.includes(sentence)).map(text),
		wrong: have.filter(({ names }) => !names.includes(name)).map(text),
	};
}
