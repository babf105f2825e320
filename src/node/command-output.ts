/** Keeps the first and the last part of what a command writes, and counts the rest. */

import { StringDecoder } from "node:string_decoder";

export interface CommandOutput {
	/** Takes bytes as they come and gives their text; a character cut in two comes with its second half. */
	push(chunk: Buffer): string;
	/** The text of a character that was never completed. */
	end(): string;
	/** What is kept, with a line in the middle that says what is missing. */
	text(): string;
	readonly bytes: number;
	readonly omitted: number;
}

/** Keeps `part` bytes of the beginning and `part` bytes of the end. */
export function keepOutput(part: number): CommandOutput {
	const decoder = new StringDecoder("utf8");
	const head: Buffer[] = [];
	let tail: Buffer[] = [];
	let headBytes = 0;
	let tailBytes = 0;
	let bytes = 0;
	const push = (chunk: Buffer) => {
		bytes += chunk.length;
		const first = chunk.subarray(0, part - headBytes);
		if (first.length > 0) head.push(first);
		headBytes += first.length;
		tail.push(chunk.subarray(first.length));
		tailBytes += chunk.length - first.length;
		// Cut only when it has doubled: cutting at every chunk would copy the tail again and again.
		if (tailBytes > 2 * part) {
			tail = [Buffer.concat(tail).subarray(-part)];
			tailBytes = part;
		}
		return decoder.write(chunk);
	};
	const kept = () => {
		const end = Buffer.concat(tail).subarray(-part);
		const whole = bytes === headBytes + end.length;
		return whole
			? { start: Buffer.concat([...head, end]), end: null }
			: { start: upToCharacter(Buffer.concat(head)), end: fromCharacter(end) };
	};
	const omitted = () => {
		const { start, end } = kept();
		return bytes - start.length - (end?.length ?? 0);
	};
	const text = () => {
		const { start, end } = kept();
		return end === null ? start.toString() : `${start}\n[… ${omitted()} bytes left out …]\n${end}`;
	};
	return {
		push,
		text,
		end: () => decoder.end(),
		get bytes() {
			return bytes;
		},
		get omitted() {
			return omitted();
		},
	};
}

/** Without the beginning of a UTF-8 character that is cut off at the end. */
function upToCharacter(bytes: Buffer): Buffer {
	for (let back = 1; back <= 3; back += 1) {
		const byte = bytes[bytes.length - back] ?? 0;
		if (byte < 0x80) return bytes;
		if (byte >= 0xc0) {
			const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
			return length > back ? bytes.subarray(0, bytes.length - back) : bytes;
		}
	}
	return bytes;
}

/** Without the rest of a UTF-8 character that is cut off at the start. */
function fromCharacter(bytes: Buffer): Buffer {
	let start = 0;
	while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
	return bytes.subarray(start);
}
