/** The policy: whether a command line runs by itself, waits for the person, or never runs. */

import { effects, subcommandEffects } from "./effects.ts";
import { neverReason } from "./never.ts";
import { plainArguments, programOf, reachedCommands } from "./reach.ts";
import { isSafe, isSafeProgram } from "./safe.ts";
import { parseShell, type ShellCommand, type ShellScript } from "./shell-commands.ts";
import { characterProblem, visible } from "./visible.ts";

export type Verdict = "safe" | "ask" | "deny";

export interface Decision {
	readonly verdict: Verdict;
	/** One or more sentences for the person, and for the model where it is denied. */
	readonly because: string;
	/** The commands in it, in order. */
	readonly segments: readonly Segment[];
}

export interface Segment {
	readonly text: string;
	readonly verdict: Verdict;
	readonly because: string;
}

/** What is longer, in UTF-16 units, or has more commands, is never judged safe. */
const lengthLimit = 4_096;
const commandLimit = 20;
/** What is longer is not even taken apart. */
const parseLimit = 16_384;

/**
 * Judges a bash command line. Pure, and total: any text has a verdict. Deny beats ask beats safe; what is not understood
 * to the last character is asked about. `safe` holds for `bash --noprofile --norc -c` in a fresh process only.
 */
export function decide(command: string): Decision {
	if (command.trim() === "") return ask("The command is empty.", []);
	if (command.length > parseLimit) return ask(`It is too long to be judged (${command.length} characters).`, []);
	const script = parseShell(command);
	const segments = script.commands.map(judge);
	const denied = segments.filter(({ verdict }) => verdict === "deny");
	if (denied.length > 0) return { verdict: "deny", because: together(denied.map(({ because }) => because)), segments };
	if (isForkBomb(command)) return { verdict: "deny", because: "It starts copies of itself without end.", segments };
	const asked = segments.filter(({ verdict }) => verdict === "ask").map(({ because }) => because);
	const reasons = [...asked, ...wholeProblems(command, script)];
	if (reasons.length > 0) return ask(together(reasons), segments);
	return { verdict: "safe", because: "It only reads names and versions, and no file's contents.", segments };
}

function ask(because: string, segments: readonly Segment[]): Decision {
	return { verdict: "ask", because, segments };
}

function judge(command: ShellCommand): Segment {
	const reached = reachedCommands(command);
	const text = visible(command.text);
	for (const one of reached) {
		const never = neverReason(one);
		if (never) return { text: command.text, verdict: "deny", because: `\`${text}\` ${never}.` };
	}
	if (isSafe(command)) return { text: command.text, verdict: "safe", because: `\`${text}\` only reads.` };
	return { text: command.text, verdict: "ask", because: `\`${text}\` ${effectOf(reached)}.` };
}

/** What it does, in words: of the commands that it reaches, the innermost that is known. */
function effectOf(reached: readonly ShellCommand[]): string {
	for (const command of reached.toReversed()) {
		const called = [programOf(command), ...plainArguments(command).map(({ value }) => value ?? "")];
		const listed = subcommandEffects.find(({ words }) => words.every((word, at) => called[at] === word));
		const effect = listed?.why ?? effects.get(called[0] ?? "");
		if (effect !== undefined) return effect;
	}
	const [command] = reached;
	if (command && isSafeProgram(command)) return "has an argument that is not on its list";
	if (!command || command.words.length === 0) return "runs no program, but can set variables or write files";
	return command.words[0]?.value === null
		? "runs a program that is not known beforehand"
		: "is not on the list of commands that only read";
}

/** What keeps the whole from being safe, whatever its commands are. */
function wholeProblems(command: string, { problems, commands, between }: ShellScript): readonly string[] {
	const characters = characterProblem(command);
	const found = [...(characters ? [characters] : []), ...problems];
	if (command.length > lengthLimit) found.push(`It is very long (${command.length} characters).`);
	if (commands.length > commandLimit) found.push(`It has ${commands.length} commands.`);
	if (commands.length === 0) found.push("No command was found in it.");
	// Every character must be accounted for: words, white space, and these operators.
	if (found.length === 0 && !/^(?:[ \t\n]|&&|\|\||[;|])*$/.test(between))
		found.push("It contains something that is not understood.");
	return found;
}

/** A function that pipes itself into itself in the background, under any name. */
function isForkBomb(command: string): boolean {
	return /([\w:.]+)\s*\(\)\s*\{\s*\1\s*\|\s*\1\s*&/.test(command);
}

/** At most three different reasons. */
function together(reasons: readonly string[]): string {
	const different = [...new Set(reasons)];
	const more = different.length > 3 ? ` (And ${different.length - 3} more reasons.)` : "";
	return different.slice(0, 3).join(" ") + more;
}
