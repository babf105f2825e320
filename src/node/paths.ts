/** Says where a path of the checkout really is, or why it must not be touched. */

import { realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { FileRefusal } from "../core/ports.ts";
import { isInGitFolder } from "./left-out.ts";
import { errorCode, orMissing } from "./system-error.ts";

export interface Inside {
	readonly kind: "inside";
	/** Absolute; every folder on the way is real, the last part is not resolved and need not exist. */
	readonly real: string;
	/** Relative to the root, with forward slashes; empty for the root. */
	readonly path: string;
	readonly root: string;
}

/** Finds the path's place by resolving the nearest folder that exists, so that no link leads out. The root is a real path. */
export async function locate(root: string, path: string): Promise<Inside | FileRefusal> {
	const lexical = lexicalRefusal(path);
	if (lexical !== null) return lexical;
	const realRoot = await orMissing(realpath(root));
	if (realRoot === null) return refused("not-found", "The checkout's folder does not exist any more.");
	const asked = isAbsolute(path) ? resolve(path) : join(realRoot, path);
	if (asked === realRoot || asked === resolve(root))
		return { kind: "inside", real: realRoot, path: "", root: realRoot };
	try {
		const parent = await realNearest(dirname(asked));
		return placeIn(root, join(parent, basename(asked)), path);
	} catch (error) {
		if (errorCode(error) === "ELOOP") return refused("not-found", `${path} leads through links in a circle.`);
		return systemRefusal(error, path);
	}
}

/** Follows a link, as long as it stays inside. */
export async function follow(place: Inside, asked: string): Promise<Inside | FileRefusal> {
	try {
		const target = await realpath(place.real);
		const found = placeIn(place.root, target, asked);
		if (found.kind === "inside" || found.reason !== "outside") return found;
		return refused("outside", `${asked} is a link to something outside of the project: it is not followed.`);
	} catch (error) {
		return errorCode(error) === "ELOOP"
			? refused("not-found", `${asked} is a link that leads in a circle.`)
			: systemRefusal(error, asked);
	}
}

/** A file is written under the name that it has, so that what is said of its path is said of the file. */
export function linkOnTheWay(place: Inside, asked: string): FileRefusal | null {
	const lexical = isAbsolute(asked) ? relative(place.root, resolve(asked)) : relative(".", asked);
	if (folded(lexical) === folded(place.path)) return null;
	return refused("not-regular", `${asked} leads through a link: write to ${place.path} instead.`);
}

/** Some file systems take names for the same that differ in case or in how they are composed. */
function folded(path: string): string {
	const slashed = path.split(sep).join("/").normalize("NFC");
	return process.platform === "linux" ? slashed : slashed.toLowerCase();
}

export function refused(reason: FileRefusal["reason"], text: string): FileRefusal {
	return { kind: "refused", reason, text };
}

/** Turns what the system said into a refusal; anything that is no system error is thrown on. */
export function systemRefusal(error: unknown, path: string): FileRefusal {
	const code = errorCode(error);
	if (code === "") throw error;
	if (code === "ENOENT") return refused("not-found", `${path} does not exist.`);
	if (code === "ENOTDIR") return refused("not-folder", `A part of ${path} is a file, not a folder.`);
	if (code === "EEXIST") return refused("not-folder", `A part of ${path} exists and is no folder.`);
	if (code === "EISDIR") return refused("is-folder", `${path} is a folder.`);
	if (code === "ELOOP") return refused("not-regular", `${path} is a link.`);
	if (code === "ENAMETOOLONG") return refused("denied", `${path} is too long a name for the file system.`);
	return refused("denied", `The system does not allow it: ${path} (${code}).`);
}

/** Whether Windows takes the name for a device whatever its folder and extension are. */
export function isDeviceName(name: string): boolean {
	return /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)[ ]*(\..*|:.*)?$/i.test(name);
}

function lexicalRefusal(path: string): FileRefusal | null {
	if (path.includes("\0")) return refused("outside", "A path cannot contain a null byte.");
	if (isInGitFolder(path)) return refused("protected", `${path} belongs to git: use git commands instead.`);
	if (process.platform !== "win32") return null;
	const odd = path
		.split(/[\\/]/)
		.find((part, at) => isDeviceName(part) || (at > 0 && part.includes(":")) || /[^.][. ]$/.test(part));
	return odd === undefined ? null : refused("not-regular", `${odd} is not an ordinary file name on Windows.`);
}

/** The folder's real path where it exists; else its nearest existing parent's, with the rest appended. */
async function realNearest(folder: string): Promise<string> {
	const real = await orMissing(realpath(folder));
	if (real !== null || dirname(folder) === folder) return real ?? folder;
	return join(await realNearest(dirname(folder)), basename(folder));
}

function placeIn(root: string, real: string, asked: string): Inside | FileRefusal {
	const path = relative(root, real);
	if (path === "") return { kind: "inside", real, path, root };
	if (path.split(sep)[0] === ".." || isAbsolute(path)) {
		return refused("outside", `${asked} is outside of the project. Use a path relative to the project's root.`);
	}
	if (isInGitFolder(path)) return refused("protected", `${asked} belongs to git: use git commands instead.`);
	return { kind: "inside", real, path: path.split(sep).join("/"), root };
}
