/** Shows what fills a task's context as a read-only document, which keeps up with the task. */

import * as vscode from "vscode";
import { headOf } from "../../core/agent/head.ts";
import type { Prices } from "../../core/budget/prices.ts";
import { contextOf } from "../../core/context/ledger.ts";
import { contextText } from "../../core/context/ledger-text.ts";
import { briefTitle } from "../../core/task/brief.ts";
import type { Delegation } from "../../core/task/delegation.ts";
import type { Recorded, TaskEvent } from "../../core/task/events.ts";
import type { Tasks } from "../../core/task/tasks.ts";
import { pickTask } from "../actions.ts";
import { withoutSecrets } from "../plain-text.ts";
import { registerAll } from "../register.ts";

/** What the panel asks for. */
export interface ContextActions {
	show(task: string): Promise<void>;
}

export interface ContextParts {
	readonly tasks: Tasks;
	/** The task that the panel shows; empty for the list. */
	shown(): string;
	prices(): Prices;
	/** Resolves when the tasks of earlier sessions are known; never in a workspace that is not trusted. */
	readonly restored: Promise<void>;
}

/** `name` is the first part of the command's name, and of the documents' scheme. */
export function registerContext(parts: ContextParts, name = "remit"): ContextActions & vscode.Disposable {
	const documents = new ContextDocuments(parts, `${name}-context`);
	const commands = registerAll({
		[`${name}.showContext`]: async (argument) =>
			documents.show(parts.tasks.get(taskIn(argument)) ?? (await pickTask(parts.tasks, parts.shown(), () => true))),
	});
	return {
		show: (task) => documents.show(parts.tasks.get(task)),
		dispose: () => vscode.Disposable.from(documents, ...commands).dispose(),
	};
}

/** Who runs the command may say of which task; a person is asked where it is not plain. */
function taskIn(argument: unknown): string {
	const isNamed = typeof argument === "object" && argument !== null && "task" in argument;
	return isNamed && typeof argument.task === "string" ? argument.task : "";
}

/** The address names the task: a document that the editor opens again after a restart finds it again. */
class ContextDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();
	readonly onDidChange = this.changed.event;
	private readonly parts: ContextParts;
	private readonly scheme: string;
	private readonly disposables: readonly { dispose(): unknown }[];

	constructor(parts: ContextParts, scheme: string) {
		this.parts = parts;
		this.scheme = scheme;
		this.disposables = [
			vscode.workspace.registerTextDocumentContentProvider(scheme, this),
			parts.tasks.recorded.add(({ task, record }) => lengthens(record.event) && this.refresh(task)),
			this.changed,
		];
	}

	async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
		if (!vscode.workspace.isTrusted) return "Remit reads its tasks once this workspace is trusted.\n";
		await this.parts.restored;
		const delegation = this.parts.tasks.get(query);
		return delegation ? this.textOf(delegation) : "This task is no longer there.\n";
	}

	async show(delegation: Delegation | undefined): Promise<void> {
		if (!delegation) return;
		const { task } = delegation.view;
		const uri = vscode.Uri.from({ scheme: this.scheme, path: `/Context ${task}.txt`, query: task });
		this.changed.fire(uri);
		await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
	}

	dispose(): void {
		vscode.Disposable.from(...this.disposables).dispose();
	}

	private textOf({ view, events }: Delegation): string {
		const model = lastModel(events);
		const prices = this.parts.prices();
		const ledger = contextOf({
			events,
			head: headOf(view.brief ?? {}),
			cost: (usage) => (view.model.scripted ? 0 : prices.of(usage, model, Date.now())),
		});
		// Each part has a line: a key's two ends in two of them must not hide those between.
		const lines = contextText({ title: briefTitle(view.goal), model, ledger }).split("\n");
		return `${lines.map(withoutSecrets).join("\n")}\n`;
	}

	private refresh(task: string): void {
		for (const { uri } of vscode.workspace.textDocuments)
			if (uri.scheme === this.scheme && uri.query === task) this.changed.fire(uri);
	}
}

/** With these the next request is another one; between them nothing that matters comes. */
function lengthens({ type }: TaskEvent): boolean {
	return type === "turn.finished" || type === "history.compacted" || type === "task.ended";
}

function lastModel(events: readonly Recorded[]): string {
	const last = events.findLast(({ event }) => event.type === "task.started")?.event;
	return last?.type === "task.started" ? last.model.id : "";
}
