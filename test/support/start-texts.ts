/** What the panel says before a task of each kind is started. */

import type { Kind } from "../../src/core/brief/words.ts";

/** The same of every kind, but for these. */
export function startTextsOf(text: string, other: Partial<Record<Kind, string>> = {}): Readonly<Record<Kind, string>> {
	const same = { bug: text, tests: text, refactor: text, dependency: text };
	return { ...same, scaffold: text, docs: text, explore: text, other: text, ...other };
}
