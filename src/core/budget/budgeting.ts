/** The budget in the loop: says between two turns what is nearly used up, and whether the task may go on. */

import type { Ports } from "../ports.ts";
import { type End, stopped } from "../task/ending.ts";
import type { TaskEvent } from "../task/events.ts";
import { amountText, type CapName, capNames, goOn, listed } from "./caps.ts";
import { OutOfTime, type TimeCap, watchTime } from "./out-of-time.ts";
import { Ledger } from "./reservation.ts";

/** The part of a cap at which the model and the person are told. */
const warningShare = 0.8;

export class Budgeting {
	readonly ledger: Ledger;
	private readonly ports: Ports;
	private readonly time: TimeCap;

	/** `stop` is the person's. */
	constructor(ports: Ports, stop: AbortSignal) {
		this.ports = ports;
		this.ledger = new Ledger(ports);
		this.time = watchTime(this.ledger, ports.clock, stop);
	}

	/** What a run of the task works under. */
	get signal(): AbortSignal {
		return this.time.signal;
	}

	/** Whether the run was cut at the cap on minutes. */
	get isOutOfTime(): boolean {
		return this.signal.reason instanceof OutOfTime;
	}

	/** Before a turn: the end when a cap is used up; else warns where it is due. */
	async *before(): AsyncGenerator<TaskEvent, End | undefined> {
		const unpriced = this.ledger.unpriced();
		if (unpriced !== "" && (await this.isMoneyCapped())) yield { type: "budget.unpriced", model: unpriced };
		const reached = capNames.find((name) => this.left(name) <= 0);
		if (reached !== undefined) return yield* this.usedUp(reached);
		yield* this.warnings();
		return undefined;
	}

	/** How a run ends whose signal was aborted. */
	async *cut(): AsyncGenerator<TaskEvent, End> {
		const { reason } = this.signal;
		if (!(reason instanceof OutOfTime)) return stopped;
		yield { type: "budget.reached", cap: "minutes" };
		return { end: "out-of-budget", text: reason.message };
	}

	close(): void {
		this.time.close();
	}

	private left(name: CapName): number {
		const { budget, used } = this.ledger.now();
		return (budget.caps[name] ?? Number.POSITIVE_INFINITY) - used[name];
	}

	private *usedUp(cap: CapName): Generator<TaskEvent, End> {
		const { budget } = this.ledger.now();
		yield { type: "budget.reached", cap };
		return {
			end: "out-of-budget",
			text: `The budget of ${amountText(cap, budget.caps[cap] ?? 0)} is used up. ${goOn}`,
		};
	}

	private *warnings(): Generator<TaskEvent> {
		const { budget, used } = this.ledger.now();
		const due = capNames.filter((name) => isNearly(used[name], budget.caps[name]) && !budget.warned.includes(name));
		for (const cap of due) yield { type: "budget.warned", cap, used: used[cap], limit: budget.caps[cap] ?? 0 };
		const amounts = due.map((name) => `${amountText(name, used[name])} of ${amountText(name, budget.caps[name] ?? 0)}`);
		if (amounts.length > 0) yield { type: "model.told", text: `${listed(amounts)} are used. ${beBrief}` };
	}

	private async isMoneyCapped(): Promise<boolean> {
		if (this.ledger.now().budget.caps.money !== null) return true;
		const day = this.ports.day?.left("").catch(() => 0);
		return ((await day) ?? null) !== null;
	}
}

const beBrief = "Do what matters most first, and finish before the rest is used up: say what is left.";

function isNearly(used: number, cap: number | null): boolean {
	return cap !== null && used >= cap * warningShare;
}
