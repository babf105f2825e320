/** Reads and writes the files of a checkout, never outside of it and never in git's own folder. */

import { createHash, randomBytes } from "node:crypto";
import { constants, type Stats } from "node:fs";
import { type FileHandle, lstat, mkdir, open, readlink, realpath, rename, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { FileRead, FileRefusal, Files, FileVersion, FileWrite } from "../core/ports.ts";
import { listFolder } from "./listing.ts";
import { follow, type Inside, isDeviceName, locate, refused, systemRefusal } from "./paths.ts";
import { errorCode, orMissing } from "./system-error.ts";

/** The largest file that is read or written, in bytes. */
const largest = 20 * 1024 * 1024;

/** The files below the root, which must be a real path (as `realpath` gives it). */
export function makeFiles(root: string): Files {
	return {
		read: (path) => readFileIn(root, path),
		write: (path, bytes) => writeFileIn(root, path, bytes),
		list: (path, options, signal) => listFolder(root, { path, ...options }, signal),
	};
}

/** The proposed side of a change: a file's bytes or a link's target text; null where there is neither, or not inside. */
export async function readProposed(root: string, path: string): Promise<Uint8Array | null> {
	const place = await locate(root, path);
	if (place.kind === "refused") return null;
	const found = await orMissing(lstat(place.real));
	if (found?.isSymbolicLink())
		return orMissing(readlink(place.real, "buffer").then((target) => new Uint8Array(target)));
	if (!found?.isFile()) return null;
	const read = await readRegular(place, path, Number.POSITIVE_INFINITY);
	if (read.kind === "file") return read.bytes;
	if (read.reason === "not-found") return null;
	throw new Error(read.text);
}

async function readFileIn(root: string, path: string): Promise<FileRead> {
	const named = await locate(root, path);
	if (named.kind === "refused") return named;
	try {
		const link = (await lstat(named.real)).isSymbolicLink();
		const place = link ? await follow(named, path) : named;
		return place.kind === "refused" ? place : await readRegular(place, path, largest);
	} catch (error) {
		return systemRefusal(error, path);
	}
}

async function readRegular(place: Inside, path: string, cap: number): Promise<FileRead> {
	let handle: FileHandle | undefined;
	try {
		// Without O_NONBLOCK, opening a named pipe would wait for somebody to write into it.
		handle = await open(place.real, constants.O_RDONLY | orZero(constants.O_NOFOLLOW) | orZero(constants.O_NONBLOCK));
		const found = await handle.stat();
		const refusal = irregular(found, path) ?? (await strayed(handle, place, path));
		if (refusal !== null) return refusal;
		if (found.size > cap) return tooLarge(path, found.size);
		const bytes = new Uint8Array(await handle.readFile());
		return { kind: "file", bytes, version: versionOf(bytes) };
	} catch (error) {
		return systemRefusal(error, path);
	} finally {
		await handle?.close();
	}
}

async function writeFileIn(root: string, path: string, bytes: Uint8Array): Promise<FileWrite> {
	if (bytes.length > largest) return tooLarge(path, bytes.length);
	const place = await locate(root, path);
	if (place.kind === "refused") return place;
	try {
		const existing = await orMissing(lstat(place.real));
		const refusal = existing === null ? unusableName(path) : await unwritable(existing, place, path);
		if (refusal !== null) return refusal;
		const folder = dirname(place.real);
		await mkdir(folder, { recursive: true });
		// A link may have been put on the way since the path was looked at.
		if ((await realpath(folder)) !== folder)
			return refused("outside", `${path} changed its place while it was written.`);
		await replaceFile(place.real, bytes, existing === null ? null : existing.mode & 0o777);
		return { kind: "written", version: versionOf(bytes), created: existing === null };
	} catch (error) {
		return systemRefusal(error, path);
	}
}

/** Writes beside the file and renames, so that a reader sees the old bytes or the new ones, and a failure leaves nothing. */
async function replaceFile(path: string, bytes: Uint8Array, mode: number | null): Promise<void> {
	const temporary = join(dirname(path), `.remit-${randomBytes(6).toString("hex")}.tmp`);
	try {
		const handle = await open(temporary, "wx");
		try {
			if (mode !== null) await handle.chmod(mode);
			await handle.writeFile(bytes);
		} finally {
			await handle.close();
		}
		await rename(temporary, path);
	} catch (error) {
		await unlink(temporary).catch(() => {});
		throw error;
	}
}

async function unwritable(found: Stats, place: Inside, path: string): Promise<FileRefusal | null> {
	if (found.isSymbolicLink()) {
		const target = await readlink(place.real);
		return refused(
			"not-regular",
			`${path} is a link to ${target}: write to that file instead, or delete the link first.`,
		);
	}
	if (found.nlink > 1 && found.isFile()) {
		return refused(
			"protected",
			`${path} shares its bytes with another name (a hard link): copy it to a new file first.`,
		);
	}
	return irregular(found, path);
}

function unusableName(path: string): FileRefusal | null {
	const device = path.split(/[\\/]/).find(isDeviceName);
	return device === undefined
		? null
		: refused("not-regular", `${device} is a device on Windows: choose another name than ${basename(path)}.`);
}

function irregular(found: Stats, path: string): FileRefusal | null {
	if (found.isDirectory()) return refused("is-folder", `${path} is a folder.`);
	return found.isFile()
		? null
		: refused("not-regular", `${path} is neither a file nor a folder (a pipe, socket or device).`);
}

/** On Linux the system says what was really opened, whatever happened to the path meanwhile. */
async function strayed(handle: FileHandle, place: Inside, path: string): Promise<FileRefusal | null> {
	if (process.platform !== "linux") return null;
	const opened = await readlink(`/proc/self/fd/${handle.fd}`).catch((error) => {
		if (errorCode(error) === "ENOENT") return place.real;
		throw error;
	});
	return opened === place.real ? null : refused("outside", `${path} changed its place while it was read.`);
}

function tooLarge(path: string, size: number): FileRefusal {
	const megabytes = Math.ceil(size / (1024 * 1024));
	return refused(
		"too-large",
		`${path} has ${megabytes} MB, more than the ${largest / (1024 * 1024)} MB that a file may have here.`,
	);
}

function versionOf(bytes: Uint8Array): FileVersion {
	return createHash("sha256").update(bytes).digest("hex");
}

/** Windows has neither flag. */
function orZero(flag: number | undefined): number {
	return flag ?? 0;
}
