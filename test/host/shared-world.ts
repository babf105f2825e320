/** The one editor and folder that all tests of a run share: after each test it is as it was before the first. */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import { isLive } from "../../src/core/task/view.ts";
import type { RemitApi } from "../../src/vscode/api.ts";
import { FolderState } from "./folder-state.ts";
import { closeEditors } from "./open-editors.ts";
import { gone } from "./until.ts";

/** What tests change of the person's own settings, beside Remit's. Those of the workspace are found in its file. */
const editorSettings = [
	"editor.formatOnSave",
	"files.insertFinalNewline",
	"files.refactoring.autoSave",
	"files.trimTrailingWhitespace",
];

class SharedWorld {
	private readonly path: string;
	private readonly folder: FolderState;
	private readonly settings: ReadonlyMap<string, unknown>;

	/** `folder` is the one that the run made: only that is ever cleaned, never one that a person has opened. */
	constructor(folder: string) {
		this.path = folder;
		this.folder = new FolderState(folder);
		this.settings = new Map(settingNames().map((name) => [name, setting(name)?.globalValue]));
	}

	/** Rejects with what is left over when something cannot be brought back. Waits for conditions only. */
	async restore(): Promise<void> {
		await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
		await vscode.commands.executeCommand("notifications.clearAll");
		await stopTasks();
		await closeTerminals();
		await closeEditors();
		await this.restoreOwn();
		const inWorkspace = await this.workspaceSettings();
		await gone("changes of the opened folder", () => this.folder.restore());
		// The editor hears of the file a moment later.
		await gone("settings of the workspace", () => inWorkspace.filter(isInWorkspace));
	}

	/** The person's own settings. */
	private async restoreOwn(): Promise<void> {
		const changed = [...this.settings].filter(([name, value]) => !same(setting(name)?.globalValue, value));
		for (const [name, value] of changed)
			await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
		const left = () => changed.filter(([name, value]) => !same(setting(name)?.globalValue, value));
		await gone("the person's settings", () => left().map(([name]) => name));
	}

	/** The names of all settings that the workspace has, or had in a file that is gone. */
	private async workspaceSettings(): Promise<readonly string[]> {
		const text = await fs.readFile(join(this.path, ".vscode/settings.json"), "utf8").catch(() => "{}");
		return [...this.settings.keys(), ...Object.keys(parsed(text))];
	}
}

/** Resolves to the world of this run. The folder must be the one that the run made for its tests. */
export async function sharedWorld(): Promise<SharedWorld> {
	const [opened, ...others] = vscode.workspace.workspaceFolders ?? [];
	const made = process.env["REMIT_HOST_FOLDER"] ?? "";
	assert.ok(opened && others.length === 0, "the tests want one opened folder");
	assert.ok(made !== "", "REMIT_HOST_FOLDER does not name the folder that was made for the tests");
	assert.equal(await fs.realpath(opened.uri.fsPath), await fs.realpath(made), "another folder is opened");
	// No test may be the one that happens to wake Remit up.
	await vscode.extensions.getExtension<RemitApi>("remit.remit")?.activate();
	return new SharedWorld(opened.uri.fsPath);
}

async function stopTasks(): Promise<void> {
	const extension = vscode.extensions.getExtension<RemitApi>("remit.remit");
	if (!extension?.isActive) return;
	const live = () => extension.exports.tasks().filter(({ status }) => isLive(status));
	await gone("tasks that go on", async () => {
		// Which of several is to be stopped is asked in a list.
		if (live().length > 0) Promise.resolve(vscode.commands.executeCommand("remit.stop")).catch(() => {});
		if (live().length > 1) await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
		return live().map(({ title, status }) => `${title} (${status})`);
	});
}

/** A terminal that a command of a task was shown in stays otherwise, and so does its process. */
async function closeTerminals(): Promise<void> {
	for (const terminal of vscode.window.terminals) terminal.dispose();
	await gone("terminals", () => vscode.window.terminals.map(({ name }) => name));
}

function settingNames(): readonly string[] {
	const { contributes } = vscode.extensions.getExtension("remit.remit")?.packageJSON ?? {};
	return [...Object.keys(contributes?.configuration?.properties ?? {}), ...editorSettings];
}

const setting = (name: string) => vscode.workspace.getConfiguration().inspect(name);

const isInWorkspace = (name: string) => setting(name)?.workspaceValue !== undefined;

function parsed(text: string): object {
	try {
		return Object(JSON.parse(text));
	} catch {
		return {};
	}
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
