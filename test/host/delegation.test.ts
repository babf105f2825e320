/** A whole delegation through the extension's own interface, with the strict server as the model. */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import { say } from "../support/messages-server-script.ts";
import { api, ended, folder, next, playing, read, review, write } from "./playing.ts";
import { test } from "./runner.ts";

test("a task that is delegated, and accepted, leaves the agent's version byte for byte, line endings included", async () => {
	await write("crlf.txt", "one\r\ntwo\r\nthree");
	await write("gone.txt", "old\n");
	const script = [
		say("Looking.").call("read", { path: "crlf.txt" }),
		say("Editing.").call("edit", { path: "crlf.txt", old: "two", new: "2\nand more" }),
		say("Adding.").call("write", { path: "new dir/näme.txt", text: "fresh\n" }),
		say("Done.").call("finish", { status: "done", summary: "Edited." }),
	];
	await playing(script, async ({ remit, requests }) => {
		const end = next(remit, ended);
		const task = await vscode.commands.executeCommand<string>("remit.delegate", { goal: "Edit the file." });
		assert.equal((await end).task, task);
		assert.deepEqual(
			requests.map(({ problem }) => problem ?? ""),
			["", "", "", ""],
		);
		assert.equal(await read("crlf.txt"), "one\r\ntwo\r\nthree");
		const summary = remit.tasks().find((one) => one.task === task);
		assert.equal(summary?.status, "ready");
		assert.equal(summary?.undecided, 2);
		await review(task);
		await vscode.commands.executeCommand("remit.acceptAll");
		assert.equal(await read("crlf.txt"), "one\r\n2\r\nand more\r\nthree");
		assert.equal(await read("new dir/näme.txt"), "fresh\n");
		assert.equal(remit.tasks().find((one) => one.task === task)?.status, "accepted");
	});
});

test("rejecting everything leaves every byte as it was", async () => {
	await write("keep.txt", "as it was\n");
	const script = [
		say("Reading.").call("read", { path: "keep.txt" }),
		say("Editing.").call("edit", { path: "keep.txt", old: "as it was", new: "changed" }),
		say("Done.").call("finish", { status: "done", summary: "Edited." }),
	];
	await playing(script, async ({ remit }) => {
		const end = next(remit, ended);
		const task = await remit.delegate({ goal: "Change it." });
		await end;
		const before = await fs.stat(join(folder(), "keep.txt"));
		await review(task);
		await vscode.commands.executeCommand("remit.rejectAll");
		assert.equal(await read("keep.txt"), "as it was\n");
		assert.equal((await fs.stat(join(folder(), "keep.txt"))).mtimeMs, before.mtimeMs);
		assert.equal(remit.tasks().find((one) => one.task === task)?.status, "rejected");
	});
});

test("a command waits for the person, and stopping the task means that it never runs", async () => {
	const script = [
		say("Cleaning.").call("run", { command: "touch ran.txt && rm -rf src", purpose: "clean" }),
		say("Done.").call("finish", { status: "stuck", summary: "-" }),
	];
	await playing(script, async ({ remit, requests }) => {
		const asked = next(remit, ({ event }) => event.type === "approval.asked");
		const end = next(remit, ended);
		const task = await remit.delegate({ goal: "Clean up." });
		const { event } = await asked;
		assert.equal(event.type === "approval.asked" && event.command, "touch ran.txt && rm -rf src");
		assert.equal(remit.tasks().find((one) => one.task === task)?.status, "waiting");
		await vscode.commands.executeCommand("remit.stop");
		await end;
		assert.equal(remit.tasks().find((one) => one.task === task)?.status, "stopped");
		assert.equal(requests.length, 1);
	});
});

test("a command that only reads names runs unasked, and is seen in a terminal named after the task", async () => {
	const script = [
		say("Looking.").call("run", { command: "ls -a" }),
		say("Done.").call("finish", { status: "done", summary: "Looked." }),
	];
	await playing(script, async ({ remit, requests }) => {
		await write("seen-by-ls.txt", "");
		const asked: string[] = [];
		const watch = remit.onEvent(({ event }) => event.type === "approval.asked" && asked.push(event.command));
		const end = next(remit, ended);
		await remit.delegate({ goal: "Name the files of this folder" });
		await end;
		watch.dispose();
		assert.deepEqual(asked, []);
		assert.match(requests[1]?.text ?? "", /seen-by-ls\.txt/);
		assert.ok(vscode.window.terminals.some(({ name }) => name === "Remit: Name the files of this folder"));
	});
});

test("what other extensions are given can start and watch tasks, and approve, accept or raise nothing", async () => {
	const remit = await api();
	assert.equal(remit.version, 1);
	assert.deepEqual(Object.keys(remit).sort(), ["delegate", "onEvent", "tasks", "version"]);
});

test("a brief that cannot be used is refused with a sentence that says where", async () => {
	await playing([], async ({ remit, requests }) => {
		await assert.rejects(remit.delegate({ goal: "  " }), /goal/);
		await assert.rejects(
			Promise.resolve(vscode.commands.executeCommand("remit.delegate", { goal: "x", sope: 1 })),
			/sope/,
		);
		assert.equal(requests.length, 0);
	});
});

test("the first request, instructions, tools and brief together, stays under 2,000 tokens at four bytes a token", async () => {
	await playing([say("Done.").call("finish", { status: "done", summary: "-" })], async ({ remit, requests }) => {
		const end = next(remit, ended);
		await remit.delegate({ goal: "Say that you are done, and nothing else, without touching any file." });
		await end;
		const body = JSON.parse(requests[0]?.text ?? "{}");
		const bytes = Buffer.byteLength(JSON.stringify([body.system, body.tools, body.messages]));
		assert.ok(bytes > 1_000 && bytes / 4 < 2_000, `${bytes} bytes`);
	});
});
