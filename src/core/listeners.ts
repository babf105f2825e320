/** Listeners to one kind of news. */

export interface Subscription {
	dispose(): void;
}

export class Listeners<News> {
	private readonly all = new Set<(news: News) => void>();

	/** Calls `listener` with all news from now on, until the subscription is disposed of. */
	add(listener: (news: News) => void): Subscription {
		this.all.add(listener);
		return { dispose: () => this.all.delete(listener) };
	}

	tell(news: News): void {
		for (const listener of [...this.all]) listener(news);
	}
}
