/** Lets one process at a time write a journal; a lock whose process is dead counts for nothing. */

import { randomUUID } from "node:crypto";
import { link, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { errorCode, orMissing } from "./system-error.ts";

export interface JournalLock {
	readonly kind: "locked";
	release(): Promise<void>;
}

export interface JournalHeld {
	readonly kind: "held";
	readonly pid: number;
}

/** Takes the lock file, or says who has it. */
export async function lockJournal(path: string): Promise<JournalLock | JournalHeld> {
	const own = `${path}.${randomUUID()}`;
	const content = `${process.pid} ${await startOf(process.pid)} ${randomUUID()}\n`;
	await writeFile(own, content);
	try {
		for (;;) {
			if (await linked(own, path)) return { kind: "locked", release: () => release(path, content) };
			const found = await orMissing(readFile(path, "utf8"));
			if (found === null) continue;
			const [pid = "", start = ""] = found.trim().split(" ");
			if (await lives(Number(pid), start)) return { kind: "held", pid: Number(pid) };
			await removeStale(path, found);
		}
	} finally {
		await unlink(own);
	}
}

/** A link appears with all its content at once, so that nobody reads half a lock. */
async function linked(own: string, path: string): Promise<boolean> {
	try {
		await link(own, path);
		return true;
	} catch (error) {
		if (errorCode(error) === "EEXIST") return false;
		throw error;
	}
}

/** Moves the lock away and looks at what was moved: another process may have taken the stale one over just before. */
async function removeStale(path: string, stale: string): Promise<void> {
	const aside = `${path}.${randomUUID()}`;
	if ((await orMissing(rename(path, aside).then(() => true))) === null) return;
	if ((await readFile(aside, "utf8")) !== stale) await linked(aside, path);
	await unlink(aside);
}

async function release(path: string, content: string): Promise<void> {
	if ((await orMissing(readFile(path, "utf8"))) === content) await unlink(path);
}

async function lives(pid: number, start: string): Promise<boolean> {
	if (!Number.isInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
	} catch (error) {
		if (errorCode(error) === "ESRCH") return false;
	}
	// Process numbers are used again: the start time tells two processes of one number apart.
	return (await startOf(pid)) === start;
}

/** When the process started, in the system's own unit; `-` where the system does not say (only Linux does). */
async function startOf(pid: number): Promise<string> {
	const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
	// The program's name is in parentheses and may hold anything; the start time is the 20th field after it.
	return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "-";
}
