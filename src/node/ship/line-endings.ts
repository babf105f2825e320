/** Says what git's `add` does with a file's line endings, by its attributes and the person's `core.autocrlf`. */

/** By name; attributes that are not specified are left out. */
export type Attributes = ReadonlyMap<string, string>;

/** `guessed`: only where the content looks like text. */
type Treatment = "kept" | "converted" | "guessed";

/** What gitattributes(5) says of `text`, `eol` and the older `crlf`. */
export function treatmentOf(its: Attributes, autocrlf: boolean): Treatment {
	const named = textOf(its.get("text")) ?? textOf(its.get("crlf"));
	if (named === "kept" || named === "guessed") return named;
	if (named === "converted" || ["lf", "crlf"].includes(its.get("eol") ?? "")) return "converted";
	return autocrlf ? "guessed" : "kept";
}

function textOf(value: string | undefined): Treatment | undefined {
	if (value === "set" || value === "input") return "converted";
	if (value === "unset") return "kept";
	return value === "auto" ? "guessed" : undefined;
}

/** The content as git stores it; the same object where nothing changes. `before` is what the repository has at its path. */
export function withGitsLineEndings(bytes: Uint8Array, treatment: Treatment, before: Uint8Array | null): Uint8Array {
	const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	if (treatment === "kept" || !content.includes("\r\n")) return bytes;
	// Git does not begin to convert by a guess what was not converted before.
	const isOld = before !== null && Buffer.from(before).includes("\r\n") && looksLikeText(before);
	if (treatment === "guessed" && (isOld || !looksLikeText(content))) return bytes;
	return Buffer.from(content.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}

const carriageReturn = 13;
const lineFeed = 10;
/** Backspace, tab, line feed, form feed, escape: controls that text has. */
const textControls: readonly number[] = [8, 9, lineFeed, 12, 27];

/** As git guesses it: no NUL, no carriage return that stands alone, and hardly a control character in 128. */
function looksLikeText(bytes: Uint8Array): boolean {
	let [plain, odd] = [0, 0];
	for (let at = 0; at < bytes.length; at++) {
		const byte = bytes[at] ?? 0;
		if (byte === 0) return false;
		if (byte === carriageReturn && bytes[at + 1] !== lineFeed) return false;
		if (byte === carriageReturn || byte === lineFeed) continue;
		if (byte === 127 || (byte < 32 && !textControls.includes(byte))) odd++;
		else plain++;
	}
	// An end-of-file mark of old systems does not count.
	if (bytes.at(-1) === 26) odd--;
	return Math.floor(plain / 128) >= odd;
}
