/** Says why a text with a mark must not be written: the mark would take the secret's place in the file. */

import { holdsMark } from "./spans.ts";

/** The refusal, when one of the texts holds a mark. */
export function markedText(...texts: readonly string[]): string | undefined {
	if (!texts.some(holdsMark)) return undefined;
	return "The text holds a mark such as ‹secret:token›: it stands where Remit hid a secret from you, and writing it would destroy the secret. Edit only the lines around it, each by a text without a mark.";
}
