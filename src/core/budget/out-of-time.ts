/** Ends what runs when the task's active minutes are used up; waiting for a person costs none. */

import type { Clock } from "../ports.ts";
import { amountText, goOn } from "./caps.ts";
import type { Ledger } from "./reservation.ts";

/** Why a command or a request was ended. */
export class OutOfTime extends Error {
	/** For the model. */
	readonly told: string;

	constructor(minutes: number) {
		const cap = amountText("minutes", minutes);
		super(`The budget of ${cap} is used up. ${goOn}`);
		this.told = `ended by Remit: the task's budget of ${cap} is used up`;
	}
}

/** How often it is looked whether the task works again after it waited, in milliseconds. */
const patienceMs = 1_000;

export interface TimeCap {
	/** Aborts with the person's stop, or, with `OutOfTime`, at the cap. */
	readonly signal: AbortSignal;
	/** Ends the watch. */
	close(): void;
}

/** Watches the cap until it is closed. A raise counts from the moment that it is on record. */
export function watchTime(ledger: Ledger, clock: Clock, stop: AbortSignal): TimeCap {
	const cut = new AbortController();
	const over = new AbortController();
	const halt = () => {
		cut.abort(stop.reason);
		over.abort();
	};
	if (stop.aborted) halt();
	stop.addEventListener("abort", halt, { once: true });
	void watch(ledger, clock, over.signal).then((minutes) => {
		if (minutes !== null) cut.abort(new OutOfTime(minutes));
	});
	const close = () => {
		stop.removeEventListener("abort", halt);
		over.abort();
	};
	return { signal: cut.signal, close };
}

/** Resolves to the cap when it is used up, to null when the watch is over before that. */
async function watch(ledger: Ledger, clock: Clock, over: AbortSignal): Promise<number | null> {
	while (!over.aborted) {
		const { budget, spend, used } = ledger.now();
		const { minutes } = budget.caps;
		// Nobody gives a task that has none a cap while it runs.
		if (minutes === null) return null;
		const left = (minutes - used.minutes) * 60_000;
		const works = spend.runningSince !== null;
		if (works && left <= 0) return minutes;
		await clock.wait(works ? Math.min(left, longestWait) : patienceMs, over);
	}
	return null;
}

/** Timers take no longer waits than this, in milliseconds. */
const longestWait = 3_600_000;
