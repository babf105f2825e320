/** Base64 without the platform: the core has neither Node's Buffer nor a browser. */

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Standard Base64 with padding (RFC 4648, section 4). */
export function base64(bytes: Uint8Array): string {
	const rows: string[] = [];
	// Rows of a few kilobytes: one growing string of megabytes would be slow to flatten.
	for (let at = 0; at < bytes.length; at += rowBytes) rows.push(row(bytes.subarray(at, at + rowBytes)));
	return rows.join("");
}

/** A multiple of three, so that only the last row is padded. */
const rowBytes = 3_072;

function row(bytes: Uint8Array): string {
	let text = "";
	for (let at = 0; at < bytes.length; at += 3) {
		const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
		const bits = (first << 16) | (second << 8) | third;
		text += sextet(bits, 18) + sextet(bits, 12);
		text += at + 1 < bytes.length ? sextet(bits, 6) : "=";
		text += at + 2 < bytes.length ? sextet(bits, 0) : "=";
	}
	return text;
}

function sextet(bits: number, shift: number): string {
	return alphabet.charAt((bits >> shift) & 63);
}
