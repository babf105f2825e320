/** Tells brief files from other documents. They stay Markdown: only their names say that they are more. */

import * as vscode from "vscode";
import { longestBriefFile } from "../../core/brief/brief-file.ts";

const pattern = "**/*.remit.md";

/** Files, and what is not saved yet. What other extensions and Remit itself show of such files is not meant. */
export const briefFiles: vscode.DocumentSelector = [
	{ scheme: "file", pattern },
	{ scheme: "untitled", pattern },
];

export function isBriefFile(document: vscode.TextDocument): boolean {
	return vscode.languages.match(briefFiles, document) > 0;
}

/** Lines as the editor numbers them; none of a document that is too large to be looked into. */
export function linesOf(document: vscode.TextDocument): readonly string[] {
	const text = document.getText();
	return text.length > longestBriefFile ? [] : text.split(/\r\n|\r|\n/);
}
