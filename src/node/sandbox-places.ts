/** Which folders a sandboxed command may write and read: the checkout, the system and tool chains, and nothing of the person's. */

import { readdir, readFile, realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { looksSecret } from "../core/secrets/secret-files.ts";
import { findProgram, searchedFolders } from "./programs.ts";
import { orMissing } from "./system-error.ts";
import { notOwnTools, ownTools, secretPlaces, systemFolders } from "./tool-folders.ts";

/** The folders of one task, absolute. */
export interface SandboxPlaces {
	/** The checkout's top folder: writable, whole. */
	readonly checkout: string;
	/** A folder of the task's own for what commands leave elsewhere: writable. */
	readonly scratch: string;
	/** Read, although what is around them is hidden: borrowed objects, linked packages. Never what the agent may have named. */
	readonly readable: readonly string[];
	/** Hidden even where the system's folders are not: the person's project, the extension's storage. */
	readonly hidden: readonly string[];
}

/** What the library is told. */
export interface FolderRules {
	readonly allowWrite: readonly string[];
	readonly denyWrite: readonly string[];
	readonly denyRead: readonly string[];
	readonly allowRead: readonly string[];
}

/** What of the machine is shown and hidden to every command. */
export interface MachineFolders {
	readonly hidden: readonly string[];
	readonly readable: readonly string[];
}

/** The library lets every command write here, whoever made it. */
const sharedByLibrary = ["/tmp/claude", "/private/tmp/claude"];

/**
 * Looks at the machine: on Linux whatever lies beside the system's own folders is hidden, wherever the person keeps
 * things; on macOS, whose programs need more than can be listed, the places where people keep things are.
 */
export async function machineFolders(env: NodeJS.ProcessEnv, home = homedir()): Promise<MachineFolders> {
	const homes = [home, env.HOME ?? home];
	const around = process.platform === "linux" ? await besideSystem() : ["/Users", "/Volumes", "/private/tmp", "/tmp"];
	const between = homes.flatMap((folder) => notOwnTools.map((tool) => join(folder, tool)));
	const hidden = await existing([...around, ...homes, ...secretPlaces, ...between]);
	const tools = [
		...homes.flatMap((folder) => ownTools.map((tool) => join(folder, tool))),
		...(await toolFolders([...searchedFolders(env), ...(await interpreters(env)), ...installed(env)], homes)),
	];
	return { hidden, readable: (await existing(tools)).filter((path) => !looksSecret(path)) };
}

/** The rules for one task's commands. Paths that do not exist are left out: nothing can be hidden or shown there. */
export async function folderRules(places: SandboxPlaces, machine: MachineFolders): Promise<FolderRules> {
	const hidden = [...machine.hidden, ...(await existing(places.hidden))];
	return {
		allowWrite: [places.checkout, places.scratch],
		denyWrite: await existing(sharedByLibrary),
		denyRead: outermost(hidden, [...machine.readable, ...places.readable]),
		allowRead: [...machine.readable, ...(await existing(places.readable))],
	};
}

/** The object folders that a git directory borrows from, theirs included. Only for one that no agent can write. */
export async function borrowedObjects(gitDir: string): Promise<readonly string[]> {
	const found = new Set<string>();
	const open = [join(gitDir, "objects")];
	for (let folder = open.pop(); folder !== undefined && found.size < 50; folder = open.pop()) {
		if (found.has(folder)) continue;
		found.add(folder);
		const text = await orMissing(readFile(join(folder, "info", "alternates"), "utf8"));
		for (const line of (text ?? "").split("\n").filter((said) => said !== "" && !said.startsWith("#"))) {
			open.push(resolve(folder, unquoted(line)));
		}
	}
	return [...found];
}

/** Whether the path is the folder or lies in it. */
export function isWithin(folder: string, path: string): boolean {
	const way = relative(folder, path);
	return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function unquoted(line: string): string {
	return line.startsWith('"') ? line.slice(1, -1).replaceAll("\\n", "\n").replace(/\\(.)/g, "$1") : line;
}

async function besideSystem(): Promise<readonly string[]> {
	const names = (await readdir("/", { withFileTypes: true })).filter((entry) => !entry.isSymbolicLink());
	return names.map((entry) => `/${entry.name}`).filter((path) => !systemFolders.includes(path));
}

/** Programs may be links that lead out of the PATH's folders. */
async function interpreters(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
	const names = ["node", "python3", "ruby", "php", "java", "go", "cargo", "dotnet", "deno", "bun"];
	const programs = await Promise.all(names.map((name) => findProgram(name, env)));
	const real = await Promise.all(programs.map((program) => (program === null ? null : realOrNull(program))));
	return real.flatMap((program) => (program === null ? [] : [dirname(program)]));
}

/** Where tool chains say that they are; not those folders in which they keep a token as well. */
function installed(env: NodeJS.ProcessEnv): readonly string[] {
	const { JAVA_HOME, GOROOT, RUSTUP_HOME, DOTNET_ROOT, CARGO_HOME = "", GOPATH = "" } = env;
	const parts = [CARGO_HOME, GOPATH].flatMap((folder) =>
		folder === "" ? [] : ["bin", "registry", "pkg"].map((name) => join(folder, name)),
	);
	return [JAVA_HOME, GOROOT, RUSTUP_HOME, DOTNET_ROOT].flatMap((folder) => folder ?? []).concat(parts);
}

/** The folders, and what the programs in a `bin` load from beside it. Never a home, nor a folder that a home lies in. */
async function toolFolders(folders: readonly string[], homes: readonly string[]): Promise<readonly string[]> {
	const real = await Promise.all(folders.map(async (folder) => (await realOrNull(folder)) ?? folder));
	const proper = (folder: string) => isAbsolute(folder) && !homes.some((home) => isWithin(folder, home));
	const ways = [...new Set([...folders, ...real].map((folder) => resolve(folder)))].filter(proper);
	const besides = ways.filter((folder) => basename(folder) === "bin" && !homes.includes(dirname(folder)));
	const libraries = ["lib", "lib64", "libexec", "include"];
	return [...ways, ...besides.flatMap((folder) => libraries.map((name) => join(dirname(folder), name)))];
}

/** Without those that lie in another one, unless something is shown in between. */
function outermost(hidden: readonly string[], shown: readonly string[]): readonly string[] {
	const each = [...new Set(hidden)];
	return each.filter(
		(path) =>
			!each.some(
				(outer) =>
					outer !== path &&
					isWithin(outer, path) &&
					!shown.some((folder) => isWithin(outer, folder) && isWithin(folder, path)),
			),
	);
}

/** Those that exist, by their real paths too. What cannot be reached from here cannot be reached by a command either. */
async function existing(paths: readonly string[]): Promise<readonly string[]> {
	const found = await Promise.all(
		[...new Set(paths)].map(async (path) => {
			const real = await realOrNull(path);
			return real === null || real === "/" ? [] : [path, real];
		}),
	);
	return [...new Set(found.flat())];
}

async function realOrNull(path: string): Promise<string | null> {
	try {
		return await realpath(path);
	} catch {
		return null;
	}
}
