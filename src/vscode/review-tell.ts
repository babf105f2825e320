/** Tells the person how their decisions went: quietly when all went as asked, plainly when something was left. */

import type { Outcome } from "./review-decide.ts";
import { sayDone, sayInfo, sayWarning } from "./say.ts";

export function tellOutcome({ decision, decided, left }: Outcome): void {
	const done =
		decided.length === 0
			? ""
			: `${decision === "accepted" ? "Accepted" : "Rejected"} ${files(decided.map(({ path }) => path))}.`;
	const notes = decided.filter(({ note }) => note !== "").map(({ path, note }) => `${path}: ${note}`);
	const said = [
		done,
		some(notes),
		left.length > 0 && done !== "" ? `${files(left.map(({ path }) => path))} stayed undecided.` : "",
		some(left.map(({ text }) => text)),
	];
	const text = `Remit: ${said.filter((part) => part !== "").join(" ")}`;
	if (left.length > 0) void sayWarning(text);
	else if (notes.length > 0) void sayInfo(text);
	else if (done !== "") sayDone(text);
}

function files(paths: readonly string[]): string {
	return paths.length === 1 ? (paths[0] ?? "") : `${paths.length} files`;
}

/** Messages are small: the panel has them all. */
function some(sentences: readonly string[]): string {
	const rest = sentences.length > 3 ? [`And ${sentences.length - 3} more: see the panel.`] : [];
	return [...sentences.slice(0, 3), ...rest].join(" ");
}
