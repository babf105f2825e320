/** Says how a shown change stands by now: still there, gone again, or of a task that is over. */

import { textCodec } from "../../core/changes/landing-text.ts";
import type { ReviewedChange } from "../../core/task/review-view.ts";
import { canDecide, type TaskView } from "../../core/task/view.ts";
import type { Side } from "./uri.ts";

export type Standing =
	| { readonly kind: "there"; readonly item: ReviewedChange; readonly canDecide: boolean; readonly text: "" }
	/** Nothing differs any more, but some of it was accepted. */
	| { readonly kind: "same"; readonly item: ReviewedChange; readonly text: string }
	/** Not among the task's changes any more. */
	| { readonly kind: "gone"; readonly text: string }
	/** The task was discarded, or is not known. */
	| { readonly kind: "over"; readonly text: string };

export function standingOf(view: TaskView | undefined, item: ReviewedChange | undefined): Standing {
	if (!view) return { kind: "over", text: "its task is not there any more." };
	if (view.status === "discarded") return { kind: "over", text: "its task was discarded." };
	if (!item) return { kind: "gone", text: "the agent's version is as it was at the start." };
	if (item.pieces.length === 0) return { kind: "same", item, text: "the agent's version is as it was at the start." };
	return { kind: "there", item, canDecide: canDecide(view), text: "" };
}

/** Why a side cannot be edited, in a sentence; null when it can. */
export function editRefusal(standing: Standing, side: Side, bytes: Uint8Array | null): string | null {
	if (side === "base") return "This side shows how the file was at the start. Edit the other side.";
	if (standing.kind !== "there") return `Nothing can be edited here: ${standing.text}`;
	if (!standing.canDecide) return "Nothing can be edited here before the task has its checkout.";
	if (bytes === null) return "The agent deletes this file, so there is nothing to edit.";
	const isLink = (standing.item.change.mode & 0o170000) === 0o120000;
	if (isLink || textCodec([bytes]) === undefined) return "Only text files can be edited in a review.";
	return null;
}
