/** What a task may use: its caps, how they are raised, and how much they are. */

import type { Brief } from "../task/brief.ts";

export const capNames = ["money", "tokens", "minutes", "turns"] as const;

export type CapName = (typeof capNames)[number];

/** Null: no cap of that kind. A cap on turns always exists. */
export interface Caps {
	/** US dollars. */
	readonly money: number | null;
	/** Input, cached or not, and output. */
	readonly tokens: number | null;
	/** Minutes in which the task runs and does not wait for a person. */
	readonly minutes: number | null;
	readonly turns: number;
}

/** How much a cap is raised by; what is left out stays as it is. */
export type Amounts = { readonly [Name in CapName]?: number | undefined };

/** Turns of a task of which nothing else is said. */
const defaultTurns = 200;

/** What a brief says of its budget; a journal of version 0.1 says of turns only. */
export function capsOf(budget: Brief["budget"]): Caps {
	const { money = null, tokens = null, minutes = null, turns = defaultTurns } = budget ?? {};
	return { money, tokens, minutes, turns };
}

/** There is nothing to raise where there is no cap. */
export function raisedBy(caps: Caps, by: Amounts): Caps {
	const more = (cap: number | null, amount = 0) => (cap === null ? null : cap + Math.max(0, amount));
	return {
		money: more(caps.money, by.money),
		tokens: more(caps.tokens, by.tokens),
		minutes: more(caps.minutes, by.minutes),
		turns: caps.turns + Math.max(0, by.turns ?? 0),
	};
}

/**
 * A foreign brief (another extension's, a keybinding's) may ask for less than the person's settings allow, and never for
 * more; of what it does not say, the settings hold.
 */
export function boundedBudget(asked: Brief["budget"], settings: Caps): NonNullable<Brief["budget"]> {
	const { money, tokens, minutes } = settings;
	return {
		...bounded("money", asked?.money, money),
		...bounded("tokens", asked?.tokens, tokens),
		...bounded("minutes", asked?.minutes, minutes),
		turns: Math.min(asked?.turns ?? settings.turns, settings.turns),
	};
}

function bounded(name: "money" | "tokens" | "minutes", asked: number | undefined, cap: number | null): Amounts {
	const amount = cap === null ? asked : Math.min(asked ?? cap, cap);
	return amount === undefined ? {} : { [name]: amount };
}

/** What a person can do at a cap of the task. */
export const goOn = "What was done so far is kept. Raise the budget to go on.";

/** "$5.00", "10,000,000 tokens", "60 active minutes", "1 turn". */
export function amountText(name: CapName, amount: number): string {
	if (name === "money") return dollars(amount);
	const count = Math.round(amount * 10) / 10;
	const shown = count.toLocaleString("en-US");
	const one = { tokens: "token", minutes: "active minute", turns: "turn" }[name];
	return `${shown} ${one}${count === 1 ? "" : "s"}`;
}

/** US dollars in cents, or more exactly below ten cents. */
export function dollars(amount: number): string {
	if (amount > 0 && amount < 0.0001) return "less than $0.0001";
	const digits = amount > 0 && amount < 0.1 ? 4 : 2;
	return `$${amount.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** All that hold, in one line: "$5.00, 10,000,000 tokens, 60 active minutes and 200 turns". */
export function capsText(caps: Caps): string {
	const parts = capNames.flatMap((name) => {
		const cap = caps[name];
		return cap === null ? [] : [amountText(name, cap)];
	});
	return listed(parts);
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: readonly string[]): string {
	return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** By how much a person is offered to raise a cap at once. */
export const raiseSteps = {
	money: [1, 5],
	tokens: [1_000_000, 5_000_000],
	minutes: [15, 60],
	turns: [50, 200],
} as const satisfies Record<CapName, readonly number[]>;

/** A slip of the finger must not give everything away. */
export const mostRaise = {
	money: 100,
	tokens: 100_000_000,
	minutes: 1_440,
	turns: 1_000,
} as const satisfies Record<CapName, number>;
