/** Makes a command's text fit for a sentence that a person reads: nothing hidden, nothing endless. */

/** Control, format, private and ignorable characters, every space but the ordinary one, and the blank Braille pattern. */
const hidden = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** The text with invisible characters written out as `\u{200B}`, a line break as `\n`, cut to `limit` characters. */
export function visible(text: string, limit = 80): string {
	// A character takes at most two UTF-16 units.
	const characters = [...text.trim().slice(0, 2 * limit + 2)];
	const shown = characters.slice(0, limit).map(visibleCharacter).join("");
	return characters.length > limit ? `${shown}…` : shown;
}

function visibleCharacter(character: string): string {
	if (character === "\n") return "\\n";
	if (character === "\t") return "\\t";
	return hidden.test(character) ? `\\u{${codeOf(character)}}` : character;
}

/** In one sentence, which character of a text a person would not see; nothing when there is none. */
export function hiddenProblem(text: string): string | undefined {
	for (const character of text) {
		if (/[\t\n\x20-\x7e]/.test(character) || !hidden.test(character)) continue;
		return `It contains the invisible or control character U+${codeOf(character)}.`;
	}
	return undefined;
}

/** Either of the two: for texts in which nothing is quoted. */
export function characterProblem(text: string): string | undefined {
	return hiddenProblem(text) ?? foreignProblem(text);
}

/** The same of a character that can look like another: what is not in quotes is plain ASCII, or is asked about. */
export function foreignProblem(text: string): string | undefined {
	const character = /[^\t\n\x20-\x7e]/u.exec(text)?.[0];
	if (character === undefined) return undefined;
	return `It contains “${visible(character)}” (U+${codeOf(character)}): characters outside ASCII can look like others.`;
}

function codeOf(character: string): string {
	return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
