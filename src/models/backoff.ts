/** How long to wait before the next try, and the waiting itself. */

/** Milliseconds of the first upper bound; it doubles with each try. */
const base = 1_000;
/** Milliseconds: no try waits longer of its own accord. */
const longest = 60_000;
/** Milliseconds: a server that asks for more is asked again after this. */
const longestAsked = 300_000;

/**
 * Milliseconds before try number `attempt + 1`. Exponential with full jitter; never less than the server asked for.
 * `random` gives a number from 0 to 1.
 */
export function backoff(attempt: number, askedMs: number | null, random: () => number): number {
	const jittered = Math.round(random() * Math.min(longest, base * 2 ** (attempt - 1)));
	return askedMs === null ? jittered : Math.min(longestAsked, Math.max(askedMs, 0) + Math.min(jittered, base));
}

/** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		if (signal.aborted) return reject(signal.reason);
		const abort = () => {
			clearTimeout(timer);
			reject(signal.reason);
		};
		const timer = setTimeout(() => {
			signal.removeEventListener("abort", abort);
			resolve();
		}, ms);
		signal.addEventListener("abort", abort, { once: true });
	});
}
