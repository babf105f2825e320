/** The tool `read`: a page of a text file with numbered lines, or an image. */

import * as z from "zod";
import type { TouchedFile } from "../task/events.ts";
import { base64 } from "./base64.ts";
import { fileField, wholeField } from "./fields.ts";
import { type FileFormat, fileFormat } from "./file-format.ts";
import { cutLine, endingsOf, linesOf } from "./line-text.ts";
import { refusalText } from "./missing.ts";
import { cleanPath } from "./paths.ts";
import { bytesText, countText } from "./quantities.ts";
import { decodeText, type TextFile } from "./text-file.ts";
import { done, failed, found, type Tool, type ToolContext, type ToolResult, touched } from "./tool.ts";

const readInput = z.object({
	path: fileField,
	offset: wholeField.optional().describe("first line, from 1"),
	limit: wholeField.optional().describe("lines"),
});

type ReadInput = z.output<typeof readInput>;

/** Lines and bytes of a page, and bytes of an image (the API takes 5 MB in Base64). */
const pageLines = 400;
const pageBytes = 32 * 1_024;
const imageBytes = 3.5 * 1_024 * 1_024;

export const readTool: Tool<ReadInput> = {
	name: "read",
	description: `Reads a file, ${pageLines} lines a page; each line comes as number, tab, text. Shows images too.`,
	input: readInput,
	effect: "read",
	title: ({ path, offset, limit }) => `Read ${cleanPath(path)}${titleRange(offset, limit)}`,
	needs: () => ({ kind: "nothing" }),
	run: readFile,
};

function titleRange(offset: number | undefined, limit: number | undefined): string {
	if (offset === undefined && limit === undefined) return "";
	const first = Math.max(1, offset ?? 1);
	return limit === undefined ? `, from line ${first}` : `, lines ${first}–${first + Math.max(1, limit) - 1}`;
}

async function readFile(input: ReadInput, context: ToolContext, signal: AbortSignal): Promise<ToolResult> {
	const path = cleanPath(input.path);
	const { files } = context.checkout;
	const read = await files.read(path);
	if (read.kind === "refused") {
		if (read.reason === "is-folder") return failed(`${path} is a folder: use list.`, "a folder");
		return failed(await refusalText(read, path, files, signal));
	}
	const format = fileFormat(read.bytes);
	const { version } = read;
	if (format?.mediaType)
		return pointed({ path, version }, showImage(path, read.bytes, format, context.images), context);
	const decoded = decodeText(read.bytes);
	if (decoded.kind === "binary") return refuseBinary(path, read.bytes, format);
	const { result, range } = showText(path, decoded.file, input);
	if (result.outcome.kind === "done") context.seen.set(path, version);
	return pointed({ path, version, ...range }, result, context);
}

/** Shorter pages are shown again: pointing to them would save nothing. */
const shortPage = 600;

/** What was found, or where the conversation holds it already. */
function pointed(file: TouchedFile, result: ToolResult, { isAbove }: ToolContext): ToolResult {
	const { kind, text, images = [] } = result.outcome;
	if (kind !== "done") return result;
	const isShort = text.length < shortPage && images.length === 0;
	if (isShort || !isAbove?.(file)) return touched(result, file);
	const { path, first, last } = file;
	const what = first === undefined ? "it stands" : `lines ${first}–${last} stand`;
	const said = done(
		`${path} is unchanged since you read it: ${what} above. Read again now to be shown it anew.`,
		"unchanged",
	);
	return touched(said, { ...file, above: true });
}

function refuseBinary(path: string, bytes: Uint8Array, format: FileFormat | undefined): ToolResult {
	const kind = format?.name ?? "binary file";
	return failed(
		`${path} is not text: ${kind}, ${bytesText(bytes.length)}. It can be neither read nor edited here.`,
		"not text",
	);
}

function showImage(path: string, bytes: Uint8Array, format: FileFormat, wanted: boolean): ToolResult {
	const text = `${path}: ${format.name}, ${bytesText(bytes.length)}`;
	if (!format.mediaType || !wanted) return failed(`${text}. You cannot be shown images.`, "an image");
	if (bytes.length > imageBytes) {
		return failed(`${text}. Images above ${bytesText(imageBytes)} cannot be shown: make a smaller copy.`, "too large");
	}
	const image = { mediaType: format.mediaType, base64: base64(bytes) };
	return { outcome: { kind: "done", text, images: [image], summary: bytesText(bytes.length) } };
}

interface Shown {
	readonly result: ToolResult;
	/** Absent where no line was shown. */
	readonly range?: { readonly first: number; readonly last: number };
}

function showText(path: string, file: TextFile, input: ReadInput): Shown {
	const lines = linesOf(file.text);
	if (lines.length === 0) return { result: done("(empty file)", "empty") };
	const first = Math.max(1, input.offset ?? 1);
	if (first > lines.length) {
		const text = `${path} has ${countText(lines.length, "line")}: offset ${first} is past its end.`;
		return { result: failed(text, "past the end") };
	}
	const page = pageOf(lines, first, Math.max(1, input.limit ?? pageLines));
	const last = first + page.length - 1;
	const notes = [...fileNotes(file), ...pageNotes(file, lines, { first, last })];
	const whole = first === 1 && last === lines.length;
	const summary = whole ? countText(lines.length, "line") : `lines ${first}–${last} of ${lines.length}`;
	return { result: found([...page, ...notes].join("\n"), summary), range: { first, last } };
}

/** Numbered lines, until one of the limits is reached; at least one line. */
function pageOf(lines: readonly string[], first: number, limit: number): readonly string[] {
	const page: string[] = [];
	let bytes = 0;
	for (const line of lines.slice(first - 1, first - 1 + limit)) {
		const shown = `${first + page.length}\t${cutLine(line)}`;
		bytes += new TextEncoder().encode(shown).length + 1;
		if (bytes > pageBytes && page.length > 0) break;
		page.push(shown);
	}
	return page;
}

function fileNotes(file: TextFile): readonly string[] {
	const endings = endingsOf(file.text);
	const notes: string[] = [];
	if (endings !== "LF" && endings !== "none")
		notes.push(`${endings === "mixed" ? "mixed" : endings} line endings, kept by edit and write`);
	if (file.encoding !== "utf-8") notes.push(`not UTF-8 but ${encodingNames[file.encoding]}, kept by edit and write`);
	return notes.map((note) => `(${note})`);
}

const encodingNames: Readonly<Record<TextFile["encoding"], string>> = {
	"utf-8": "UTF-8",
	"utf-16le": "UTF-16",
	"utf-16be": "UTF-16",
	"latin-1": "Latin-1 or another encoding of one byte a character",
	"windows-1252": "Windows-1252 or another encoding of one byte a character",
};

function pageNotes(
	file: TextFile,
	lines: readonly string[],
	{ first, last }: { first: number; last: number },
): readonly string[] {
	const notes: string[] = [];
	const long = lines.slice(first - 1, last).some((line) => cutLine(line) !== line);
	if (long) notes.push("(long lines are cut: search shows where something stands, run can print parts)");
	if (last < lines.length) notes.push(`(lines ${first}–${last} of ${lines.length}; go on with offset ${last + 1})`);
	else if (!/[\r\n]$/.test(file.text)) notes.push("(no newline at the end)");
	return notes;
}
