/** A task in memory whose agent has changed files, and a person's hands on it. */

import type { AcceptedFile } from "../../src/core/review-ports.ts";
import type { Decision } from "../../src/core/task/review-events.ts";
import type { ReviewedChange } from "../../src/core/task/review-view.ts";
import { type DelegationSetting, delegationOf, type TestDelegation } from "./delegations.ts";
import { bytesOf } from "./memory-files.ts";
import { calls, finishes, type Turn } from "./replies.ts";

/** `line 1` to `line 20`. */
export const twenty = `${Array.from({ length: 20 }, (_, at) => `line ${at + 1}`).join("\n")}\n`;

/** An edit of one line of `twenty`, or of what became of it. */
export function changesLine(line: number, to: string, path = "a.txt") {
	return calls("edit", { path, old: `line ${line}\n`, new: `${to}\n` });
}

/** Changes lines 3 and 15 of a.txt, and hands off. */
export const twoHunks: readonly Turn[] = [[changesLine(3, "three"), changesLine(15, "fifteen")], [finishes()]];

/** Reads a.txt and changes line 3, asks `q`, and changes line 9 without reading the file again. */
export const asksBetween: readonly Turn[] = [
	[calls("read", { path: "a.txt" }), changesLine(3, "three"), calls("ask", { question: "Go on?" }, "q")],
	[changesLine(9, "nine")],
	[finishes()],
];

export interface Reviewed extends TestDelegation {
	/** The change of this file as it is now. */
	item(path: string): ReviewedChange;
	/** Decides on pieces, as the review does; `accepted` is what is accepted from then on. */
	decide(
		path: string,
		decision: Decision | "undecided",
		options?: { readonly pieces?: readonly string[]; readonly accepted?: string | null },
	): Promise<void>;
	/** Asks for a change of this piece, or of the file's first. */
	ask(path: string, text: string, options?: { readonly thread?: string; readonly piece?: string }): Promise<void>;
	/** What the model was sent last, as one text. */
	told(): string;
}

export function reviewedOf(setting: DelegationSetting): Reviewed {
	const task = delegationOf(setting);
	const { delegation, model } = task;
	const item = (path: string) => {
		const found = delegation.view.changes.find(({ change }) => change.path === path);
		if (!found) throw new Error(`${path} is not among the changes`);
		return found;
	};
	return {
		...task,
		item,
		decide: async (path, decision, options = {}) => {
			const { change, pieces } = item(path);
			const { accepted } = options;
			const file = accepted === undefined ? undefined : await acceptedFile(path, accepted);
			await delegation.review.decide({
				...{ path, decision, version: change.version, pieces: options.pieces ?? pieces, note: "", surface: "editor" },
				...(file === undefined ? {} : { accepted: file }),
			});
		},
		ask: (path, text, { thread = "c1", piece = item(path).pieces[0] ?? "" } = {}) =>
			delegation.review.comment({
				...{ thread, path, piece, text, diff: "@@ -3 +3 @@\n-line 3\n+three\n", surface: "editor" },
				place: { baseStart: 2, baseEnd: 3, start: 2, end: 3 },
			}),
		told: () => JSON.stringify(model.requests.at(-1)?.messages.at(-1)),
	};

	async function acceptedFile(path: string, text: string | null): Promise<AcceptedFile> {
		if (text === null) return { path, origin: path, content: null, mode: 0 };
		const never = new AbortController().signal;
		const opened = await delegation.openCheckout(never);
		if (opened.kind === "failed") throw new Error(opened.text);
		const [content = ""] = await opened.checkout.proposal.keep([bytesOf(text)], never);
		return { path, origin: path, content, mode: 0o100644 };
	}
}

/** As `reviewedOf`, when the agent has handed off. */
export async function finished(setting: DelegationSetting): Promise<Reviewed> {
	const task = reviewedOf(setting);
	task.delegation.start();
	await task.delegation.settled();
	return task;
}

/** Starts the task, and returns when the agent has asked and what it changed by then was looked at. */
export async function untilAsked({ delegation, event }: Reviewed): Promise<void> {
	delegation.start();
	await event("question.asked");
	await delegation.review.look();
}
