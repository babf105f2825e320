/** Decides on single pieces, as the editor, the tree and the panel do. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { Decisions, type Outcome, type Wanted } from "../../src/vscode/review/decide.ts";
import { ShownSides } from "../../src/vscode/review/files.ts";
import { type ReviewGround, uris, withReview } from "./review-ground.ts";

type Way = "accept" | "reject" | "undo";

export class Deciding {
	readonly decisions: Decisions;
	private readonly ground: ReviewGround;

	constructor(ground: ReviewGround) {
		this.ground = ground;
		this.decisions = new Decisions(ground, new ShownSides(ground), uris.empty, (question) => ground.confirm(question));
	}

	/** Pieces by their place in the file, from 0; without any, the change as a whole. */
	wanted(file: string, ...places: readonly number[]): Wanted {
		const item = this.ground.item(this.ground.path(file));
		assert.ok(item, file);
		const { path, version } = item.change;
		return places.length === 0
			? { path, version }
			: { path, version, pieces: places.map((place) => item.pieces[place] ?? "none") };
	}

	/** From the panel, where nothing opens by itself. */
	all(way: Way, wanted: readonly Wanted[]): Promise<Outcome> {
		return this.decisions[way](this.ground.task, wanted, "panel");
	}

	/** Expects that all of it is done; returns the note. */
	async done(way: Way, file: string, ...places: readonly number[]): Promise<string> {
		const { decided, left } = await this.all(way, [this.wanted(file, ...places)]);
		assert.deepEqual(left, []);
		assert.deepEqual(
			decided.map(({ path }) => path),
			[this.ground.path(file)],
		);
		return decided[0]?.note ?? "";
	}

	/** Expects that nothing is done; returns the sentence that says why. */
	async not(way: Way, file: string, ...places: readonly number[]): Promise<string> {
		const { decided, left } = await this.all(way, [this.wanted(file, ...places)]);
		assert.deepEqual(decided, []);
		assert.equal(left.length, 1);
		return left[0]?.text ?? "";
	}
}

export function withDecisions(body: (ground: ReviewGround, decide: Deciding) => Promise<void>): Promise<void> {
	return withReview(async (ground) => {
		const decide = new Deciding(ground);
		try {
			await body(ground, decide);
		} finally {
			decide.decisions.dispose();
		}
	});
}

/** Lines from 1, some of them replaced. */
export function lines(count: number, replaced: Readonly<Record<number, string>> = {}, end = "\n"): string {
	return Array.from({ length: count }, (_, index) => `${replaced[index + 1] ?? `line ${index + 1}`}${end}`).join("");
}

/** Types at the beginning of a line (from 1) and does not save. */
export async function type(
	ground: ReviewGround,
	file: string,
	{ text, line = 1 }: { readonly text: string; readonly line?: number },
): Promise<vscode.TextDocument> {
	const editor = await vscode.window.showTextDocument(ground.uri(file), { preview: false });
	await editor.edit((edit) => edit.insert(new vscode.Position(line - 1, 0), text));
	return editor.document;
}
