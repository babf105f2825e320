/** Walks over the lines of an output in search of what belongs together. */

/** The index of the first line from `start` on, before `end`, that matches; -1 for none. */
export function lineAfter(lines: readonly string[], start: number, pattern: RegExp, end = lines.length): number {
	for (let at = start; at < Math.min(end, lines.length); at++) if (pattern.test(lines[at] ?? "")) return at;
	return -1;
}

/** The first line from `start` on, before `end`, that is not blank; empty for none. */
export function textAfter(lines: readonly string[], start: number, end = lines.length): string {
	const at = lineAfter(lines, start, /\S/, end);
	return at < 0 ? "" : (lines[at] ?? "").trim();
}

export interface Block {
	/** What the pattern matched. */
	readonly match: RegExpExecArray;
	readonly start: number;
	/** The next block's start, or the end. */
	readonly end: number;
}

/** The parts that begin with a line that matches. */
export function blocksOf(lines: readonly string[], pattern: RegExp): readonly Block[] {
	const starts = lines.flatMap((line, start) => {
		const match = pattern.exec(line);
		return match ? [{ match, start }] : [];
	});
	return starts.map((each, at) => ({ ...each, end: starts[at + 1]?.start ?? lines.length }));
}

/** What the first line that gives something gives. */
export function firstOf<T>(
	lines: readonly string[],
	{ start, end }: Pick<Block, "start" | "end">,
	of: (line: string) => T | undefined,
) {
	for (let at = start; at < end; at++) {
		const found = of(lines[at] ?? "");
		if (found !== undefined) return found;
	}
	return undefined;
}
