/** What is known of the shell's variables and folder at one point of a command line. */

import { forEachChild, type ParsedScript, type SyntaxNode } from "unbash";
import { joinPath } from "./places.ts";
import type { ShellCommand } from "./shell-commands.ts";
import { type ShellWord, unknownVariable, type Variable } from "./shell-words.ts";

/** In as many folders a command may run; each branch that enters another can double them. */
const mostFolders = 32;

export class Scope {
	#variables: Map<string, Variable>;
	/** How often each name is given a value: only what is set once is certain. */
	#times: Map<string, number>;
	#folders: readonly string[];
	#stopsAtErrors = false;
	#lost = false;

	constructor(folders: readonly string[]) {
		this.#variables = new Map();
		this.#times = new Map();
		this.#folders = folders;
	}

	copy(): Scope {
		const made = new Scope(this.#folders);
		made.#variables = new Map(this.#variables);
		made.#times = this.#times;
		made.#stopsAtErrors = this.#stopsAtErrors;
		made.#lost = this.#lost;
		return made;
	}

	/** Whether there are more folders than are followed. */
	get isLost(): boolean {
		return this.#lost;
	}

	get folders(): readonly string[] {
		return this.#folders;
	}

	/** After `set -e` a command that fails is the last. */
	get stopsAtErrors(): boolean {
		return this.#stopsAtErrors;
	}

	/** `$PWD`, as a path from the folder itself. */
	get here(): string | null {
		return this.#times.has("PWD") ? null : ".";
	}

	learnNames(script: ParsedScript): void {
		const count = (name: string) => this.#times.set(name, (this.#times.get(name) ?? 0) + 1);
		const visit = (node: SyntaxNode) => {
			if (node.type === "Assignment") count(node.name);
			if (node.type === "Command" && bare(node.name?.text) === "read")
				for (const { text } of node.args) count(bare(text));
			forEachChild(node, visit);
		};
		visit(script);
	}

	variable(name: string): Variable {
		return this.#variables.get(name) ?? unknownVariable;
	}

	set(name: string, word: Variable | null): void {
		// A name that is also assigned to can have any value.
		const certain = word !== null && !this.#times.has(name);
		const shows = [...(this.variable(name).shows ?? []), ...(word?.shows ?? [])];
		this.#variables.set(name, { ...(certain ? pick(word) : unknownVariable), shows: [...new Set(shows)] });
	}

	/** What a command changes for those after it. */
	after({ words, assignments }: Pick<ShellCommand, "words" | "assignments">, listed: ShellWord | null): void {
		if (words.length === 0) {
			for (const { name, word } of assignments) {
				const certain = word !== null && !word.glob && this.#times.get(name) === 1;
				const shows = [...(this.variable(name).shows ?? []), ...(word?.shows ?? [])];
				this.#variables.set(name, { ...(certain ? pick(word) : unknownVariable), shows: [...new Set(shows)] });
			}
		}
		const [program, ...args] = words.map(({ value }) => value ?? "");
		if (program === "cd") this.#enter(args);
		if (program === "set" && /^-[a-z]*e/.test(args[0] ?? "")) this.#stopsAtErrors = true;
		const names = program === "read" ? args.filter((arg) => !arg.startsWith("-")) : [];
		for (const name of names) this.#variables.set(name, unknownVariable);
		const [only] = names;
		if (only !== undefined && names.length === 1 && this.#times.get(only) === 1)
			this.#variables.set(only, listed ? pick(listed) : unknownVariable);
	}

	#enter(args: readonly string[]): void {
		const [to] = args.filter((arg) => arg !== "--");
		if (to === undefined || to === "" || /^[~-]/.test(to)) return;
		// Where an absolute path leads is not known here: the root is the folder from which `..` leads out soonest.
		if (to.startsWith("/")) this.#folders = [""];
		if (to.startsWith("/")) return;
		const next = this.#folders.flatMap((folder) => joinPath(folder, to) ?? []);
		if (next.length > 0) this.#be(next);
	}

	/** A command that changed the folder may have failed, or not have run. */
	mayHaveStayed(before: readonly string[]): void {
		if (before === this.#folders) return;
		this.#be([...before, ...this.#folders]);
	}

	#be(folders: readonly string[]): void {
		const different = [...new Set(folders)];
		if (different.length > mostFolders) this.#lost = true;
		this.#folders = different.slice(-mostFolders);
	}

	/** What is known of a substitution's output; of `nproc` that it is a number. */
	output(script: string): Variable {
		const text = script.replace(/^\$\(|^`|\)$|`$/g, "").trim();
		if (text === "pwd" && this.here !== null) return { ...unknownVariable, value: "." };
		if (text === "nproc") return { ...unknownVariable, value: "4" };
		const [folder, ...others] = this.#folders;
		if (text !== "git rev-parse --show-toplevel" || folder === undefined || others.length > 0) return unknownVariable;
		return { ...unknownVariable, value: folder === "" ? "." : folder.replace(/[^/]+/g, "..") };
	}
}

function pick({ value, glob, loose, shows = [] }: Variable): Variable {
	return { value, glob, loose, shows };
}

/** A name as the command receives it, however it is quoted. */
function bare(text = ""): string {
	return text.replace(/["'\\$]/g, "");
}
