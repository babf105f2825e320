/** The brief editor in a real VS Code: what is drafted, said, delegated and kept, and what a confused panel cannot do. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Brief } from "../../src/core/task/brief.ts";
import { say } from "../support/messages-server-script.ts";
import { calls, finishes } from "../support/replies.ts";
import { BriefGround, memento } from "./brief-ground.ts";
import { ended, next, playing, write } from "./playing.ts";
import { test } from "./runner.ts";
import { until } from "./until.ts";

const everything: Brief = {
	goal: "Make parseDate accept ISO weeks",
	definitionOfDone: "`npm test` passes",
	mode: "explore",
	kind: "bug",
	base: "topic",
	model: "claude-sonnet-5-5",
	effort: "high",
	owner: "Pat <pat@example.org>",
	scope: { allowed: ["src/**", "[id].ts"], forbidden: ["*.lock"] },
	checks: ["npm test", "first\nsecond"],
	attachments: [{ title: "src/a.ts:1", text: "a\nb" }],
	budget: { money: 0.5, tokens: 1000, minutes: 1.5, turns: 3 },
};

test("a sentence from the panel becomes a draft in the panel, and nothing starts", async () => {
	await write("package.json", '{"scripts":{"test":"vitest run"}}\n');
	const ground = new BriefGround();
	await ground.says({ type: "edit-brief", goal: "Fix the failing test" });
	assert.match(ground.draft.form.goal, /Fix the failing test/);
	assert.ok(ground.shown?.shown);
	assert.ok(ground.draft.checks.includes("npm test"), JSON.stringify(ground.draft.checks));
	assert.deepEqual(ground.draft.branches, ["main", "topic"]);
	assert.match(ground.draft.verdict.budget, /^At most \$/);
	assert.equal(ground.hasTask, false);
});

test("a brief with every field is delegated as it was opened, to the last of them", async () => {
	const ground = new BriefGround();
	await ground.editor.open(everything);
	await ground.submits();
	await until("the task is there", () => ground.hasTask);
	await ground.task.settled();
	assert.deepEqual(ground.brief, everything);
	assert.equal(ground.editor.view(), null);
	assert.deepEqual(ground.asked, []);
});

test("what a person writes counts, what they leave empty is their settings', and warnings are on the record", async () => {
	const ground = new BriefGround();
	await ground.editor.open({ goal: "Look", kind: "tests" });
	await ground.writes({ goal: " Rewrite everything ", checks: "npm test\n\n", allowed: "", money: "$1.25" });
	const names = ground.draft.verdict.warnings.map(({ name }) => name);
	assert.ok(names.includes("unbounded-scope"), JSON.stringify(names));
	await ground.says({ type: "dismiss-warning", draft: ground.draft.id, warning: "unbounded-scope", dismissed: true });
	await ground.submits();
	await until("the task is there", () => ground.hasTask);
	await ground.task.settled();
	const { budget, ...rest } = ground.brief;
	assert.deepEqual(rest, { goal: "Rewrite everything", kind: "tests", checks: ["npm test"] });
	assert.deepEqual(budget, { money: 1.25, tokens: 10_000_000, minutes: 60, turns: 200 });
	const [created] = ground.events("task.created");
	assert.deepEqual(created?.checked?.dismissed, ["unbounded-scope"]);
});

test("problems stop it, with a sentence for each field, and nothing is delegated or saved", async () => {
	const ground = new BriefGround();
	await ground.editor.open({ goal: "" });
	await ground.writes({ allowed: "../x\nsrc/**", forbidden: "!a", money: "5,50", turns: "1.5", goal: "  " });
	await ground.submits();
	await until("the panel is told", () => (ground.shown?.verdict.problems.length ?? 0) > 0);
	const fields = ground.draft.verdict.problems.map(({ field }) => field);
	assert.deepEqual(fields, ["goal", "allowed", "forbidden", "money", "turns"]);
	assert.equal(ground.hasTask, false);
});

test("more than the settings allow is asked about with both amounts, and a no starts nothing", async () => {
	const ground = new BriefGround();
	await ground.editor.open({ goal: "Do it" });
	await ground.writes({ money: "20", turns: "1,000" });
	ground.answer = false;
	await ground.submits();
	await until("the person is asked", () => ground.asked.length === 1);
	assert.match(ground.asked[0] ?? "", /\$20\.00; your setting is \$5\.00\.\n1,000 turns; your setting is 200 turns\./);
	await until("the panel is answered", () => ground.told.at(-1)?.type === "draft");
	assert.equal(ground.hasTask, false);
	ground.answer = true;
	await ground.submits();
	await until("the task is there", () => ground.hasTask);
	await ground.task.settled();
	assert.deepEqual([ground.brief.budget?.money, ground.brief.budget?.turns], [20, 1_000]);
});

test("what a template said follows the kind, and what a person wrote stays", async () => {
	const ground = new BriefGround();
	await ground.editor.open({ goal: "Look", kind: "bug", checks: ["npm test"], definitionOfDone: usualOfBug });
	await ground.writes({ kind: "explore" });
	const form = () => ground.shown?.form;
	await until("the panel is told", () => form()?.kind === "explore");
	assert.deepEqual(
		[form()?.mode, form()?.definitionOfDone],
		["explore", "The answer names the places that it rests on as path:line."],
	);
	await ground.writes({ kind: "bug" });
	await until("the panel is told", () => form()?.kind === "bug");
	assert.deepEqual([form()?.mode, form()?.definitionOfDone], ["change", usualOfBug]);
	await ground.writes({ kind: "docs", definitionOfDone: "My own" });
	await until("the panel is told", () => form()?.kind === "docs");
	await ground.writes({ kind: "refactor" });
	await until("the panel is told", () => form()?.kind === "refactor");
	assert.deepEqual([form()?.goal, form()?.definitionOfDone], ["Look", "My own"]);
});

const usualOfBug = "A test shows the bug: it fails without the fix and passes with it. `npm test` passes.";

test("Delegate pressed twice is one task", async () => {
	const ground = new BriefGround();
	await ground.editor.open({ goal: "Do it" });
	await Promise.all([ground.submits(), ground.submits()]);
	await until("the task is there", () => ground.hasTask);
	await ground.task.settled();
	await until("the draft is gone", () => ground.editor.view() === null);
	assert.equal(ground.events("task.created").length, 1);
});

test("a draft that a person wrote on is replaced only when they say so, an untouched one at once", async () => {
	const ground = new BriefGround();
	await ground.editor.open({ goal: "First" });
	await ground.editor.open({ goal: "Second" });
	assert.deepEqual([ground.draft.form.goal, ground.asked.length], ["Second", 0]);
	await ground.writes({ goal: "Second, with care" });
	ground.answer = false;
	await ground.editor.open({ goal: "Third" });
	assert.equal(ground.draft.form.goal, "Second, with care");
	ground.answer = true;
	await ground.editor.open({ goal: "Third" });
	assert.deepEqual([ground.draft.form.goal, ground.asked.length], ["Third", 2]);
});

test("the draft outlives the window, and a discarded one does not", async () => {
	const memory = memento();
	const before = new BriefGround(memory);
	await before.editor.open({ ...everything, goal: "x".repeat(99_999) });
	await before.writes({ goal: `${"x".repeat(99_999)}y` });
	const after = new BriefGround(memory);
	assert.deepEqual(after.draft.form, before.draft.form);
	assert.deepEqual(after.draft.attachments, before.draft.attachments);
	await after.says({ type: "discard-draft", draft: after.draft.id });
	assert.match(after.asked[0] ?? "", /Discard what you wrote/);
	assert.equal(new BriefGround(memory).editor.view(), null);
});

test("kept nonsense is no draft", async () => {
	const memory = memento();
	await memory.update("remit.draft", { id: "d", form: { goal: 7 } });
	assert.equal(new BriefGround(memory).editor.view(), null);
});

test("a draft waits while a task is shown, and is there again when the person comes back to it", async () => {
	const ground = new BriefGround();
	await ground.editor.open({ goal: "Do it" });
	await ground.says({ type: "show", task: "" });
	assert.equal(ground.shown?.shown, false);
	await ground.says({ type: "show-draft", draft: ground.draft.id });
	assert.equal(ground.shown?.shown, true);
	await ground.says({ type: "leave-draft", draft: ground.draft.id });
	assert.equal(ground.shown?.shown, false);
});

test("what is about another draft than the one that is written changes nothing", async () => {
	const ground = new BriefGround();
	await ground.editor.open({ goal: "Do it" });
	for (const type of ["write-draft", "submit-draft", "save-draft"])
		await ground.says({ type, draft: "old", revision: 9, fields: { goal: "Something else" } });
	for (const type of ["leave-draft", "discard-draft"]) await ground.says({ type, draft: "old" });
	assert.deepEqual([ground.draft.form.goal, ground.draft.shown, ground.hasTask], ["Do it", true, false]);
});

test("an edit that was overtaken does not undo a newer one", async () => {
	const ground = new BriefGround();
	await ground.editor.open({ goal: "Do it" });
	const draft = ground.draft.id;
	await ground.says({ type: "write-draft", draft, revision: 2, fields: { goal: "Newer" } });
	await ground.says({ type: "write-draft", draft, revision: 1, fields: { goal: "Older" } });
	assert.equal(ground.draft.form.goal, "Newer");
});

test("a task that can go on is rescoped: the same checkout, the new brief, base and budget as they were", async () => {
	const ground = new BriefGround();
	await ground.editor.open({ goal: "First", budget: { turns: 7 }, base: "HEAD" });
	await ground.submits();
	await until("the task is there", () => ground.hasTask);
	await ground.task.settled();
	await ground.says({ type: "rescope", task: "t1" });
	assert.deepEqual([ground.draft.task, ground.draft.fixed?.base], ["t1", "HEAD"]);
	await ground.writes({ goal: "First, but smaller", allowed: "src/**", turns: "9999", base: "topic" });
	await ground.submits();
	await until("the draft is gone", () => ground.editor.view() === null);
	await ground.task.settled();
	const [changed, ...others] = ground.events("brief.changed");
	assert.deepEqual([changed?.surface, others.length, ground.events("checkout.made").length], ["panel", 0, 1]);
	assert.equal(ground.brief.goal, "First, but smaller");
	assert.deepEqual(ground.brief.scope, { allowed: ["src/**"], forbidden: [] });
	assert.deepEqual([ground.brief.budget?.turns, ground.brief.base], [7, "HEAD"]);
	assert.equal(ground.events("task.started").length, 2);
	assert.deepEqual(ground.asked, []);
});

test("rescoping a task that stands at a cap changes its brief and spends nothing: it goes on when the person raises it", async () => {
	const ground = new BriefGround(memento(), [[calls("list", {})], [finishes()]]);
	await ground.editor.open({ goal: "First", budget: { turns: 1 } });
	await ground.submits();
	await until("the task is there", () => ground.hasTask);
	await ground.task.settled();
	assert.equal(ground.task.view.status, "out-of-budget");
	await ground.says({ type: "rescope", task: "t1" });
	await ground.submits();
	await until("the draft is gone", () => ground.editor.view() === null);
	assert.deepEqual([ground.events("brief.changed").length, ground.events("task.started").length], [1, 1]);
	await ground.task.raise({ turns: 5 }, "panel");
	await ground.task.settled();
	assert.equal(ground.events("task.started").length, 2);
});

test("a closed task is not rescoped, and the draft of one that was closed meanwhile says so and stays", async () => {
	const ground = new BriefGround();
	await ground.editor.open({ goal: "First" });
	await ground.submits();
	await until("the task is there", () => ground.hasTask);
	await ground.task.settled();
	await ground.says({ type: "rescope", task: "t1" });
	await ground.task.discard("panel");
	await ground.submits();
	await until("the panel is told", () => ground.told.at(-1)?.type === "draft");
	assert.equal(ground.draft.task, "t1");
	assert.equal(ground.events("brief.changed").length, 0);
	await ground.says({ type: "discard-draft", draft: ground.draft.id });
	await ground.says({ type: "rescope", task: "t1" });
	assert.equal(ground.editor.view(), null);
});

test("the goal of a link or a file that hides characters is said to hide them, and an unknown model is only a hint", async () => {
	const ground = new BriefGround();
	await ground.editor.open({ goal: "Do \u202Eevil\u200B", model: "my-own-model", base: "nowhere" });
	const hints = ground.draft.verdict.hints.map(({ field, text }) => `${field}: ${text}`).join("\n");
	assert.match(hints, /goal: .*U\+202E, U\+200B/);
	assert.match(hints, /model: .*no price/);
	assert.match(hints, /base: No branch/);
	assert.deepEqual(ground.draft.verdict.problems, []);
});

test("the real extension checks a brief that is delegated in one sentence, and puts its kind and the warnings on the record", async () => {
	await playing([say("Done.").call("finish", { status: "done", summary: "-" })], async ({ remit }) => {
		const end = next(remit, ended);
		const made = next(remit, ({ event }) => event.type === "task.created");
		await vscode.commands.executeCommand("remit.delegate", { goal: "Rewrite everything in the whole codebase" });
		const { event, seq } = await made;
		assert.ok(event.type === "task.created");
		assert.equal(event.brief.kind, "refactor");
		assert.ok(event.checked && event.checked.warnings.length > 0);
		assert.deepEqual([event.checked.dismissed, seq], [[], 0]);
		await end;
	});
});
