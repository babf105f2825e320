/** Finds again which pieces an accepted text is made of, from the text, its base and the ids alone. */

import { type Fingerprint, hunkRanges } from "./hunks.ts";
import { type HunkName, hunkId, hunkName, inOnePlace } from "./piece-names.ts";

/** Lines that stand in an accepted text in the place of lines of the base. */
export interface Patch {
	readonly id: string;
	readonly baseStart: number;
	readonly baseEnd: number;
	readonly added: readonly string[];
}

export interface Made {
	/** In order; they do not overlap. The base with them is the text, always. */
	readonly patches: readonly Patch[];
	/** Whether each of them is one of the candidates; otherwise they are what a comparison shows. */
	readonly exact: boolean;
}

/** Of what `text` is made; `candidates` are ids of hunks that may be in it. */
export function madeOf(
	base: readonly string[],
	text: readonly string[],
	candidates: Iterable<string>,
	fingerprint: Fingerprint,
): Made {
	if (base.length === text.length && base.every((line, at) => line === text[at])) return { patches: [], exact: true };
	const names = [...new Set(candidates)].flatMap((id) => {
		const name = hunkName(id);
		return name === null || name.baseEnd > base.length ? [] : [{ ...name, id }];
	});
	names.sort((a, b) => a.baseStart - b.baseStart || a.baseEnd - b.baseEnd);
	const patches = new Explaining(base, text, names, fingerprint).patches();
	if (patches) return { patches, exact: true };
	const found = hunkRanges(base, text).map(({ baseStart, baseEnd, otherStart, otherEnd }) => {
		const added = text.slice(otherStart, otherEnd);
		const id = hunkId({ baseStart, baseEnd, added: added.length }, fingerprint(added.join("")));
		return { id, baseStart, baseEnd, added };
	});
	return { patches: found, exact: false };
}

interface Candidate extends HunkName {
	readonly id: string;
}

/** Before a candidate: how much of the base and of the text is explained, and by how many patches. */
interface Point {
	readonly next: number;
	readonly base: number;
	readonly text: number;
	readonly patches: number;
}

/** Goes through base and text side by side; where a candidate may or may not be in the text, tries that it is, then that it is not. */
class Explaining {
	private readonly base: readonly string[];
	private readonly text: readonly string[];
	private readonly candidates: readonly Candidate[];
	private readonly fingerprint: Fingerprint;
	private readonly found: Patch[] = [];
	/** Where to go on when what was tried leads nowhere. */
	private readonly open: Point[] = [];
	private readonly tried = new Set<string>();

	constructor(
		base: readonly string[],
		text: readonly string[],
		candidates: readonly Candidate[],
		fingerprint: Fingerprint,
	) {
		this.base = base;
		this.text = text;
		this.candidates = candidates;
		this.fingerprint = fingerprint;
	}

	/** Undefined when the candidates do not explain the text, or not within a reasonable number of steps. */
	patches(): readonly Patch[] | undefined {
		let point: Point | undefined = { next: 0, base: 0, text: 0, patches: 0 };
		for (let steps = 20_000 + 8 * this.candidates.length; point && steps > 0; steps--) {
			this.found.length = point.patches;
			const candidate: Candidate | undefined = this.candidates[point.next];
			if (candidate === undefined) {
				if (this.reaches(point, this.base.length) && this.isAtEnd(point)) return this.found;
				point = this.open.pop();
			} else point = this.step(point, candidate) ?? this.open.pop();
		}
		return undefined;
	}

	private step(point: Point, candidate: Candidate): Point | undefined {
		const { next, base, text } = point;
		const { baseStart, baseEnd, added } = candidate;
		const last = this.found.at(-1);
		if (baseStart < base || (last && inOnePlace(last, candidate))) return { ...point, next: next + 1 };
		if (!this.reaches(point, baseStart)) return undefined;
		const at = text + baseStart - base;
		const without = { next: next + 1, base: baseStart, text: at, patches: point.patches };
		const lines = this.text.slice(at, at + added);
		if (hunkId(candidate, this.fingerprint(lines.join(""))) !== candidate.id) return without;
		const state = `${next}:${at}:${last?.baseEnd ?? -1}`;
		if (this.tried.has(state)) return undefined;
		this.tried.add(state);
		this.open.push(without);
		this.found.push({ id: candidate.id, baseStart, baseEnd, added: lines });
		return { next: next + 1, base: baseEnd, text: at + added, patches: this.found.length };
	}

	/** Whether base and text are the same up to this line of the base. */
	private reaches({ base, text }: Point, baseLine: number): boolean {
		if (text + baseLine - base > this.text.length) return false;
		for (let at = base; at < baseLine; at++) if (this.base[at] !== this.text[text + at - base]) return false;
		return true;
	}

	private isAtEnd({ base, text }: Point): boolean {
		return this.base.length - base === this.text.length - text;
	}
}
