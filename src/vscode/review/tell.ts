/** Tells the person how their decisions went: quietly when all went as asked, plainly when something was left. */

import { hunkName } from "../../core/changes/piece-names.ts";
import { sayDone, sayInfo, sayWarning } from "../say.ts";
import type { Outcome } from "./decide.ts";

const mergeButton = "Merge…";

/** Where one file clashes with what the person wrote, the message has a button that opens it for merging. */
export function tellOutcome({ decision, decided, left }: Outcome): void {
	const done = decided.length === 0 ? "" : `${words[decision]} ${countText(decided)}.`;
	const notes = decided.filter(({ note }) => note !== "").map(({ path, note }) => `${path}: ${note}`);
	const said = [
		done,
		some(notes),
		left.length > 0 && done !== "" ? leftText(decision, left) : "",
		some(left.map(({ text }) => text)),
	];
	const text = `Remit: ${said.filter((part) => part !== "").join(" ")}`;
	if (left.length > 0) void warn(text, left);
	else if (notes.length > 0) void sayInfo(text);
	else if (done !== "") sayDone(text);
}

const words = { accepted: "Accepted", rejected: "Rejected", undecided: "Took back the decision on" } as const;

async function warn(text: string, left: Outcome["left"]): Promise<void> {
	const [merge] = left.flatMap((one) => one.merge ?? []);
	if (merge === undefined) await sayWarning(text);
	else if ((await sayWarning(text, mergeButton)) === mergeButton) await merge();
}

/** "src/a.ts", "3 hunks in src/a.ts", "2 files", "9 hunks in 2 files". A piece that is the whole file, its move or its mode is no hunk. */
export function countText(decided: Outcome["decided"]): string {
	const where = filesText(decided.map(({ path }) => path));
	const pieces = decided.flatMap((one) => one.pieces);
	const isHunks = pieces.length > 0 && pieces.every((piece) => hunkName(piece) !== null);
	if (!isHunks) return where;
	return `${pieces.length === 1 ? "1 hunk" : `${pieces.length} hunks`} in ${where}`;
}

function leftText(decision: Outcome["decision"], left: Outcome["left"]): string {
	const where = filesText([...new Set(left.map(({ path }) => path))]);
	return decision === "undecided" ? `${where} stayed as decided.` : `Some of ${where} stayed undecided.`;
}

function filesText(paths: readonly string[]): string {
	return paths.length === 1 ? (paths[0] ?? "") : `${paths.length} files`;
}

/** Messages are small: the panel has them all. */
function some(sentences: readonly string[]): string {
	const rest = sentences.length > 3 ? [`And ${sentences.length - 3} more: see the panel.`] : [];
	return [...sentences.slice(0, 3), ...rest].join(" ");
}
