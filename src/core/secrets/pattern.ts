/** The forms in which detectors are written down, and how one is tried at a place. */

import type { KeyForm } from "./provider-patterns.ts";
import type { Span } from "./spans.ts";
import { isFiller, isWordy } from "./values.ts";

/** One way in which a secret stands in a text. */
export interface SecretPattern {
	readonly kind: string;
	/** The pattern is tried only where one of these begins, so each must be how a match begins. Capitals do not count. */
	readonly words: readonly string[];
	/** One of these must stand before it in the same command; left out: anything may. */
	readonly near?: readonly string[];
	/** `near` may also stand on a line before. */
	readonly across?: boolean;
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
	readonly across: boolean;
	readonly regex: RegExp;
	/** What a key looks like that the end of the text cut off. */
	readonly cut?: RegExp;
	readonly judge: (secret: string) => boolean;
	/** How many characters before the match belong to the secret. */
	readonly back: number;
}

/** Not in the middle of a word; the letter of an escape (`\n`) or of a percent code (`%3D`) does not make one. */
const wordStart = String.raw`(?<!(?<!\\|%[0-9A-Fa-f])[A-Za-z0-9])`;

export function patternDetector({ kind, words, near = [], across = false, source, judge }: SecretPattern): Detector {
	return { kind, words, near, across, regex: new RegExp(source, "diy"), judge: judge ?? (() => true), back: 0 };
}

export function keyDetector({ kind, starts, rest, back = 0 }: KeyForm): Detector {
	const start = starts.map((text) => text.replace(/[$.*+?()[\]{}|/\\]/g, "\\$&")).join("|");
	const source = `${back === 0 ? wordStart : `(?<=[A-Za-z0-9_~.-]{${back}})`}(?:${start})(?:${rest})`;
	return {
		kind,
		words: starts,
		near: [],
		across: false,
		regex: new RegExp(source, "dy"),
		cut: new RegExp(`${wordStart}(?:${start})[A-Za-z0-9_+/=.~-]{6,200}(?=\\s{0,3}$)`, "dy"),
		judge: (key) => !isFiller(key),
		back,
	};
}

/** The secret that begins to be recognised at this place. */
export function tryDetector(detector: Detector, text: string, at: number): Span | undefined {
	const { near, across, regex, judge, back, kind } = detector;
	if (near.length > 0 && !across && !follows(near, text, at)) return undefined;
	regex.lastIndex = at;
	const match = regex.exec(text);
	if (!match?.indices) return cutKey(detector, text, at);
	if (across && !near.some((word) => text.slice(Math.max(0, at - 2_400), at).includes(word))) return undefined;
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

/** The last key of a text may be cut by a cap: its beginning says enough when what is left of it is mixed. */
function cutKey({ kind, words, cut, judge }: Detector, text: string, at: number): Span | undefined {
	if (!cut || text.length - at > 220 || /[\w-]/.test(text.charAt(at - 1))) return undefined;
	cut.lastIndex = at;
	const key = cut.exec(text)?.[0];
	const start = words.find((word) => key?.startsWith(word));
	if (key === undefined || start === undefined || start.length < 4) return undefined;
	const rest = key.slice(start.length);
	const mixed = /\d/.test(rest) && /[A-Za-z]/.test(rest) && !isWordy(rest);
	return mixed && judge(key) ? { start: at, end: at + key.length, kind } : undefined;
}
