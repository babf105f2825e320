/** The tasks of a workspace on disk: what one window wrote, another one opens. */

import { mkdir, mkdtemp, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newTaskId, TasksFolder } from "../../src/node/tasks-folder.ts";
import { created } from "../support/delegations.ts";

const fresh = async () => realpath(await mkdtemp(join(tmpdir(), "remit-tasks-")));

test("what one window wrote, the next one opens, oldest first", async () => {
	const storage = await fresh();
	const first = new TasksFolder(storage);
	const ids = [newTaskId(1_700_000_000_000), newTaskId(1_800_000_000_000)];
	for (const id of [...ids].reverse()) await (await first.create(id)).append(created());
	await first.close();
	const second = new TasksFolder(storage);
	const opened = await second.open();
	expect(opened.map(({ kind, task }) => [kind, task])).toEqual(ids.map((id) => ["journal", id]));
	await second.close();
});

test("a journal that cannot be opened is told, and the others open", async () => {
	const storage = await fresh();
	const folder = new TasksFolder(storage);
	const good = newTaskId(1_800_000_000_000);
	await (await folder.create(good)).append(created());
	await folder.close();
	await mkdir(join(storage, "0broken", "journal.jsonl"), { recursive: true });
	const opened = await new TasksFolder(storage).open();
	expect(opened.filter(({ kind }) => kind === "journal").map(({ task }) => task)).toEqual([good]);
	expect(opened.filter(({ kind }) => kind === "failed")).toHaveLength(1);
});

test("an id that is a path is refused", () => {
	expect(() => new TasksFolder("/tasks").folderOf("../elsewhere")).toThrow("not the id of a task");
});
