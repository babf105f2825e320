/** What shipping needs of a task: its view, the files of what is accepted or proposed, and a place to write facts down. */

import { attemptsOf } from "../../core/agent/attempts.ts";
import { changeProtectedBecause } from "../../core/changes/landing-protected.ts";
import { commitMessage } from "../../core/report/commit-message.ts";
import type { AcceptedFile, Repository } from "../../core/review-ports.ts";
import type { Delegation } from "../../core/task/delegation.ts";
import type { TaskEvent } from "../../core/task/events.ts";
import type { Attempt } from "../../core/task/harness-events.ts";
import type { Verified } from "../../core/task/review-events.ts";
import { canDecide, type TaskView } from "../../core/task/view.ts";
import type { Person } from "./person.ts";

export interface ShippedTask {
	readonly view: TaskView;
	/** Rejects with a text for the person when they cannot be read. */
	files(of: Verified, signal: AbortSignal): Promise<readonly AcceptedFile[]>;
	/** The whole message of a commit; a person reviewed what is accepted. */
	message(of: Verified): string;
	record(event: TaskEvent): Promise<void>;
	/** What was tried and failed. */
	attempts(): readonly Attempt[];
	/** True when nothing was decided or changed since this branch was kept last. */
	isKept(branch: string): boolean;
}

/** One task, the repository that its work goes to, and the person who is asked. */
export interface Shipment {
	readonly task: ShippedTask;
	readonly repository: Repository;
	readonly person: Person;
}

export function shippedTask(delegation: Delegation): ShippedTask {
	return {
		get view() {
			return delegation.view;
		},
		files: (of, signal) => delegation.review.files(of, signal),
		message: (of) => messageOf(delegation.view, of),
		record: (event) => delegation.record(event),
		attempts: () => attemptsOf(delegation.events),
		isKept: (branch) => {
			const last = delegation.events.findLast(({ event }) => changesWork(event) || event.type === "branch.kept")?.event;
			return last?.type === "branch.kept" && last.branch === branch;
		},
	};
}

function messageOf({ goal, handOff, task, model, owner, by: reviewer }: TaskView, of: Verified): string {
	return commitMessage({ goal, summary: handOff?.summary ?? "", task, model: model.label, owner, reviewer, of });
}

function changesWork({ type }: TaskEvent): boolean {
	return type === "change.decided" || type === "changes.found" || type === "change.edited";
}

/** Why nothing can be shipped of the task; empty when something can be. */
export function obstacle(view: TaskView): string {
	if (canDecide(view)) return "";
	return view.checkout === null || view.status === "discarded"
		? "the task's checkout is deleted, so there is nothing to take the work from. What you accepted is in your files."
		: "the task is still being prepared.";
}

/** Files that the person has not accepted and that need their own accept, by name. */
export function protectedUndecided({ changes }: TaskView): readonly string[] {
	return changes
		.filter((item) => item.decision === "undecided")
		.map(({ change }) => change)
		.filter((change) => changeProtectedBecause(change) !== null)
		.map(({ path }) => path);
}
