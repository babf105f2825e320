/** Judges one argument by what its place in a form says that it is. */

import { type Findings, type Ground, usePath } from "./findings.ts";
import { awkProblem } from "./language-awk.ts";
import { sedFindings } from "./language-sed.ts";
import { insidePath, secrecy } from "./places.ts";
import { isEverydayTask, isOutwardTask, isOutwardWord } from "./programs/task-names.ts";
import { matcherFits } from "./secret-names.ts";
import { settingProblem } from "./settings.ts";
import type { ShellWord } from "./shell-words.ts";
import { judgeSql } from "./sql.ts";
import { isOwnVariable, isSecretVariable, variableProblem } from "./variables.ts";
import { visible } from "./visible.ts";

/** Judges a word as an argument of the kind. What runs commands (`command`, `own`, `bash`) is judged elsewhere. */
export function useArgument(kind: string, word: ShellWord, ground: Ground, findings: Findings): void {
	const judge = kinds[kind];
	if (judge) return judge(word, ground, findings);
	const allowed = kind.startsWith("{") ? kind.slice(1, -1).split(",") : [];
	if (word.value === null || !allowed.includes(word.value)) findings.add("ask", strange(word));
}

type Judge = (word: ShellWord, ground: Ground, findings: Findings) => void;

const kinds: Readonly<Record<string, Judge>> = {
	none: (word, _, findings) => findings.add("ask", strange(word)),
	number: (word, _, findings) => {
		if (!/^[+-]?\d[\w.:,+%-]*$/.test(word.value ?? "")) findings.add("ask", strange(word));
	},
	text: (word, ground, findings) => text(word, ground, findings),
	pattern: (word, ground, findings) => {
		if (word.value === null) findings.add("ask", unknown(word));
		else if (word.glob) usePath(word, "read", ground, findings);
	},
	format: (word, _, findings) => {
		if (!word.lead.startsWith("+") || word.glob) findings.add("ask", strange(word));
	},
	name: (word, _, findings) => {
		if (word.glob || word.value === null || !/^\w+$/.test(word.value) || !isOwnVariable(word.value))
			findings.add("ask", strange(word));
	},
	names: (word, _, findings) => {
		if (word.value === null || word.glob) findings.add("ask", unknown(word));
		else if ((secrecy(word.value, true) !== "no" || matcherFits(word.value)) && !word.value.startsWith("!"))
			findings.add("ask", `looks into files that can hold secrets, \`${visible(word.value)}\``);
	},
	word: (word, _, findings) => plainName(word, findings),
	read: (word, ground, findings) => usePath(word, "read", ground, findings),
	folder: (word, ground, findings) => usePath(word, "look", ground, findings),
	write: (word, ground, findings) => usePath(word, "write", ground, findings),
	delete: (word, ground, findings) => usePath(word, "delete", ground, findings),
	ref: (word, ground, findings) => ref(word, ground, findings),
	url: (word, _, findings) => url(word, findings),
	script: (word, ground, findings) => {
		usePath(word, "run", ground, findings);
		findings.raise("workspace");
		if (word.glob || !/[./]/.test(word.value ?? "")) findings.add("ask", "runs a file that is not known beforehand");
		const file = (word.value ?? "").replace(/^.*\//, "");
		if (isOutwardTask(file)) findings.add("ask", `runs \`${visible(file)}\`, whose name tells of the outside world`);
	},
	task: (word, _, findings) => task(word, false, findings),
	everyday: (word, _, findings) => task(word, true, findings),
	own: (word, ground, findings) => own(word, ground, findings),
	setting: (word, _, findings) => ask(word, settingProblem(word.value ?? ""), findings),
	variable: (word, _, findings) => {
		const [, variable = "", value = ""] = /^([^=]*)=(.*)$/s.exec(word.value ?? "") ?? [];
		ask(word, variableProblem(variable, value), findings);
	},
	awk: (word, _, findings) => ask(word, awkProblem(word.value ?? ""), findings),
	jq: (word, _, findings) => ask(word, jqProblem(word.value ?? ""), findings),
	sed: (word, _, findings) => ask(word, sedFindings(word.value ?? ""), findings),
	sql: (word, _, findings) => {
		const { verdict, because } = judgeSql(word.value ?? "");
		ask(word, verdict === "safe" ? undefined : because.replace(/\.$/, ""), findings);
	},
};

/** What would be asked about: nothing when the text is known and has no problem. */
function ask(word: ShellWord, problem: string | undefined, findings: Findings): void {
	if (word.value === null || word.glob) findings.add("ask", unknown(word));
	else if (problem !== undefined) findings.add("ask", problem);
}

export function strange({ text }: ShellWord): string {
	return `has the argument \`${visible(text)}\`, which is not on its list`;
}

function unknown({ text }: ShellWord): string {
	return `has the argument \`${visible(text)}\`, which is not known beforehand`;
}

export function text(word: ShellWord, ground: Ground, findings: Findings): void {
	const shown = word.shows.find(isSecretVariable);
	if (shown !== undefined) findings.add("ask", `shows the variable ${shown}, whose name says that it holds a secret`);
	if (word.stream) usePath(word, "read", ground, findings);
	if (word.glob && word.value !== null) usePath(word, "look", ground, findings);
}

function plainName(word: ShellWord, findings: Findings): void {
	const { value } = word;
	if (value === null || word.glob || word.textOnly) return findings.add("ask", unknown(word));
	const leads = value.split(/[=,]/).some((part) => /^(?:[/~@]|\.{1,2}\/)/.test(part) && !/^@[\w-]+(?:\/|$)/.test(part));
	if (leads || value.includes("://") || value.split(/[/:=,]/).includes("..") || value === "")
		findings.add("ask", strange(word));
	else if (value.split(/[=,:]/).some((part) => secrecy(part, false) === "secret"))
		findings.add("deny", `names ${visible(value)}, which holds secrets`);
}

function ref(word: ShellWord, ground: Ground, findings: Findings): void {
	const { value } = word;
	if (value === null || word.textOnly) return findings.add("ask", unknown(word));
	for (const part of value.replace(/^:(?:\([^)]*\)|[!^/])+/, "").split(/:(?!\/\/)/)) {
		const range = /^[\w./@^~{}-]*?\.{2,3}[\w./@^~{}-]*$/.test(part) && !part.split("/").includes("..");
		const place = range ? "x" : part.replace(/[~^]+\d*$/, "");
		if (place !== "" && insidePath(place, ground) === null)
			return findings.add("ask", `names \`${visible(part)}\`, outside of the checkout`);
		const kept = secrecy(part, word.glob || /[*?[]/.test(part));
		if (kept === "secret" && !excludes(value))
			return findings.add("deny", `names \`${visible(part)}\`, which holds secrets`);
		if ((kept === "perhaps" || matcherFits(part)) && !excludes(value))
			return findings.add("ask", `names \`${visible(part)}\`, which can hold secrets`);
	}
}

function excludes(pathspec: string): boolean {
	return /^:(?:[!^]|\(exclude\))/.test(pathspec);
}

function url(word: ShellWord, findings: Findings): void {
	const host =
		/^(?:[a-z+]+:\/\/)?(?:[^/@\s]*@)?([\w.-]+\.[a-z]+|localhost|\d+(?:\.\d+){3})(?::\d+)?(?:[/:?#].*)?$/i.exec(
			word.value ?? "",
		)?.[1];
	if (host) findings.domains.push(host.toLowerCase());
	findings.add("ask", host ? `reaches ${host}` : `reaches an address that is not known beforehand`);
}

/** Every word of it: `sbt "testOnly a.*"` gives one argument with two. */
function task(word: ShellWord, usual: boolean, findings: Findings): void {
	const { value } = word;
	findings.raise("workspace");
	if (value === null || word.glob || word.textOnly) return findings.add("ask", unknown(word));
	const [name = "", ...more] = value.split(" ");
	const listed = /^[\w@:][\w.:@/+-]*$/.test(name) && more.every((one) => /^[\w.:@/+*-]+$/.test(one));
	if (!assignsHarmlessly(value) && (!listed || value.split(/[/ ]/).includes("..") || name === "set"))
		findings.add("ask", strange(word));
	else if ([name, ...more].some(isOutwardTask))
		findings.add(
			"ask",
			`runs \`${visible(value)}\`, whose name tells of the outside world, or of what cannot be undone`,
		);
	else if (usual && !isEverydayTask(name))
		findings.add("ask", `runs \`${visible(value)}\`, which is not one of the usual tasks`);
}

/** `make V=1 test`: a variable that only chooses what is built. */
function assignsHarmlessly(value: string): boolean {
	const [, name = "", given = ""] = /^(\w+)=([\w.:,/-]*)$/.exec(value) ?? [];
	if (given.startsWith("/") || given.split("/").includes("..")) return false;
	return (
		/^(?:V|T|TEST|TESTS|PKG|FILE|RUN|MODE|CONFIG|BUILD_TYPE|JOBS)$/.test(name) ||
		(name !== "" && variableProblem(name, given) === undefined)
	);
}

/** A word for the project's own program: it must not lead out, nor tell of the outside world. */
function own(word: ShellWord, ground: Ground, findings: Findings): void {
	const { value } = word;
	findings.raise("workspace");
	if (value === null || word.textOnly) return findings.add("ask", unknown(word));
	if (value.includes("://")) return findings.add("ask", `is given the address \`${visible(value)}\``);
	if (/^(?:-[ec]|--(?:execute|eval|command)(?:=.*)?|runner|shell|console|tinker|dbshell)$/s.test(value))
		findings.add("ask", `is given \`${visible(value)}\`, which can stand for any command`);
	// `-o../x` joins a path to its letter.
	const joined = /^-[a-zA-Z]+((?:[/~]|\.).*)$/s.exec(value)?.[1] ?? "";
	for (const part of [...value.split(/[=,:;]/), ...joined.split(/[=,:;]/)]) {
		if (/[/\\.~]/.test(part) && !/^\.{3}/.test(part))
			usePath({ ...word, value: part.replace(/^@/, ""), text: part }, "look", ground, findings);
		const kept = secrecy(part.replace(/^@/, ""), word.glob);
		if (kept === "secret") findings.add("deny", `is given \`${visible(part)}\`, which holds secrets`);
		else if (kept === "perhaps" && /[/.]/.test(part))
			findings.add("ask", `is given \`${visible(part)}\`, which can hold secrets`);
	}
	if (isOutwardWord(value)) findings.add("ask", `is given \`${visible(value)}\`, which tells of the outside world`);
}

function jqProblem(program: string): string | undefined {
	return /\$ENV|\b(?:env|strenv|envsubst|load\w*|import|include|input_filename|\$__loc__|system|eval)\b/.test(program)
		? "has a filter that can show the environment or read other files"
		: undefined;
}
