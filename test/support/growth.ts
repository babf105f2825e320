/** How a piece of work's time grows with its input: a ratio within one run, so that the machine and its load hardly count. */

/** Four times as much takes four times as long where time grows in step, and sixteen times where it grows with the square. */
export const inStep = 10;

/** How many times as long `work` takes on four times the input; looked at again, up to twenty times, where it is too much. */
export function growth<Input>(make: (size: number) => Input, work: (input: Input) => unknown, size: number): number {
	const [small, large] = [make(size), make(size * 4)];
	work(small);
	const fastest = { small: milliseconds(work, small), large: milliseconds(work, large) };
	for (let round = 1; round < 20 && fastest.large >= inStep * fastest.small; round++) {
		fastest.small = Math.min(fastest.small, milliseconds(work, small));
		fastest.large = Math.min(fastest.large, milliseconds(work, large));
	}
	return fastest.large / fastest.small;
}

/** The clock also counts what other processes take, the thread's own time is told in steps of some milliseconds: the less of both. */
function milliseconds<Input>(work: (input: Input) => unknown, input: Input): number {
	const [began, before] = [performance.now(), process.threadCpuUsage()];
	work(input);
	const { user, system } = process.threadCpuUsage(before);
	// What takes next to nothing counts as half a millisecond.
	return 0.5 + Math.min(performance.now() - began, (user + system) / 1_000 + 10);
}
