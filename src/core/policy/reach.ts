/** Finds the commands that a command runs in turn: behind `env` or `xargs`, in `bash -c`, in git aliases. */

import { parseShell, type ShellCommand } from "./shell-commands.ts";
import type { ShellWord } from "./shell-words.ts";
import { shells, valueOptions, wrappers } from "./wrappers.ts";

/** As many are followed; a command that reaches more is asked about anyway. */
const mostReached = 30;

/** The command itself and every command in its arguments that is certain enough to be seen, the nearest first. */
export function reachedCommands(command: ShellCommand): readonly ShellCommand[] {
	const reached = [command];
	for (let at = 0; at < reached.length && reached.length < mostReached; at++) {
		const next = reached[at];
		if (next) reached.push(...innerCommands(next).slice(0, mostReached));
	}
	return reached;
}

function innerCommands(command: ShellCommand): readonly ShellCommand[] {
	const direct = [...wrapped(command), ...executed(command)].map((words) => ({
		...command,
		words,
		fed: [],
		redirects: [],
	}));
	const scripts = [
		...scriptsOf(command),
		...command.fed.flatMap(({ value }) => (isShell(command) ? (value ?? []) : [])),
	];
	return [...direct, ...scripts.flatMap((script) => parseShell(script).commands)];
}

/** The program's name without its folder, in lower case (some file systems do not care); empty when it is not certain. */
export function programOf({ words }: Pick<ShellCommand, "words">): string {
	const value = words[0]?.value ?? "";
	return value.slice(value.lastIndexOf("/") + 1).toLowerCase();
}

/** The arguments that are neither options nor their values: the sub-command comes first. */
export function plainArguments({ words }: Pick<ShellCommand, "words">): readonly ShellWord[] {
	const values = valueOptions.get(programOf({ words })) ?? [];
	return words.slice(1).filter((word, at) => {
		if (word.value?.startsWith("-")) return false;
		return !values.includes(words[at]?.value ?? "");
	});
}

function isShell(command: ShellCommand): boolean {
	return shells.has(programOf(command));
}

type Words = readonly ShellWord[];

/** `timeout -k 5 60 npm test` runs `npm test`. */
function wrapped(command: ShellCommand): readonly Words[] {
	const wrapper = wrappers.get(programOf(command));
	if (!wrapper) return [];
	const { words } = command;
	// `command -v git` only looks it up.
	if (programOf(command) === "command" && /^-[pvV]*[vV]/.test(words[1]?.value ?? "")) return [];
	let skip = wrapper.skip;
	for (let at = 1; at < words.length; at++) {
		const value = words[at]?.value ?? "";
		if (wrapper.values.includes(value)) at++;
		else if (value.startsWith("-") || /=/.test(value)) continue;
		else if (skip-- <= 0) return [words.slice(at)];
	}
	return [];
}

/** What `find -exec`, `git submodule foreach` and `git bisect run` run. */
function executed(command: ShellCommand): readonly Words[] {
	const { words } = command;
	const program = programOf(command);
	const marks = program === "find" || program === "fd" ? ["-exec", "-execdir", "-ok", "-okdir", "-x", "-X"] : [];
	const gitMarks = program === "git" ? ["foreach", "run"] : [];
	return words.flatMap((word, at) => {
		if (marks.includes(word.value ?? "") || (gitMarks.includes(word.value ?? "") && at > 1)) {
			return [words.slice(at + 1).filter(({ value }) => value !== "--recursive")];
		}
		return [];
	});
}

/** Arguments that are scripts themselves. */
function scriptsOf(command: ShellCommand): readonly string[] {
	const { words } = command;
	const program = programOf(command);
	const values = words.map(({ value }) => value ?? "");
	if (isShell(command)) return afterOption(values, /^-[a-z]*c[a-z]*$/);
	switch (program) {
		case "eval":
		case "watch":
		case "parallel":
			return [values.slice(1).join(" ")];
		case "trap":
			return values.slice(1, 2);
		case "alias":
			return values.slice(1).map((value) => value.replace(/^[^=]*=/, ""));
		case "env":
			return afterOption(values, /^(-S|--split-string)$/);
		case "npx":
		case "npm":
		case "script":
		case "flock":
			return afterOption(values, /^(-c|--call|--command)$/);
		case "git":
			return gitScripts(values);
		default:
			return [];
	}
}

function afterOption(values: readonly string[], option: RegExp): readonly string[] {
	return values.filter((_, at) => at > 0 && option.test(values[at - 1] ?? ""));
}

/** Aliases given on the command line, `rebase --exec`, and a foreach whose command is one argument. */
function gitScripts(values: readonly string[]): readonly string[] {
	const aliases = values.flatMap((value) => {
		const alias = /^alias\.[^=]*=(!?)(.*)$/is.exec(value);
		return alias ? [alias[1] === "!" ? (alias[2] ?? "") : `git ${alias[2]}`] : [];
	});
	const joined = values.flatMap((value) => /^--exec=(.*)$/s.exec(value)?.[1] ?? []);
	const foreach = values.includes("foreach") ? values.slice(values.indexOf("foreach") + 1) : [];
	return [
		...aliases,
		...joined,
		...afterOption(values, /^(-x|--exec)$/),
		...foreach.filter((value) => /\s/.test(value)),
	];
}
