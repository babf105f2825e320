/** One delegated task in this window: its journal, its view, its loop while it runs, and what a person does to it. */

import { comparedPieces } from "../changes/compared.ts";
import { Listeners } from "../listeners.ts";
import type { ApprovalDecision, Checkout, Clock, Journal, Live, Model, PolicySource, Surface } from "../ports.ts";
import type { Compared } from "../review-ports.ts";
import type { Brief } from "./brief.ts";
import type { CheckoutFacts, Recorded, TaskEnd, TaskEvent } from "./events.ts";
import { runTask } from "./loop.ts";
import { Pending } from "./pending.ts";
import { Reviewing } from "./reviewing.ts";
import { canContinue, foldView, isLive, stepView, type TaskView } from "./view.ts";

export type CheckoutMade =
	| { readonly kind: "made"; readonly checkout: Checkout; readonly facts: CheckoutFacts }
	| { readonly kind: "failed"; readonly text: string };

export type ModelFound =
	| { readonly kind: "model"; readonly model: Model }
	| { readonly kind: "failed"; readonly text: string };

/** What a task needs to run, besides its journal. */
export interface DelegationParts {
	/** Makes the checkout, or opens the one that `facts` describes. */
	checkout(facts: CheckoutFacts | null, signal: AbortSignal): Promise<CheckoutMade>;
	/** The model as it is set up now; asked again at every start, so that a new key takes effect. */
	model(): Promise<ModelFound>;
	readonly policy: PolicySource;
	readonly live: Live;
	readonly clock: Clock;
}

/** A person's yes to what they were shown. */
export interface Approval extends Pick<ApprovalDecision, "surface" | "edited"> {
	/** Of what was shown. */
	readonly binding: string;
	/** This call alone when left out. */
	readonly reach?: ApprovalDecision["reach"];
}

interface Running {
	readonly stop: AbortController;
	readonly ended: Promise<void>;
}

const stoppedText = "Stopped. What was done so far is kept: review it, continue, or discard the task.";

export class Delegation {
	/** Told after each event is on disk. */
	readonly recorded = new Listeners<Recorded>();
	/** Told, for the person, when an event could not be written and the run ended with it. */
	readonly troubled = new Listeners<string>();
	/** What the person does to its changes. */
	readonly review: Reviewing;
	private readonly pending = new Pending();
	private readonly journal: Journal;
	private readonly parts: DelegationParts;
	private current: TaskView;
	private checkout: Checkout | undefined;
	private abandoned = false;
	private discarding: Promise<void> | undefined;
	private running: Running | undefined;
	private stopping: Promise<void> | undefined;

	constructor(journal: Journal, parts: DelegationParts) {
		this.journal = journal;
		this.parts = parts;
		this.current = foldView(journal.events);
		this.review = new Reviewing({
			view: () => this.current,
			record: (event) => this.record(event),
			checkout: () => this.openedCheckout(),
			fingerprint: parts.policy.fingerprint,
			start: () => void this.start(),
		});
	}

	get view(): TaskView {
		return this.current;
	}

	get brief(): Brief | undefined {
		const first = this.journal.events[0]?.event;
		return first?.type === "task.created" ? first.brief : undefined;
	}

	get events(): readonly Recorded[] {
		return this.journal.events;
	}

	/** Writes the event down, folds it and tells. */
	async record(event: TaskEvent): Promise<void> {
		const record = await this.journal.append(event);
		this.current = stepView(this.current, record);
		if (event.type === "approval.asked") this.pending.openApproval(event.call, event.binding ?? "");
		if (event.type === "approval.held") this.pending.reopenApproval(event.call);
		if (event.type === "question.asked") this.pending.openQuestion(event.call);
		this.recorded.tell(record);
	}

	/** Runs the loop until it ends; false when it runs already or is over for good. */
	start(): boolean {
		if (this.running || this.discarding || (this.current.status !== "preparing" && !canContinue(this.current.status)))
			return false;
		const stop = new AbortController();
		const ended = this.run(stop.signal).finally(() => {
			this.running = undefined;
		});
		this.running = { stop, ended };
		return true;
	}

	/** Resolves when the loop does not run (any more). */
	async settled(): Promise<void> {
		await this.running?.ended;
	}

	/** Ends the loop: the running command and its process group, or the request. What was done is kept. */
	async stop(surface: Surface): Promise<void> {
		if (!this.running) {
			if (this.current.status === "interrupted") await this.endWith("stopped", stoppedText);
			return;
		}
		this.stopping ??= this.halt(this.running, surface);
		await this.stopping;
	}

	private async halt({ stop, ended }: Running, surface: Surface): Promise<void> {
		try {
			await this.record({ type: "person.stopped", surface });
		} finally {
			// Also when it cannot be written down: a stop must stop.
			stop.abort(new Error("stopped by the person"));
			await ended;
			this.stopping = undefined;
		}
	}

	/** Ends the loop without a word in the journal: the editor closes. What ran is found as interrupted. */
	async abandon(): Promise<void> {
		this.abandoned = true;
		this.running?.stop.abort(new Error("the editor closes"));
		await this.running?.ended;
	}

	/** A word for the agent: it reads it with its next turn. Starts the loop again when it does not run. */
	async steer(text: string): Promise<void> {
		const { status } = this.current;
		if (text.trim() === "" || this.discarding || !(isLive(status) || canContinue(status))) return;
		await this.record({ type: "person.steered", text: text.trim() });
		if (!isLive(this.current.status)) this.start();
	}

	/** False when the call does not wait (any more), or waits for something else than what was shown. */
	approve(call: string, { binding, surface, reach = "once", edited }: Approval): boolean {
		const change = edited === undefined ? {} : { edited };
		return this.pending.decide(call, { verdict: "approved", reason: "", surface, reach, ...change }, binding);
	}

	/** False when the call does not wait (any more). The reason goes to the model word for word. */
	deny(call: string, reason: string, surface: Surface): boolean {
		return this.pending.decide(call, { verdict: "denied", reason, surface, reach: "once" }, "");
	}

	answer(call: string, text: string): boolean {
		return this.pending.reply(call, text);
	}

	/**
	 * Ends the task for good and gives its checkout up; a task that is over already stays what it became. The caller has
	 * asked the person, and removes the checkout from the disk afterwards.
	 */
	discard(surface: Surface): Promise<void> {
		this.discarding ??= this.giveUp(surface);
		return this.discarding;
	}

	private async giveUp(surface: Surface): Promise<void> {
		await this.stop(surface);
		this.checkout = undefined;
		if (canContinue(this.current.status) || isLive(this.current.status))
			await this.record({ type: "review.closed", outcome: "discarded" });
		await this.record({ type: "checkout.removed" });
	}

	/** The checkout, opened when it is needed; a text when it cannot be. */
	async openCheckout(signal: AbortSignal): Promise<CheckoutMade> {
		const facts = this.current.checkout;
		if (this.checkout && facts) return { kind: "made", checkout: this.checkout, facts };
		const made = await this.parts.checkout(facts, signal);
		if (made.kind === "made") this.checkout = made.checkout;
		return made;
	}

	private async openedCheckout(): Promise<Checkout> {
		const made = await this.openCheckout(new AbortController().signal);
		if (made.kind === "failed") throw new Error(made.text);
		return made.checkout;
	}

	private async run(signal: AbortSignal): Promise<void> {
		try {
			await this.runLoop(signal);
		} catch (error) {
			if (this.abandoned) return;
			await this.endAfter(error, signal.aborted);
		}
	}

	/** Never rejects: what cannot be written down is said instead, and the run can be started again. */
	private async endAfter(error: unknown, stopped: boolean): Promise<void> {
		try {
			await this.endWith(stopped ? "stopped" : "failed", stopped ? stoppedText : `Remit failed: ${String(error)}`);
		} catch (second) {
			const text = `The task's journal could not be written: ${String(second)}. Mend that and continue.`;
			this.current = { ...this.current, status: "failed", statusText: text, waiting: null };
			this.troubled.tell(text);
		}
	}

	/** An end outside of the loop; what changed is looked for, so that it can be reviewed. */
	private async endWith(end: TaskEnd, text: string): Promise<void> {
		const compared = this.current.checkout ? await this.findChanges() : null;
		if (compared) await this.record({ type: "changes.found", ...compared });
		await this.record({ type: "task.ended", end, text });
	}

	/** Null when the checkout cannot be looked at: the end is then told without it. */
	private async findChanges(): Promise<Compared | null> {
		const { signal } = new AbortController();
		try {
			const made = await this.openCheckout(signal);
			if (made.kind === "failed") return null;
			const known = this.current.changes.map(({ change }) => change);
			return await comparedPieces(made.checkout.proposal, this.parts.policy.fingerprint, signal, known);
		} catch {
			return null;
		}
	}

	private async runLoop(signal: AbortSignal): Promise<void> {
		const brief = this.brief;
		if (!brief) throw new Error("the journal has no brief");
		const found = await this.parts.model();
		if (found.kind === "failed") return this.record({ type: "task.ended", end: "failed", text: found.text });
		const known = this.current.checkout !== null;
		const made = await this.openCheckout(signal);
		if (made.kind === "failed") return this.record({ type: "task.ended", end: "failed", text: made.text });
		if (!known) await this.record({ type: "checkout.made", checkout: made.facts });
		const { live, clock, policy } = this.parts;
		const ports = {
			model: found.model,
			checkout: made.checkout,
			policy,
			approver: this.pending,
			journal: this.journal,
			live,
			clock,
		};
		for await (const event of runTask(brief, ports, signal)) {
			if (this.abandoned) return;
			await this.record(event);
		}
	}
}
