/** The blanks of templates: what a person is to fill in stands in brackets that appear in no other text of theirs. */

export function blank(words: string): string {
	return `⟦${words}⟧`;
}

/** The first blank that nobody filled in; null where there is none. */
export function blankIn(text: string): string | null {
	return /⟦[^⟧\n]{1,200}⟧/.exec(text)?.[0] ?? null;
}
