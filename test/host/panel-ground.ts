/** The panel's host side with tasks in memory: what a webview would say to it, and what it is told. */

import * as vscode from "vscode";
import { makeRedactor } from "../../src/core/secrets/redactor.ts";
import { Tasks } from "../../src/core/task/tasks.ts";
import { systemClock } from "../../src/node/clock.ts";
import type { HostMessage, Setup } from "../../src/protocol/messages.ts";
import { type ActionParts, runPanelCommand } from "../../src/vscode/actions.ts";
import { Outputs } from "../../src/vscode/outputs.ts";
import { Panel, type PanelParts } from "../../src/vscode/panel.ts";
import { ApiKey } from "../../src/vscode/settings.ts";
import { TaskTerminals } from "../../src/vscode/terminal.ts";
import { plainPolicy } from "../support/delegations.ts";
import type { MemoryCheckout } from "../support/memory-checkout.ts";
import { memoryJournal } from "../support/memory-journal.ts";
import { modelOf, type Turn } from "../support/replies.ts";
import { startTextsOf } from "../support/start-texts.ts";

export interface PanelGround {
	readonly tasks: Tasks;
	readonly panel: Panel;
	setup(): Promise<Setup>;
	/** What the panel was told, oldest first. */
	readonly told: readonly HostMessage[];
	/** Says this to the host as the webview does. */
	says(message: unknown): void;
}

const nothing = () => undefined;
const none = async () => undefined;

const noBriefs = { view: () => null, leave: nothing, run: none, rescope: none };

/** A visible panel, and a task that plays these turns in this checkout when it is delegated. */
export function panelGround(
	checkout: MemoryCheckout,
	turns: readonly Turn[],
	briefs: PanelParts["drafts"] & ActionParts["briefs"] = noBriefs,
): PanelGround {
	const facts = { root: "/checkout", branch: "b", base: "abc", notes: [] };
	const tasks = new Tasks({
		journals: { open: async () => [], create: async () => memoryJournal([], Date.now) },
		checkout: async () => ({ kind: "made", checkout, facts }),
		model: async () => ({ kind: "model", model: modelOf(...turns) }),
		policy: plainPolicy,
		redactor: async () => makeRedactor({ values: [] }),
		live: () => ({ text: nothing, thinking: nothing, restart: nothing, output: nothing }),
		clock: systemClock,
		owner: async () => "Ada",
		newId: () => "t1",
	});
	const parts = actionParts(tasks, briefs);
	const rest = { text: "", model: "", scripted: false, suggestion: "", budget: startTextsOf(""), guards: [] };
	const setup = async (): Promise<Setup> => ({ state: "ready", ...rest });
	const panel = new Panel({
		extension: vscode.Uri.file("/extension"),
		tasks,
		setup,
		drafts: briefs,
		run: (command) => runPanelCommand(command, parts),
	});
	const told: HostMessage[] = [];
	const received = new vscode.EventEmitter<unknown>();
	panel.resolveWebviewView(viewThat(received.event, (message) => told.push(message)));
	return { tasks, panel, setup, told, says: (message) => received.fire(message) };
}

/** What the panel's commands end in; everything but tasks and briefs does nothing. */
function actionParts(tasks: Tasks, briefs: ActionParts["briefs"]): ActionParts {
	const secrets = {
		get: none,
		store: none,
		delete: none,
		keys: async () => [],
		onDidChange: never<vscode.SecretStorageChangeEvent>(),
	};
	return {
		...{ tasks, key: new ApiKey(secrets, ""), terminals: new TaskTerminals(), delegate: none, openDemo: none },
		...{ outputs: new Outputs(async () => ""), removeCheckout: none, takeOver: none, briefs },
		contexts: { show: none },
		report: { open: none, copy: none, tellValue: none, declineValue: none },
		review: { open: none, accept: none, reject: none, undo: none, openThread: none },
		verify: { verify: none, openCheck: none },
		ship: { keepBranch: none, commitAccepted: none, openPullRequest: none },
	};
}

function never<T>(): vscode.Event<T> {
	return new vscode.EventEmitter<T>().event;
}

function viewThat(
	onDidReceiveMessage: vscode.Event<unknown>,
	tell: (message: HostMessage) => void,
): vscode.WebviewView {
	const webview: vscode.Webview = {
		...{ options: {}, html: "", cspSource: "test", onDidReceiveMessage },
		asWebviewUri: (uri) => uri,
		postMessage: async (message) => {
			tell(message);
			return true;
		},
	};
	return {
		...{ viewType: "remit.panel", webview, visible: true, show: nothing },
		onDidDispose: never(),
		onDidChangeVisibility: never(),
	};
}
