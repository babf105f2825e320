/** What happens while something else does: decisions beside a look, beside a verification, and in journals of version 0.1. */

import { expect, test } from "vitest";
import type { Change } from "../../../src/core/review-ports.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { outcomeOf } from "../../../src/core/task/review-outcome.ts";
import { foldView } from "../../../src/core/task/view.ts";
import { created } from "../../support/delegations.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { recorded } from "../../support/memory-journal.ts";
import { calls, finishes, reply } from "../../support/replies.ts";
import { finished, twenty, twoHunks } from "../../support/reviewed.ts";

const never = new AbortController().signal;
const made: TaskEvent = { type: "checkout.made", checkout: { root: "/c", branch: "b", base: "abc", notes: [] } };

function change(path: string, version: string, pieces: readonly string[], rest: Partial<Change> = {}): Change {
	return { path, kind: "modified", binary: false, added: 1, removed: 1, mode: 0o100644, version, pieces, ...rest };
}

function found(...changes: readonly Change[]): TaskEvent {
	return { type: "changes.found", changes };
}

function accepts(path: string, origin: string | null, piece: string): TaskEvent {
	const accepted = { path: origin ?? path, origin, content: "x", mode: 0o100644 };
	return {
		...{ type: "change.decided", decision: "accepted", version: "1", note: "", surface: "editor" },
		...{ path, pieces: [piece], accepted },
	};
}

function decides(path: string, decision: "rejected" | "undecided", piece: string): TaskEvent {
	return {
		...{ type: "change.decided", version: "1", note: "", surface: "editor" },
		...{ path, decision, pieces: [piece] },
	};
}

function eventsOf(...events: readonly TaskEvent[]) {
	return recorded([created(), made, ...events]);
}

function changesIn(...events: readonly TaskEvent[]) {
	return foldView(eventsOf(...events)).changes;
}

test("what landed while the agent moved the file is accepted of it, wherever it is now", () => {
	const moved = change("b.ts", "2", ["move:b", "p"], { kind: "renamed", from: "a.ts" });
	const changes = changesIn(found(change("a.ts", "1", ["p"])), found(moved), accepts("a.ts", "a.ts", "p"));
	expect(changes).toMatchObject([{ change: { path: "b.ts" }, undecided: 1, accepted: { path: "a.ts", content: "x" } }]);
});

test("what landed while the agent took the file back is known, and can be taken back", () => {
	const changes = changesIn(found(change("a.ts", "1", ["p"])), found(), accepts("a.ts", "a.ts", "p"));
	expect(changes).toMatchObject([{ change: { path: "a.ts" }, pieces: [], outlived: 1, accepted: { content: "x" } }]);
});

test("a piece that was rejected while the agent took it back is still rejected when the agent makes it again", () => {
	const again = found(change("a.ts", "1", ["p"]));
	expect(changesIn(again, found(), decides("a.ts", "rejected", "p"), again)).toMatchObject([{ decision: "rejected" }]);
});

test("a file that was accepted, and another one that the agent then moved there, are two: a decision is about one of them", () => {
	const made = change("n.ts", "1", ["whole:n"], { kind: "added" });
	const moved = change("n.ts", "2", ["move:n", "p"], { kind: "renamed", from: "a.ts" });
	const before = [found(made), accepts("n.ts", null, "whole:n"), found(moved)] as const;
	const later = changesIn(...before, accepts("n.ts", "a.ts", "p"));
	expect(later).toMatchObject([
		{ change: { kind: "renamed" }, undecided: 1, accepted: { path: "a.ts" } },
		{ change: { kind: "added" }, outlived: 1, accepted: { path: "n.ts" } },
	]);
	expect(changesIn(...before, decides("n.ts", "rejected", "p"))[1]).toMatchObject({
		decisions: { "whole:n": "accepted" },
	});
});

test("what a review came to is told by file, wherever the agent moved it meanwhile", () => {
	const moved = (path: string) => found(change(path, "1", [`move:${path}`, "p"], { kind: "renamed", from: "a.ts" }));
	const events = eventsOf(
		...[moved("b.ts"), accepts("b.ts", "a.ts", "p"), moved("c.ts")],
		...[decides("c.ts", "undecided", "p"), decides("c.ts", "rejected", "p")],
	);
	expect(outcomeOf(events)).toBe("rejected");
});

test("what is decided while the tree for the checks is laid is in the tree, or the result does not count", async () => {
	const task = await finished({ checkout: memoryCheckout({ "a.txt": twenty }), turns: twoHunks });
	const [first = "", second = ""] = task.item("a.txt").pieces;
	await task.decide("a.txt", "accepted", { pieces: [first], accepted: twenty.replace("line 3\n", "three\n") });
	const { trees } = task.checkout;
	const lay = trees.lay.bind(trees);
	let waits = true;
	trees.lay = async (files, signal) => {
		const laid = await lay(files, signal);
		if (waits) await task.decide("a.txt", "accepted", { pieces: [second], accepted: task.checkout.text("a.txt") });
		waits = false;
		return laid;
	};
	await task.delegation.review.verify({ of: "accepted", checks: ["npm test"], leave: async () => true }, never);
	expect(trees.laid.map(({ commands, removed }) => [commands.length, removed])).toEqual([
		[0, true],
		[1, true],
	]);
	expect(trees.laid[1]?.files.get("a.txt")).toBe(task.checkout.text("a.txt"));
	expect(task.delegation.view.verifications).toMatchObject([{ state: "passed", stale: false }]);
});

test("a person who goes on deciding is told that the checks did not run", async () => {
	const task = await finished({ checkout: memoryCheckout({ "a.txt": twenty }), turns: twoHunks });
	await task.decide("a.txt", "accepted", { accepted: task.checkout.text("a.txt") });
	const { trees } = task.checkout;
	const lay = trees.lay.bind(trees);
	let count = 0;
	trees.lay = async (files, signal) => {
		await task.decide("a.txt", "accepted", { accepted: `${task.checkout.text("a.txt")}${count++}` });
		return lay(files, signal);
	};
	const verifying = task.delegation.review.verify(
		{ of: "accepted", checks: ["npm test"], leave: async () => true },
		never,
	);
	expect(await verifying).toMatchObject({ kind: "refused", text: expect.stringMatching(/changed while/) });
	expect(trees.laid.every(({ removed, commands }) => removed && commands.length === 0)).toBe(true);
	expect(task.delegation.view.verifications).toEqual([]);
});

test("a file that cannot be taken out does not keep another one with the same content in the checkout", async () => {
	const checkout = memoryCheckout({ "a.txt": twenty });
	const makes = async () => {
		checkout.files.put("one/__init__.py", "");
		checkout.files.put("two/__init__.py", "");
		return reply([finishes()]);
	};
	const task = await finished({ checkout, turns: [makes, [calls("ask", { question: "On?" }, "q")], [finishes()]] });
	const takeBack = checkout.files.takeBack.bind(checkout.files);
	checkout.files.takeBack = async (paths, signal) =>
		paths.includes("one/__init__.py") ? ["one/__init__.py could not be put back."] : takeBack(paths, signal);
	await task.decide("one/__init__.py", "rejected");
	await task.delegation.steer("Go on.");
	await task.event("question.asked");
	await task.decide("two/__init__.py", "rejected");
	task.delegation.answer("q", "Yes.");
	await task.delegation.settled();
	expect([...checkout.files.all.keys()]).toEqual(["a.txt", "one/__init__.py"]);
});
