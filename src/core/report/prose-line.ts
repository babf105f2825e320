/** Prose that may hold Markdown, such as a model's, as one line of plain text for places where nothing is rendered. */

/** More is not looked at: a line shows less, and the time stays short whatever a model writes. */
const longest = 4_000;

/** Marks go and what they mark stays; list points are parted by semicolons. Code, globs and names stay as they are. */
export function proseLine(text: string): string {
	let line = "";
	let isCode = false;
	for (const raw of text.slice(0, longest).split(/\r\n|[\n\r]/)) {
		const isFence = fence.test(raw);
		if (isFence) isCode = !isCode;
		const own = isFence ? "" : isCode ? raw.trim() : unmarkedLine(raw);
		if (own === "") continue;
		const isParted = !isCode && point.test(raw.trim()) && /[^\s.,:;!?…]$/.test(line);
		line = line === "" ? own : `${line}${isParted ? ";" : ""} ${own}`;
	}
	return line;
}

/** The first line that says something, at most `most` characters of it; marks where there is nothing else. */
export function titleLine(text: string, most: number): string {
	const lines = text
		.trim()
		.slice(0, longest)
		.split(/\r\n|[\n\r]/);
	return shortLine(lines.map(proseLine).find((line) => line !== "") ?? lines[0] ?? "", most);
}

/** At most `most` characters of one line, with an ellipsis where there are more. */
export function shortLine(line: string, most: number): string {
	const characters = [...line];
	if (characters.length <= most) return line;
	return `${characters
		.slice(0, most - 1)
		.join("")
		.trimEnd()}…`;
}

const fence = /^ {0,3}(?:`{3,}[^`]*|~{3,}.*)$/;
const rule = /^(?:[-*_] ?){3,}$|^=+$|^[-+*]$/;
const point = /^[-*+]\s+(?:\[[ xX]\]\s+)?/;
const heading = /^#{1,6}\s+/;

function unmarkedLine(raw: string): string {
	const line = raw.trim().replace(/^(?:> ?)+/, "");
	if (rule.test(line)) return "";
	return inline(line.replace(point, "").replace(heading, ""));
}

const codeSpan = /(?<!`)(`{1,3})(?!`)([^`]{1,500})\1(?!`)/g;

/** A private character stands for each piece of code meanwhile: marks may enclose code, and code holds none. */
const stand = "\uE000";

function inline(text: string): string {
	const codes: string[] = [];
	const without = text.replaceAll(stand, "").replace(codeSpan, (_all, _ticks, code: string) => {
		codes.push(code.trim());
		return stand;
	});
	return unmarked(without)
		.replaceAll(stand, () => codes.shift() ?? "")
		.trim();
}

const link =
	/(?<![\w)\]])!?\[([^[\]]{1,300})\]\(([^()\s]{0,500}(?:\([^()\s]{0,100}\)[^()\s]{0,100})?)(?:\s+"[^"]{0,200}")?\)/g;
const address = /<(https?:\/\/[^<>\s]{1,500})>/g;
/** Only what stands as a mark must: `__init__.py`, `src/**` and `2 * 3 * 4` hold none. */
const marked =
	/(?<![^\s([{"'“‘])(\*{1,3}|_{1,3}|~~)(?![\s/.*_~])([^\n]{1,300}?)(?<![\s*_~])\1(?=$|\s|[.,:;!?…)\]}"'”’]+(?:$|\s))/g;
const escaped = /\\([*_`#[\]~>])/g;

function unmarked(text: string): string {
	const plain = text.replace(link, "$1").replace(address, "$1");
	// Twice: what is marked may hold marked words.
	return plain.replace(marked, "$2").replace(marked, "$2").replace(escaped, "$1");
}
