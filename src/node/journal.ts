/** Keeps a task's events in a file that only ever grows. */

import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Journal } from "../core/ports.ts";
import type { Recorded, TaskEvent } from "../core/task/events.ts";
import {
	currentFormat,
	type JournalContent,
	type JournalFailure,
	type JournalHeader,
	lineOf,
	parseHeader,
	parseJournal,
} from "./journal-lines.ts";
import { type JournalLock, lockJournal } from "./journal-lock.ts";
import { errorText, orMissing } from "./system-error.ts";

/** A journal that this process alone may write, until it is closed. */
export interface OpenJournal extends Journal {
	readonly kind: "open";
	readonly header: JournalHeader;
	/** What was found when it was opened, for the person. */
	readonly notes: readonly string[];
	/** A text that `keep` kept; null when there is none of that name. */
	kept(name: string): Promise<string | null>;
	/** Waits for what is being appended, then lets go of the file. */
	close(): Promise<void>;
}

/** One task's journal in the storage, by its header alone. */
export type ListedJournal =
	| { readonly kind: "journal"; readonly folder: string; readonly header: JournalHeader }
	| { readonly kind: "failed"; readonly folder: string; readonly text: string };

const fileName = "journal.jsonl";

/** Starts a journal in the folder, which need not exist. Fails where there is one already. */
export async function createJournal(
	folder: string,
	header: { readonly task: string },
): Promise<OpenJournal | JournalFailure> {
	await mkdir(folder, { recursive: true });
	const path = join(folder, fileName);
	if ((await orMissing(stat(path))) !== null) return failed(`There is a journal in ${folder} already.`);
	const first = { format: currentFormat, task: header.task };
	// Written aside and renamed: a journal without a whole header never exists.
	const fresh = `${path}.${randomUUID()}`;
	await writeFile(fresh, lineOf(first), { flag: "wx" });
	await rename(fresh, path);
	return openJournal(folder);
}

/** Opens a journal for writing. Fails when another process writes it, and when it cannot be read whole. */
export async function openJournal(folder: string): Promise<OpenJournal | JournalFailure> {
	const path = join(folder, fileName);
	if ((await orMissing(stat(path))) === null) return failed(`There is no journal in ${folder}.`);
	const lock = await lockJournal(join(folder, "journal.lock"));
	if (lock.kind === "held")
		return failed(`The task is open in another window (process ${lock.pid}). Go on there, or close it first.`);
	try {
		const content = parseJournal(await readFile(path));
		if (content.kind === "journal") return await openFile(folder, content, lock);
		await lock.release();
		return content;
	} catch (error) {
		await lock.release();
		throw error;
	}
}

/** The journals in the storage's folders, in the folders' name order. Folders without a journal are passed over. */
export async function listJournals(storage: string): Promise<readonly ListedJournal[]> {
	const names = (await orMissing(readdir(storage))) ?? [];
	const listed = await Promise.all(names.sort().map((name) => listedOrFailed(join(storage, name))));
	return listed.filter((journal) => journal !== null);
}

/** One that cannot be read must not keep the others from being listed. */
async function listedOrFailed(folder: string): Promise<ListedJournal | null> {
	try {
		return await listedIn(folder);
	} catch (error) {
		return { kind: "failed", folder, text: `The journal in ${folder} cannot be read: ${errorText(error)}` };
	}
}

async function listedIn(folder: string): Promise<ListedJournal | null> {
	const handle = await orMissing(open(join(folder, fileName), "r"));
	if (handle === null) return null;
	try {
		const start = Buffer.alloc(64 * 1024);
		const { bytesRead } = await handle.read(start, 0, start.length, 0);
		const [line = ""] = start.toString("utf8", 0, bytesRead).split("\n");
		const header = parseHeader(line);
		return "kind" in header ? { ...header, folder } : { kind: "journal", folder, header };
	} finally {
		await handle.close();
	}
}

async function openFile(folder: string, content: JournalContent, lock: JournalLock): Promise<OpenJournal> {
	const handle = await open(join(folder, fileName), "r+");
	// The next line must not be glued to a torn one.
	await handle.truncate(content.wholeBytes);
	const events = [...content.events];
	const appending = appendingTo(handle, events, content.wholeBytes);
	return {
		kind: "open",
		header: content.header,
		notes: content.notes,
		events,
		append: appending.append,
		keep: (text) => keepText(folder, text),
		kept: (name) => keptText(folder, name),
		close: async () => {
			await appending.idle();
			await handle.close();
			await lock.release();
		},
	};
}

/**
 * Appends one after the other. Each resolves when the system has the whole line: it outlives this process, however that
 * dies. It is not forced onto the disk (about a millisecond a line): a power cut may take the last lines, and the tear
 * is seen. Rejects when the disk is full, with nothing of the line left in the file.
 */
function appendingTo(handle: FileHandle, events: Recorded[], wholeBytes: number) {
	let size = wholeBytes;
	let last: Promise<unknown> = Promise.resolve();
	const write = async (event: TaskEvent): Promise<Recorded> => {
		const record = { seq: events.length, at: Date.now(), event };
		const line = Buffer.from(lineOf(record));
		try {
			for (let done = 0; done < line.length; ) {
				done += (await handle.write(line, done, line.length - done, size + done)).bytesWritten;
			}
		} catch (error) {
			await handle.truncate(size).catch(() => {});
			throw error;
		}
		size += line.length;
		events.push(record);
		return record;
	};
	return {
		append: (event: TaskEvent): Promise<Recorded> => {
			const appended = last.then(() => write(event));
			last = appended.catch(() => {});
			return appended;
		},
		idle: async () => {
			await last;
		},
	};
}

async function keepText(folder: string, text: string): Promise<string> {
	const name = createHash("sha256").update(text).digest("hex");
	const path = outputPath(folder, name);
	if ((await orMissing(stat(path))) !== null) return name;
	await mkdir(join(folder, "outputs"), { recursive: true });
	const fresh = `${path}.${randomUUID()}`;
	await writeFile(fresh, text);
	await rename(fresh, path);
	return name;
}

async function keptText(folder: string, name: string): Promise<string | null> {
	return /^[0-9a-f]{64}$/.test(name) ? orMissing(readFile(outputPath(folder, name), "utf8")) : null;
}

function outputPath(folder: string, name: string): string {
	return join(folder, "outputs", `${name}.txt`);
}

function failed(text: string): JournalFailure {
	return { kind: "failed", text };
}
