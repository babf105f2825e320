/** Says what can be decided on in a document of a review: where each piece stands in its lines, and what was decided on it. */

import type * as vscode from "vscode";
import { textCodec } from "../../core/changes/landing-text.ts";
import { lineChanges } from "../../core/changes/line-changes.ts";
import type { Piece } from "../../core/changes/pieces.ts";
import type { Change } from "../../core/review-ports.ts";
import type { Decision } from "../../core/task/review-events.ts";
import type { ReviewedChange } from "../../core/task/review-view.ts";
import type { TaskView } from "../../core/task/view.ts";
import type { ReviewDocuments } from "./documents.ts";
import type { ShownSides } from "./files.ts";
import type { ShownPieces } from "./pieces.ts";
import type { ReviewSource } from "./source.ts";
import { type Standing, standingOf } from "./standing.ts";
import type { ReviewUris, ShownSide, Side } from "./uri.ts";

/** Lines from 0, end exclusive; empty where the other side has the lines. */
export interface Lines {
	readonly start: number;
	readonly end: number;
}

export interface PlacedPiece {
	readonly piece: Piece;
	readonly decision: Decision | "undecided";
	/** In the document as it is now, with what is not saved. */
	readonly lines: Lines;
	/** False where the person's unsaved text is so near that it is not what would be decided on. */
	readonly isSaved: boolean;
}

export interface ReviewedDocument {
	readonly view: TaskView;
	readonly shown: ShownSide;
	readonly item: ReviewedChange;
	/** The version that the document shows: what is decided on. */
	readonly version: string;
	/** In order; what concerns the whole file comes first. */
	readonly pieces: readonly PlacedPiece[];
}

/** Unsaved text as near as this, in lines, becomes one hunk with what is there; see `hunksOf`. */
const near = 3;

export class ReviewedDocuments {
	private readonly parts: HunkParts;
	/** Documents as they were read. */
	private readonly read = new WeakMap<vscode.TextDocument, Read>();

	constructor(parts: HunkParts) {
		this.parts = parts;
	}

	view({ task }: ShownSide): TaskView | undefined {
		return this.parts.source.view(task);
	}

	standing({ task, path }: ShownSide): Standing {
		const view = this.parts.source.view(task);
		return standingOf(
			view,
			view?.changes.find(({ change }) => change.path === path),
		);
	}

	/** Null where nothing can be decided on, or the document shows another version than the newest. Rejects when the checkout cannot be read. */
	async of(document: vscode.TextDocument): Promise<ReviewedDocument | null> {
		const { source, uris, pieces, sides } = this.parts;
		const shown = uris.parse(document.uri);
		const view = shown === null ? undefined : source.view(shown.task);
		const standing = shown === null ? null : this.standing(shown);
		if (!shown || !view || standing?.kind !== "there" || !standing.canDecide) return null;
		const { item } = standing;
		const found = await pieces.of(shown.task, item.change);
		const bytes = (await sides.both(shown.task, item.change))[shown.side];
		const version = item.change.version;
		const read = this.readAs(document, { shown, version, bytes });
		if (read === null) return null;
		const place = placing(shown, item, { before: read.lines, document });
		const decisionOn = ({ id }: Piece): PlacedPiece["decision"] => item.decisions[id] ?? "undecided";
		const placed = found.map((piece) => ({ ...place(piece), decision: decisionOn(piece) }));
		return { view, shown, item, version, pieces: placed };
	}

	/** Null where the document does not show this version: the editor takes a moment to load a new one, and keeps unsaved text. */
	private readAs(document: vscode.TextDocument, { shown, version, bytes }: Expected): Read | null {
		if (this.parts.documents.versionShown(shown) !== version) return null;
		const known = this.read.get(document);
		if (document.isDirty) return known?.version === version ? known : { version, edition: -1, lines: null };
		if (known?.version === version && known.edition === document.version) return known;
		const lines = linesOf(document.getText());
		if (!isShown(bytes, lines)) return null;
		const read = { version, edition: document.version, lines };
		this.read.set(document, read);
		return read;
	}
}

export interface HunkParts {
	readonly source: ReviewSource;
	readonly uris: ReviewUris;
	readonly sides: ShownSides;
	readonly pieces: ShownPieces;
	readonly documents: ReviewDocuments;
}

interface Expected {
	readonly shown: ShownSide;
	readonly version: string;
	readonly bytes: Uint8Array | null;
}

interface Read {
	readonly version: string;
	/** The editor's own count of the document's versions. */
	readonly edition: number;
	/** Null where they are not known. */
	readonly lines: readonly string[] | null;
}

function linesOf(text: string): readonly string[] {
	return text.split(/\r\n|\n|\r/);
}

/** Whether the document has these bytes; what is not ASCII is read by the editor, which knows the encoding. */
function isShown(bytes: Uint8Array | null, lines: readonly string[]): boolean {
	const codec = textCodec([bytes ?? new Uint8Array()]);
	if (codec === undefined) return true;
	const expected = linesOf(codec.decode(bytes ?? new Uint8Array()));
	const isAscii = (line: string) => /^[\x20-\x7e\t]*$/.test(line);
	return expected.length === lines.length && expected.every((line, at) => line === lines[at] || !isAscii(line));
}

function placing(
	{ side }: ShownSide,
	{ change }: ReviewedChange,
	{ before, document }: { readonly before: readonly string[] | null; readonly document: vscode.TextDocument },
) {
	const edits = before === null || !document.isDirty ? [] : lineChanges(before, linesOf(document.getText()));
	const isUnsure = before === null || edits.length > 0;
	const last = Math.max(0, document.lineCount - 1);
	return (piece: Piece): Omit<PlacedPiece, "decision"> => {
		const isAll = piece.kind === "whole" && side === sideOfLenses(change);
		if (piece.kind !== "hunk") return { piece, lines: { start: 0, end: isAll ? last + 1 : 0 }, isSaved: !isUnsure };
		const { baseStart, baseEnd, start, end } = piece.hunk;
		const at = side === "base" ? { start: baseStart, end: baseEnd } : { start, end };
		const above = edits.findLast((edit) => edit.baseEnd <= at.start);
		const shift = above === undefined ? 0 : above.otherEnd - above.baseEnd;
		const isNear = edits.some((edit) => edit.baseStart < at.end + near && edit.baseEnd > at.start - near);
		const lines = { start: Math.min(at.start + shift, last), end: Math.min(at.end + shift, last + 1) };
		return { piece, lines, isSaved: before !== null && !isNear };
	};
}

/** The side on which a change is decided: a deleted file is seen on the other one. */
export function sideOfLenses({ kind }: Pick<Change, "kind">): Side {
	return kind === "deleted" ? "base" : "proposed";
}
