/** Says whether a person wants a task to go on that comes to its end: their word is never left unheard there. */

import type { Journal } from "../ports.ts";
import type { TaskEvent } from "./events.ts";
import { canContinue, type TaskView } from "./view.ts";

type Standing = Pick<TaskView, "status" | "budget">;

const words: ReadonlySet<TaskEvent["type"]> = new Set(["person.steered", "comment.sent", "question.answered"]);

/** Whether the person has said something that the model has not read. */
export function hasWord(journal: Pick<Journal, "events">): boolean {
	return hasWordSince("turn.started", journal);
}

/** They said something after the agent was heard last, or raised the cap that it ended at. */
export function isCalledBack({ status, budget }: Standing, journal: Pick<Journal, "events">): boolean {
	if (status === "out-of-budget") return budget.reached === null;
	return (status === "ready" || status === "stuck") && hasWord(journal);
}

/** They stopped it, and said something before it stood still. */
export function isSentOn({ status }: Standing, journal: Pick<Journal, "events">): boolean {
	return canContinue(status) && hasWordSince("person.stopped", journal);
}

function hasWordSince(type: TaskEvent["type"], { events }: Pick<Journal, "events">): boolean {
	const start = events.findLastIndex(({ event }) => event.type === type);
	return events.slice(start + 1).some(({ event }) => words.has(event.type));
}
