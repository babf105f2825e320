/** Resolves the words of a command line to what a program would receive, as far as that is known beforehand. */

import {
	type DoubleQuotedChild,
	forEachChild,
	type ParameterExpansionPart,
	type ParsedScript,
	type SyntaxNode,
	type Word,
	type WordPart,
} from "unbash";
import { expandBraces } from "./braces.ts";
import { foreignProblem } from "./visible.ts";

export interface ShellWord {
	/** As it is written. */
	readonly text: string;
	/** What the program receives, where that is certain; of a pattern, the pattern; null when it is not known. */
	readonly value: string | null;
	/** Whether it is one run of characters without quotes, backslashes or expansions. */
	readonly plain: boolean;
	/** Whether it is a pattern that the shell replaces by names of files. */
	readonly glob: boolean;
	/** Whether a name that it stands for could begin with a dash although the pattern does not. */
	readonly loose: boolean;
	/** What is certain of its beginning. */
	readonly lead: string;
	/** Holds characters that only text may have, because they look like others. */
	readonly textOnly: boolean;
	/** Names of the variables whose values it shows. */
	readonly shows: readonly string[];
	/** The output of a command in place of a file's name: `<(…)`. */
	readonly stream: boolean;
}

export interface Variable extends Pick<ShellWord, "value" | "glob" | "loose"> {
	/** Names of other variables that its value shows. */
	readonly shows?: readonly string[];
}

/** What resolving needs to know, and whom it tells what it finds. */
export interface Surroundings {
	variable(name: string): Variable;
	/** The folder that `$PWD` is, as a relative path; null when it is not known. */
	readonly here: string | null;
	/** A substitution's script. Returns what is known of its output. */
	script(script: ParsedScript | undefined): Variable;
	problem(sentence: string): void;
}

export const unknownVariable: Variable = { value: null, glob: false, loose: false };

/** A word of which everything is known. */
export function staticWord(value: string): ShellWord {
	return { ...blank, text: value, value, plain: true, lead: value };
}

const blank: ShellWord = {
	...{ text: "", value: "", plain: false, glob: false, loose: false },
	...{ lead: "", textOnly: false, shows: [], stream: false },
};

/** The words that the shell makes of one: several where it has braces. Finds the scripts in it as well. */
export function resolveWords(word: Word, around: Surroundings): readonly ShellWord[] {
	const resolved = resolveWord(word, around);
	if (!word.parts?.some(({ type }) => type === "BraceExpansion")) return [resolved];
	const values = expandBraces(word.text);
	if (values === null) return [{ ...resolved, value: null, lead: "" }];
	return values.map((value) => ({ ...resolved, value, lead: value, glob: /[*?[]/.test(value) }));
}

export function resolveWord(word: Word, around: Surroundings): ShellWord {
	if (word.parts === undefined) return unbroken(word, around);
	const pieces = word.parts.map((part) => pieceOf(part, word.parts?.length === 1, around));
	const known = pieces.every(({ value }) => value !== null);
	const firstUnknown = pieces.findIndex(({ value }) => value === null);
	const certain = pieces.slice(0, firstUnknown < 0 ? undefined : firstUnknown);
	return {
		text: word.text,
		value: known ? pieces.map(({ value }) => value).join("") : null,
		plain: false,
		glob: pieces.some(({ glob }) => glob),
		loose: pieces.some(({ loose }) => loose) && firstUnknown !== 0,
		lead: certain.map(({ value }) => value).join(""),
		textOnly: pieces.some(({ textOnly }) => textOnly),
		shows: pieces.flatMap(({ shows }) => shows),
		stream: pieces.some(({ stream }) => stream),
	};
}

/** The text of a here-document, with what its expansions show. */
export function resolveParts(parts: readonly WordPart[], around: Surroundings): ShellWord {
	const pieces = parts.map((part) => (part.type === "Literal" ? literal(part.value) : pieceOf(part, false, around)));
	const known = pieces.every(({ value }) => value !== null);
	const value = known ? pieces.map((piece) => piece.value).join("") : null;
	return { ...blank, value, shows: pieces.flatMap(({ shows }) => shows) };
}

function unbroken(word: Word, around: Surroundings): ShellWord {
	unquotedText(word.text, around);
	const plain = word.text === word.value;
	return { ...blank, text: word.text, value: word.value, plain, lead: word.value, textOnly: isForeign(word.text) };
}

type Piece = Omit<ShellWord, "text" | "plain" | "lead">;
const nothing: Piece = { value: "", glob: false, loose: false, textOnly: false, shows: [], stream: false };
const unknown: Piece = { ...nothing, value: null };

function unquotedText(text: string, around: Surroundings): void {
	// What a shell reads as an operator must not be part of a word: `3<(rm x)` runs `rm`.
	if (/[()<>;&|`]/.test(text.replace(/\\[\s\S]/g, ""))) around.problem("It contains something that is not understood.");
	const problem = foreignProblem(text);
	if (problem !== undefined) around.problem(problem);
}

/** Anything but plain ASCII: in a path or a name it could be taken for another. */
function isForeign(text: string): boolean {
	return /[^\t\n\x20-\x7e]/.test(text);
}

function pieceOf(part: WordPart, alone: boolean, around: Surroundings): Piece {
	switch (part.type) {
		case "Literal":
			unquotedText(part.text, around);
			return literal(part.value);
		case "SingleQuoted":
			return literal(part.value);
		case "AnsiCQuoted":
			return /^[\t\n\x20-\x7e]*$/.test(part.value)
				? { ...nothing, value: part.value, textOnly: true }
				: refused(around);
		case "DoubleQuoted":
			return quotedPiece(part.parts, around);
		case "Glob":
			return { ...nothing, value: part.text, glob: true };
		case "BraceExpansion":
			visitScripts(part, around);
			return nothing;
		case "SimpleExpansion":
		case "ParameterExpansion":
			return unquoted(variablePiece(part, around));
		case "CommandExpansion":
			return unquoted({ ...nothing, ...around.script(part.script) });
		case "ArithmeticExpansion":
			visitScripts(part, around);
			return arithmeticPiece(part.text, around);
		case "ProcessSubstitution":
			return streamPiece(part.operator, part.script, alone, around);
		case "LocaleString":
		case "ExtendedGlob":
			visitScripts(part, around);
			return refused(around);
		default:
			return part satisfies never;
	}
}

function quotedPiece(parts: readonly DoubleQuotedChild[], around: Surroundings): Piece {
	const pieces = parts.map((part) => {
		if (part.type === "SimpleExpansion" || part.type === "ParameterExpansion") return variablePiece(part, around);
		if (part.type === "CommandExpansion") return { ...nothing, ...around.script(part.script) };
		return part.type === "Literal" ? literal(part.value) : pieceOf(part, false, around);
	});
	const known = pieces.every(({ value }) => value !== null);
	return {
		...nothing,
		value: known ? pieces.map(({ value }) => value).join("") : null,
		glob: pieces.some(({ glob }) => glob),
		loose: pieces.some(({ loose }) => loose),
		textOnly: pieces.some(({ textOnly }) => textOnly),
		shows: pieces.flatMap(({ shows }) => shows),
	};
}

function literal(value: string): Piece {
	return { ...nothing, value, textOnly: isForeign(value) };
}

/** Without quotes the shell splits a value at spaces and expands patterns in it. */
function unquoted(piece: Piece): Piece {
	if (piece.value === null || piece.glob) return piece;
	return /^[\w.,:/@%+=-]+$/.test(piece.value) ? piece : { ...piece, value: null };
}

function streamPiece(
	operator: "<" | ">",
	script: ParsedScript | undefined,
	alone: boolean,
	around: Surroundings,
): Piece {
	around.script(script);
	if (operator === ">") around.problem("It feeds one command's output to another with `>(…)`.");
	return { ...unknown, stream: operator === "<" && alone };
}

/** Only numbers: a name's value is arithmetic itself, and that can run commands. */
function arithmeticPiece(text: string, around: Surroundings): Piece {
	if (!/^\$\(\([\d\s+*/%()-]+\)\)$/.test(text))
		around.problem("It contains arithmetic with names, which can run commands.");
	return unknown;
}

function variablePiece(part: WordPart | DoubleQuotedChild, around: Surroundings): Piece {
	if (part.type === "SimpleExpansion") return shownValue(part.text.slice(1), around);
	if (part.type !== "ParameterExpansion") return unknown;
	const { parameter, operation } = part;
	visitScripts(part, around);
	if (part.prefix === "!" || part.index !== undefined || !isUnderstood(part)) {
		around.problem("It contains an expansion that can set variables or run commands.");
		return unknown;
	}
	if (operation === undefined && part.prefix === undefined) return shownValue(parameter, around);
	const named = [parameter, ...[...part.text.matchAll(/\$\{?(\w+)/g)].map(([, name = ""]) => name)];
	return { ...unknown, shows: named.flatMap((name) => [name, ...(around.variable(name).shows ?? [])]) };
}

function isUnderstood({ operation }: ParameterExpansionPart): boolean {
	if (operation === undefined) return true;
	switch (operation.type) {
		case "Default":
			return ["-", ":-", "+", ":+"].includes(operation.operator);
		case "Remove":
		case "Replace":
		case "CaseModification":
			return true;
		case "Slice":
			return /^\s*-?\d*$/.test(operation.offset.text) && /^\s*-?\d*$/.test(operation.length?.text ?? "");
		case "Transform":
		case "Names":
		case "Unknown":
			return false;
		default:
			return operation satisfies never;
	}
}

/** Every script in a node is looked at, wherever it stands. */
export function visitScripts(node: SyntaxNode, around: Surroundings): void {
	if (
		node.type === "CommandExpansion" ||
		node.type === "ProcessSubstitution" ||
		node.type === "ArithmeticCommandExpansion"
	)
		around.script(node.script);
	else forEachChild(node, (child) => visitScripts(child, around));
}

function shownValue(name: string, around: Surroundings): Piece {
	if (name === "PWD" && around.here !== null) return { ...nothing, value: around.here };
	const variable = around.variable(name);
	return { ...nothing, ...variable, shows: [name, ...(variable.shows ?? [])] };
}

function refused(around: Surroundings): Piece {
	around.problem("It contains an expansion that is not understood.");
	return unknown;
}
