/** What failed before the task: the base's checks run beside the work, and what the agent mended is told as mended. */

import assert from "node:assert/strict";
import { say } from "../support/messages-server-script.ts";
import { misbehaving } from "./misbehaving-ground.ts";
import { test } from "./runner.ts";

const code = `export const add = (a, b) => a - b;
export const twice = (a) => a + a;
`;

const testOf = (name: string, body: string) => `import { equal } from "node:assert/strict";
import test from "node:test";
import { ${name} } from "./sum.mjs";

test("${name}", () => ${body});
`;

const files = {
	"sum.mjs": code,
	"add.test.mjs": testOf("add", "equal(add(1, 2), 3)"),
	"twice.test.mjs": testOf("twice", "equal(twice(3), 6)"),
};

test("of a base with a failing and a passing test, the mended one is told as mended, and of the other nothing is said", () => {
	const name = "mended";
	const checks = ["add", "twice"].map((each) => `node --test misbehaving/${name}/${each}.test.mjs`);
	const script = [
		say("I edit.").call("edit", { path: `misbehaving/${name}/sum.mjs`, old: "a - b", new: "a + b" }),
		say("Done.").call("finish", { status: "done", summary: "It adds." }),
	];
	return misbehaving({ name, files, script, brief: { checks } }, async (done) => {
		assert.deepEqual([done.status, done.requests.length, done.endText], ["ready", script.length, ""]);
		const order = done.records.map(({ event }) => event.type).filter((type) => /^(?:baseline|verif)/.test(type));
		assert.deepEqual(order, [
			...["baseline.started", "baseline.finished", "verification.started", "verification.finished"],
		]);
		assert.deepEqual(
			done.facts("baseline.finished").flatMap(({ results }) => results.map(({ outcome }) => outcome)),
			["failed", "passed"],
		);
		assert.deepEqual(
			done.facts("verification.finished").flatMap(({ results }) => results.map((result) => result.onBase)),
			["failed", undefined],
		);
		assert.deepEqual(done.facts("approval.asked"), []);
		const report = await done.reportsAsKept();
		assert.match(report, /\*\*Outcome\.\*\* Verified: 2 of 2 checks passed .*\. Before the task 1 of them failed\./);
		assert.equal(report.match(/mended \(it failed before the task\)/g)?.length, 1);
	});
});
