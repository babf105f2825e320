/** Remit in a real editor with a scripted model behind it, and what a person does in its panel. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import type { TestContext } from "vitest";
import type { Workbench } from "../../scripts/host/workbench.ts";
import { type PlayedModel, startModel } from "./e2e-model.ts";
import type { MessagesServerOptions } from "./messages-server.ts";
import { type Editor, type EditorOptions, startEditor } from "./workbench.ts";

export interface RemitEditor extends Editor {
	readonly model: PlayedModel;
}

export interface RemitOptions extends EditorOptions {
	readonly model?: MessagesServerOptions;
}

/** Milliseconds that the agent may take until it needs a person or is done, on a busy machine. */
export const workLimit = 120_000;

/** The editor's own git would refresh the index of the opened repository, which tests compare byte for byte. */
const quiet = { "git.enabled": false };

/** Starts a model server and an editor that is set up for it; the key is in the editor's environment. */
export async function startRemit(options: RemitOptions = {}): Promise<RemitEditor> {
	const model = await startModel(options.model);
	try {
		const editor = await startEditor({
			...options,
			server: {
				...options.server,
				userSettings: { ...quiet, "remit.model.baseUrl": model.server.url, ...options.server?.userSettings },
				env: { ANTHROPIC_API_KEY: "key", ...options.server?.env },
			},
		});
		const close = async () => {
			await editor.close();
			await model.server.stop();
		};
		await activated(editor.workbench).catch(async (error: unknown) => {
			await editor.close();
			throw error;
		});
		const open: Editor["open"] = async (more) => {
			const another = await editor.open(more);
			await activated(another);
			return withPanel(another);
		};
		return { ...editor, workbench: withPanel(editor.workbench), open, model, close };
	} catch (error) {
		await model.server.stop();
		throw error;
	}
}

/** Finds the panel also after it was hidden: the editor then makes its frame anew, without saying what it is for. */
function withPanel(workbench: Workbench): Workbench {
	const frame = workbench.page.frameLocator('iframe.webview[src*="extensionId=remit.remit"]:visible');
	return { ...workbench, panel: () => frame.frameLocator("#active-frame") };
}

/** Loads the page anew and waits until Remit is there again. */
export async function reload(workbench: Workbench): Promise<void> {
	await workbench.reload();
	await activated(workbench);
}

/** Before that a command that is picked can be "not found" on a busy machine. */
async function activated({ page }: Workbench): Promise<void> {
	await page.locator(".statusbar").getByText("Remit").first().waitFor({ timeout: workLimit });
}

/** Delegates through the palette and waits until the panel shows the task. */
export async function delegate(workbench: Workbench, goal: string): Promise<void> {
	await workbench.command("Remit: Delegate Task…");
	await workbench.quickInput(goal);
	await panelHeading(workbench, goal).waitFor({ timeout: workLimit });
}

/** The shown task's goal; a very long one is cut there. */
export function panelHeading(workbench: Workbench, goal: string): Locator {
	const headings = workbench.panel().getByRole("heading", { level: 1 });
	const beginning = goal.slice(0, 300);
	return beginning === goal
		? workbench.panel().getByRole("heading", { level: 1, name: goal, exact: true })
		: headings.filter({ hasText: beginning });
}

export function button(workbench: Workbench, name: string): Locator {
	return workbench.panel().getByRole("button", { name, exact: true });
}

/** The card of the command that waits. */
export function approvalCard(workbench: Workbench, command = ""): Locator {
	return workbench
		.panel()
		.getByRole("region", { name: "A command waits for your approval" })
		.filter({ hasText: command });
}

/** Approves exactly this command in the panel, once it waits there. */
export async function approve(workbench: Workbench, command: string): Promise<void> {
	const card = approvalCard(workbench, command);
	await card.waitFor({ timeout: workLimit });
	await card.getByRole("button", { name: "Approve", exact: true }).click();
	await card.waitFor({ state: "hidden", timeout: workLimit });
}

/** Waits until the shown task's status is this, in the panel's words. */
export async function reaches(workbench: Workbench, status: string): Promise<void> {
	await workbench.panel().locator(".pill").filter({ hasText: status }).waitFor({ timeout: workLimit });
}

/** Opens a task from the panel's list. */
export async function openTask(workbench: Workbench, goal: string): Promise<void> {
	await workbench.panel().locator(".task-list .row").filter({ hasText: goal }).click();
	await panelHeading(workbench, goal).waitFor({ timeout: workLimit });
}

/** The line of a call in the timeline, by its title. */
export function callLine(workbench: Workbench, title: string): Locator {
	return workbench.panel().locator(".call").filter({ hasText: title });
}

/** The folders of all tasks on this server, oldest first: the journal and the checkout are in them. */
export async function taskFolders({ dataDir }: Editor["server"]): Promise<readonly string[]> {
	const storage = join(dataDir, "data/User/workspaceStorage");
	const found: string[] = [];
	for (const workspace of await readdir(storage).catch(() => [])) {
		const tasks = join(storage, workspace, "remit.remit/tasks");
		for (const task of await readdir(tasks).catch(() => [])) found.push(join(tasks, task));
	}
	return found.sort();
}

/** Where the agent of the task with this goal works; fails until there is such a place. */
export async function checkoutOf(server: Editor["server"], goal: string): Promise<string> {
	const events = await journalOf(server, goal);
	const made = events.find(({ type }) => type === "checkout.made")?.["checkout"];
	if (made instanceof Object && "root" in made && typeof made.root === "string") return made.root;
	throw new Error(`"${goal}" has no checkout yet.`);
}

export interface JournalEvent {
	readonly type: string;
	readonly [field: string]: unknown;
}

/** What the journal of the task with this goal holds now. */
export async function journalOf(server: Editor["server"], goal: string): Promise<readonly JournalEvent[]> {
	for (const folder of await taskFolders(server)) {
		// The first line is the header; after the last line end there is nothing, or a line that is being written.
		const text = await readFile(join(folder, "journal.jsonl"), "utf8").catch(() => "");
		const lines = text.split("\n").slice(1, -1);
		const events = lines.map((line): JournalEvent => JSON.parse(line).event);
		const [first] = events;
		if (first?.type === "task.created" && JSON.stringify(first["brief"]).includes(JSON.stringify(goal))) return events;
	}
	return [];
}

/** Every file below the folder; one that goes while a server writes there is left out. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
	const found: string[] = [];
	for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) found.push(...(await filesBelow(path)));
		else if (entry.isFile()) found.push(path);
	}
	return found;
}

/** Keeps what is seen when a test failed. */
export async function showFailure({ task }: TestContext, editor: Editor | undefined): Promise<void> {
	if (task.result?.state !== "fail" || !editor) return;
	const name = `failed ${task.name}`.replace(/[^a-z0-9]+/gi, "-").slice(0, 60);
	console.log(`What was seen: ${await editor.workbench.screenshot(name)}`);
}
