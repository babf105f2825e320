/** A task that only answers, through the extension's own interface: nothing changes, and its places can be gone to. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { foldView } from "../../src/core/task/view.ts";
import { openPlace } from "../../src/vscode/verify/open-place.ts";
import { created } from "../support/delegations.ts";
import { call, say } from "../support/messages-server-script.ts";
import { ended, folder, next, playing, read, write } from "./playing.ts";
import { test } from "./runner.ts";
import { until } from "./until.ts";

const finish = { status: "done", summary: "It is in `where/version.ts:2`, not in `where/none.ts:1`." };

const misbehaving = [
	call("read", { path: "where/version.ts" }).call("edit", { path: "where/version.ts", old: "one", new: "1" }),
	call("write", { path: "made.txt", text: "made\n" }).call("run", { command: "npm test" }),
	call("run", { command: "touch made.txt" }).call("run", { command: "curl https://example.com" }),
	call("run", { command: "cat where/version.ts" }),
	say("Done.").call("finish", finish),
];

test("a misbehaving model can change nothing in a task that is to answer, and nobody is asked anything", async () => {
	await write("where/version.ts", "one\nexport const version = 1;\n");
	await playing(misbehaving, async ({ remit, requests }) => {
		const types: string[] = [];
		const watch = remit.onEvent(({ event }) => types.push(event.type));
		const end = next(remit, ended);
		const handOff = next(remit, ({ event }) => event.type === "handoff.written");
		const task = await remit.delegate({ goal: "Where is the version?", mode: "explore" });
		const { event } = await end;
		watch.dispose();
		assert.ok(event.type === "task.ended");
		assert.deepEqual([event.end, event.text.split(".")[0]], ["ready", "This is an answer: nothing was changed for it"]);
		const unwanted = /^(approval|question|verification|self-review|changes\.taken)/;
		assert.deepEqual(
			types.filter((type) => unwanted.test(type)),
			[],
		);
		const found = (await handOff).event;
		assert.deepEqual(found.type === "handoff.written" && found.handoff.places, ["where/version.ts:2"]);
		const summary = remit.tasks().find((one) => one.task === task);
		assert.deepEqual([summary?.status, summary?.changes, summary?.answers], ["ready", 0, true]);
		assert.equal(requests.filter(({ problem = null }) => problem !== null && problem !== "").length, 0);
		assert.doesNotMatch(requests[0]?.text ?? "", /"name":"(?:edit|write)"/);
		assert.match(requests[4]?.text ?? "", /export const version/);
		assert.equal(await read("where/version.ts"), "one\nexport const version = 1;\n");
	});
});

test("the brief's model and effort are what the provider is asked for, at the person's own address", async () => {
	await playing([say("Done.").call("finish", finish)], async ({ remit, requests }) => {
		const end = next(remit, ended);
		await remit.delegate({ goal: "Answer.", mode: "explore", model: "claude-opus-5-5", effort: "low" });
		await end;
		const body = JSON.parse(requests[0]?.text ?? "{}");
		assert.deepEqual([body.model, body.output_config], ["claude-opus-5-5", { effort: "low" }]);
	});
});

test("a place of an answer opens the person's own file at the line, and one that leads out opens nothing", async () => {
	await write("where/place.ts", "one\ntwo\nthree\n");
	const created0 = created({ goal: "Where?", mode: "explore" });
	assert.ok(created0.type === "task.created");
	const workspace = { name: "w", folder: folder() };
	const view = foldView([{ seq: 0, at: 0, event: { ...created0, workspace } }]);
	const review = { open: async () => assert.fail("there is no comparison") };
	await openPlace({ path: "where/place.ts", line: 3 }, view, review);
	await until("the line is in front", () => {
		const editor = vscode.window.activeTextEditor;
		return editor?.document.uri.path.endsWith("where/place.ts") === true && editor.selection.active.line === 2;
	});
	const before = vscode.window.activeTextEditor?.document.uri.toString();
	await openPlace({ path: "../outside.ts", line: 1 }, view, review);
	await openPlace({ path: "/etc/passwd", line: 1 }, view, review);
	assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), before);
});
