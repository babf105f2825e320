/** What the model is told of a review: what the person asks to be changed, edited, rejected and accepted. */

import type { Fact } from "../task/events.ts";
import { dataText } from "./prompt.ts";

/** Characters of a diff, and of all diffs of one message. */
const longestDiff = 4_000;
const longestDiffs = 12_000;
/** Names of files in one message. */
const mostPaths = 50;

/** Names of files are foreign text, as diffs and claims are: they stand between data marks. `claim`: what the thread began with. */
export function commentMessage(event: Fact<"comment.sent">, claim = ""): string {
	const { thread, path, piece, place, diff, text } = event;
	const isWhole = piece === "" && place.end === 0;
	const about = [isWhole ? `the file ${path}` : `${path}, ${linesText(place)}`, cut(diff, longestDiff)]
		.join("\n")
		.trim();
	return [
		`The person asks for a change (comment ${thread}) of:`,
		dataText("review", about),
		...(claim === "" ? [] : [`There the self-review claims:\n${dataText("self-review", claim)}`]),
		`They say: ${text}`,
		`Answer it in \`replies\` of finish.`,
	].join("\n");
}

export function editedMessage({ path, diff }: Fact<"change.edited">): string {
	const data = dataText("review", `${path}\n${cut(diff, longestDiff)}`);
	return `The person edited a file that you changed. Their edit stays; read the file again before you edit it:\n${data}`;
}

/** `again`: the model has put back what was taken out before. */
export function takenOutMessage({ files }: Fact<"changes.taken-out">, again: "first" | "again"): string {
	const list = cut(files.map(({ path, diff }) => `${path}\n${diff}`).join("\n"), longestDiffs);
	const head =
		again === "again"
			? "You put back what the person had rejected. It was taken out again: leave it out. If the task cannot be done without it, finish as stuck and say why."
			: "The person rejected these changes of yours, and they were taken out of the files. Leave them out:";
	return `${head}\n${dataText("review", list)}`;
}

export function acceptedMessage(paths: readonly string[]): string {
	const more = paths.length > mostPaths ? `\nand ${paths.length - mostPaths} more` : "";
	return `The person has accepted changes of yours in:\n${dataText("review", paths.slice(0, mostPaths).join("\n") + more)}`;
}

function linesText({ start, end }: Fact<"comment.sent">["place"]): string {
	if (end <= start) return `at line ${start + 1}`;
	return end - start === 1 ? `line ${start + 1}` : `lines ${start + 1}–${end}`;
}

function cut(text: string, longest: number): string {
	if (text.length <= longest) return text;
	const start = text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, "");
	return `${start}\n[${text.length - start.length} more characters left out]`;
}
