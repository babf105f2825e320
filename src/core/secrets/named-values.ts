/** Finds values beside names that promise a secret: in code, settings, markup, command lines, queries and prose. */

import { judgeValue, type ValueForm } from "./named-judge.ts";
import { type SecretName, secretName } from "./names.ts";
import type { Span } from "./spans.ts";

const longestName = 80;
const nameCharacter = /[A-Za-z0-9_.$\u00c0-\u024f-]/;

/** Where the name around this place begins and ends. */
export function nameAround(text: string, at: number): { readonly start: number; readonly end: number } {
	let start = at;
	while (start > 0 && at - start < longestName && nameCharacter.test(text.charAt(start - 1))) start--;
	let end = at;
	while (end < text.length && end - at < longestName && /[A-Za-z0-9_\u00c0-\u024f-]/.test(text.charAt(end))) end++;
	while (text.charAt(end - 1) === "-") end--;
	const escaped = text.charAt(start - 1) === "\\" && /^[nrt]/.test(text.slice(start, start + 1));
	return { start: escaped ? start + 1 : start, end };
}

/** What was found beside a name. */
interface Beside {
	readonly secret: Span | undefined;
	/** What was looked at: up to here all may be one value. */
	readonly looked: Span;
}

/** The value of this name, when the name promises a secret and a value is there. */
export function findNamedValue(
	text: string,
	name: { readonly start: number; readonly end: number },
): Beside | undefined {
	if (text.charAt(name.start - 1) === "‹") return undefined;
	const promised = secretName(text.slice(name.start, name.end));
	if (!promised) return undefined;
	let looked: Span | undefined;
	for (const way of ways) {
		const place = way(text, name.start, name.end);
		if (!place) continue;
		const value = valueAt(text, place, promised);
		if (!value) continue;
		const span = { start: value.start, end: value.end, kind: promised.kind };
		if (judgeValue(promised, text.slice(value.start, value.end), value.form, text.slice(name.start, name.end))) {
			return { secret: span, looked: span };
		}
		if (!looked || looked.end < span.end) looked = span;
	}
	return looked && { secret: undefined, looked };
}

/** Where a value begins, and what its surroundings say of it. */
interface Place {
	readonly at: number;
	readonly form: ValueForm;
	/** Where an unquoted value ends at the latest: a query's `&`, a connection's `;`. */
	readonly ends: RegExp;
}

const close = String.raw`(?:\[\d{0,4}\])?(?:\\{0,3}["'\x60])?\]?\)?`;
const type = String.raw`:[ \t]{0,3}(?:Optional\[)?(?:string|str|String|text|bytes|SecretStr|&str|&'static str|\*string)\]?(?:[ ]?\|[ ]?(?:null|undefined|None))?[ \t]{0,4}=`;
const typed = String.raw`(?:string|\[\]byte|[Aa]s String)[ \t]{0,4}=`;
const assigned = new RegExp(
	`${close}[ \\t]{0,8}[?!]?(?:${type}|${typed}|(?:\\|\\||\\?\\?|\\?)=|<-|:=|=>|->|!==?|={1,3}|::?|%3[DdAa])[ \\t]{0,8}(?:!!(?:str|binary)[ ]|&\\w{1,32}[ ])?`,
	"y",
);
const block = /["']?:[ \t]{0,3}[|>][+-]?\d?[ \t]{0,3}\r?\n[ \t]{1,40}/y;
const nextLine = new RegExp(`${close}[ \\t]{0,3}[:=][ \\t]{0,3}\\r?\\n[ \\t]{0,40}(?=\\\\{0,3}["'])`, "y");
const argument = /(?:\\{0,3}["'`])?[\s)\]]{0,3},\s{0,24}(?=[bruf]?\\{0,3}["'`])/y;
const called = /[({]\s{0,3}(?=[bruf]?\\{0,3}["'`])/y;
const element = /[^<>\n]{0,80}>\s{0,40}(?:<(?:Value|value|string)>)?(?=[^\s<])/y;
const elementOfKey = /["'][^<>\n]{0,80}>(?=[^\s<])|<\/\w{1,16}>\s{0,40}<(?:string|value|Value)>/y;
const fallback = /["'`]?[\])]?\s{0,3}(?:\|\||\?\?|\?:|\bor\b)\s{0,3}(?=[bruf]?["'`])/y;
const shown = /["']?[ \t]{1,4}(?=["'])/y;
const pair = /\\{0,3}["']?\s{0,3}[,;]?\s{0,60}\\{0,3}["']?(?:value|Value|val|content)\\{0,3}["']?\s{0,3}[:=]\s{0,3}/y;
const stated =
	/\s{1,3}(?:(?:for|of)(?:\s{1,2}\S{1,40}?){1,7}?(?::|\s{1,2}is)|is|was|lautet|ist|est|es)\s{0,2}:?\s{1,3}/y;
const spaced = /[ \t]{1,4}(?=\S)/y;

const toSpace = /[^\s"'`<>‹›]{1,512}/y;
const toAmpersand = /[^\s"'`<>‹›&#]{1,512}/y;
const toSemicolon = /[^\s"'`<>‹›;]{1,512}/y;
const toComma = /[^\s"'`<>‹›,]{1,512}/y;
const toTag = /[^<‹›]{1,512}/y;

type Way = (text: string, start: number, end: number) => Place | undefined;

const ways: readonly Way[] = [
	(text, _, end) => after(block, text, end, { form: "line", ends: toSpace }),
	assignment,
	(text, _, end) => after(nextLine, text, end, { form: "code", ends: toSpace }),
	(text, start, end) =>
		/["'`({]/.test(text.charAt(start - 1))
			? after(argument, text, end, { form: "quoted-only", ends: toSpace })
			: undefined,
	(text, _, end) => after(called, text, end, { form: "quoted-only", ends: toSpace }),
	(text, start, end) =>
		/(?:^|[^\w])<(?:\w{1,20}:)?$/.test(text.slice(Math.max(0, start - 24), start))
			? after(element, text, end, { form: "element", ends: toTag })
			: undefined,
	(text, start, end) =>
		/(?:name|key|id)\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?$/i.test(text.slice(Math.max(0, start - 24), start))
			? after(pair, text, end, { form: "line", ends: toSpace })
			: undefined,
	(text, start, end) =>
		/(?:name=["']|<key>)$/.test(text.slice(Math.max(0, start - 8), start))
			? after(elementOfKey, text, end, { form: "element", ends: toTag })
			: undefined,
	(text, start, end) =>
		text.charAt(start - 1) === "\t" && text.charAt(end) === "\t"
			? { at: end + 1, form: "line", ends: toSpace }
			: undefined,
	(text, _, end) => after(fallback, text, end, { form: "quoted-only", ends: toSpace }),
	(text, _, end) => after(shown, text, end, { form: "quoted-only", ends: toSpace }),
	(text, _, end) => after(stated, text, end, { form: "prose", ends: toSpace }),
	(text, start, end) =>
		/^--?[A-Za-z]/.test(text.slice(start, end)) ||
		/(?:^|\n)[ \t]{0,8}(?:ENV|ARG|setx|SetEnv)[ \t]{1,4}$|\bconfig(?:ure)?(?: set| --\w{1,12}){0,3} $/.test(
			text.slice(Math.max(0, start - 40), start),
		)
			? after(spaced, text, end, { form: "line", ends: toSpace })
			: undefined,
];

function after(regex: RegExp, text: string, end: number, { form, ends }: Omit<Place, "at">): Place | undefined {
	regex.lastIndex = end;
	return regex.test(text) ? { at: regex.lastIndex, form, ends } : undefined;
}

/** `name = value` and its relatives; what is before the name tells a setting from code. */
function assignment(text: string, start: number, end: number): Place | undefined {
	const place = after(assigned, text, end, { form: "code", ends: toSpace });
	if (!place) return undefined;
	const before = text.slice(Math.max(0, start - 40), start);
	const sign = text.slice(end, place.at);
	if (/[?&]$|&amp;$/.test(before) || /^%3/.test(sign)) return { ...place, form: "line", ends: toAmpersand };
	if (/\w=[^\s,"']{1,60},$/.test(before) && sign === "=") return { ...place, form: "line", ends: toComma };
	if (/;\s?$/.test(before) && sign.endsWith("=")) return { ...place, form: "line", ends: toSemicolon };
	const setting =
		/(?:^|\n|\\n)[\s\d:|+>#*→-]{0,30}(?:(?:export|ENV|ARG|set|setx|env|declare -x)\s{1,4})?["']?$/.test(before) ||
		/(?:\s|^)(?:-e|--env|--build-arg|--set|--set-string|--from-literal|-D|export|env|-c)[ =]?["']?$/.test(before) ||
		/^-D|^--?[a-z]/.test(text.slice(start, end)) ||
		(/^[A-Z0-9_]{4,}$/.test(text.slice(start, end)) && sign === "=");
	// `user=bob password=x` in a log or a connection's text.
	const alone = /^[^\s,;()"'{}[\]]{1,128}(?:\s|$)/.test(text.slice(place.at, place.at + 130));
	if (!setting && sign === "=" && /\s$/.test(before))
		return { ...place, form: alone && /=\S+\s$/.test(before) ? "line" : "spaced-line" };
	const joined = /^["']?[=:]$/.test(sign) || /^["']?:[ \t]/.test(sign);
	const section = setting && /(?:^|\n)\[[^\]\n"']{1,60}\]\s{0,4}\n/.test(text.slice(Math.max(0, start - 400), start));
	return { ...place, form: setting ? (joined || section ? "line" : "spaced-line") : "code" };
}

interface Value {
	readonly start: number;
	readonly end: number;
	readonly form: ValueForm;
}

const wrapper =
	/(?:(?:new )?(?:string\(\d{1,6}\)\s|(?:&?str|String::from|std::string|\[\]byte|Some|[\w.]{0,30}GetBytes|SecretString::new|SecretString::from|Secret::new|Optional\.of|Just|SecretStr|Secret|Buffer\.from|String|bytes|b64decode|base64\.b64decode|atob|base64decode|sensitive)\(\s{0,2})|\{(?=["']))?[bBrRuUfFN@]{0,2}(?=\\{0,3}["'`])/y;
const opening = /\\{0,3}(?:"""|["'`])/y;

function valueAt(text: string, { at, form, ends }: Place, promised: SecretName): Value | undefined {
	wrapper.lastIndex = at;
	const from = wrapper.test(text) ? wrapper.lastIndex : at;
	opening.lastIndex = from;
	const quote = opening.exec(text)?.[0];
	if (quote !== undefined) return quotedValue(text, from + quote.length, quote);
	if (form === "quoted-only") return undefined;
	if (promised.class === "passphrase" && form !== "code" && /^[a-z]+(?: [a-z]+){2}/.test(text.slice(from, from + 60)))
		return wholeLine(text, from);
	ends.lastIndex = from;
	const found = ends.exec(text)?.[0] ?? "";
	if (form === "code" || form === "spaced-line") return codeValue(text, from, found, form);
	const trimmed = found.replace(form === "element" ? /\s{1,40}$/ : /[,;)}\]]{1,3}$/, "");
	const list = trimmed !== found && form === "line" && /[,)}\]]$/.test(found);
	return { start: from, end: from + trimmed.length, form: list ? "code" : form };
}

/** Up to the closing quote of the same line; what is cut off before it goes to the line's end. */
function quotedValue(text: string, start: number, quote: string): Value | undefined {
	const rest = text.slice(start, start + 4_096);
	let end = rest.indexOf(quote);
	while (end > 0 && !quote.startsWith("\\") && rest.charAt(end - 1) === "\\" && rest.charAt(end - 2) !== "\\") {
		end = rest.indexOf(quote, end + 1);
	}
	// Only as far as the quote: in a text of quotes alone each would look at all others.
	const lineEnd = (end < 0 ? rest : rest.slice(0, end + 1)).search(/\r?\n|\\n"|$/);
	if (end < 0 || (end > lineEnd && quote.length < 3)) return { start, end: start + lineEnd, form: "code" };
	return { start, end: start + end, form: "quoted" };
}

function wholeLine(text: string, start: number): Value {
	const length = text.slice(start, start + 512).search(/[\r\n"'<‹]|$/);
	return { start, end: start + length, form: "line" };
}

/** Ends where code goes on; a call or an index is no value. */
function codeValue(text: string, start: number, found: string, form: ValueForm): Value | undefined {
	const length = found.search(/[,;(){}[\]]|$/);
	if (/[([{]/.test(found.charAt(length)) && length < 60) return undefined;
	const whole = length === found.length && /^(?:\s|$)/.test(text.slice(start + length, start + length + 1));
	return { start, end: start + length, form: whole ? form : "code" };
}
