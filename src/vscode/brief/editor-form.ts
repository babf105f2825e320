/** Turns a brief into the texts of the editor's fields, and the texts into a brief or into what must be mended first. */

import { type CapName, capNames } from "../../core/budget/caps.ts";
import { globProblem } from "../../core/scope/scope.ts";
import type { Brief } from "../../core/task/brief.ts";
import type { BriefForm, FieldNote, FormField } from "../../protocol/draft.ts";

export const emptyForm: BriefForm = {
	...{ goal: "", definitionOfDone: "", kind: "other", mode: "change", allowed: "", forbidden: "", checks: "" },
	...{ base: "working-tree", model: "", effort: "", owner: "", money: "", tokens: "", minutes: "", turns: "" },
};

/** A command of several lines stays one command: its later lines begin with this. */
const goesOn = "↳ ";

export function formOf(brief: Partial<Brief>): BriefForm {
	const { goal = "", definitionOfDone = "", kind, mode, base, effort, scope, checks = [], budget = {} } = brief;
	const caps = Object.fromEntries(capNames.map((name) => [name, budget[name]?.toString() ?? ""]));
	return {
		...emptyForm,
		...caps,
		...{ goal, definitionOfDone, kind: kind ?? "other", mode: mode ?? "change", base: base ?? "working-tree" },
		...{ allowed: (scope?.allowed ?? []).join("\n"), forbidden: (scope?.forbidden ?? []).join("\n") },
		checks: checks.map((check) => linesOf(check).join(`\n${goesOn}`)).join("\n"),
		...{ model: oneLine(brief.model), effort: effort ?? "", owner: oneLine(brief.owner) },
	};
}

export interface ReadForm {
	/** What makes sense of the texts; without a field that has a problem. */
	readonly brief: Partial<Brief>;
	/** In the order of the fields. Empty: the brief can be delegated. */
	readonly problems: readonly FieldNote[];
}

/** What is left empty, or at what holds anyway, does not stand in the brief. */
export function readForm(form: BriefForm, attachments: Brief["attachments"] = []): ReadForm {
	const [goal, definitionOfDone] = [form.goal.trim(), form.definitionOfDone.trim()];
	const [allowed, forbidden] = [filledLines(form.allowed), filledLines(form.forbidden)];
	const checks = checksIn(form.checks);
	const problems = problemsOf(form, { allowed, forbidden, checks });
	const fits = (field: FormField) => problems.every((problem) => problem.field !== field);
	const scope = { allowed: allowed.filter(isGlob), forbidden: forbidden.filter(isGlob) };
	const words = {
		...{ definitionOfDone, model: form.model.trim(), owner: form.owner.trim(), effort: form.effort },
		...{ base: unless(form.base.trim(), "working-tree"), kind: unless(form.kind, "other") },
		mode: unless(form.mode, "change"),
	};
	return {
		brief: {
			...(goal === "" ? {} : { goal }),
			...Object.fromEntries(Object.entries(words).filter(([, word]) => word !== "")),
			...(scope.allowed.length + scope.forbidden.length === 0 ? {} : { scope }),
			...(checks.length === 0 ? {} : { checks: [...checks] }),
			...budgetIn(form, fits),
			...(attachments.length === 0 ? {} : { attachments: [...attachments] }),
		},
		problems,
	};
}

function budgetIn(form: BriefForm, fits: (field: FormField) => boolean): Pick<Brief, "budget"> {
	const caps = capNames.flatMap((name) =>
		form[name].trim() === "" || !fits(name) ? [] : [[name, amountIn(form[name])]],
	);
	return caps.length === 0 ? {} : { budget: Object.fromEntries(caps) };
}

interface Lists {
	readonly allowed: readonly string[];
	readonly forbidden: readonly string[];
	readonly checks: readonly string[];
}

/** The most that a brief holds, as in `task/brief.ts`; in characters where it is a text. */
const most = {
	goal: 100_000,
	definitionOfDone: 10_000,
	base: 250,
	model: 200,
	owner: 200,
	globs: 200,
	checks: 50,
} as const;

const names = { goal: "The goal", definitionOfDone: "It", base: "It", model: "It", owner: "It" } as const;

function problemsOf(form: BriefForm, { allowed, forbidden, checks }: Lists): readonly FieldNote[] {
	const note = (field: FormField, text: string): readonly FieldNote[] => (text === "" ? [] : [{ field, text }]);
	return [
		...note("goal", form.goal.trim() === "" ? "Say what shall be done." : tooLong("goal", form.goal)),
		...note("definitionOfDone", tooLong("definitionOfDone", form.definitionOfDone)),
		...note("allowed", globsProblem(allowed)),
		...note("forbidden", globsProblem(forbidden)),
		...note(
			"checks",
			checks.length > most.checks ? `${checks.length} commands; at most ${most.checks} are taken.` : "",
		),
		...note("base", form.base.trim() === "" ? "Say what the task begins with." : tooLong("base", form.base)),
		...note("model", tooLong("model", form.model)),
		...note("owner", tooLong("owner", form.owner)),
		...capNames.flatMap((name) => note(name, capProblem(name, form[name]))),
	];
}

function tooLong(field: keyof typeof names, text: string): string {
	const { length } = text.trim();
	const shown = (count: number) => count.toLocaleString("en-US");
	return length > most[field]
		? `${names[field]} has ${shown(length)} characters; at most ${shown(most[field])} are taken.`
		: "";
}

function isGlob(glob: string): boolean {
	return globProblem(glob) === null;
}

function globsProblem(globs: readonly string[]): string {
	const [first, ...others] = globs.flatMap((glob) => globProblem(glob) ?? []);
	if (first !== undefined) return `${first}.${others.length === 0 ? "" : ` And ${others.length} more.`}`;
	return globs.length > most.globs ? `${globs.length} globs; at most ${most.globs} are taken.` : "";
}

/** The most that a brief may ask for at all, as in `task/brief.ts`. */
const mostOf = { money: 10_000, tokens: 1_000_000_000, minutes: 10_000, turns: 10_000 } as const;

function capProblem(name: CapName, text: string): string {
	if (text.trim() === "") return "";
	const amount = amountIn(text);
	const whole = name === "tokens" || name === "turns";
	const limit = mostOf[name].toLocaleString("en-US");
	if (Number.isNaN(amount) || amount <= 0 || (whole && !Number.isInteger(amount)))
		return `Write a ${whole ? "whole number" : "number, with a point for the fraction,"} above 0, at most ${limit}.`;
	return amount > mostOf[name] ? `At most ${limit}.` : "";
}

/** Not a number where it could be read in two ways, such as "5,50". */
function amountIn(text: string): number {
	const plain = text.trim().replace(/^\$\s*/, "");
	if (!/^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/.test(plain)) return Number.NaN;
	return Number(plain.replaceAll(",", ""));
}

function checksIn(text: string): readonly string[] {
	const checks: string[] = [];
	for (const line of linesOf(text)) {
		const last = checks.length - 1;
		if (line.startsWith(goesOn) && last >= 0) checks[last] += `\n${line.slice(goesOn.length)}`;
		else if (line.trim() !== "") checks.push(line.trim());
	}
	return checks.map((check) => check.trim());
}

function filledLines(text: string): readonly string[] {
	return linesOf(text).flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
}

function linesOf(text: string): readonly string[] {
	return text.split(/\r\n|\r|\n/);
}

function oneLine(text = ""): string {
	return linesOf(text).join(" ");
}

function unless<T extends string>(word: T, usual: T): T | "" {
	return word === usual ? "" : word;
}
