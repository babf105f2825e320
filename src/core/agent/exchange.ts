/** One request to a model: holds its worst case back, sends it, and counts what it used, over all its tries. */

import { OutOfTime } from "../budget/out-of-time.ts";
import type { Asked, Ledger, Reservation, Used } from "../budget/reservation.ts";
import type { Clock, Live } from "../ports.ts";
import type { TaskEvent } from "../task/events.ts";
import { addUsage, type ModelRequest, type ModelSignal, noUsage, type Reply } from "./messages.ts";

type Retrying = Extract<ModelSignal, { type: "retrying" }>;
type Reserved = Extract<Reservation, { kind: "reserved" }>;

/** What a request needs of the world. */
export interface ExchangePorts {
	/** The only way to a model: what it refuses is not sent. */
	readonly ledger: Ledger;
	readonly live: Pick<Live, "text" | "thinking" | "restart">;
	readonly clock: Pick<Clock, "wait">;
}

/** How a request ended, with all that it used. */
export type ExchangeEnd =
	| ({ readonly kind: "replied"; readonly reply: Reply } & Used)
	/** `reason`: "stopped", "budget", or why the provider gave no reply. */
	| ({ readonly kind: "failed"; readonly reason: string; readonly text: string } & Used);

const nothing: Used = { usage: noUsage, cost: 0 };

/** A request that is asked for: under its name everything about it is counted, and shown with its turn (0: with none). */
export interface Requested extends Asked {
	readonly turn: number;
	readonly request: ModelRequest;
}

/** Yields what was held back and retries as they happen; returns the end. A stopped request ends as failed, never throws. */
export async function* exchange(
	requested: Requested,
	ports: ExchangePorts,
	signal: AbortSignal,
): AsyncGenerator<TaskEvent, ExchangeEnd> {
	const end = yield* new Exchange(requested, ports).run(signal);
	await ports.ledger.settle(requested.name, end.cost);
	return end;
}

class Exchange {
	private readonly requested: Requested;
	private readonly ports: ExchangePorts;
	/** By streams that were given up, and by the one that runs. */
	private before = nothing;
	private used = nothing;

	constructor(requested: Requested, ports: ExchangePorts) {
		this.requested = requested;
		this.ports = ports;
	}

	/** A try that failed has used something: where a whole one does not fit any more, a shorter one is sent. */
	async *run(signal: AbortSignal): AsyncGenerator<TaskEvent, ExchangeEnd> {
		for (;;) {
			const reserved = yield* this.reserve(this.requested.request.maxTokens);
			if (reserved.kind === "refused") return this.failed("budget", reserved.text);
			const said = yield* this.stream(reserved, signal);
			if ("kind" in said) return said;
			this.before = this.used;
			await this.ports.clock.wait(said.waitMs, signal);
			if (signal.aborted) return this.aborted(signal);
		}
	}

	private async *reserve(maxTokens: number): AsyncGenerator<TaskEvent, Reservation> {
		const { ledger } = this.ports;
		const reserved = await ledger.reserve(this.requested, this.asking(maxTokens), this.used);
		if (reserved.kind === "refused") {
			yield { type: "budget.reached", cap: reserved.cap };
		} else if (ledger.isCapped()) {
			yield this.held(reserved);
		}
		return reserved;
	}

	/** The turn's end, or the retry that must be shorter than what was sent. */
	private async *stream(
		{ maxTokens }: Reserved,
		signal: AbortSignal,
	): AsyncGenerator<TaskEvent, ExchangeEnd | Retrying> {
		const { turn, model } = this.requested;
		const length = new ReplyLength(maxTokens);
		try {
			for await (const said of model.stream(this.asking(maxTokens), signal)) {
				show(turn, said, this.ports.live);
				if (said.type === "finished") return { kind: "replied", reply: said.reply, ...this.with(said.reply) };
				if (said.type === "failed") return { kind: "failed", reason: said.reason, text: said.text, ...this.with(said) };
				if (said.type === "used") this.used = this.with(said);
				// Leaving the loop ends the stream.
				if (length.isEndless(said)) return this.failed("server", length.text);
				if (said.type !== "retrying") continue;
				yield { ...said, type: "model.retried", turn };
				if (!this.isUnused() && !(yield* this.fitsAgain(maxTokens))) return said;
			}
		} catch (error) {
			if (!signal.aborted) throw error;
			return this.aborted(signal);
		}
		return this.failed("server", "The model's answer ended without an end.");
	}

	/** Whether as long a reply can be paid for once more, after what was used already. */
	private async *fitsAgain(maxTokens: number): AsyncGenerator<TaskEvent, boolean> {
		const { ledger } = this.ports;
		const again = await ledger.reserve(this.requested, this.asking(maxTokens), this.used);
		if (again.kind === "refused" || again.maxTokens < maxTokens) return false;
		if (ledger.isCapped()) yield this.held(again);
		return true;
	}

	private asking(maxTokens: number): ModelRequest {
		return { ...this.requested.request, maxTokens };
	}

	private held({ tokens, money }: Reserved): TaskEvent {
		return { type: "budget.reserved", turn: this.requested.turn, tokens, money };
	}

	private isUnused(): boolean {
		return Object.values(this.used.usage).every((count) => count === 0);
	}

	private with({ usage, cost }: Used): Used {
		const { before } = this;
		return {
			usage: addUsage(before.usage, usage),
			cost: before.cost === null || cost === null ? null : before.cost + cost,
		};
	}

	private aborted({ reason }: AbortSignal): ExchangeEnd {
		if (reason instanceof OutOfTime) return this.failed("budget", reason.message);
		return this.failed("stopped", "Stopped while the model was answering.");
	}

	private failed(reason: string, text: string): ExchangeEnd {
		return { kind: "failed", reason, text, ...this.used };
	}
}

/** How long the reply of one try may become: an estimate counts bytes, and text has up to twice as many as it assumes. */
class ReplyLength {
	private readonly most: number;
	private before = 0;
	private now = 0;

	constructor(most: number) {
		this.most = most;
	}

	/** Whether the provider goes on beyond what it was asked for. */
	isEndless(said: ModelSignal): boolean {
		if (said.type === "retrying") this.before = this.now;
		if (said.type === "used") this.now = said.usage.output;
		return this.now - this.before > 2 * this.most;
	}

	get text(): string {
		return `The model's answer was cut off: it went on to more than the ${this.most.toLocaleString("en-US")} tokens that it was asked for at most. Continue the task when the provider or gateway keeps to that.`;
	}
}

function show(turn: number, said: ModelSignal, live: ExchangePorts["live"]): void {
	if (said.type === "text") live.text(turn, said.delta);
	if (said.type === "thinking") live.thinking(turn, said.delta);
	if (said.type === "retrying") live.restart(turn);
}
