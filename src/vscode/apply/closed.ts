/** Plans the edits of a file that no editor holds from its bytes alone: three hundred documents need not be opened for it. */

import * as vscode from "vscode";
import { mergeText, type TextChange } from "../../core/changes/merge.ts";

/** What a document of the file shows before and after the edits, without a byte order mark. */
interface ClosedText {
	readonly before: string;
	readonly text: string;
	readonly edits: readonly vscode.TextEdit[];
}

/** Larger files are read by the editor itself first. */
const largest = 4 * 1024 * 1024;

/** Null where it is not certain from the bytes what a document of the file would show, or that it would save `bytes`. */
export function closedText(uri: vscode.Uri, before: Uint8Array, bytes: Uint8Array): ClosedText | null {
	if (!isReadAsUtf8(uri)) return null;
	const [now, wanted] = [plainText(before), plainText(bytes)];
	if (now === null || wanted === null || now.marked !== wanted.marked) return null;
	const [ending, endingAfter] = [endingOf(now.text), endingOf(wanted.text)];
	if (ending === null || (endingAfter !== ending && endingAfter !== "")) return null;
	const changes = changesBetween(now.text, wanted.text);
	const edits = editsOf(now.text, changes);
	return edits && { before: now.text, text: wanted.text, edits };
}

/** Merging into an unchanged text gives the smallest edits between the two. */
export function changesBetween(now: string, wanted: string): readonly TextChange[] {
	const merge = mergeText(now, wanted, now);
	return merge.kind === "merged" ? merge.edits : [{ start: 0, end: now.length, text: wanted }];
}

function isReadAsUtf8(uri: vscode.Uri): boolean {
	const files = vscode.workspace.getConfiguration("files", uri);
	const guesses = files.get("autoGuessEncoding") === true;
	const byLanguage = ["encoding", "autoGuessEncoding"].some((name) => files.inspect(name)?.languageIds !== undefined);
	return files.get("encoding") === "utf8" && !guesses && !byLanguage;
}

interface PlainText {
	readonly text: string;
	/** It begins with a byte order mark, which is not in the text. */
	readonly marked: boolean;
}

function plainText(bytes: Uint8Array): PlainText | null {
	if (bytes.length > largest || bytes.includes(0)) return null;
	try {
		const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
		return text.startsWith("\ufeff") ? { text: text.slice(1), marked: true } : { text, marked: false };
	} catch {
		return null;
	}
}

/** Empty for a text of one line; null where there are several kinds, which a document makes one. */
function endingOf(text: string): "\n" | "\r\n" | "" | null {
	const feeds = text.split("\n").length - 1;
	const both = text.split("\r\n").length - 1;
	const returns = text.split("\r").length - 1;
	if (returns !== both || (both !== 0 && both !== feeds)) return null;
	return both > 0 ? "\r\n" : feeds > 0 ? "\n" : "";
}

/** Null where an edit would begin or end inside a line ending. */
function editsOf(text: string, changes: readonly TextChange[]): readonly vscode.TextEdit[] | null {
	const starts = [0];
	for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
	const splits = (offset: number) => text[offset - 1] === "\r" && text[offset] === "\n";
	if (changes.some(({ start, end }) => splits(start) || splits(end))) return null;
	let line = 0;
	// The changes ascend, and so do their places.
	const position = (offset: number) => {
		while ((starts[line + 1] ?? Number.POSITIVE_INFINITY) <= offset) line++;
		return new vscode.Position(line, offset - (starts[line] ?? 0));
	};
	return changes.map(({ start, end, text: newText }) => {
		const from = position(start);
		return vscode.TextEdit.replace(new vscode.Range(from, position(end)), newText);
	});
}
