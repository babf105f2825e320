/** Waits for an end that must not keep a person waiting. */

import type { Clock } from "../ports.ts";

/** How long a stop waits for the look at the end, in milliseconds. */
const graceMs = 5_000;

/** Resolves with `ended`; when that takes too long, `last` is aborted, and what can be left out is. */
export async function inTime(ended: Promise<void>, last: AbortController, clock: Pick<Clock, "wait">): Promise<void> {
	const over = new AbortController();
	void clock.wait(graceMs, over.signal).then(() => last.abort(new Error("it took too long")));
	try {
		await ended;
	} finally {
		over.abort();
	}
}
