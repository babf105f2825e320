/** Sentences of a report in which the harness's own words and foreign ones stay apart, so that each surface can show them safely. */

/** `code`: a command, a path, a name. `said`: prose of a model, a program or a person. `at`: milliseconds since 1970. */
export type Word = string | { readonly code: string } | { readonly said: string } | { readonly at: number };

export type Words = readonly Word[];

/** What is put into the template is foreign, unless it is a number or words already; a text is shown as code. */
export function words(own: readonly string[], ...put: readonly (Word | number | Words)[]): Words {
	return own.flatMap((text, at): Words => {
		const value = put[at];
		const before = text === "" ? [] : [text];
		if (value === undefined) return before;
		if (typeof value === "number") return [...before, value.toLocaleString("en-US")];
		if (typeof value === "string") return [...before, { code: value }];
		return isWord(value) ? [...before, value] : [...before, ...value];
	});
}

function isWord(value: Exclude<Word, string> | Words): value is Exclude<Word, string> {
	return !Array.isArray(value);
}

/** "a, b and c", each as code; after `most`, how many more there are. */
export function named(names: readonly string[], count = names.length, most = 5): Words {
	const shown = names.slice(0, most);
	const more = count - shown.length;
	return shown.flatMap((name, at): Words => {
		const isLast = at === shown.length - 1;
		const before = at === 0 ? [] : [isLast && more === 0 ? " and " : ", "];
		return [...before, { code: name }, ...(isLast && more > 0 ? [` and ${more.toLocaleString("en-US")} more`] : [])];
	});
}
