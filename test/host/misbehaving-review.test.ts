/** Self-review against models that misbehave: the worker that says done too early, and the reviewer that cannot review. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { type ReplyStep, type Script, type ScriptRequest, say } from "../support/messages-server-script.ts";
import { type Behaviour, type Misbehaved, misbehaving } from "./misbehaving-ground.ts";
import { test } from "./runner.ts";

const files = { "sum.mjs": "export const add = (a, b) => 0;\n" };

/** The reviewer is known by its tools. */
function bothOf(works: readonly ReplyStep[], reviews: readonly ReplyStep[]): Script {
	const [left, right] = [[...works], [...reviews]];
	return ({ body }: ScriptRequest) => {
		const isReview = (body.tools ?? []).some(({ name }) => name === "report");
		return (isReview ? right : left).shift() ?? say("The script is over.");
	};
}

async function reviewed(behaviour: Omit<Behaviour, "files">, body: (done: Misbehaved) => unknown): Promise<void> {
	const settings = vscode.workspace.getConfiguration("remit.review");
	await settings.update("when", "on", vscode.ConfigurationTarget.Global);
	const checks = [`grep add misbehaving/${behaviour.name}/sum.mjs`];
	await misbehaving({ files, brief: { checks }, ...behaviour }, body);
}

function working(name: string) {
	const path = `misbehaving/${name}/sum.mjs`;
	const edit = (old: string, by: string) => say("Editing.").call("edit", { path, old, new: by });
	const finish = (more: object = {}) =>
		say("Done.").call("finish", { status: "done", summary: "It adds, I promise.", ...more });
	const bug = {
		...{ class: "wrong", severity: "high", path, line: 1 },
		...{ claim: "It subtracts.", howToCheck: "add(1, 2)" },
	};
	return { path, edit, finish, bug };
}

test("what the self-review finds in work that is called done is mended, and the report tells finding, end and cost apart", () => {
	const name = "reviewed";
	const { edit, finish, bug } = working(name);
	const works = [
		edit("0", "a - b"),
		finish(),
		edit("a - b", "a + b"),
		finish({ replies: [{ comment: "F1-1", text: "It adds now." }] }),
	];
	const reviews = [
		say("It is wrong.").call("report", { findings: [bug] }),
		say("It is right now.").call("report", {
			findings: [],
			earlier: [{ id: "F1-1", verdict: "fixed", because: "It adds." }],
		}),
	];
	return reviewed({ name, script: bothOf(works, reviews) }, async (done) => {
		assert.deepEqual([done.status, done.requests.length], ["ready", works.length + reviews.length]);
		assert.deepEqual(
			done.view.selfReview?.findings.map(({ id, state }) => [id, state]),
			[["F1-1", "fixed"]],
		);
		const report = await done.reportsAsKept();
		assert.match(report, /- \*\*fixed\*\*, wrong, high: `misbehaving\/reviewed\/sum\.mjs:1` `It subtracts\.`/);
		assert.match(report, /- Cost, of it self-review: ‹money›/);
	});
});

test("a finding that the agent only talks away is left for the person, whatever it and the reviewer say of it", () => {
	const name = "talked-away";
	const { edit, finish, bug } = working(name);
	const works = [edit("0", "a - b"), finish(), finish({ replies: [{ comment: "F1-1", text: "I fixed it." }] })];
	const reviews = [
		say("It is wrong.").call("report", { findings: [bug] }),
		say("Fixed, it says.").call("report", {
			findings: [],
			earlier: [{ id: "F1-1", verdict: "fixed", because: "The agent says so." }],
		}),
	];
	return reviewed({ name, script: bothOf(works, reviews) }, async (done) => {
		assert.equal(done.status, "ready");
		assert.deepEqual(
			done.view.selfReview?.findings.map(({ id, state }) => [id, state]),
			[["F1-1", "left"]],
		);
		assert.match(done.endText, /1 finding of the self-review is left for you\./);
		const report = await done.reportsAsKept();
		assert.match(report, /^# Hand-off report\n\n\*\*Outcome\.\*\* .*\n\n- 1 finding of the self-review not settled\./);
	});
});

test("a reviewer whose report is malformed twice leaves the work unreviewed, and that is said", () => {
	const name = "unreviewed";
	const { edit, finish } = working(name);
	const works = [edit("0", "a + b"), finish()];
	const reviews = [
		say("So.").call("report", { findings: "none, all is well" }),
		say("So.").callRaw("report", '{"findings": [{"class": "fine"'),
	];
	return reviewed({ name, script: bothOf(works, reviews) }, async (done) => {
		assert.deepEqual([done.status, done.requests.length], ["ready", works.length + reviews.length]);
		assert.equal(done.view.selfReview?.state, "failed");
		const report = await done.reportsAsKept();
		assert.match(report, /## Self-review\n\n.*Could not be done: `The reviewer's report was malformed twice\./);
		assert.match(report, /No self-review to the end: /);
	});
});
