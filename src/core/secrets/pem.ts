/** Finds the bodies of private keys: whole, cut off at either end, indented, numbered, quoted, or with escaped line ends. */

import type { Span } from "./spans.ts";

/** How each begins or ends; both are told apart by what follows. */
export const pemWords: readonly string[] = ["-----BEGIN", "-----END", "---- BEGIN", "Private-Lines:"];

const space = "(?: |%20|\\+)";
const beginning = new RegExp(
	`-{4,5} ?BEGIN${space}(?:[A-Z0-9]{1,12}${space}){0,4}PRIVATE${space}KEY(?:${space}BLOCK)? ?-{0,5}|Private-Lines: \\d{1,4}`,
	"y",
);
const ending = new RegExp(`-----END${space}(?:[A-Z0-9]{1,12}${space}){0,4}PRIVATE${space}KEY`, "y");
/** What stands between two lines of a body: breaks, quotes, a diff's sign, a line's number, the key's own headers. */
const between = String.raw`(?:[^A-Za-z0-9+/=‹›]|\\[nrt]|(?<=\\)[nrt]){0,60}`;
const line = new RegExp(
	`${between}(?:[\\w./-]{1,80}[:-]\\d{1,7}[:-]|\\d{1,7}[\\t:|→ -]{1,6}[+-]?)?(?:(?:Proc-Type|DEK-Info|Version|Comment|Charset|Hash)[^\\n\\\\]{0,120}${between}){0,4}[+]?[A-Za-z0-9+/=]{16,8192}`,
	"y",
);
const lastLine = /(?:\\[nrt]|[\s"',+\\]){1,60}(?:\d{1,7}[\t:|→ ]{1,6})?[A-Za-z0-9+/]{1,15}={0,2}(?=\\|\s|["'-]|$)/y;
const lead = /(?:\\[nrt]|[\s"',+|>\\]){0,60}/y;
/** Characters of a body that are looked at. */
const reach = 64_000;

export function findPem(text: string, at: number): Span | undefined {
	beginning.lastIndex = at;
	const begun = beginning.exec(text);
	if (begun) return bodyAfter(text, at + begun[0].length);
	ending.lastIndex = at;
	return ending.test(text) ? bodyBefore(text, at) : undefined;
}

function bodyAfter(text: string, from: number): Span | undefined {
	lead.lastIndex = from;
	const start = from + (lead.exec(text)?.[0].length ?? 0);
	let end = from;
	for (line.lastIndex = from; end - from < reach && line.test(text); ) end = line.lastIndex;
	if (end === from) return shortBody(text, start);
	lastLine.lastIndex = end;
	if (lastLine.test(text)) end = lastLine.lastIndex;
	return { start, end, kind: "private-key" };
}

/** Too short to be a key's, but between the two lines of one. */
function shortBody(text: string, start: number): Span | undefined {
	const rest = text.slice(start, start + 400);
	const until = rest.indexOf("-----END");
	const body = rest.slice(0, Math.max(0, until)).replace(/(?:\\[nr]|[\s"',+\\])+$/, "");
	return /[A-Za-z0-9+/=]{8}/.test(body) && !/\.\.\.|…|‹|your|<|key/i.test(body)
		? { start, end: start + body.length, kind: "private-key" }
		: undefined;
}

/** What is left of a key whose beginning was cut off. */
function bodyBefore(text: string, end: number): Span | undefined {
	let from = end;
	while (from > 0 && end - from < reach && /[A-Za-z0-9+/=\s\\"',|:]/.test(text.charAt(from - 1))) from--;
	const body = text.slice(from, end);
	const first = body.search(/[A-Za-z0-9+/=]{32}/);
	if (first < 0) return undefined;
	const kept = body.match(/(?:\\[nr]|[\s"',+\\]){1,20}$/)?.[0].length ?? 0;
	return { start: from + first, end: end - kept, kind: "private-key" };
}
