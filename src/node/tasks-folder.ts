/** The folder of a workspace's tasks: one folder each, with its journal, its outputs and its checkout. */

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Journal } from "../core/ports.ts";
import type { Journals, OpenedJournal } from "../core/task/tasks.ts";
import { createJournal, listJournals, type OpenJournal, openJournal } from "./journal.ts";

/** `tasks` is the folder of all tasks; it need not exist. */
export class TasksFolder implements Journals {
	private readonly open_ = new Map<string, OpenJournal>();
	private readonly tasks: string;

	constructor(tasks: string) {
		this.tasks = tasks;
	}

	/** Where a task keeps its things. `task` must be an id, not a path. */
	folderOf(task: string): string {
		if (!/^[a-z0-9]+$/.test(task)) throw new Error(`${task} is not the id of a task`);
		return join(this.tasks, task);
	}

	async open(): Promise<readonly OpenedJournal[]> {
		const opened: OpenedJournal[] = [];
		for (const listed of await listJournals(this.tasks)) {
			if (listed.kind === "failed") {
				opened.push({ kind: "failed", task: listed.folder, text: listed.text });
				continue;
			}
			opened.push(await this.openOne(listed.header.task, listed.folder));
		}
		return opened;
	}

	/** One journal that cannot be opened must not keep the others from it. */
	private async openOne(task: string, folder: string): Promise<OpenedJournal> {
		try {
			const journal = await openJournal(folder);
			if (journal.kind === "failed") return { kind: "failed", task, text: journal.text };
			this.open_.set(task, journal);
			return { kind: "journal", task, journal, notes: journal.notes };
		} catch (error) {
			return { kind: "failed", task, text: `The task in ${folder} cannot be opened: ${String(error)}` };
		}
	}

	async create(task: string): Promise<Journal> {
		const journal = await createJournal(this.folderOf(task), { task });
		if (journal.kind === "failed") throw new Error(journal.text);
		this.open_.set(task, journal);
		return journal;
	}

	/** A text that was kept beside a journal; undefined when there is none of that name. */
	async kept(task: string, name: string): Promise<string | undefined> {
		return (await this.open_.get(task)?.kept(name)) ?? undefined;
	}

	/** Waits for what is being written and lets go of all files. */
	async close(): Promise<void> {
		await Promise.all([...this.open_.values()].map((journal) => journal.close()));
		this.open_.clear();
	}
}

/** A new id: ids sort by the time they were made, to a millisecond. */
export function newTaskId(now: number): string {
	return now.toString(36).padStart(9, "0") + randomBytes(2).toString("hex");
}
