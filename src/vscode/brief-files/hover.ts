/** Explains the fields of a brief file where their names stand. */

import * as vscode from "vscode";
import { linesOf } from "./document.ts";
import { fieldAt } from "./fields.ts";
import { keyAt } from "./spot.ts";

export class BriefHover implements vscode.HoverProvider {
	provideHover(document: vscode.TextDocument, { line, character }: vscode.Position): vscode.Hover | undefined {
		const key = keyAt(linesOf(document), line, character);
		const field = key && fieldAt(key.path);
		if (!key || !field) return undefined;
		const values = field.values.map(({ value, doc }) => `- \`${value}\`${doc === "" ? "" : `: ${doc}`}`);
		const text = [field.doc, ...(values.length > 0 ? [values.join("\n")] : [])].join("\n\n");
		return new vscode.Hover(new vscode.MarkdownString(text), new vscode.Range(line, key.start, line, key.end));
	}
}
