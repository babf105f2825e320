/** Commits exactly what is accepted on the branch that is checked out, after the person saw branch, files and message. */

import type { AcceptedFile, Brought, RepositoryState } from "../../core/review-ports.ts";
import { counted, listed, withCancel } from "./person.ts";
import type { Shipment } from "./task.ts";

export type Committed = Extract<Brought, { kind: "brought" }> & { readonly files: number };

export type CommitAnswer =
	| { readonly kind: "committed"; readonly committed: Committed }
	/** The person chose a branch of its own instead. */
	| { readonly kind: "branch" }
	/** Cancelled, or told why not. */
	| { readonly kind: "nothing" };

const nothing: CommitAnswer = { kind: "nothing" };
const keepInstead = "Keep as Branch";
const commitAnyway = "Commit There…";
const commit = "Commit";
const edit = "Edit Message…";

export async function commitAccepted(shipment: Shipment, state: RepositoryState): Promise<CommitAnswer> {
	const { task, person } = shipment;
	const files = await withCancel("Remit: reading what is accepted", (signal) => task.files("accepted", signal));
	if (files.length === 0) {
		void person.tell("Remit: nothing of this task is accepted yet. Accept a hunk or a file first.");
		return nothing;
	}
	const place = await choosePlace(shipment, state);
	if (place !== commit) return place === keepInstead ? { kind: "branch" } : nothing;
	const message = await confirmed(shipment, state.branch ?? "", files);
	if (message === undefined) return nothing;
	return carryOut(shipment, files, message);
}

/** On a protected branch, and where none is checked out, a branch of the task's own is offered first. */
async function choosePlace({ task, person }: Shipment, { branch, isProtected }: RepositoryState) {
	const own = task.view.checkout?.branch ?? "";
	if (branch === null) {
		const text = "No branch is checked out.";
		const detail = `A commit would belong to no branch. Keep the accepted work as the branch ${own} instead?`;
		return person.ask({ text, detail }, keepInstead);
	}
	if (!isProtected) return commit;
	const text = `The branch “${branch}” is protected.`;
	const detail = `Keep the accepted work as the branch ${own} instead? Your files stay as they are either way.`;
	const answer = await person.ask({ text, detail }, keepInstead, commitAnyway);
	return answer === commitAnyway ? commit : answer;
}

/** The message, as the person leaves it; undefined when they cancel. */
async function confirmed({ task, person }: Shipment, branch: string, files: readonly AcceptedFile[]) {
	let message = task.message("accepted");
	for (;;) {
		const text = `Commit ${counted(files.length, "accepted file")} on “${branch}”?`;
		const what = "Exactly what you accepted is committed; everything else stays as it is.";
		// The files first: a message has the agent's words in it, which could look like a list of files.
		const detail = `${what}\n\nFiles:\n${listed(files.map(nameOf))}\n\nMessage:\n${message.trim()}`;
		const answer = await person.ask({ text, detail }, commit, edit);
		if (answer === commit) return message;
		if (answer === undefined) return undefined;
		message = await edited(message, person);
	}
}

function nameOf({ path, origin, content }: AcceptedFile): string {
	if (content === null) return `${origin ?? path} (deleted)`;
	return origin !== null && origin !== path ? `${path} (from ${origin})` : path;
}

/** The first line is the person's; what follows says where the commit comes from, and stays. */
async function edited(message: string, person: Shipment["person"]): Promise<string> {
	const [subject = "", ...rest] = message.split("\n");
	const typed = await person.type({
		title: "Remit: Edit Message",
		prompt: "The commit's first line. The rest of the message stays.",
		value: subject,
		validateInput: (text) => (text.trim() === "" ? "A commit needs a message." : undefined),
	});
	return typed === undefined || typed.trim() === "" ? message : [typed.trim(), ...rest].join("\n");
}

async function carryOut(
	{ task, repository, person }: Shipment,
	files: readonly AcceptedFile[],
	message: string,
): Promise<CommitAnswer> {
	const work = { files, branch: task.view.checkout?.branch ?? "", message };
	const brought = await withCancel("Remit: committing", (signal) => repository.commit(work, signal));
	if (brought.kind === "refused") {
		void person.warn(`Remit: ${brought.text}`);
		return nothing;
	}
	await task.record({ type: "accepted.committed", branch: brought.branch, commit: brought.commit });
	return { kind: "committed", committed: { ...brought, files: files.length } };
}

export function committedText({ branch, commit: id, files, notes }: Committed): string {
	return [`Committed ${counted(files, "file")} on ${branch}, commit ${id.slice(0, 8)}.`, ...notes].join(" ");
}
