/** The turn that an agent has after a third strike: it may hand off, and do nothing else. */

import type { CallOutcome, TaskEvent } from "../task/events.ts";
import type { CallBlock } from "./messages.ts";

const notRun: CallOutcome = {
	kind: "failed",
	text: "Not run: after three strikes nothing but finish is.",
	summary: "not run",
};

/** The calls that are left to run; the others say that they are not. */
export async function* onlyFinish(asked: readonly CallBlock[]): AsyncGenerator<TaskEvent, readonly CallBlock[]> {
	const others = asked.filter(({ tool }) => tool !== "finish");
	for (const { id } of others) yield { type: "call.finished", call: id, outcome: notRun };
	return asked.filter(({ tool }) => tool === "finish");
}
