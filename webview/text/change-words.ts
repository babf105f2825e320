/** What a change's state is in words: how much of it is decided, and how. */

import type { ReviewedChange } from "../../src/core/task/review-view.ts";
import { counted, formatCount } from "./format.ts";

/** What is decided and what is not; empty where one word of the row says it already. */
export function stateText({ pieces, decisions, decision, undecided }: ReviewedChange): string {
	const of = (wanted: "accepted" | "rejected") => pieces.filter((piece) => decisions[piece] === wanted).length;
	const [accepted, rejected] = [of("accepted"), of("rejected")];
	const made = [accepted > 0 ? `${accepted} accepted` : "", rejected > 0 ? `${rejected} rejected` : ""];
	const said = made.filter((part) => part !== "").join(", ");
	if (decision === "mixed") return said;
	if (undecided === 0 || pieces.length === 1) return "";
	const open = `${formatCount(undecided)} of ${counted(pieces.length, noun(pieces))} undecided`;
	return said === "" ? open : `${open}, ${said}`;
}

/** What was accepted and is not proposed any more; empty when there is no such thing. */
export function outlivedText({ outlived }: ReviewedChange): string {
	if (outlived === 0) return "";
	return outlived === 1
		? "1 accepted hunk is no longer in the agent's version; your file still has it."
		: `${formatCount(outlived)} accepted hunks are no longer in the agent's version; your file still has them.`;
}

/** The heading's figures: files that are undecided, and hunks where there are more of them. */
export function progressText(changes: readonly ReviewedChange[]): string {
	const open = changes.filter(({ decision }) => decision === "undecided");
	if (open.length === 0) return "all decided";
	const undecided = open.reduce((sum, item) => sum + item.undecided, 0);
	const files = `${formatCount(open.length)} undecided`;
	return undecided === open.length ? files : `${files} (${counted(undecided, "hunk")})`;
}

/** Whether there is a decision that can be taken back. */
export function isUndoable({ decisions, pieces }: ReviewedChange): boolean {
	return Object.entries(decisions).some(([piece, made]) => made === "accepted" || pieces.includes(piece));
}

/** Whether some of it is accepted now. */
export function hasAccepted({ decisions }: ReviewedChange): boolean {
	return Object.values(decisions).includes("accepted");
}

/** A move and the executable bit are no hunks. */
function noun(pieces: readonly string[]): string {
	return pieces.some((piece) => piece.startsWith("move:") || piece.startsWith("mode:")) ? "part" : "hunk";
}
