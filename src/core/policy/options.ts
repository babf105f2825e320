/** Reads lists of options, and finds the option that a word is. */

import type { OptionList } from "./programs/form.ts";

interface ListedOption {
	/** What its value is, as a kind of argument or `{a,b}`; empty for an option without a value. */
	readonly kind: string;
	/** Whether the value may be missing, and is joined where it is there. */
	readonly optional: boolean;
}

type Options = ReadonlyMap<string, readonly ListedOption[]>;

const read = new Map<string, Options>();

function optionsOf(list: OptionList): Options {
	const known = read.get(list);
	if (known) return known;
	const options = new Map<string, ListedOption[]>();
	for (const text of list.split(/\s+/)) {
		const [, name, optional, kind] = /^([^=[]+)(?:(\[)?=([^\]]*)\]?)?$/.exec(text) ?? [];
		if (name === undefined) continue;
		const option = { kind: kind ?? "", optional: optional !== undefined };
		options.set(name, [...(options.get(name) ?? []), option]);
	}
	read.set(list, options);
	return options;
}

/** An option as it was found in a word. */
export interface FoundOption {
	readonly name: string;
	/** Empty: it has no value. */
	readonly kind: string;
	/** How many characters of the word are before the value; null when the value is the next word. */
	readonly joined: number | null;
	/** What it would be if the next word is no fitting value. */
	readonly bare: boolean;
}

/** The options that the word is, or null when any is not listed. `lead` is what is certain of the word. */
export function findOptions(lead: string, whole: boolean, lists: readonly OptionList[]): readonly FoundOption[] | null {
	const listed = (name: string) => lists.flatMap((list) => optionsOf(list).get(name) ?? []);
	if (whole) {
		const exact = listed(lead);
		const valued = exact.find(({ kind, optional }) => kind !== "" && !optional);
		const bare = exact.some(({ kind, optional }) => kind === "" || optional);
		if (valued) return [{ name: lead, kind: valued.kind, joined: null, bare }];
		if (bare) return [{ name: lead, kind: "", joined: null, bare }];
	}
	return joinedOption(lead, listed) ?? numberOption(lead, whole, listed) ?? letters(lead, whole, listed);
}

type Listed = (name: string) => readonly ListedOption[];

function joinedOption(lead: string, listed: Listed): readonly FoundOption[] | null {
	// .NET joins by a colon: `--logger:trx` is listed as `--logger:`.
	const colon = lead.indexOf(":");
	const byColon = colon < 0 ? undefined : listed(lead.slice(0, colon + 1)).find(({ kind }) => kind !== "");
	if (byColon) return [{ name: lead.slice(0, colon + 1), kind: byColon.kind, joined: colon + 1, bare: false }];
	const equals = lead.indexOf("=");
	if (equals < 0) return null;
	const name = lead.slice(0, equals);
	// `-n=5` gives a single letter the value `=5`.
	if (/^-[a-zA-Z0-9]$/.test(name)) return null;
	const valued = listed(name).find(({ kind }) => kind !== "");
	return valued ? [{ name, kind: valued.kind, joined: equals + 1, bare: false }] : null;
}

function numberOption(lead: string, whole: boolean, listed: Listed): readonly FoundOption[] | null {
	const numbered = whole && /^-\d+$/.test(lead) && listed("-#").length > 0;
	return numbered ? [{ name: "-#", kind: "", joined: null, bare: true }] : null;
}

/** `-rn5`: letters without a value, the last perhaps with one. */
function letters(lead: string, whole: boolean, listed: Listed): readonly FoundOption[] | null {
	if (!/^-[^-]/.test(lead)) return null;
	// Nobody writes as many letters together.
	if (whole && /^-[a-zA-Z]{20}/.test(lead)) return null;
	const found: FoundOption[] = [];
	for (let at = 1; at < lead.length; at++) {
		const name = `-${lead[at]}`;
		const options = listed(name);
		const valued = options.find(({ kind }) => kind !== "");
		const bare = options.some(({ kind, optional }) => kind === "" || optional);
		const rest = lead.length > at + 1 || !whole;
		// `-overlay=x` is a name of its own where names have one dash, not `-o verlay=x`.
		if (at === 1 && !valued?.kind.startsWith("{") && /^-[a-z]{2,}[\w-]*=/.test(lead)) return null;
		if (valued && rest && !(bare && listed(`-${lead[at + 1]}`).length > 0))
			return [...found, { name, kind: valued.kind, joined: at + 1, bare }];
		if (valued && !bare) return [...found, { name, kind: valued.kind, joined: null, bare }];
		if (!bare) return null;
		found.push({ name, kind: "", joined: null, bare });
	}
	return whole ? found : null;
}
