/** The person edits what the agent proposes: their edit stays, the agent is told, and nothing is overwritten unseen. */

import { expect, test } from "vitest";
import { type MemoryCheckout, memoryCheckout } from "../../support/memory-checkout.ts";
import { bytesOf } from "../../support/memory-files.ts";
import { finishes, reply } from "../../support/replies.ts";
import {
	asksBetween,
	finished,
	type Reviewed,
	reviewedOf,
	twenty,
	twoHunks,
	untilAsked,
} from "../../support/reviewed.ts";

const proposed = twenty.replace("line 3\n", "three\n").replace("line 15", "fifteen");

function edits(task: Reviewed, text: string, path = "a.txt", version = task.item(path).change.version) {
	return task.delegation.review.edit(path, bytesOf(text), version);
}

const onTwenty = () => memoryCheckout({ "a.txt": twenty });

test("an edit is kept in the checkout, becomes part of the proposal, and the model is told when it goes on", async () => {
	const task = await finished({ checkout: onTwenty(), turns: [...twoHunks, [finishes()]] });
	const mine = proposed.replace("three", "3 by hand");
	expect(await edits(task, mine)).toEqual({ kind: "written" });
	expect(task.checkout.text("a.txt")).toBe(mine);
	expect(await task.event("change.edited")).toMatchObject({
		path: "a.txt",
		diff: expect.stringMatching(/-three\n\+3 by hand/),
	});
	expect(task.types().slice(-2)).toEqual(["change.edited", "changes.found"]);
	expect(JSON.stringify(task.delegation.view.timeline)).toContain("You edited a.txt.");
	task.delegation.start();
	await task.delegation.settled();
	expect(task.told()).toContain("The person edited a file that you changed.");
	expect(task.told()).toContain("+3 by hand");
});

test("an edit leaves the decisions on other hunks alone, and opens a closed review again", async () => {
	const task = await finished({ checkout: onTwenty(), turns: twoHunks });
	const [, second = ""] = task.item("a.txt").pieces;
	await task.decide("a.txt", "accepted");
	expect(task.delegation.view.status).toBe("accepted");
	await edits(task, proposed.replace("three", "3 by hand"));
	expect(task.delegation.view.status).toBe("ready");
	expect(task.item("a.txt")).toMatchObject({ undecided: 1, decisions: { [second]: "accepted" } });
});

test("what the agent changed meanwhile is not overwritten", async () => {
	const task = await finished({ checkout: onTwenty(), turns: twoHunks });
	const theirs = proposed.replace("line 9", "nine");
	task.checkout.files.put("a.txt", theirs);
	expect(await edits(task, proposed.replace("three", "mine"))).toMatchObject({
		kind: "refused",
		text: expect.stringContaining("The agent has changed a.txt meanwhile"),
	});
	expect(task.checkout.text("a.txt")).toBe(theirs);
	expect(task.types()).not.toContain("change.edited");
});

test("the agent must read a file again that the person edited", async () => {
	const task = reviewedOf({
		checkout: onTwenty(),
		turns: asksBetween,
	});
	await untilAsked(task);
	const mine = twenty.replace("line 3\n", "3 by hand\n");
	await edits(task, mine);
	task.delegation.answer("q", "Yes.");
	await task.delegation.settled();
	expect(task.checkout.text("a.txt")).toBe(mine);
	expect(task.told()).toContain("has changed since you read it");
});

test("an edit of the person while the agent has the same file in its hand is refused, and not lost unseen", async () => {
	const checkout = onTwenty();
	let mine: ReturnType<typeof edits> | undefined;
	const { files } = checkout;
	const write: typeof files.write = async (path, bytes) => {
		if (task.model.requests.length === 2 && mine === undefined) {
			// The agent has read the file, and writes it now.
			mine = edits(task, twenty.replace("line 3\n", "3 by hand\n"));
			for (let at = 0; at < 20; at++) await new Promise((resolve) => setImmediate(resolve));
		}
		return files.write(path, bytes);
	};
	const task = reviewedOf({
		checkout: { ...checkout, files: { ...files, write } },
		turns: asksBetween,
	});
	await untilAsked(task);
	task.delegation.answer("q", "Yes.");
	await task.delegation.settled();
	expect(await mine).toMatchObject({ kind: "refused" });
	expect(checkout.text("a.txt")).toContain("nine");
});

test("a file that was edited back to its base can be edited on", async () => {
	const task = await finished({ checkout: onTwenty(), turns: twoHunks });
	const { version } = task.item("a.txt").change;
	await edits(task, twenty);
	expect(task.delegation.view.changes).toEqual([]);
	expect(await edits(task, twenty.replace("line 9", "nine"), "a.txt", version)).toEqual({ kind: "written" });
	expect(task.item("a.txt").undecided).toBe(1);
});

test.each([
	["a path that is none of the changes", "other.txt", undefined, "is not among the changes"],
	["a path that leads out", "../a.txt", undefined, "is not among the changes"],
	["a version that never was", "a.txt", "0:0", "is not among the changes"],
	["a deleted file", "gone.txt", undefined, "does not exist"],
	["a file that is no text", "image.png", undefined, "is not a text file"],
])("%s is refused, and nothing is written", async (_, path, version, text) => {
	const checkout = memoryCheckout({ "a.txt": twenty, "gone.txt": "gone\n", "other.txt": "other\n" });
	const task = await finished({ checkout, turns: [await meddled(checkout)] });
	const before = new Map(checkout.files.all);
	const known = task.delegation.view.changes.find(({ change }) => change.path === path)?.change.version;
	const edited = await task.delegation.review.edit(path, bytesOf("mine\n"), version ?? known ?? "x:y");
	expect(edited).toMatchObject({ kind: "refused", text: expect.stringContaining(text) });
	expect(checkout.files.all).toEqual(before);
});

async function meddled(checkout: MemoryCheckout) {
	return async () => {
		checkout.files.put("a.txt", proposed);
		checkout.files.put("gone.txt", null);
		checkout.files.put("image.png", new Uint8Array([0x89, 0x50, 0, 0, 1, 2, 3]));
		return reply([finishes()]);
	};
}

test("a discarded task takes no edits, no looks and makes no new checkout", async () => {
	const task = await finished({ checkout: onTwenty(), turns: twoHunks });
	const { version } = task.item("a.txt").change;
	await task.delegation.discard("panel");
	expect(await edits(task, "mine\n", "a.txt", version)).toMatchObject({ kind: "refused" });
	await expect(task.delegation.review.look()).rejects.toThrow("has no checkout");
	expect(task.checkout.text("a.txt")).toBe(proposed);
	expect(task.types().at(-1)).toBe("checkout.removed");
});
