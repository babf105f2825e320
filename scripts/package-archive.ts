/** Lists what is in a zip archive, from its central directory. */

/** One file of the archive. */
export interface ArchiveEntry {
	readonly path: string;
	/** Compressed, in bytes. */
	readonly size: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endLength = 22;
const entryLength = 46;

/** The files in the order of the directory. Throws when the bytes are no zip archive, or one beyond 4 GiB or 65,534 files (zip64). */
export function archiveEntries(bytes: Buffer): readonly ArchiveEntry[] {
	const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
	if (end < 0 || end + endLength > bytes.length || bytes.readUInt32LE(end) !== endSignature) {
		throw new Error("This is not a zip archive.");
	}
	const count = bytes.readUInt16LE(end + 10);
	if (count === 0xffff) throw new Error("Archives in the zip64 format are not read.");
	const entries: ArchiveEntry[] = [];
	let at = bytes.readUInt32LE(end + 16);
	while (entries.length < count) {
		if (bytes.readUInt32LE(at) !== entrySignature) throw new Error("The archive's directory is damaged.");
		const nameLength = bytes.readUInt16LE(at + 28);
		const path = bytes.toString("utf8", at + entryLength, at + entryLength + nameLength);
		entries.push({ path, size: bytes.readUInt32LE(at + 20) });
		at += entryLength + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
	}
	return entries;
}
