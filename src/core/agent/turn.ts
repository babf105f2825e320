/** One turn's request: holds its worst case back, sends the conversation, shows the reply as it comes, and says how it went. */

import { OutOfTime } from "../budget/out-of-time.ts";
import type { Ledger, Reservation, Used } from "../budget/reservation.ts";
import type { Live, Ports } from "../ports.ts";
import type { TaskEvent } from "../task/events.ts";
import { addUsage, type ModelRequest, type ModelSignal, noUsage } from "./messages.ts";

type Finished = Extract<TaskEvent, { type: "turn.finished" }>;
type Failed = Extract<TaskEvent, { type: "turn.failed" }>;
type Retrying = Extract<ModelSignal, { type: "retrying" }>;
type Reserved = Extract<Reservation, { kind: "reserved" }>;

/** What a request needs of the world. */
export interface TurnPorts extends Pick<Ports, "model" | "live" | "clock"> {
	/** The only way to a model: what it refuses is not sent. */
	readonly ledger: Ledger;
}

const nothing: Used = { usage: noUsage, cost: 0 };

/**
 * Yields what was held back and retries as they happen, and last the turn's end, which it also returns. A stopped request
 * ends as a failed turn with reason "stopped", one that the budget does not allow with reason "budget"; what was used is counted.
 */
export async function* requestTurn(
	turn: number,
	request: ModelRequest,
	ports: TurnPorts,
	signal: AbortSignal,
): AsyncGenerator<TaskEvent, Finished | Failed> {
	const exchange = new Exchange(turn, request, ports);
	const end = yield* exchange.run(signal);
	await ports.ledger.settle(turn, end.cost);
	yield end;
	return end;
}

class Exchange {
	private readonly turn: number;
	private readonly request: ModelRequest;
	private readonly ports: TurnPorts;
	/** By streams that were given up, and by the one that runs. */
	private before = nothing;
	private used = nothing;

	constructor(turn: number, request: ModelRequest, ports: TurnPorts) {
		this.turn = turn;
		this.request = request;
		this.ports = ports;
	}

	/** A try that failed has used something: where a whole one does not fit any more, a shorter one is sent. */
	async *run(signal: AbortSignal): AsyncGenerator<TaskEvent, Finished | Failed> {
		for (;;) {
			const reserved = yield* this.reserve(this.request.maxTokens);
			if (reserved.kind === "refused") return this.failed("budget", reserved.text);
			const said = yield* this.stream(reserved, signal);
			if (said.type !== "retrying") return said;
			this.before = this.used;
			await this.ports.clock.wait(said.waitMs, signal);
			if (signal.aborted) return this.aborted(signal);
		}
	}

	private async *reserve(maxTokens: number): AsyncGenerator<TaskEvent, Reservation> {
		const { ledger } = this.ports;
		const reserved = await ledger.reserve(this.turn, { ...this.request, maxTokens }, this.used);
		if (reserved.kind === "refused") {
			yield { type: "budget.reached", cap: reserved.cap };
		} else if (ledger.isCapped()) {
			const { tokens, money } = reserved;
			yield { type: "budget.reserved", turn: this.turn, tokens, money };
		}
		return reserved;
	}

	/** The turn's end, or the retry that must be shorter than what was sent. */
	private async *stream(
		{ maxTokens }: Reserved,
		signal: AbortSignal,
	): AsyncGenerator<TaskEvent, Finished | Failed | Retrying> {
		const { turn, ports } = this;
		try {
			for await (const said of ports.model.stream({ ...this.request, maxTokens }, signal)) {
				show(turn, said, ports.live);
				if (said.type === "finished") return { type: "turn.finished", turn, ...said.reply, ...this.with(said.reply) };
				if (said.type === "failed") return { ...said, type: "turn.failed", turn, ...this.with(said) };
				if (said.type === "used") this.used = this.with(said);
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
		const again = await this.ports.ledger.reserve(this.turn, { ...this.request, maxTokens }, this.used);
		if (again.kind === "refused" || again.maxTokens < maxTokens) return false;
		if (this.ports.ledger.isCapped())
			yield { type: "budget.reserved", turn: this.turn, tokens: again.tokens, money: again.money };
		return true;
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

	private aborted({ reason }: AbortSignal): Failed {
		if (reason instanceof OutOfTime) return this.failed("budget", reason.message);
		return this.failed("stopped", "Stopped while the model was answering.");
	}

	private failed(reason: string, text: string): Failed {
		return { type: "turn.failed", turn: this.turn, reason, text, ...this.used };
	}
}

function show(turn: number, said: ModelSignal, live: Live): void {
	if (said.type === "text") live.text(turn, said.delta);
	if (said.type === "thinking") live.thinking(turn, said.delta);
	if (said.type === "retrying") live.restart(turn);
}
