/** Redacts a text that comes in pieces: what could still become a secret is held back until it is clear. */

import type { Span } from "./spans.ts";

export interface StreamRedactor {
	/** What may be shown now; held back is at most the last line, or a private key that has not ended. */
	push(chunk: string): string;
	/** The rest. The stream can be used anew. */
	end(): string;
}

export interface Scanner {
	scan(text: string): readonly Span[];
	/** Whether anything in the text could be the beginning of a secret or of its name. */
	touches(text: string): boolean;
}

/** Characters of a line that are held back, and how much of a longer one stays held. */
const longestLine = 8_192;
const stays = 4_096;
/** Characters of a private key that are held back. */
const longestKey = 32_768;
/** Characters before what is held that are looked at with it. */
const contextLength = 512;
/** Most characters of a line's end, which is no part of a key. */
const lineBreak = 3;
/** Stands for a key whose beginning was given out: what goes on after it is still the key. */
const openKey = "-----BEGIN PRIVATE KEY-----\n";

export function streamRedactor({ scan, touches }: Scanner): StreamRedactor {
	let context = "";
	let held = "";
	const give = (wanted: number): string => {
		const text = context + held;
		const from = context.length;
		const spans = scan(text).filter(({ end }) => end > from);
		let to = from + wanted;
		const crossing = spans.find(({ start, end }) => start < to && to < end);
		if (crossing && wanted < held.length) to = Math.max(from, crossing.start);
		const given = between(text, from, to, spans);
		const reaching = spans.findLast(({ start, end }) => start < to && end > to - lineBreak);
		const inKey = reaching?.kind === "private-key" && !text.slice(reaching.start, to).includes("-----END");
		context = inKey ? openKey : text.slice(Math.max(0, to - contextLength), to);
		held = text.slice(to);
		return given;
	};
	return {
		push: (chunk) => {
			held += chunk;
			const cut = safeCut(held, touches);
			return cut === 0 ? "" : give(cut);
		},
		end: () => {
			const rest = give(held.length);
			context = "";
			held = "";
			return rest;
		},
	};
}

/** How much of what is held cannot be part of a secret that is still coming. */
function safeCut(held: string, touches: (text: string) => boolean): number {
	const key = held.lastIndexOf("-----BEGIN");
	const open = key >= 0 && !held.slice(key).includes("-----END") && held.slice(key, key + 64).includes("PRIVATE");
	if (open && held.length - key < longestKey) return key;
	const line = held.lastIndexOf("\n") + 1;
	const rest = held.slice(line);
	if (rest.length > longestLine) return held.length - stays;
	if (touches(rest)) return line;
	return line + rest.search(/\S*$/);
}

function between(text: string, from: number, to: number, spans: readonly Span[]): string {
	let given = "";
	let at = from;
	for (const { start, end, kind } of spans) {
		if (start >= to) break;
		given += `${text.slice(at, Math.max(at, start))}‹secret:${kind}›`;
		at = Math.min(end, to);
	}
	return given + text.slice(at, Math.max(at, to));
}
