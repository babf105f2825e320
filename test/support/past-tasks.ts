/** Journals of tasks that happened earlier, as files: what the calibration report is made of. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Brief } from "../../src/core/task/brief.ts";
import type { Recorded, TaskEvent } from "../../src/core/task/events.ts";
import { currentFormat, lineOf } from "../../src/node/journal-lines.ts";

export interface PastTaskFile {
	/** Lower-case letters and digits. */
	readonly task: string;
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly brief: Brief;
	/** The opened folder. */
	readonly folder: string;
	/** US dollars. */
	readonly cost: number;
	readonly minutes: number;
	/** What happened after it was ready. */
	readonly after: readonly TaskEvent[];
}

/** Writes the journal of a task that ran and was ready into the folder of tasks. */
export function writePastTask(tasks: string, past: PastTaskFile): void {
	const { task, at, brief, folder, cost, minutes, after } = past;
	const usage = { input: 900, cacheRead: 20_000, cacheWrite5m: 2_000, cacheWrite1h: 0, output: 1_500, thinking: 0 };
	const model = { provider: "anthropic", id: "claude-sonnet-5-5", label: "claude-sonnet-5-5", images: true } as const;
	const events: readonly TaskEvent[] = [
		{ type: "task.created", task, brief, workspace: { name: "project", folder }, owner: "Ada <ada@example.com>" },
		{ type: "task.started", model },
		{ type: "turn.finished", turn: 1, blocks: [], stop: "end_turn", usage, cost, model: model.id },
		{ type: "task.ended", end: "ready", text: "" },
		...after,
	];
	const records = events.map((event, seq): Recorded => ({ seq, at: at + (seq > 1 ? minutes * 60_000 : 0), event }));
	mkdirSync(join(tasks, task), { recursive: true });
	const lines = [lineOf({ format: currentFormat, task }), ...records.map(lineOf)];
	writeFileSync(join(tasks, task, "journal.jsonl"), lines.join(""));
}
