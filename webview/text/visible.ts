/** Makes characters visible that would let a text look like another one: controls, invisible and reordering characters. */

/** A piece of a text as it is shown; `hidden` pieces stand for one character that has no honest look of its own. */
export interface Piece {
	readonly text: string;
	readonly hidden: boolean;
}

/**
 * Everything without a look of its own: controls, format and bidi characters, unassigned and private ones, unpaired
 * surrogates, spaces that are not U+0020, and blanks that count as letters or symbols. Line feeds stay line feeds.
 */
const hidden = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;

/** What reorders text around it: never needed in prose that is shown inside its own isolated block. */
const reordering = /[\u202A-\u202E\u2066-\u2069]/g;

/** The text in pieces, for commands and paths, where every byte counts. */
export function pieces(text: string): readonly Piece[] {
	const found: Piece[] = [];
	let from = 0;
	for (const match of text.matchAll(hidden)) {
		if (match.index > from) found.push({ text: text.slice(from, match.index), hidden: false });
		found.push({ text: codePoint(match[0]), hidden: true });
		from = match.index + match[0].length;
	}
	if (from < text.length) found.push({ text: text.slice(from), hidden: false });
	return found;
}

/** The same as one string, for titles and labels. */
export function visible(text: string): string {
	return text.replace(hidden, codePoint);
}

/** Prose of a model: joiners of emoji and of scripts that need them stay, overrides of the direction do not. */
export function visibleProse(text: string): string {
	return text.replace(reordering, codePoint);
}

/** A terminal's control sequences (colours, titles, cursor moves) are left out of what a command wrote. */
const sequences = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[ -/]*[0-~])/g;

/** What a command wrote, for reading: no control sequences, and no direction overrides. */
export function visibleOutput(text: string): string {
	return visibleProse(text.replace(sequences, "").replace(/\r+\n/g, "\n"));
}

function codePoint(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	return `‹U+${code.toString(16).toUpperCase().padStart(4, "0")}›`;
}
