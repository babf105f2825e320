/** Finds the payments that make everyone even. */

export interface Payment {
	readonly from: string;
	readonly to: string;
	/** In cents. */
	readonly amount: number;
}

/** At most one payment fewer than there are people. `balances` must add up to 0. */
export function settle(balances: ReadonlyMap<string, number>): Payment[] {
	const owed = sorted(balances, (cents) => cents);
	const owing = sorted(balances, (cents) => -cents);
	const payments: Payment[] = [];
	for (let debtor = owing.shift(), creditor = owed.shift(); debtor && creditor; ) {
		const amount = Math.min(debtor.cents, creditor.cents);
		payments.push({ from: debtor.name, to: creditor.name, amount });
		debtor.cents -= amount;
		creditor.cents -= amount;
		if (debtor.cents === 0) debtor = owing.shift();
		if (creditor.cents === 0) creditor = owed.shift();
	}
	return payments;
}

/** Those with a positive value, the largest first. */
function sorted(balances: ReadonlyMap<string, number>, value: (cents: number) => number) {
	return [...balances]
		.map(([name, cents]) => ({ name, cents: value(cents) }))
		.filter(({ cents }) => cents > 0)
		.sort((a, b) => b.cents - a.cents || a.name.localeCompare(b.name));
}
