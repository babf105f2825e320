/** Finds the front matter of a brief file and reads its YAML so that no file, however made, can take time or run anything. */

import {
	Composer,
	type CST,
	type Document,
	isAlias,
	isCollection,
	isMap,
	isNode,
	Lexer,
	type ParsedNode,
	Parser,
	visit,
	type YAMLError,
} from "yaml";

/** Offsets in the text, `end` not included. */
export interface Place {
	readonly start: number;
	readonly end: number;
}

export interface BriefProblem extends Place {
	readonly text: string;
	/** `warning`: the file can be used all the same. */
	readonly severity: "error" | "warning";
}

export interface FrontMatter {
	/** Null where there is no front matter, it is empty, or it may not be looked into. */
	readonly document: Document.Parsed | null;
	/** Where the YAML begins in the text: its own offsets count from there. */
	readonly offset: number;
	/** The first line. */
	readonly opening: Place | null;
	readonly body: Place;
	readonly problems: readonly BriefProblem[];
}

/** Deeper and wider than any brief is. Some texts beyond that end the process or take minutes in the parser's later steps. */
const deepest = 12;
const mostKeys = 100;
const mostProblems = 100;
/** Words, signs and line ends of the YAML. */
const mostParts = 20_000;

export function readFrontMatter(text: string): FrontMatter {
	const start = text.startsWith("\ufeff") ? 1 : 0;
	const nothing = { document: null, offset: start, opening: null, body: { start, end: text.length } };
	const opening = /^---[ \t]*(?:\r?\n|$)/.exec(text.slice(start))?.[0];
	if (opening === undefined) return { ...nothing, problems: lateStart(text, start) };
	const offset = start + opening.length;
	const first = { start, end: start + "---".length };
	const closing = /^---[ \t]*\r?$/m.exec(text.slice(offset));
	if (!closing) {
		const problem = error(first, "The front matter does not end: write --- on a line of its own below it.");
		return { ...nothing, opening: first, body: { start: text.length, end: text.length }, problems: [problem] };
	}
	const body = { start: offset + closing.index + closing[0].length, end: text.length };
	const { document, problems } = readYaml(text.slice(offset, offset + closing.index), offset);
	return { document, offset, opening: first, body, problems: problems.slice(0, mostProblems) };
}

/** In steps, each of which reads the text once: one pattern for all of it would try every empty line of a file that has nothing else. */
function lateStart(text: string, start: number): readonly BriefProblem[] {
	const space = /^\s+/.exec(text.slice(start))?.[0] ?? "";
	const at = start + space.length;
	const opening = space === "" ? null : /^---[ \t]*\r?\n/.exec(text.slice(at));
	if (!opening || !/^---[ \t]*\r?$/m.test(text.slice(at + opening[0].length))) return [];
	return [error({ start: at, end: at + 3 }, "The front matter must begin on the first line.")];
}

interface YamlRead {
	readonly document: Document.Parsed | null;
	readonly problems: readonly BriefProblem[];
}

function readYaml(source: string, offset: number): YamlRead {
	const tokens = tokensIn(source);
	if (typeof tokens === "string")
		return { document: null, problems: [error({ start: offset, end: offset + source.length }, tokens)] };
	const composer = new Composer({ uniqueKeys: true, stringKeys: true, prettyErrors: false, logLevel: "error" });
	const [document, another] = [...composer.compose(tokens, true, source.length)];
	if (document === undefined) return { document: null, problems: [] };
	const [start = 0, end = start] = another?.range ?? [];
	const problems = [
		...document.errors.map((each) => yamlProblem(each, offset)),
		...refusedNodes(document, offset),
		...(another ? [error({ start: offset + start, end: offset + end }, "Only one YAML document may stand here.")] : []),
	];
	return { document, problems };
}

/** Or why they are not composed. A long text is one part, but a thousand brackets are a thousand, and each costs time. */
function tokensIn(source: string): readonly CST.Token[] | string {
	const parser = new Parser();
	const tokens: CST.Token[] = [];
	let parts = 0;
	for (const part of new Lexer().lex(source)) {
		if (++parts > mostParts) return "The front matter has more parts than any brief.";
		tokens.push(...parser.next(part));
	}
	tokens.push(...parser.end());
	return beyondBounds(tokens) ?? tokens;
}

interface Token {
	readonly type?: string;
	readonly value?: unknown;
	readonly key?: unknown;
	readonly items?: unknown;
}

/** Why the parser's tokens are not composed; without recursion, which a deep text would exhaust. */
function beyondBounds(tokens: readonly unknown[]): string | null {
	const open = tokens.map((token) => ({ token, depth: 1 }));
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const { token, depth } = next;
		if (!isToken(token)) continue;
		if (depth > deepest) return "The front matter is nested too deeply.";
		const items: readonly unknown[] = Array.isArray(token.items) ? token.items : [];
		if (/map|flow-collection/.test(token.type ?? "") && isMapToken(token) && items.length > mostKeys) {
			return `The front matter has more than ${mostKeys} keys in one place.`;
		}
		for (const inner of [...items, token.key, token.value])
			open.push({ token: inner, depth: depth + (isToken(inner) && inner.type !== undefined ? 1 : 0) });
	}
	return null;
}

function isToken(value: unknown): value is Token {
	return typeof value === "object" && value !== null;
}

/** A list in brackets is a flow collection, too. */
function isMapToken(token: Token): boolean {
	const start = "start" in token ? token.start : undefined;
	return token.type === "block-map" || (isToken(start) && start.type === "flow-map-start");
}

/** Nothing in a brief needs them, and with them a small text can stand for a huge one, or for a thing of another type. */
function refusedNodes(document: Document.Parsed, offset: number): readonly BriefProblem[] {
	const problems: BriefProblem[] = [];
	visit(document, {
		Node: (_key, node) => {
			const place = placeOf(node, offset);
			if (isAlias(node) || ("anchor" in node && node.anchor !== undefined)) {
				problems.push(error(place, "Anchors and aliases are not taken: write the value out."));
			}
			if ("tag" in node && node.tag !== undefined && !isAlias(node))
				problems.push(error(place, "Tags are not taken: write a plain value."));
		},
	});
	return problems;
}

/** Where the node stands in the text. */
export function placeOf(node: unknown, offset: number): Place {
	const [start = 0, end = start] = isNode(node) ? (node.range ?? []) : [];
	return { start: offset + start, end: offset + Math.max(end, start) };
}

const texts: Readonly<Partial<Record<YAMLError["code"], string>>> = {
	DUPLICATE_KEY: "This key stands here twice.",
	TAB_AS_INDENT: "Indent with spaces: YAML does not take tabs.",
	NON_STRING_KEY: "A key must be a plain word.",
	TAG_RESOLVE_FAILED: "Tags are not taken: write a plain value.",
	BAD_ALIAS: "Anchors and aliases are not taken: write the value out.",
};

function yamlProblem({ code, message, pos }: YAMLError, offset: number): BriefProblem {
	const [start, end] = pos;
	return error(
		{ start: offset + start, end: offset + Math.max(end, start + 1) },
		texts[code] ?? `This is no YAML: ${message}.`,
	);
}

function error(place: Place, text: string): BriefProblem {
	return { ...place, text, severity: "error" };
}

/** The fields that stand there: of a single value its place, of a list or of fields that of their key. */
export function placesIn({ document, offset }: Pick<FrontMatter, "document" | "offset">): ReadonlyMap<string, Place> {
	const contents: ParsedNode | null = document?.contents ?? null;
	if (!isMap(contents)) return new Map();
	return new Map(
		contents.items.map(({ key, value }) => {
			const inner = value === null || isCollection(value) || placeOf(value, 0).end === placeOf(value, 0).start;
			return [String(key), placeOf(inner ? key : value, offset)];
		}),
	);
}
