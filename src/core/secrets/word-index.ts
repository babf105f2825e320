/** Finds every place where one of many words begins, in one pass over the text whatever their number. */

interface Entry<T> {
	readonly word: string;
	readonly value: T;
}

/** Words have at least three characters. With `fold`, capitals of ASCII do not count. */
export class WordIndex<T> {
	private readonly entries = new Map<number, Entry<T>[]>();
	private readonly starts = new Uint8Array(65_536);
	private readonly fold: boolean;

	constructor(words: Iterable<Entry<T>>, fold: boolean) {
		this.fold = fold;
		for (const { word, value } of words) {
			const key = hash(folded(word.charCodeAt(0)), folded(word.charCodeAt(1)), folded(word.charCodeAt(2)));
			const entry = { word: fold ? word.toLowerCase() : word, value };
			this.starts[key] = 1;
			const known = this.entries.get(key);
			if (known) known.push(entry);
			else this.entries.set(key, [entry]);
		}
	}

	/** Calls `visit` for each word at each place, in the order of the places. */
	each(text: string, visit: (at: number, value: T, word: string) => void): void {
		const { starts } = this;
		let a = folded(text.charCodeAt(0));
		let b = folded(text.charCodeAt(1));
		for (let at = 2; at < text.length; at++) {
			const c = folded(text.charCodeAt(at));
			if (starts[hash(a, b, c)] === 1) this.check(text, at - 2, hash(a, b, c), visit);
			a = b;
			b = c;
		}
	}

	/** Whether any word begins in the text. */
	touches(text: string): boolean {
		let found = false;
		this.each(text, () => {
			found = true;
		});
		return found;
	}

	private check(text: string, at: number, key: number, visit: (at: number, value: T, word: string) => void): void {
		for (const { word, value } of this.entries.get(key) ?? []) {
			const there = this.fold ? text.slice(at, at + word.length).toLowerCase() === word : text.startsWith(word, at);
			if (there) visit(at, value, word);
		}
	}
}

/** The same for a letter and its capital; more than those may fall together, which `check` tells apart. */
function folded(code: number): number {
	return code | 0x20;
}

function hash(a: number, b: number, c: number): number {
	return ((a & 255) ^ ((b & 255) << 4) ^ ((c & 255) << 8)) & 0xffff;
}
