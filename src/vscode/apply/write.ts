/** Writes a file so that at every moment, and after a crash, it holds either all of the old bytes or all of the new ones. */

import { randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { sameBytes } from "../../core/changes/landing-text.ts";

/** What is written, and what may be written over; null where nothing may. */
interface Writing {
	readonly place: string;
	readonly before: Uint8Array | null;
	readonly bytes: Uint8Array;
}

/** False, and nothing is written, when the file does not hold `before` any more. */
export async function writeWhole({ place, before, bytes }: Writing): Promise<boolean> {
	const holds = async () => (before === null ? (await found(place)) === null : await holdsBytes(place, before));
	await fs.mkdir(path.dirname(place), { recursive: true });
	const there = await found(place);
	const beside = await writtenBeside(place, bytes, there);
	try {
		if (!(await holds())) return false;
		if (beside !== null && (await renamed(beside, place))) return true;
		await fs.writeFile(place, bytes);
		return true;
	} finally {
		if (beside !== null) await fs.rm(beside, { force: true });
	}
}

/** In the same folder, so that it can take the file's place; null where another file there would not be the same to others. */
async function writtenBeside(place: string, bytes: Uint8Array, there: Stats | null): Promise<string | null> {
	// Its other names would keep the old bytes.
	if (there !== null && (!there.isFile() || there.nlink > 1)) return null;
	const beside = path.join(path.dirname(place), `.remit-${randomBytes(8).toString("hex")}.tmp`);
	try {
		const handle = await fs.open(beside, "wx");
		try {
			await handle.writeFile(bytes);
			if (there !== null && !(await madeAlike(handle, there))) throw new Error("It belongs to somebody else.");
			await handle.sync();
		} finally {
			await handle.close();
		}
		return beside;
	} catch {
		// A folder in which no file can be made, or a file of another person's.
		await fs.rm(beside, { force: true });
		return null;
	}
}

async function madeAlike(handle: fs.FileHandle, { mode, uid, gid }: Stats): Promise<boolean> {
	if (process.platform === "win32") return true;
	const made = await handle.stat();
	if (made.uid !== uid || made.gid !== gid) {
		const isGiven = await handle.chown(uid, gid).then(
			() => true,
			() => false,
		);
		if (!isGiven) return false;
	}
	await handle.chmod(mode & 0o7777);
	return true;
}

/** False where the file cannot be replaced: it is open on Windows, or mounted by itself. */
async function renamed(from: string, to: string): Promise<boolean> {
	return fs.rename(from, to).then(
		() => true,
		() => false,
	);
}

async function holdsBytes(place: string, bytes: Uint8Array): Promise<boolean> {
	const there = await found(place);
	return there?.isFile() === true && sameBytes(new Uint8Array(await fs.readFile(place)), bytes);
}

async function found(place: string): Promise<Stats | null> {
	return fs.lstat(place).catch((error: unknown) => {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
		throw error;
	});
}
