/** The forms in which detectors are written down, and how one is tried at a place. */

import type { KeyForm } from "./provider-patterns.ts";
import type { Span } from "./spans.ts";
import { isFiller } from "./values.ts";

/** One way in which a secret stands in a text. */
export interface SecretPattern {
	readonly kind: string;
	/** The pattern is tried only where one of these begins, so each must be how a match begins. Capitals do not count. */
	readonly words: readonly string[];
	/** One of these must stand before it in the same command; left out: anything may. */
	readonly near?: readonly string[];
	/** The last group that took part is the secret; without groups it is the whole match. Every repeat has an upper bound. */
	readonly source: string;
	/** Looks at what was found; left out: it is a secret. */
	readonly judge?: (secret: string) => boolean;
}

/** A detector, ready to be tried. */
export interface Detector {
	readonly kind: string;
	readonly words: readonly string[];
	readonly near: readonly string[];
	readonly regex: RegExp;
	readonly judge: (secret: string) => boolean;
	/** How many characters before the match belong to the secret. */
	readonly back: number;
}

/** Not in the middle of a word; the letter of an escape (`\n`) or of a percent code (`%3D`) does not make one. */
const wordStart = String.raw`(?<!(?<!\\|%[0-9A-Fa-f])[A-Za-z0-9])`;

export function patternDetector({ kind, words, near, source, judge }: SecretPattern): Detector {
	return { kind, words, near: near ?? [], regex: new RegExp(source, "diy"), judge: judge ?? (() => true), back: 0 };
}

export function keyDetector({ kind, starts, rest, back = 0 }: KeyForm): Detector {
	const start = starts.map((text) => text.replace(/[$.*+?()[\]{}|/\\]/g, "\\$&")).join("|");
	const source = `${back === 0 ? wordStart : `(?<=[A-Za-z0-9_~.-]{${back}})`}(?:${start})(?:${rest})`;
	return { kind, words: starts, near: [], regex: new RegExp(source, "dy"), judge: (key) => !isFiller(key), back };
}

/** The secret that begins to be recognised at this place. */
export function tryDetector({ near, regex, judge, back, kind }: Detector, text: string, at: number): Span | undefined {
	if (near.length > 0 && !follows(near, text, at)) return undefined;
	regex.lastIndex = at;
	const match = regex.exec(text);
	if (!match?.indices) return undefined;
	const [start, end] = match.indices.findLast((place) => place !== undefined) ?? [0, 0];
	if (end <= start || !judge(text.slice(start, end))) return undefined;
	return { start: start - back, end, kind };
}

/** Whether the command that reaches this place has one of the words. */
function follows(words: readonly string[], text: string, at: number): boolean {
	const before = text.slice(Math.max(0, at - 400), at);
	const word = Math.max(...words.map((word) => before.lastIndexOf(word)));
	return word >= 0 && !/[\n|;&]/.test(before.slice(word));
}
