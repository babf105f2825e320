/** The forms of a program, one for each spelling of its sub-command, and what fitting them needs. */

import { Findings, type Ground } from "./findings.ts";
import type { Form, ProgramForms } from "./programs/form.ts";
import type { ShellWord } from "./shell-words.ts";

/** How the commands in a command's arguments are judged. */
export interface Inner {
	command(words: readonly ShellWord[], ground: Ground): Findings;
	script(text: string, ground: Ground): Findings;
}

/** One form under one of its sub-command's spellings. */
export interface Candidate {
	readonly program: ProgramForms;
	readonly form: Form;
	readonly sub: readonly string[];
}

const split = new WeakMap<ProgramForms, readonly Candidate[]>();

export function candidatesOf(program: ProgramForms): readonly Candidate[] {
	const known = split.get(program);
	if (known) return known;
	const made = program.forms.flatMap((form) =>
		form.sub.split("|").map((sub) => ({ program, form, sub: sub.split(/\s+/).filter((word) => word !== "") })),
	);
	split.set(program, made);
	return made;
}

export function startsWith(words: readonly string[], sub: readonly string[]): boolean {
	return sub.every((word, at) => words[at] === word);
}

/** One reason and nothing else. */
export function only(verdict: "ask" | "deny", why: string): Findings {
	const findings = new Findings();
	findings.add(verdict, why);
	return findings;
}
