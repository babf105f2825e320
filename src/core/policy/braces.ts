/** Expands braces as the shell does, where they hold nothing but plain text: `{a,b}.ts`, `v{1..3}`. */

const mostWords = 32;

/** The words, or null when there is more in it than plain text and simple braces. */
export function expandBraces(text: string): readonly string[] | null {
	if (!/^[\w./@%+=:*?,{}-]+$/.test(text)) return null;
	const done: string[] = [];
	const open = [text];
	for (let next = open.shift(); next !== undefined; next = open.shift()) {
		const inner = /\{([^{}]*)\}/.exec(next);
		const choices = inner ? choicesOf(inner[1] ?? "") : [];
		if (!inner) done.push(next);
		else if (choices.length === 0) return null;
		else for (const choice of choices) open.push(next.replace(inner[0], () => choice));
		if (open.length + done.length > mostWords) return null;
	}
	return done;
}

function choicesOf(inner: string): readonly string[] {
	const range = /^(\d{1,3})\.\.(\d{1,3})$/.exec(inner);
	if (range) {
		const [from, to] = [Number(range[1]), Number(range[2])];
		if (from > to || to - from > mostWords) return [];
		return Array.from({ length: to - from + 1 }, (_, at) => String(from + at));
	}
	return inner.includes(",") ? inner.split(",") : [];
}
