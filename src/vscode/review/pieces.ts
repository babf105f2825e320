/** Knows the pieces of the changes that are shown: computed once a version, and known at once afterwards. */

import type { Piece } from "../../core/changes/pieces.ts";
import { piecesOf } from "../../core/changes/pieces.ts";
import type { Change } from "../../core/review-ports.ts";
import type { ShownSides } from "./files.ts";
import type { ReviewSource } from "./source.ts";

/** Pieces of as many versions are kept. */
const keptVersions = 1_000;

export class ShownPieces {
	private readonly source: ReviewSource;
	private readonly sides: ShownSides;
	/** By task, path and version, the one that was used last at the end. */
	private readonly kept = new Map<string, readonly Piece[]>();

	constructor(source: ReviewSource, sides: ShownSides) {
		this.source = source;
		this.sides = sides;
	}

	/** Rejects when the checkout cannot be read. */
	async of(task: string, change: Change): Promise<readonly Piece[]> {
		const known = this.known(task, change);
		if (known) return known;
		const pieces = piecesOf(change, await this.sides.both(task, change), this.source.fingerprint);
		this.keep(nameOf(task, change), pieces);
		return pieces;
	}

	/** What is known without reading anything; undefined when nothing is. */
	known(task: string, change: Change): readonly Piece[] | undefined {
		const name = nameOf(task, change);
		const pieces = this.kept.get(name);
		if (pieces) this.keep(name, pieces);
		return pieces;
	}

	private keep(name: string, pieces: readonly Piece[]): void {
		this.kept.delete(name);
		this.kept.set(name, pieces);
		const [oldest] = this.kept.keys();
		if (this.kept.size > keptVersions && oldest !== undefined) this.kept.delete(oldest);
	}
}

function nameOf(task: string, { path, version }: Change): string {
	return JSON.stringify([task, path, version]);
}
