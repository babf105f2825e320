/** The panel's host side with tasks in memory: what a webview would say to it, and what it is told. */

import * as vscode from "vscode";
import { makeRedactor } from "../../src/core/secrets/redactor.ts";
import { Tasks } from "../../src/core/task/tasks.ts";
import type { HostMessage } from "../../src/protocol/messages.ts";
import { runPanelCommand } from "../../src/vscode/actions.ts";
import { Outputs } from "../../src/vscode/outputs.ts";
import { Panel } from "../../src/vscode/panel.ts";
import { ApiKey } from "../../src/vscode/settings.ts";
import { TaskTerminals } from "../../src/vscode/terminal.ts";
import { plainPolicy } from "../support/delegations.ts";
import type { MemoryCheckout } from "../support/memory-checkout.ts";
import { memoryJournal } from "../support/memory-journal.ts";
import { modelOf, type Turn } from "../support/replies.ts";

export interface PanelGround {
	readonly tasks: Tasks;
	/** What the panel was told, oldest first. */
	readonly told: readonly HostMessage[];
	/** Says this to the host as the webview does. */
	says(message: unknown): void;
}

const nothing = () => undefined;
const none = async () => undefined;

/** A visible panel, and a task that plays these turns in this checkout when it is delegated. */
export function panelGround(checkout: MemoryCheckout, turns: readonly Turn[]): PanelGround {
	const facts = { root: "/checkout", branch: "b", base: "abc", notes: [] };
	const tasks = new Tasks({
		journals: { open: async () => [], create: async () => memoryJournal() },
		checkout: async () => ({ kind: "made", checkout, facts }),
		model: async () => ({ kind: "model", model: modelOf(...turns) }),
		policy: plainPolicy,
		redactor: async () => makeRedactor({ values: [] }),
		live: () => ({ text: nothing, thinking: nothing, restart: nothing, output: nothing }),
		clock: { now: Date.now, wait: async () => undefined },
		owner: async () => "Ada",
		newId: () => "t1",
	});
	const secrets = {
		get: none,
		store: none,
		delete: none,
		keys: async () => [],
		onDidChange: never<vscode.SecretStorageChangeEvent>(),
	};
	const parts = {
		...{ tasks, key: new ApiKey(secrets, ""), terminals: new TaskTerminals(), delegate: none, openDemo: none },
		...{
			outputs: new Outputs(async () => ""),
			removeCheckout: none,
			review: { open: none, accept: none, reject: none, undo: none, openThread: none },
			verify: { verify: none, openCheck: none },
			ship: { keepBranch: none, commitAccepted: none, openPullRequest: none },
		},
	};
	const setup = { text: "", model: "", scripted: false, suggestion: "", budget: "", guards: [] };
	const panel = new Panel({
		extension: vscode.Uri.file("/extension"),
		tasks,
		setup: async () => ({ state: "ready", ...setup }),
		run: (command) => runPanelCommand(command, parts),
	});
	const told: HostMessage[] = [];
	const received = new vscode.EventEmitter<unknown>();
	panel.resolveWebviewView(viewThat(received.event, (message) => told.push(message)));
	return { tasks, told, says: (message) => received.fire(message) };
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
