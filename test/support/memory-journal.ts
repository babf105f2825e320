/** A journal in memory, for tests of the core. */

import type { Journal } from "../../src/core/ports.ts";
import type { Recorded, TaskEvent } from "../../src/core/task/events.ts";

export interface MemoryJournal extends Journal {
	readonly events: Recorded[];
	readonly texts: Map<string, string>;
}

/** `now` dates the events; each is a second after the one before unless it is given. */
export function memoryJournal(past: readonly TaskEvent[] = [], now?: () => number): MemoryJournal {
	const events: Recorded[] = [];
	const texts = new Map<string, string>();
	const append = async (event: TaskEvent) => {
		const record = { seq: events.length, at: now?.() ?? 1_000 * (events.length + 1), event };
		events.push(record);
		return record;
	};
	for (const event of past) void append(event);
	return {
		events,
		texts,
		append,
		keep: async (text) => {
			const name = `kept-${texts.size}`;
			texts.set(name, text);
			return name;
		},
	};
}

/** Records of these events, a second apart, from sequence number 0. */
export function recorded(events: readonly TaskEvent[]): readonly Recorded[] {
	return events.map((event, seq) => ({ seq, at: 1_000 * (seq + 1), event }));
}
