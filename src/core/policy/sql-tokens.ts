/** Takes SQL apart so that every database would agree with it, or says why they might not. */

/** A word in lower case, something in quotes (only that it is there), or one character. `name` is a quoted identifier. */
export interface SqlToken {
	readonly kind: "word" | "text" | "name" | "sign";
	readonly value: string;
	/** Whether it is the first on its line: some clients read commands of their own there. */
	readonly first: boolean;
}

export type SqlTokens =
	| { readonly kind: "tokens"; readonly tokens: readonly SqlToken[] }
	| { readonly kind: "unclear"; readonly because: string };

interface Piece {
	/** Sticky. What all dialects read alike comes before what they read differently. */
	readonly pattern: RegExp;
	readonly is: SqlToken["kind"] | "nothing" | "unclear";
	/** Of what is unclear: why, as the rest of a sentence. */
	readonly because?: string;
}

/** PostgreSQL, MySQL, SQLite and others end comments and strings differently: what is not the same for all is unclear. */
const pieces: readonly Piece[] = [
	{ pattern: /[ \t\r\n]+/y, is: "nothing" },
	unclear(/\/\*[!+]/y, "has a comment that a database can run"),
	{ pattern: /\/\*(?:(?!\/\*|\*\/)[\s\S])*\*\//y, is: "nothing" },
	unclear(/\/\*/y, "has a comment that does not end, or holds another"),
	{ pattern: /--(?:[ \t][^\r\n]*)?(?=[\r\n]|$)/y, is: "nothing" },
	unclear(/--|#/y, "has what is a comment in some databases only"),
	{ pattern: /'(?:[^'\\\p{Cc}]|'')*'/uy, is: "text" },
	{ pattern: /"(?:[^"\\\p{Cc};]|"")*"/uy, is: "name" },
	{ pattern: /`[^`\\\p{Cc};'"]*`/uy, is: "name" },
	unclear(/['"`]/y, "has a string that databases read differently"),
	unclear(/\$[A-Za-z_\d]*\$?/y, "has a dollar, which quotes in some databases only"),
	unclear(/\[(?![\w \t,:*.-]*\])/y, "has brackets that quote in some databases only"),
	unclear(/\\/y, "has a command of the client (a backslash)"),
	{ pattern: /[A-Za-z_][A-Za-z_\d]*/y, is: "word" },
	{ pattern: /\d[\dA-Za-z_]*/y, is: "sign" },
	{ pattern: /::/y, is: "sign" },
	{ pattern: /[[\](){},;.+\-*/%<>=!|&~^?@:]/y, is: "sign" },
];

function unclear(pattern: RegExp, because: string): Piece {
	return { pattern, is: "unclear", because };
}

/** Total and linear: any text gives tokens, or why there are none. */
export function sqlTokens(text: string): SqlTokens {
	const tokens: SqlToken[] = [];
	let at = 0;
	let first = true;
	while (at < text.length) {
		const found = pieceAt(text, at);
		if (!found) return { kind: "unclear", because: "has a character that SQL has not" };
		const { piece, value } = found;
		if (piece.is === "unclear") return { kind: "unclear", because: piece.because ?? "is not understood" };
		if (piece.is === "nothing") first ||= value.includes("\n");
		else {
			tokens.push({ kind: piece.is, value: value.toLowerCase(), first });
			first = false;
		}
		at += value.length;
	}
	return { kind: "tokens", tokens };
}

function pieceAt(text: string, at: number): { readonly piece: Piece; readonly value: string } | undefined {
	for (const piece of pieces) {
		piece.pattern.lastIndex = at;
		const value = piece.pattern.exec(text)?.[0];
		if (value) return { piece, value };
	}
	return undefined;
}
