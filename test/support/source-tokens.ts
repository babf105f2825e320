/** Cuts TypeScript and TSX into the tokens that matter for finding imports: words, strings and punctuation. */

export interface Token {
	readonly kind: "word" | "string" | "punctuation";
	/** A string's content, without its quotes. */
	readonly text: string;
}

/**
 * The tokens in order, without comments, regular expressions and the fixed parts of templates that have expressions.
 * It is no parser: text between JSX tags is cut like code, in which no import can be found by mistake but one in a sentence.
 */
export function tokensOf(source: string): readonly Token[] {
	const cutter = new Cutter(source);
	while (!cutter.atEnd) cutter.step();
	return cutter.tokens;
}

const space = /\s+/y;
const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const word = /[\p{L}_$][\p{L}\p{N}_$]*|\d[\w.]*/uy;
const string = /"((?:[^"\\\n]|\\[\s\S])*)"|'((?:[^'\\\n]|\\[\s\S])*)'/y;
const regex = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const templatePart = /((?:[^`\\$]|\\[\s\S]|\$(?!\{))*)(`|\$\{|$)/y;

/** Words after which a slash begins a regular expression. */
const regexWords = new Set(["return", "typeof", "case", "in", "of", "else", "void", "throw", "await", "yield"]);

class Cutter {
	readonly tokens: Token[] = [];
	private readonly source: string;
	private at = 0;
	private depth = 0;
	/** For each template whose expression is being read: how deep in braces it stands. */
	private readonly templates: number[] = [];

	constructor(source: string) {
		this.source = source;
	}

	get atEnd(): boolean {
		return this.at >= this.source.length;
	}

	step(): void {
		if (this.take(space) || this.take(comment)) return;
		const quoted = this.take(string);
		if (quoted) return this.push("string", quoted[1] ?? quoted[2] ?? "");
		if (this.regexMayBegin() && this.take(regex)) return;
		const name = this.take(word);
		if (name) return this.push("word", name[0]);
		this.punctuation(this.source.charAt(this.at++));
	}

	private punctuation(character: string): void {
		if (character === "`") return this.template(true);
		if (character === "}" && this.templates.at(-1) === this.depth) {
			this.templates.pop();
			return this.template(false);
		}
		if (character === "{") this.depth++;
		if (character === "}") this.depth--;
		this.push("punctuation", character);
	}

	/** Reads a template's fixed text up to its end or its next expression. */
	private template(first: boolean): void {
		const [, text = "", end] = this.take(templatePart) ?? [];
		if (end === "${") this.templates.push(this.depth);
		if (first && end === "`") this.push("string", text);
		else this.push("punctuation", "`");
	}

	private regexMayBegin(): boolean {
		const before = this.tokens.at(-1);
		if (before?.kind === "word") return regexWords.has(before.text);
		return before?.kind !== "string" && !/[)\]}<`]/.test(before?.text ?? "");
	}

	private take(pattern: RegExp): RegExpExecArray | null {
		pattern.lastIndex = this.at;
		const match = pattern.exec(this.source);
		this.at += match?.[0].length ?? 0;
		return match;
	}

	private push(kind: Token["kind"], text: string): void {
		this.tokens.push({ kind, text });
	}
}
