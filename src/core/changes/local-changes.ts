/** Compares again between lines that stand once in both texts, so that a change depends on nothing but what is around it. */

import { type LineChange, lineChanges } from "./line-changes.ts";

/**
 * Several comparisons can be equally short, and which one is found can hang on an edit far away. Between two neighbouring
 * lines that are unmistakable the comparison is made anew and for itself, so that edits beyond them change nothing.
 */
export function localChanges(
	base: readonly string[],
	other: readonly string[],
	changes: readonly LineChange[],
): readonly LineChange[] {
	const isOnce = onceInBoth(base, other);
	const local: LineChange[] = [];
	let [floor, from] = [0, 0];
	while (from < changes.length) {
		const first = changes[from];
		if (first === undefined) break;
		const above = firstAbove(base, first.baseStart, floor, isOnce);
		let to = from + 1;
		let below = firstBelow(base, first.baseEnd, changes[to]?.baseStart ?? base.length, isOnce);
		for (; below === undefined && to < changes.length; to++) {
			below = firstBelow(base, changes[to]?.baseEnd ?? 0, changes[to + 1]?.baseStart ?? base.length, isOnce);
		}
		const last = changes[to - 1] ?? first;
		const end = below ?? base.length;
		compareAgain(base, other, local, {
			...{ baseStart: above, otherStart: first.otherStart - (first.baseStart - above) },
			...{ baseEnd: end, otherEnd: last.otherEnd + (end - last.baseEnd) },
		});
		[floor, from] = [end, to];
	}
	return local;
}

function compareAgain(base: readonly string[], other: readonly string[], into: LineChange[], range: LineChange): void {
	const { baseStart, baseEnd, otherStart, otherEnd } = range;
	for (const change of lineChanges(base.slice(baseStart, baseEnd), other.slice(otherStart, otherEnd))) {
		into.push({
			...{ baseStart: baseStart + change.baseStart, baseEnd: baseStart + change.baseEnd },
			...{ otherStart: otherStart + change.otherStart, otherEnd: otherStart + change.otherEnd },
		});
	}
}

type IsOnce = (line: string) => boolean;

function onceInBoth(base: readonly string[], other: readonly string[]): IsOnce {
	const [one, two] = [counts(base), counts(other)];
	return (line) => one.get(line) === 1 && two.get(line) === 1;
}

function counts(lines: readonly string[]): ReadonlyMap<string, number> {
	const found = new Map<string, number>();
	for (const line of lines) found.set(line, (found.get(line) ?? 0) + 1);
	return found;
}

/** Behind the last unmistakable line before `at`. */
function firstAbove(base: readonly string[], at: number, floor: number, isOnce: IsOnce): number {
	let line = at;
	while (line > floor && !isOnce(base[line - 1] ?? "")) line--;
	return line;
}

/** The first unmistakable line from `at` on, before `end`. */
function firstBelow(base: readonly string[], at: number, end: number, isOnce: IsOnce): number | undefined {
	for (let line = at; line < end; line++) if (isOnce(base[line] ?? "")) return line;
	return undefined;
}
