/** A lock between processes, a folder whose maker is alive, and what such makers left half done. */

import { readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** A lock without a readable owner this old, in milliseconds, was left by a crash between two system calls. */
const ownerlessLimit = 10_000;

/** Runs `work` while nobody else holds the lock; waits for a living holder, takes over from a dead one. */
export async function withLock<T>(folder: string, work: () => Promise<T>, onWait: () => void): Promise<T> {
	let said = false;
	while (!(await acquire(folder))) {
		if (await isAbandoned(folder)) {
			await rm(folder, { recursive: true, force: true });
			continue;
		}
		if (!said) onWait();
		said = true;
		await delay(300);
	}
	try {
		return await work();
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/**
 * Removes `FOLDER.new-…` beside the folder. Whoever holds its lock is the only one that makes it: what another left half
 * done, it left when it was killed.
 */
export async function removeLeftovers(folder: string): Promise<void> {
	const prefix = `${basename(folder)}.new-`;
	const leftovers = (await readdir(dirname(folder))).filter((name) => name.startsWith(prefix));
	for (const name of leftovers) await rm(join(dirname(folder), name), { recursive: true, force: true });
}

async function acquire(folder: string): Promise<boolean> {
	try {
		await mkdir(folder);
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
		throw error;
	}
	await writeFile(join(folder, "pid"), `${process.pid} ${startOf(process.pid)}`);
	return true;
}

async function isAbandoned(folder: string): Promise<boolean> {
	const [owner = "", start = ""] = (await readFile(join(folder, "pid"), "utf8").catch(() => "")).split(" ");
	if (/^[1-9]\d*$/.test(owner)) return !isAlive(Number(owner)) || startOf(Number(owner)) !== start;
	const made = await stat(folder).catch(() => null);
	return made !== null && Date.now() - made.mtimeMs > ownerlessLimit;
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "EPERM";
	}
}

/**
 * When the process started, in the system's own count: it tells a process from a later one with the same number, as every
 * container gives them anew. Empty where there is no /proc.
 */
function startOf(pid: number): string {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
	} catch {
		return "";
	}
}
