/** Sizes and counts in words. */

/** `812 bytes`, `12 KB`, `1.2 MB`. */
export function bytesText(bytes: number): string {
	if (bytes < 1_024) return countText(bytes, "byte");
	const kilobytes = bytes / 1_024;
	return kilobytes < 1_000 ? `${Math.round(kilobytes)} KB` : `${(kilobytes / 1_024).toFixed(1)} MB`;
}

/** `1 line`, `12 lines`; the plural is the noun with `s`, unless given. */
export function countText(count: number, noun: string, plural = `${noun}s`): string {
	return `${count} ${count === 1 ? noun : plural}`;
}

/** Numbers of lines: `4, 9, 31`; after ten, how many more. */
export function placesText(lines: readonly number[]): string {
	const shown = lines.slice(0, 10).join(", ");
	return lines.length > 10 ? `${shown} and ${lines.length - 10} more` : shown;
}
