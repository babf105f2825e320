/** Takes apart the commands whose words mean more than options and arguments: find, xargs, env, test. */

import { type Inner, only } from "./candidates.ts";
import { Findings, type Ground, usePath } from "./findings.ts";
import { text } from "./kinds.ts";
import { fdListing, findListing } from "./listing.ts";
import { joinPath } from "./places.ts";
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
		case "tar":
			return { args, inner, findings: args.some(isRemote) ? [only("ask", "names a file of another computer")] : [] };
		case "ln":
			return { args, inner, findings: linkFindings(args, ground) };
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

/** To tar `a:b` is the file `b` of the computer `a`. */
function isRemote({ value, lead }: ShellWord): boolean {
	return (value ?? lead).includes(":");
}

/** Where a link leads is counted from the folder that it is in. */
function linkFindings(args: readonly ShellWord[], { folders }: Ground): readonly Findings[] {
	const words = args.filter(({ lead }) => !lead.startsWith("-"));
	const link = words.length > 1 ? (words.at(-1)?.value ?? "") : "";
	const targets = words.length > 1 ? words.slice(0, -1) : words;
	const place = link.endsWith("/") ? link : link.replace(/[^/]*$/, "");
	const leadsOut = folders.some((folder) => {
		const from = joinPath(folder, place);
		return from === null || targets.some(({ value }) => joinPath(from, value ?? "..") === null);
	});
	const unsure = targets.some(({ glob }) => glob);
	return leadsOut || unsure
		? [only("ask", "makes a link that could lead out of the checkout, or to git's own files")]
		: [];
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
	const { marks, problem } = xargsOptions(args);
	const given: ShellWord = ground.listed ?? { ...staticWord(""), text: "…", plain: false, value: null };
	const [mark] = marks;
	const command: Inner["command"] = (words, where) => {
		if (words.length === 0) return new Findings();
		const whole = mark === undefined ? [...words, given] : filled(words, mark, given);
		return inner.command(whole, { ...where, listed: null });
	};
	const findings = problem === undefined ? [] : [only("ask", problem)];
	return { args, inner: { ...inner, command }, findings };
}

interface XargsOptions {
	/** What stands for the names in the command. */
	readonly marks: readonly string[];
	readonly problem?: string;
}

/** The last of several ways to hand on names wins, and takes back what the others said: nobody needs two. */
function xargsOptions(args: readonly ShellWord[]): XargsOptions {
	const marks: string[] = [];
	let [ways, parts] = [0, true];
	for (let at = 0; at < args.length; at++) {
		const written = args[at]?.value ?? args[at]?.lead ?? "";
		if (!/^-./.test(written) || written === "--") break;
		const long = /^--(replace|max-args|max-procs)(?:=(.*))?$/s.exec(written);
		const [, letter, joined = ""] = /^-[0rt]*([nPLIid])(.*)$/s.exec(written) ?? [];
		const name = long?.[1] ?? letter ?? "";
		const takesNext = long ? long[2] === undefined && name !== "replace" : /^[nPLId]$/.test(name) && joined === "";
		const value = takesNext ? (args[++at]?.value ?? "") : (long?.[2] ?? joined);
		if (/^(?:I|i|replace)$/.test(name)) marks.push(value === "" ? "{}" : value);
		if (/^(?:n|L|I|i|replace|max-args)$/.test(name)) ways++;
		if (name === "d" && !/^(?:\\[n0t]|[,;:| \n])$/.test(value)) parts = false;
	}
	if (marks.length > 0 && ways > 1) return { marks, problem: "says in more than one way where the names go" };
	return parts ? { marks } : { marks, problem: "parts names in an unusual way" };
}

/** The command with the names in place of the mark. */
function filled(words: readonly ShellWord[], mark: string, given: ShellWord | null): readonly ShellWord[] {
	return words.map((word) => {
		if (!word.value?.includes(mark)) return word;
		if (word.value === mark && given) return given;
		return { ...word, value: null, plain: false, lead: word.value.slice(0, word.value.indexOf(mark)) };
	});
}

/** `env A=1 B=2 command`: every word with a `=` before the command is a variable of it, whatever its name. */
function envParts(args: readonly ShellWord[], inner: Inner): Parts {
	const findings = new Findings();
	const rest: ShellWord[] = [];
	for (let at = 0; at < args.length; at++) {
		const word = args[at] ?? staticWord("");
		const written = word.value ?? word.lead;
		if (written.startsWith("-")) {
			const value = /^(?:-[a-zA-Z]*u|--unset)$/.test(written) ? args.slice(at + 1, at + 2) : [];
			rest.push(word, ...value);
			at += value.length;
			continue;
		}
		if (!written.includes("=")) return { args: [...rest, ...args.slice(at)], inner, findings: [findings] };
		const name = written.slice(0, written.indexOf("="));
		const value = word.value === null || word.glob ? null : written.slice(name.length + 1);
		const problem = variableProblem(/^\w+$/.test(name) ? name : "", value);
		if (problem !== undefined) findings.add("ask", problem);
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
