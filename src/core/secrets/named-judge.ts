/** Decides whether the value beside a secret's name is a secret, by what it is made of and how it stands there. */

import { commonWords } from "./common-words.ts";
import { partsOf, type SecretName } from "./names.ts";
import { entropy, isInnocent, isRandom, isWordy } from "./values.ts";

/**
 * How a value stands there. `line`: a setting, `NAME=value` or `name: value`; `spaced-line`: `name = value`, which may be
 * code; `quoted-only`: counts only in quotes.
 */
export type ValueForm = "quoted" | "quoted-only" | "line" | "spaced-line" | "code" | "element" | "prose";

export function judgeValue(name: SecretName, value: string, form: ValueForm, text: string): boolean {
	if (isDenseSigns(value)) return true;
	if (isInnocent(value) || isOwnName(value, text)) return false;
	switch (name.class) {
		case "passphrase":
			return /\s/.test(value) ? isPhrase(value, 3) : isPassword(value, form);
		case "password":
			if (!/\s/.test(value)) return isPassword(value, form);
			return form !== "code" && (isSpacedPassword(value) || (name.kind === "secret" && isWordPair(value)));
		case "token":
			return isToken(value, form);
		case "maybe":
			return isKeyMaterial(value) || (name.kind !== "key" && isLongHex(value));
		default:
			return name.class satisfies never;
	}
}

/** `password: "password"`, `token: "accessToken"`. */
function isOwnName(value: string, name: string): boolean {
	const parts = partsOf(value);
	const own = new Set(partsOf(name));
	return parts.length > 0 && parts.every((part) => own.has(part) || commonWords.has(part));
}

function isPassword(value: string, form: ValueForm): boolean {
	if (form === "code" && /\d/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value) && value.length >= 8)
		return !isWordy(value);
	if (form === "code") return isRandom(value) || (value.length >= 8 && /\d/.test(value) && /[!@#%^&*?~]/.test(value));
	if (/^\d{1,12}$/.test(value)) return value.length >= 6 && form !== "prose";
	if (/\d/.test(value))
		return value.length >= 4 && /[^\d.,:_-]/.test(value) && !(form === "prose" && isWordy(value) && value.length < 7);
	if (/[!@#$%^&*?~+=]./.test(value) && isMixedCase(value)) return value.length >= 8;
	if (/[!@#$%^&*?~+=]/.test(value))
		return (
			value.length >= 5 && /[A-Za-z]{2}/.test(value) && (!/[!?.]$/.test(value.replace(/[!]$/, "")) || isRandom(value))
		);
	if (form === "prose" || form === "spaced-line") return isRandom(value);
	if (/^[a-z]{4,64}$/.test(value)) return true;
	if (/^[A-Z]?[a-z]{1,20}(?:[A-Z][a-z]{1,20}){2,8}$/.test(value)) return /^[A-Z]/.test(value) && form === "quoted";
	const parts = value.split(/[-_.]/);
	if (isRandom(value)) return true;
	return parts.length >= 3 && parts.every((part) => /^[a-z]{2,12}$/.test(part) && !commonWords.has(part));
}

/** Several words: a phrase that no sentence is, or one that holds a word with digits inside. */
function isSpacedPassword(value: string): boolean {
	if (value.length > 80 || stops.test(value)) return false;
	return isPhrase(value) || (/[A-Za-z]\d/.test(value) && /[A-Z]/.test(value) && /[a-z]/.test(value));
}

/** `keyboard cat`: what examples teach people to write there. */
function isWordPair(value: string): boolean {
	return /^[a-z]{3,12} [a-z]{3,12}$/.test(value) && value.split(" ").every((word) => !commonWords.has(word));
}

function isPhrase(value: string, words = 4): boolean {
	const parts = value.trim().split(/\s+/);
	return parts.length >= words && parts.every((part) => /^[a-z]{3,16}$/.test(part)) && !stops.test(value);
}

const stops =
	/\b(?:a|an|the|your|must|be|is|are|of|to|at|with|please|enter|for|and|or|this|that|in|on|least|characters|you|we|not|no|cannot|should|der|das|ein|le|la|de|el)\b/i;

function isToken(value: string, form: ValueForm): boolean {
	if (/\s/.test(value))
		return (
			value.length >= 24 && /\d/.test(value) && (value.match(/[^\w\s]/g) ?? []).length >= 4 && entropy(value) > 3.8
		);
	if (isRandom(value)) return true;
	// Sixteen digits of a hexadecimal number say the same whatever letters they are.
	if (/^[0-9a-f]{16,256}$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value))
		return form !== "prose" && new Set(value).size > 2;
	if (form === "prose") return value.length >= 10 && /\d/.test(value) && isMixedCase(value) && !isWordy(value);
	if (form === "code") return false;
	if (/^[a-z]{4,32}\d{2,8}$/i.test(value)) return form === "quoted" || form === "line";
	if (/^\d+$/.test(value)) return value.length >= 12 && form !== "spaced-line";
	return value.length >= 8 && /\d/.test(value) && /[A-Za-z]/.test(value) && !isWordy(value);
}

/** Beside a name that says little: only what is long, mixed and without order. */
function isKeyMaterial(value: string): boolean {
	if (value.length < 20 || /\s/.test(value) || !isRandom(value) || cacheKey.test(value)) return false;
	return /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value) && entropy(value) >= 3.6;
}

/** `Linux-npm-` and a digest. */
const cacheKey = /^(?:[A-Za-z][A-Za-z0-9.]{0,20}-){1,6}[0-9a-f]{32,64}$/;

function isMixedCase(value: string): boolean {
	return /[a-z]/.test(value) && /[A-Z]/.test(value) && !/[\s(){}<>/\\]/.test(value);
}

/** As generators of salts make them: long, and signs all over it. */
function isDenseSigns(value: string): boolean {
	if (value.length < 40 || value.length > 512 || !/\d/.test(value)) return false;
	const signs = value.match(/[^A-Za-z0-9\s]/g) ?? [];
	return (
		signs.length >= value.length / 6 &&
		new Set(signs).size >= 8 &&
		/[a-z]/.test(value) &&
		/[A-Z]/.test(value) &&
		(value.match(/\s/g) ?? []).length <= value.length / 12
	);
}

/** Digests look the same, but not beside these names. */
function isLongHex(value: string): boolean {
	return /^[0-9a-f]{24,256}$|^[0-9A-F]{24,256}$/.test(value) && isRandom(value);
}
