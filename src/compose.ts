/** Builds every adapter and joins them: the only place where anything is constructed. */

import { join } from "node:path";
import * as vscode from "vscode";
import { briefSlug, briefTitle } from "./core/task/brief.ts";
import type { CheckoutMade, ModelFound } from "./core/task/delegation.ts";
import type { CheckoutFacts } from "./core/task/events.ts";
import { type TaskFacts, Tasks } from "./core/task/tasks.ts";
import { searchText } from "./core/tools/search-text.ts";
import { anthropicModel } from "./models/anthropic.ts";
import { scriptedModel } from "./models/scripted.ts";
import { demoGoal } from "./models/scripted-demo.ts";
import { makeCheckout, openCheckout, removeCheckout } from "./node/checkout.ts";
import { makeDemo } from "./node/demo.ts";
import { ownerOf } from "./node/owner.ts";
import { findRipgrep } from "./node/ripgrep.ts";
import { newTaskId, TasksFolder } from "./node/tasks-folder.ts";
import { runPanelCommand } from "./vscode/actions.ts";
import { makeApi, type RemitApi } from "./vscode/api.ts";
import { type CommandParts, registerCommands } from "./vscode/commands.ts";
import { delegate } from "./vscode/delegate.ts";
import { isBelow, onceTrusted, openFolder } from "./vscode/folders.ts";
import { LiveFeed } from "./vscode/live.ts";
import { showNews, showTask, tell } from "./vscode/news.ts";
import { Outputs } from "./vscode/outputs.ts";
import { Panel } from "./vscode/panel.ts";
import { registerReview } from "./vscode/review.ts";
import { ApiKey, modelSettings } from "./vscode/settings.ts";
import { chooseModel, currentSetup, type ModelChoice, openedFolder } from "./vscode/setup.ts";
import { reviewSource } from "./vscode/task-reviews.ts";
import { TaskTerminals } from "./vscode/terminal.ts";

export interface Remit {
	readonly api: RemitApi;
	close(): Promise<void>;
}

/** Wires Remit up. Nothing runs, reads or writes a workspace before the workspace is trusted. */
export function compose(context: vscode.ExtensionContext): Remit {
	const log = vscode.window.createOutputChannel("Remit", { log: true });
	const storage = (context.storageUri ?? context.globalStorageUri).fsPath;
	const demos = join(context.globalStorageUri.fsPath, "demo");
	const folder = new TasksFolder(join(storage, "tasks"));
	const key = new ApiKey(context.secrets, process.env.ANTHROPIC_API_KEY ?? "");
	const live = new LiveFeed();
	const terminals = new TaskTerminals();
	const inDemo = () => isBelow(demos, openedFolder()?.uri.fsPath ?? "");
	const choice = async () => chooseModel(modelSettings(), (await key.get()) !== "", inDemo());
	const setup = async () => currentSetup(await choice(), inDemo() ? demoGoal : "");
	const tasks = new Tasks({
		journals: folder,
		checkout: async (task, facts, signal) => mirrored(task, terminals, await checkoutOf(task, facts, folder, signal)),
		model: async () => modelOf(await choice(), await key.get()),
		live: (task) => live.of(task),
		clock: { now: Date.now },
		owner: () => ownerOf(openedFolder()?.uri.fsPath ?? storage),
		newId: () => newTaskId(Date.now()),
	});
	const outputs = new Outputs((task, name) => folder.kept(task, name));
	const panel = new Panel({
		extension: context.extensionUri,
		tasks,
		setup,
		run: (command) => runPanelCommand(command, parts),
	});
	const review = registerReview(reviewSource(tasks));
	const restored = onceTrusted(async () => tell(await tasks.restore(), log));
	const parts: CommandParts = {
		...{ tasks, key, terminals, outputs, review, panel },
		delegate: (argument) => delegate({ tasks, setup, restored, show: (task) => showTask(panel, task) }, argument),
		openDemo: async () => openFolder(await makeDemo(join(context.extensionPath, "media", "demo"), demos)),
		removeCheckout: (task) => removeCheckout(folder.folderOf(task)),
		showLog: () => log.show(),
	};
	const { api, disposable } = makeApi(tasks, parts.delegate);
	context.subscriptions.push(log, terminals, live, disposable, review, outputs.register(), ...registerCommands(parts));
	context.subscriptions.push(...showNews({ tasks, panel, live, key }));
	if (process.env.REMIT_OPEN_PANEL === "1") void panel.reveal();
	return { api, close: () => close(tasks, folder) };
}

async function close(tasks: Tasks, folder: TasksFolder): Promise<void> {
	await tasks.close();
	await folder.close();
}

function modelOf(choice: ModelChoice, apiKey: string): ModelFound {
	if (choice.missing !== "") return { kind: "failed", text: choice.missing };
	if (choice.scripted) return { kind: "model", model: scriptedModel({}) };
	const { name, baseUrl } = modelSettings();
	return { kind: "model", model: anthropicModel({ apiKey, id: name, ...(baseUrl === "" ? {} : { baseUrl }) }) };
}

async function checkoutOf(
	task: TaskFacts,
	facts: CheckoutFacts | null,
	folder: TasksFolder,
	signal: AbortSignal,
): Promise<CheckoutMade> {
	const ripgrep = await findRipgrep(vscode.env.appRoot);
	const storage = folder.folderOf(task.task);
	const search = { ...(ripgrep === null ? {} : { ripgrep }), fallback: searchText };
	if (facts) return openCheckout(facts, { ...search, storage }, signal);
	const options = {
		folder: task.workspace.folder,
		storage,
		task: task.task,
		slug: briefSlug(task.goal),
		overlays: task.unsaved,
	};
	return makeCheckout({ ...options, ...search }, signal);
}

/** The same checkout, with its commands seen in the task's terminal. */
function mirrored({ task, goal }: TaskFacts, terminals: TaskTerminals, made: CheckoutMade): CheckoutMade {
	if (made.kind === "failed") return made;
	const shell = terminals.mirror(task, briefTitle(goal, 30), made.checkout.shell);
	return { ...made, checkout: { ...made.checkout, shell } };
}
