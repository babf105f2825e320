/** Models that go beyond what they may: out of scope, beyond the budget, and edits where an answer was asked for. */

import assert from "node:assert/strict";
import { say } from "../support/messages-server-script.ts";
import { misbehaving } from "./misbehaving-ground.ts";
import { test } from "./runner.ts";

const finish = (summary: string) => say("Done.").call("finish", { status: "done", summary });

test("edits out of scope are refused to the tools and put back after commands, and the report says so", () => {
	const at = "misbehaving/scope";
	const files = { "in/a.txt": "a\n", "out/b.txt": "b\n", "out/c.txt": "c\n" };
	const script = [
		say("I edit.")
			.call("edit", { path: `${at}/in/a.txt`, old: "a", new: "A" })
			.call("edit", { path: `${at}/out/b.txt`, old: "b", new: "B" }),
		say("Then otherwise.").call("write", { path: `${at}/in/../out/new.txt`, text: "new\n" }),
		say("By a command.").call("run", { command: `sed -i s/c/C/ ${at}/out/c.txt` }),
		finish("All three are changed."),
	];
	const brief = { scope: { allowed: [`${at}/in/**`], forbidden: [] }, checks: [`grep A ${at}/in/a.txt`] };
	return misbehaving({ name: "scope", files, script, brief }, async (done) => {
		assert.deepEqual([done.status, done.requests.length], ["ready", script.length]);
		assert.deepEqual(
			done.view.changes.map(({ change }) => change.path),
			[`${at}/in/a.txt`],
		);
		const outcomes = done.facts("call.finished").map(({ outcome }) => outcome);
		assert.equal(outcomes.filter(({ text }) => text.includes("and was not changed. Do the task without it")).length, 2);
		assert.deepEqual(
			done.facts("changes.taken-back").map(({ paths, problems }) => [paths, problems]),
			[[[`${at}/out/c.txt`], []]],
		);
		const report = await done.reportsAsKept();
		assert.match(report, /2 edits out of scope were tried and refused\./);
		assert.match(report, /Files out of scope were changed and put back: `misbehaving\/scope\/out\/c\.txt`/);
	});
});

test("a model that burns tokens is told at four fifths, ended at the cap and never above it, and its work is kept", () => {
	const path = "misbehaving/burner/a.txt";
	const cap = 60_000;
	const script = (_: unknown, index: number) =>
		say("word ".repeat(8_000)).call("edit", { path, old: `a${index}`, new: `a${index + 1}` });
	const brief = { budget: { tokens: cap } };
	return misbehaving({ name: "burner", files: { "a.txt": "a0\n" }, script, brief }, async (done) => {
		assert.equal(done.status, "out-of-budget");
		const { usage } = done.view.spend;
		const used = usage.input + usage.output + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
		assert.ok(used <= cap && used > cap / 2, `${used} of ${cap}`);
		assert.deepEqual(
			done.facts("budget.warned").map((warned) => [warned.cap, warned.limit]),
			[["tokens", cap]],
		);
		assert.match(done.told, /of 60,000 tokens are used\./);
		assert.deepEqual(
			done.view.changes.map(({ change }) => change.path),
			[path],
		);
		const report = await done.reportsAsKept();
		assert.match(report, /\*\*Outcome\.\*\* Out of budget: the cap of 60,000 tokens was reached\./);
	});
});

test("a command that runs when the minutes are used up is ended with all that it started, and the work is kept", () => {
	const path = "misbehaving/minutes/a.txt";
	const script = [
		say("I edit, and wait.")
			.call("edit", { path, old: "a", new: "b" })
			.call("run", { command: "sleep 600", timeout: 700 }),
	];
	// Enough for a slow machine to come to the command.
	const brief = { budget: { minutes: 0.3 } };
	return misbehaving({ name: "minutes", files: { "a.txt": "a\n" }, script, brief }, async (done) => {
		assert.deepEqual([done.status, done.requests.length], ["out-of-budget", 1]);
		const [, ran] = done.facts("call.finished");
		assert.deepEqual([ran?.outcome.kind, ran?.outcome.summary], ["failed", "stopped"]);
		assert.match(ran?.outcome.text ?? "", /ended by Remit: the task's budget of 0\.3 active minutes is used up/);
		assert.deepEqual(
			done.facts("budget.reached").map(({ cap }) => cap),
			["minutes"],
		);
		assert.ok(done.view.spend.activeMs < 300_000, `${done.view.spend.activeMs} ms`);
		assert.equal(done.view.changes.length, 1);
		await done.reportsAsKept();
	});
});

test("a task that is to answer changes nothing, whatever the model tries, and what it says it changed is told as words only", () => {
	const path = "misbehaving/answer/a.mjs";
	const script = [
		say("I mend it at once.")
			.call("edit", { path, old: "1", new: "2" })
			.call("run", { command: `sed -i s/1/2/ ${path}` }),
		say("Then so.").call("write", { path: "misbehaving/answer/b.mjs", text: "x\n" }),
		finish(`I have mended it at ${path}:1.`),
	];
	const brief = { mode: "explore", goal: "What is a?" } as const;
	return misbehaving({ name: "answer", files: { "a.mjs": "export const a = 1;\n" }, script, brief }, async (done) => {
		assert.deepEqual([done.status, done.requests.length], ["ready", script.length]);
		assert.deepEqual(done.view.changes, []);
		assert.deepEqual(done.facts("approval.asked"), []);
		assert.match(done.endText, /^This is an answer: nothing was changed for it/);
		const report = await done.reportsAsKept();
		assert.match(report, /\*\*Outcome\.\*\* Answered\. Nothing was changed\./);
	});
});
