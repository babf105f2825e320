/** The words of a brief as a person reads them. */

import { bases, type Effort, type Mode } from "../../src/core/brief/words.ts";
import { counted } from "../text/format.ts";

export const modeWords: Readonly<Record<Mode, string>> = {
	change: "Change files",
	explore: "Only look, and answer",
};

export const effortWords: Readonly<Record<Effort, string>> = {
	low: "Low",
	medium: "Medium",
	high: "High",
	xhigh: "Very high",
	max: "Highest",
};

const baseNames: Readonly<Record<(typeof bases)[number], string>> = {
	"working-tree": "Working tree, with uncommitted work",
	HEAD: "Last commit (HEAD)",
};

export function baseWord(base: string): string {
	const known = bases.find((each) => each === base);
	return known === undefined ? base : baseNames[known];
}

/** "2 problems and 1 warning"; empty where there are none. */
export function countWords(warnings: number, problems: number): string {
	const parts = [problems > 0 ? counted(problems, "problem") : "", warnings > 0 ? counted(warnings, "warning") : ""];
	return parts.filter((part) => part !== "").join(" and ");
}
