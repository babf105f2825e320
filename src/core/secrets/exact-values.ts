/** Finds secrets that are known: each value as it is, and as Base64, hex, in an address, in JSON or in HTML. */

import { base64 } from "../tools/base64.ts";
import { commonWords } from "./common-words.ts";
import type { Span } from "./spans.ts";
import { isInnocent, isWordy } from "./values.ts";
import { WordIndex } from "./word-index.ts";

/** A secret that was found where secrets are kept. In memory only. */
export interface SecretValue {
	/** In few words with hyphens, e.g. `password`. */
	readonly kind: string;
	readonly value: string;
}

/** Forms shorter than this would be found in innocent texts. */
const shortest = 8;

/** False for what would hide half of a text: short values, numbers, paths, ordinary words. */
export function isWorthHiding(raw: string): boolean {
	const value = raw.trim();
	if (value.length < 6 || new Set(value).size < 4 || /^[\d\s.,:+-]+$/.test(value)) return false;
	if (commonWords.has(value.toLowerCase()) || /^(?:\.{0,2}|~|[A-Za-z]:)[\\/]/.test(value)) return false;
	if (value.length < shortest) return /\d/.test(value) && /[A-Za-z]/.test(value) && !isWordy(value);
	if (/^https?:\/\/[^@\s]*$/.test(value)) return false;
	const parts = value.split(/[^A-Za-z]+/).filter((part) => part !== "");
	return !isWordy(value) || parts.length >= 3 || /\d/.test(value);
}

export interface ExactIndex {
	readonly words: WordIndex<{ readonly kind: string; readonly length: number }>;
	/** Whether a form has spaces or line breaks in it, so that its beginning stands alone. */
	readonly spaced: boolean;
}

export function exactIndex(values: readonly SecretValue[]): ExactIndex {
	const forms = new Map<string, string>();
	for (const { kind, value } of values) {
		if (!isWorthHiding(value)) continue;
		for (const form of formsOf(value.trim())) if (!forms.has(form)) forms.set(form, markKind(kind));
	}
	const words = [...forms].map(([word, kind]) => ({ word, value: { kind, length: word.length } }));
	return { words: new WordIndex(words, false), spaced: words.some(({ word }) => /\s/.test(word)) };
}

export function findExact(index: ExactIndex, text: string): readonly Span[] {
	const spans: Span[] = [];
	index.words.each(text, (at, { kind, length }) => spans.push({ start: at, end: at + length, kind }));
	return spans;
}

/** A kind that a mark can hold. */
function markKind(kind: string): string {
	return (
		kind
			.toLowerCase()
			.replace(/[^a-z0-9]+/g, "-")
			.replace(/^-|-$/g, "")
			.slice(0, 40) || "secret"
	);
}

function formsOf(value: string): readonly string[] {
	const bytes = new TextEncoder().encode(value);
	const json = JSON.stringify(value).slice(1, -1);
	const url = percentCoded(bytes);
	const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
	const aligned = [0, 1, 2].flatMap((shift) => {
		const text = shiftedBase64(bytes, shift);
		return [text, text.replaceAll("+", "-").replaceAll("/", "_")];
	});
	const html = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
	const forms = [
		json,
		json.replace(/["\\]/g, "\\$&"),
		value.replaceAll("\n", "\r\n"),
		html,
		hex,
		hex.toUpperCase(),
		...aligned,
	];
	const inAddress = [url, url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()), url.replaceAll("%20", "+")];
	return [value, ...[...forms, ...inAddress].filter((form) => form.length >= shortest && isWorthAsForm(form, value))];
}

/** A form that is an ordinary word by chance. */
function isWorthAsForm(form: string, value: string): boolean {
	return form === value || form.length >= 12 || !isInnocent(form);
}

/** The digits that stand in a longer Base64 text whatever comes before and after, when `shift` bytes precede in its group. */
function shiftedBase64(bytes: Uint8Array, shift: number): string {
	const shifted = new Uint8Array(shift + bytes.length);
	shifted.set(bytes, shift);
	return base64(shifted).slice(Math.ceil((shift * 8) / 6), Math.floor((shifted.length * 8) / 6));
}

/** As in an address. Unlike encodeURIComponent it takes half a surrogate pair. */
function percentCoded(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => {
		const character = String.fromCharCode(byte);
		return /[A-Za-z0-9_.!~*'()-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
	}).join("");
}
