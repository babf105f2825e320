/** Holds the worst case of a request back before it is sent: what does not fit is not sent. */

import type { ModelRequest, Usage } from "../agent/messages.ts";
import type { Clock, DaySpend, Journal, Model } from "../ports.ts";
import type { Brief } from "../task/brief.ts";
import type { Recorded } from "../task/events.ts";
import { amountText, type CapName, dollars, goOn } from "./caps.ts";
import { type Counted, inputTokens } from "./estimate.ts";
import { type Budget, noBudget, noSpend, type Spend, stepBudget, stepSpend, tokensOf, usedOf } from "./spend.ts";

/** What a request has used until now: by tries that failed. */
export interface Used {
	readonly usage: Usage;
	readonly cost: number | null;
}

/** A request that is reserved. */
export interface Asked {
	/** No other request of the task has it. */
	readonly name: string;
	readonly model: Model;
	/** `task`: it goes on where the last turn's ended, so that the provider's count of that holds; `aside`: it stands alone. */
	readonly conversation: "task" | "aside";
}

export type Reservation =
	| {
			readonly kind: "reserved";
			/** Most tokens that the reply may have. */
			readonly maxTokens: number;
			/** All that the request can use, with what it has used. */
			readonly tokens: number;
			readonly money: number | null;
	  }
	| { readonly kind: "refused"; readonly cap: CapName | "day"; readonly text: string };

type Refused = Extract<Reservation, { kind: "refused" }>;

/** A reply that may have fewer tokens is not worth its input. */
const leastReply = 256;

export interface LedgerParts {
	readonly journal: Pick<Journal, "events">;
	readonly clock: Pick<Clock, "now">;
	readonly model: Model;
	/** Absent where nothing is counted over all tasks. */
	readonly day?: DaySpend | undefined;
}

/** The task's books: caught up with its journal, so that a restart forgets nothing. Every request goes through `reserve`. */
export class Ledger {
	private readonly parts: LedgerParts;
	private state: { spend: Spend; budget: Budget } = { spend: noSpend, budget: noBudget };
	private task = "";
	private asked = "";
	private last: Counted | null = null;
	private explores = false;
	/** The model whose last reply had no known price; empty when it had one. */
	private unpricedReply = "";
	private read = 0;
	private before = 0;

	constructor(parts: LedgerParts) {
		this.parts = parts;
	}

	/** Where the task stands now. */
	now(): { readonly spend: Spend; readonly budget: Budget; readonly used: Readonly<Record<CapName, number>> } {
		const { events } = this.parts.journal;
		for (; this.read < events.length; this.read++) {
			const record = events[this.read];
			if (record) this.step(record);
		}
		return { ...this.state, used: usedOf(this.state.spend, this.parts.clock.now()) };
	}

	/** The model without a known price, when that is not on record yet; else empty. */
	unpriced(): string {
		const { budget } = this.now();
		if (budget.unpriced !== "") return "";
		const { model } = this.parts;
		return model.mostCost({ input: 1, output: 1 }) === null ? model.info.id : this.unpricedReply;
	}

	/** Whether there is a cap on what a request uses; without one, nothing needs to be on record before it is sent. */
	isCapped(): boolean {
		const { money, tokens } = this.now().budget.caps;
		return money !== null || tokens !== null;
	}

	/** Whether what this model costs is unknown, and that is not on record yet, though a cap on money holds. */
	isUnpriced(model: Model): boolean {
		const { budget } = this.now();
		if (budget.caps.money === null || budget.unpriced !== "") return false;
		return model.mostCost({ input: 1, output: 1 }) === null;
	}

	/** `used`: by this request's tries before. Nothing must be sent unless it is reserved and on record. */
	async reserve(asked: Asked, request: ModelRequest, used: Used): Promise<Reservation> {
		const { budget, used: spent } = this.now();
		const { tokens: mostTokens, money: mostMoney } = budget.caps;
		const { model } = asked;
		const last = asked.conversation === "task" ? this.last : null;
		const input = inputTokens(request, model.info.id, last);
		const usedTokens = tokensOf(used.usage);
		const tokensLeft = (mostTokens ?? Number.POSITIVE_INFINITY) - spent.tokens - usedTokens - input;
		if (tokensLeft < leastReply) return this.refusal("tokens", input + leastReply);
		const most = Math.floor(Math.min(request.maxTokens, tokensLeft));
		const price = (output: number) => model.mostCost({ input, output });
		const known = price(leastReply);
		if (known === null) return { kind: "reserved", maxTokens: most, tokens: usedTokens + input + most, money: null };
		const usedMoney = used.cost ?? 0;
		const taskLeft = (mostMoney ?? Number.POSITIVE_INFINITY) - spent.money - usedMoney;
		if (known > taskLeft) return this.refusal("money", known);
		return this.reserveMoney(asked, { input, most, taskLeft, usedMoney, usedTokens });
	}

	private async reserveMoney({ name, model }: Asked, need: Need): Promise<Reservation> {
		const { input, most, taskLeft, usedMoney, usedTokens } = need;
		try {
			const dayLeft = await this.dayLeft(name);
			const least = model.mostCost({ input, output: leastReply }) ?? 0;
			if (least > dayLeft - usedMoney) return daySpent(dayLeft);
			const maxTokens = affordable(model, { input, most, money: Math.min(taskLeft, dayLeft - usedMoney) });
			const money = usedMoney + (model.mostCost({ input, output: maxTokens }) ?? 0);
			const held = money === 0 || (await (this.parts.day?.hold(this.name(name), money) ?? true));
			if (!held) return daySpent(dayLeft);
			return { kind: "reserved", maxTokens, tokens: usedTokens + input + maxTokens, money };
		} catch (error) {
			return { kind: "refused", cap: "day", text: `${uncounted} ${String(error)}` };
		}
	}

	private async dayLeft(name: string): Promise<number> {
		return (await this.parts.day?.left(this.name(name))) ?? Number.POSITIVE_INFINITY;
	}

	/** What the request did cost: for the count over all tasks. What cannot be known stays as it was held back. */
	async settle(name: string, cost: number | null): Promise<void> {
		// The request is paid for: that it could not be written down must not lose its reply. What is held back still counts.
		if (cost !== null) await this.parts.day?.settle(this.name(name), cost).catch(() => undefined);
	}

	private name(request: string): string {
		return `${this.task}:${request}`;
	}

	private step(record: Recorded): void {
		const { event, at } = record;
		const { spend, budget } = this.state;
		this.state = { spend: stepSpend(spend, record, this.before), budget: stepBudget(budget, event) };
		this.before = at;
		if (event.type === "task.created") this.task = event.task;
		if (event.type === "task.created" || event.type === "brief.changed") this.holds(event.brief);
		if (event.type === "task.started") {
			this.asked = event.model.id;
			this.unpricedReply = "";
		}
		if (event.type === "turn.finished") {
			this.last = counted(event.usage, this.asked);
			this.unpricedReply = event.cost === null ? event.model : "";
		}
		// The conversation is another one from here on: its length was not counted yet.
		if (event.type === "history.compacted") this.last = null;
	}

	/** Another mode has other tools before the conversation: its length was not counted with them. */
	private holds({ mode }: Brief): void {
		const explores = mode === "explore";
		if (explores !== this.explores) this.last = null;
		this.explores = explores;
	}

	/** `next`: what the next request needs at least. */
	private refusal(cap: "money" | "tokens", next: number): Refused {
		const { used, budget } = this.now();
		const limit = amountText(cap, budget.caps[cap] ?? 0);
		const spent = amountText(cap, used[cap]);
		const text = `The budget of ${limit} is used up: ${spent} are spent, and the next request could take ${amountText(cap, Math.ceil(next * 10_000) / 10_000)} more. ${goOn}`;
		return { kind: "refused", cap, text };
	}
}

/** The longest reply up to `most` that so much money pays for; prices are linear in the reply's length. */
function affordable(
	model: Model,
	{ input, most, money }: { readonly input: number; readonly most: number; readonly money: number },
): number {
	const base = model.mostCost({ input, output: 0 }) ?? 0;
	const each = ((model.mostCost({ input, output: 1_000_000 }) ?? 0) - base) / 1_000_000;
	return each <= 0 ? most : Math.max(leastReply, Math.min(most, Math.floor((money - base) / each)));
}

interface Need {
	readonly input: number;
	readonly most: number;
	readonly taskLeft: number;
	readonly usedMoney: number;
	readonly usedTokens: number;
}

/** A reply that was not counted tells nothing. */
function counted(usage: Usage, asked: string): Counted | null {
	const tokens = tokensOf(usage);
	return tokens === 0 ? null : { tokens, asked };
}

const uncounted =
	"What all tasks of today have cost cannot be counted, so nothing is spent. Mend this, or set remit.budget.daily to 0.";

function daySpent(left: number): Refused {
	const text = `The budget for today over all tasks (remit.budget.daily) is used up: ${dollars(Math.max(0, left))} are left, and the next request could take more. What was done so far is kept. Continue tomorrow, or raise the setting.`;
	return { kind: "refused", cap: "day", text };
}
