/** The ledger of attempts: what was tried and failed in a task, how often, and what was changed in between. */

import { ChangedFiles } from "../progress/changed-files.ts";
import { type CheckRun, runOfDeed, runsOfVerification, type Shown } from "../progress/check-run.ts";
import { Deeds } from "../progress/deeds.ts";
import type { Recorded, TaskEvent } from "../task/events.ts";
import type { Attempt } from "../task/harness-events.ts";

const mostAttempts = 100;
const mostPaths = 20;

/**
 * Each failure once, in the order in which they came first, over the whole task. A run counts as another attempt when
 * something was changed since the failure was seen last. Of calls that never ran, only what a third strike names is told. At most 100.
 */
export function attemptsOf(events: readonly Recorded[]): readonly Attempt[] {
	const ledger = new AttemptLedger();
	for (const { event } of events) ledger.step(event);
	return ledger.attempts;
}

interface Entry {
	readonly shown: Shown;
	readonly times: number;
	/** How many changes there were when it was seen first, and last. */
	readonly from: number;
	readonly at: number;
	readonly solved: boolean;
}

class AttemptLedger {
	private root = "";
	private readonly deeds = new Deeds();
	private readonly files = new ChangedFiles();
	private readonly changes: string[] = [];
	private readonly entries = new Map<string, Entry>();
	private readonly runs = new Map<string, CheckRun>();
	private struck: Attempt[] = [];

	step(event: TaskEvent): void {
		if (event.type === "checkout.made") this.root = event.checkout.root;
		if (event.type === "changes.found") this.changes.push(...this.files.byLook(event));
		if (event.type === "verification.finished") for (const run of runsOfVerification(event)) this.ran(run);
		if (event.type === "stuck.found" && event.reason !== "same-failure") this.struck.push(...event.attempts);
		const deed = this.deeds.step(event);
		if (!deed) return;
		const path = this.files.byDeed(deed);
		if (path !== undefined) this.changes.push(path);
		const run = runOfDeed(deed, this.root);
		if (run) this.ran(run);
	}

	get attempts(): readonly Attempt[] {
		const failures = [...this.entries.values()].map((entry) => this.attemptOf(entry));
		return [...failures, ...this.struck].slice(0, mostAttempts);
	}

	private ran(run: CheckRun): void {
		const before = this.runs.get(run.name);
		this.runs.set(run.name, run);
		for (const { signature } of before?.failures ?? []) this.settle(signature);
		for (const shown of run.failures) this.see(shown);
	}

	private settle(signature: string): void {
		const entry = this.entries.get(signature);
		if (entry) this.entries.set(signature, { ...entry, solved: true });
	}

	private see(shown: Shown): void {
		const at = this.changes.length;
		const entry = this.entries.get(shown.signature) ?? { shown, times: 0, from: at, at: -1, solved: false };
		const times = entry.at === at ? entry.times : entry.times + 1;
		this.entries.set(shown.signature, { ...entry, shown, times, at, solved: false });
	}

	private attemptOf({ shown: { what, failure, place }, times, from, at, solved }: Entry): Attempt {
		const changed = [...new Set(this.changes.slice(from, at))].slice(0, mostPaths);
		return { what, failure, place, times, ...(changed.length > 0 ? { changed } : {}), ...(solved ? { solved } : {}) };
	}
}
