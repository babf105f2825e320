/** Gives the review what it needs of the tasks. */

import type { Tasks } from "../core/task/tasks.ts";
import type { ReviewSource } from "./review-source.ts";

/** A checkout that cannot be read rejects with the text that says why. */
export function reviewSource(tasks: Tasks): ReviewSource {
	return {
		views: () => tasks.list().map(({ view }) => view),
		view: (task) => tasks.get(task)?.view,
		content: async (task, path, side) => {
			const { signal } = new AbortController();
			const opened = await tasks.get(task)?.openCheckout(signal);
			if (!opened) throw new Error("This task is no longer there.");
			if (opened.kind === "failed") throw new Error(opened.text);
			return opened.checkout.content(path, side, signal);
		},
		decide: async (task, decision) => tasks.get(task)?.decide(decision),
		onChanged: (listener) => tasks.recorded.add(({ task }) => listener(task)),
	};
}
