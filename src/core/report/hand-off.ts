/** The report of a task at any time of its life: facts folded from its events, and the agent's words marked as such. */

import type { Attempt } from "../task/harness-events.ts";
import type { Verification } from "../task/verification-view.ts";
import { isLive, type TaskStatus, type TaskView } from "../task/view.ts";
import { type Figure, figuresOf } from "./figures.ts";
import { filesOf, type ReportedFile } from "./files.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { partsOf, type ReportedPart } from "./parts.ts";
import { risksOf } from "./risks.ts";
import type { Words } from "./words.ts";

export interface Report {
	readonly task: string;
	readonly goal: string;
	readonly owner: string;
	readonly model: string;
	readonly status: TaskStatus;
	/** True where an answer was asked for and no change. */
	readonly explores: boolean;
	readonly outcome: Outcome;
	/** The agent's own; null while it has handed nothing over. */
	readonly handOff: TaskView["handOff"];
	/** What the agent said last where it handed nothing over; empty where it did, and while it works. */
	readonly lastWords: string;
	readonly parts: readonly ReportedPart[];
	/** What the checks said last; runs that do not count any more are marked. */
	readonly checks: readonly Verification[];
	/** The tests as they were, on the new code; null where none were changed. */
	readonly oldTests: TaskView["oldTests"];
	/** What was tried and failed, and where the task stood still. */
	readonly attempts: readonly Attempt[];
	readonly strikes: TaskView["strikes"];
	readonly selfReview: TaskView["selfReview"];
	readonly risks: readonly Words[];
	readonly files: readonly ReportedFile[];
	readonly figures: readonly Figure[];
	/** Milliseconds since 1970; `endedAt` is null while nothing ended. */
	readonly createdAt: number;
	readonly endedAt: number | null;
}

/** `attempts`: see `attemptsOf`. `now` is in milliseconds since 1970. */
export function reportOf(view: TaskView, attempts: readonly Attempt[], now: number): Report {
	const { task, goal, owner, status, handOff, strikes, selfReview, createdAt, conduct } = view;
	const parts = partsOf(view);
	return {
		...{ task, goal, owner, status, handOff, strikes, selfReview, createdAt },
		model: view.model.label,
		explores: view.brief?.mode === "explore",
		outcome: outcomeOf(view, parts),
		lastWords: handOff !== null || isLive(status) ? "" : lastWords(view),
		parts,
		checks: view.verifications,
		oldTests: view.oldTests,
		attempts,
		risks: risksOf(view),
		files: filesOf(view),
		figures: figuresOf(view, now),
		endedAt: conduct.endedAt,
	};
}

function lastWords({ timeline }: TaskView): string {
	const said = timeline.findLast(({ kind }) => kind === "said");
	return said?.kind === "said" ? said.text.trim() : "";
}
