/** Who wrote a line: what the trailers of its commit say, and whether a line that is not committed was accepted from a task. */

import { lineChanges, splitLines } from "../changes/line-changes.ts";

/** A commit as git has it; every text of it is foreign. */
export interface CommitFacts {
	readonly id: string;
	readonly author: string;
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly subject: string;
	/** What git takes for trailers, in order: nothing from the middle of the message. */
	readonly trailers: readonly (readonly [token: string, value: string])[];
}

/** Where a line came from. */
export type LineOrigin =
	| { readonly kind: "committed"; readonly commit: CommitFacts }
	| { readonly kind: "uncommitted" }
	/** It cannot be said; the text says why, for a person. */
	| { readonly kind: "unknown"; readonly text: string };

interface Authorship {
	/** The tasks whose work is in the commit: several after a squash. Empty: no agent is named. */
	readonly tasks: readonly AuthoringTask[];
	/** Everybody who is named as a reviewer, each once. */
	readonly reviewers: readonly string[];
}

export interface AuthoringTask {
	readonly task: string;
	/** Empty where the trailers do not say. */
	readonly model: string;
	readonly owner: string;
}

/** What follows a task's trailer belongs to it, up to the next one. */
export function authorshipOf(trailers: CommitFacts["trailers"]): Authorship {
	const tasks: AuthoringTask[] = [];
	const reviewers = new Set<string>();
	for (const [token, value] of trailers) {
		const name = token.toLowerCase();
		const last = tasks.at(-1);
		if (name === "reviewed-by") reviewers.add(value);
		if (name === "remit-task") tasks.push({ task: value, model: "", owner: "" });
		if (last && name === "remit-model" && last.model === "") tasks[tasks.length - 1] = { ...last, model: value };
		if (last && name === "remit-owner" && last.owner === "") tasks[tasks.length - 1] = { ...last, owner: value };
	}
	const known = new Set<string>();
	return { tasks: tasks.filter(({ task }) => !known.has(task) && known.add(task)), reviewers: [...reviewers] };
}

interface AcceptedText {
	readonly base: string;
	/** What is accepted of the file. */
	readonly accepted: string;
	/** What the editor holds now. */
	readonly live: string;
}

/** Whether a line of the live text, from 0, is one that was accepted and that the base has not. */
export function isAcceptedLine({ base, accepted, live }: AcceptedText, line: number): boolean {
	const [before, after, now] = [linesOf(base), linesOf(accepted), linesOf(live)];
	const at = lineIn(after, now, line);
	if (at === null) return false;
	return lineChanges(before, after).some(({ otherStart, otherEnd }) => otherStart <= at && at < otherEnd);
}

/** Where the first text has this line of the second; null where it differs. */
function lineIn(first: readonly string[], second: readonly string[], line: number): number | null {
	if (line >= second.length) return null;
	let moved = 0;
	for (const { baseStart, baseEnd, otherStart, otherEnd } of lineChanges(first, second)) {
		if (otherStart > line) break;
		if (line < otherEnd) return null;
		moved = baseEnd - otherEnd;
		if (baseStart > line + moved) break;
	}
	return line + moved;
}

/** Line ends do not count: the editor has its own. */
function linesOf(text: string): readonly string[] {
	return splitLines(text.replace(/^\uFEFF/, "")).map((line) => line.replace(/[\r\n]+$/, ""));
}
