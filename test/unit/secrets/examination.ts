/** Reads the examination set: texts as they occur, whose secrets are made up anew from alphabet, length and structure. */

import { readdirSync, readFileSync } from "node:fs";
import { makeValue } from "./made-values.ts";

export interface Examined {
	readonly name: string;
	readonly text: string;
	/** The made values in it, but those of `⟦~…⟧`; in an innocent text they are no secrets. */
	readonly values: readonly string[];
	/** Every third text was looked at last, when the redactor had been repaired on the others. */
	readonly untouched: boolean;
}

const folder = new URL("./examination/", import.meta.url);

export function examination(kind: "secret" | "innocent"): readonly Examined[] {
	return readdirSync(folder)
		.filter((file) => file.endsWith(`.${kind}.txt`))
		.sort()
		.flatMap((file) => readFileSync(new URL(file, folder), "utf8").split(/^%% /m).slice(1))
		.map((block, at) => readBlock(block, at));
}

function readBlock(block: string, at: number): Examined {
	const end = block.indexOf("\n");
	const name = block.slice(0, end);
	const values: string[] = [];
	let made = 0;
	const text = block
		.slice(end + 1)
		.trimEnd()
		.replace(/⟦([^⟧]+)⟧/g, (_, form: string) => {
			const value = makeValue(form.replace("~", ""), `${name} ${++made}`);
			if (!form.startsWith("~")) values.push(value);
			return value;
		});
	return { name, text, values, untouched: at % 3 === 2 };
}

/** A secret survives when a run of 60 % of it, or of twelve of its characters, is still there. */
export function survives(value: string, after: string): boolean {
	const length = Math.min(12, Math.ceil(value.length * 0.6));
	for (let start = 0; start + length <= value.length; start++) {
		if (after.includes(value.slice(start, start + length))) return true;
	}
	return false;
}
