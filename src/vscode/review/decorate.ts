/** Marks what is undecided, accepted and rejected in the shown changes: by colour, by the kind of line at the edge, and by a word. */

import * as vscode from "vscode";
import type { PlacedPiece, ReviewedDocument, ReviewedDocuments } from "./hunks.ts";
import type { ReviewUris } from "./uri.ts";

type State = PlacedPiece["decision"];

/** Ranges of a document, by what was decided on them. */
export type Marks = Readonly<Record<State, readonly vscode.DecorationOptions[]>>;

export class ReviewMarks {
	private readonly documents: ReviewedDocuments;
	private readonly uris: ReviewUris;
	private readonly kinds = {
		undecided: lineKind("undecided", "0 0 0 3px", "dashed"),
		accepted: lineKind("accepted", "0 0 0 3px", "solid"),
		rejected: lineKind("rejected", "0 0 0 4px", "double"),
	} satisfies Readonly<Record<State, vscode.TextEditorDecorationType>>;
	private readonly listening: vscode.Disposable;
	private running = false;
	private again = false;

	constructor(documents: ReviewedDocuments, uris: ReviewUris) {
		this.documents = documents;
		this.uris = uris;
		this.listening = vscode.Disposable.from(
			vscode.window.onDidChangeVisibleTextEditors(() => this.refresh()),
			vscode.workspace.onDidChangeTextDocument(({ document }) => document.uri.scheme === uris.scheme && this.refresh()),
		);
		this.refresh();
	}

	/** Paints every editor of a review that is in sight; what comes while it paints is painted next. */
	refresh(): void {
		this.again = true;
		if (!this.running) void this.paintAll();
	}

	dispose(): void {
		this.listening.dispose();
		for (const kind of Object.values(this.kinds)) kind.dispose();
	}

	private async paintAll(): Promise<void> {
		this.running = true;
		while (this.again) {
			this.again = false;
			const ours = vscode.window.visibleTextEditors.filter(({ document }) => this.uris.parse(document.uri) !== null);
			for (const editor of ours) await this.paint(editor);
		}
		this.running = false;
	}

	private async paint(editor: vscode.TextEditor): Promise<void> {
		// What cannot be read cannot be marked; the editor says so itself.
		const reviewed = await this.documents.of(editor.document).catch(() => null);
		const marks = reviewed && marksOf(reviewed);
		for (const state of ["undecided", "accepted", "rejected"] as const)
			editor.setDecorations(this.kinds[state], [...(marks?.[state] ?? [])]);
	}
}

/** Lines that only the other side has are marked there. */
export function marksOf({ pieces }: Pick<ReviewedDocument, "pieces">): Marks {
	const marks: Record<State, vscode.DecorationOptions[]> = { undecided: [], accepted: [], rejected: [] };
	for (const { lines, decision } of pieces) {
		if (lines.start === lines.end) continue;
		const word = words[decision];
		const first = new vscode.Range(lines.start, 0, lines.start, Number.MAX_SAFE_INTEGER);
		marks[decision].push({ range: first, ...(word === "" ? {} : { renderOptions: { after: after(word) } }) });
		if (lines.end - lines.start > 1)
			marks[decision].push({ range: new vscode.Range(lines.start + 1, 0, lines.end - 1, 0) });
	}
	return marks;
}

/** What is undecided has its buttons above it. */
const words = { undecided: "", accepted: "✓ accepted", rejected: "✗ rejected" } as const;

function after(contentText: string): vscode.ThemableDecorationAttachmentRenderOptions {
	return {
		contentText,
		margin: "0 0 0 2em",
		color: new vscode.ThemeColor("remit.review.wordForeground"),
		fontStyle: "italic",
	};
}

function lineKind(state: State, borderWidth: string, borderStyle: string): vscode.TextEditorDecorationType {
	return vscode.window.createTextEditorDecorationType({
		isWholeLine: true,
		backgroundColor: new vscode.ThemeColor(`remit.review.${state}Background`),
		borderColor: new vscode.ThemeColor(`remit.review.${state}Border`),
		...{ borderWidth, borderStyle },
		overviewRulerColor: new vscode.ThemeColor(`remit.review.${state}Border`),
		overviewRulerLane: vscode.OverviewRulerLane.Center,
		rangeBehavior: vscode.DecorationRangeBehavior.ClosedOpen,
	});
}
