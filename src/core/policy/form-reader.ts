/** Reads a command by one form: each word must be a listed option or an argument of the kind that stands there. */

import { type Candidate, candidatesOf, type Inner, startsWith } from "./candidates.ts";
import { Findings, type Ground } from "./findings.ts";
import { strange, useArgument } from "./kinds.ts";
import { type FoundOption, findOptions } from "./options.ts";
import { type ShellWord, staticWord } from "./shell-words.ts";
import { visible } from "./visible.ts";

/** What was found; more than `workspace` where the form does not fit wholly. */
export function readForm(candidate: Candidate, args: readonly ShellWord[], ground: Ground, inner: Inner): Findings {
	const reader = new Reader(candidate, ground, inner);
	reader.read(args);
	reader.finish();
	return reader.findings;
}

class Reader {
	readonly findings = new Findings();
	readonly #candidate: Candidate;
	readonly #ground: Ground;
	readonly #inner: Inner;
	readonly #options: string[] = [];
	/** The arguments, the sub-command's words among them. */
	readonly #plain: string[] = [];
	#afterDashes = 0;
	#last: ShellWord | undefined;

	constructor(candidate: Candidate, ground: Ground, inner: Inner) {
		this.#candidate = candidate;
		this.#ground = ground;
		this.#inner = inner;
		const { verdict, why } = candidate.form;
		if (verdict !== "safe" && verdict !== "workspace") return;
		this.findings.whys.push({ verdict, why });
		this.findings.raise(verdict);
	}

	read(args: readonly ShellWord[]): void {
		this.#last = args.findLast(({ lead, value }) => !lead.startsWith("-") || value === "-");
		for (let at = 0; at < args.length; at++) {
			const word = args[at] ?? staticWord("");
			if (word.value === "--" && !word.glob) return this.#rest(args.slice(at + 1));
			const option = word.lead.startsWith("-") && word.value !== "-";
			if (option && word.glob && !/^-[\w-]+=/.test(word.value ?? "")) this.#strange(word);
			if (option && this.#takesFlags()) return this.#all(args.slice(at));
			if (option) at += this.#option(word, args[at + 1], args.slice(at + 1));
			else if (this.#takesAll()) return this.#all(args.slice(at));
			else this.#argument(word);
			if (this.#ended) return;
		}
	}

	/** Whether the words from here on were judged as a command. */
	#ended = false;

	/** How many words its value takes. */
	#option(word: ShellWord, next: ShellWord | undefined, following: readonly ShellWord[]): number {
		const { form, program, sub } = this.#candidate;
		const lists = this.#plain.length < sub.length ? [program.global ?? ""] : [form.options ?? "", program.global ?? ""];
		const found = findOptions(word.lead, word.value !== null, lists);
		if (!found && program.harmless && this.#kindHere() === "text") {
			this.#argument(word);
			return 0;
		}
		if (!found) {
			this.findings.add("ask", `has the option \`${visible(word.text)}\`, which is not on its list`);
			return 0;
		}
		let taken = 0;
		for (const option of found) {
			this.#options.push(option.name);
			if (option.kind === "") continue;
			if (option.joined !== null) this.#value(option, cut(word, option.joined));
			else if (option.kind === "command") this.#command(following);
			else if (/^\w+,/.test(option.kind)) taken += this.#values(option.kind.split(","), following);
			else taken += this.#next(option, next);
		}
		return taken;
	}

	#next(option: FoundOption, next: ShellWord | undefined): number {
		if (option.bare && (next === undefined || !this.#fits(option, next))) return 0;
		if (next === undefined) this.findings.add("ask", `has the option \`${option.name}\` without its value`);
		else this.#value(option, next);
		return 1;
	}

	#fits({ kind }: FoundOption, word: ShellWord): boolean {
		const tried = new Findings();
		useArgument(kind, word, this.#ground, tried);
		return tried.verdict === "safe" || tried.verdict === "workspace";
	}

	#value({ kind, joined }: FoundOption, word: ShellWord): void {
		// `--include=*.py` stays as it is: the shell finds no file of that whole name.
		const literal = joined !== null && /^(?:pattern|names|text)$/.test(kind);
		this.#use(kind, literal ? { ...word, glob: false } : word);
	}

	/** `--arg name value`: a value for each kind. */
	#values(kinds: readonly string[], words: readonly ShellWord[]): number {
		for (const [at, kind] of kinds.entries()) {
			const word = words[at];
			if (word) this.#use(kind, word);
			else this.findings.add("ask", "has an option without its values");
		}
		return kinds.length;
	}

	#takesAll(): boolean {
		const kind = this.#kindHere();
		return this.#plain.length >= this.#candidate.sub.length && (kind === "command" || kind === "own");
	}

	/** What follows a script is the script's, flags and all; so are the words of a program of the project that is called by its path. */
	#takesFlags(): boolean {
		const { program, form } = this.#candidate;
		const owner = form.passes || form.first?.[0] === "script" || program.names[0] === "./*";
		return owner && this.#takesAll() && this.#kindHere() === "own";
	}

	#kindHere(): string {
		const { form, sub } = this.#candidate;
		return form.first?.[this.#plain.length - sub.length] ?? form.args ?? "none";
	}

	#all(words: readonly ShellWord[]): void {
		this.#plain.push(...words.map(({ value }) => value ?? ""));
		if (this.#kindHereFor(words) === "own") for (const word of words) this.#use("own", word);
		else this.#command(words);
		this.#ended = true;
	}

	#kindHereFor(words: readonly ShellWord[]): string {
		const { form, sub } = this.#candidate;
		return form.first?.[this.#plain.length - words.length - sub.length] ?? form.args ?? "none";
	}

	#command(words: readonly ShellWord[]): void {
		this.findings.join(this.#inner.command(words, this.#ground));
		this.#ended = true;
	}

	#argument(word: ShellWord): void {
		const { sub, form } = this.#candidate;
		const at = this.#plain.length;
		const kind = this.#kindHere();
		this.#plain.push(word.value ?? "");
		if (at < sub.length) {
			if (word.value !== sub[at] || word.glob) this.#strange(word);
			return;
		}
		if (this.#couldBeOption(word))
			this.findings.add("ask", `has the argument \`${visible(word.text)}\`, which could become an option`);
		if (form.only && !form.only.includes(word.value ?? "")) this.#strange(word);
		this.#use(word === this.#last ? (form.last ?? kind) : kind, word);
	}

	#use(kind: string, word: ShellWord): void {
		const { form } = this.#candidate;
		const value = (word.value ?? word.lead).toLowerCase();
		const forbidden = form.not?.find((part) => value.includes(part.toLowerCase()));
		if (forbidden !== undefined) this.#strange(word);
		if (kind === "bash") return this.findings.join(this.#inner.script(word.value ?? "\0", this.#ground));
		if (kind === "read" && this.#isInput(word)) return;
		useArgument(kind, word, this.#ground, this.findings);
	}

	/** What is piped into a program that only reads is harmless; what runs code must not take it from there. */
	#isInput({ value, stream }: ShellWord): boolean {
		if (value !== "-" && value !== "/dev/stdin" && !stream) return false;
		if (this.#candidate.form.verdict !== "safe")
			this.findings.add("ask", "takes what it works on from another command");
		return true;
	}

	#couldBeOption(word: ShellWord): boolean {
		const { program, form } = this.#candidate;
		if (program.harmless) return false;
		if (word.value === null) return word.lead === "" && !word.stream;
		if (!word.glob || (!word.loose && !/^[*?[]/.test(word.value))) return false;
		return form.verdict !== "workspace" || !/^\*+(?:\/\*+)?\.?[\w.]*$/.test(word.value) || word.value === "*";
	}

	/** The words after `--`. */
	#rest(words: readonly ShellWord[]): void {
		const { form, sub } = this.#candidate;
		const kind = form.after ?? this.#kindHere();
		if (this.#plain.length < sub.length) return this.#sub(words);
		this.#afterDashes = words.length;
		if (kind === "command") return this.#command(words);
		for (const word of words) this.#use(word === this.#last ? (form.last ?? kind) : kind, word);
	}

	/** A sub-command after `--` is not understood. */
	#sub(words: readonly ShellWord[]): void {
		for (const word of words) this.#strange(word);
	}

	#strange(word: ShellWord): void {
		this.findings.add("ask", strange(word));
	}

	finish(): void {
		const { form, sub, program } = this.#candidate;
		const count = this.#plain.length - sub.length;
		if (count < 0) this.findings.add("ask", "is not complete");
		const [least, most] = form.count ?? [form.first?.length ?? 0, Number.POSITIVE_INFINITY];
		if (count < least && count + this.#afterDashes < least)
			this.findings.add("ask", "lacks an argument, and could do something else without it");
		if (count > most) this.findings.add("ask", "has more arguments than are on its list");
		if (form.needs && !form.needs.some((need) => this.#options.includes(need)))
			this.findings.add("ask", `is not on the list without ${form.needs.join(" or ")}`);
		const longer = candidatesOf(program).some(
			(other) => other.sub.length > sub.length && startsWith(this.#plain, other.sub),
		);
		if (longer) this.findings.add("ask", "has an option before its sub-command that is not on its list");
	}
}

/** The word without its first characters: the value that is joined to an option. */
function cut(word: ShellWord, from: number): ShellWord {
	return { ...word, value: word.value?.slice(from) ?? null, lead: word.lead.slice(from), plain: false };
}
