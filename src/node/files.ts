/** Reads and writes the files of a checkout, never outside of it, never in git's own folder, and nothing that looks secret. */

import { createHash, randomBytes } from "node:crypto";
import { constants, type Stats } from "node:fs";
import { type FileHandle, lstat, open, readlink, realpath, rename, unlink } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { FileRead, FileRefusal, Files, FileVersion, FileWrite } from "../core/ports.ts";
import { isProposable, looksSecret } from "../core/secrets/secret-files.ts";
import type { ComparedFolder } from "./changes.ts";
import { FolderMoved, type HeldFolder, holdFolder, holdOrMakeFolder } from "./held-folder.ts";
import { listFolder } from "./listing.ts";
import { unusableNewName } from "./new-names.ts";
import { follow, type Inside, linkOnTheWay, locate, refused, systemRefusal } from "./paths.ts";
import { orMissing } from "./system-error.ts";
import { takeBack } from "./take-back.ts";

/** The largest file that is read or written, in bytes. */
const largest = 20 * 1024 * 1024;

/** The files below the root, which must be a real path (as `realpath` gives it); `base` is what can be put back. */
export function makeFiles(root: string, base: ComparedFolder | null = null): Files {
	return {
		read: (path) => readFileIn(root, path),
		write: (path, bytes) => writeFileIn(root, path, bytes),
		list: (path, options, signal) => listFolder(root, { path, ...options }, signal),
		takeBack: async (paths, signal) =>
			base === null
				? paths.map((path) => `${path} is left as it is: nothing is kept of it.`)
				: takeBack(base, paths, signal),
	};
}

async function readFileIn(root: string, path: string): Promise<FileRead> {
	const named = await locate(root, path);
	if (named.kind === "refused") return named;
	try {
		const link = (await lstat(named.real)).isSymbolicLink();
		const place = link ? await follow(named, path) : named;
		if (place.kind === "refused") return place;
		return secretRefusal(place, path) ?? (await readRegular(place, path));
	} catch (error) {
		return systemRefusal(error, path);
	}
}

async function readRegular(place: Inside, path: string): Promise<FileRead> {
	if (place.path === "") return refused("is-folder", `${path} is a folder.`);
	let folder: HeldFolder | undefined;
	let handle: FileHandle | undefined;
	try {
		folder = await holdFolder(dirname(place.real));
		const name = folder.entry(basename(place.real));
		// Opening a device can already do something, so it is looked at before.
		const before = irregular(await lstat(name), path);
		if (before !== null) return before;
		// Without O_NONBLOCK, opening a named pipe would wait for somebody to write into it.
		handle = await open(name, constants.O_RDONLY | orZero(constants.O_NOFOLLOW) | orZero(constants.O_NONBLOCK));
		const found = await handle.stat();
		const refusal = irregular(found, path) ?? sharedRefusal(found, path, "read");
		if (refusal !== null) return refusal;
		if (!(await isStill(handle, folder, place))) return moved(path, "read");
		if (found.size > largest) return tooLarge(path, found.size);
		const bytes = new Uint8Array(await handle.readFile());
		return { kind: "file", bytes, version: versionOf(bytes) };
	} catch (error) {
		return error instanceof FolderMoved ? moved(path, "read") : systemRefusal(error, path);
	} finally {
		await handle?.close();
		await folder?.close();
	}
}

async function writeFileIn(root: string, path: string, bytes: Uint8Array): Promise<FileWrite> {
	if (bytes.length > largest) return tooLarge(path, bytes.length);
	const place = await locate(root, path);
	if (place.kind === "refused") return place;
	try {
		const existing = await orMissing(lstat(place.real));
		const refusal =
			linkOnTheWay(place, path) ??
			(existing === null && isProposable(place.path) ? null : secretRefusal(place, path)) ??
			(existing === null ? unusableName(place) : await unwritable(existing, place, path));
		return refusal ?? (await replaceFile(place, path, bytes));
	} catch (error) {
		return error instanceof FolderMoved ? moved(path, "written") : systemRefusal(error, path);
	}
}

/** Writes beside the file and renames, so that a reader sees the old bytes or the new ones, and a failure leaves nothing. */
async function replaceFile(place: Inside, path: string, bytes: Uint8Array): Promise<FileWrite> {
	const folder = await holdOrMakeFolder(place);
	const temporary = folder.entry(`.remit-${randomBytes(6).toString("hex")}.tmp`);
	const target = folder.entry(basename(place.real));
	try {
		const existing = await orMissing(lstat(target));
		const refusal = existing === null ? null : await unwritable(existing, place, path);
		if (refusal !== null) return refusal;
		await writeNew(temporary, bytes, existing === null ? null : existing.mode & 0o777);
		if (!(await folder.isThere())) throw new FolderMoved(path);
		await rename(temporary, target);
		return { kind: "written", version: versionOf(bytes), created: existing === null };
	} catch (error) {
		await unlink(temporary).catch(() => {});
		throw error;
	} finally {
		await folder.close();
	}
}

async function writeNew(path: string, bytes: Uint8Array, mode: number | null): Promise<void> {
	const handle = await open(path, "wx");
	try {
		if (mode !== null) await handle.chmod(mode);
		await handle.writeFile(bytes);
	} finally {
		await handle.close();
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
	return irregular(found, path) ?? sharedRefusal(found, path, "written");
}

/** The other name may lie outside of the project. */
function sharedRefusal(found: Stats, path: string, what: "read" | "written"): FileRefusal | null {
	if (found.nlink <= 1) return null;
	return refused(
		"protected",
		`${path} shares its bytes with another name (a hard link), which may lie outside of the project, so it is not ${what}: copy it to a new file with a command first.`,
	);
}

function secretRefusal(place: Inside, path: string): FileRefusal | null {
	if (place.path === "" || !looksSecret(place.path)) return null;
	return refused(
		"secret",
		`${path} is neither read nor written: its name says that it holds a secret. Ask the person for what you need to know of it.`,
	);
}

function unusableName({ path }: Inside): FileRefusal | null {
	const problem = unusableNewName(path);
	return problem === null ? null : refused("not-regular", problem);
}

function irregular(found: Stats, path: string): FileRefusal | null {
	if (found.isDirectory()) return refused("is-folder", `${path} is a folder.`);
	if (found.isSymbolicLink()) return refused("not-regular", `${path} is a link.`);
	return found.isFile()
		? null
		: refused("not-regular", `${path} is neither a file nor a folder (a pipe, socket or device).`);
}

/** Whether what was opened is what the place names now. Where folders cannot be held, the path is looked at again. */
async function isStill(handle: FileHandle, folder: HeldFolder, place: Inside): Promise<boolean> {
	if (!(await folder.isThere())) return false;
	if (folder.held) return true;
	const [opened, named] = [await handle.stat(), await lstat(place.real)];
	return opened.ino === named.ino && opened.dev === named.dev && (await realpath(place.real)) === place.real;
}

function moved(path: string, what: "read" | "written"): FileRefusal {
	return refused("outside", `${path} changed its place while it was ${what}.`);
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
