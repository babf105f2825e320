/** Files in memory that behave as those of a checkout do: versions by content, folders by their files, nothing outside. */

import { createHash } from "node:crypto";
import type {
	FileRead,
	FileRefusal,
	Files,
	FileWrite,
	FolderEntry,
	FolderRead,
	ListOptions,
} from "../../src/core/ports.ts";

export interface MemoryFiles extends Files {
	/** Every file and its bytes, by path. */
	readonly all: ReadonlyMap<string, Uint8Array>;
	/** Changes a file behind the agent's back, as a command would; `null` deletes it. */
	put(path: string, content: string | Uint8Array | null): void;
}

/** `initial`: contents by path; texts are UTF-8. */
export function memoryFiles(initial: Readonly<Record<string, string | Uint8Array>>): MemoryFiles {
	const all = new Map(Object.entries(initial).map(([path, content]) => [path, bytesOf(content)]));
	return {
		all,
		put: (path, content) => {
			if (content === null) all.delete(path);
			else all.set(path, bytesOf(content));
		},
		read: async (path) => read(all, path),
		write: async (path, bytes) => write(all, path, bytes),
		list: async (path, options, signal) => {
			signal.throwIfAborted();
			return list(all, path, options);
		},
		takeBack: async (paths) => {
			for (const path of paths) {
				const before = initial[path];
				if (before === undefined) all.delete(path);
				else all.set(path, bytesOf(before));
			}
			return [];
		},
	};
}

export function bytesOf(content: string | Uint8Array): Uint8Array {
	return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

function versionOf(bytes: Uint8Array): string {
	return createHash("sha256").update(bytes).digest("hex");
}

function refused(reason: FileRefusal["reason"], text: string): FileRefusal {
	return { kind: "refused", reason, text };
}

function pathProblem(path: string): FileRefusal | undefined {
	const parts = path.split("/");
	if (path.startsWith("/") || parts.includes("..")) return refused("outside", `${path} is outside of the project.`);
	if (parts.some((part) => part.toLowerCase() === ".git")) return refused("protected", `${path} belongs to git.`);
	return undefined;
}

function isFolder(all: ReadonlyMap<string, Uint8Array>, path: string): boolean {
	return path === "" || [...all.keys()].some((file) => file.startsWith(`${path}/`));
}

/** A file where a path needs a folder. */
function fileOnTheWay(all: ReadonlyMap<string, Uint8Array>, path: string): boolean {
	const parts = path.split("/");
	return parts.slice(1).some((_, at) => all.has(parts.slice(0, at + 1).join("/")));
}

function read(all: ReadonlyMap<string, Uint8Array>, path: string): FileRead {
	const problem = pathProblem(path);
	if (problem) return problem;
	const bytes = all.get(path);
	if (bytes) return { kind: "file", bytes: bytes.slice(), version: versionOf(bytes) };
	if (isFolder(all, path)) return refused("is-folder", `${path} is a folder.`);
	return refused("not-found", `${path} does not exist.`);
}

function write(all: Map<string, Uint8Array>, path: string, bytes: Uint8Array): FileWrite {
	const problem = pathProblem(path);
	if (problem) return problem;
	if (isFolder(all, path)) return refused("is-folder", `${path} is a folder.`);
	if (fileOnTheWay(all, path)) return refused("not-folder", `A part of ${path} is a file, not a folder.`);
	const created = !all.has(path);
	all.set(path, bytes.slice());
	return { kind: "written", version: versionOf(bytes), created };
}

function list(all: ReadonlyMap<string, Uint8Array>, path: string, { depth, limit }: ListOptions): FolderRead {
	const problem = pathProblem(path);
	if (problem) return problem;
	if (all.has(path)) return refused("not-folder", `${path} is not a folder.`);
	if (!isFolder(all, path)) return refused("not-found", `${path} does not exist.`);
	const entries = new Map<string, FolderEntry>();
	const start = path === "" ? 0 : path.split("/").length;
	for (const [file, bytes] of all) {
		const parts = file.split("/");
		if (!(path === "" || file.startsWith(`${path}/`)) || parts.includes(".git")) continue;
		for (let length = start + 1; length <= Math.min(parts.length, start + depth); length++) {
			const entry = parts.slice(0, length).join("/");
			const isFile = length === parts.length;
			entries.set(entry, { path: entry, type: isFile ? "file" : "folder", size: isFile ? bytes.length : 0 });
		}
	}
	const sorted = [...entries.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
	return { kind: "folder", entries: sorted.slice(0, limit), truncated: sorted.length > limit };
}
