/** Counts how often the same failure comes back though something was changed to mend it. */

import type { Attempt } from "../task/harness-events.ts";
import type { CheckRun, Shown } from "./check-run.ts";

/** Attempts at one thing that a task has. */
export const mostStrikes = 3;

interface Known {
	readonly shown: Shown;
	/** Attempts that ended in it. */
	readonly times: number;
	/** How many changes there were when it was seen last. */
	readonly at: number;
	readonly failing: boolean;
}

/** How a run differs from the one of that name before it. */
interface Step {
	/** Something was mended that never was before, or fewer things fail that are too many to be listed. */
	readonly better: boolean;
	/** Something fails that never did: the agent is at work on something else, such as writing tests first. */
	readonly novel: boolean;
}

/**
 * An attempt is a run after a change, and it counts as another one only when it is another try at the same: when a file was
 * changed again that had been changed before the failure was seen last, or the file that fails.
 */
export class SameFailure {
	private readonly known = new Map<string, Known>();
	private readonly runs = new Map<string, CheckRun>();
	/** How many things failed at least where the same ones are listed. */
	private readonly fewest = new Map<string, number>();
	private readonly mended = new Set<string>();
	private readonly changes: string[] = [];
	/** Where in `changes` a path stands first. */
	private readonly firstOf = new Map<string, number>();

	changed(path: string): void {
		if (!this.firstOf.has(path)) this.firstOf.set(path, this.changes.length);
		this.changes.push(path);
	}

	/** The task got on otherwise. */
	progressed(): void {
		for (const [signature, known] of this.known) this.known.set(signature, { ...known, times: 0 });
	}

	/** Whether something passes now that did not. */
	ran(run: CheckRun): boolean {
		const before = this.runs.get(run.name);
		this.runs.set(run.name, run);
		const gone = goneFrom(before, run);
		const step = this.step(run, before, gone);
		for (const signature of gone) this.mend(signature, before !== undefined && run.count < before.count);
		for (const shown of run.failures) this.see(shown, step);
		return run.count === 0 && gone.length > 0 && step.better;
	}

	/** What failed on the last attempt it had. */
	get struck(): readonly Attempt[] {
		const struck = [...this.known.values()].filter(({ failing, times }) => failing && times >= mostStrikes);
		return struck.map(({ shown: { what, failure, place }, times }) => ({ what, failure, place, times }));
	}

	private step(run: CheckRun, before: CheckRun | undefined, gone: readonly string[]): Step {
		const mended = gone.filter((signature) => !this.mended.has(`${run.name} ${signature}`));
		for (const signature of mended) this.mended.add(`${run.name} ${signature}`);
		return {
			better: mended.length > 0 || this.isFewer(run, before),
			novel: before !== undefined && run.failures.some(({ signature }) => !this.known.has(signature)),
		};
	}

	/** Of more than are listed: fewer than in the last run, and than ever before. To and fro is no progress. */
	private isFewer(run: CheckRun, before: CheckRun | undefined): boolean {
		if (run.count <= run.failures.length) return false;
		const listed = JSON.stringify([run.name, ...run.failures.map(({ signature }) => signature)]);
		const fewest = this.fewest.get(listed) ?? Number.POSITIVE_INFINITY;
		this.fewest.set(listed, Math.min(fewest, run.count));
		return before !== undefined && run.count < Math.min(before.count, fewest);
	}

	/** A failure that is gone while fewer remain was mended; one that only makes room for others was not. */
	private mend(signature: string, fewer: boolean): void {
		const known = this.known.get(signature);
		if (known) this.known.set(signature, { ...known, failing: false, times: fewer ? 0 : known.times });
	}

	private see(shown: Shown, { better, novel }: Step): void {
		const known = this.known.get(shown.signature);
		const at = this.changes.length;
		this.known.set(shown.signature, { shown, at, failing: true, times: this.timesOf(shown, known, { better, novel }) });
	}

	private timesOf({ path }: Shown, known: Known | undefined, { better, novel }: Step): number {
		const now = this.changes.length;
		// What fails before anything was changed is where the task begins.
		if (!known) return now > 0 ? 1 : 0;
		if (known.at === now) return known.times;
		if (better) return 1;
		if (novel) return known.times;
		return known.times === 0 || this.isAnotherTry(known.at, path) ? known.times + 1 : known.times;
	}

	private isAnotherTry(since: number, place: string): boolean {
		return this.changes.slice(since).some((path) => path === place || (this.firstOf.get(path) ?? since) < since);
	}
}

function goneFrom(before: CheckRun | undefined, { failures }: CheckRun): readonly string[] {
	const now = new Set(failures.map(({ signature }) => signature));
	return (before?.failures ?? []).map(({ signature }) => signature).filter((signature) => !now.has(signature));
}
