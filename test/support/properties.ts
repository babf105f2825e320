/** fast-check as every property test here uses it: one seed in every run, unless the environment names another. */

import fc from "fast-check";

/** What `npm test` generates its cases from, so that a run tells the same of the same tree at any hour, on any machine. */
const usualSeed = 20_261_121;

const factor = readFactor(process.env["REMIT_RUNS"]);

fc.configureGlobal({ seed: readSeed(process.env["REMIT_SEED"]), numRuns: times(100) });

export { fc };

/** `count` cases; as many times more as `REMIT_RUNS` says. */
export function times(count: number): number {
	return Math.ceil(count * factor);
}

/** `random` is one seed for the whole file; a property that fails prints it. Throws at what is no seed. */
function readSeed(text = ""): number {
	if (text === "") return usualSeed;
	const seed = text === "random" ? Math.trunc(Math.random() * 2 ** 31) : Number(text);
	if (Number.isInteger(seed) && Math.abs(seed) < 2 ** 31) return seed;
	throw new Error(`REMIT_SEED is ${text}: give a whole number of at most 31 bits, or random.`);
}

/** Throws at what is no number above 0. */
function readFactor(text = ""): number {
	const read = text === "" ? 1 : Number(text);
	if (read > 0 && Number.isFinite(read)) return read;
	throw new Error(`REMIT_RUNS is ${text}: give a number above 0, by which every property's runs are multiplied.`);
}
