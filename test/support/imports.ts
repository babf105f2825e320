/** Finds what a TypeScript file imports, in every way that TypeScript knows, types included. */

import { type Token, tokensOf } from "./source-tokens.ts";

export interface Import {
	/** As it is written; empty when it is computed and so cannot be known. */
	readonly specifier: string;
	/** False where it is gone after compilation: `import type`, `export type … from`, a reference to types. */
	readonly atRunTime: boolean;
}

/** All imports of a source text, in order: statements, re-exports, `import()` of values and of types, `require`, references. */
export function importsOf(source: string): readonly Import[] {
	const tokens = tokensOf(source);
	const statements = tokens.flatMap((token, at) => (isKeyword(tokens, at) ? importAt(tokens, at, token.text) : []));
	return [...references(source), ...statements];
}

/** `object.import`, `{ import: 1 }` and `import.meta` import nothing. */
function isKeyword(tokens: readonly Token[], at: number): boolean {
	const before = tokens[at - 1];
	const after = tokens[at + 1];
	if (tokens[at]?.kind !== "word" || is(before, ".")) return false;
	return !is(after, ".") && !is(after, ":");
}

function importAt(tokens: readonly Token[], at: number, keyword: string): readonly Import[] {
	const next = tokens[at + 1];
	switch (keyword) {
		case "import":
			if (next?.kind === "string") return [{ specifier: next.text, atRunTime: true }];
			return is(next, "(") ? [called(tokens, at + 2)] : from(tokens, at + 1);
		case "export":
			return from(tokens, at + 1);
		case "require":
			return is(next, "(") ? [called(tokens, at + 2)] : [];
		default:
			return [];
	}
}

/** The argument of `import(…)`; a computed one is an import all the same. */
function called(tokens: readonly Token[], at: number): Import {
	const [argument, end] = [tokens[at], tokens[at + 1]];
	const known = argument?.kind === "string" && (is(end, ")") || is(end, ","));
	return { specifier: known ? argument.text : "", atRunTime: true };
}

/** `type? (name | * as name | { … }), … from "specifier"`; nothing where the statement is something else. */
function from(tokens: readonly Token[], start: number): readonly Import[] {
	const onlyTypes = is(tokens[start], "type") && !is(tokens[start + 1], "from") && !is(tokens[start + 1], ",");
	for (let at = start; at < tokens.length; at++) {
		const [token, next] = [tokens[at], tokens[at + 1]];
		if (is(token, "from") && next?.kind === "string") return [{ specifier: next.text, atRunTime: !onlyTypes }];
		if (is(token, "{")) at = closing(tokens, at);
		else if (token?.kind !== "word" && !is(token, "*") && !is(token, ",")) return [];
	}
	return [];
}

function closing(tokens: readonly Token[], open: number): number {
	const end = tokens.findIndex((token, at) => at > open && is(token, "}"));
	return end < 0 ? tokens.length : end;
}

function is(token: Token | undefined, text: string): boolean {
	return token !== undefined && token.kind !== "string" && token.text === text;
}

/** `/// <reference types="…" />` makes a package's global types visible. */
function references(source: string): readonly Import[] {
	const found = source.matchAll(/^\/\/\/\s*<reference\s+(?:types|path)\s*=\s*["']([^"']+)["']/gm);
	return [...found].map(([, specifier = ""]) => ({ specifier, atRunTime: false }));
}
