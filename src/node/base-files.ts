/** Reads files as a task began with them. */

import { isAbsolute } from "node:path";
import { baseIndex, type ComparedFolder } from "./changes.ts";
import { GitFailure, gitOutput, splitNames } from "./git.ts";
import { reading, type View } from "./harness.ts";
import { readBlobs } from "./objects.ts";

/** A file or a link as the base keeps it. */
export interface BaseFile {
	/** 0o100644, 0o100755 or 0o120000 (a symbolic link, whose bytes are its target). */
	readonly mode: number;
	/** The name of its bytes. */
	readonly blob: string;
}

/** Which of the paths (relative to the opened folder) the base has as files or links. */
export async function filesInBase(
	folder: ComparedFolder,
	paths: readonly string[],
	signal: AbortSignal,
): Promise<ReadonlyMap<string, BaseFile>> {
	// Git fails for a path that leads out of the folder instead of finding nothing.
	const inside = paths.filter((path) => path !== "" && !isAbsolute(path) && !path.split("/").includes(".."));
	const found = new Map<string, BaseFile>();
	const command = ["--literal-pathspecs", "ls-tree", "-z", "--full-tree", folder.base, "--"];
	for (const part of commandLines(inside.map((path) => folder.prefix + path))) {
		const listed = await gitOutput([...command, ...part], { ...reading(viewOf(folder)), cwd: folder.gitDir }, signal);
		for (const line of splitNames(listed).names) {
			const [, mode = "", blob = "", path = ""] = /^(\d+) blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
			if (blob !== "") found.set(path.slice(folder.prefix.length), { mode: Number.parseInt(mode, 8), blob });
		}
	}
	return found;
}

/** The files' bytes, in the same order. Throws GitFailure when one is not there any more. */
export async function baseBytes(
	folder: ComparedFolder,
	files: readonly BaseFile[],
	signal: AbortSignal,
): Promise<readonly Uint8Array[]> {
	const contents = await readBlobs(
		viewOf(folder),
		files.map(({ blob }) => blob),
		signal,
	);
	return contents.map((bytes) => {
		if (bytes === null) throw new GitFailure("What the task began with is not kept any more.");
		return bytes;
	});
}

/** What fits in one command line on every system. In characters. */
const longestLine = 20_000;

function commandLines(paths: readonly string[]): readonly (readonly string[])[] {
	const lines: string[][] = [];
	let room = 0;
	for (const path of paths) {
		room -= path.length + 1;
		if (room < 0) {
			lines.push([]);
			room = longestLine - path.length;
		}
		lines.at(-1)?.push(path);
	}
	return lines;
}

function viewOf({ gitDir, top }: ComparedFolder): View {
	return { gitDir, workTree: top, index: baseIndex(gitDir) };
}
