/** Sorts what a person wants to decide into what can be decided now and what cannot, with the reason. */

import type { ReviewedChange } from "../../core/task/review-view.ts";
import { canDecide, type TaskView } from "../../core/task/view.ts";

/** What of a change is decided on, as the person saw it. */
export interface Wanted {
	readonly path: string;
	readonly version: string;
	/** Ids. Left out: what is undecided of the change; when decisions are taken back, all that was decided. */
	readonly pieces?: readonly string[];
}

export interface Left {
	readonly path: string;
	/** A sentence that says why it stays as it was, and what to do. */
	readonly text: string;
	/** Opens a view in which the person merges it; absent where there is nothing to merge. */
	readonly merge?: () => Promise<void>;
}

/** Taking a decision back leaves a piece undecided. */
export type DecisionWord = "accepted" | "rejected" | "undecided";

export interface Sorted {
	readonly open: readonly OpenPieces[];
	readonly left: readonly Left[];
}

export interface OpenPieces {
	readonly item: ReviewedChange;
	readonly pieces: readonly string[];
	/** All that there is of the change, also what the agent's version does not have any more. */
	readonly whole: boolean;
}

export function sortWanted(view: TaskView | undefined, decision: DecisionWord, wanted: readonly Wanted[]): Sorted {
	const open: OpenPieces[] = [];
	const left: Left[] = [];
	for (const one of together(wanted)) {
		const item = view?.changes.find(({ change }) => change.path === one.path);
		const text = obstacle(view, item, one.version);
		const sorted = text === "" && item ? openPieces(item, decision, one.pieces) : text;
		if (typeof sorted === "string") left.push({ path: one.path, text: `${one.path} ${sorted}` });
		else open.push(sorted);
	}
	return { open, left };
}

/** Several pieces of one version may be wanted one by one. */
function together(wanted: readonly Wanted[]): readonly Wanted[] {
	const byVersion = new Map<string, Wanted>();
	for (const { path, version, pieces } of wanted) {
		const name = `${path}\0${version}`;
		const known = byVersion.get(name);
		const all = known === undefined ? pieces : known.pieces && pieces && [...new Set([...known.pieces, ...pieces])];
		byVersion.set(name, { path, version, ...(all === undefined ? {} : { pieces: all }) });
	}
	return [...byVersion.values()];
}

/** The end of a sentence that begins with the path; empty when nothing stands in the way. */
function obstacle(view: TaskView | undefined, item: ReviewedChange | undefined, version: string): string {
	if (!view || !item) return "is not among the task's changes any more.";
	if (!canDecide(view)) return "cannot be decided on after the task was discarded.";
	if (item.change.version !== version) return "changed since you looked. Open the review again.";
	return "";
}

/** A text, the end of a sentence as above, where nothing can be decided. */
function openPieces(
	item: ReviewedChange,
	decision: DecisionWord,
	asked: readonly string[] | undefined,
): OpenPieces | string {
	const { pieces, decisions } = item;
	if (asked?.some((piece) => !pieces.includes(piece) && decisions[piece] !== "rejected"))
		return "changed since you looked. Open the review again.";
	const all = decision === "undecided" ? Object.keys(decisions) : pieces.filter((piece) => !(piece in decisions));
	const open = asked?.filter((piece) => (decisions[piece] ?? "undecided") !== decision) ?? all;
	if (open.length > 0) return { item, pieces: open, whole: asked === undefined };
	if (decision === "undecided") return "is not decided yet.";
	return `is ${item.decision === "mixed" || item.decision === "undecided" ? decision : item.decision} already.`;
}
