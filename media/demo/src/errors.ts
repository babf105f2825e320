/** What can be wrong with an input. */

export class MoneyError extends Error {
	override readonly name = "MoneyError";
}

/** Throws unless `value` is a whole number of cents. */
export function assertCents(value: number): void {
	if (!Number.isSafeInteger(value)) throw new MoneyError(`${value} is not a whole number of cents`);
}
