/** Keeps to what is in sight in documents with very many hunks: the editor takes seconds for the buttons of all of them. */

import * as vscode from "vscode";
import type { PlacedPiece } from "./hunks.ts";

/** Documents with no more pieces than these have all of their buttons at once. */
const manyPieces = 500;

/** Lines above and below what is in sight. */
const around = 500;

export class InSight {
	/** The lines that have their buttons, by the document's address. */
	private readonly covered = new Map<string, vscode.Range>();
	private readonly listening: vscode.Disposable;

	/** `moved` is told when a person scrolls to lines that have none yet. */
	constructor(moved: () => void) {
		this.listening = vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
			const covered = this.covered.get(textEditor.document.uri.toString());
			const isLeft = (range: vscode.Range) => covered !== undefined && !covered.contains(range);
			if (textEditor.visibleRanges.some(isLeft)) moved();
		});
	}

	/** Of many pieces those around the lines that are in sight, and around the first lines where none are. */
	of(document: vscode.TextDocument, pieces: readonly PlacedPiece[]): readonly PlacedPiece[] {
		const name = document.uri.toString();
		this.covered.delete(name);
		if (pieces.length <= manyPieces) return pieces;
		const seen = linesInSight(document);
		const covered = new vscode.Range(Math.max(0, seen.start.line - around), 0, seen.end.line + around, 0);
		this.covered.set(name, covered);
		return pieces.filter(({ lines }) => lines.start >= covered.start.line && lines.start <= covered.end.line);
	}

	dispose(): void {
		this.listening.dispose();
	}
}

function linesInSight(document: vscode.TextDocument): vscode.Range {
	const ranges = vscode.window.visibleTextEditors
		.filter((editor) => editor.document === document)
		.flatMap(({ visibleRanges }) => visibleRanges);
	const [first = new vscode.Range(0, 0, 0, 0), ...others] = ranges;
	return others.reduce((all, range) => all.union(range), first);
}
