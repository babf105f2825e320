/** Does the same with many things, a few at a time. */

/** Resolves to the results in the order of the items; rejects with the first failure. */
export async function inParallel<Item, Result>(
	items: readonly Item[],
	limit: number,
	work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
	const results = new Map<number, Result>();
	const queue = items.entries();
	const worker = async () => {
		for (const [index, item] of queue) results.set(index, await work(item));
	};
	await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
	return [...results].toSorted(([one], [two]) => one - two).map(([, result]) => result);
}
