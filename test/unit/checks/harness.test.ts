/** What the harness does when the agent says that it is done: it runs the checks itself. */

import { expect, test } from "vitest";
import { BaseResults } from "../../../src/core/checks/base-results.ts";
import type { Brief } from "../../../src/core/task/brief.ts";
import { delegationOf, type TestDelegation } from "../../support/delegations.ts";
import { type MemoryCheckout, memoryCheckout } from "../../support/memory-checkout.ts";
import { calls, finishes, reply, says, type Turn } from "../../support/replies.ts";

const sum = "export const add = (a, b) => a + b;\n";
const sumTest = 'test("adds", () => { expect(add(1, 2)).toBe(3); expect(add(0, 0)).toBe(0); });\n';
const packageJson = '{ "scripts": { "test": "vitest run" } }\n';
const npmTest: Brief = { goal: "Mend it.", checks: ["npm test"] };

const failing = (...names: readonly string[]) => ({
	exitCode: 1,
	output: names
		.map((name) => ` FAIL  sum.test.js > ${name}\nAssertionError: wrong\n ❯ sum.test.js:1:9\n⎯⎯⎯[1/1]⎯`)
		.join("\n"),
});

function onSum(): MemoryCheckout {
	return memoryCheckout({ "package.json": packageJson, "sum.js": sum, "sum.test.js": sumTest });
}

/** A reply that changes these files and says that it is done. */
function writes(checkout: MemoryCheckout, files: Readonly<Record<string, string | null>>): Turn {
	return async () => {
		for (const [path, text] of Object.entries(files)) checkout.files.put(path, text);
		return reply([finishes()]);
	};
}

async function ended(task: TestDelegation): Promise<TestDelegation["delegation"]["view"]> {
	task.delegation.start();
	await task.delegation.settled();
	return task.delegation.view;
}

const commandsOf = ({ trees }: MemoryCheckout) => trees.laid.map(({ commands }) => commands);

test("what is said to be done is checked on exactly what is proposed, and says passed with its tree", async () => {
	const checkout = onSum();
	const task = delegationOf({ checkout, brief: npmTest, turns: [writes(checkout, { "sum.js": "other\n" })] });
	const view = await ended(task);
	expect(view).toMatchObject({ status: "ready", statusText: "", unchecked: "" });
	expect(view.verifications).toMatchObject([{ of: "proposal", state: "passed", stale: false }]);
	expect(view.verifications[0]?.tree).not.toBe("");
	// What it began with was checked beside it.
	expect(checkout.trees.laid.map(({ files }) => files.get("sum.js"))).toEqual([sum, "other\n"]);
	const checked = { commands: ["npm test"], removed: true };
	expect(checkout.trees.laid).toMatchObject([checked, checked]);
	expect(task.model.requests).toHaveLength(1);
	expect(JSON.stringify(view.timeline)).toContain('"tool":"check","title":"npm test"');
});

test("an agent that is done without running tests is told what fails, and handed over once it passes", async () => {
	const checkout = onSum();
	checkout.trees.check = (_command, files) => (files.get("sum.js") === "wrong\n" ? failing("adds") : {});
	const turns = [writes(checkout, { "sum.js": "wrong\n" }), writes(checkout, { "sum.js": "right\n" })];
	const task = delegationOf({ checkout, turns });
	const view = await ended(task);
	const told = JSON.stringify(task.model.requests[1]?.messages.at(-1));
	expect(told).toContain("The check `npm test` failed.");
	expect(told).toContain("- sum.test.js:1 sum.test.js > adds: AssertionError: wrong");
	expect(told).toContain('<data from=\\"check\\">');
	expect(view).toMatchObject({ status: "ready", statusText: "", verifications: [{ state: "passed" }] });
	// The base is checked once: it passes, so what fails is new.
	expect(commandsOf(checkout)).toEqual([["npm test"], ["npm test"], ["npm test"]]);
	expect(checkout.trees.laid[0]?.files.get("sum.js")).toBe(sum);
});

test("checks that never pass are told three times, then the work is handed over as not verified", async () => {
	const checkout = onSum();
	// Each time something else fails: the same failure three times would be three strikes.
	checkout.trees.check = (_command, files) => (files.get("sum.js") === sum ? {} : failing(files.get("sum.js") ?? ""));
	const turns = ["small", "large", "odd", "even"].map((each) => writes(checkout, { "sum.js": each }));
	const task = delegationOf({ checkout, brief: npmTest, turns });
	const view = await ended(task);
	expect(task.model.requests).toHaveLength(4);
	expect(view).toMatchObject({ status: "ready", statusText: "Not verified: npm test failed (1 failure)." });
	expect(view.verifications).toMatchObject([{ state: "failed", results: [{ outcome: "failed", onBase: "passed" }] }]);
	expect(task.types().filter((type) => type === "baseline.finished")).toHaveLength(1);
	expect(view.handOff).toMatchObject({ status: "done" });
});

test("an old failure is told apart, and does not count against the agent", async () => {
	const checkout = onSum();
	checkout.trees.check = () => failing("divides");
	const task = delegationOf({ checkout, brief: npmTest, turns: [writes(checkout, { "sum.js": "other\n" })] });
	const view = await ended(task);
	expect(task.model.requests).toHaveLength(1);
	expect(view.verifications).toMatchObject([
		{ state: "old", results: [{ onBase: "same", failures: [{ name: "sum.test.js > divides", old: true }] }] },
	]);
	expect(view.statusText).toBe("Nothing new fails in npm test: what fails there failed before the task.");
});

test("what a check says of the same base is asked once for all tasks, and of another base anew", async () => {
	const baseResults = new BaseResults();
	const played = async (base: string) => {
		const checkout = memoryCheckout({ "sum.js": base, "package.json": '{"scripts":{"test":"vitest run"}}' });
		checkout.trees.check = () => failing("divides");
		const turns = [writes(checkout, { "sum.js": "other\n" })];
		const view = await ended(delegationOf({ checkout, brief: npmTest, turns, baseResults }));
		expect(view.verifications).toMatchObject([{ state: "old", results: [{ onBase: "same" }] }]);
		return commandsOf(checkout);
	};
	expect(await played(sum)).toEqual([["npm test"], ["npm test"]]);
	expect(await played(sum)).toEqual([[], ["npm test"]]);
	expect(await played("another base\n")).toEqual([["npm test"], ["npm test"]]);
});

test("a new failure beside an old one counts, and the model is told to leave the old one alone", async () => {
	const checkout = onSum();
	checkout.trees.check = (_command, files) =>
		files.get("sum.js") === "wrong\n" ? failing("divides", "adds") : failing("divides");
	const turns = [writes(checkout, { "sum.js": "wrong\n" }), writes(checkout, { "sum.js": "right\n" })];
	const task = delegationOf({ checkout, brief: npmTest, turns });
	const view = await ended(task);
	const told = JSON.stringify(task.model.requests[1]?.messages.at(-1));
	expect(told).toContain("1 more failed before you began: leave those alone.");
	expect(told).not.toContain("- sum.test.js:1 sum.test.js > divides");
	expect(view.verifications[0]?.state).toBe("old");
});

test("a weakened test is told above everything else, and the tests as they were are run on the new code", async () => {
	const checkout = onSum();
	const weaker = 'test.skip("adds", () => { expect(add(1, 2)).toBe(4); });\n';
	checkout.trees.check = (_command, files) => (files.get("sum.test.js") === sumTest ? failing("adds") : {});
	const files = { "sum.js": "wrong\n", "sum.test.js": weaker };
	const view = await ended(delegationOf({ checkout, brief: npmTest, turns: [writes(checkout, files)] }));
	expect(view.verifications).toMatchObject([{ state: "passed" }]);
	expect(view.tampering).toEqual([
		{ path: "sum.test.js", line: 0, because: "has 1 assertion fewer than before" },
		{ path: "sum.test.js", line: 1, because: "skips a test" },
		{ path: "sum.test.js", line: 0, because: "is a test and was changed" },
	]);
	expect(view.oldTests).toMatchObject({ paths: ["sum.test.js"], state: "failed", stale: false });
	const last = checkout.trees.laid.at(-1);
	expect([last?.files.get("sum.js"), last?.files.get("sum.test.js"), last?.removed]).toEqual([
		"wrong\n",
		sumTest,
		true,
	]);
});

test("work that takes its own checks away is measured by those that there were", async () => {
	const checkout = onSum();
	const turns = [writes(checkout, { "package.json": '{ "scripts": { "test": "exit 0" } }', "sum.js": "wrong\n" })];
	const view = await ended(delegationOf({ checkout, turns }));
	expect(commandsOf(checkout)).toEqual([["npm test"], ["npm test"]]);
	expect(view.tampering.map(({ because }) => because)).toContain('changes the script "test"');
});

test("an agent that claims a part whose check fails as it did before is told so, and handed over once it claims that no more", async () => {
	const checkout = onSum();
	checkout.trees.check = (command) => (command === "npm test" ? failing("adds") : {});
	const claims = (met: boolean) =>
		reply([calls("finish", { status: "done", summary: "So.", parts: [{ part: 1, met }] })]);
	const first: Turn = async () => {
		checkout.files.put("sum.js", "other\n");
		return claims(true);
	};
	const brief = { ...npmTest, definitionOfDone: "- `npm test` passes\n- it adds" };
	const task = delegationOf({ checkout, brief, turns: [first, async () => claims(false)] });
	const view = await ended(task);
	expect(task.model.requests).toHaveLength(2);
	expect(JSON.stringify(task.model.requests[1]?.messages.at(-1))).toContain(
		"part 1: `npm test` fails, as it did before",
	);
	expect(view).toMatchObject({ status: "ready", verifications: [{ state: "old" }] });
	const stubborn = onSum();
	stubborn.trees.check = () => failing("adds");
	const again: Turn = async () => {
		stubborn.files.put("sum.js", "other\n");
		return claims(true);
	};
	const other = delegationOf({ checkout: stubborn, brief, turns: [again, again, again, again, again] });
	await ended(other);
	expect(other.model.requests).toHaveLength(4);
});

test("where nothing was changed nothing is run, and where no check is found none is, which is said", async () => {
	const untouched = onSum();
	const idle = delegationOf({ checkout: untouched, brief: npmTest, turns: [[finishes()]] });
	expect(await ended(idle)).toMatchObject({ status: "ready", statusText: "Nothing was changed.", unchecked: "" });
	expect(idle.types().filter((type) => /^(?:verification|baseline)/.test(type))).toEqual([]);
	expect(untouched.trees.laid.filter(({ removed }) => !removed)).toEqual([]);
	const bare = memoryCheckout({ "a.txt": "a\n" });
	const view = await ended(delegationOf({ checkout: bare, turns: [writes(bare, { "a.txt": "b\n" })] }));
	expect(view).toMatchObject({ status: "ready", unchecked: "none-found", verifications: [] });
	expect(bare.trees.laid).toEqual([]);
});

test("where the person's settings say so nothing is run, which is said", async () => {
	const checkout = onSum();
	const turns = [writes(checkout, { "sum.js": "wrong\n" })];
	const task = delegationOf({ checkout, brief: npmTest, turns, checksAfterFinish: () => "off" });
	expect(await ended(task)).toMatchObject({ status: "ready", unchecked: "off", verifications: [] });
	expect(checkout.trees.laid).toEqual([]);
});

test("a check that asks waits for the person; denied, it was not run, and the work is not verified", async () => {
	const checkout = onSum();
	const brief = { goal: "Mend it.", checks: ["rm -r dist", "npm test", "git push origin main"] };
	const task = delegationOf({ checkout, brief, turns: [writes(checkout, { "sum.js": "other\n" })] });
	task.delegation.start();
	const { call } = await task.event("approval.asked");
	expect(task.delegation.view.waiting).toMatchObject({ kind: "approval", command: "rm -r dist" });
	task.delegation.deny(call, "", "panel");
	await task.delegation.settled();
	const { view } = task.delegation;
	expect(commandsOf(checkout)).toEqual([["npm test"], ["npm test"]]);
	expect(view.verifications[0]?.results.map(({ outcome }) => outcome)).toEqual(["not-run", "passed", "not-run"]);
	expect(view.statusText).toBe("Not verified: rm -r dist, git push origin main was not run.");
	expect(task.model.requests).toHaveLength(1);
});

test("a check that is approved runs", async () => {
	const checkout = onSum();
	const brief = { goal: "Mend it.", checks: ["rm -r dist"] };
	const task = delegationOf({ checkout, brief, turns: [writes(checkout, { "sum.js": "other\n" })] });
	task.delegation.start();
	await task.event("approval.asked");
	expect(task.approve()).toBe(true);
	await task.delegation.settled();
	expect(commandsOf(checkout)).toEqual([["rm -r dist"]]);
	expect(task.delegation.view.verifications[0]?.state).toBe("passed");
});

test("stop ends the running check, and its tree is gone", async () => {
	const checkout = onSum();
	const task = delegationOf({ checkout, brief: npmTest, turns: [writes(checkout, { "sum.js": "other\n" })] });
	let begin: () => void = () => undefined;
	const begun = new Promise<void>((resolve) => {
		begin = resolve;
	});
	checkout.trees.check = (_command, files, signal) => {
		if (files.get("sum.js") === sum) return {};
		begin();
		return new Promise((resolve) => {
			signal.addEventListener("abort", () => resolve({ ended: "stopped", exitCode: null }), { once: true });
		});
	};
	task.delegation.start();
	await begun;
	await task.delegation.stop("panel");
	expect(task.delegation.view).toMatchObject({ status: "stopped", verifications: [{ state: "not-run" }] });
	expect(checkout.trees.laid).toMatchObject([{ removed: true }, { removed: true }]);
});

test("a tree that cannot be laid leaves the work not verified, with the reason", async () => {
	const checkout = onSum();
	checkout.trees.lay = () => Promise.reject(new Error("the disk is full"));
	const view = await ended(
		delegationOf({ checkout, brief: npmTest, turns: [writes(checkout, { "sum.js": "other\n" })] }),
	);
	expect(view).toMatchObject({
		status: "ready",
		statusText: "Not verified: the checks could not be run. the disk is full",
	});
});

test("a word of the person begins the three rounds anew", async () => {
	const checkout = onSum();
	checkout.trees.check = (_command, files) => (files.get("sum.js") === sum ? {} : failing("adds"));
	const turns = [1, 2, 3, 4, 5].map((each) => writes(checkout, { "sum.js": `wrong ${each}\n` }));
	const task = delegationOf({ checkout, brief: npmTest, turns: [...turns, [says("Hm.")]] });
	await ended(task);
	checkout.trees.check = () => ({});
	await task.delegation.steer("Look at the zero.");
	await task.delegation.settled();
	expect(task.model.requests).toHaveLength(5);
	expect(task.delegation.view).toMatchObject({ status: "ready", statusText: "", verifications: [{ state: "passed" }] });
});
