/** The report in a real editor: opened, copied, put into a pull request; and who wrote a line, with real git. */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import { lineOrigin } from "../../src/node/ship/blame.ts";
import { registerReport } from "../../src/vscode/report/report.ts";
import { registerWhoWroteThis } from "../../src/vscode/report/who-wrote-this.ts";
import { requestText } from "../../src/vscode/ship/text.ts";
import { say } from "../support/messages-server-script.ts";
import { git } from "../support/repositories.ts";
import { closeEditors } from "./open-editors.ts";
import { ended, next, playing, write } from "./playing.ts";
import { test } from "./runner.ts";
import { ScriptedPerson, type Shipping, withShipping } from "./ship-ground.ts";
import { until } from "./until.ts";

const files = { "a.txt": "one\ntwo\nthree\n", "b.txt": "two\n" };
const writes = { "a.txt": "one\nTWO\nthree\n", "new.txt": "hello\n" };
const brief = { definitionOfDone: "- `npm test` passes\n- hello is said" };
const play = { files, writes, brief };

let names = 0;

async function withReport(
	{ tasks }: Pick<Shipping, "tasks">,
	body: (name: string, report: ReturnType<typeof registerReport>) => Promise<void>,
): Promise<void> {
	const name = `remit-report-${++names}`;
	const report = registerReport({ tasks, shown: () => "", restored: Promise.resolve() }, name);
	try {
		await body(name, report);
	} finally {
		await closeEditors();
		report.dispose();
	}
}

const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));

test("the report is a read-only page of the editor, and follows its task", () =>
	withShipping(play, (shipping) =>
		withReport(shipping, async (name, report) => {
			await vscode.commands.executeCommand(`${name}.openReport`);
			await until("the report is shown", () => labels().some((label) => /Report Say hello/.test(label)));
			const opened = () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === `${name}-report`);
			await until("the report is a document", () => opened() !== undefined);
			const document = opened() ?? assert.fail("the report was closed");
			assert.match(document.getText(), /^# Hand-off report\n\n\*\*Outcome\.\*\* NOT verified: no check was run/);
			assert.equal(vscode.workspace.fs.isWritableFileSystem(document.uri.scheme), undefined);
			// Nobody is asked before the review is closed: what the panel says of it then is passed over.
			await report.tellValue("t1", 30);
			await report.declineValue("t1");
			assert.equal(shipping.delegation.view.minutesSaved, null);
			assert.equal(shipping.delegation.view.conduct.valueDeclined, false);
			await shipping.delegation.record({ type: "value.told", minutes: 30, surface: "panel" });
			await until("the report tells it", () =>
				document.getText().includes("Minutes saved, as the person estimates: 30"),
			);
		}),
	));

test("a report that the editor opens again after a restart finds its task, and says so when it is gone", () =>
	withShipping(play, (shipping) =>
		withReport(shipping, async (name) => {
			const uriOf = (query: string) => vscode.Uri.from({ scheme: `${name}-report`, path: "/Report x.md", query });
			const again = await vscode.workspace.openTextDocument(uriOf("t1"));
			assert.match(again.getText(), /task `t1`/);
			const gone = await vscode.workspace.openTextDocument(uriOf("t9"));
			assert.equal(gone.getText(), "This task is no longer there.\n");
		}),
	));

test("the report is copied as Markdown", () =>
	withShipping(play, (shipping) =>
		withReport(shipping, async (name) => {
			await vscode.commands.executeCommand(`${name}.copyReport`);
			const text = await vscode.env.clipboard.readText();
			assert.match(text, /^# Hand-off report\n/);
			assert.match(text, /- `a\.txt`: modified, \+1 −1, not decided/);
		}),
	));

test("the pull request's body is the report, with what is accepted by then", () =>
	withShipping(play, async ({ delegation, accept }) => {
		await accept("a.txt");
		const { title, body } = requestText(delegation.view);
		assert.equal(title, "Say hello");
		assert.match(body, /^\*\*Outcome\.\*\* NOT verified/);
		assert.match(body, /- `a\.txt`: modified, \+1 −1, accepted\n/);
		assert.match(body, /Made by Remit with `Test model`, delegated by `Ada`; task `t1`/);
	}));

async function asked({ tasks, folder }: Shipping, file: string, line: number, edit?: string) {
	const name = `remit-who-${++names}`;
	const person = new ScriptedPerson();
	const shown: string[] = [];
	const showTask = async (task: string) => void shown.push(task);
	const who = registerWhoWroteThis({ tasks, lineOrigin, showTask }, name, person);
	try {
		const document = await vscode.workspace.openTextDocument(vscode.Uri.file(join(folder, file)));
		const editor = await vscode.window.showTextDocument(document);
		if (edit !== undefined) await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), edit));
		editor.selection = new vscode.Selection(line, 0, line, 0);
		person.answer("Task t1");
		await vscode.commands.executeCommand(`${name}.whoWroteThis`);
		return { text: person.asked.join(), shown };
	} finally {
		who.dispose();
		await closeEditors();
	}
}

test("a committed line of an agent names task, model, owner and reviewer, and leads to the task; a person's does not", () =>
	withShipping(play, async (shipping) => {
		const { folder, person, ship, accept } = shipping;
		git(folder, "switch", "-q", "-c", "topic");
		await accept("a.txt");
		await fs.writeFile(join(folder, "a.txt"), writes["a.txt"]);
		person.answer("Commit");
		await ship.commitAccepted("t1");
		const agents = await asked(shipping, "a.txt", 1);
		assert.match(agents.text, /An agent wrote this.*Task t1 Open Task: Say hello Its journal names this commit\./);
		assert.match(
			agents.text,
			/Model Test model\|Owner Ada\|Reviewed by Ada\|Commit [0-9a-f]{10}, .* by A Person Say hello/,
		);
		assert.deepEqual(agents.shown, ["t1"]);
		const persons = await asked(shipping, "a.txt", 0);
		assert.match(persons.text, /No agent is named committed by .*Reviewed by nobody is named/);
		assert.deepEqual(persons.shown, []);
		// The line moved in the editor, and that is not saved.
		const moved = await asked(shipping, "a.txt", 2, "zero\n");
		assert.match(moved.text, /line 3 of .*An agent wrote this/);
		assert.match((await asked(shipping, "a.txt", 0, "zero\n")).text, /Not committed yet written here/);
	}));

test("a line that was accepted and is not committed is the task's; the person's own beside it is not", () =>
	withShipping(play, async (shipping) => {
		const { folder, accept } = shipping;
		await accept("a.txt", "new.txt");
		await fs.writeFile(join(folder, "a.txt"), `mine\n${writes["a.txt"]}`);
		await fs.writeFile(join(folder, "new.txt"), writes["new.txt"]);
		const accepted = await asked(shipping, "a.txt", 2);
		assert.match(
			accepted.text,
			/An agent wrote this accepted, not committed yet\|Task t1 .*Owner Ada\|Reviewed by Ada/,
		);
		assert.deepEqual(accepted.shown, ["t1"]);
		assert.match((await asked(shipping, "new.txt", 0)).text, /accepted, not committed yet/);
		assert.match((await asked(shipping, "a.txt", 0)).text, /Not committed yet written here/);
	}));

test("where there is no file of the project in front, or no repository, it is said", async () => {
	await withShipping({ ...play, files: null }, async (shipping) => {
		await fs.writeFile(join(shipping.folder, "new.txt"), "x\n");
		assert.match((await asked(shipping, "new.txt", 0)).text, /It cannot be said .* The file is in no git repository/);
		const person = new ScriptedPerson();
		const name = `remit-who-${++names}`;
		const who = registerWhoWroteThis({ tasks: shipping.tasks, lineOrigin, showTask: async () => {} }, name, person);
		await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: "untitled" }));
		await vscode.commands.executeCommand(`${name}.whoWroteThis`);
		assert.match(person.told.join(), /put the cursor on a line of a file/);
		who.dispose();
		await closeEditors();
	});
});

test("a model that claims what it did not prove: the installed extension's report tells claim and proof apart", async () => {
	await write("report.txt", "old\n");
	const parts = [
		{ part: 1, met: true, proof: "I ran it" },
		{ part: "2", met: "true" },
	];
	const script = [
		say("Reading.").call("read", { path: "report.txt" }),
		say("Editing.").call("edit", { path: "report.txt", old: "old", new: "new" }),
		say("Done.").call("finish", { status: "done", summary: "All green, promised.", parts }),
	];
	const definitionOfDone = "- `false` exits with 0\n- report.txt says new";
	await playing(script, async ({ remit, requests }) => {
		const end = next(remit, ended);
		await remit.delegate({ goal: "Renew the report.", definitionOfDone, checks: ["true"] });
		await end;
		assert.ok(requests.length >= script.length);
		await vscode.commands.executeCommand("remit.focusPanel");
		await vscode.commands.executeCommand("remit.copyReport");
		const text = await vscode.env.clipboard.readText();
		assert.match(text, /1\. \*\*Said to be done, not proved:\*\* .*\(the agent says done: `I ran it`\)/);
		assert.match(text, /2\. \*\*Said to be done, not proved:\*\* `report\.txt says new`/);
	});
});
