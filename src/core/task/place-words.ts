/** Finds `path:line` in prose: what the hand-off looks up, and what the panel makes a link where it was found. */

/**
 * A place begins where no path goes on. Brackets belong to names (`app/[id]/page.tsx`), unless they are around the place;
 * what a name may hold besides stands in code.
 */
const inProse =
	/(?<![\p{L}\p{M}\p{N}_./-])([\p{L}\p{M}\p{N}_@.$][\p{L}\p{M}\p{N}_@.$+/~-]{0,500}(?:\[[\p{L}\p{N}_.-]{1,60}\][\p{L}\p{M}\p{N}_@.$+/~-]{0,500}){0,5}):(\d{1,7})(?!\d)/gu;

interface PlaceWord {
	/** Where it stands in the text, and how much of it it is. */
	readonly at: number;
	readonly whole: string;
	readonly path: string;
	/** From 1. */
	readonly line: number;
}

export function placeWords(text: string): readonly PlaceWord[] {
	return [...text.matchAll(inProse)].map(({ 0: whole, 1: path = "", 2: line = "", index }) => ({
		...{ at: index, whole, path },
		line: Number(line),
	}));
}
