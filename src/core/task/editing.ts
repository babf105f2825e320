/** Puts what the person made of a proposed text into the checkout, if that still holds what they edited. */

import { textDiff } from "../changes/hunk-text.ts";
import { sameBytes, textCodec } from "../changes/landing-text.ts";
import type { Gates } from "../gate.ts";
import type { Checkout, Files, Journal } from "../ports.ts";
import type { Change } from "../review-ports.ts";
import type { Recorded, TaskEvent } from "./events.ts";
import type { TaskView } from "./view.ts";

export type Edited =
	| { readonly kind: "written" }
	/** Nothing was written; the text says why. */
	| { readonly kind: "refused"; readonly text: string };

export interface Edit {
	readonly path: string;
	readonly bytes: Uint8Array;
	/** The one whose proposed side was edited. */
	readonly version: string;
}

export interface EditedTask {
	readonly view: () => TaskView;
	readonly record: (event: TaskEvent) => Promise<void>;
	readonly journal: Pick<Journal, "events">;
	readonly checkout: (signal: AbortSignal) => Promise<Checkout>;
	readonly gates: Gates;
}

/** In bytes. */
const largest = 8 * 1024 * 1024;

/** Only what is, or was, among the task's changes, and is text. Rejects with a text for the person when the checkout cannot be opened. */
export async function editProposal(edit: Edit, task: EditedTask): Promise<Edited> {
	const never = new AbortController().signal;
	const change = knownChange(edit, task.journal.events);
	if (!change) return refused(`${edit.path} is not among the changes of this task. Open it from the review again.`);
	const { proposal, files } = await task.checkout(never);
	const [sides = { base: null, proposed: null }] = await proposal.sides([change], never);
	// Where nothing differs any more, the person, or a rejection, put it back.
	const differs = task.view().changes.some((item) => item.change.path === edit.path && item.pieces.length > 0);
	const before = differs ? sides.proposed : sides.base;
	const problem = before === null ? `${edit.path} does not exist there.` : textProblem(change, [before, edit.bytes]);
	if (before === null || problem !== "") return refused(problem);
	return task.gates.writing.alone(() => replace(edit, before, files, task), never);
}

async function replace(
	{ path, bytes }: Edit,
	before: Uint8Array,
	files: Files,
	{ record }: EditedTask,
): Promise<Edited> {
	const read = await files.read(path);
	if (read.kind === "refused") return refused(read.text);
	if (!sameBytes(read.bytes, before))
		return refused(`The agent has changed ${path} meanwhile, so your edit was not written. Edit the new version.`);
	if (sameBytes(before, bytes)) return { kind: "written" };
	const written = await files.write(path, bytes);
	if (written.kind === "refused") return refused(written.text);
	const codec = textCodec([before, bytes]);
	const diff = codec === undefined ? "" : textDiff(codec.decode(before), codec.decode(bytes));
	await record({ type: "change.edited", path, diff });
	return { kind: "written" };
}

/** The change as it was found at this version. */
function knownChange({ path, version }: Edit, events: readonly Recorded[]): Change | undefined {
	for (let at = events.length - 1; at >= 0; at--) {
		const event = events[at]?.event;
		if (event?.type !== "changes.found") continue;
		const change = event.changes.find((item) => item.path === path && item.version === version);
		if (change) return change;
	}
	return undefined;
}

function textProblem({ path, mode }: Change, contents: readonly Uint8Array[]): string {
	if ((mode & 0o170000) === 0o120000) return `${path} is a link: it cannot be edited here.`;
	if (contents.some((bytes) => bytes.length > largest)) return `${path} is too large to be edited here.`;
	return textCodec(contents) === undefined ? `${path} is not a text file: it cannot be edited here.` : "";
}

function refused(text: string): Edited {
	return { kind: "refused", text };
}
