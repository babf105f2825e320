/** Shares an amount among people. The shares always add up to the amount. */

import { assertCents, MoneyError } from "./errors.ts";

/** Equal shares, in cents. What does not divide evenly goes to the first people, a cent each. */
export function splitEqually(total: number, people: number): number[] {
	assertCents(total);
	if (!Number.isInteger(people) || people < 1) throw new MoneyError("there must be at least one person");
	const share = Math.floor(total / people);
	return Array.from({ length: people }, () => share);
}

/** Shares in proportion to `weights`, in cents. Cents left over go to the largest fractions. */
export function splitByWeight(total: number, weights: readonly number[]): number[] {
	assertCents(total);
	const sum = weights.reduce((all, weight) => all + weight, 0);
	if (!(sum > 0) || weights.some((weight) => weight < 0)) throw new MoneyError("weights must be positive");
	const exact = weights.map((weight) => (total * weight) / sum);
	const shares = exact.map(Math.floor);
	const left = total - shares.reduce((all, share) => all + share, 0);
	const largestFirst = exact
		.map((value, index) => ({ index, fraction: value - Math.floor(value) }))
		.sort((a, b) => b.fraction - a.fraction || a.index - b.index);
	for (const { index } of largestFirst.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
	return shares;
}
