/** Reads and writes amounts of money. Inside the library an amount is a whole number of cents. */

import { assertCents, MoneyError } from "./errors.ts";

const pattern = /^(?<sign>-?)(?<whole>\d+)(?:[.,](?<cents>\d{2}))?$/;

/** `"12.50"`, `"12,50"` or `"12"` as cents. */
export function parseMoney(text: string): number {
	const groups = pattern.exec(text.trim())?.groups;
	if (!groups) throw new MoneyError(`"${text}" is not an amount; write it like 12.50`);
	const cents = Number(groups.whole) * 100 + Number(groups.cents ?? 0);
	return groups.sign === "-" ? -cents : cents;
}

/** Cents as `"12.50"`. */
export function formatMoney(cents: number): string {
	assertCents(cents);
	const sign = cents < 0 ? "-" : "";
	const digits = String(Math.abs(cents)).padStart(3, "0");
	return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
