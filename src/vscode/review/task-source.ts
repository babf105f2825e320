/** Gives the review what it needs of the tasks. */

import type { Fingerprint } from "../../core/changes/hunks.ts";
import type { Delegation } from "../../core/task/delegation.ts";
import type { Tasks } from "../../core/task/tasks.ts";
import type { ReviewSource } from "./source.ts";

/** A checkout that cannot be read rejects with the text that says why. */
export function reviewSource(tasks: Tasks, fingerprint: Fingerprint): ReviewSource {
	const of = (task: string): Delegation => {
		const delegation = tasks.get(task);
		if (!delegation) throw new Error("This task is no longer there.");
		return delegation;
	};
	const never = () => new AbortController().signal;
	const proposal = async (task: string) => {
		const opened = await of(task).openCheckout(never());
		if (opened.kind === "failed") throw new Error(opened.text);
		return opened.checkout.proposal;
	};
	return {
		views: () => tasks.list().map(({ view }) => view),
		view: (task) => tasks.get(task)?.view,
		sides: async (task, changes) => (await proposal(task)).sides(changes, never()),
		keep: async (task, contents) => (await proposal(task)).keep(contents, never()),
		kept: async (task, names) => (await proposal(task)).kept(names, never()),
		fingerprint,
		decide: async (task, decided) => of(task).review.decide(decided),
		edit: async (task, path, bytes, version) => of(task).review.edit(path, bytes, version),
		comment: async (task, sent) => of(task).review.comment(sent),
		closeThread: async (task, thread) => of(task).review.closeThread(thread, "editor"),
		onChanged: (listener) => {
			const heard = [tasks.recorded.add(({ task }) => listener(task)), tasks.restored.add(listener)];
			return { dispose: () => heard.forEach((each) => void each.dispose()) };
		},
	};
}
