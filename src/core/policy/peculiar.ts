/** Takes apart the commands whose words mean more than options and arguments: find, xargs, env, test. */

import { type Inner, only } from "./candidates.ts";
import { Findings, type Ground, usePath } from "./findings.ts";
import { text } from "./kinds.ts";
import { fdListing, findListing } from "./listing.ts";
import { formsOf } from "./programs/all.ts";
import { type ShellWord, staticWord } from "./shell-words.ts";
import { variableProblem } from "./variables.ts";

interface Parts {
	/** What is left for the program's forms. */
	readonly args: readonly ShellWord[];
	readonly inner: Inner;
	readonly findings: readonly Findings[];
	/** The whole, where there is nothing left for forms. */
	readonly whole?: Findings;
}

export function takeApart(program: string, args: readonly ShellWord[], ground: Ground, inner: Inner): Parts {
	switch (program) {
		case "find":
			return findParts(args, ground, inner);
		case "fd":
			return fdParts(args, ground, inner);
		case "xargs":
			return xargsParts(args, ground, inner);
		case "env":
			return envParts(args, inner);
		case "test":
			return { args, inner, findings: [], whole: testFindings(args, ground) };
		case "npx":
		case "bunx":
		case "npm":
		case "pnpm":
		case "yarn":
		case "bun":
			return { args, inner: { ...inner, command: (words, where) => packaged(words, where, inner) }, findings: [] };
		default:
			return { args, inner, findings: [] };
	}
}

/** To a package runner `a/b` is a place to download from. */
function packaged(words: readonly ShellWord[], ground: Ground, inner: Inner): Findings {
	const name = words[0]?.value ?? "";
	if (/[/:]/.test(name) && !formsOf(name)) return only("ask", "downloads and runs a package that is not on the list");
	return inner.command(words, ground);
}

/** `-exec … \;` and `-exec … +` are commands; `!` and brackets only join tests. */
function findParts(args: readonly ShellWord[], ground: Ground, inner: Inner): Parts {
	const [rest, findings]: [ShellWord[], Findings[]] = [[], []];
	const listed = findListing(args.map(({ value }) => value ?? ""));
	for (let at = 0; at < args.length; at++) {
		const word = args[at] ?? staticWord("");
		if (word.value === "-exec") {
			const end = args.findIndex(
				({ value }, from) => from > at && (value === ";" || (value === "+" && args[from - 1]?.value === "{}")),
			);
			if (end < 0) findings.push(only("ask", "has an `-exec` that does not end"));
			const command = args.slice(at + 1, end < 0 ? undefined : end);
			findings.push(inner.command(filled(command, "{}", listed), ground));
			at = end < 0 ? args.length : end;
		} else if (!/^[!()]$/.test(word.value ?? "")) rest.push(word);
	}
	return { args: rest, inner, findings };
}

function fdParts(args: readonly ShellWord[], ground: Ground, inner: Inner): Parts {
	const at = args.findIndex(({ value }) => /^(?:-x|-X|--exec|--exec-batch)$/.test(value ?? ""));
	if (at < 0) return { args, inner, findings: [] };
	const listed = fdListing(args.slice(0, at).map(({ value }) => value ?? ""));
	const command = filled(args.slice(at + 1), "{}", listed);
	const named = args.slice(at + 1).some(({ value }) => value?.includes("{"));
	return { args: args.slice(0, at), inner, findings: [inner.command(named ? command : [...command, listed], ground)] };
}

function xargsParts(args: readonly ShellWord[], ground: Ground, inner: Inner): Parts {
	const at = args.findIndex(({ lead }) => /^(?:-I|-i|--replace)/.test(lead));
	const option = args[at]?.value ?? "";
	const mark = option === "-I" ? (args[at + 1]?.value ?? "{}") : option.replace(/^(?:-I|-i|--replace=?)/, "") || "{}";
	const given: ShellWord = ground.listed ?? { ...staticWord(""), text: "…", plain: false, value: null };
	const command: Inner["command"] = (words, where) => {
		if (words.length === 0) return new Findings();
		return inner.command(at < 0 ? [...words, given] : filled(words, mark, given), { ...where, listed: null });
	};
	return { args, inner: { ...inner, command }, findings: [] };
}

/** The command with the names in place of the mark. */
function filled(words: readonly ShellWord[], mark: string, given: ShellWord | null): readonly ShellWord[] {
	return words.map((word) => {
		if (!word.value?.includes(mark)) return word;
		if (word.value === mark && given) return given;
		return { ...word, value: null, plain: false, lead: word.value.slice(0, word.value.indexOf(mark)) };
	});
}

/** `env A=1 B=2 command`: the variables are those of the command. */
function envParts(args: readonly ShellWord[], inner: Inner): Parts {
	const findings = new Findings();
	const rest: ShellWord[] = [];
	for (const [at, word] of args.entries()) {
		const [, name, value] = /^(\w+)=(.*)$/s.exec(word.value ?? "") ?? [];
		if (name === undefined && !word.lead.startsWith("-"))
			return { args: [...rest, ...args.slice(at)], inner, findings: [findings] };
		const problem = name === undefined ? undefined : variableProblem(name, value ?? null);
		if (problem !== undefined) findings.add("ask", problem);
		if (name === undefined) rest.push(word);
	}
	return { args: rest, inner, findings: [findings] };
}

const unary = /^-[a-hknprstuwxzGLNOS]$/;
const binary = /^(?:==?|!=|<|>|=~|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))$/;

/** `test` and `[`: files are looked at, texts are compared. */
function testFindings(args: readonly ShellWord[], ground: Ground): Findings {
	const findings = new Findings();
	findings.whys.push({ verdict: "safe", why: "tests files or texts" });
	for (const [at, word] of args.entries()) {
		const before = args[at - 1]?.value ?? "";
		if (/^-[vR]$/.test(word.value ?? "")) findings.add("ask", "has a test that can run commands");
		if (/^(?:[!()\]]|-[ao])$/.test(word.value ?? "") || unary.test(word.value ?? "") || binary.test(word.value ?? ""))
			continue;
		if (/^-[bcdefgGhkLNOprsSuwx]$/.test(before) && word.value !== null) usePath(word, "look", ground, findings);
		else text(word, ground, findings);
	}
	return findings;
}
