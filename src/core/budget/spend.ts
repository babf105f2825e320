/** What a task has used, and where its caps stand: pure folds of its events. */

import type { AsidePurpose } from "../agent/aside.ts";
import { addUsage, noUsage, type Usage } from "../agent/messages.ts";
import type { Fact, Recorded, TaskEvent } from "../task/events.ts";
import { type CapName, type Caps, capsOf, dollars, raisedBy } from "./caps.ts";

export interface Spend {
	readonly usage: Usage;
	/** US dollars of what has a price. */
	readonly cost: number;
	/** True when some request had no known price: `cost` is then only a part. */
	readonly costUnknown: boolean;
	readonly turns: number;
	/** Time in which the task ran and waited neither for a person nor for the checks of its base, up to `runningSince`. */
	readonly activeMs: number;
	/** When the clock last began to run; null while it stands. */
	readonly runningSince: number | null;
	/** Held back for the request that is on its way; null when none is. */
	readonly held: Held | null;
	/** Held back for requests whose end nobody saw: they may have cost so much, and it counts. */
	readonly lost: Held;
	/** What of all this went to requests beside the conversation. */
	readonly apart: Readonly<Partial<Record<AsidePurpose, Apart>>>;
}

export interface Apart {
	readonly usage: Usage;
	/** US dollars of what has a price. */
	readonly cost: number;
	readonly costUnknown: boolean;
	readonly requests: number;
}

export interface Held {
	readonly tokens: number;
	/** US dollars of what has a price. */
	readonly money: number;
	/** A part of it has no known price. */
	readonly unpriced?: true;
}

export const noSpend: Spend = {
	usage: noUsage,
	cost: 0,
	costUnknown: false,
	turns: 0,
	activeMs: 0,
	runningSince: null,
	held: null,
	lost: { tokens: 0, money: 0 },
	apart: {},
};

export interface Budget {
	readonly caps: Caps;
	/** Caps of which four fifths were used when the model was told; a raise makes it forget. */
	readonly warned: readonly CapName[];
	/** What holds the task up; null while nothing does. */
	readonly reached: CapName | "day" | null;
	/** The model without a known price: the cap on money does not hold; empty while it does. */
	readonly unpriced: string;
}

export const noBudget: Budget = { caps: capsOf(undefined), warned: [], reached: null, unpriced: "" };

/** Every token that went through a model. */
export function tokensOf(usage: Usage): number {
	return usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h + usage.output;
}

/** What counts against the caps, at this time (milliseconds since 1970). */
export function usedOf(spend: Spend, now: number): Readonly<Record<CapName, number>> {
	const running = spend.runningSince === null ? 0 : Math.max(0, now - spend.runningSince);
	return {
		money: spend.cost + spend.lost.money,
		tokens: tokensOf(spend.usage) + spend.lost.tokens,
		minutes: (spend.activeMs + running) / 60_000,
		turns: spend.turns,
	};
}

/** `before` is when the event before this one happened. */
export function stepSpend(spend: Spend, record: Recorded, before: number): Spend {
	return stepped(withClock(spend, record.at, before), record, before);
}

/** A clock that was set back takes away nothing of what was worked until then, and counts on from there. */
function withClock(spend: Spend, at: number, before: number): Spend {
	const { activeMs, runningSince } = spend;
	if (runningSince === null || at >= before) return spend;
	return { ...spend, activeMs: activeMs + Math.max(0, before - runningSince), runningSince: at };
}

function stepped(spend: Spend, { event, at }: Recorded, before: number): Spend {
	const worked = (until: number) => spend.activeMs + (spend.runningSince === null ? 0 : until - spend.runningSince);
	switch (event.type) {
		case "turn.finished":
		case "turn.failed":
			return {
				...spend,
				usage: addUsage(spend.usage, event.usage),
				cost: spend.cost + (event.cost ?? 0),
				costUnknown: spend.costUnknown || event.cost === null,
				turns: spend.turns + (event.type === "turn.finished" ? 1 : 0),
				held: null,
			};
		case "aside.finished":
		case "aside.failed":
			return withApart(spend, event);
		case "turn.started":
		case "aside.started":
			return withoutHeld(spend);
		case "budget.reserved":
			return { ...spend, held: heldBack(event) };
		case "task.started":
			return { ...withoutHeld(spend), runningSince: spend.runningSince ?? at };
		case "task.created":
		case "approval.decided":
		case "question.answered":
		case "baseline.finished":
			return { ...spend, runningSince: spend.runningSince ?? at };
		case "approval.asked":
		case "question.asked":
		case "baseline.started":
			return { ...spend, activeMs: worked(at), runningSince: null };
		case "task.ended":
			return { ...withoutHeld(spend), activeMs: worked(at), runningSince: null };
		case "task.interrupted":
			// What passed between the last event before the crash and the restart was not work.
			return { ...withoutHeld(spend), activeMs: worked(Math.min(before, at)), runningSince: null };
		default:
			return spend;
	}
}

function withApart(spend: Spend, { purpose, usage, cost }: Fact<"aside.finished"> | Fact<"aside.failed">): Spend {
	const before = spend.apart[purpose] ?? { usage: noUsage, cost: 0, costUnknown: false, requests: 0 };
	const apart = {
		usage: addUsage(before.usage, usage),
		cost: before.cost + (cost ?? 0),
		costUnknown: before.costUnknown || cost === null,
		requests: before.requests + 1,
	};
	return {
		...spend,
		usage: addUsage(spend.usage, usage),
		cost: spend.cost + (cost ?? 0),
		costUnknown: spend.costUnknown || cost === null,
		held: null,
		apart: { ...spend.apart, [purpose]: apart },
	};
}

/** A request whose end is not on record may have cost all that was held back for it. */
function withoutHeld(spend: Spend): Spend {
	const { held, lost } = spend;
	if (held === null) return spend;
	const both = { tokens: lost.tokens + held.tokens, money: lost.money + held.money };
	const isUnpriced = lost.unpriced || held.unpriced;
	return {
		...spend,
		held: null,
		lost: isUnpriced ? { ...both, unpriced: true } : both,
		costUnknown: spend.costUnknown || isUnpriced === true,
	};
}

function heldBack({ tokens, money }: Fact<"budget.reserved">): Held {
	return money === null ? { tokens, money: 0, unpriced: true } : { tokens, money };
}

/** How much money that is, for a person: what is not known is never 0. */
export function heldText({ money, unpriced }: Held): string {
	if (!unpriced) return `up to ${dollars(money)}`;
	return money > 0 ? `${dollars(money)} or more` : "an unknown cost";
}

/** Whether what it costs is known in part at most; also while the first request of a model without a price is on its way. */
export function isCostUnknown({ spend, budget }: { readonly spend: Spend; readonly budget: Budget }): boolean {
	return spend.costUnknown || (budget.unpriced !== "" && spend.cost === 0);
}

export function stepBudget(budget: Budget, event: TaskEvent): Budget {
	switch (event.type) {
		case "task.created":
			return { ...budget, caps: capsOf(event.brief.budget) };
		case "task.started":
			return { ...budget, reached: null, unpriced: "" };
		case "budget.warned":
			return { ...budget, warned: [...budget.warned, event.cap] };
		case "budget.reached":
			return { ...budget, reached: event.cap };
		case "budget.unpriced":
			return { ...budget, unpriced: event.model };
		case "budget.raised": {
			const { reached } = budget;
			const isRaised = (name: CapName) => (event[name] ?? 0) > 0;
			return {
				...budget,
				caps: raisedBy(budget.caps, event),
				warned: budget.warned.filter((name) => !isRaised(name)),
				reached: reached !== null && reached !== "day" && isRaised(reached) ? null : reached,
			};
		}
		default:
			return budget;
	}
}

/** True when the task ended at a cap that nobody has raised since: running it again would end at once. */
export function isHeldUp({ status, budget }: { readonly status: string; readonly budget: Budget }): boolean {
	return status === "out-of-budget" && budget.reached !== null && budget.reached !== "day";
}

/** For a person. */
export function unpricedText(model: string): string {
	return `What ${model} costs is not known: the cap on money does not hold. Caps on tokens, time and turns do.`;
}
