/** Ends process groups. */

import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { errorCode } from "./system-error.ts";

/** How long a group that was killed may take to vanish: where nobody reaps orphans, it never does. */
const vanishMs = 1_000;

/**
 * Asks every process of the group to end (SIGTERM), kills what is left after `graceMs`, and resolves when none is left.
 * A process that has left the group (`setsid`) is out of reach: only a sandbox with its own process space ends that.
 */
export async function endGroup(leader: number, graceMs: number): Promise<void> {
	if (process.platform === "win32") return endTree(leader);
	if (!signalGroup(leader, "SIGTERM")) return;
	if (await vanishes(leader, graceMs)) return;
	if (signalGroup(leader, "SIGKILL")) await vanishes(leader, vanishMs);
}

async function vanishes(leader: number, withinMs: number): Promise<boolean> {
	for (const end = performance.now() + withinMs; performance.now() < end; await wait(5)) {
		if (!signalGroup(leader, 0)) return true;
	}
	return false;
}

/** False when the group has no process any more. */
function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
	try {
		return process.kill(-leader, signal);
	} catch (error) {
		// EPERM: somebody else's processes only, which a command that changed its user leaves behind.
		if (errorCode(error) === "ESRCH" || errorCode(error) === "EPERM") return false;
		throw error;
	}
}

function endTree(leader: number): Promise<void> {
	return new Promise((resolve) => {
		const child = spawn("taskkill", ["/pid", String(leader), "/T", "/F"], { stdio: "ignore", windowsHide: true });
		child.on("error", () => resolve());
		child.on("close", () => resolve());
	});
}
