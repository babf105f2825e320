/** Lets one in at a time, in the order in which they came. */

export class Gate {
	private last: Promise<void> = Promise.resolve();

	/** Resolves when everybody before has left, to what lets the next one in. Rejects with the signal's reason when that aborts first. */
	enter(signal: AbortSignal): Promise<() => void> {
		let leave: () => void = () => undefined;
		const left = new Promise<void>((resolve) => {
			leave = resolve;
		});
		const before = this.last;
		this.last = before.then(() => left);
		return new Promise((resolve, reject) => {
			const stop = () => {
				leave();
				reject(signal.reason);
			};
			if (signal.aborted) return stop();
			signal.addEventListener("abort", stop, { once: true });
			void before.then(() => {
				signal.removeEventListener("abort", stop);
				resolve(leave);
			});
		});
	}

	/** Does the work alone. */
	async alone<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
		const leave = await this.enter(signal);
		try {
			return await work();
		} finally {
			leave();
		}
	}
}

/** What must not be done by two at once on one checkout. */
export interface Gates {
	/** Comparing it with its base, up to the record of what was found. */
	readonly looking: Gate;
	/** Writing a file of it because of what was read of it. */
	readonly writing: Gate;
}

export function makeGates(): Gates {
	return { looking: new Gate(), writing: new Gate() };
}
