/** Makes a text that others wrote (a model, a file's name, an error) mere text where the editor would read markup in it. */

import { makeRedactor } from "../core/secrets/redactor.ts";

/** Knows no values: texts of a task were redacted with those before they came here. */
const patterns = makeRedactor({ values: [] });

/** What looks as a secret is marked, whoever wrote the text. */
export function withoutSecrets(text: string): string {
	return patterns.redact(text).text;
}

/** Controls but the line feed, what reorders text, other line ends and tags: never needed in prose. */
const unseen =
	/(?!\n)[\p{Cc}\u2028\u2029\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|[\u{E0000}-\u{E007F}]|\p{Cs}/gu;

/** Everything without a look of its own, as where every character counts. */
const hidden = /(?!\n)[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;

/** Stands where markup is broken up; the editor shows nothing for it. */
const gap = "\u200B";

/**
 * For notifications, dialogs, prompts and the status bar. The editor makes links, also links that run its commands, of
 * `[text](target)`, and pictures of `$(name)` (vs/base/common/linkedText.ts, iconLabels.ts). `\$(name)` would be
 * left out for screen readers, so both are broken up instead.
 */
export function plainMessage(text: string): string {
	return broken(withoutSecrets(text).replace(unseen, codePoint));
}

/** A dialog's detail, line by line: a key's beginning in one text and its end in another must not hide what stands between. */
export function plainDetail(text: string): string {
	return text.split("\n").map(plainMessage).join("\n");
}

/** For labels and titles of one line, such as commands and paths: line feeds and all that is invisible are shown as well. */
export function plainLine(text: string): string {
	return broken(visibleName(withoutSecrets(text)));
}

/** A file's name as one line on which nothing is invisible or turned round, for addresses: there is no markup in them. */
export function visibleName(text: string): string {
	return text.replace(hidden, codePoint).replaceAll("\n", "⏎");
}

/** For blocks of code, where nothing is markup: tabs and line feeds stay, all else that is invisible is shown. */
export function plainCode(text: string): string {
	const lines = withoutSecrets(text).split("\t");
	return lines.map((part) => part.replace(hidden, codePoint)).join("\t");
}

/** Whether the text is seen whole and as it is on one line of this many characters. */
export function isSeenWhole(text: string, most: number): boolean {
	return text.length <= most && /^[\x20-\x7e]*$/.test(text) && text.trim() === text && !text.includes("  ");
}

function broken(text: string): string {
	return text.replaceAll("](", `]${gap}(`).replaceAll("$(", `$${gap}(`);
}

function codePoint(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	return `‹U+${code.toString(16).toUpperCase().padStart(4, "0")}›`;
}
