/** Comment threads in a real editor: asked on a hunk, sent to the agent, answered in the same place, restored, refused. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { ReviewGround } from "./review-ground.ts";
import { test } from "./runner.ts";
import { type TreeGround, treeName, withTree } from "./tree-ground.ts";
import { until } from "./until.ts";

const lines = Array.from({ length: 20 }, (_, at) => `line ${at}\n`);
const base = lines.join("");
const changed = (at: number, text: string, rest = lines) => rest.map((line, index) => (index === at ? text : line));
const proposed = changed(12, "new 12\n", changed(2, "new 2\n")).join("");

function propose(ground: ReviewGround, text = proposed): void {
	ground.propose("a.txt", { base, proposed: text });
}

function target(ground: ReviewGround, at: number) {
	const version = ground.item(ground.path("a.txt"))?.change.version ?? "";
	return { task: ground.task, path: ground.path("a.txt"), version, piece: ground.pieces("a.txt")[at] ?? "" };
}

/** As a person does it: opens the thread on a hunk, writes, sends. */
async function ask(tree: TreeGround, at: number, text: string): Promise<string> {
	await tree.threads.openThread(target(tree.ground, at));
	await send(tree, text);
	return tree.ground.comments.at(-1)?.thread ?? "";
}

/** The editor puts what was written into the comment, and hands that over. */
async function send({ threads, run }: TreeGround, text: string): Promise<void> {
	const [comment] = threads.drafted()?.comments ?? [];
	assert.equal(comment?.mode, vscode.CommentMode.Editing);
	comment.body = text;
	await run("sendComment", comment);
}

/** What stands in the input. */
function written({ threads }: TreeGround): unknown {
	return threads.drafted()?.comments[0]?.body;
}

function said({ threads }: TreeGround): readonly string[] {
	return threads
		.widgets()
		.flatMap(({ comments }) =>
			comments.map(({ author, body }) => `${author.name}: ${typeof body === "string" ? body : body.value}`),
		);
}

test("a comment on a hunk is sent with hunk, place and words, and the agent's answer and new version appear in the same thread", () =>
	withTree(async (tree) => {
		const { ground, threads } = tree;
		propose(ground);
		ground.change((view) => ({ ...view, status: "running" }));
		const thread = await ask(tree, 1, "  Call it twelve. ");
		const [sent] = ground.comments;
		assert.equal(sent?.text, "Call it twelve.");
		assert.equal(sent?.piece, ground.pieces("a.txt")[1]);
		assert.deepEqual(sent?.place, { baseStart: 12, baseEnd: 13, start: 12, end: 13 });
		assert.match(sent?.diff ?? "", /^@@ -10,7 \+10,7 @@\n[\s\S]*-line 12\n\+new 12\n/);
		await until(
			"the thread says that the agent works",
			() => said(tree).join("|") === "You: Call it twelve.|Remit: The agent is working on this…",
		);
		const [widget] = threads.widgets();
		assert.equal(widget?.range?.start.line, 12);

		propose(ground, proposed.replace("new 12\n", "twelve\nand more\n"));
		ground.record({ type: "comment.answered", thread, text: "Done." });
		await until("the answer and the new version are there", () => said(tree).length === 3);
		const [, answer, outcome] = said(tree);
		assert.equal(answer, "Agent: Done.");
		assert.match(outcome ?? "", /The hunk changed; this is the new version\.|The&nbsp;hunk&nbsp;changed/);
		assert.match(outcome ?? "", /```diff\n@@[\s\S]*\+twelve\n\+and more\n/);
		assert.equal(threads.widgets()[0], widget);
		assert.equal(widget?.range?.end.line, 13);
	}));

test("a hunk that the agent left says so, and one that is gone moves the thread to the first line with what it was", () =>
	withTree(async (tree) => {
		const { ground, threads } = tree;
		propose(ground);
		const thread = await ask(tree, 1, "Why?");
		ground.record({ type: "comment.answered", thread, text: "Because." });
		await until("it says so", () => said(tree).at(-1) === "Remit: The agent left it as it is.");
		propose(ground, changed(2, "new 2\n").join(""));
		await until("it moved", () => threads.widgets()[0]?.range?.start.line === 0);
		assert.match(said(tree).at(-1) ?? "", /hunk[\s\S]*gone[\s\S]*\+new 12/);
		ground.vanished(ground.path("a.txt"));
		await until("it stands in the workspace's file", () => threads.widgets()[0]?.uri.scheme === "file");
	}));

test("a thread keeps to its lines when the agent changes the file above it", () =>
	withTree(async (tree) => {
		propose(tree.ground);
		await ask(tree, 1, "Why?");
		propose(tree.ground, proposed.replace("new 2\n", "new 2\nand 3\nand 4\n"));
		await until("it moved with its lines", () => tree.threads.widgets()[0]?.range?.start.line === 14);
	}));

test("what a model says is plain text: no link, picture or command becomes one", () =>
	withTree(async (tree) => {
		const hostile = base.replace("line 4\n", "`````\n");
		tree.ground.propose("a.txt", { base: hostile, proposed: hostile.replace("line 2\n", "new 2\n") });
		const thread = await ask(tree, 0, "Why?");
		const evil = "[ok](command:workbench.action.quit) ![x](https://example.invalid/x.png) <img src=x> $(check) ```";
		tree.ground.record({ type: "comment.answered", thread, text: `${evil}\u202E` });
		const worse = hostile.replace("line 2\n", "```\n[ok](command:x)\u202E\n<b>\n");
		tree.ground.propose("a.txt", { base: hostile, proposed: worse });
		await until("the outcome is there", () => tree.threads.widgets()[0]?.comments.length === 3);
		const [, answer, outcome] = tree.threads.widgets()[0]?.comments ?? [];
		assert.equal(typeof answer?.body, "string");
		assert.match(String(answer?.body), /‹U\+202E›/);
		const body = outcome?.body;
		assert.ok(body instanceof vscode.MarkdownString);
		assert.equal(body.isTrusted ?? false, false);
		assert.equal(body.supportHtml ?? false, false);
		// The fence is longer than any in the text, so that the text cannot leave it: not by a line of context either.
		const [fence] = /^`+(?=diff\n)/m.exec(body.value) ?? [""];
		assert.equal(fence, "``````");
		assert.match(body.value, /\+\[ok\]\(command:x\)‹U\+202E›\n/);
		assert.equal(body.value.split(fence).length, 3);
	}));

test("empty text is not sent and can be written anew, and cancelling removes the thread", () =>
	withTree(async (tree) => {
		const { ground, threads, run } = tree;
		propose(ground);
		await threads.openThread(target(ground, 0));
		await send(tree, " \n\t ");
		assert.deepEqual(ground.comments, []);
		assert.equal(threads.drafted()?.comments[0]?.mode, vscode.CommentMode.Editing);
		await run("cancelComment", threads.drafted()?.comments[0]);
		assert.equal(threads.drafted(), undefined);
		assert.deepEqual(threads.widgets(), []);
	}));

test("asking on another hunk takes an unsent thread away, and asking on the same one again shows the thread that is there", () =>
	withTree(async (tree) => {
		const { ground, threads } = tree;
		propose(ground);
		await threads.openThread(target(ground, 0));
		const first = threads.drafted();
		await ask(tree, 1, "Why?");
		assert.notEqual(threads.widgets()[0], first);
		await threads.openThread(target(ground, 1));
		assert.equal(threads.drafted(), undefined);
		assert.equal(ground.comments.length, 1);
	}));

test("a reply goes the same way; resolving folds the thread, and a reply takes it up again", () =>
	withTree(async (tree) => {
		const { ground, threads, run } = tree;
		propose(ground);
		const thread = await ask(tree, 0, "Why?");
		const [widget] = threads.widgets();
		ground.record({ type: "comment.answered", thread, text: "Because." });
		await until("it is answered", () => widget?.label === "Answered");
		await run("closeThread", widget);
		await until("it is resolved", () => widget?.state === vscode.CommentThreadState.Resolved);
		assert.equal(widget?.collapsibleState, vscode.CommentThreadCollapsibleState.Collapsed);
		assert.equal(widget?.contextValue, "closed");
		await run("sendComment", { thread: widget, text: "Once more." });
		assert.deepEqual(
			ground.comments.map((sent) => [sent.thread, sent.text]),
			[
				[thread, "Why?"],
				[thread, "Once more."],
			],
		);
		await until("it is open again", () => widget?.state === vscode.CommentThreadState.Unresolved);
		assert.equal(widget?.collapsibleState, vscode.CommentThreadCollapsibleState.Expanded);
	}));

test("a thread begun in the margin belongs to the hunk at that line, or to the lines where nothing differs", () =>
	withTree(async (tree) => {
		const { ground, run, proposed: uri } = tree;
		propose(ground);
		const controller = vscode.comments.createCommentController(`${treeName}.margin`, "margin");
		try {
			const at = (line: number) => controller.createCommentThread(uri("a.txt"), new vscode.Range(line, 0, line, 0), []);
			await run("sendComment", { thread: at(12), text: "This." });
			await run("sendComment", { thread: at(7), text: "That." });
		} finally {
			controller.dispose();
		}
		assert.deepEqual(
			ground.comments.map(({ piece, place }) => [piece, place.baseStart]),
			[
				[ground.pieces("a.txt")[1], 12],
				["", 7],
			],
		);
	}));

test("threads are there again after a reload", () =>
	withTree(
		async (tree) => {
			await until("the thread is shown", () => said(tree).length === 2);
			assert.match(said(tree)[0] ?? "", /^You: Before the reload\.$/);
			assert.match(said(tree)[1] ?? "", /not running/);
		},
		(ground) => {
			propose(ground);
			const { path, piece } = target(ground, 0);
			const place = { baseStart: 2, baseEnd: 3, start: 2, end: 3 };
			const sent = {
				thread: "t1",
				path,
				piece,
				place,
				diff: "@@",
				text: "Before the reload.",
				surface: "editor",
			} as const;
			ground.record({ type: "comment.sent", ...sent });
		},
	));

test("a comment that cannot be recorded stays where it was written, and can be sent again", () =>
	withTree(async (tree) => {
		const { ground, threads } = tree;
		propose(ground);
		await threads.openThread(target(ground, 0));
		const comment = ground.comment.bind(ground);
		ground.comment = async () => Promise.reject(new Error("The disk is full."));
		await send(tree, "First.");
		assert.equal(written(tree), "First.");
		assert.deepEqual(threads.widgets(), []);
		ground.comment = comment;
		await send(tree, "First.");
		assert.equal(ground.comments.length, 1);
		assert.equal(threads.drafted(), undefined);
	}));

test("a comment on a hunk that the agent changed meanwhile is not sent as if it were on the new one", () =>
	withTree(async (tree) => {
		const { ground, threads } = tree;
		propose(ground);
		await threads.openThread(target(ground, 1));
		propose(ground, proposed.replace("new 12\n", "other 12\n"));
		await send(tree, "This is wrong.");
		assert.deepEqual(ground.comments, []);
		assert.equal(written(tree), "This is wrong.");
	}));

test("on a discarded task nothing can be asked any more, and its threads are gone", () =>
	withTree(async (tree) => {
		const { ground, threads } = tree;
		propose(ground);
		await ask(tree, 0, "Why?");
		await threads.openThread(target(ground, 1));
		ground.record({ type: "review.closed", outcome: "discarded" });
		await send(tree, "Too late.");
		assert.equal(ground.comments.length, 1);
		await until("its threads are gone", () => threads.widgets().length === 0);
		await vscode.commands.executeCommand(`${treeName}.cancelComment`, threads.drafted()?.comments[0]);
		await threads.openThread(target(ground, 1));
		assert.equal(threads.drafted(), undefined);
	}));

test("what is no reply, and what is no thread of a task, sends nothing", () =>
	withTree(async ({ ground, run }) => {
		propose(ground);
		for (const forged of [undefined, null, {}, { thread: {}, text: 7 }, { text: "x" }])
			await run("sendComment", forged);
		await run("closeThread", { threadId: "t1" });
		assert.deepEqual(ground.comments, []);
	}));
