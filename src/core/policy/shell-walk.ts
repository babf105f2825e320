/** Walks through a parsed command line in the order in which it would run, and notes its commands. */

import type {
	CommandNode,
	CompoundList,
	ParsedScript,
	Pipeline,
	PipelineNode,
	Redirected,
	Statement,
	SyntaxNode,
	Word,
} from "unbash";
import { forEachChild } from "unbash";
import { listingOf } from "./listing.ts";
import { commandOf, redirectsOf } from "./shell-command.ts";
import type { ShellCommand } from "./shell-commands.ts";
import { Scope } from "./shell-scope.ts";
import {
	resolveWord,
	resolveWords,
	type ShellWord,
	type Surroundings,
	staticWord,
	visitScripts,
} from "./shell-words.ts";
import { isOwnVariable, isSecretVariable } from "./variables.ts";
import { foreignProblem } from "./visible.ts";

/** As deep as commands may nest, and as often as the bodies of loops are looked at. */
const deepest = 24;
const mostCommands = 300;

/** What flows into a command. */
interface Flow {
	readonly listed: ShellWord | null;
	readonly behind: readonly string[];
}
const noFlow: Flow = { listed: null, behind: [] };

/** One pass over one script. */
export class Walk {
	readonly commands: ShellCommand[] = [];
	readonly problems = new Set<string>();
	#scope: Scope;
	#source = "";
	#depth = 0;
	#inner = 0;

	constructor(folders: readonly string[]) {
		this.#scope = new Scope(folders);
	}

	script(script: ParsedScript, source: string): void {
		const outer = this.#source;
		// Scripts in escaped backticks have positions in a text of their own.
		this.#source = script.source ?? source;
		if (script.errors && script.errors.length > 0) this.problems.add("It cannot be parsed as a shell command.");
		if (this.#depth === 0) this.#scope.learnNames(script);
		this.#deeper(() => this.#statements(script.commands, noFlow));
		this.#source = outer;
	}

	#deeper(go: () => void): void {
		if (this.#depth >= deepest || this.commands.length >= mostCommands) {
			this.problems.add("It nests too many commands.");
			return;
		}
		this.#depth++;
		go();
		this.#depth--;
	}

	/** Runs in a shell of its own: what it sets is gone afterwards. */
	#apart<T>(go: () => T): T {
		const outer = this.#scope;
		this.#scope = outer.copy();
		const result = go();
		this.#scope = outer;
		return result;
	}

	#statements(statements: readonly Statement[], flow: Flow): void {
		for (const { command, background } of statements) {
			if (background) this.problems.add("It starts a command in the background.");
			const before = this.#scope.folders;
			const sure = this.#sequence(command, flow);
			if (!sure) this.#scope.mayHaveStayed(before);
		}
	}

	/** Whether the folder is certain afterwards: `cd x || exit` goes on in `x` only. */
	#sequence(node: SyntaxNode, flow: Flow): boolean {
		if (node.type !== "AndOr") {
			this.#pipeline(node, flow);
			return this.#scope.stopsAtErrors;
		}
		let sure = this.#scope.stopsAtErrors;
		for (const [at, command] of node.commands.entries()) {
			const before = this.#scope.folders;
			this.#pipeline(command, flow);
			if (node.operators[at] !== "||") continue;
			const next = node.commands[at + 1];
			const leaves = next?.type === "Command" && /^(?:exit|return)$/.test(next.name?.text ?? "");
			if (leaves) sure = true;
			else this.#scope.mayHaveStayed(before);
		}
		return sure;
	}

	#pipeline(node: PipelineNode | SyntaxNode, flow: Flow): void {
		if (node.type !== "Pipeline") return this.#command(node, flow);
		if (node.commands.length === 1) return this.#command(node.commands[0] ?? node, flow);
		this.#piped(node, flow);
	}

	#piped({ commands }: Pipeline, flow: Flow): void {
		let next = flow;
		for (const command of commands) {
			const from = this.commands.length;
			this.#apart(() => this.#command(command, next));
			const last =
				command.type === "Command"
					? this.commands.slice(from).findLast(({ inner }) => !inner || this.#inner > 0)
					: undefined;
			next = {
				listed: last ? listingOf(last) : null,
				behind: [...next.behind, last?.words[0]?.value ?? ""],
			};
		}
	}

	#command(node: CommandNode | SyntaxNode, flow: Flow): void {
		this.#deeper(() => this.#oneCommand(node, flow));
	}

	#oneCommand(node: CommandNode | SyntaxNode, flow: Flow): void {
		if (this.#scope.isLost) this.problems.add("It could run in too many folders.");
		switch (node.type) {
			case "Command": {
				const command = commandOf(node, this.#source, this.#around());
				this.commands.push({ ...command, ...flow, folders: this.#scope.folders, inner: this.#inner > 0 });
				this.#scope.after(command, flow.listed);
				return;
			}
			case "Redirected":
				return this.#redirected(node, flow);
			case "Subshell":
				return this.#apart(() => this.#list(node.body, flow));
			case "BraceGroup":
				return this.#list(node.body, flow);
			case "If":
				return this.#branches(
					[node.clause, node.then, ...node.elif.flatMap(({ clause, then }) => [clause, then]), node.else],
					flow,
				);
			case "While":
				return this.#branches([node.clause, node.body, node.clause, node.body], flow);
			case "For":
				return this.#loop(
					node.name.text,
					node.wordlist?.flatMap((word) => resolveWords(word, this.#around())),
					() => this.#list(node.body, flow),
				);
			case "Case":
				resolveWord(node.word, this.#around());
				for (const { pattern } of node.items) for (const word of pattern) resolveWord(word, this.#around());
				return this.#branches(
					node.items.map(({ body }) => body),
					flow,
				);
			case "TestCommand":
				return this.#test(node);
			default:
				return this.#unknown(node, flow);
		}
	}

	#list(list: CompoundList | undefined, flow: Flow): void {
		if (list) this.#statements(list.commands, flow);
	}

	/** Each may run or not. */
	#branches(lists: readonly (CompoundList | undefined)[], flow: Flow): void {
		for (const list of lists) {
			const before = this.#scope.folders;
			this.#list(list, flow);
			this.#scope.mayHaveStayed(before);
		}
	}

	#loop(name: string, words: readonly ShellWord[] | undefined, body: () => void): void {
		if (!isOwnVariable(name)) this.problems.add(`It sets the variable ${name}, which can change what programs do.`);
		const foreign = foreignProblem(name);
		if (foreign !== undefined) this.problems.add(foreign);
		if (!words || words.length === 0) this.problems.add("It contains a loop over what is not known beforehand.");
		for (const word of words && words.length > 0 ? words : [staticWord("")]) {
			const before = this.#scope.folders;
			this.#scope.set(name, words ? word : null);
			body();
			this.#scope.mayHaveStayed(before);
		}
		this.#scope.set(name, null);
	}

	/** The redirections of a group of commands belong to none of them. */
	#redirected(node: Redirected, flow: Flow): void {
		const { redirects, fed } = redirectsOf(node.redirects, this.#around());
		const text = this.#source.slice(node.pos, node.end);
		this.commands.push({
			...{ text, at: node.pos, words: [], assignments: [], redirects, fed, folders: this.#scope.folders },
			...{ listed: null, behind: [], inner: false },
		});
		this.#command(node.command, redirects.some(({ kind }) => kind === "read") || fed.length > 0 ? noFlow : flow);
	}

	/** `[[ … ]]`: numbers are compared as arithmetic, and `-v` looks into subscripts; both can run commands. */
	#test(node: SyntaxNode): void {
		visitScripts(node, this.#around());
		if (node.type === "TestUnary" && /^-[vR]$/.test(node.operator))
			this.problems.add("It contains a test that can run commands.");
		if (node.type === "TestBinary" && /^-(?:eq|ne|lt|le|gt|ge)$/.test(node.operator)) {
			const numbers = [node.left, node.right].every(({ text }) => /^(?:-?\d+|"?\$[?#]"?)$/.test(text));
			if (!numbers) this.problems.add("It contains a comparison of numbers that can run commands.");
		}
		if (node.type !== "Word") forEachChild(node, (child) => this.#test(child));
		else this.#testWord(node);
	}

	/** A pattern after `=~` may hold brackets: only what it expands is looked at. */
	#testWord(word: Word): void {
		const { shows } = resolveWord(word, { ...this.#around(), problem: () => {} });
		if (shows.some(isSecretVariable))
			this.problems.add("It compares a variable whose name says that it holds a secret.");
		if (/\$\{/.test(word.text)) resolveWord(word, this.#around());
	}

	/** What is in it is looked at all the same: it may be something that never runs. */
	#unknown(node: SyntaxNode, flow: Flow): void {
		const problem = problems[node.type];
		this.problems.add(problem ?? "It contains something that is not understood.");
		forEachChild(node, (child) => {
			if (child.type === "Word" || child.type === "Assignment") visitScripts(child, this.#around());
			else if (child.type === "CompoundList") this.#list(child, flow);
			else this.#command(child, flow);
		});
	}

	#around(): Surroundings {
		return {
			variable: (name) => this.#scope.variable(name),
			here: this.#scope.here,
			problem: (sentence) => this.problems.add(sentence),
			script: (script) => this.#substitution(script),
		};
	}

	#substitution(script: ParsedScript | undefined): ReturnType<Surroundings["script"]> {
		if (!script) return this.#scope.output("");
		this.#inner++;
		const scope = this.#scope;
		this.#apart(() => this.script(script, this.#source));
		this.#inner--;
		const { pos, end } = script;
		return scope.output((script.source ?? this.#source).slice(pos, end));
	}
}

const problems: Readonly<Record<string, string>> = {
	Function: "It defines a function, which can stand for any command.",
	Coproc: "It starts a command in the background.",
	Select: "It asks for a choice with `select`.",
	ArithmeticFor: "It contains arithmetic, which can run commands.",
	ArithmeticCommand: "It contains arithmetic, which can run commands.",
};
