/** Knows which commands print names of files of the checkout, so that what takes them from a pipe can be judged. */

import { secrecy } from "./places.ts";
import { expressionFits, matcherFits } from "./secret-names.ts";
import type { ShellCommand } from "./shell-commands.ts";
import { type ShellWord, staticWord } from "./shell-words.ts";

/** What a command's output stands for when it is nothing but names of files in the checkout; else null. */
export function listingOf({ words, listed }: Pick<ShellCommand, "words" | "listed">): ShellWord | null {
	const values = words.map(({ value }) => value);
	if (!values.every((value) => value !== null)) return null;
	const [program, ...args] = values;
	switch (program) {
		case "find":
			return findListing(args);
		case "fd":
		case "fdfind":
			return args.some((arg) => /^-[xX]|^--(?:exec|format|absolute)|^-a/.test(arg)) ? null : fdListing(args);
		case "git":
			return gitListing(args);
		case "ls":
			return args.every((arg) => /^(?:-1|-A|[^-].*)$/.test(arg)) ? names("**/*", true) : null;
		case "rg":
			return args.some((arg) => /^(?:-l|--files|--files-with-matches|--files-without-match)$/.test(arg))
				? names("**/*", true)
				: null;
		case "grep":
			if (args.some((arg) => /^-[a-zA-Z]*[lL]|^--files-with/.test(arg))) return names("**/*", true);
			// `grep env` picks out the very names that must not be read.
			if (
				!args.includes("-v") &&
				args.some((arg) => !arg.startsWith("-") && (interest(arg) > 0 || expressionFits(arg)))
			)
				return null;
			return listed !== null && isFilter(args, 1) && !args.some((arg) => /^-[a-zA-Z]*[ocnHbr]|^--/.test(arg))
				? listed
				: null;
		case "sort":
		case "head":
		case "tail":
		case "tac":
		case "uniq":
			return isFilter(args, 0) ? listed : null;
		default:
			return null;
	}
}

function names(pattern: string, loose: boolean): ShellWord {
	return { ...staticWord(pattern), text: "…", plain: false, glob: true, loose };
}

/** Whether there are no more arguments than these, so that it reads what it is piped. */
function isFilter(args: readonly string[], most: number): boolean {
	return (
		args.filter((arg) => !arg.startsWith("-") && !/^\d+$/.test(arg)).length === most &&
		!args.some((arg) => /^-[fec]/.test(arg))
	);
}

/** What `fd` prints: its regular expression says which names. */
export function fdListing(args: readonly string[]): ShellWord {
	const aimed = args.map((arg) => arg.replace(/[\\^$]/g, "")).find((arg) => isSecret(arg) || isSecret(`x.${arg}`));
	const [expression = "."] = args.filter((arg, at) => !arg.startsWith("-") && !/^-[etdEjS]$/.test(args[at - 1] ?? ""));
	const hidden = args.length > 1 && expression !== "." && expressionFits(expression) ? ".env" : "*";
	return names(`./**/${aimed ?? hidden}`, false);
}

function isSecret(name: string): boolean {
	return secrecy(name, false) !== "no";
}

/** What `find` prints, or gives to the command after `-exec`. */
export function findListing(args: readonly string[]): ShellWord | null {
	// What is told by more than names could be any file.
	if (
		args.some((arg) => /^-(?:f?printf|fprint0?|f?ls|files0-from|samefile|i?regex|perm|inum|links|i?lname)$/.test(arg))
	)
		return null;
	const patterns = args.filter(
		(_, at) =>
			/^-i?(?:name|path|wholename)$/.test(args[at - 1] ?? "") && args[at - 2] !== "!" && args[at - 2] !== "-not",
	);
	if (patterns.some((one) => (one.includes("/") && secrecy(one, true) !== "no") || matcherFits(one))) return null;
	const [pattern] = patterns.toSorted((a, b) => interest(b) - interest(a));
	const first = args[0] ?? "";
	const root = first === "" || /^[-!(]/.test(first) ? "." : first;
	return names(`${root.replace(/\/+$/, "")}/**/${pattern?.replace(/^.*\//, "") ?? "*"}`, false);
}

/** The pattern that says most about the names decides whether they could be secrets. */
function interest(pattern: string): number {
	return /^\.|env|key|pem|rsa|secret|cred|token/i.test(pattern) ? 1 : 0;
}

function gitListing(args: readonly string[]): ShellWord | null {
	const [command, ...options] = args;
	if (options.some((option) => secrecy(option, true) !== "no")) return null;
	if (command === "ls-files")
		return options.some((option) => /^-(?:s|-stage|-format|-debug|-eol|-full-name)/.test(option))
			? null
			: names("**/*", true);
	if (command === "diff" || command === "show") return options.includes("--name-only") ? names("**/*", true) : null;
	if (command === "grep") return options.some((option) => /^-[a-zA-Z]*l/.test(option)) ? names("**/*", true) : null;
	return null;
}
