/** Asking for a change: the agent goes on with the hunk and the person's words, and its answer is in the same thread. */

import { expect, test } from "vitest";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import type { Turn } from "../../support/replies.ts";
import { calls, finishes, reply } from "../../support/replies.ts";
import { changesLine, finished, reviewedOf, twenty, twoHunks, untilAsked } from "../../support/reviewed.ts";

const onTwenty = () => memoryCheckout({ "a.txt": twenty });

function replies(...answers: readonly { readonly comment: string; readonly text: string }[]) {
	return calls("finish", { status: "done", summary: "All of it is done.", replies: answers });
}

async function asked(answer: Turn, ...more: readonly Turn[]) {
	const task = await finished({ checkout: onTwenty(), turns: [...twoHunks, answer, ...more] });
	await task.ask("a.txt", "Write it in capitals.");
	await task.delegation.settled();
	return task;
}

test("a comment on a hunk starts the agent again, with file, lines, hunk and the person's words", async () => {
	const task = await asked([replies({ comment: "c1", text: "Done." })]);
	const blocks = task.model.requests.at(-1)?.messages.at(-1)?.blocks ?? [];
	expect(blocks.at(-1)).toMatchObject({
		text: [
			"The person asks for a change (comment c1) of:",
			'<data from="review">',
			"a.txt, line 3",
			"@@ -3 +3 @@",
			"-line 3",
			"+three",
			"</data>",
			"They say: Write it in capitals.",
			"Answer it in `replies` of finish.",
		].join("\n"),
	});
	expect(task.delegation.view.threads).toMatchObject([
		{ thread: "c1", state: "answered", comments: [{ by: "person" }, { by: "agent", text: "Done." }] },
	]);
});

test("the answer stands in the thread, and the new version of the hunk is undecided while the other keeps its decision", async () => {
	const task = await finished({
		checkout: onTwenty(),
		turns: [
			...twoHunks,
			[calls("edit", { path: "a.txt", old: "three", new: "THREE" })],
			[replies({ comment: "c1", text: "Capitals now." })],
		],
	});
	const [, second = ""] = task.item("a.txt").pieces;
	await task.decide("a.txt", "accepted");
	expect(task.delegation.view.status).toBe("accepted");
	await task.ask("a.txt", "Capitals, please.");
	await task.delegation.settled();
	expect(task.delegation.view.status).toBe("ready");
	expect(task.item("a.txt")).toMatchObject({ undecided: 1, outlived: 1, decisions: { [second]: "accepted" } });
	expect(task.delegation.view.threads[0]?.comments.at(-1)).toMatchObject({ by: "agent", text: "Capitals now." });
	const notes = JSON.stringify(task.delegation.view.timeline);
	expect(notes).toContain("a.txt, line 3: Capitals, please.");
	expect(notes).toContain("Answer to your comment: Capitals now.");
});

test("a thread that the agent does not answer gets the summary, also when it is stuck", async () => {
	const done = await asked([finishes("done", "Capitals everywhere.")]);
	expect(done.delegation.view.threads[0]).toMatchObject({ state: "answered" });
	expect(done.delegation.view.threads[0]?.comments.at(-1)?.text).toBe("Capitals everywhere.");
	const stuck = await asked([finishes("stuck", "There are no capitals.")]);
	expect(stuck.delegation.view.threads[0]?.comments.at(-1)?.text).toBe("There are no capitals.");
});

test("answers to threads that are not there, are closed or are answered already are left out", async () => {
	const task = await asked([
		replies(
			{ comment: "c9", text: "Hello?" },
			{ comment: "c1", text: "Done." },
			{ comment: "c1", text: "Done twice." },
			{ comment: "__proto__", text: "x" },
		),
	]);
	const answers = task.journal.events.filter(({ event }) => event.type === "comment.answered");
	expect(answers.map(({ event }) => event)).toEqual([{ type: "comment.answered", thread: "c1", text: "Done." }]);
	const closed = await finished({
		checkout: onTwenty(),
		turns: [...twoHunks, [calls("ask", { question: "?" }, "q")], [replies({ comment: "c1", text: "Done." })]],
	});
	await closed.ask("a.txt", "Write it in capitals.");
	await closed.event("question.asked");
	await closed.delegation.review.closeThread("c1", "editor");
	closed.delegation.answer("q", "-");
	await closed.delegation.settled();
	expect(closed.delegation.view.threads).toMatchObject([{ state: "closed", comments: [{ by: "person" }] }]);
});

test("a comment while the agent works goes with its next turn, and nothing is started twice", async () => {
	const task = reviewedOf({
		checkout: onTwenty(),
		turns: [
			[changesLine(3, "three"), calls("ask", { question: "Go on?" }, "q")],
			[replies({ comment: "c1", text: "Yes." })],
		],
	});
	await untilAsked(task);
	await task.ask("a.txt", "Capitals.");
	task.delegation.answer("q", "Yes.");
	await task.delegation.settled();
	expect(task.told()).toContain("They say: Capitals.");
	expect(task.types().filter((type) => type === "task.started")).toHaveLength(1);
	expect(task.delegation.view.threads[0]).toMatchObject({ state: "answered", comments: [{}, { text: "Yes." }] });
});

test("a comment that comes while the agent finishes is heard, and is not answered by a summary that knows nothing of it", async () => {
	const first: Turn = async () => {
		await task.delegation.review.look();
		await task.ask("a.txt", "Capitals.");
		return reply([finishes("done", "Three is there.")]);
	};
	const task = reviewedOf({
		checkout: onTwenty(),
		turns: [[changesLine(3, "three")], first, [finishes("done", "Capitals, too.")]],
	});
	task.delegation.start();
	await task.delegation.settled();
	expect(task.model.requests).toHaveLength(3);
	expect(task.delegation.view.threads[0]?.comments.map(({ text }) => text)).toEqual(["Capitals.", "Capitals, too."]);
});

test("an answer to a thread counts only when the agent has read all that was said in it", async () => {
	const answers: Turn = async () => {
		await task.ask("a.txt", "And in bold.");
		return reply([replies({ comment: "c1", text: "Capitals." })]);
	};
	const task = await finished({
		checkout: onTwenty(),
		turns: [...twoHunks, answers, [replies({ comment: "c1", text: "Capitals, in bold." })]],
	});
	await task.ask("a.txt", "Capitals.");
	await task.delegation.settled();
	const said = task.delegation.view.threads[0]?.comments.map(({ text }) => text);
	expect(said).toEqual(["Capitals.", "And in bold.", "Capitals, in bold."]);
});

test("a comment that comes during the last look is heard as well", async () => {
	const checkout = onTwenty();
	const { proposal } = checkout;
	let ask: (() => Promise<void>) | undefined;
	const changes: typeof proposal.changes = async (signal) => {
		const call = ask;
		ask = undefined;
		await call?.();
		return proposal.changes(signal);
	};
	const task = reviewedOf({
		checkout: { ...checkout, proposal: { ...proposal, changes } },
		turns: [...twoHunks, [finishes("done", "Heard.")]],
	});
	ask = () =>
		task.delegation.review.comment({
			...{ thread: "c1", path: "a.txt", piece: "p", text: "Capitals.", diff: "", surface: "editor" },
			place: { baseStart: 2, baseEnd: 3, start: 2, end: 3 },
		});
	task.delegation.start();
	await task.delegation.settled();
	expect(task.delegation.view.threads[0]).toMatchObject({ state: "answered", comments: [{}, { text: "Heard." }] });
	expect(task.delegation.view.status).toBe("ready");
});

test("an empty comment and one on a discarded task are refused with a sentence", async () => {
	const task = await finished({ checkout: onTwenty(), turns: twoHunks });
	await expect(task.ask("a.txt", "  ")).rejects.toThrow("Say what shall be changed.");
	await task.delegation.discard("panel");
	await expect(task.ask("a.txt", "Capitals.", { piece: "p" })).rejects.toThrow("This task is over");
	expect(task.types()).not.toContain("comment.sent");
});

test("long words and long diffs are cut", async () => {
	const task = await finished({ checkout: onTwenty(), turns: [...twoHunks, [finishes()]] });
	await task.delegation.review.comment({
		...{ thread: "c1", path: "a.txt", piece: "p", text: "x".repeat(50_000), diff: "y".repeat(50_000) },
		...{ surface: "editor", place: { baseStart: 2, baseEnd: 3, start: 2, end: 3 } },
	});
	await task.delegation.settled();
	expect(task.told().length).toBeLessThan(26_000);
	expect(task.told()).toContain("more characters left out");
});
