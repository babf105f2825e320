/** Builds every adapter and joins them: with the three beside it the only place where anything is constructed. */

import { join } from "node:path";
import * as vscode from "vscode";
import { composeBriefs } from "./compose-briefs.ts";
import { composeTasks, type TaskGround } from "./compose-tasks.ts";
import { composeWork } from "./compose-work.ts";
import { startTexts } from "./core/budget/forecast.ts";
import { demoGoal } from "./models/scripted-demo.ts";
import { removeCheckout } from "./node/checkout.ts";
import { makeDemo } from "./node/demo.ts";
import { runPanelCommand } from "./vscode/actions.ts";
import { makeApi, type RemitApi } from "./vscode/api.ts";
import { budgetSettings, dayCap } from "./vscode/budget.ts";
import { type CommandParts, registerCommands } from "./vscode/commands.ts";
import { explainCommand } from "./vscode/explain.ts";
import { isBelow, onceTrusted, openFolder } from "./vscode/folders.ts";
import { guardsOff } from "./vscode/guards-off.ts";
import { LiveFeed } from "./vscode/live.ts";
import { showNews, tell } from "./vscode/news.ts";
import { Panel } from "./vscode/panel.ts";
import { watchPolicy } from "./vscode/policy-settings.ts";
import { ApiKey, modelSettings } from "./vscode/settings.ts";
import { chooseModel, currentSetup, openedFolder } from "./vscode/setup.ts";
import { TaskTerminals } from "./vscode/terminal.ts";

export interface Remit {
	readonly api: RemitApi;
	close(): Promise<void>;
}

/** Wires Remit up. Nothing runs, reads or writes a workspace before the workspace is trusted. */
export function compose(context: vscode.ExtensionContext): Remit {
	const log = vscode.window.createOutputChannel("Remit", { log: true });
	const { storage, globalStorage, demos } = placesOf(context);
	const key = new ApiKey(context.secrets, process.env.ANTHROPIC_API_KEY ?? "");
	const [live, terminals] = [new LiveFeed(), new TaskTerminals()];
	const inDemo = () => isBelow(demos, openedFolder()?.uri.fsPath ?? "");
	const choice = async () => chooseModel(modelSettings(), (await key.get()) !== "", inDemo());
	const ground = composeTasks({ storage, globalStorage, key, live, terminals, choice });
	const { tasks, folder, guardrails } = ground;
	const setup = async () => {
		const chosen = await choice();
		return currentSetup(chosen, chosen.scripted ? demoGoal : "", limitsOf(ground));
	};
	const { extensionUri: extension } = context;
	const panel = new Panel({
		...{ extension, tasks, setup },
		drafts: { view: () => briefs.view(), leave: () => briefs.leave() },
		run: (command) => runPanelCommand(command, parts),
	});
	const restored = onceTrusted(async () => tell(await tasks.restore(), log));
	const { disposable: work, ...working } = composeWork(ground, { extension, panel, restored });
	// Tried at the start, so that a guard that is off says so before anybody delegates; nobody waits for it here.
	void onceTrusted(() => guardrails.once());
	const around = { memory: context.workspaceState, storage, panel, setup, restored };
	const { briefs, delegate, disposable: delegating } = composeBriefs(ground, around);
	const parts: CommandParts = {
		...{ ...working, tasks, key, terminals, panel, guardrails, briefs, delegate },
		openDemo: async () => openFolder(await makeDemo(join(context.extensionPath, "media", "demo"), demos)),
		takeOver: (delegation) => working.folders.takeOver(delegation),
		removeCheckout: (task) => removeCheckout(folder.folderOf(task)),
		explain: (command) => explainCommand(ground.place, command),
		showLog: () => log.show(),
	};
	const { api, disposable: apiEvents } = makeApi(tasks, delegate);
	const watching = [watchPolicy(ground.policy), ground.prices.watch(), guardrails.register()];
	context.subscriptions.push(log, terminals, live, apiEvents, work, delegating, ...watching);
	context.subscriptions.push(...registerCommands(parts), ...showNews({ tasks, panel, live, key, guardrails }));
	if (process.env.REMIT_OPEN_PANEL === "1") void panel.reveal();
	return { api, close: () => close(ground) };
}

function placesOf({ storageUri, globalStorageUri }: vscode.ExtensionContext) {
	const globalStorage = globalStorageUri.fsPath;
	return { storage: (storageUri ?? globalStorageUri).fsPath, globalStorage, demos: join(globalStorage, "demo") };
}

/** What holds for a new task. */
function limitsOf({ guardrails, tasks }: TaskGround) {
	const budget = startTexts(
		{ caps: budgetSettings(), day: dayCap() },
		tasks.list().map(({ view }) => view),
	);
	return { guards: [...guardrails.notices(), ...guardsOff()], budget };
}

async function close({ tasks, folder }: TaskGround): Promise<void> {
	await tasks.close();
	await folder.close();
}
