/** Reads one simple command: its words, what it is fed, and where its output goes. */

import type { Assignment, Command, HereDoc, HereString, Redirect, Redirection } from "unbash";
import type { ShellAssignment, ShellCommand, ShellRedirect } from "./shell-commands.ts";
import {
	resolveParts,
	resolveWord,
	resolveWords,
	type ShellWord,
	type Surroundings,
	staticWord,
	visitScripts,
} from "./shell-words.ts";

type Simple = Pick<ShellCommand, "text" | "at" | "words" | "assignments" | "fed" | "redirects">;

export function commandOf(command: Command, source: string, around: Surroundings): Simple {
	const assignments: ShellAssignment[] = [];
	for (const part of command.prefix) if (part.type === "Assignment") assignments.push(assignmentOf(part, around));
	const args = command.args.flatMap((arg) =>
		arg.type === "Word" ? resolveWords(arg, around) : [assigned(arg, around)],
	);
	return {
		text: source.slice(command.pos, command.end),
		at: command.pos,
		words: command.name ? [resolveWord(command.name, around), ...args] : [],
		assignments,
		...redirectsOf(command.redirects, around),
	};
}

function assignmentOf({ name, value, append, index }: Assignment, around: Surroundings): ShellAssignment {
	if (index) visitScripts(index, around);
	if (value.type === "ArrayValue") {
		visitScripts(value, around);
		return { name, word: null };
	}
	const word = resolveWord(value, around);
	return { name, word: append || index ? null : word };
}

/** `alias x='git push'`, `export CI=1`: the argument as the program receives it. */
function assigned(part: Assignment, around: Surroundings): ShellWord {
	const { name, word } = assignmentOf(part, around);
	const lead = `${name}=`;
	if (word === null) return { ...staticWord(""), text: part.text, value: null, plain: false, lead: "" };
	return {
		...word,
		...{ text: part.text, plain: word.plain && part.text === lead + word.text },
		...{ value: word.value === null ? null : lead + word.value, lead: lead + word.lead },
	};
}

export function redirectsOf(list: readonly Redirection[], around: Surroundings): Pick<Simple, "fed" | "redirects"> {
	const fed: ShellWord[] = [];
	const redirects: ShellRedirect[] = [];
	for (const one of list) {
		if (one.descriptor?.type === "FileDescriptorVariable") around.problem("It sets a variable to an open file.");
		if (one.type === "HereDoc") fed.push(document(one, around));
		else if (one.type === "HereString") fed.push(hereString(one, around));
		else redirects.push(...redirectOf(one, around));
	}
	return { fed, redirects };
}

function document({ body, delimiter, closing }: HereDoc, around: Surroundings): ShellWord {
	if (!closing) around.problem("It cannot be parsed as a shell command.");
	if (delimiter?.quoted || body.parts === undefined) return { ...staticWord(body.text), plain: false };
	return { ...resolveParts(body.parts, around), text: body.text };
}

function hereString({ target }: HereString, around: Surroundings): ShellWord {
	return target ? resolveWord(target, around) : staticWord("");
}

function redirectOf({ operator, target }: Redirect, around: Surroundings): readonly ShellRedirect[] {
	if (!target) {
		around.problem("It cannot be parsed as a shell command.");
		return [];
	}
	// `2>&1` and `>&-` join what is open already.
	if ((operator === ">&" || operator === "<&") && /^(?:\d-?|-)$/.test(target.text)) return [];
	if (operator === "<&") around.problem("It joins its input to what is not known beforehand.");
	return [{ kind: operator === "<" ? "read" : "write", target: resolveWord(target, around) }];
}
