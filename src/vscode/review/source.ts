/** What a review needs to know of the tasks, and where what the person does goes. */

import type { Fingerprint } from "../../core/changes/hunks.ts";
import type { Change, Sides } from "../../core/review-ports.ts";
import type { Edited } from "../../core/task/editing.ts";
import type { Decided, Sent } from "../../core/task/reviewing.ts";
import type { TaskView } from "../../core/task/view.ts";

export interface ReviewSource {
	/** Newest first. */
	views(): readonly TaskView[];
	view(task: string): TaskView | undefined;
	/** Both sides of each change, as its version names them. Rejects when the checkout cannot be read. */
	sides(task: string, changes: readonly Change[]): Promise<readonly Sides[]>;
	/** Keeps contents with the task; see `Proposal`. */
	keep(task: string, contents: readonly Uint8Array[]): Promise<readonly string[]>;
	kept(task: string, names: readonly string[]): Promise<readonly Uint8Array[]>;
	readonly fingerprint: Fingerprint;
	/** Resolves when it is recorded. */
	decide(task: string, decided: Decided): Promise<void>;
	/**
	 * Replaces the proposed side of a change in the checkout by what the person made of it. `version` is the one whose
	 * proposed side they edited: refused when the checkout has something else by now.
	 */
	edit(task: string, path: string, bytes: Uint8Array, version: string): Promise<Edited>;
	/** Asks the agent for a change, and lets it go on. */
	comment(task: string, sent: Sent): Promise<void>;
	closeThread(task: string, thread: string): Promise<void>;
	/** Told after anything of a task changed. */
	onChanged(listener: (task: string) => void): { dispose(): void };
}
