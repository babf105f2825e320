/** The tool `edit`: replaces exact text in a file, and says what is there instead when it is not. */

import * as z from "zod";
import { lineChanges, splitLines } from "../changes/line-changes.ts";
import { markedText } from "../secrets/marked.ts";
import { fileField, flagField, textField } from "./fields.ts";
import { linesOf, numbered } from "./line-text.ts";
import { refusalText } from "./missing.ts";
import { explainAbsence } from "./near-miss.ts";
import { cleanPath } from "./paths.ts";
import { countText, placesText } from "./quantities.ts";
import { type Place, replaceText, withLf } from "./replace-text.ts";
import { decodeText, encodeText, type TextFile } from "./text-file.ts";
import { done, failed, refusedWrite, type Tool, type ToolContext, type ToolResult, touched } from "./tool.ts";

const editInput = z.object({
	path: fileField,
	old: textField,
	new: textField,
	all: flagField.optional().describe("replace every occurrence"),
});

type EditInput = z.output<typeof editInput>;

export const editTool: Tool<EditInput> = {
	name: "edit",
	description:
		"Replaces `old` by `new` in a file. `old` must be the exact text, indentation included, without line numbers, and unique unless `all`. Line endings are kept.",
	input: editInput,
	effect: "write",
	title: ({ path }) => `Edit ${cleanPath(path)}`,
	needs: () => ({ kind: "nothing" }),
	run: editFile,
};

async function editFile(input: EditInput, context: ToolContext, signal: AbortSignal): Promise<ToolResult> {
	const path = cleanPath(input.path);
	const pointless = refusePointless(input);
	if (pointless) return failed(pointless);
	const { files } = context.checkout;
	const read = await files.read(path);
	if (read.kind === "refused") {
		const hint = read.reason === "not-found" ? " To create a file, use write." : "";
		return failed((await refusalText(read, path, files, signal)) + hint);
	}
	const seen = context.seen.get(path);
	if (seen !== undefined && seen !== read.version) {
		return failed(`${path} has changed since you read it: read it again, then edit.`, "changed meanwhile");
	}
	const decoded = decodeText(read.bytes);
	if (decoded.kind === "binary") return failed(`${path} is not text: it cannot be edited.`, "not text");
	const edited = editText(path, decoded.file, input);
	if (edited.kind === "failed") return failed(edited.text);
	const written = await files.write(path, edited.bytes);
	if (written.kind === "refused") return refusedWrite(written);
	// An unread file stays unread: one edited place does not show what the rest of it is.
	if (seen !== undefined) context.seen.set(path, written.version);
	return touched(done(edited.text, edited.summary), { path, before: read.version, version: written.version });
}

function refusePointless(input: EditInput): string | undefined {
	const marked = markedText(input.old, input.new);
	if (marked) return marked;
	if (input.old === "") return "`old` is empty: give the text to replace, or use write for a whole file.";
	if (input.old === input.new) return "`old` and `new` are the same: nothing to do.";
	if (withLf(input.old) === withLf(input.new)) {
		return "`old` and `new` differ only in line endings, which edit keeps as they are: change them with a command.";
	}
	return undefined;
}

type Edited =
	| { readonly kind: "edited"; readonly bytes: Uint8Array; readonly text: string; readonly summary: string }
	| { readonly kind: "failed"; readonly text: string };

function editText(path: string, file: TextFile, input: EditInput): Edited {
	const replaced = replaceText(file.text, { old: input.old, new: input.new, all: input.all ?? false });
	switch (replaced.kind) {
		case "absent":
			return { kind: "failed", text: absenceText(path, file, input) };
		case "ambiguous":
			return { kind: "failed", text: ambiguityText(path, replaced.lines) };
		case "replaced": {
			const encoded = encodeText(replaced.text, file);
			if (encoded.kind === "failed") return encoded;
			const text = doneText(path, replaced.text, replaced.places);
			return { kind: "edited", bytes: encoded.bytes, text, summary: changeSummary(file.text, replaced.text) };
		}
		default:
			return replaced satisfies never;
	}
}

function absenceText(path: string, file: TextFile, input: EditInput): string {
	const [source, wanted, by] = [withLf(file.text), withLf(input.old), withLf(input.new)];
	const already = by.trim().length >= 8 && source.includes(by) ? " The new text is there already." : "";
	return explainAbsence(path, source, wanted) + already;
}

function ambiguityText(path: string, lines: readonly number[]): string {
	return `The text occurs ${lines.length} times in ${path}, at lines ${placesText(lines)}: give more context, or set all.`;
}

/** Lines of one edited place that are shown. */
const shownLines = 8;

/** Where it was replaced; for a single place the lines that are there now, one more on either side. */
function doneText(path: string, text: string, places: readonly Place[]): string {
	const [place] = places;
	if (!place || places.length > 1) {
		const lines = placesText(places.map(({ first }) => first));
		return `Replaced ${countText(places.length, "time")} in ${path}, now at lines ${lines}.`;
	}
	const lines = linesOf(text);
	const [start, end] = [Math.max(0, place.first - 2), Math.min(lines.length, place.last + 1)];
	if (end - start <= shownLines) return `Edited ${path}:\n${numbered(lines.slice(start, end), start + 1)}`;
	return `Edited ${path}, now lines ${place.first}–${place.last}.`;
}

/** `+3 −1`: lines. */
function changeSummary(before: string, after: string): string {
	const changes = lineChanges(splitLines(before), splitLines(after));
	const added = changes.reduce((sum, change) => sum + change.otherEnd - change.otherStart, 0);
	const removed = changes.reduce((sum, change) => sum + change.baseEnd - change.baseStart, 0);
	return `+${added} −${removed}`;
}
