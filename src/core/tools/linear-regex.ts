/** Regular expressions in time proportional to the line: JavaScript's own backtrack, can run for hours, and cannot be stopped. */

export type LinearPattern =
	| { readonly kind: "pattern" /** Whether the line contains a match. */; matches(line: string): boolean }
	| { readonly kind: "failed"; readonly text: string };

/**
 * What Rust's and JavaScript's expressions have in common: no look-around, no back references. `(?i)` may stand first.
 * The pattern becomes a list of steps, and all ways through it are followed at once (Thompson's construction).
 */
export function linearPattern(pattern: string, caseSensitive: boolean): LinearPattern {
	const inline = pattern.startsWith("(?i)");
	const source = (inline ? pattern.slice(4) : pattern).replaceAll("(?P<", "(?<");
	const flags = caseSensitive && !inline ? "" : "i";
	const problem = unsupported(source) ?? invalid(source, flags);
	if (problem !== undefined) return { kind: "failed", text: problem };
	const tokens = source.match(token) ?? [];
	const built = new Builder(tokens, flags).build();
	if (!built)
		return {
			kind: "failed",
			text: "The regular expression is too large: repeat less often, or search for a part of it.",
		};
	return { kind: "pattern", matches: (line) => walk(built, line) };
}

const token =
	/\\(?:u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|p\{[^}]*\}|c[a-z]|.)|\[(?:\\.|[^\]\\])*\]|\((?:\?:|\?<\w+>)?|\{\d+(?:,\d*)?\}|./gisu;

function unsupported(source: string): string | undefined {
	for (const [part, ...rest] of source.matchAll(/\\[1-9k]|\\.|\[(?:\\.|[^\]\\])*\]|\(\?<?[=!]/gsu)) {
		if (rest.length === 0 && /^\\[1-9k]/.test(part))
			return "Back references such as \\1 are not supported: search for a simpler pattern.";
		if (part.startsWith("(")) return "Look-around such as (?=…) is not supported: search for a simpler pattern.";
	}
	return undefined;
}

/** Compiling does not run it. Without `u` JavaScript takes escapes such as `\-`, as Rust does. */
function invalid(source: string, flags: string): string | undefined {
	try {
		new RegExp(source, flags);
		return undefined;
	} catch (error) {
		return `The regular expression is not valid: ${error instanceof Error ? error.message : String(error)}. Set regex to false for literal text.`;
	}
}

type Step =
	| { readonly kind: "character"; fits(character: string): boolean; readonly next: number }
	| { readonly kind: "place"; holds(before: string, after: string): boolean; readonly next: number }
	| { readonly kind: "fork"; readonly next: number[] }
	| { readonly kind: "match" };

interface Program {
	readonly steps: readonly Step[];
	readonly start: number;
}

/** A part of the pattern: given the step that follows it, adds its own steps and returns the first of them. */
type Part = (next: number) => number;

const mostSteps = 5_000;

/** Reads the tokens by recursive descent, and builds the steps from the end to the start. */
class Builder {
	readonly #tokens: readonly string[];
	readonly #flags: string;
	readonly #steps: Step[] = [{ kind: "match" }];
	#at = 0;

	constructor(tokens: readonly string[], flags: string) {
		this.#tokens = tokens;
		this.#flags = flags;
	}

	build(): Program | undefined {
		const start = this.#alternatives()(0);
		return this.#steps.length > mostSteps ? undefined : { steps: this.#steps, start };
	}

	#add(step: Step): number {
		// Too many steps are refused in the end; until then nothing grows without bound.
		if (this.#steps.length <= mostSteps) this.#steps.push(step);
		return this.#steps.length - 1;
	}

	#alternatives(): Part {
		const parts = [this.#sequence()];
		while (this.#tokens[this.#at] === "|") {
			this.#at++;
			parts.push(this.#sequence());
		}
		const [only] = parts;
		if (only && parts.length === 1) return only;
		return (next) => this.#add({ kind: "fork", next: parts.map((part) => part(next)) });
	}

	#sequence(): Part {
		const parts: Part[] = [];
		for (
			let part = this.#tokens[this.#at];
			part !== undefined && part !== "|" && part !== ")";
			part = this.#tokens[this.#at]
		) {
			this.#at++;
			parts.push(this.#repeated(this.#single(part)));
		}
		return (next) => parts.reduceRight((after, part) => part(after), next);
	}

	#single(part: string): Part {
		if (part.startsWith("(")) {
			const inner = this.#alternatives();
			this.#at++;
			return inner;
		}
		const place = places.get(part);
		if (place) return (next) => this.#add({ kind: "place", holds: place, next });
		const fits = characterTest(part, this.#flags);
		return (next) => this.#add({ kind: "character", fits, next });
	}

	#repeated(part: Part): Part {
		const [least, most] = this.#counts();
		if (least === 1 && most === 1) return part;
		const end = most === Number.POSITIVE_INFINITY ? this.#anyNumber(part) : this.#upTo(part, most - least);
		return (next) => {
			let start = end(next);
			for (let count = 0; count < least && this.#steps.length <= mostSteps; count++) start = part(start);
			return start;
		};
	}

	/** The quantifier that stands here, if any; a lazy one finds the same lines. */
	#counts(): readonly [number, number] {
		const quantifier = this.#tokens[this.#at] ?? "";
		const counted = /^\{(\d+)(,?)(\d*)\}$/.exec(quantifier);
		if (!counted && !["*", "+", "?"].includes(quantifier)) return [1, 1];
		this.#at++;
		if (this.#tokens[this.#at] === "?") this.#at++;
		if (quantifier === "?") return [0, 1];
		if (!counted) return [quantifier === "+" ? 1 : 0, Number.POSITIVE_INFINITY];
		const [, least = "0", comma, most = ""] = counted;
		if (comma === "") return [Number(least), Number(least)];
		return [Number(least), most === "" ? Number.POSITIVE_INFINITY : Number(most)];
	}

	#anyNumber(part: Part): Part {
		return (next) => {
			const ways = [next];
			const fork = this.#add({ kind: "fork", next: ways });
			ways.push(part(fork));
			return fork;
		};
	}

	#upTo(part: Part, times: number): Part {
		return (next) => {
			let start = next;
			for (let count = 0; count < times && this.#steps.length <= mostSteps; count++) {
				start = this.#add({ kind: "fork", next: [next, part(start)] });
			}
			return start;
		};
	}
}

const isWord = (character: string) => /^\w$/.test(character);

const places: ReadonlyMap<string, (before: string, after: string) => boolean> = new Map([
	["^", (before: string) => before === ""],
	["$", (_before: string, after: string) => after === ""],
	["\\b", (before: string, after: string) => isWord(before) !== isWord(after)],
	["\\B", (before: string, after: string) => isWord(before) === isWord(after)],
]);

/** One character: JavaScript itself decides, once for each. */
function characterTest(part: string, flags: string): (character: string) => boolean {
	const single = singleCharacter(part, flags);
	const known = new Map<string, boolean>();
	return (character) => {
		const before = known.get(character);
		if (before !== undefined) return before;
		const fits = single.test(character);
		if (known.size < 1_000) known.set(character, fits);
		return fits;
	};
}

function singleCharacter(part: string, flags: string): RegExp {
	const escaped = /^[\]{}]$/.test(part) ? `\\${part}` : part;
	try {
		return new RegExp(`^${escaped}$`, `${flags}u`);
	} catch {
		return new RegExp(`^${escaped}$`, flags);
	}
}

function walk({ steps, start }: Program, line: string): boolean {
	const characters = [...line];
	let open: readonly number[] = [];
	for (let at = 0; at <= characters.length; at++) {
		const [before, after] = [characters[at - 1] ?? "", characters[at] ?? ""];
		const reached = reach(steps, [...open, start], before, after);
		if (reached === "match") return true;
		open = reached.flatMap((index) => {
			const step = steps[index];
			return step?.kind === "character" && after !== "" && step.fits(after) ? [step.next] : [];
		});
	}
	return false;
}

/** The steps that wait for a character, from the given ones on; or that the end was reached. */
function reach(
	steps: readonly Step[],
	from: readonly number[],
	before: string,
	after: string,
): readonly number[] | "match" {
	const seen = new Set<number>();
	const stack = [...from];
	const waiting: number[] = [];
	for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
		if (seen.has(index)) continue;
		seen.add(index);
		const step = steps[index];
		if (!step || step.kind === "match") return "match";
		if (step.kind === "character") waiting.push(index);
		else if (step.kind === "fork") stack.push(...step.next);
		else if (step.holds(before, after)) stack.push(step.next);
	}
	return waiting;
}
