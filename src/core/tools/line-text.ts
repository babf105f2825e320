/** Lines as a model is shown them: numbered, without their endings, and never endless. */

/** Characters of a line that are shown. */
const lineLimit = 2_000;

/** The lines of a text without their endings (LF, CRLF or CR); an ending at the end begins no further line. */
export function linesOf(text: string): readonly string[] {
	const lines = text.split(/\r\n|\n|\r/);
	if (lines.at(-1) === "") lines.pop();
	return lines;
}

/** Lines with their numbers, `first` being the number of the first one. */
export function numbered(lines: readonly string[], first: number): string {
	return lines.map((line, at) => `${first + at}\t${cutLine(line)}`).join("\n");
}

/** The line, or its beginning and how much is missing. */
export function cutLine(line: string, limit = lineLimit): string {
	if (line.length <= limit) return line;
	// Half of a character outside the basic plane is none.
	const end = /[\uD800-\uDBFF]/.test(line.charAt(limit - 1)) ? limit - 1 : limit;
	return `${line.slice(0, end)}… (${line.length - end} more characters)`;
}

/** The number, from 1, of the line in which an offset stands; endings are LF. */
export function lineAt(text: string, offset: number): number {
	let line = 1;
	for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
	return line;
}

/** How a text's lines end: the one way, or `mixed`; `none` for a text of one line. */
export function endingsOf(text: string): "LF" | "CRLF" | "CR" | "mixed" | "none" {
	const found = new Set(text.match(/\r\n|\n|\r/g) ?? []);
	if (found.size === 0) return "none";
	if (found.size > 1) return "mixed";
	return found.has("\n") ? "LF" : found.has("\r\n") ? "CRLF" : "CR";
}
