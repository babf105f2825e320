/** Single hunks in files of every encoding, with every kind of line ending, in large ones and in such as cannot be written. */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as vscode from "vscode";
import { lines, type, withDecisions } from "./decide-ground.ts";
import { test } from "./runner.ts";
import { until } from "./until.ts";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const utf16le = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");
const utf16be = (text: string) => utf16le(text).swap16();
const utf8 = (text: string) => Buffer.from(text);

interface Kind {
	readonly bytes: (text: string) => Buffer;
	readonly end?: string;
	readonly cut?: number;
}

const kinds: Readonly<Record<string, Kind>> = {
	"UTF-8": { bytes: utf8 },
	CRLF: { bytes: utf8, end: "\r\n" },
	"a byte order mark": { bytes: (text) => utf8(`\ufeff${text}`) },
	"UTF-16 LE with CRLF": { bytes: utf16le, end: "\r\n" },
	"UTF-16 BE": { bytes: utf16be },
	"Latin-1": { bytes: (text) => latin1(text.replaceAll("agent", "\xe4gent")) },
	"Windows-1252": { bytes: (text) => latin1(text.replaceAll("agent", "\x80gent")) },
	"no final newline": { bytes: utf8, cut: 1 },
};

for (const [kind, { bytes, end = "\n", cut = 0 }] of Object.entries(kinds)) {
	const content = (replaced: Readonly<Record<number, string>>) => {
		const text = lines(20, { 10: "grün", ...replaced }, end);
		return bytes(text.slice(0, text.length - cut));
	};
	for (const isOpen of [false, true]) {
		const where = isOpen ? "in an editor" : "closed";
		test(`single hunks come and go exactly to the byte beside the person's own edit: ${kind}, ${where}`, () =>
			withDecisions(async (ground, decide) => {
				await ground.write("a.txt", content({ 6: "mine" }));
				if (isOpen) await vscode.commands.executeCommand("vscode.open", ground.uri("a.txt"));
				ground.propose("a.txt", { base: content({}), proposed: content({ 2: "agent 2", 20: "agent 20" }) });
				await decide.done("accept", "a.txt", 1);
				await ground.assertHolds("a.txt", content({ 6: "mine", 20: "agent 20" }));
				await decide.done("accept", "a.txt", 0);
				await ground.assertHolds("a.txt", content({ 2: "agent 2", 6: "mine", 20: "agent 20" }));
				await decide.done("undo", "a.txt", 1);
				await ground.assertHolds("a.txt", content({ 2: "agent 2", 6: "mine" }));
				await decide.done("undo", "a.txt");
				await ground.assertHolds("a.txt", content({ 6: "mine" }));
			}));
	}
}

test("hunks with CRLF land in unsaved text with CRLF", () =>
	withDecisions(async (ground, decide) => {
		const base = lines(20, {}, "\r\n");
		await ground.write("a.txt", base);
		const document = await type(ground, "a.txt", { text: "MINE ", line: 6 });
		ground.propose("a.txt", { base, proposed: lines(20, { 2: "agent 2", 18: "agent 18" }, "\r\n") });
		await decide.done("accept", "a.txt", 1);
		assert.equal(document.getText(), lines(20, { 6: "MINE line 6", 18: "agent 18" }, "\r\n"));
		await decide.done("undo", "a.txt");
		assert.equal(document.getText(), lines(20, { 6: "MINE line 6" }, "\r\n"));
		await ground.assertHolds("a.txt", base);
	}));

const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [index * 40 + 20, `agent ${index}`]));

test("500 hunks of a 20,000-line file come and go, alone, half and all, and around two edits of the person", () =>
	withDecisions(async (ground, decide) => {
		const base = lines(20_000);
		const mine = { 21: "mine 21", 60: "mine 60", 10020: "mine 10020" };
		await ground.write("a.txt", lines(20_000, mine));
		ground.propose("a.txt", { base, proposed: lines(20_000, many) });
		assert.equal(ground.pieces("a.txt").length, 500);
		await decide.done("accept", "a.txt", 499);
		const { decided, left } = await decide.all("accept", [decide.wanted("a.txt")]);
		assert.equal(decided[0]?.pieces.length, 496);
		assert.match(left[0]?.text ?? "", /^3 hunks of .* were not applied: .* lines? 2\d.*, line 60, line 10020\.$/);
		await ground.assertHolds("a.txt", lines(20_000, { ...many, 20: "line 20", ...mine }));
		await decide.done("undo", "a.txt");
		await ground.assertHolds("a.txt", lines(20_000, mine));
	}));

test("a file that is read-only, gone, a folder or a link by now is left alone, whatever is wanted of it", () =>
	withDecisions(async (ground, decide) => {
		const base = lines(20);
		const proposed = lines(20, { 2: "agent 2", 18: "agent 18" });
		const accepted = lines(20, { 2: "agent 2" });
		for (const file of ["locked.txt", "gone.txt", "folder.txt", "link.txt"]) {
			await ground.write(file, base);
			ground.propose(file, { base, proposed });
			await decide.done("accept", file, 0);
			await ground.assertHolds(file, accepted);
		}
		await fs.chmod(ground.uri("locked.txt").fsPath, 0o444);
		for (const file of ["gone.txt", "folder.txt", "link.txt"]) await fs.unlink(ground.uri(file).fsPath);
		await ground.write("folder.txt/inside", "mine");
		await ground.write("target.txt", accepted);
		await fs.symlink("target.txt", ground.uri("link.txt").fsPath);
		const why = {
			"locked.txt": /read-only/,
			"gone.txt": /deleted/,
			"folder.txt": /folder/,
			"link.txt": /symbolic link/,
		};
		for (const [file, text] of Object.entries(why)) {
			for (const way of ["accept", "undo"] as const) assert.match(await decide.not(way, file), text);
			assert.deepEqual(ground.decisionsOn(file), ["accepted", "undecided"]);
		}
		await ground.assertHolds("locked.txt", accepted);
		await ground.assertHolds("target.txt", accepted);
		await ground.assertHolds("folder.txt/inside", "mine");
		await ground.assertHolds("gone.txt", null);
	}));

test("a file that only its owner may read keeps its mode, closed or open", () =>
	withDecisions(async (ground, decide) => {
		const base = lines(20);
		for (const file of ["closed.txt", "open.txt"]) {
			await ground.write(file, base);
			await fs.chmod(ground.uri(file).fsPath, 0o600);
			if (file === "open.txt") await vscode.commands.executeCommand("vscode.open", ground.uri(file));
			ground.propose(file, { base, proposed: lines(20, { 2: "agent 2" }) });
			await decide.done("accept", file);
			assert.equal((await fs.stat(ground.uri(file).fsPath)).mode & 0o777, 0o600);
			await decide.done("undo", file);
			assert.equal((await fs.stat(ground.uri(file).fsPath)).mode & 0o777, 0o600);
			await ground.assertHolds(file, base);
		}
	}));

test("a save action that changes the file at every save neither loops nor counts", () =>
	withDecisions(async (ground, decide) => {
		let saves = 0;
		const saving = vscode.workspace.onWillSaveTextDocument((event) => {
			saves++;
			event.waitUntil(Promise.resolve([vscode.TextEdit.insert(new vscode.Position(0, 0), `// save ${saves}\n`)]));
		});
		try {
			const base = lines(20);
			await ground.write("a.txt", base);
			await vscode.window.showTextDocument(ground.uri("a.txt"));
			ground.propose("a.txt", { base, proposed: lines(20, { 2: "agent 2", 18: "agent 18" }) });
			assert.match(await decide.done("accept", "a.txt", 0), /Saving changed it/);
			await ground.assertHolds("a.txt", lines(20, { 2: "agent 2" }));
			assert.match(await decide.done("accept", "a.txt", 1), /Saving changed it/);
			await decide.done("undo", "a.txt");
			await ground.assertHolds("a.txt", base);
			assert.ok(saves >= 3 && saves <= 6, `${saves} saves`);
		} finally {
			saving.dispose();
		}
	}));

const notebook = (...sources: readonly string[]) =>
	`${JSON.stringify(
		{
			cells: sources.map((source) => ({
				cell_type: "markdown",
				metadata: {},
				source: [source],
			})),
			metadata: {},
			nbformat: 4,
			nbformat_minor: 5,
		},
		null,
		1,
	)}\n`;

test("a notebook is changed as text, and refused while its cells have unsaved edits", () =>
	withDecisions(async (ground, decide) => {
		const base = notebook("one", "two", "three", "four");
		const proposed = notebook("ONE", "two", "three", "FOUR");
		await ground.write("a.ipynb", base);
		ground.propose("a.ipynb", { base, proposed });
		await decide.done("accept", "a.ipynb", 0);
		await ground.assertHolds("a.ipynb", notebook("ONE", "two", "three", "four"));
		const document = await vscode.workspace.openNotebookDocument(ground.uri("a.ipynb"));
		const { notebook: shown } = await vscode.window.showNotebookDocument(document);
		const cell = shown.cellAt(1).document;
		const edit = new vscode.WorkspaceEdit();
		edit.insert(cell.uri, new vscode.Position(0, 0), "MINE ");
		await vscode.workspace.applyEdit(edit);
		await until("the cell has unsaved edits", () => shown.isDirty);
		for (const way of ["accept", "undo"] as const) assert.match(await decide.not(way, "a.ipynb"), /unsaved/);
		await vscode.commands.executeCommand("workbench.action.files.revert");
		await until("they are gone", () => !shown.isDirty);
		await decide.done("accept", "a.ipynb");
		await ground.assertHolds("a.ipynb", proposed);
	}));
