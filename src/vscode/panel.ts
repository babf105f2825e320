/** The side panel: gives the webview its page, sends it what happens, and passes on what the person asks for. */

import * as crypto from "node:crypto";
import * as vscode from "vscode";
import { Listeners } from "../core/listeners.ts";
import { briefTitle } from "../core/task/brief.ts";
import type { Delegation } from "../core/task/delegation.ts";
import type { TaskRecord, Tasks } from "../core/task/tasks.ts";
import { canDecide, isUnverified } from "../core/task/view.ts";
import { type PanelCommand, parseCommand } from "../protocol/commands.ts";
import type { DraftView } from "../protocol/draft.ts";
import type {
	DraftCheckedMessage,
	DraftMessage,
	HostMessage,
	Setup,
	StreamingMessage,
	TaskSummary,
} from "../protocol/messages.ts";

export const panelView = "remit.panel";

/** What the panel needs of the rest. */
export interface PanelParts {
	readonly extension: vscode.Uri;
	readonly tasks: Tasks;
	setup(): Promise<Setup>;
	/** The brief that is being written; it waits while something else is shown. */
	readonly drafts: { view(): DraftView | null; leave(): void };
	run(command: Exclude<PanelCommand, { type: "ready" | "show" }>): Promise<void>;
}

export class Panel implements vscode.WebviewViewProvider {
	private readonly parts: PanelParts;
	private readonly turned = new Listeners<string>();
	private view: vscode.WebviewView | undefined;
	private task = "";
	private waiting = 0;
	/** Messages sent so far. */
	private sent = 0;

	constructor(parts: PanelParts) {
		this.parts = parts;
		parts.tasks.recorded.add((news) => this.onRecorded(news));
	}

	get visible(): boolean {
		return this.view?.visible ?? false;
	}

	/** The task that is shown; empty for the list. */
	get shown(): string {
		return this.task;
	}

	/** Told when another task is shown. */
	onShown(listener: (task: string) => void): { dispose(): void } {
		return this.turned.add(listener);
	}

	/** Shows this task, or the list when it is empty; does not open the panel. */
	async show(task: string): Promise<void> {
		const before = this.task;
		this.task = this.parts.tasks.get(task) ? task : "";
		this.parts.drafts.leave();
		if (this.task !== before) this.turned.tell(this.task);
		await this.sendSnapshot();
	}

	/** Opens the panel; the editor keeps the focus when asked to. */
	async reveal(): Promise<void> {
		await vscode.commands.executeCommand(`${panelView}.focus`);
	}

	/** How many things wait for the person, on the view's icon; 0 takes it away. */
	setBadge(waiting: number): void {
		this.waiting = waiting;
		if (this.view)
			this.view.badge = waiting === 0 ? undefined : { value: waiting, tooltip: `${waiting} waiting for you` };
	}

	async sendSetup(): Promise<void> {
		await this.send({ type: "setup", setup: await this.parts.setup() });
	}

	/** Tells the panel of the brief that is being written. */
	tell(message: DraftMessage | DraftCheckedMessage): Promise<void> {
		return this.send(message);
	}

	async sendStreaming(message: StreamingMessage): Promise<void> {
		if (message.task === this.task) await this.send(message);
	}

	resolveWebviewView(view: vscode.WebviewView): void {
		this.view = view;
		this.setBadge(this.waiting);
		const folder = vscode.Uri.joinPath(this.parts.extension, "dist", "webview");
		view.webview.options = { enableScripts: true, localResourceRoots: [folder] };
		view.webview.html = page(view.webview, folder);
		const received = view.webview.onDidReceiveMessage((message: unknown) => this.onMessage(message));
		const shown = view.onDidChangeVisibility(() => view.visible && this.sendSnapshot());
		view.onDidDispose(() => {
			received.dispose();
			shown.dispose();
			if (this.view === view) this.view = undefined;
		});
	}

	private async onMessage(message: unknown): Promise<void> {
		const command = parseCommand(message);
		if (!command) return;
		if (command.type === "ready") await this.sendSnapshot();
		else if (command.type === "show") await this.show(command.task);
		else {
			const before = this.sent;
			await this.parts.run(command);
			// When nothing came of it, a button must not wait for an answer that never comes.
			if (this.sent === before && !this.stillWaits(command)) await this.sendSnapshot();
		}
	}

	/** An answer that was taken shows in the next event; one to what waits no more, or was changed since, was not. */
	private stillWaits(command: PanelCommand): boolean {
		if (!("call" in command)) return false;
		const waiting = this.parts.tasks.get(command.task)?.view.waiting;
		if (waiting?.call !== command.call) return false;
		return waiting.kind === "question" || !("binding" in command) || waiting.binding === command.binding;
	}

	private onRecorded({ task, record }: TaskRecord): void {
		if (task === this.task) void this.send({ type: "recorded", task, records: [record] });
		void this.send({ type: "tasks", tasks: this.summaries() });
	}

	private async sendSnapshot(): Promise<void> {
		const setup = await this.parts.setup();
		const view = this.parts.tasks.get(this.task)?.view ?? null;
		const draft = this.parts.drafts.view();
		await this.send({ type: "snapshot", setup, tasks: this.summaries(), view, draft });
	}

	private summaries(): readonly TaskSummary[] {
		return this.parts.tasks.list().map(summary);
	}

	private async send(message: HostMessage): Promise<void> {
		// A hidden panel hears nothing; it is given a snapshot when it is seen again.
		if (!this.view?.visible) return;
		this.sent++;
		await this.view.webview.postMessage(message);
	}
}

export function summary({ view }: Delegation): TaskSummary {
	return {
		task: view.task,
		title: briefTitle(view.goal),
		status: view.status,
		scripted: view.model.scripted,
		changedAt: view.changedAt,
		changes: view.changes.length + view.changeNotes.length,
		unverified: isUnverified(view),
		...(view.brief?.mode === "explore" ? { answers: true } : {}),
		// What nobody can decide any more is not waiting for anybody.
		undecided: canDecide(view) ? view.changes.filter(({ decision }) => decision === "undecided").length : 0,
	};
}

function page(webview: vscode.Webview, folder: vscode.Uri): string {
	const nonce = crypto.randomBytes(16).toString("base64");
	const at = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
	const policy = `default-src 'none'; style-src ${webview.cspSource}; font-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${at("panel.css")}">
<title>Remit</title>
</head>
<body><div id="root"></div><script nonce="${nonce}" src="${at("panel.js")}"></script></body>
</html>`;
}
