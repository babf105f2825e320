/** Joins what happens to the surfaces that show it: panel, status bar, badge, notifications. */

import * as vscode from "vscode";
import type { Tasks } from "../core/task/tasks.ts";
import { notifyOf } from "./approvals.ts";
import type { Guardrails } from "./guardrails.ts";
import type { LiveFeed } from "./live.ts";
import { type Panel, panelView } from "./panel.ts";
import { withoutSecrets } from "./plain-text.ts";
import { sayError, sayWarning } from "./say.ts";
import type { ApiKey } from "./settings.ts";
import { Status } from "./status.ts";

export interface Shown {
	readonly tasks: Tasks;
	readonly panel: Panel;
	readonly live: LiveFeed;
	readonly key: ApiKey;
	readonly guardrails: Guardrails;
}

/** Registers the panel as well. Returns what must be disposed of. */
export function showNews({ tasks, panel, live, key, guardrails }: Shown): readonly vscode.Disposable[] {
	const status = new Status(tasks, () => guardrails.warning());
	const { workspace } = vscode;
	const setupChanges: readonly vscode.Event<unknown>[] = [
		...[
			key.onDidChange,
			workspace.onDidChangeConfiguration,
			workspace.onDidChangeWorkspaceFolders,
			workspace.onDidGrantWorkspaceTrust,
			guardrails.changed.event,
		],
	];
	return [
		status,
		vscode.window.registerWebviewViewProvider(panelView, panel),
		...setupChanges.map((event) => event(() => panel.sendSetup())),
		guardrails.changed.event(() => status.refresh()),
		live.changed.add((message) => panel.sendStreaming(message)),
		tasks.troubled.add(({ text }) => {
			void sayError(`Remit: ${text}`);
			void panel.show(panel.shown);
		}),
		tasks.recorded.add((news) => {
			const { type } = news.record.event;
			if (type === "turn.finished" || type === "turn.failed" || type === "call.finished") live.clear(news.task);
			panel.setBadge(status.refresh());
			if (!panel.visible || !vscode.window.state.focused) void notifyOf(news, tasks, () => showTask(panel, news.task));
		}),
	];
}

/** Opens the panel at this task. */
export async function showTask(panel: Panel, task: string): Promise<void> {
	await panel.show(task);
	await panel.reveal();
}

/** What was found when tasks were opened: said once, and kept in the log. */
export function tell(notes: readonly string[], log: vscode.LogOutputChannel): void {
	for (const note of notes) log.warn(withoutSecrets(note));
	if (notes.length > 0) void sayWarning(`Remit: ${notes.join(" ")}`);
}
