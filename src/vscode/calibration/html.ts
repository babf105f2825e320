/** Text for a page that the host writes: everything that is put into it is escaped. */

/** A piece of a page that was made here. */
export interface Html {
	readonly html: string;
}

type Part = Html | string | number | readonly Html[];

/** Texts and numbers are escaped, also within quoted attributes; pieces are put in as they are. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
	return { html: strings.reduce((text, string, at) => text + string + shown(parts[at]), "") };
}

function shown(part: Part | undefined): string {
	if (part === undefined) return "";
	if (typeof part === "string" || typeof part === "number") return escaped(String(part));
	return "html" in part ? part.html : part.map((piece) => piece.html).join("");
}

function escaped(text: string): string {
	return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
