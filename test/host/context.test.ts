/** What fills a task's context, shown in the real extension; what the model takes is asked of its provider. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { say } from "../support/messages-server-script.ts";
import { ended, folder, next, playing, write } from "./playing.ts";
import { test } from "./runner.ts";
import { until } from "./until.ts";

const shown = () => vscode.window.activeTextEditor?.document;
const isShown = () => shown()?.uri.scheme === "remit-context";

const reads = [
	say("I read it.").call("read", { path: "large.ts" }),
	say("Once more.").call("read", { path: "large.ts" }),
	say("Done.").call("finish", { status: "done", summary: "Read." }),
];

test("Show Context names the parts of a task that has ended, the three largest first, with tokens, money and the model's window", async () => {
	await write("large.ts", `export const word = "a word that is long enough to count";\n`.repeat(300));
	await playing(reads, async ({ remit, requests }) => {
		const end = next(remit, ended);
		const task = await remit.delegate({ goal: "Look at $(zap) [it](command:remit.stop)." });
		await end;
		assert.equal(requests.length, 3, folder());
		await vscode.commands.executeCommand("remit.showContext", { task });
		await until("the context is shown", isShown);
		const text = shown()?.getText() ?? "";
		assert.match(text, /^What fills the context of “Look at \$\(zap\) it\.”/);
		assert.match(text, /tokens: \d+\.\d % of the 1,000,000 that claude-sonnet-5-5 takes/);
		assert.match(text, /^1\. Read large\.ts: [\d,]+ tokens, (?:\$0\.\d{4}|less than \$0\.0001) a turn$/m);
		assert.match(text, /^With turn 3 the provider counted [\d,]+;/m);
		// The second read was answered with a reference.
		assert.match(text, /Files that were read \(2\)/);
		assert.equal(shown()?.languageId, "plaintext");
	});
});

test("while the task goes on, the document keeps up with it", async () => {
	let goOn = () => {};
	const wait = new Promise<void>((resolve) => {
		goOn = resolve;
	});
	const script = async (_: unknown, index: number) => {
		if (index === 1) await wait;
		return reads[index] ?? say("Nothing more.");
	};
	await playing(script, async ({ remit, requests }) => {
		const first = next(remit, ({ event }) => event.type === "call.finished");
		const end = next(remit, ended);
		const task = await remit.delegate({ goal: "Read on." });
		await first;
		await until("the second request came", () => requests.length === 2);
		await vscode.commands.executeCommand("remit.showContext", { task });
		await until("the context is shown", () => isShown() && (shown()?.getText() ?? "").includes("With turn 1"));
		goOn();
		await end;
		await until("it has the last turn", () => (shown()?.getText() ?? "").includes("With turn 3"));
	});
});

test("a task that is no longer there is said so", async () => {
	const uri = vscode.Uri.from({ scheme: "remit-context", path: "/Context.txt", query: "none" });
	const document = await vscode.workspace.openTextDocument(uri);
	assert.equal(document.getText(), "This task is no longer there.\n");
});
