/** What was decided lasts: while the agent goes on with the same file, through a reload of the window, and into the agent's next run. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
	button,
	checkoutOf,
	delegate,
	openTask,
	type RemitEditor,
	reaches,
	reload,
	showFailure,
	startRemit,
	workLimit,
} from "../support/e2e.ts";
import { makeGate } from "../support/e2e-model.ts";
import { lens, lensWords, openChange, press, sendComment, treeRow } from "../support/e2e-review.ts";
import { call, say } from "../support/messages-server-script.ts";

let editor: RemitEditor;

const rows = (word: string) => `${Array.from({ length: 24 }, (_, at) => `${word} ${at + 1}`).join("\n")}\n`;
const base = rows("rate");
const notes = rows("note");

beforeAll(async () => {
	editor = await startRemit({
		files: { "tariff.txt": base, "notes.txt": notes, "terms.txt": rows("term") },
		// So high that every hunk is in sight beside a thread and the editor's own list of comments.
		workbench: { theme: "dark", viewport: { width: 1440, height: 1500 } },
	});
});

afterEach((context) => showFailure(context, editor));
afterAll(() => editor?.close());

const onDisk = (path: string) => readFileSync(join(editor.folder, path), "utf8");
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: workLimit });
/** Until then lenses of what was just decided may still stand. */
const leftToAccept = (count: number) => eventually(() => lens(editor.workbench, /^✓ Accept$/).count()).toBe(count);
const finish = call("finish", { status: "done", summary: "Said aloud." });

/** One edit for each of these lines. */
const change = (path: string, words: Readonly<Record<string, string>>) => {
	const edits = Object.entries(words).map(([from, to]) => ({ path, old: `${from}\n`, new: `${to}\n` }));
	return edits.slice(1).reduce((step, edit) => step.call("edit", edit), call("edit", edits[0] ?? {}));
};

/** The text with each of these lines in other words. */
const reworded = (text: string, words: Readonly<Record<string, string>>) =>
	Object.entries(words).reduce((so, [from, to]) => so.replace(`${from}\n`, `${to}\n`), text);

const twice = "Say the rates aloud, twice";
const gate = makeGate();
const accepted = reworded(base, { "rate 2": "RATE 2", "rate 12": "RATE 12" });

test("a file is accepted while the agent still works", async () => {
	const { workbench, model } = editor;
	const turns = [
		call("read", { path: "tariff.txt" }),
		change("tariff.txt", { "rate 2": "RATE 2", "rate 12": "RATE 12" }),
		change("tariff.txt", { "RATE 12": "RATE TWELVE", "rate 22": "RATE 22" }),
		finish,
	];
	model.play(twice, async (_request, turn) => {
		if (turn === 2) await gate.passed;
		return turns[turn] ?? finish;
	});
	await delegate(workbench, twice);
	await treeRow(workbench, "tariff.txt");
	await openChange(workbench, "tariff.txt");
	await press(workbench, lens(workbench, "✓ Accept").nth(1));
	await eventually(() => onDisk("tariff.txt")).toBe(reworded(base, { "rate 12": "RATE 12" }));
	await leftToAccept(1);
	await press(workbench, lens(workbench, "✓ Accept").first());
	await eventually(() => onDisk("tariff.txt")).toBe(accepted);
	await (await treeRow(workbench, "tariff.txt")).getByText("accepted").first().waitFor();
	await reaches(workbench, "Running");
});

test("when the agent changes it again, what did not move stays accepted, the rest is undecided, and its new version lands without a conflict", async () => {
	const { workbench } = editor;
	// What is decided whole was closed; the person looks at it again.
	await openChange(workbench, "tariff.txt");
	await eventually(() => lensWords(workbench, "✓ Accepted").count()).toBe(2);
	gate.open();
	await reaches(workbench, "Ready for review");
	await (await treeRow(workbench, "tariff.txt")).getByText("2 of 3 undecided").waitFor({ timeout: workLimit });
	await eventually(() => lensWords(workbench, "✓ Accepted").count()).toBe(1);
	await leftToAccept(2);
	await workbench.screenshot("review-changed-again");
	// A new version changes nothing in the folder by itself.
	expect(onDisk("tariff.txt")).toBe(accepted);
	await press(workbench, lens(workbench, "✓ Accept").first());
	const twelve = reworded(base, { "rate 2": "RATE 2", "rate 12": "RATE TWELVE" });
	await eventually(() => onDisk("tariff.txt")).toBe(twelve);
	expect(await workbench.page.locator(".notification-list-item", { hasText: "Merge…" }).count()).toBe(0);
	await leftToAccept(1);
	await press(workbench, lens(workbench, "✓ Accept").first());
	await eventually(() => onDisk("tariff.txt")).toBe(reworded(twelve, { "rate 22": "RATE 22" }));
	await reaches(workbench, "Accepted");
});

const aloud = "Say the notes aloud";
const answer = (comment: string) =>
	call("finish", {
		status: "done",
		summary: "Answered.",
		replies: [{ comment, text: "Because it is the last one." }],
	});

test("a comment is answered, and hunks of the same file are decided", async () => {
	const { workbench, model } = editor;
	model.play(aloud, ({ said }, turn) => {
		const read = call("read", { path: "notes.txt" });
		const edits = change("notes.txt", { "note 2": "NOTE 2", "note 12": "NOTE 12", "note 22": "NOTE 22" });
		return [read, edits, finish][turn] ?? answer(/\(comment ([\w-]+)\)/.exec(said)?.[1] ?? "");
	});
	await delegate(workbench, aloud);
	await reaches(workbench, "Ready for review");
	await openChange(workbench, "notes.txt");
	await press(workbench, lens(workbench, "Ask for a change").last());
	await sendComment(workbench, "Why this one?");
	const thread = workbench.page.locator(".review-widget");
	await thread.filter({ hasText: "Because it is the last one." }).waitFor({ timeout: workLimit });
	await reaches(workbench, "Ready for review");
	await press(workbench, lens(workbench, "✓ Accept").first());
	await eventually(() => onDisk("notes.txt")).toBe(reworded(notes, { "note 2": "NOTE 2" }));
	await leftToAccept(2);
	await press(workbench, lens(workbench, "✗ Reject").first());
	await lensWords(workbench, "✗ Rejected").first().waitFor();
});

test("after a reload of the window the comparison, decisions, tree and thread are there again, and what is undecided can be accepted", async () => {
	const { workbench } = editor;
	const thread = workbench.page.locator(".review-widget");
	await reload(workbench);
	// The editor opens the comparison again by itself, if it came to save its own state before the page was gone.
	await openChange(workbench, "notes.txt");
	await lensWords(workbench, "✓ Accepted").first().waitFor({ timeout: workLimit });
	await lensWords(workbench, "✗ Rejected").first().waitFor({ timeout: workLimit });
	await leftToAccept(1);
	await thread.filter({ hasText: "Because it is the last one." }).waitFor({ timeout: workLimit });
	await thread.filter({ hasText: "Why this one?" }).waitFor();
	await workbench.command("Remit: Show Panel");
	await openTask(workbench, aloud);
	await (await treeRow(workbench, "notes.txt")).getByText("1 of 3 undecided").waitFor();
	await workbench.screenshot("review-after-reload");
	await press(workbench, lens(workbench, "✓ Accept").first());
	await eventually(() => onDisk("notes.txt")).toBe(reworded(notes, { "note 2": "NOTE 2", "note 22": "NOTE 22" }));
	await reaches(workbench, "Partly accepted");
	await openChange(workbench, "notes.txt");
	await press(workbench, lens(workbench, "Undo").first());
	await eventually(() => onDisk("notes.txt")).toBe(reworded(notes, { "note 22": "NOTE 22" }));
});

test("what is rejected is taken out of the agent's copy before it continues, and it is told so; what is undecided stays in", async () => {
	const { workbench, model } = editor;
	const goal = "Say the terms aloud";
	const turns = [
		call("read", { path: "terms.txt" }),
		change("terms.txt", { "term 2": "TERM 2", "term 12": "TERM 12", "term 22": "TERM 22" }),
		finish,
		say("I look again.").call("read", { path: "terms.txt" }),
		finish,
	];
	model.play(goal, turns);
	await delegate(workbench, goal);
	await reaches(workbench, "Ready for review");
	await openChange(workbench, "terms.txt");
	await press(workbench, lens(workbench, "✗ Reject").nth(1));
	await eventually(() => lensWords(workbench, "✗ Rejected").count()).toBe(1);
	await press(workbench, lens(workbench, "✗ Reject").first());
	await eventually(() => lensWords(workbench, "✗ Rejected").count()).toBe(2);
	const copy = join(await checkoutOf(editor.server, goal), "terms.txt");
	// Until then the agent's copy is as it made it: a rejection can be taken back.
	expect(readFileSync(copy, "utf8")).toContain("TERM 12\n");
	await button(workbench, "Continue").click();
	await eventually(() => model.requests(goal).length).toBe(turns.length);
	await reaches(workbench, "Ready for review");
	const wanted = reworded(rows("term"), { "term 22": "TERM 22" });
	expect(readFileSync(copy, "utf8")).toBe(wanted);
	const [, , , again, last] = model.requests(goal);
	expect(again?.said).toContain("The person rejected these changes of yours, and they were taken out of the files");
	for (const line of ["+TERM 2", "+TERM 12"]) expect(again?.said).toContain(line);
	expect(again?.said).not.toContain("+TERM 22");
	expect(last?.results[0]?.text).toContain("term 12");
	expect(last?.results[0]?.text).not.toContain("TERM 12");
	await workbench.panel().getByText("Taken out of the agent's copy, because you rejected it: terms.txt.").waitFor();
	await openChange(workbench, "terms.txt");
	await leftToAccept(1);
	expect(onDisk("terms.txt")).toBe(rows("term"));
	await treeRow(workbench, "terms.txt");
});
