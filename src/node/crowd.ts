/** Ends a command that starts processes without end, before the machine stops answering. */

import { readdirSync, readFileSync } from "node:fs";
import { killNow } from "./processes.ts";

/** How many processes and threads the whole machine may gain before the command's own processes are counted. */
const suspicion = 300;

/** How many processes a command may have. */
const crowdLimit = 1_000;

/** When the machine has gained so many and nothing can be counted, the command is taken for the cause. */
const alarm = 3_000;

/** How often to look, in milliseconds. A look is one small file of the kernel's. */
const everyMs = 25;

/**
 * Watches a command on Linux. When there are too many processes in it, it is killed with its group and with `roots`,
 * whatever they are by then: the first processes of a sandbox's process spaces, whose end is the end of all in them.
 */
export function watchCrowd(leader: number, roots: () => readonly number[]): { end(): void } {
	if (process.platform !== "linux") return { end: () => {} };
	let before = population();
	const timer = setInterval(() => {
		// What the kernel could not say at first is no crowd when it says it later.
		before ||= population();
		const gained = population() - before;
		if (gained < suspicion || !isCrowd(gained, roots().at(-1))) return;
		// The innermost first: its end leaves nobody who could start another one.
		for (const pid of [...roots().toReversed(), -leader]) killNow(pid);
	}, everyMs);
	return { end: () => clearInterval(timer) };
}

/** The processes and threads of the whole machine; 0 where the kernel does not say. */
function population(): number {
	try {
		return Number(/\/(\d+) /.exec(readFileSync("/proc/loadavg", "utf8"))?.[1] ?? 0);
	} catch {
		return 0;
	}
}

/** Counts what the process sees of processes: in a sandbox, those of the sandbox. */
function isCrowd(gained: number, root: number | undefined): boolean {
	try {
		if (root === undefined) return gained > alarm;
		return readdirSync(`/proc/${root}/root/proc`).filter((name) => /^\d/.test(name)).length > crowdLimit;
	} catch {
		return gained > alarm;
	}
}
