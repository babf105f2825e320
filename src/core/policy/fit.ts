/** Fits a command to what is known of its program: the longest sub-command, then every option and argument. */

import { candidatesOf, type Inner, only, startsWith } from "./candidates.ts";
import type { Findings, Ground } from "./findings.ts";
import { readForm } from "./form-reader.ts";
import { findOptions } from "./options.ts";
import type { Form, OptionList, ProgramForms } from "./programs/form.ts";
import type { ShellWord } from "./shell-words.ts";
import { visible } from "./visible.ts";

/** Judges the arguments of a known program. */
export function fitForms(program: ProgramForms, args: readonly ShellWord[], ground: Ground, inner: Inner): Findings {
	const called = looseWords(args, program.global ?? "");
	const candidates = candidatesOf(program).filter(({ sub }) => startsWith(called, sub));
	const denied = candidates.find(({ form, sub }) => form.verdict === "deny" && fitsLoosely(form, sub, called, args));
	if (denied) return only("deny", denied.form.why);
	const longest = Math.max(-1, ...candidates.map(({ sub }) => sub.length));
	let failed: Findings | undefined;
	let meant = false;
	let secret: Findings | undefined;
	const fitting = candidates.filter(({ sub }) => sub.length === longest);
	const wraps = fitting.some(
		({ form }) => /^(?:command|own)$/.test(form.first?.[0] ?? form.args ?? "") || form.args === "own",
	);
	for (const candidate of fitting) {
		const { form, sub } = candidate;
		const holds = form.verdict === "ask" || form.verdict === "deny";
		if (holds && !fitsLoosely(form, sub, called, wraps ? beforeCommand(args, called[longest]) : args)) continue;
		const read = readForm(candidate, args, ground, inner);
		if (!holds && (read.verdict === "safe" || read.verdict === "workspace")) return read;
		if (read.verdict === "deny") secret ??= read;
		if (holds) return secret ?? asked(form, read);
		if (!failed || (!meant && fitsLoosely(form, sub, called, args)))
			[failed, meant] = [read, fitsLoosely(form, sub, called, args)];
	}
	return secret ?? failed ?? only("ask", unknownForm(program, called));
}

/** The reason is the form's, what it touches and would reach is what was found. */
function asked(form: Form, read: Findings): Findings {
	const findings = only("ask", form.why);
	findings.touches.push(...read.touches);
	findings.domains.push(...read.domains, ...(form.domains ?? []));
	return findings;
}

function unknownForm({ names }: ProgramForms, called: readonly string[]): string {
	const [word] = called;
	return word === undefined
		? `is a form of ${names[0]} that is not on the list`
		: `is a form of ${names[0]} that is not on the list (\`${visible(word)}\`)`;
}

/** The words that are no options and no values of the options before a sub-command; an option that is not known is skipped. */
function looseWords(args: readonly ShellWord[], global: OptionList): readonly string[] {
	const words: string[] = [];
	for (let at = 0; at < args.length; at++) {
		const value = args[at]?.value ?? "\0";
		if (value === "--") return [...words, ...args.slice(at + 1).map((word) => word.value ?? "\0")];
		if (!value.startsWith("-") || value === "-") words.push(value);
		else if (findOptions(value, true, [global])?.at(-1)?.joined === null && takesNext(value, global)) at++;
	}
	return words;
}

function takesNext(value: string, global: OptionList): boolean {
	const last = findOptions(value, true, [global])?.at(-1);
	return last !== undefined && last.kind !== "" && last.joined === null;
}

function fitsLoosely(
	form: Form,
	sub: readonly string[],
	called: readonly string[],
	args: readonly ShellWord[],
): boolean {
	const count = called.length - sub.length;
	if (form.count && (count < form.count[0] || count > form.count[1])) return false;
	const { needs } = form;
	if (!needs) return true;
	return args.some(({ value }) => {
		if (value === null) return false;
		return needs.some(
			(need) => value === need || value.startsWith(`${need}=`) || (form.verdict === "deny" && hasLetter(value, need)),
		);
	});
}

/** The words before the command that a wrapper runs: what follows are its options. */
function beforeCommand(args: readonly ShellWord[], first: string | undefined): readonly ShellWord[] {
	const at = args.findIndex(({ value }) => value === first);
	return at < 0 ? args : args.slice(0, at);
}

/** `-xf` has `-f`. */
function hasLetter(value: string, need: string): boolean {
	return /^-\w$/.test(need) && /^-[A-Za-z]{2,}$/.test(value) && value.includes(need.slice(1));
}
