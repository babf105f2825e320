/** Keeps putting a link in the place of a folder or file until its standard input ends; prints how often so far. For tests of races. */

import { lstatSync, renameSync, rmSync, symlinkSync } from "node:fs";

const [place = "", target = ""] = process.argv.slice(2);
const away = `${place}.away`;
let swaps = 0;
let going = true;

process.stdin.on("data", () => {});
process.stdin.on("end", () => {
	going = false;
});

function swap(): void {
	for (let at = 0; at < 50; at++) {
		renameSync(place, away);
		evenIfTaken(() => symlinkSync(target, place));
		removeOnce();
		evenIfTaken(() => renameSync(away, place));
		swaps++;
	}
	process.stdout.write(`${swaps}\n`);
	// A while with everything in its place, so that what is raced against gets through now and then.
	for (let at = 0; at < 500; at++) lstatSync(place);
	if (going) setImmediate(swap);
}

/** What is raced against makes the missing folder anew now and then, also while it is removed. */
function evenIfTaken(work: () => void): void {
	for (;;) {
		try {
			return work();
		} catch {
			removeOnce();
		}
	}
}

function removeOnce(): void {
	try {
		rmSync(place, { recursive: true, force: true });
	} catch {
		// The next round removes what came into it meanwhile.
	}
}

swap();
