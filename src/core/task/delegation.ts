/** One delegated task in this window: its journal, its view, its loop while it runs, and what a person does to it. */

import type { Amounts } from "../budget/caps.ts";
import type { RaisingSurface } from "../budget/events.ts";
import { isHeldUp } from "../budget/spend.ts";
import { makeGates } from "../gate.ts";
import { Listeners } from "../listeners.ts";
import type { Journal, Model, Ports, Surface } from "../ports.ts";
import { type Brief, scopeOf } from "./brief.ts";
import { isCalledBack, isSentOn } from "./called-back.ts";
import { stopped } from "./ending.ts";
import type { Recorded, TaskEnd, TaskEvent } from "./events.ts";
import type { BriefChecked } from "./harness-events.ts";
import { inTime } from "./in-time.ts";
import { Looking, Watch } from "./looking.ts";
import { runTask } from "./loop.ts";
import { type CheckoutMade, type MakeCheckout, OpenedCheckout } from "./opened-checkout.ts";
import { type Approval, Pending } from "./pending.ts";
import { Rescoping } from "./rescope.ts";
import { Reviewing } from "./reviewing.ts";
import { canContinue, foldView, isLive, stepView, type TaskView } from "./view.ts";

export type ModelFound =
	| { readonly kind: "model"; readonly model: Model }
	| { readonly kind: "failed"; readonly text: string };

/** What a task needs to run, besides its journal. */
export interface DelegationParts extends Omit<Ports, "model" | "checkout" | "approver" | "journal" | "gates"> {
	readonly checkout: MakeCheckout;
	/** The model as it is set up now; asked again at every start, so that a new key takes effect. */
	model(brief: Brief): Promise<ModelFound>;
}

interface Running {
	readonly stop: AbortController;
	/** Ends the look at the end as well. */
	readonly last: AbortController;
	readonly ended: Promise<void>;
}

export class Delegation {
	/** Told after each event is on disk. */
	readonly recorded = new Listeners<Recorded>();
	/** Told, for the person, when an event could not be written and the run ended with it. */
	readonly troubled = new Listeners<string>();
	/** What the person does to its changes. */
	readonly review: Reviewing;
	private readonly pending = new Pending();
	private readonly gates = makeGates();
	private readonly looking: Looking;
	private readonly journal: Journal;
	private readonly parts: DelegationParts;
	private readonly checkout: OpenedCheckout;
	private current: TaskView;
	private abandoned = false;
	private discarding: Promise<void> | undefined;
	private readonly rescoping: Rescoping;
	private running: Running | undefined;
	private stopping: Promise<void> | undefined;
	/** How often what was found as interrupted was stopped, and its end. */
	private stops = 0;
	private interrupting: Promise<void> | undefined;

	constructor(journal: Journal, parts: DelegationParts) {
		this.journal = journal;
		this.parts = parts;
		this.current = foldView(journal.events);
		this.checkout = new OpenedCheckout(parts.checkout, () => this.current.checkout);
		const { gates } = this;
		const { policy } = parts;
		const view = () => this.current;
		const record = (event: TaskEvent) => this.record(event);
		const proposal = async (signal: AbortSignal) => (await this.checkout.get(signal)).proposal;
		this.looking = new Looking({ view, record, proposal, fingerprint: policy.fingerprint, gate: gates.looking });
		this.review = new Reviewing({
			...{ view, record, journal, policy, gates, looking: this.looking },
			checkout: (signal) => this.checkout.get(signal),
			asked: () => this.asked(),
		});
		this.rescoping = new Rescoping({
			...{ view, record, look: () => this.look(new AbortController().signal) },
			start: () => void this.start(),
			stands: () => !this.running && !this.discarding && canContinue(this.current.status),
		});
	}

	get view(): TaskView {
		return this.current;
	}

	get brief(): Brief | undefined {
		return this.current.brief ?? undefined;
	}

	get events(): readonly Recorded[] {
		return this.journal.events;
	}

	/** Writes the event down, folds it and tells. */
	async record(event: TaskEvent): Promise<void> {
		this.looking.notice(event);
		const record = await this.journal.append(event);
		this.current = stepView(this.current, record);
		this.pending.notice(event);
		this.recorded.tell(record);
	}

	/** Runs the loop until it ends; false when it runs already, is over for good, or stands at a cap that nobody raised. */
	start(): boolean {
		const { status } = this.current;
		if (this.running || this.discarding || this.abandoned || this.rescoping.goOn()) return false;
		if (isHeldUp(this.current) || (status !== "preparing" && !canContinue(status))) return false;
		const [stop, last] = [new AbortController(), new AbortController()];
		const ended = this.run(stop.signal, last.signal).finally(() => {
			this.running = undefined;
			if (stop.signal.aborted && isSentOn(this.current, this.journal)) this.start();
		});
		this.running = { stop, last, ended };
		return true;
	}

	/** Resolves when the loop does not run (any more). */
	async settled(): Promise<void> {
		await this.running?.ended;
	}

	/** Ends the loop: the running command and its process group, or the request. What was done is kept. */
	async stop(surface: Surface): Promise<void> {
		if (this.rescoping.isOn) return this.rescoping.stop();
		if (this.current.status === "interrupted" && !this.running) {
			this.stops++;
			this.interrupting ??= this.endInterrupted();
			return this.interrupting;
		}
		if (!this.running) return;
		this.stopping ??= this.halt(this.running, surface);
		await this.stopping;
	}

	private async halt({ stop, last, ended }: Running, surface: Surface): Promise<void> {
		try {
			await this.record({ type: "person.stopped", surface });
		} finally {
			// Also when it cannot be written down: a stop must stop.
			stop.abort(new Error("stopped by the person"));
			await inTime(ended, last, this.parts.clock);
			this.stopping = undefined;
		}
	}

	private async endInterrupted(): Promise<void> {
		const last = new AbortController();
		try {
			await inTime(this.look(last.signal), last, this.parts.clock);
			// The person may have let it go on meanwhile.
			if (!this.running && !this.rescoping.isOn) await this.record({ type: "task.ended", ...stopped });
		} finally {
			this.interrupting = undefined;
		}
	}

	/** Ends the loop without a word in the journal: the editor closes. What ran is found as interrupted. */
	async abandon(): Promise<void> {
		this.abandoned = true;
		this.running?.stop.abort(new Error("the editor closes"));
		this.running?.last.abort(new Error("the editor closes"));
		await Promise.all([this.running?.ended, this.review.halt()]);
	}

	/** A word for the agent: it reads it with its next turn. Starts the loop again when it does not run. */
	async steer(text: string): Promise<void> {
		const { status } = this.current;
		if (text.trim() === "" || this.discarding || !(isLive(status) || canContinue(status))) return;
		const start = this.asked();
		await this.record({ type: "person.steered", text: text.trim() });
		if (!isLive(this.current.status)) start();
	}

	/** To be called when the person asks for something: what it gives runs the loop, unless they stop the task before. */
	private asked(): () => void {
		const { stops } = this;
		return () => void (stops === this.stops && this.start());
	}

	/** The person's alone: raises caps by these amounts. A task that stands at one goes on. */
	async raise(by: Amounts, surface: RaisingSurface): Promise<void> {
		if (this.discarding || !(isLive(this.current.status) || canContinue(this.current.status))) return;
		await this.record({ type: "budget.raised", ...by, surface });
		if (this.current.status === "out-of-budget") this.start();
	}

	/** The person's alone: from now on this brief holds, in the same checkout, and the loop runs again; see `Rescoping`. */
	rescope(brief: Brief, surface: Surface, checked?: BriefChecked): Promise<boolean> {
		return this.rescoping.rescope({ brief, surface, checked });
	}

	/** False when the call does not wait (any more), or waits for something else than what was shown. */
	approve(call: string, approval: Approval): boolean {
		return this.pending.accept(call, approval);
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
		await Promise.all([this.stop(surface), this.review.halt()]);
		this.checkout.forget();
		if (canContinue(this.current.status) || isLive(this.current.status))
			await this.record({ type: "review.closed", outcome: "discarded" });
		await this.record({ type: "checkout.removed" });
	}

	/** The checkout, opened when it is needed; a text when it cannot be, or when there is none. */
	openCheckout(signal: AbortSignal): Promise<CheckoutMade> {
		return this.checkout.open(signal);
	}

	private async run(signal: AbortSignal, last: AbortSignal): Promise<void> {
		const isWanted = () => !signal.aborted && isCalledBack(this.current, this.journal);
		do {
			await this.runOnce(signal, last);
			// Where that cannot be written down, the next decision closes the review.
			if (!isWanted()) await this.review.settle().catch(() => undefined);
		} while (isWanted());
	}

	private async runOnce(signal: AbortSignal, last: AbortSignal): Promise<void> {
		try {
			await this.runLoop(signal, last);
		} catch (error) {
			if (!this.abandoned) await this.endAfter(error, signal, last);
		}
	}

	/** Never rejects: what cannot be written down is said instead, and the run can be started again. */
	private async endAfter(error: unknown, { aborted }: AbortSignal, last: AbortSignal): Promise<void> {
		try {
			if (aborted) await this.endWith(stopped.end, stopped.text, last);
			else await this.endWith("failed", `Remit failed: ${String(error)}`, last);
		} catch (second) {
			const text = `The task's journal could not be written: ${String(second)}. Mend that and continue.`;
			this.current = { ...this.current, status: "failed", statusText: text, waiting: null };
			this.troubled.tell(text);
		}
	}

	/** An end outside of the loop; what changed is looked for, so that it can be reviewed, and told without it if need be. */
	private async endWith(end: TaskEnd, text: string, signal: AbortSignal): Promise<void> {
		await this.look(signal);
		await this.record({ type: "task.ended", end, text });
	}

	private async look(signal: AbortSignal): Promise<void> {
		if (this.current.checkout) await this.looking.look(signal).catch(() => undefined);
	}

	private async runLoop(signal: AbortSignal, last: AbortSignal): Promise<void> {
		const brief = this.brief;
		if (!brief) throw new Error("the journal has no brief");
		const found = await this.parts.model(brief);
		if (found.kind === "failed") return this.record({ type: "task.ended", end: "failed", text: found.text });
		const known = this.current.checkout !== null;
		const made = await this.checkout.make(signal);
		if (made.kind === "failed") return this.record({ type: "task.ended", end: "failed", text: made.text });
		if (!known) await this.record({ type: "checkout.made", checkout: made.facts });
		// What the person changed in it meanwhile stays, whatever the scope says.
		else if (scopeOf(brief)) await this.look(signal);
		const { model: _model, checkout: _make, ...parts } = this.parts;
		const { journal, gates, pending: approver } = this;
		const ports = { ...parts, model: found.model, checkout: made.checkout, approver, journal, gates };
		const watch = new Watch(this.looking, ports.clock, signal);
		try {
			for await (const event of runTask(brief, ports, signal, last)) {
				if (this.abandoned) return;
				await this.record(event);
				watch.notice(event);
			}
		} finally {
			await watch.end();
		}
	}
}
