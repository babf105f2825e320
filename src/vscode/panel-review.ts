/** Does what the panel asks for about a task's changes: decide, verify, ship. */

import type { Verified } from "../core/task/review-events.ts";
import type { TaskView } from "../core/task/view.ts";
import type { PanelCommand } from "../protocol/commands.ts";
import { sayInfo } from "./say.ts";
import { openPlace } from "./verify/open-place.ts";

/** What the review does; see review.ts. */
export interface ReviewActions {
	open(task: string, path: string | undefined): Promise<void>;
	accept(task: string, path: string | undefined): Promise<void>;
	reject(task: string, path: string | undefined): Promise<void>;
	/** Takes the decisions on this file back. */
	undo(task: string, path: string): Promise<void>;
	/** Shows a comment thread where it stands. */
	openThread(task: string, thread: string): Promise<void>;
}

/** Runs checks on what is accepted or proposed; see verify.ts. */
export interface VerifyActions {
	verify(task: string, of: Verified): Promise<void>;
	/** Opens the whole output of one check, by its place in the list. */
	openCheck(task: string, of: Verified, check: number): Promise<void>;
}

/** Brings work into the person's repository, and asks them before it does; see ship.ts. */
export interface ShipActions {
	keepBranch(task: string): Promise<void>;
	commitAccepted(task: string): Promise<void>;
	openPullRequest(task: string): Promise<void>;
}

export interface ReviewParts {
	readonly review: ReviewActions;
	readonly verify: VerifyActions;
	readonly ship: ShipActions;
}

type DecideCommand = Extract<PanelCommand, { type: "review" | "accept" | "reject" | "undo" | "open-thread" }>;
type ProveCommand = Extract<PanelCommand, { type: "verify" | "open-check" | "open-place" }>;
type ShipCommand = Extract<PanelCommand, { type: "keep-branch" | "commit-accepted" | "open-pull-request" }>;

export async function runReviewCommand(
	command: DecideCommand | ProveCommand | ShipCommand,
	view: TaskView,
	{ review, verify, ship }: ReviewParts,
): Promise<void> {
	const { task } = command;
	switch (command.type) {
		case "verify":
			return verify.verify(task, command.of);
		case "open-check":
			return verify.openCheck(task, command.of, command.check);
		case "open-place":
			return openPlace(command, view, review);
		case "keep-branch":
			return ship.keepBranch(task);
		case "commit-accepted":
			return ship.commitAccepted(task);
		case "open-pull-request":
			return ship.openPullRequest(task);
		default:
			return decide(command, view, review);
	}
}

async function decide(command: DecideCommand, view: TaskView, review: ReviewActions): Promise<void> {
	const { task } = command;
	switch (command.type) {
		case "review":
			return review.open(task, command.path);
		case "accept":
		case "reject":
			if (isOutdated(command, view)) return void sayInfo(`Remit: ${command.path} changed since. Look at it again.`);
			return review[command.type](task, command.path);
		case "undo":
			return review.undo(task, command.path);
		case "open-thread":
			return review.openThread(task, command.thread);
		default:
			command satisfies never;
	}
}

/** The agent may have gone on since the panel drew the file that is decided on. */
function isOutdated({ path, version }: Extract<DecideCommand, { version?: unknown }>, { changes }: TaskView): boolean {
	if (path === undefined) return false;
	return version === undefined || changes.find(({ change }) => change.path === path)?.change.version !== version;
}
