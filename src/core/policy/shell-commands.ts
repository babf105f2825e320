/** Takes a command line apart with a shell grammar: its commands wherever they stand, and what else is in it. */

import { type ParsedScript, parse } from "unbash";
import { accountProblem } from "./account.ts";
import { Walk } from "./shell-walk.ts";
import type { ShellWord } from "./shell-words.ts";

export interface ShellCommand {
	/** As it is written. */
	readonly text: string;
	/** Where it begins: tells commands apart that are written alike. */
	readonly at: number;
	/** The program and its arguments; assignments in front are not among them. */
	readonly words: readonly ShellWord[];
	/** `NAME=value` in front of it, or alone. */
	readonly assignments: readonly ShellAssignment[];
	/** Here-documents and here-strings that it is fed; the value is null where it is not certain. */
	readonly fed: readonly ShellWord[];
	/** Files that it is redirected to or from. */
	readonly redirects: readonly ShellRedirect[];
	/** The folders in which it could run, relative to the root; the last is the likeliest. */
	readonly folders: readonly string[];
	/** Names of files that it is piped, as a pattern; null when it is piped something else or nothing. */
	readonly listed: ShellWord | null;
	/** The programs before it in its pipeline. */
	readonly behind: readonly string[];
	/** Whether its result is nothing but text in the word of another command. */
	readonly inner: boolean;
}

export interface ShellAssignment {
	readonly name: string;
	/** Null for arrays, subscripts and additions. */
	readonly word: ShellWord | null;
}

export interface ShellRedirect {
	readonly kind: "read" | "write";
	readonly target: ShellWord;
}

export interface ShellScript {
	/** In the order of the text, those in substitutions and functions included; the body of a loop once for every word. */
	readonly commands: readonly ShellCommand[];
	/** What stands in the way of judging it command by command, in sentences for a person; empty when nothing does. */
	readonly problems: readonly string[];
}

const notParsed = "It cannot be parsed as a shell command.";

/** Never throws: what cannot be parsed is a problem, and what was understood of it is there all the same. */
export function parseShell(source: string, folders: readonly string[] = [""]): ShellScript {
	let script: ParsedScript;
	try {
		script = parse(source);
	} catch {
		// A parser that breaks on a text has not understood it.
		return { commands: [], problems: [notParsed] };
	}
	const walk = new Walk(folders);
	try {
		walk.script(script, source);
	} catch {
		// Lazy parts are parsed only now.
		return { commands: walk.commands, problems: [notParsed] };
	}
	const account = walk.problems.size === 0 ? accountProblem(script, source) : undefined;
	return { commands: walk.commands, problems: [...walk.problems, ...(account === undefined ? [] : [account])] };
}
