/** Ends a run: looks at what changed, so that there is something to review, and says how it ended. */

import { comparedPieces } from "../changes/compared.ts";
import type { Ports } from "../ports.ts";
import type { Compared } from "../review-ports.ts";
import type { TaskEnd, TaskEvent, Unchecked } from "./events.ts";
import type { ReviewFold } from "./review-fold.ts";
import { tamperingFound } from "./tampering-found.ts";

export interface End {
	readonly end: TaskEnd;
	readonly text: string;
	/** Why no check was run, where that was so. */
	readonly unchecked?: Unchecked;
}

export const stopped: End = {
	end: "stopped",
	text: "Stopped. What was done so far is kept: review it, continue, or discard the task.",
};

/** Where stopping did not wait for the look at the end. */
const unseen: End = {
	end: "stopped",
	text: "Stopped before all that changed could be looked at. Continue, and stop again later, or discard the task.",
};

/** The last look and the end, whose text says so where there is nothing to review. `signal` ends the look, and never the end. */
export async function* ended(
	{ end, text, unchecked }: End,
	ports: Ports,
	review: ReviewFold,
	signal: AbortSignal,
): AsyncGenerator<TaskEvent> {
	let compared: Compared;
	try {
		compared = yield* lookedAt(ports, review, signal);
		yield* tamperingFound(compared.changes, ports, signal);
	} catch (error) {
		if (!signal.aborted) throw error;
		yield { type: "task.ended", ...unseen };
		return;
	}
	const isNothing = end === "ready" && text === "" && compared.changes.length === 0;
	const why = unchecked === undefined || compared.changes.length === 0 ? {} : { unchecked };
	yield { type: "task.ended", end, text: isNothing ? nothingText(compared) : text, ...why };
}

function nothingText({ notes }: Compared): string {
	return notes.length === 0 ? "Nothing was changed." : "Nothing that can be reviewed was changed.";
}

/** Nobody else looks until what was found is on record. */
export async function* lookedAt(
	ports: Ports,
	review: ReviewFold,
	signal: AbortSignal,
): AsyncGenerator<TaskEvent, Compared> {
	const { checkout, policy, journal, gates } = ports;
	const leave = await gates.looking.enter(signal);
	try {
		const known = review.catchUp(journal.events).changes.map(({ change }) => change);
		const compared = await comparedPieces(checkout.proposal, policy.fingerprint, signal, known);
		yield { type: "changes.found", ...compared };
		return compared;
	} finally {
		leave();
	}
}
