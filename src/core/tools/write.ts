/** The tool `write`: creates a file, or replaces one that the model has read. */

import * as z from "zod";
import type { FileVersion } from "../ports.ts";
import { markedText } from "../secrets/marked.ts";
import { fileField, textField } from "./fields.ts";
import { endingsOf, linesOf } from "./line-text.ts";
import { cleanPath } from "./paths.ts";
import { countText } from "./quantities.ts";
import { alignEndings, withLf } from "./replace-text.ts";
import { decodeText, encodeText, type TextFile } from "./text-file.ts";
import { done, failed, refusedWrite, type Tool, type ToolContext, type ToolResult, touched } from "./tool.ts";

const writeInput = z.object({ path: fileField, text: textField });

type WriteInput = z.output<typeof writeInput>;

export const writeTool: Tool<WriteInput> = {
	name: "write",
	description: "Creates a file with its folders, or replaces a whole file that you have read. For parts, use edit.",
	input: writeInput,
	effect: "write",
	title: ({ path }) => `Write ${cleanPath(path)}`,
	needs: () => ({ kind: "nothing" }),
	run: writeFile,
};

async function writeFile(input: WriteInput, context: ToolContext): Promise<ToolResult> {
	const path = cleanPath(input.path);
	const marked = markedText(input.text);
	if (marked) return failed(marked, "holds a hidden secret");
	const { files } = context.checkout;
	const read = await files.read(path);
	if (read.kind === "refused" && read.reason !== "not-found") return failed(read.text);
	if (read.kind === "refused") return create(path, input.text, context);
	const decoded = decodeText(read.bytes);
	if (decoded.kind === "binary") return failed(`${path} is not text: write replaces text files only.`, "not text");
	const seen = context.seen.get(path);
	if (seen === undefined) return failed(`${path} exists: read it first, then write or edit it.`, "not read");
	if (seen !== read.version)
		return failed(`${path} has changed since you read it: read it again.`, "changed meanwhile");
	return replace(path, { file: decoded.file, version: read.version }, input.text, context);
}

async function create(path: string, text: string, context: ToolContext): Promise<ToolResult> {
	const encoded = encodeText(text, { encoding: "utf-8", bom: false });
	if (encoded.kind === "failed") return failed(encoded.text);
	return put(path, encoded.bytes, { text, verb: "created", before: null }, context);
}

interface Old {
	readonly file: TextFile;
	readonly version: FileVersion;
}

async function replace(path: string, { file, version }: Old, text: string, context: ToolContext): Promise<ToolResult> {
	const styled = inStyleOf(file, text);
	const encoded = encodeText(styled, file);
	if (encoded.kind === "failed") return failed(encoded.text);
	return put(path, encoded.bytes, { text, verb: "replaced", before: version }, context);
}

interface Written {
	readonly text: string;
	readonly verb: "created" | "replaced";
	readonly before: FileVersion | null;
}

async function put(
	path: string,
	bytes: Uint8Array,
	{ text, verb, before }: Written,
	context: ToolContext,
): Promise<ToolResult> {
	const written = await context.checkout.files.write(path, bytes);
	if (written.kind === "refused") return refusedWrite(written);
	context.seen.set(path, written.version);
	const lines = countText(linesOf(text).length, "line");
	const said = done(`${verb === "created" ? "Created" : "Replaced"} ${path}, ${lines}.`, `${verb}, ${lines}`);
	return touched(said, { path, before, version: written.version });
}

/** The text with the file's line endings; each line that stays keeps its own where they are mixed. */
function inStyleOf(file: TextFile, text: string): string {
	const endings = file.text.match(/\r\n|\n|\r/g) ?? [];
	if (endingsOf(file.text) === "none") return text;
	return alignEndings({ old: withLf(file.text), new: withLf(text) }, endings, commonest(endings));
}

function commonest(endings: readonly string[]): string {
	const counts = new Map<string, number>();
	for (const ending of endings) counts.set(ending, (counts.get(ending) ?? 0) + 1);
	const [first] = [...counts].toSorted(([, a], [, b]) => b - a);
	return first?.[0] ?? "\n";
}
