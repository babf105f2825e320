/** A lock between processes: a folder whose maker is alive. */

import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
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

async function acquire(folder: string): Promise<boolean> {
	try {
		await mkdir(folder);
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
		throw error;
	}
	await writeFile(join(folder, "pid"), String(process.pid));
	return true;
}

async function isAbandoned(folder: string): Promise<boolean> {
	const owner = Number(await readFile(join(folder, "pid"), "utf8").catch(() => ""));
	if (Number.isInteger(owner) && owner > 0) return !isAlive(owner);
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
