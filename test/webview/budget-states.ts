/** The budget as the gallery shows it: nearly used up, used up, and not to be counted. */

import type { TaskEvent } from "../../src/core/task/events.ts";
import { foldView, type TaskView } from "../../src/core/task/view.ts";
import type { HostMessage } from "../../src/protocol/messages.ts";
import { begun, ended, recorded, said, snapshot } from "./journal.ts";

const budget = { money: 0.05, tokens: 1_000_000, minutes: 60, turns: 4 };

/** A task with small caps, and what happened to it. */
export function budgeted(...events: readonly TaskEvent[]): TaskView {
	const start = begun().map((event) =>
		event.type === "task.created" ? { ...event, brief: { ...event.brief, budget } } : event,
	);
	return foldView(recorded([...start, ...events]));
}

const usedUp =
	"The budget of $0.0500 is used up: $0.0421 are spent, and the next request could take $0.0310 more. What was done so far is kept. Raise the budget to go on.";

export const budgetStates: Readonly<Record<string, readonly HostMessage[]>> = {
	"budget-near": [
		snapshot(budgeted(said("I look at the parser."), { type: "budget.unpriced", model: "a-local-model" })),
	],
	"budget-money": [
		snapshot(budgeted(said("I look."), { type: "budget.reached", cap: "money" }, ended("out-of-budget", usedUp))),
	],
	"budget-day": [snapshot(budgeted({ type: "budget.reached", cap: "day" }, ended("out-of-budget", "Used up.")))],
};
