/** Puts accept and reject above the first difference of each file, where an editor that shows many files has no buttons. */

import * as vscode from "vscode";
import { protectedBecause } from "../core/changes/landing-protected.ts";
import { canContinue } from "../core/task/view.ts";
import type { ReviewSource } from "./review-source.ts";
import type { ReviewUris } from "./review-uri.ts";

export class ReviewLenses implements vscode.CodeLensProvider {
	private readonly changed = new vscode.EventEmitter<void>();
	/** The first difference is known when both sides are open. */
	private readonly opened = vscode.workspace.onDidOpenTextDocument(({ uri }) => {
		if (uri.scheme === this.uris.scheme) this.changed.fire();
	});
	readonly onDidChangeCodeLenses = this.changed.event;
	private readonly source: ReviewSource;
	private readonly uris: ReviewUris;

	constructor(source: ReviewSource, uris: ReviewUris) {
		this.source = source;
		this.uris = uris;
	}

	refresh(): void {
		this.changed.fire();
	}

	provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
		const { uri } = document;
		const lens = lensesAt(firstDifference(document, this.uris));
		const shown = this.uris.parse(uri);
		const view = shown === null ? undefined : this.source.view(shown.task);
		const item = view?.changes.find(({ change }) => change.path === shown?.path);
		if (!shown || !view || !item || shown.side !== (item.change.kind === "deleted" ? "base" : "proposed")) return [];
		if (item.change.version !== shown.version)
			return [lens("Outdated: open the review again", `${this.uris.scheme}.reviewChanges`, { task: shown.task })];
		if (item.decision !== "undecided")
			return [lens(item.decision === "accepted" ? "$(check) Accepted" : "$(close) Rejected", "", uri)];
		if (!canContinue(view.status)) return [];
		const because = protectedBecause(shown.path);
		const warning = because === null ? [] : [lens(`$(shield) Protected: ${because}`, "", uri)];
		return [
			lens("$(check) Accept File", `${this.uris.scheme}.acceptFile`, uri),
			lens("$(close) Reject File", `${this.uris.scheme}.rejectFile`, uri),
			...warning,
		];
	}

	dispose(): void {
		this.opened.dispose();
		this.changed.dispose();
	}
}

/** Makes lenses above this line. Without a command they are only words. */
function lensesAt(line: number) {
	return (title: string, command: string, argument: unknown) =>
		new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, command, arguments: [argument] });
}

/** The first line that the other side has otherwise: the lines before it may be folded away. The first where it is not open. */
function firstDifference(document: vscode.TextDocument, uris: ReviewUris): number {
	const other = vscode.workspace.textDocuments.find(({ uri }) => uris.areSides(uri, document.uri));
	if (!other) return 0;
	const last = document.lineCount - 1;
	for (let line = 0; line < last; line++) {
		if (line >= other.lineCount || document.lineAt(line).text !== other.lineAt(line).text) return line;
	}
	return last;
}
