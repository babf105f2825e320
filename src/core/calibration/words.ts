/** What the figures of the calibration are called for a person. */

import type { TaskFigures } from "./figures.ts";

export const outcomeNames = {
	accepted: "Accepted",
	"partly-accepted": "Partly accepted",
	rejected: "Rejected",
	discarded: "Discarded",
	open: "Not decided",
} as const satisfies Record<TaskFigures["outcome"], string>;

export const stuckNames = {
	"same-failure": "The same failure three times",
	"same-call": "The same call three times",
	undone: "Edits undone and redone",
	"no-progress": "No progress in the plan",
	said: "The agent said so itself",
} as const satisfies Record<TaskFigures["stuck"][number], string>;
