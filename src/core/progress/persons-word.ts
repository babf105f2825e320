/** What a person says to a task: after it, attempts are counted anew. */

import type { TaskEvent } from "../task/events.ts";

const words: ReadonlySet<TaskEvent["type"]> = new Set([
	"task.started",
	"person.steered",
	"question.answered",
	"comment.sent",
	"brief.changed",
]);

export function isPersonsWord({ type }: Pick<TaskEvent, "type">): boolean {
	return words.has(type);
}
