/** Collects expenses and works out who is owed what. */

import { MoneyError } from "./errors.ts";
import { splitByWeight, splitEqually } from "./split.ts";

export interface Expense {
	readonly payer: string;
	/** In cents. */
	readonly amount: number;
	readonly what: string;
	/** Who takes part, and how much; without it, everyone equally. */
	readonly weights?: Readonly<Record<string, number>>;
}

export interface Ledger {
	readonly people: readonly string[];
	readonly expenses: readonly Expense[];
}

export function emptyLedger(people: readonly string[]): Ledger {
	if (new Set(people).size < people.length) throw new MoneyError("two people have the same name");
	return { people, expenses: [] };
}

/** The ledger with one more expense. */
export function addExpense(ledger: Ledger, expense: Expense): Ledger {
	const named = [expense.payer, ...Object.keys(expense.weights ?? {})];
	const stranger = named.find((name) => !ledger.people.includes(name));
	if (stranger !== undefined) throw new MoneyError(`${stranger} is not part of this ledger`);
	return { ...ledger, expenses: [...ledger.expenses, expense] };
}

/** Cents by person: positive is owed to them, negative they owe. Adds up to 0. */
export function balances({ people, expenses }: Ledger): Map<string, number> {
	const result = new Map(people.map((name) => [name, 0]));
	for (const expense of expenses) {
		add(result, expense.payer, expense.amount);
		const shares = sharesOf(expense, people);
		for (const [index, name] of people.entries()) add(result, name, -(shares[index] ?? 0));
	}
	return result;
}

function sharesOf({ amount, weights }: Expense, people: readonly string[]): number[] {
	if (!weights) return splitEqually(amount, people.length);
	return splitByWeight(
		amount,
		people.map((name) => weights[name] ?? 0),
	);
}

function add(result: Map<string, number>, name: string, cents: number): void {
	result.set(name, (result.get(name) ?? 0) + cents);
}
