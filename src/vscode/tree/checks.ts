/** Remembers which pieces are checked in the tree, and what a bulk decision on them means. */

import type { ReviewGroups } from "../../core/task/review-groups.ts";
import type { ReviewedChange } from "../../core/task/review-view.ts";
import type { Outcome, Wanted } from "../review/decide.ts";

/** A piece's name is bound to its content, so that a check never passes on to something that the person did not see. */
export class Checks {
	/** Pieces by task and origin. */
	private readonly checked = new Map<string, Map<string, Set<string>>>();

	/** How many undecided pieces are checked. */
	get size(): number {
		let total = 0;
		for (const files of this.checked.values()) for (const pieces of files.values()) total += pieces.size;
		return total;
	}

	has(task: string, origin: string, piece: string): boolean {
		return this.checked.get(task)?.get(origin)?.has(piece) ?? false;
	}

	/** Whether all of it that is undecided is checked. */
	hasAll(task: string, item: ReviewedChange): boolean {
		const open = openPieces(item);
		return open.length > 0 && open.every((piece) => this.has(task, originOf(item), piece));
	}

	/** Only undecided pieces can be checked. */
	set(task: string, item: ReviewedChange, { pieces, checked }: { pieces: readonly string[]; checked: boolean }): void {
		const files = this.checked.get(task) ?? new Map<string, Set<string>>();
		const marked = files.get(originOf(item)) ?? new Set();
		const open = new Set(openPieces(item));
		for (const piece of pieces) {
			if (checked && open.has(piece)) marked.add(piece);
			else marked.delete(piece);
		}
		files.set(originOf(item), marked);
		this.checked.set(task, files);
	}

	/** Forgets what was decided since, or is not there any more. */
	prune(task: string, changes: readonly ReviewedChange[]): void {
		const files = this.checked.get(task);
		if (!files) return;
		const open = new Map(changes.map((item) => [originOf(item), item]));
		for (const [origin, pieces] of files) {
			const item = open.get(origin);
			const left = new Set(item ? openPieces(item) : []);
			for (const piece of pieces) if (!left.has(piece)) pieces.delete(piece);
			if (pieces.size === 0) files.delete(origin);
		}
	}

	tasks(): readonly string[] {
		return [...this.checked].filter(([, files]) => files.size > 0).map(([task]) => task);
	}

	/** A protected file is left, also when it became one after it was checked. */
	chosen(task: string, groups: ReviewGroups): { readonly wanted: readonly Wanted[]; readonly left: Outcome["left"] } {
		const pieces = (item: ReviewedChange) => openPieces(item).filter((piece) => this.has(task, originOf(item), piece));
		const wanted = [...groups.ordinary, ...groups.generated.map(({ item }) => item)]
			.map((item) => ({ path: item.change.path, version: item.change.version, pieces: pieces(item) }))
			.filter((each) => each.pieces.length > 0);
		const left = [...groups.protected, ...groups.protectedGenerated]
			.filter(({ item }) => pieces(item).length > 0)
			.map(({ item: { change }, because }) => ({
				path: change.path,
				text: `${change.path} ${because}: look at it and accept it by itself.`,
			}));
		return { wanted, left };
	}
}

function openPieces({ pieces, decisions }: ReviewedChange): readonly string[] {
	return pieces.filter((piece) => decisions[piece] === undefined);
}

/** Where the base has the file. */
export function originOf({ change: { path, from } }: ReviewedChange): string {
	return from ?? path;
}
