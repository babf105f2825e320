/** Agents that do not get on, in the real extension: each is heard once more, and then the task is stuck with its reason. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { ApiEvent, RemitApi } from "../../src/vscode/api.ts";
import { type ScriptRequest, say } from "../support/messages-server-script.ts";
import { ended, next, playing, write } from "./playing.ts";
import { test } from "./runner.ts";

const finish = (status: "done" | "stuck") => say("So.").call("finish", { status, summary: "I tried three things." });

interface Run {
	readonly events: readonly ApiEvent["event"][];
	readonly status: string | undefined;
}

/** Delegates the goal and waits for the end. */
async function run(remit: RemitApi, checks: string[] = []): Promise<Run & { readonly task: string }> {
	const events: ApiEvent["event"][] = [];
	const subscription = remit.onEvent(({ event }) => events.push(event));
	const end = next(remit, ended);
	const task = await remit.delegate({ goal: "Mend it.", checks });
	await end;
	subscription.dispose();
	return { task, events, status: remit.tasks().find((one) => one.task === task)?.status };
}

const strikesOf = ({ events }: Run) => events.flatMap((event) => (event.type === "stuck.found" ? [event] : []));
const endOf = ({ events }: Run) => events.findLast((event) => event.type === "task.ended");

test("an agent that says done three times while the same check fails is stuck, and what failed is told with it", async () => {
	await write("stuck-a.txt", "v0\n");
	const script = ({ said }: ScriptRequest, index: number) => {
		if (said.includes("Three strikes")) return finish("stuck");
		if (index % 2 === 1) return finish("done");
		return say("I edit.").call("edit", { path: "stuck-a.txt", old: `v${index / 2}`, new: `v${index / 2 + 1}` });
	};
	await playing(script, async ({ remit, requests }) => {
		const first = await run(remit, ["grep v0 stuck-a.txt"]);
		assert.equal(first.status, "stuck");
		const [strike, ...others] = strikesOf(first);
		assert.deepEqual([strike?.reason, strike?.attempts.map(({ times }) => times), others], ["same-failure", [3], []]);
		assert.match(strike?.text ?? "", /grep v0 stuck-a\.txt/);
		assert.equal(requests.length, 7);
		const told = JSON.stringify(requests.at(-1));
		assert.match(told, /nothing but finish runs/);
		const end = endOf(first);
		assert.equal(end?.type === "task.ended" && end.text, strike?.text);
	});
});

test("an agent that sends malformed input forever is stuck after three turns and its last word", () =>
	playing(
		({ said }) =>
			said.includes("Three strikes") ? finish("done") : say("Again.").call("write", { path: 7, text: ["no"] }),
		async ({ remit, requests }) => {
			const { status, ...rest } = await run(remit);
			assert.equal(status, "stuck");
			assert.equal(requests.length, 4);
			assert.equal(strikesOf({ status, ...rest })[0]?.reason, "same-call");
			const end = endOf({ status, ...rest });
			assert.match((end?.type === "task.ended" && end.text) || "", /calls it done all the same: nothing was checked/);
		},
	));

test("an agent that does an edit and undoes it over and over is stuck, and in its last turn nothing is written", async () => {
	await write("stuck-b.txt", "one\n");
	const edit = (old: string, by: string) => say("Hm.").call("edit", { path: "stuck-b.txt", old, new: by });
	await playing(
		({ said }, index) => {
			if (said.includes("Three strikes")) return edit("one", "three");
			return index % 2 === 0 ? edit("one", "two") : edit("two", "one");
		},
		async ({ remit, requests }) => {
			const done = await run(remit);
			assert.equal(done.status, "stuck");
			assert.deepEqual(
				strikesOf(done).map(({ reason }) => reason),
				["undone"],
			);
			assert.equal(requests.length, 5);
			assert.match(JSON.stringify(done.events), /Not run: after three strikes nothing but finish is\./);
			const found = done.events.findLast((event) => event.type === "changes.found");
			assert.deepEqual(found?.type === "changes.found" && found.changes, []);
		},
	);
});

test("turns without progress are counted as the person's setting says", async () => {
	const settings = vscode.workspace.getConfiguration("remit.stuck");
	await settings.update("turns", 3, vscode.ConfigurationTarget.Global);
	await playing(
		({ said }, index) =>
			said.includes("Three strikes") ? finish("stuck") : say("I look.").call("search", { pattern: `nothing ${index}` }),
		async ({ remit, requests }) => {
			const done = await run(remit);
			assert.deepEqual([done.status, strikesOf(done)[0]?.reason, requests.length], ["stuck", "no-progress", 4]);
		},
	);
});
