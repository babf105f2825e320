/** Takes secrets out of texts: the one way of every string to the model, the journal, the panel, the terminal and the log. */

import { callPatterns } from "./call-patterns.ts";
import { commandPatterns } from "./command-patterns.ts";
import { contextPatterns } from "./context-patterns.ts";
import { type ExactIndex, exactIndex, findExact, type SecretValue } from "./exact-values.ts";
import { findHeld, type Held, heldByHeading, heldByName, heldWords } from "./held-values.ts";
import { findNamedValue, nameAround } from "./named-values.ts";
import { nameWords } from "./names.ts";
import { type Detector, keyDetector, patternDetector, tryDetector } from "./pattern.ts";
import { findPem, pemWords } from "./pem.ts";
import { providerKeys } from "./provider-patterns.ts";
import { serviceKeys } from "./service-patterns.ts";
import { shapePatterns } from "./shape-patterns.ts";
import { markSpans, merged, type Redacted, replaceSpans, type Span } from "./spans.ts";
import { type StreamRedactor, streamRedactor } from "./stream.ts";
import { WordIndex } from "./word-index.ts";

export interface Redactor {
	/** The text with a mark such as `‹secret:aws-key›` in the place of each secret. Redacting twice changes nothing more. */
	redact(text: string): Redacted;
	/** For a text that comes in pieces. */
	stream(): StreamRedactor;
	/** One that knows these values as well. */
	with(values: readonly SecretValue[]): Redactor;
}

/**
 * Time is linear in the text, whatever is in it. What it does not see: a value split over lines or written backwards,
 * encodings other than those of `exact-values.ts`, and anything in images.
 */
export function makeRedactor({ values }: { readonly values: readonly SecretValue[] }): Redactor {
	const exact = exactIndex(values);
	const scan = (text: string) => scanText(text, exact);
	return {
		redact: (text) => (text.length < 6 ? { text, found: [] } : replaceSpans(text, scan(text))),
		stream: () =>
			streamRedactor({ scan, touches: (text) => exact.spaced || places.touches(text) || exact.words.touches(text) }),
		with: (more) => makeRedactor({ values: [...values, ...more] }),
	};
}

/** The secrets themselves: for texts that are read in order to know them. */
export function findSecrets(text: string): readonly SecretValue[] {
	return scanText(text, nothingKnown).map(({ start, end, kind }) => ({ kind, value: text.slice(start, end) }));
}

const nothingKnown = exactIndex([]);

type Finder = Detector | "pem" | "name" | "held";

const places = new WordIndex<Finder>(allWords(), true);

function allWords(): { readonly word: string; readonly value: Finder }[] {
	const patterns = [...shapePatterns, ...contextPatterns, ...commandPatterns, ...callPatterns];
	const detectors = [...[...providerKeys, ...serviceKeys].map(keyDetector), ...patterns.map(patternDetector)];
	return [
		...pemWords.map((word) => ({ word, value: "pem" as const })),
		...detectors.flatMap((detector) => detector.words.map((word) => ({ word, value: detector }))),
		...heldWords.map((word) => ({ word, value: "held" as const })),
		...nameWords.map((word) => ({ word, value: "name" as const })),
	];
}

/** In the order in which kinds win: what is known by its own form, then exact values, then names. */
function scanText(text: string, exact: ExactIndex): readonly Span[] {
	const formed: Span[] = [];
	const named = new NamedValues(text);
	places.each(text, (at, finder) => {
		if (finder === "name") return named.look(at);
		if (finder === "held") return named.lookInside(at);
		const span = finder === "pem" ? findPem(text, at) : tryDetector(finder, text, at);
		if (span) formed.push(span);
	});
	const spans = [...formed, ...findExact(exact, text), ...named.spans];
	return spans.length === 0 ? spans : merged(spans, markSpans(text));
}

/** Names in one value that are tried each on its own. */
const deepest = 8;

/** Finds the values of names, each once; names inside of values of names are followed to a depth only. */
class NamedValues {
	readonly spans: Span[] = [];
	private readonly text: string;
	private read = 0;
	private valueEnd = 0;
	private depth = 0;
	private held = 0;

	constructor(text: string) {
		this.text = text;
	}

	lookInside(at: number): void {
		if (at >= this.held) this.hold(findHeld(this.text, at));
	}

	private hold(found: Held | undefined): void {
		if (!found) return;
		this.spans.push(...found.spans);
		this.held = found.end;
	}

	look(at: number): void {
		if (at < this.read) return;
		const name = nameAround(this.text, at);
		this.read = name.end;
		const beside = findNamedValue(this.text, name);
		if (!beside?.secret && at >= this.held) {
			this.hold(heldByName(this.text, name) ?? heldByHeading(this.text, name));
		}
		if (!beside) return;
		const { secret, looked } = beside;
		this.depth = name.end <= this.valueEnd && looked.end <= this.valueEnd + 64 ? this.depth + 1 : 0;
		this.valueEnd = looked.end;
		if (secret) this.spans.push(secret);
		if (this.depth < deepest) return;
		// No text that means anything is like this: what is left of the value is hidden, at the cost of one look.
		this.spans.push(looked);
		this.read = looked.end;
	}
}
