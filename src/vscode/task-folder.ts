/** Lets the person take a task over: opens its checkout in a window of its own, and sees afterwards what they did there. */

import { stat } from "node:fs/promises";
import * as vscode from "vscode";
import { briefTitle } from "../core/task/brief.ts";
import type { Delegation } from "../core/task/delegation.ts";
import type { Tasks } from "../core/task/tasks.ts";
import { isLive } from "../core/task/view.ts";
import { type Confirm, confirm, sayInfo, sayWarning } from "./say.ts";

/** How the person is asked, and a window opened. */
export interface FolderWays {
	readonly confirm: Confirm;
	/** Opens a folder in a new window, without a word about whether it is trusted. */
	readonly open: (folder: string) => Promise<void>;
}

const realWays: FolderWays = {
	confirm,
	open: async (folder) => {
		await vscode.commands.executeCommand("vscode.openFolder", vscode.Uri.file(folder), { forceNewWindow: true });
	},
};

const whatItMeans = [
	"The folder is the agent's: its settings, tasks, hooks and scripts may be what the agent wrote. Remit never marks it as trusted: the new window asks you, and in Restricted Mode none of that runs. Nobody asks where you have trusted a folder above it, or turned workspace trust off: then it runs.",
	"What you change there becomes part of what is proposed. Your own files stay as they are until you accept it here.",
].join("\n\n");

export class TaskFolders {
	private readonly tasks: Pick<Tasks, "get">;
	private readonly ways: FolderWays;
	private readonly taken = new Set<string>();

	constructor(tasks: Pick<Tasks, "get">, ways: FolderWays = realWays) {
		this.tasks = tasks;
		this.ways = ways;
	}

	/** Says what it means first. Two must not work in the folder at once, so a task that runs has to be stopped before. */
	async takeOver({ view }: Delegation): Promise<void> {
		const { task, goal, status, checkout } = view;
		if (isLive(status))
			return void sayInfo("Remit: the agent works in its checkout. Stop the task before you take it over.");
		if (!checkout || !(await isFolder(checkout.root)))
			return void sayWarning("Remit: this task has no checkout (any more), so there is nothing to take over.");
		const detail = `“${briefTitle(goal)}”\n\n${whatItMeans}`;
		if (!(await this.ways.confirm({ text: "Open the task's checkout in a new window?", detail, yes: "Open" }))) return;
		// Whoever asked for it may have let the agent go on meanwhile.
		if (isLive(this.tasks.get(task)?.view.status ?? "discarded"))
			return void sayInfo("Remit: the agent works in its checkout again. Stop the task before you take it over.");
		this.taken.add(task);
		await this.ways.open(checkout.root);
	}

	/** When the person comes back to this window, what they changed in the others is part of the proposal. */
	register(): vscode.Disposable {
		return vscode.window.onDidChangeWindowState(({ focused }) => {
			if (focused) void this.look();
		});
	}

	/** Never rejects: what cannot be compared now is compared when the task goes on, or is reviewed. */
	async look(): Promise<void> {
		for (const task of this.taken) {
			const delegation = this.tasks.get(task);
			if (!delegation?.view.checkout) this.taken.delete(task);
			else if (!isLive(delegation.view.status)) await delegation.review.look().catch(() => undefined);
		}
	}
}

async function isFolder(path: string): Promise<boolean> {
	return (await stat(path).catch(() => null))?.isDirectory() === true;
}
