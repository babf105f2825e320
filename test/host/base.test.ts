/** Tasks that begin with a commit instead of what lies in the folder, and what accepting them does to that folder. */

import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { call, say } from "../support/messages-server-script.ts";
import { git } from "../support/repositories.ts";
import { ended, folder, next, playing, read, review, write } from "./playing.ts";
import { test } from "./runner.ts";
import { pressing, until } from "./until.ts";

const lines = (second: string, last = "twenty") =>
	`${["one", second, ...Array.from({ length: 17 }, (_, at) => `line ${at}`), last].join("\n")}\n`;

/** In the opened folder's repository `main` is checked out, and `other` has other contents of both files. */
async function inRepository(body: () => Promise<void>): Promise<void> {
	await write("base-long.txt", lines("other two"));
	await write("base-both.txt", "other\n");
	git(folder(), "add", "base-long.txt", "base-both.txt");
	git(folder(), "commit", "-q", "-m", "other");
	git(folder(), "branch", "other");
	await write("base-long.txt", lines("two"));
	await write("base-both.txt", "main\n");
	git(folder(), "commit", "-q", "-a", "-m", "main");
	await body();
}

test("with the base HEAD the agent sees what is committed, and unsaved text is not asked about", async () => {
	await inRepository(async () => {
		await write("base-long.txt", lines("edited, not committed"));
		const document = await vscode.workspace.openTextDocument(join(folder(), "base-both.txt"));
		const edit = new vscode.WorkspaceEdit();
		edit.insert(document.uri, new vscode.Position(0, 0), "unsaved ");
		assert.ok(await vscode.workspace.applyEdit(edit));
		assert.ok(document.isDirty);
		const script = [
			call("read", { path: "base-long.txt" }).call("read", { path: "base-both.txt" }),
			say("Done.").call("finish", { status: "done", summary: "Read." }),
		];
		await playing(script, async ({ remit, requests }) => {
			const made = next(remit, ({ event }) => event.type === "checkout.made");
			const end = next(remit, ended);
			await remit.delegate({ goal: "Read it.", base: "HEAD" });
			const { event } = await made;
			assert.ok(event.type === "checkout.made");
			assert.match(
				event.checkout.notes.join(),
				/Taken from the last commit \([0-9a-f]{10}\), without the uncommitted work/,
			);
			await end;
			const seen = requests[1]?.text ?? "";
			assert.match(seen, /\btwo\b/);
			assert.doesNotMatch(seen, /edited, not committed|unsaved main/);
		});
	});
});

test("what began with another branch merges into the folder where it can, and where it cannot nothing is guessed", async () => {
	await inRepository(async () => {
		const script = [
			call("read", { path: "base-long.txt" }).call("read", { path: "base-both.txt" }),
			call("edit", { path: "base-long.txt", old: "twenty", new: "the end" }).call("edit", {
				...{ path: "base-both.txt", old: "other", new: "agent" },
			}),
			say("Done.").call("finish", { status: "done", summary: "Changed both." }),
		];
		await playing(script, async ({ remit }) => {
			const end = next(remit, ended);
			const task = await remit.delegate({ goal: "Change both.", base: "other" });
			await end;
			const undecided = () => remit.tasks().find((one) => one.task === task)?.undecided;
			assert.equal(undecided(), 2);
			await review(task);
			const accepting = vscode.commands.executeCommand("remit.acceptAll");
			await until("what can be merged is", async () => (await read("base-long.txt")) === lines("two", "the end"));
			await until("one is left", () => undecided() === 1);
			assert.equal(await read("base-both.txt"), "main\n");
			assert.equal(remit.tasks().find((one) => one.task === task)?.status, "ready");
			assert.equal(git(folder(), "rev-parse", "--abbrev-ref", "HEAD").trim(), "main");
			await pressing("notifications.clearAll", accepting);
		});
	});
});

test("a base that is not there ends the task with a sentence, before any request", async () => {
	await playing([], async ({ remit, requests }) => {
		const end = next(remit, ended);
		await remit.delegate({ goal: "Begin nowhere.", base: "no/such" });
		const { event } = await end;
		assert.ok(event.type === "task.ended");
		assert.equal(event.end, "failed");
		assert.match(event.text, /The brief's base is “no\/such”, but/);
		assert.equal(requests.length, 0);
	});
});
