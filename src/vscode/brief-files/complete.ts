/** Completes keys and values in the front matter of brief files. */

import * as vscode from "vscode";
import type { BriefFileField } from "../../core/brief/brief-file-schema.ts";
import { kinds } from "../../core/brief/words.ts";
import { linesOf } from "./document.ts";
import { fieldAt, fieldsBelow } from "./fields.ts";
import { type KeyPath, spotAt } from "./spot.ts";

/** What can be written beside the fixed words of a field, by its keys joined with dots: commands, branches, folders. */
export type LocalValues = (path: string) => Promise<readonly string[]>;

export class BriefCompletion implements vscode.CompletionItemProvider {
	/** After these the list opens by itself. */
	static readonly triggers = [":", " ", "-", "["];
	private readonly local: LocalValues;

	constructor(local: LocalValues) {
		this.local = local;
	}

	async provideCompletionItems(
		document: vscode.TextDocument,
		{ line, character }: vscode.Position,
	): Promise<vscode.CompletionItem[]> {
		const spot = spotAt(linesOf(document), line, character);
		if (spot.kind === "outside") return [];
		const range = new vscode.Range(line, spot.start, line, spot.end);
		if (spot.kind === "empty") return [wholeFile(range)];
		if (spot.kind === "key")
			return fieldsBelow(spot.parent)
				.filter(({ name }) => !spot.present.includes(name))
				.map((field, at) => keyItem(field, range, at));
		return this.values(spot.path, spot.taken, range);
	}

	private async values(path: KeyPath, taken: readonly string[], range: vscode.Range): Promise<vscode.CompletionItem[]> {
		const field = fieldAt(path);
		if (!field || field.fields.length > 0) return [];
		const docs = new Map(field.values.map(({ value, doc }) => [value, doc]));
		const local = await this.local(path.join("."));
		const values = [...new Set([...docs.keys(), ...local])].filter((value) => !taken.includes(value));
		return values.map((value, at) => {
			const item = new vscode.CompletionItem(value, vscode.CompletionItemKind.Value);
			const written = asYaml(value);
			return Object.assign(
				item,
				{ insertText: written, filterText: written, range, sortText: order(at) },
				docOf(docs.get(value)),
			);
		});
	}
}

const begin = {
	...{ text: " $0", number: " $0", list: "\n  - $0", fields: "\n  $0" },
	entries: "\n  - title: $1\n    text: $0",
} as const satisfies Readonly<Record<BriefFileField["shape"], string>>;

function keyItem(field: BriefFileField, range: vscode.Range, at: number): vscode.CompletionItem {
	const item = new vscode.CompletionItem(field.name, vscode.CompletionItemKind.Property);
	const begun = begin[field.shape];
	const more = field.values.length > 0 || field.shape === "fields";
	return Object.assign(
		item,
		{ insertText: new vscode.SnippetString(`${field.name}:${begun}`), range, sortText: order(at) },
		docOf(field.doc),
		more ? { command: { command: "editor.action.triggerSuggest", title: "" } } : {},
	);
}

function wholeFile(range: vscode.Range): vscode.CompletionItem {
	const item = new vscode.CompletionItem("brief", vscode.CompletionItemKind.Snippet);
	const text = new vscode.SnippetString("---\nkind: ").appendChoice([...kinds]);
	text.appendText("\ndefinitionOfDone: ").appendPlaceholder("How it is checked that it is done.");
	text.appendText("\nscope:\n  allowed:\n    - ").appendPlaceholder("src/**");
	text.appendText("\nchecks:\n  - ").appendPlaceholder("npm test");
	text.appendText("\n---\n\n").appendPlaceholder("What shall be true when it is done.").appendText("\n");
	return Object.assign(item, {
		insertText: text,
		range,
		filterText: "---brief",
		detail: "A brief with its usual fields",
	});
}

function docOf(doc: string | undefined): Pick<vscode.CompletionItem, "documentation"> {
	return doc === undefined ? {} : { documentation: new vscode.MarkdownString(doc) };
}

/** What YAML would read as something else than this text is quoted. */
function asYaml(value: string): string {
	const plain = /^[A-Za-z][\w ./@-]*$/.test(value) && value.trim() === value;
	return plain && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(value) ? value : JSON.stringify(value);
}

/** The order in which they are given, not that of the alphabet. */
function order(at: number): string {
	return String(at).padStart(4, "0");
}
