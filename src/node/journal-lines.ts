/** The journal's file format: JSON Lines, a header first; what is torn is told from what is broken. */

import * as z from "zod";
import type { Recorded, TaskEvent } from "../core/task/events.ts";

/** The format that is written. Each change of it adds a function to `migrations` and a journal to test/fixtures/journal. */
export const currentFormat = 1;

/**
 * The function at index n turns a line's value of format n + 1 into one of format n + 2. A file has one format only: the
 * first one added here must also make `openJournal` write the migrated lines back before it appends.
 */
const migrations: readonly ((line: unknown) => unknown)[] = [];

export interface JournalHeader {
	readonly format: number;
	readonly task: string;
}

export interface JournalContent {
	readonly kind: "journal";
	readonly header: JournalHeader;
	readonly events: readonly Recorded[];
	/** What the person must know, e.g. that the last line was torn. */
	readonly notes: readonly string[];
	/** How many bytes of the file hold whole lines; what follows is torn. */
	readonly wholeBytes: number;
}

export interface JournalFailure {
	readonly kind: "failed";
	readonly text: string;
}

const headerSchema = z.looseObject({ format: z.int().min(1), task: z.string().min(1) });

/** An event's own fields are not looked at: a type that is not known yet is kept as it is. */
const recordSchema = z.object({
	seq: z.int().min(0),
	at: z.number(),
	event: z.custom<TaskEvent>((value) => z.looseObject({ type: z.string() }).safeParse(value).success),
});

/** The line of one record or header, with its line break. */
export function lineOf(value: JournalHeader | Recorded): string {
	return `${JSON.stringify(value)}\n`;
}

/** Reads a journal's first line. */
export function parseHeader(line: string): JournalHeader | JournalFailure {
	const header = headerSchema.safeParse(parseJson(line));
	if (!header.success) return failed("The journal has no header in its first line: it cannot be read.");
	const { format, task } = header.data;
	if (format <= currentFormat) return { format, task };
	return failed(
		`The journal has format ${format}, made by a newer Remit; this one reads up to format ${currentFormat}. Update Remit.`,
	);
}

/** Reads a whole journal. A torn end is dropped with a note; a broken line before it is a failure with its number. */
export function parseJournal(bytes: Buffer): JournalContent | JournalFailure {
	const whole = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
	const lines = whole.toString().split("\n").slice(0, -1);
	const header = parseHeader(lines[0] ?? "");
	if ("kind" in header) return header;
	const events: Recorded[] = [];
	for (const [at, line] of lines.entries()) {
		if (at === 0) continue;
		const record = recordSchema.safeParse(migrated(parseJson(line), header.format));
		if (record.success && record.data.seq === events.length) {
			events.push(record.data);
			continue;
		}
		// A power cut can leave a last line of null bytes; any other line was whole once.
		const torn = at === lines.length - 1 && parseJson(line) === undefined;
		if (!torn)
			return failed(`Line ${at + 1} of the journal is broken: the task cannot be read. The file was left as it is.`);
		return {
			kind: "journal",
			header,
			events,
			notes: [tornNote],
			wholeBytes: whole.length - Buffer.byteLength(line) - 1,
		};
	}
	const notes = whole.length < bytes.length ? [tornNote] : [];
	return { kind: "journal", header, events, notes, wholeBytes: whole.length };
}

const tornNote = "The journal's last line was cut off, by a crash as it seems: it was dropped.";

function migrated(value: unknown, format: number): unknown {
	return migrations.slice(format - 1).reduce((line, migrate) => migrate(line), value);
}

function parseJson(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}

function failed(text: string): JournalFailure {
	return { kind: "failed", text };
}
