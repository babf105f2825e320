/** Pieces of a text that are secret, and the text with a mark in the place of each. */

export interface Span {
	readonly start: number;
	/** Exclusive. */
	readonly end: number;
	/** What it is, in few words with hyphens, e.g. `aws-key`. */
	readonly kind: string;
}

/** How many secrets of a kind were replaced. */
export interface Found {
	readonly kind: string;
	readonly count: number;
}

/** A text without the secrets that were found in it. */
export interface Redacted {
	readonly text: string;
	readonly found: readonly Found[];
}

const markPattern = /‹secret:([a-z0-9-]{1,40})›/g;

/** True when the text holds a place where a secret stood. */
export function holdsMark(text: string): boolean {
	return text.includes("‹secret:");
}

/** The marks in a text, by kind. */
export function countMarks(text: string): readonly Found[] {
	if (!holdsMark(text)) return [];
	return addFound(
		[],
		[...text.matchAll(markPattern)].map(([, kind = ""]) => ({ kind, count: 1 })),
	);
}

/** The sum of two counts; kinds stay in the order in which they were met. */
export function addFound(known: readonly Found[], more: readonly Found[]): readonly Found[] {
	if (more.length === 0) return known;
	const counts = new Map(known.map(({ kind, count }) => [kind, count]));
	for (const { kind, count } of more) counts.set(kind, (counts.get(kind) ?? 0) + count);
	return [...counts].map(([kind, count]) => ({ kind, count }));
}

/** Where marks stand already: nothing that touches one is a secret any more. */
export function markSpans(text: string): readonly Span[] {
	if (!holdsMark(text)) return [];
	return [...text.matchAll(markPattern)].map((match) => ({
		start: match.index,
		end: match.index + match[0].length,
		kind: match[1] ?? "",
	}));
}

/** In order and without overlaps: what overlaps becomes one, named by the one that was found first in `spans`. */
export function merged(spans: readonly Span[], marks: readonly Span[]): readonly Span[] {
	const rank = new Map(spans.map((span, index) => [span, index]));
	const result: { start: number; end: number; kind: string; rank: number }[] = [];
	for (const span of spans.toSorted((a, b) => a.start - b.start)) {
		const last = result.at(-1);
		const own = rank.get(span) ?? 0;
		if (!last || span.start >= last.end) {
			result.push({ ...span, rank: own });
			continue;
		}
		last.end = Math.max(last.end, span.end);
		if (own < last.rank) [last.kind, last.rank] = [span.kind, own];
	}
	return withoutMarks(result, marks);
}

/** Both lists are in order, so one walk is enough. */
function withoutMarks(spans: readonly Span[], marks: readonly Span[]): readonly Span[] {
	let at = 0;
	return spans.filter(({ start, end }) => {
		while ((marks[at]?.end ?? Number.POSITIVE_INFINITY) <= start) at++;
		return (marks[at]?.start ?? Number.POSITIVE_INFINITY) >= end;
	});
}

/** Puts a mark in the place of each span; `spans` are in order and do not overlap. */
export function replaceSpans(text: string, spans: readonly Span[]): Redacted {
	if (spans.length === 0) return { text, found: [] };
	const parts: string[] = [];
	let from = 0;
	for (const { start, end, kind } of spans) {
		parts.push(text.slice(from, start), `‹secret:${kind}›`);
		from = end;
	}
	parts.push(text.slice(from));
	return {
		text: parts.join(""),
		found: addFound(
			[],
			spans.map(({ kind }) => ({ kind, count: 1 })),
		),
	};
}
