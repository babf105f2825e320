/** Checks on exactly what is accepted, or proposed: in a tree of their own, judged as the agent's commands are. */

import { expect, test } from "vitest";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { finishes, reply } from "../../support/replies.ts";
import { finished, type Reviewed, twenty, twoHunks } from "../../support/reviewed.ts";

const never = () => new AbortController().signal;
const yes = async () => true;
const onTwenty = () => memoryCheckout({ "a.txt": twenty, "b.txt": "b\n" });
const onlyThree = twenty.replace("line 3\n", "three\n");

/** The first of two hunks accepted, the second undecided. */
async function halfAccepted(): Promise<Reviewed> {
	const task = await finished({ checkout: onTwenty(), turns: twoHunks });
	const [first = ""] = task.item("a.txt").pieces;
	await task.decide("a.txt", "accepted", { pieces: [first], accepted: onlyThree });
	return task;
}

function verify(task: Reviewed, of: "accepted" | "proposal", checks = ["npm test"], signal = never()) {
	return task.delegation.review.verify({ of, checks, leave: yes }, signal);
}

test("the accepted tree is the base with exactly what is accepted, and it is gone afterwards", async () => {
	const task = await halfAccepted();
	expect(await verify(task, "accepted")).toMatchObject({ kind: "verified", verification: { state: "passed" } });
	const [laid] = task.checkout.trees.laid;
	expect(Object.fromEntries(laid?.files ?? [])).toEqual({ "a.txt": onlyThree, "b.txt": "b\n" });
	expect(laid).toMatchObject({ commands: ["npm test"], removed: true });
	expect(task.checkout.commands).toEqual([]);
	expect(task.types().slice(-2)).toEqual(["verification.started", "verification.finished"]);
	expect(JSON.stringify(task.delegation.view.timeline)).toContain("Checks on what is accepted: 1 passed.");
});

test("the proposal's tree is everything but what is rejected, with moves, new and deleted files", async () => {
	const checkout = memoryCheckout({ "a.txt": twenty, "gone.txt": "gone\n", "old.txt": "a file that moves\n" });
	const turn = async () => {
		checkout.files.put("a.txt", onlyThree.replace("line 15", "fifteen"));
		checkout.files.put("gone.txt", null);
		checkout.files.put("old.txt", null);
		checkout.files.put("moved.txt", "a file that moves\n");
		checkout.files.put("new.txt", "new\n");
		checkout.files.put("unwanted.txt", "unwanted\n");
		return reply([finishes()]);
	};
	const task = await finished({ checkout, turns: [turn] });
	await task.decide("a.txt", "rejected", { pieces: task.item("a.txt").pieces.slice(1) });
	await task.decide("unwanted.txt", "rejected");
	await verify(task, "proposal");
	expect(Object.fromEntries(checkout.trees.laid[0]?.files ?? [])).toEqual({
		"a.txt": onlyThree,
		"moved.txt": "a file that moves\n",
		"new.txt": "new\n",
	});
	const files = await task.delegation.review.files("proposal", never());
	expect(files.map(({ path, origin, mode }) => [path, origin, mode])).toEqual([
		["a.txt", "a.txt", 0o100644],
		["gone.txt", "gone.txt", 0],
		["moved.txt", "old.txt", 0o100644],
		["new.txt", null, 0o100644],
	]);
});

test("what was accepted and taken back again is not among the files", async () => {
	const task = await halfAccepted();
	const [first = ""] = task.item("a.txt").pieces;
	await task.decide("a.txt", "undecided", { pieces: [first], accepted: twenty });
	expect(await task.delegation.review.files("accepted", never())).toEqual([]);
	expect(await verify(task, "accepted")).toEqual({ kind: "refused", text: "Nothing is accepted yet." });
});

test("a journal of version 0.1 says that a file was accepted, and no more: all of it is", async () => {
	const task = await finished({ checkout: onTwenty(), turns: twoHunks });
	const { version } = task.item("a.txt").change;
	await task.delegation.record({
		...{ type: "change.decided", path: "a.txt", decision: "accepted", version, note: "", surface: "panel" },
	});
	await verify(task, "accepted");
	expect(task.checkout.trees.laid[0]?.files.get("a.txt")).toBe(task.checkout.text("a.txt"));
});

test("a failing check says how it ended and the end of its output, and the whole output is kept", async () => {
	const task = await halfAccepted();
	const output = `${"a long line of output\n".repeat(1_000)}expected 3, got 4\n`;
	task.checkout.trees.check = () => ({ exitCode: 1, output });
	await verify(task, "accepted");
	const [result] = task.delegation.view.verifications[0]?.results ?? [];
	expect(result).toMatchObject({
		outcome: "failed",
		text: expect.stringMatching(/^exit 1\n[\s\S]*expected 3, got 4$/),
	});
	expect(result?.text.length).toBeLessThanOrEqual(4_000);
	expect(task.journal.texts.get(result?.kept ?? "")).toBe(output.trimEnd());
});

test.each([
	[{ ended: "timed-out", exitCode: null }, "failed", "timed out after 10 minutes"],
	[{ ended: "killed", exitCode: null }, "failed", "ended by a signal"],
	[{ ended: "refused", exitCode: null, output: "no shell" }, "not-run", "could not be started\nno shell"],
	[{ ended: "stopped", exitCode: null }, "not-run", "stopped before it ended"],
] as const)("a check that ends as %j is %s", async (end, outcome, text) => {
	const task = await halfAccepted();
	task.checkout.trees.check = () => end;
	await verify(task, "accepted");
	const [result] = task.delegation.view.verifications[0]?.results ?? [];
	expect(result).toMatchObject({ outcome, text: expect.stringContaining(text) });
});

test("a check that is never allowed does not run, and one that asks runs only with the person's leave", async () => {
	const task = await halfAccepted();
	const asked: unknown[] = [];
	const leave = async (check: unknown) => asked.push(check) < 2;
	const checks = ["git push origin main", "rm -r dist", "rm -r other", "npm test"];
	await task.delegation.review.verify({ of: "accepted", checks, leave }, never());
	expect(task.checkout.trees.laid[0]?.commands).toEqual(["rm -r dist", "npm test"]);
	expect(asked).toMatchObject([
		{ command: "rm -r dist", verdict: "ask", because: expect.any(String), sandboxed: true },
		{ command: "rm -r other" },
	]);
	const results = task.delegation.view.verifications[0]?.results ?? [];
	expect(results.map(({ outcome }) => outcome)).toEqual(["not-run", "passed", "not-run", "passed"]);
	expect(results[0]?.text).toContain("never allowed");
	expect(results[2]?.text).toContain("not approved");
	expect(task.delegation.view.verifications[0]?.state).toBe("not-run");
});

test("without a proved sandbox a test command asks", async () => {
	const task = await halfAccepted();
	task.checkout.ground.guard = { ...task.checkout.ground.guard, sandboxed: false };
	await task.delegation.review.verify({ of: "accepted", checks: ["npm test"], leave: async () => false }, never());
	expect(task.checkout.trees.laid[0]?.commands).toEqual([]);
});

test("stopping ends the running check, the rest is not run, and the tree is gone", async () => {
	const task = await halfAccepted();
	const stop = new AbortController();
	task.checkout.trees.check = async () => {
		stop.abort();
		return { ended: "stopped", exitCode: null };
	};
	await verify(task, "accepted", ["npm test", "npm run lint"], stop.signal);
	const [verification] = task.delegation.view.verifications;
	expect(verification?.results.map(({ outcome }) => outcome)).toEqual(["not-run", "not-run"]);
	expect(task.checkout.trees.laid[0]).toMatchObject({ commands: ["npm test"], removed: true });
});

test("a tree that cannot be laid is refused with its reason, and no checks are no proof", async () => {
	const task = await halfAccepted();
	expect(await verify(task, "accepted", [" "])).toMatchObject({ text: expect.stringContaining("no check to run") });
	const { trees } = task.checkout;
	trees.lay = () => Promise.reject(new Error("the disk is full"));
	expect(await verify(task, "accepted")).toMatchObject({
		kind: "refused",
		text: "The checks could not be run: the disk is full",
	});
	expect(task.types()).not.toContain("verification.started");
});

test("one verification of a task at a time", async () => {
	const task = await halfAccepted();
	const both = await Promise.all([verify(task, "accepted"), verify(task, "proposal")]);
	expect(both).toMatchObject([{ kind: "verified" }, { kind: "refused", text: expect.stringContaining("run already") }]);
	expect(await verify(task, "proposal")).toMatchObject({ kind: "verified" });
});

test("where the accepted part is not green, the failed checks are run on the whole as well", async () => {
	const task = await halfAccepted();
	task.checkout.trees.check = (command, files) => ({
		exitCode: command === "npm test" && !files.get("a.txt")?.includes("fifteen") ? 1 : 0,
	});
	const checks = ["npm run lint", "npm test"];
	const outcome = await task.delegation.review.verifyAccepted({ checks, leave: yes }, never());
	expect(outcome).toMatchObject({
		accepted: { verification: { of: "accepted", state: "failed" } },
		proposal: { verification: { of: "proposal", state: "passed", checks: ["npm test"] } },
	});
	const again = await task.delegation.review.verifyAccepted({ checks, leave: yes }, never());
	expect(again).toMatchObject({ proposal: { verification: { state: "passed" } } });
	expect(task.checkout.trees.laid.map(({ commands }) => commands)).toEqual([checks, ["npm test"], checks]);
});

test("where everything is accepted, the whole is not run a second time", async () => {
	const task = await finished({ checkout: onTwenty(), turns: twoHunks });
	await task.decide("a.txt", "accepted", { accepted: task.checkout.text("a.txt") });
	task.checkout.trees.check = () => ({ exitCode: 1 });
	const outcome = await task.delegation.review.verifyAccepted({ checks: ["npm test"], leave: yes }, never());
	expect(outcome).toMatchObject({ accepted: { verification: { state: "failed" } }, proposal: null });
	expect(task.checkout.trees.laid).toHaveLength(1);
});

test("a result is stale when what it was run on became something else, and only then", async () => {
	const task = await halfAccepted();
	const stale = () => Object.fromEntries(task.delegation.view.verifications.map((item) => [item.of, item.stale]));
	await verify(task, "accepted");
	await verify(task, "proposal");
	expect(stale()).toEqual({ accepted: false, proposal: false });
	const [, second = ""] = task.item("a.txt").pieces;
	await task.decide("a.txt", "rejected", { pieces: [second] });
	expect(stale()).toEqual({ accepted: false, proposal: true });
	await verify(task, "proposal");
	expect(stale()).toEqual({ accepted: false, proposal: false });
	await task.decide("a.txt", "undecided", { pieces: [second] });
	await task.decide("a.txt", "accepted", { pieces: [second], accepted: task.checkout.text("a.txt") });
	expect(stale()).toEqual({ accepted: true, proposal: true });
	await verify(task, "proposal");
	task.checkout.files.put("b.txt", "other\n");
	await task.delegation.review.look();
	expect(stale()).toEqual({ accepted: true, proposal: true });
});

test("a decision while the checks run makes their result stale at once", async () => {
	const task = await halfAccepted();
	task.checkout.trees.check = async () => {
		await task.decide("a.txt", "accepted", { accepted: task.checkout.text("a.txt") });
		return {};
	};
	await verify(task, "accepted");
	expect(task.delegation.view.verifications).toMatchObject([{ state: "passed", stale: true }]);
});

test("giving the task up ends a running check, also one that waits for the person, before the checkout goes", async () => {
	for (const waits of [true, false]) {
		const task = await halfAccepted();
		let begin: () => void = () => undefined;
		const begun = new Promise<void>((resolve) => {
			begin = resolve;
		});
		task.checkout.trees.check = (_command, _files, signal) => {
			begin();
			return new Promise((resolve) => {
				signal.addEventListener("abort", () => resolve({ ended: "stopped", exitCode: null }), { once: true });
			});
		};
		const leave = () => {
			begin();
			return new Promise<never>(() => undefined);
		};
		const checks = [waits ? "rm -r dist" : "npm test"];
		const verified = task.delegation.review.verify({ of: "accepted", checks, leave }, never());
		await begun;
		await task.delegation.discard("panel");
		expect(await verified).toMatchObject({ verification: { results: [{ outcome: "not-run" }] } });
		expect(task.checkout.trees.laid[0]?.removed).toBe(true);
		expect(task.types().slice(-3)).toEqual(["verification.finished", "review.closed", "checkout.removed"]);
		expect(await verify(task, "accepted")).toMatchObject({ kind: "refused" });
	}
});
