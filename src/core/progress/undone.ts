/** Counts how often the agent brings a file back to what it had been before. */

import type { Attempt } from "../task/harness-events.ts";
import type { Deed } from "./deeds.ts";
import { mostStrikes } from "./same-failure.ts";

interface Versions {
	readonly seen: Set<string>;
	returns: number;
}

/**
 * To undo an edit and to do it again once is how a fix is proved: so the third return counts as going in a circle
 * (done, undone, done, undone).
 */
export class Undone {
	private readonly files = new Map<string, Versions>();
	private last = "";

	did({ outcome }: Deed): void {
		const { file } = outcome;
		if (outcome.kind !== "done" || !file || file.before === undefined || file.before === file.version) return;
		const versions = this.files.get(file.path) ?? { seen: new Set(), returns: 0 };
		this.files.set(file.path, versions);
		versions.seen.add(file.before ?? "");
		if (versions.seen.has(file.version)) versions.returns++;
		versions.seen.add(file.version);
		this.last = file.path;
	}

	/** The task got on otherwise. */
	progressed(): void {
		for (const versions of this.files.values()) versions.returns = 0;
	}

	get struck(): readonly Attempt[] {
		const times = this.files.get(this.last)?.returns ?? 0;
		if (times < mostStrikes) return [];
		return [
			{ what: `edit ${this.last}`, failure: "was brought back to what it had been before", place: this.last, times },
		];
	}
}
