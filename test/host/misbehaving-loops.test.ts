/** Models that go round in circles, send what fits no tool, decline, or stop in the middle: each comes to an end that says why. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { nothing, type ScriptRequest, say } from "../support/messages-server-script.ts";
import { type Misbehaved, misbehaving } from "./misbehaving-ground.ts";
import { ended, next } from "./playing.ts";
import { test } from "./runner.ts";

const finish = (status: "done" | "stuck", summary = "I tried three things.") =>
	say("So.").call("finish", { status, summary });
const isLast = ({ said }: ScriptRequest) => said.includes("Three strikes");

async function continued({ remit, task }: Misbehaved): Promise<void> {
	const again = next(remit, (event) => event.task === task && ended(event));
	await vscode.commands.executeCommand("remit.continue");
	await again;
}

test("a command that fails in the same way after each of three pointless edits makes the task stuck, and the attempts are told", () => {
	const path = "misbehaving/loop/a.mjs";
	const files = {
		"a.mjs": "export const a = 0;\n",
		"a.test.mjs":
			'import { equal } from "node:assert/strict";\nimport test from "node:test";\nimport { a } from "./a.mjs";\n\ntest("is right", () => equal(a, "right"));\n',
	};
	const command = "node --test misbehaving/loop/a.test.mjs";
	const script = (request: ScriptRequest, index: number) => {
		if (isLast(request)) return finish("stuck");
		const [old, by] = [`a = ${index};`, `a = ${index + 1};`];
		return say("Perhaps so.").call("edit", { path, old, new: by }).call("run", { command });
	};
	return misbehaving({ name: "loop", files, script }, async (done) => {
		assert.deepEqual([done.status, done.requests.length], ["stuck", 4]);
		const [strike, ...others] = done.facts("stuck.found");
		assert.deepEqual([strike?.reason, strike?.attempts.map(({ times }) => times), others], ["same-failure", [3], []]);
		assert.equal(done.endText, strike?.text);
		assert.match(done.told, /nothing but finish runs/);
		assert.equal(done.facts("verification.finished").length, 0);
		const report = await done.reportsAsKept();
		assert.match(
			report,
			/^# Hand-off report\n\n\*\*Outcome\.\*\* Stuck: `The same failure came back after attempt 3: is right/,
		);
		assert.match(report, /is right.*, 3 times; changed in between: `misbehaving\/loop\/a\.mjs`/);
	});
});

test("an agent that makes the same call forever is stuck after the third, and what it calls done then is not believed", () => {
	const script = (request: ScriptRequest) =>
		isLast(request) ? finish("done") : say("Once more.").call("run", { command: "cat misbehaving/again/none.txt" });
	return misbehaving({ name: "again", files: { "a.txt": "a\n" }, script }, async (done) => {
		assert.deepEqual([done.status, done.requests.length], ["stuck", 4]);
		assert.deepEqual(
			done.facts("stuck.found").map(({ reason }) => reason),
			["same-call"],
		);
		assert.match(done.endText, /The agent calls it done all the same: nothing was checked after that\.$/);
		const report = await done.reportsAsKept();
		assert.match(report, /\*\*Outcome\.\*\* Stuck: `The same call was made 3 times/);
	});
});

const malformed = [
	say("I write.").callRaw("write", '{"path": "a.txt", "text": "unend'),
	say("I write.").call("write", { path: 7, content: ["no"] }),
	say("I deploy.").call("deploy", { to: "production" }),
];

test("input that fits no tool in one way after the other makes the task stuck after six turns, and nothing is written", () => {
	const script = (request: ScriptRequest, index: number) =>
		isLast(request) ? nothing.callRaw("finish", '{"status": ') : (malformed[index % 3] ?? finish("done"));
	return misbehaving({ name: "malformed", files: { "a.txt": "a\n" }, script }, async (done) => {
		assert.deepEqual([done.status, done.requests.length], ["stuck", 7]);
		assert.deepEqual(
			done.facts("stuck.found").map(({ reason }) => reason),
			["same-call"],
		);
		const outcomes = done.facts("call.finished").map(({ outcome }) => outcome.kind);
		assert.deepEqual([...new Set(outcomes)], ["failed"]);
		assert.deepEqual(done.view.changes, []);
		await done.reportsAsKept();
	});
});

test("a model that declines makes the task stuck in words that say what to do; what it asked for with it is not run, and continuing goes on", () => {
	const path = "misbehaving/declined/a.txt";
	const script = [
		say("I read.").call("read", { path }),
		say("I cannot help with it.").call("write", { path, text: "gone\n" }).stop("refusal"),
		finish("done", "There was nothing to do."),
	];
	return misbehaving({ name: "declined", files: { "a.txt": "a\n" }, script }, async (done) => {
		assert.deepEqual([done.status, done.requests.length], ["stuck", 2]);
		assert.equal(
			done.endText,
			"The model declined to go on with this task. Rephrase the task, or choose another model.",
		);
		assert.equal(done.facts("call.started").length, 1);
		await done.reportsAsKept();
		await continued(done);
		assert.deepEqual([done.status, done.endText, done.requests.length], ["ready", "Nothing was changed.", 3]);
	});
});

test("a model that ends its turn three times without a call or a hand-off makes the task stuck", () => {
	const script = Array.from({ length: 3 }, () => say("I think that is it."));
	return misbehaving({ name: "idle", files: { "a.txt": "a\n" }, script }, async (done) => {
		assert.deepEqual([done.status, done.requests.length], ["stuck", 3]);
		assert.match(done.told, /You ended your turn without a call/);
		assert.match(done.endText, /stopped working without handing off/);
		await done.reportsAsKept();
	});
});

test("replies that are cut off at the token limit, one after the other, make the task stuck with that as the reason", () => {
	const long = Array.from({ length: 3 }, () => say("First, let me say all of it: ").stop("max_tokens"));
	return misbehaving({ name: "cut-off", files: { "a.txt": "a\n" }, script: long }, async (done) => {
		assert.deepEqual([done.status, done.requests.length], ["stuck", 3]);
		assert.match(done.told, /Your reply was cut off at the token limit/);
		assert.match(done.endText, /^The model's replies were cut off at the token limit, again and again\./);
		await done.reportsAsKept();
	});
});

test("a reply that is cut in a tool's input each time it is asked for fails the task, nothing of it is run, and continuing goes on", () => {
	const path = "misbehaving/cut/a.txt";
	let isWell = false;
	const script = ({ results }: ScriptRequest) => {
		const edit = say("I edit.").call("edit", { path, old: "a", new: "b" });
		if (!isWell) return edit.breaks("cut");
		return results.length > 0 ? finish("done", "a is b now.") : edit;
	};
	return misbehaving(
		{ name: "cut", files: { "a.txt": "a\n" }, script, brief: { checks: [`cat ${path}`] } },
		async (done) => {
			assert.deepEqual([done.status, done.requests.length], ["failed", 6]);
			assert.deepEqual([done.facts("call.started"), done.facts("model.retried").length], [[], 5]);
			await done.reportsAsKept();
			isWell = true;
			await continued(done);
			assert.deepEqual([done.status, done.endText], ["ready", ""]);
			assert.deepEqual(
				done.view.changes.map(({ change }) => change.path),
				[path],
			);
			await done.reportsAsKept("cut-continued");
		},
	);
});
