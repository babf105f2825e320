/** Takes a command line apart with a shell grammar: its commands wherever they stand, and what else is in it. */

import {
	type Command,
	forEachChild,
	type ParsedScript,
	parse,
	type Redirected,
	type SyntaxNode,
	type Word,
} from "unbash";

export interface ShellWord {
	/** As it is written. */
	readonly text: string;
	/** What the shell makes of it, where that is certain; null for expansions and globs. */
	readonly value: string | null;
	/** Whether it is one run of characters without quotes or backslashes. */
	readonly plain: boolean;
}

export interface ShellCommand {
	/** As it is written. */
	readonly text: string;
	/** The program and its arguments; assignments in front are not among them. */
	readonly words: readonly ShellWord[];
	/** Here-documents that it is fed, when their text is certain. */
	readonly fed: readonly string[];
	/** Where its output goes, as written. */
	readonly targets: readonly ShellWord[];
}

export interface ShellScript {
	/** In the order of the text, those in substitutions and functions included. */
	readonly commands: readonly ShellCommand[];
	/** What stands in the way of judging it command by command, in sentences for a person; empty when nothing does. */
	readonly problems: readonly string[];
	/** What stands between the words of the outermost commands: white space and operators. */
	readonly between: string;
}

/** Never throws: what cannot be parsed is a problem, and what was understood of it is there all the same. */
export function parseShell(source: string): ShellScript {
	let script: ParsedScript;
	try {
		script = parse(source);
	} catch {
		// A parser that breaks on a text has not understood it.
		return { commands: [], problems: [notParsed], between: source };
	}
	const found: Found = { commands: [], problems: new Set() };
	walk(script, source, found);
	return { commands: found.commands, problems: [...found.problems], between: betweenWords(script, source) };
}

const notParsed = "It cannot be parsed as a shell command.";

interface Found {
	readonly commands: ShellCommand[];
	readonly problems: Set<string>;
}

/** Scripts within scripts that are looked into: each level is parsed again when it is reached. */
const deepestScript = 20;

/** Depth first, with a stack of its own: commands nest deeper than a call stack likes. */
function walk(root: ParsedScript, rootSource: string, found: Found): void {
	const stack: { readonly node: SyntaxNode; readonly source: string; readonly depth: number }[] = [];
	stack.push({ node: root, source: rootSource, depth: 0 });
	for (let next = stack.pop(); next; next = stack.pop()) {
		const { node } = next;
		// Scripts in escaped backticks have positions in a text of their own.
		const source = node.type === "Script" ? (node.source ?? next.source) : next.source;
		const depth = next.depth + (node.type === "Script" ? 1 : 0);
		const problem = depth > deepestScript ? "It nests commands too deeply." : problemOf(node);
		if (problem !== undefined) found.problems.add(problem);
		if (depth > deepestScript) continue;
		take(node, source, found);
		const children: SyntaxNode[] = [];
		forEachChild(node, (child) => children.push(child));
		for (const child of children.reverse()) stack.push({ node: child, source, depth });
	}
}

function take(node: SyntaxNode, source: string, { commands }: Found): void {
	if (node.type === "Command") commands.push(commandOf(node, source));
	// The redirections of a group of commands belong to none of them.
	if (node.type === "Redirected")
		commands.push({ ...redirectsOf(node), text: source.slice(node.pos, node.end), words: [] });
}

/** What each kind of node means for judging: nothing, or a sentence. */
const nodeProblems = {
	Script: null,
	Statement: null,
	Command: null,
	AndOr: null,
	Pipeline: null,
	Word: null,
	Literal: null,
	SingleQuoted: null,
	DoubleQuoted: null,
	Glob: "It contains a pattern such as `*`, which stands for files that are not known beforehand.",
	ExtendedGlob: "It contains a pattern, which stands for files that are not known beforehand.",
	BraceExpansion: "It contains braces, which the shell expands.",
	AnsiCQuoted: "It contains a `$'…'` string, whose escapes can stand for any character.",
	LocaleString: 'It contains a `$"…"` string, which can be translated.',
	SimpleExpansion: "It contains a variable, whose value is not known beforehand.",
	ParameterExpansion: "It contains a variable, whose value is not known beforehand.",
	CommandExpansion: "It contains a command substitution: the result of one command becomes part of another.",
	ProcessSubstitution: "It contains a process substitution.",
	ArithmeticExpansion: "It contains arithmetic, which can run commands.",
	Assignment: "It sets a variable, which can change what programs do.",
	ArrayValue: "It sets a variable, which can change what programs do.",
	Redirect: "It redirects input or output to or from a file.",
	HereString: "It feeds text to a command.",
	HereDoc: "It feeds text to a command.",
	HereDocDelimiter: null,
	HereDocBody: null,
	FileDescriptor: null,
	FileDescriptorVariable: "It sets a variable, which can change what programs do.",
	Function: "It defines a function, which can stand for any command.",
	Coproc: "It starts a command in the background.",
	Subshell: "It contains a group of commands.",
	BraceGroup: "It contains a group of commands.",
	CompoundList: null,
	If: "It contains a condition.",
	Elif: null,
	For: "It contains a loop.",
	ArithmeticFor: "It contains a loop.",
	Select: "It contains a loop.",
	While: "It contains a loop.",
	Case: "It contains a condition.",
	CaseItem: null,
	TestCommand: "It contains a condition, which can run commands.",
	TestUnary: null,
	TestBinary: null,
	TestLogical: null,
	TestNot: null,
	TestGroup: null,
	ArithmeticCommand: "It contains arithmetic, which can run commands.",
	ArithmeticBinary: null,
	ArithmeticUnary: null,
	ArithmeticTernary: null,
	ArithmeticGroup: null,
	ArithmeticWord: null,
	ArithmeticCommandExpansion: "It contains a command substitution: the result of one command becomes part of another.",
	Redirected: null,
	Time: "It measures time with `time`.",
	Negation: "It turns a result round with `!`.",
	Default: null,
	Remove: null,
	Replace: null,
	Slice: null,
	CaseModification: null,
	Transform: null,
	Names: null,
	Unknown: null,
} as const satisfies Readonly<Record<SyntaxNode["type"], string | null>>;

function problemOf(node: SyntaxNode): string | undefined {
	if (node.type === "Script" && "errors" in node && node.errors && node.errors.length > 0) return notParsed;
	if (node.type === "Statement" && node.background) return "It starts a command in the background.";
	if (node.type === "Pipeline" && node.operators.includes("|&")) return "It pipes errors with `|&`.";
	if (node.type === "HereDoc" && !node.closing) return notParsed;
	// A newer grammar may know nodes that this table does not.
	const known: Readonly<Record<string, string | null | undefined>> = nodeProblems;
	const problem = known[node.type];
	return problem === undefined ? "It contains something that is not understood." : (problem ?? undefined);
}

function commandOf(command: Command, source: string): ShellCommand {
	const args = command.args.map((arg) =>
		arg.type === "Word" ? wordOf(arg) : { text: arg.text, value: assigned(arg.text), plain: false },
	);
	return {
		...redirectsOf(command),
		text: source.slice(command.pos, command.end),
		words: command.name ? [wordOf(command.name), ...args] : [],
	};
}

function redirectsOf({ redirects }: Command | Redirected): Pick<ShellCommand, "fed" | "targets"> {
	const fed: string[] = [];
	const targets: ShellWord[] = [];
	for (const one of redirects) {
		if (one.type === "HereDoc") fed.push(one.body.text);
		else if (!one.target) continue;
		else if (one.type === "HereString") fed.push(one.target.value);
		else targets.push(wordOf(one.target));
	}
	return { fed, targets };
}

/** `alias x='git push'`: the argument as the program receives it, where no expansion is in it. */
function assigned(text: string): string | null {
	return /[$`\\]/.test(text) ? null : text.replace(/['"]/g, "");
}

function wordOf(word: Word): ShellWord {
	const plain = word.parts === undefined && word.text === word.value;
	return { text: word.text, value: isStatic(word) ? word.value : null, plain };
}

function isStatic({ parts }: Word): boolean {
	return (parts ?? []).every((part) => {
		if (part.type === "DoubleQuoted") return part.parts.every(({ type }) => type === "Literal");
		return part.type === "Literal" || part.type === "SingleQuoted" || part.type === "AnsiCQuoted";
	});
}

/** The source without the words of the commands that it consists of: an account of every character for `safe`. */
function betweenWords(script: ParsedScript, source: string): string {
	const ranges: Word[] = [];
	const stack: SyntaxNode[] = [script];
	for (let node = stack.pop(); node; node = stack.pop()) {
		if (node.type === "Word") ranges.push(node);
		else forEachChild(node, (child) => stack.push(child));
	}
	let [rest, at] = ["", 0];
	for (const { pos, end } of ranges.toSorted((a, b) => a.pos - b.pos)) {
		rest += `${source.slice(at, Math.max(at, pos))} `;
		at = Math.max(at, end);
	}
	return rest + source.slice(at);
}
