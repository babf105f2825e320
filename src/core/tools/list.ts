/** The tool `list`: a folder's files and subfolders as an indented tree. */

import * as z from "zod";
import type { FolderEntry, FolderRead } from "../ports.ts";
import { textField, wholeField } from "./fields.ts";
import { refusalText } from "./missing.ts";
import { cleanPath, pathText } from "./paths.ts";
import { bytesText, countText } from "./quantities.ts";
import { done, failed, found, type Tool, type ToolContext, type ToolResult } from "./tool.ts";

const listInput = z.object({
	path: textField.optional().describe("folder; default: the root"),
	depth: wholeField.optional().describe("default 2"),
});

type ListInput = z.output<typeof listInput>;

const defaultDepth = 2;
const deepest = 10;
/** Entries that are shown. */
const entryLimit = 400;
/** Smaller files are shown without their size, in bytes. */
const notableSize = 100 * 1_024;

export const listTool: Tool<ListInput> = {
	name: "list",
	description: "Lists a folder as a tree.",
	input: listInput,
	effect: "read",
	title: ({ path }) => `List ${pathText(cleanPath(path ?? ""))}`,
	needs: () => ({ kind: "nothing" }),
	run: listFolder,
};

async function listFolder(input: ListInput, { checkout }: ToolContext, signal: AbortSignal): Promise<ToolResult> {
	const path = cleanPath(input.path ?? "");
	const depth = Math.min(deepest, Math.max(1, input.depth ?? defaultDepth));
	const { read, shown } = await listWhole(depth, (at) =>
		checkout.files.list(path, { depth: at, limit: entryLimit }, signal),
	);
	if (read.kind === "refused") {
		if (read.reason === "not-folder") return failed(`${path} is a file: use read.`, "a file");
		return failed(await refusalText(read, path, checkout.files, signal));
	}
	if (read.entries.length === 0) return done("(empty folder)", "empty");
	const notes: string[] = [];
	if (shown < depth)
		notes.push(`(depth ${shown} only: deeper there are more than ${entryLimit} entries; list a subfolder)`);
	if (read.truncated) notes.push(`(only the first ${read.entries.length} entries: use search for the rest)`);
	return found(
		[...treeLines(read.entries, path), ...notes].join("\n"),
		countText(read.entries.length, "entry", "entries"),
	);
}

/** Rather a shallower tree that is whole than a deep one that breaks off. */
async function listWhole(
	depth: number,
	list: (depth: number) => Promise<FolderRead>,
): Promise<{ readonly read: FolderRead; readonly shown: number }> {
	const read = await list(depth);
	if (depth === 1 || read.kind === "refused" || !read.truncated) return { read, shown: depth };
	return listWhole(depth - 1, list);
}

function treeLines(entries: readonly FolderEntry[], root: string): readonly string[] {
	const start = root === "" ? 0 : root.length + 1;
	return entries
		.map((entry) => ({ entry, parts: entry.path.slice(start).split("/") }))
		.toSorted((a, b) => compareParts(a.parts, b.parts))
		.map(({ entry, parts }) => `${"  ".repeat(parts.length - 1)}${parts.at(-1)}${mark(entry)}`);
}

/** Folders before what is in them, names in the order of their characters. */
function compareParts(a: readonly string[], b: readonly string[]): number {
	for (const [at, part] of a.entries()) {
		const other = b[at];
		if (other === undefined) return 1;
		if (part !== other) return part < other ? -1 : 1;
	}
	return a.length - b.length;
}

function mark({ type, size }: FolderEntry): string {
	switch (type) {
		case "folder":
			return "/";
		case "link":
			return " (link)";
		case "file":
			return size >= notableSize ? ` (${bytesText(size)})` : "";
		default:
			return type satisfies never;
	}
}
