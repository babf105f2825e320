/** What a repeated read of an unchanged file is answered with. */

import { expect, test } from "vitest";
import type { Block } from "../../../src/core/agent/messages.ts";
import { ShownFiles } from "../../../src/core/context/shown-files.ts";
import type { CallOutcome, TaskEvent } from "../../../src/core/task/events.ts";
import { created, delegationOf } from "../../support/delegations.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { memoryJournal } from "../../support/memory-journal.ts";
import { calls, finishes } from "../../support/replies.ts";

const text = Array.from({ length: 100 }, (_, at) => `const line${at} = ${at};`).join("\n");
const read = (path = "a.ts", more = {}) => calls("read", { path, ...more });
const pointed = "a.ts is unchanged since you read it: lines 1–100 stand above. Read again now to be shown it anew.";

async function outcomesOf(...turns: readonly (readonly Block[])[]): Promise<readonly CallOutcome[]> {
	const checkout = memoryCheckout({ "a.ts": text, "b.ts": text, "short.ts": "a\n", "old.txt": "x" });
	const { delegation, journal } = delegationOf({ turns: [...turns, [finishes()]], checkout });
	delegation.start();
	await delegation.settled();
	const outcomes = journal.events.flatMap(({ event }) => (event.type === "call.finished" ? [event.outcome] : []));
	return outcomes.slice(0, -1);
}

const shows = (outcome: CallOutcome | undefined) => outcome?.text.includes("line99") ?? false;

test("the same page of the same file is pointed to; another page, another file and a changed file are shown", async () => {
	const [first, again, part, other, edit, changed] = await outcomesOf(
		[read()],
		[read()],
		[read("a.ts", { offset: 50 })],
		[read("b.ts")],
		[calls("edit", { path: "a.ts", old: "const line3 = 3;", new: "const line3 = 4;" })],
		[read()],
	);
	expect(first).toMatchObject({ file: { path: "a.ts", first: 1, last: 100 } });
	expect(again).toMatchObject({ kind: "done", text: pointed, summary: "unchanged", file: { above: true, first: 1 } });
	expect([first, part, other, changed].map(shows)).toEqual([true, true, true, true]);
	expect(edit?.file?.before).toBe(first?.file?.version);
	expect(changed?.file?.version).toBe(edit?.file?.version);
});

test("a model that insists is shown it, and later pointed to it again", async () => {
	const insisting = await outcomesOf([read()], [read()], [read()]);
	expect(insisting.map(shows)).toEqual([true, false, true]);
	const edit = calls("edit", { path: "b.ts", old: "const line3 = 3;", new: "const line3 = 4;" });
	const later = await outcomesOf([read()], [read()], [edit], [read()]);
	expect(later.map(shows)).toEqual([true, false, false, false]);
	expect(later.at(-1)?.text).toBe(pointed);
});

test("a file that is again what it was before is shown anew: what stands last above is another version", async () => {
	const [there, back] = [
		calls("edit", { path: "a.ts", old: "const line3 = 3;", new: "const line3 = 4;" }),
		calls("edit", { path: "a.ts", old: "const line3 = 4;", new: "const line3 = 3;" }),
	];
	const outcomes = await outcomesOf([read()], [there], [read()], [back], [read()]);
	expect(outcomes.map(shows)).toEqual([true, false, true, false, true]);
});

test("two equal reads of one turn, and short pages, are shown", async () => {
	const both = await outcomesOf([read(), read()]);
	expect(both.map(shows)).toEqual([true, true]);
	const short = await outcomesOf([read("short.ts")], [read("short.ts")]);
	expect(short.map(({ text }) => text)).toEqual(["1\ta", "1\ta"]);
});

test("a file that was pointed to counts as read: it can be replaced", async () => {
	const outcomes = await outcomesOf([read()], [read()], [calls("write", { path: "a.ts", text: "new\n" })]);
	expect(outcomes.at(-1)).toMatchObject({ kind: "done", file: { path: "a.ts", before: outcomes[0]?.file?.version } });
	const made = await outcomesOf([calls("write", { path: "new.ts", text: "new\n" })]);
	expect(made[0]?.file).toEqual({ path: "new.ts", before: null, version: expect.any(String) });
});

const page = { path: "a.ts", version: "v1", first: 1, last: 100 };
const shown: TaskEvent = {
	type: "call.finished",
	call: "c1",
	outcome: { kind: "done", text, foreign: true, summary: "", file: page },
};

test("after a restart the same is known, and after a compaction nothing is above any more", async () => {
	const journal = memoryJournal([
		created(),
		{ type: "turn.started", turn: 1 },
		shown,
		{ type: "turn.started", turn: 2 },
	]);
	expect(new ShownFiles(journal).isAbove(page)).toBe(true);
	expect(new ShownFiles(journal).isAbove({ ...page, version: "v2" })).toBe(false);
	await journal.append({ type: "history.compacted", summary: "", before: 2, after: 1, replies: 1 });
	expect(new ShownFiles(journal).isAbove(page)).toBe(false);
});

test("what was only searched, edited or failed to be read is not above", () => {
	const edited: TaskEvent = {
		...shown,
		call: "c2",
		outcome: { kind: "done", text: "", summary: "", file: { ...page, before: "v0" } },
	};
	const failed: TaskEvent = { ...shown, call: "c3", outcome: { kind: "failed", text: "", summary: "", file: page } };
	const journal = memoryJournal([created(), { type: "turn.started", turn: 1 }, edited, failed]);
	expect(new ShownFiles(journal).isAbove(page)).toBe(false);
});
