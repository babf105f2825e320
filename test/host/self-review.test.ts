/** The self-review in a real editor: another model refutes, the agent mends, and the findings are threads on the diff. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Finding } from "../../src/core/task/harness-events.ts";
import { foldView } from "../../src/core/task/view.ts";
import type { ApiEvent } from "../../src/vscode/api.ts";
import { call, type ReplyStep, type ScriptRequest, say, think } from "../support/messages-server-script.ts";
import { ended, next, playing, write } from "./playing.ts";
import { test } from "./runner.ts";
import { type TreeGround, withTree } from "./tree-ground.ts";
import { until } from "./until.ts";

async function withSettings(values: Readonly<Record<string, string>>, body: () => Promise<void>): Promise<void> {
	for (const [name, value] of Object.entries(values))
		await vscode.workspace.getConfiguration("remit.review").update(name, value, vscode.ConfigurationTarget.Global);
	await body();
}

const bug = {
	...{ class: "wrong", severity: "high", path: "sum.mjs", line: 1 },
	...{ claim: "It subtracts.", howToCheck: "add(1, 2)" },
};

const agent: readonly ReplyStep[] = [
	say("Reading.").call("read", { path: "sum.mjs" }),
	say("Editing.").call("edit", { path: "sum.mjs", old: "0", new: "a - b" }),
	say("Done.").call("finish", { status: "done", summary: "It adds." }),
	say("Mending.").call("edit", { path: "sum.mjs", old: "a - b", new: "a + b" }),
	call("finish", { status: "done", summary: "It adds.", replies: [{ comment: "F1-1", text: "It adds now." }] }),
];

const reviewer: readonly ReplyStep[] = [
	think("I look.")
		.call("read", { path: "sum.mjs" })
		.call("search", { pattern: "add" })
		.call("edit", { path: "sum.mjs" }),
	say("It is wrong.").call("report", { findings: [bug] }),
	call("list", {}),
	call("report", { findings: [], earlier: [{ id: "F1-1", verdict: "fixed", because: "It adds." }] }),
];

/** The reviewer is known by its tools. */
function bothOf(): (request: ScriptRequest) => ReplyStep {
	const [works, reviews] = [[...agent], [...reviewer]];
	return ({ body }) => {
		const isReview = (body.tools ?? []).some(({ name }) => name === "report");
		return (isReview ? reviews : works).shift() ?? say("The script is over.");
	};
}

test("what another model finds is mended and seen to be, by requests that the strict server takes, and its cost is apart", () =>
	withSettings({ when: "on", model: "claude-haiku-5-5" }, async () => {
		await write("sum.mjs", "export const add = (a, b) => 0;\n");
		await playing(bothOf(), async ({ remit, requests }) => {
			const events: ApiEvent[] = [];
			const recording = remit.onEvent((event) => events.push(event));
			const end = next(remit, ended);
			const task = await remit.delegate({ goal: "Make it add.", budget: { money: 5 } });
			await end;
			recording.dispose();
			assert.deepEqual(
				requests.map(({ problem }) => problem ?? ""),
				requests.map(() => ""),
			);
			const view = foldView(events.filter((event) => event.task === task));
			assert.equal(view.status, "ready");
			assert.deepEqual(
				view.selfReview?.findings.map(({ id, path, line, state }) => [id, path, line, state]),
				[["F1-1", "sum.mjs", 1, "fixed"]],
			);
			assert.equal(view.selfReview?.model, "claude-haiku-5-5");
			const apart = view.spend.apart["self-review"];
			assert.equal(apart?.requests, 4);
			assert.ok(apart && apart.cost > 0 && apart.cost < view.spend.cost, `${apart?.cost} of ${view.spend.cost}`);
			assert.deepEqual(
				view.threads.map(({ thread, state, comments }) => [thread, state, comments.map(({ by }) => by).join()]),
				[["F1-1", "closed", "self-review,agent,self-review"]],
			);
		});
	}));

test("where it is off no request besides the task's own is sent, and a repository cannot turn it on", () =>
	withSettings({}, async () => {
		await write("sum.mjs", "export const add = (a, b) => 0;\n");
		await write(".vscode/settings.json", '{ "remit.review.when": "on" }');
		await playing(bothOf(), async ({ remit, requests }) => {
			const end = next(remit, ended);
			await remit.delegate({ goal: "Make it add." });
			await end;
			assert.equal(requests.length, 3);
		});
	}));

const lines = Array.from({ length: 20 }, (_, at) => `line ${at}\n`);

function finding(tree: TreeGround): Finding {
	const { ground } = tree;
	const place = { baseStart: 2, baseEnd: 3, start: 2, end: 6 };
	const anchor = {
		path: ground.path("a.txt"),
		piece: ground.pieces("a.txt")[0] ?? "",
		place,
		diff: "@@",
		version: "v",
	};
	return {
		...{ id: "F1-1", class: "wrong", severity: "high", path: ground.path("a.txt"), line: 5 },
		...{ claim: "[x](command:evil) is wrong.", howToCheck: "", anchor: { ...anchor, within: 2 } },
	};
}

const said = ({ threads }: TreeGround) =>
	threads.widgets().flatMap(({ comments }) => comments.map(({ author, body }) => `${author.name}: ${String(body)}`));

test("a finding is a thread on its line of the diff, by the self-review, that the person can answer and resolve", () =>
	withTree(async (tree) => {
		const { ground, threads, run } = tree;
		const proposed = lines.map((line, at) => (at === 2 ? "new 2\nnew 3\nnew 4\nnew 5\n" : line)).join("");
		ground.propose("a.txt", { base: lines.join(""), proposed });
		const found = finding(tree);
		ground.record({ type: "self-review.started", round: 1, model: "m" });
		ground.record({ type: "self-review.finished", round: 1, findings: [found], settled: [] });
		await until("the thread is there", () => threads.widgets().length === 1);
		const [widget] = threads.widgets();
		assert.deepEqual([widget?.range?.start.line, widget?.range?.end.line], [4, 4]);
		assert.equal(widget?.label, "Put to the agent");
		assert.deepEqual(said(tree), ["Self-review: wrong, high: [x]\u200B(command:evil) is wrong."]);
		ground.record({ type: "comment.answered", thread: "F1-1", text: "It is not." });
		const settled = [{ id: "F1-1", state: "left", because: "It stands." }] as const;
		ground.record({ type: "self-review.finished", round: 2, findings: [], settled });
		await until("it is left", () => threads.widgets()[0]?.label === "Left for you");
		assert.deepEqual(said(tree).slice(1), ["Agent: It is not.", "Self-review: It stands."]);
		await run("sendComment", { thread: threads.widgets()[0], text: "Do mend it." });
		await until("the person's word is recorded", () => ground.comments.at(-1)?.text === "Do mend it.");
		assert.equal(ground.comments.at(-1)?.thread, "F1-1");
		await run("closeThread", threads.widgets()[0]);
		await until("it is resolved", () => threads.widgets()[0]?.contextValue === "closed");
	}));
