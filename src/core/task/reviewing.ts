/** What a person does to a task's changes: decides, edits, asks for a change, looks again, verifies. */

import type { Gates } from "../gate.ts";
import type { Checkout, Journal, PolicySource, Surface } from "../ports.ts";
import type { AcceptedFile } from "../review-ports.ts";
import { filesOf } from "./accepted-files.ts";
import { type Edited, editProposal } from "./editing.ts";
import type { Fact, TaskEvent } from "./events.ts";
import type { Looking } from "./looking.ts";
import type { Verified } from "./review-events.ts";
import { outcomeOf } from "./review-outcome.ts";
import { type AcceptedOutcome, Verifier, type VerifyOutcome, type VerifyRequest } from "./verify.ts";
import { canDecide, isLive, type TaskView } from "./view.ts";

/** A person's decision on pieces of one change, as it was shown to them; or that they take one back. */
export type Decided = Omit<Fact<"change.decided">, "type">;

/** What the person asks to be changed. */
export type Sent = Omit<Fact<"comment.sent">, "type">;

/** What a review needs of its task. */
export interface ReviewedTask {
	readonly view: () => TaskView;
	readonly record: (event: TaskEvent) => Promise<void>;
	readonly journal: Pick<Journal, "events" | "keep">;
	/** Rejects with a text for the person when it cannot be opened. */
	readonly checkout: (signal: AbortSignal) => Promise<Checkout>;
	readonly policy: PolicySource;
	readonly gates: Gates;
	readonly looking: Looking;
	/** Called when the person asks the agent for something: what it gives runs the agent, unless they stop it before. */
	readonly asked: () => () => void;
}

/** Characters of what is sent to the agent. */
const longestComment = 20_000;
const longestDiff = 10_000;

export class Reviewing {
	private readonly task: ReviewedTask;
	private readonly verifier: Verifier;

	constructor(task: ReviewedTask) {
		this.task = task;
		this.verifier = new Verifier({ ...task, files: (of, signal) => this.files(of, signal) });
	}

	/** Writes a decision down; the last one closes the review of a task that is ready. */
	async decide(decided: Decided): Promise<void> {
		await this.task.record({ type: "change.decided", ...decided });
		await this.settle();
	}

	/** Closes the review of a task that is ready, when something was decided and nothing is left to decide. */
	async settle(): Promise<void> {
		const { status, changes } = this.task.view();
		if (status !== "ready" || changes.some((item) => item.decision === "undecided")) return;
		const outcome = outcomeOf(this.task.journal.events);
		if (outcome !== null) await this.task.record({ type: "review.closed", outcome });
	}

	/**
	 * Replaces the proposed side of a change by what the person made of it, in the checkout, and looks again. `version` is
	 * the one whose proposed side they edited. Rejects with a text for the person when the checkout cannot be opened.
	 */
	async edit(path: string, bytes: Uint8Array, version: string): Promise<Edited> {
		if (!canDecide(this.task.view()))
			return { kind: "refused", text: "This task is over: its proposal stays as it is." };
		const edited = await editProposal({ path, bytes, version }, this.task);
		if (edited.kind === "refused") return edited;
		await this.look();
		return edited;
	}

	/** Asks the agent for a change of a piece, and lets it go on. Rejects with a text for the person when it cannot. */
	async comment(sent: Sent): Promise<void> {
		if (!canDecide(this.task.view())) throw new Error("This task is over: delegate a new one to have this changed.");
		const text = sent.text.trim().slice(0, longestComment);
		if (text === "") throw new Error("Say what shall be changed.");
		const start = this.task.asked();
		await this.task.record({ type: "comment.sent", ...sent, text, diff: sent.diff.slice(0, longestDiff) });
		if (!isLive(this.task.view().status)) start();
	}

	async closeThread(thread: string, _surface: Surface): Promise<void> {
		await this.task.record({ type: "thread.closed", thread });
	}

	/** Compares the checkout again and records what differs now, if that is something else than before. */
	async look(): Promise<void> {
		await this.task.looking.look(new AbortController().signal);
		await this.settle();
	}

	/** All that is accepted, or proposed and not rejected. Rejects with a text for the person when a content is gone. */
	async files(of: Verified, signal: AbortSignal): Promise<readonly AcceptedFile[]> {
		const { proposal } = await this.task.checkout(signal);
		const { changes } = this.task.view();
		return filesOf({ of, changes, proposal, fingerprint: this.task.policy.fingerprint }, signal);
	}

	/** Runs checks on exactly what is accepted or proposed; see `Verifier`. */
	verify(request: VerifyRequest, signal: AbortSignal): Promise<VerifyOutcome> {
		return this.verifier.verify(request, signal);
	}

	verifyAccepted(request: Omit<VerifyRequest, "of">, signal: AbortSignal): Promise<AcceptedOutcome> {
		return this.verifier.verifyAccepted(request, signal);
	}

	/** Stops checks that run, and lets none run any more. */
	halt(): Promise<void> {
		return this.verifier.halt();
	}

	/** After a restart: checks that ran when the editor closed do not run any more. */
	async interruptChecks(): Promise<void> {
		for (const { of, tree, checks, state } of this.task.view().verifications) {
			if (state !== "running") continue;
			const text = "Not run to its end: the editor closed.";
			const results = checks.map(
				(command) => ({ command, outcome: "not-run", text, kept: "", durationMs: 0 }) as const,
			);
			await this.task.record({ type: "verification.finished", of, tree, results });
		}
	}
}
