/** Keeps both sides of the changes that are shown: what was shown of a version is also what is accepted of it. */

import type { Change, Sides } from "../../core/review-ports.ts";
import type { ReviewSource } from "./source.ts";
import type { Side } from "./uri.ts";

/** What is kept of the sides that were shown, in bytes. */
const keptBytes = 64 * 1024 * 1024;

interface Awaited {
	readonly task: string;
	readonly change: Change;
	readonly resolve: (sides: Sides) => void;
	readonly reject: (reason: unknown) => void;
}

export class ShownSides {
	/** By name, the one that was used last at the end. */
	private readonly kept = new Map<string, Promise<Sides>>();
	private readonly source: ReviewSource;
	private awaited: Awaited[] = [];
	private loading = false;

	constructor(source: ReviewSource) {
		this.source = source;
	}

	/** The side's bytes; null where the file does not exist on that side. Rejects when the checkout cannot be read. */
	async read(task: string, change: Change, side: Side): Promise<Uint8Array | null> {
		return (await this.both(task, change))[side];
	}

	/** Rejects when the checkout cannot be read. */
	async both(task: string, change: Change): Promise<Sides> {
		const name = nameOf(task, change.path, change.version);
		const found = this.kept.get(name) ?? this.load(task, change);
		this.kept.delete(name);
		this.kept.set(name, found);
		try {
			return await found;
		} catch (error) {
			if (this.kept.get(name) === found) this.kept.delete(name);
			throw error;
		} finally {
			void this.trim();
		}
	}

	/** What was shown under this name before; undefined when it is not kept any more. */
	peek(task: string, path: string, version: string): Promise<Sides> | undefined {
		return this.kept.get(nameOf(task, path, version));
	}

	/** What is asked for while the checkout answers goes with the next question: an editor of many files asks for all at once. */
	private load(task: string, change: Change): Promise<Sides> {
		return new Promise((resolve, reject) => {
			this.awaited.push({ task, change, resolve, reject });
			if (!this.loading) void this.answerAll();
		});
	}

	private async answerAll(): Promise<void> {
		this.loading = true;
		while (this.awaited.length > 0) {
			const [first] = this.awaited;
			const batch = this.awaited.filter(({ task }) => task === first?.task);
			this.awaited = this.awaited.filter(({ task }) => task !== first?.task);
			if (!(await this.answer(batch))) for (const one of batch) await this.answer([one]);
		}
		this.loading = false;
	}

	/** False when several were asked for and one of them cannot be read. */
	private async answer(batch: readonly Awaited[]): Promise<boolean> {
		try {
			const found = await this.source.sides(
				batch[0]?.task ?? "",
				batch.map(({ change }) => change),
			);
			for (const [at, { resolve }] of batch.entries()) resolve(found[at] ?? { base: null, proposed: null });
		} catch (error) {
			if (batch.length > 1) return false;
			batch[0]?.reject(error);
		}
		return true;
	}

	private async trim(): Promise<void> {
		let total = 0;
		for (const [name, pair] of [...this.kept].reverse()) {
			const sides = await pair.catch(() => null);
			total += (sides?.base?.length ?? 0) + (sides?.proposed?.length ?? 0);
			if (total > keptBytes) this.kept.delete(name);
		}
	}
}

function nameOf(task: string, path: string, version: string): string {
	return JSON.stringify([task, path, version]);
}
