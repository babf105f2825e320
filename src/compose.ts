/** Builds every adapter and joins them: the only place where anything is constructed. */

import { join } from "node:path";
import * as vscode from "vscode";
import { composeTasks, type TaskGround } from "./compose-tasks.ts";
import { forecastOf, startText } from "./core/budget/forecast.ts";
import type { Tasks } from "./core/task/tasks.ts";
import { demoGoal } from "./models/scripted-demo.ts";
import { removeCheckout } from "./node/checkout.ts";
import { makeDemo } from "./node/demo.ts";
import { fingerprint } from "./node/fingerprint.ts";
import { findGitHubCli } from "./node/ship/github-cli.ts";
import { runPanelCommand } from "./vscode/actions.ts";
import { makeApi, type RemitApi } from "./vscode/api.ts";
import { budgetSettings } from "./vscode/budget.ts";
import { type CommandParts, registerCommands } from "./vscode/commands.ts";
import { delegate } from "./vscode/delegate.ts";
import { explainCommand } from "./vscode/explain.ts";
import { isBelow, onceTrusted, openFolder } from "./vscode/folders.ts";
import { LiveFeed } from "./vscode/live.ts";
import { showNews, showTask, tell } from "./vscode/news.ts";
import { Outputs } from "./vscode/outputs.ts";
import { Panel } from "./vscode/panel.ts";
import { watchPolicy } from "./vscode/policy-settings.ts";
import { registerReview } from "./vscode/review/review.ts";
import { reviewSource } from "./vscode/review/task-source.ts";
import { ApiKey, modelSettings } from "./vscode/settings.ts";
import { chooseModel, currentSetup, openedFolder } from "./vscode/setup.ts";
import { realWays } from "./vscode/ship/request.ts";
import { registerShip } from "./vscode/ship/ship.ts";
import { TaskTerminals } from "./vscode/terminal.ts";
import { registerVerify } from "./vscode/verify/verify.ts";

export interface Remit {
	readonly api: RemitApi;
	close(): Promise<void>;
}

/** Wires Remit up. Nothing runs, reads or writes a workspace before the workspace is trusted. */
export function compose(context: vscode.ExtensionContext): Remit {
	const log = vscode.window.createOutputChannel("Remit", { log: true });
	const storage = (context.storageUri ?? context.globalStorageUri).fsPath;
	const demos = join(context.globalStorageUri.fsPath, "demo");
	const key = new ApiKey(context.secrets, process.env.ANTHROPIC_API_KEY ?? "");
	const live = new LiveFeed();
	const terminals = new TaskTerminals();
	const inDemo = () => isBelow(demos, openedFolder()?.uri.fsPath ?? "");
	const choice = async () => chooseModel(modelSettings(), (await key.get()) !== "", inDemo());
	const globalStorage = context.globalStorageUri.fsPath;
	const ground = composeTasks({ storage, globalStorage, key, live, terminals, choice });
	const { tasks, folder, guardrails } = ground;
	const budget = () => startText(budgetSettings(), forecastOf(tasks.list().map(({ view }) => view)));
	const setup = async () =>
		currentSetup(await choice(), inDemo() ? demoGoal : "", { guards: guardrails.notices(), budget: budget() });
	const outputs = new Outputs((task, name) => folder.kept(task, name));
	const panel = new Panel({
		extension: context.extensionUri,
		tasks,
		setup,
		run: (command) => runPanelCommand(command, parts),
	});
	const restored = onceTrusted(async () => tell(await tasks.restore(), log));
	const { review, verify, ship } = afterWork(ground, { panel, outputs, restored });
	// Tried at the start, so that a guard that is off says so before anybody delegates; nobody waits for it here.
	void onceTrusted(() => guardrails.once());
	const parts: CommandParts = {
		...{ tasks, key, terminals, outputs, review, verify, ship, panel, guardrails },
		delegate: (argument) => delegate({ tasks, setup, restored, show: (task) => showTask(panel, task) }, argument),
		openDemo: async () => openFolder(await makeDemo(join(context.extensionPath, "media", "demo"), demos)),
		removeCheckout: (task) => removeCheckout(folder.folderOf(task)),
		explain: (command) => explainCommand(ground.place, command),
		showLog: () => log.show(),
	};
	const { api, disposable } = makeApi(tasks, parts.delegate);
	context.subscriptions.push(log, terminals, live, disposable, review, verify, ship);
	context.subscriptions.push(outputs.register(), ...registerCommands(parts));
	context.subscriptions.push(watchPolicy(ground.policy), ground.prices.watch());
	context.subscriptions.push(guardrails.register(), ...showNews({ tasks, panel, live, key, guardrails }));
	if (process.env.REMIT_OPEN_PANEL === "1") void panel.reveal();
	return { api, close: () => close(tasks, folder) };
}

interface Shown {
	readonly panel: Panel;
	readonly outputs: Outputs;
	/** Resolves when the tasks of earlier sessions are known. */
	readonly restored: Promise<void>;
}

/** What a person does with the work: reviews it, has it checked, brings it into their repository. */
function afterWork({ tasks, repository }: TaskGround, { panel, outputs, restored }: Shown) {
	const shown = () => panel.shown;
	const ways = realWays((place) => findGitHubCli(place, process.env));
	return {
		review: registerReview(reviewSource(tasks, fingerprint), { panel, ready: restored }),
		verify: registerVerify({ tasks, shown, outputs }),
		ship: registerShip({ tasks, shown, repository, ways }),
	};
}

async function close(tasks: Tasks, folder: TaskGround["folder"]): Promise<void> {
	await tasks.close();
	await folder.close();
}
