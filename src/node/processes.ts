/** Ends process groups, also when this process is gone. */

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Environment } from "./environment.ts";
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

/** Waits until none of these processes is there any more, 20 seconds at most: thousands of them take a while to die. */
export async function allGone(pids: readonly number[]): Promise<void> {
	for (const end = performance.now() + 20_000; performance.now() < end; await wait(5)) {
		if (!pids.some(isThere)) return;
	}
}

/** The processes that a process has started and not waited for yet; on Linux only. */
export function childrenOf(pid: number): readonly number[] {
	try {
		const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
		return text.split(" ").filter(Boolean).map(Number);
	} catch {
		return [];
	}
}

/** Kills a process, or a group when negative, if it is there. */
export function killNow(pid: number): void {
	try {
		process.kill(pid, "SIGKILL");
	} catch (error) {
		if (errorCode(error) !== "ESRCH" && errorCode(error) !== "EPERM") throw error;
	}
}

/** Ends a process group when this process dies without having done so. */
export interface GroupWatch {
	/** From now on the group is watched. */
	begin(leader: number): void;
	/** The group is not watched any more. */
	end(): void;
}

/**
 * Starts a bash that waits for the end of a pipe whose other end only this process holds; the system closes it even when
 * this process is killed. It belongs to no group of the command's, inherits none of its files and is no child of it, so
 * that neither notices the other. On Windows nothing is watched.
 */
export function watchGroup(bash: string, env: Environment): GroupWatch {
	if (process.platform === "win32") return { begin: () => {}, end: () => {} };
	const watcher = spawn(bash, ["--noprofile", "--norc", "-c", watching], {
		cwd: "/",
		env,
		detached: true,
		stdio: ["pipe", "ignore", "ignore"],
	});
	// Without a watcher the command runs all the same: what keeps bash from starting keeps the command from it, too.
	watcher.on("error", () => {});
	// Where too many files are open, it has no streams either.
	if (watcher.pid === undefined) return { begin: () => {}, end: () => {} };
	watcher.stdin.on("error", () => {});
	return { begin: (leader) => watcher.stdin.write(`${leader}\n`), end: () => watcher.kill("SIGKILL") };
}

/** Reads the group's number, waits for the pipe's end, then asks the group to end and kills what is left 2 seconds later. */
const watching = `read -r group || exit
read -r
kill -TERM -- "-$group"
for (( tenths = 0; tenths < 20; tenths += 1 )); do
	kill -0 -- "-$group" || exit
	sleep 0.1
done
kill -KILL -- "-$group"`;

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

/** One that has ended and that nobody has asked for is not there any more. */
function isThere(pid: number): boolean {
	try {
		return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
	} catch {
		return false;
	}
}

function endTree(leader: number): Promise<void> {
	return new Promise((resolve) => {
		// By its full path: Windows looks for programs in the current folder first.
		const taskkill = join(process.env.SYSTEMROOT ?? "C:\\Windows", "System32", "taskkill.exe");
		const child = spawn(taskkill, ["/pid", String(leader), "/T", "/F"], { stdio: "ignore", windowsHide: true });
		child.on("error", () => resolve());
		child.on("close", () => resolve());
	});
}
