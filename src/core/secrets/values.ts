/** Tells values that are secrets from placeholders, references, types, code and labels. */

import { commonWords } from "./common-words.ts";

/** Words that say that no secret is meant. */
const placeholder =
	/your|change[-_ ]?(?:me|it|this)|placeholder|redacted|example|dummy|sample|insert|replace|[-_ ]here\b|goes[-_ ]?here|x{4,}|\*{3,}|\.{3}|…|todo|fixme|masked|obfuscated|<[a-z]|not[-_ ]?(?:a|the|set|real)|fake|foobar/i;

/** What reads the value from elsewhere instead of holding it. */
const reference =
	/^\$\{|^\$\(|^\$[A-Z_][A-Z0-9_]*$|^\$[a-z_]+$|^\$env:|^%[A-Za-z_]\w*%$|^#\{|\{\{|\$\{|^%[sdvq]$|^\{\w*\}$|^[:@][A-Za-z_]+$|^\?$|^![A-Z][A-Za-z]+(?:\s|$)|^![a-z]+\s|process\.env|os\.environ|getenv|import\.meta|^env[.[(]|^ENV\[|^(?:var|local|data|secrets|vault|module|config|settings|ssm|op|sops|ref|keyring|self|this|props|req|res|ctx|args|opts|options|params|state|user|body)\b[.:[?/]|^arn:|^projects\//;

const fileLike =
	/^(?:\.{0,2}|~|[A-Za-z]:)[\\/](?:[\w.@-]+[\\/]?){1,20}$|^[\w./-]{1,200}\.(?:pem|key|txt|json|ya?ml|toml|ini|env|cfg|conf|ts|tsx|js|jsx|py|rb|go|rs|java|md|html|css|svg|png|crt|cer|pub|jks|p12|php|sh)$/;
const address = /^(?:https?|wss?|ftp|file|urn|mailto):(?!.*@)/i;
const integrity = /^(?:sha\d{1,3}|md5)[-:]/i;
const version = /^[v^~]?\d+(?:\.\d+){1,3}(?:[-+][\w.]+)?$/;
const dotted = /^[A-Za-z_$][\w$]*(?:(?:\??\.|::|->)[A-Za-z_$][\w$]*|\[[\w"']{0,40}\]){1,8}$/;
const invoked = /^[A-Za-z_$][\w$]{0,40}(?:\.[A-Za-z_$][\w$]{0,40}){1,6}\(/;
const validators = /^[a-z_]{2,20}(?:[:=][\w,]{1,20})?(?:\|[a-z_]{2,20}(?:[:=][\w,]{1,20})?){1,8}$/;
const regexLike = /^\^|\\[dws]|\[a-z|\[A-Z|\.\{\d|\(\?[=:!]/;
const constant = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** True for `xxxx`, `****`, `your-api-key`, `sk-…` and the like, also after a provider's prefix. */
export function isFiller(value: string): boolean {
	if (new Set(value.replace(/[-_.]/g, "")).size <= 5) return true;
	return /your|x{6,}|\*{3,}|\.{3}|…|<|placeholder|redacted|(?:^|[-_])(?:here|example|sample|dummy)\b/i.test(value);
}

/** Ends in what a machine made, whatever word stands before it. */
const keyTail = /[-_](?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{10,64}$/;

/** Values that are no secret, whatever their name is. Linear: every input is cut at 512 characters. */
export function isInnocent(long: string): boolean {
	const value = long.slice(0, 512);
	if (value.length < 3 || value.includes("‹") || value.includes("›")) return true;
	if (new Set(value).size <= 2 && !/^\d{6}/.test(value)) return true;
	if (!isDense(value) && placeholder.test(value) && !keyTail.test(value)) return true;
	if (reference.test(value) || address.test(value) || integrity.test(value) || version.test(value)) return true;
	if (fileLike.test(value) && !isDense(value)) return true;
	if (
		invoked.test(value) ||
		validators.test(value) ||
		regexLike.test(value) ||
		(constant.test(value) && !/\d{3}/.test(value))
	)
		return true;
	if (dotted.test(value) && isWordy(value)) return true;
	return commonWords.has(value.toLowerCase().replace(/[-_ ]/g, ""));
}

/** Long and mixed as keys are: no word in it says anything. */
function isDense(value: string): boolean {
	return (
		value.length >= 20 &&
		!/\s/.test(value) &&
		/\d/.test(value) &&
		/[A-Z]/.test(value) &&
		/[a-z]/.test(value) &&
		!isWordy(value)
	);
}

/** True when it is made of words as names in a program are: `auth.login`, `accessTokenV2`, `my-service`. */
export function isWordy(value: string): boolean {
	const parts = value
		.slice(0, 512)
		.replace(/([a-z])([A-Z])/g, "$1 $2")
		.split(/[^A-Za-z0-9]+/)
		.filter((part) => part !== "");
	// Random letters have a capital at every third place; names have words between.
	if (value.length >= 20 && parts.length > value.length / 4) return false;
	return parts.every((part) => /^\d{1,4}$|^v\d{1,2}$/i.test(part) || isWord(part));
}

/** Letters as they follow one another in words, perhaps with one number at the end. */
function isWord(part: string): boolean {
	const letters = part.replace(/\d{1,3}$/, "");
	if (!/^(?:[A-Z]?[a-z]+|[A-Z]+)$/.test(letters) || letters.length > 18) return false;
	return letters.length <= 4 || (/[aeiouy]/i.test(letters) && !/[^aeiouy]{6}/i.test(letters));
}

/** Looks as what a machine made: mixed, without words, at least 10 characters. */
export function isRandom(value: string): boolean {
	if (value.length < 10 || isInnocent(value)) return false;
	const digits = /\d/.test(value);
	if (!digits && value.length < 20)
		return /[a-z]/.test(value) && /[A-Z]/.test(value) && !isWordy(value) && entropy(value) > 3;
	return !isWordy(value) && entropy(value) >= (value.length >= 20 ? 3 : 2.6);
}

/** Bits a character, of the first 512 characters. */
export function entropy(long: string): number {
	const value = long.slice(0, 512);
	const counts = new Map<string, number>();
	for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
	let sum = 0;
	for (const count of counts.values()) sum -= (count / value.length) * Math.log2(count / value.length);
	return sum;
}

/** True when it is Base64 of `name:password`. */
export function isBasicLogin(value: string): boolean {
	const text = decodeBase64(value);
	return /^[\x20-\x39\x3b-\x7e]{0,128}:[\x20-\x7e]{1,512}$/.test(text);
}

const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** As Latin-1; empty when it is no Base64. */
function decodeBase64(value: string): string {
	const digits = value.replace(/-/g, "+").replace(/_/g, "/").replace(/=+$/, "");
	if (digits.length % 4 === 1) return "";
	let bits = 0;
	let held = 0;
	let text = "";
	for (const digit of digits.slice(0, 2_000)) {
		const code = base64Alphabet.indexOf(digit);
		if (code < 0) return "";
		bits = ((bits << 6) | code) & 0xffff;
		held += 6;
		if (held < 8) continue;
		held -= 8;
		text += String.fromCharCode((bits >> held) & 0xff);
	}
	return text;
}
