/** What a person does to a task's changes: decides, edits, asks for a change, looks again. */

import { comparedPieces } from "../changes/compared.ts";
import type { Fingerprint } from "../changes/hunks.ts";
import type { Checkout, Surface } from "../ports.ts";
import type { TaskEvent } from "./events.ts";
import type { TaskView } from "./view.ts";

/** A person's decision on pieces of one change, as it was shown to them; or that they take one back. */
export type Decided = Omit<Extract<TaskEvent, { type: "change.decided" }>, "type">;

/** What the person asks to be changed. */
export type Sent = Omit<Extract<TaskEvent, { type: "comment.sent" }>, "type">;

export type Edited =
	| { readonly kind: "written" }
	/** Nothing was written; the text says why. */
	| { readonly kind: "refused"; readonly text: string };

/** What a review needs of its task. */
export interface ReviewedTask {
	readonly view: () => TaskView;
	readonly record: (event: TaskEvent) => Promise<void>;
	/** Rejects with a text for the person when it cannot be opened. */
	readonly checkout: () => Promise<Checkout>;
	readonly fingerprint: Fingerprint;
	/** Runs the agent (again), if it does not run. */
	readonly start: () => void;
}

export class Reviewing {
	private readonly task: ReviewedTask;

	constructor(task: ReviewedTask) {
		this.task = task;
	}

	/** Writes a decision down; the last one closes the review of a task that is ready. */
	async decide(decided: Decided): Promise<void> {
		await this.task.record({ type: "change.decided", ...decided });
		const { status, changes } = this.task.view();
		if (status !== "ready" || changes.some((item) => item.decision === "undecided")) return;
		const accepted = changes.filter((item) => item.decision === "accepted").length;
		const rejected = changes.filter((item) => item.decision === "rejected").length;
		const outcome =
			rejected === changes.length ? "rejected" : accepted === changes.length ? "accepted" : "partly-accepted";
		await this.task.record({ type: "review.closed", outcome });
	}

	/** Replaces the proposed side of a change by what the person made of it, in the checkout, and looks again. */
	async edit(path: string, bytes: Uint8Array): Promise<Edited> {
		const written = await (await this.task.checkout()).files.write(path, bytes);
		if (written.kind === "refused") return { kind: "refused", text: written.text };
		await this.task.record({ type: "change.edited", path, diff: "" });
		await this.look();
		return { kind: "written" };
	}

	/** Asks the agent for a change of a piece, and lets it go on. `surface` is where the person said so. */
	async comment(sent: Sent): Promise<void> {
		await this.task.record({ type: "comment.sent", ...sent });
		this.task.start();
	}

	async closeThread(thread: string, _surface: Surface): Promise<void> {
		await this.task.record({ type: "thread.closed", thread });
	}

	/** Compares the checkout again and records what differs now, if that is something else than before. */
	async look(): Promise<void> {
		const { proposal } = await this.task.checkout();
		const known = this.task.view().changes.map(({ change }) => change);
		const { signal } = new AbortController();
		await this.task.record({
			type: "changes.found",
			...(await comparedPieces(proposal, this.task.fingerprint, signal, known)),
		});
	}
}
