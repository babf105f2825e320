/** Shows what is wrong with brief files, and what the brief check says of them, where it stands. */

import * as vscode from "vscode";
import { type BriefProblem, type Place, placeOfField, readBriefFile } from "../../core/brief/brief-file.ts";
import { checkBrief } from "../../core/brief/check.ts";
import { ownSource } from "../entry/diagnostic.ts";
import { plainMessage } from "../plain-text.ts";
import { isBriefFile } from "./document.ts";

/** Milliseconds after the last edit: a sentence is judged when it is written, not letter by letter. */
const pause = 250;

export class BriefProblems implements vscode.Disposable {
	private readonly shown: vscode.DiagnosticCollection;
	private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();
	private readonly watching: vscode.Disposable;

	/** `name` tells the collection from others. */
	constructor(name: string) {
		this.shown = vscode.languages.createDiagnosticCollection(name);
		this.watching = vscode.Disposable.from(
			vscode.workspace.onDidOpenTextDocument((document) => this.show(document)),
			vscode.workspace.onDidChangeTextDocument(({ document }) => this.later(document)),
			vscode.workspace.onDidCloseTextDocument((document) => this.clear(document.uri)),
			vscode.window.tabGroups.onDidChangeTabs((change) => this.follow(change)),
		);
		for (const document of vscode.workspace.textDocuments) this.show(document);
	}

	dispose(): void {
		for (const timer of this.waiting.values()) clearTimeout(timer);
		this.waiting.clear();
		this.watching.dispose();
		this.shown.dispose();
	}

	/** A document can stay loaded for minutes after the person has closed it. */
	private follow({ opened, closed }: vscode.TabChangeEvent): void {
		for (const uri of closed.flatMap(textOf)) if (!isShown(uri)) this.clear(uri);
		const shown = new Set(opened.flatMap(textOf).map(String));
		for (const document of vscode.workspace.textDocuments) if (shown.has(String(document.uri))) this.show(document);
	}

	private later(document: vscode.TextDocument): void {
		if (!isBriefFile(document)) return;
		const key = document.uri.toString();
		clearTimeout(this.waiting.get(key));
		this.waiting.set(
			key,
			setTimeout(() => this.show(document), pause),
		);
	}

	private show(document: vscode.TextDocument): void {
		if (!isBriefFile(document) || document.isClosed) return;
		this.waiting.delete(document.uri.toString());
		this.shown.set(document.uri, problemsOf(document));
	}

	private clear(uri: vscode.Uri): void {
		const key = uri.toString();
		clearTimeout(this.waiting.get(key));
		this.waiting.delete(key);
		this.shown.delete(uri);
	}
}

function textOf({ input }: vscode.Tab): readonly vscode.Uri[] {
	return input instanceof vscode.TabInputText ? [input.uri] : [];
}

function isShown(uri: vscode.Uri): boolean {
	const shown = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.flatMap(textOf));
	return shown.some((each) => String(each) === String(uri));
}

function problemsOf(document: vscode.TextDocument): readonly vscode.Diagnostic[] {
	const text = document.getText();
	const read = readBriefFile(text);
	const problems = read.problems.map((problem) => problemAt(document, problem));
	if (read.kind === "failed") return problems;
	const warnings = checkBrief(read.brief).map((warning) => {
		const place = read.places.get(warning.field) ?? placeOfField(text, warning.field);
		const shown = new vscode.Diagnostic(
			rangeOf(document, place),
			plainMessage(`${warning.text} ${warning.reason}`),
			vscode.DiagnosticSeverity.Warning,
		);
		return Object.assign(shown, { source: ownSource, code: warning.name });
	});
	return [...problems, ...warnings];
}

function problemAt(document: vscode.TextDocument, { text, severity, ...place }: BriefProblem): vscode.Diagnostic {
	const { Error: error, Warning: warning } = vscode.DiagnosticSeverity;
	const level = severity === "error" ? error : warning;
	const shown = new vscode.Diagnostic(rangeOf(document, place), plainMessage(text), level);
	shown.source = ownSource;
	return shown;
}

function rangeOf(document: vscode.TextDocument, { start, end }: Place): vscode.Range {
	return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
