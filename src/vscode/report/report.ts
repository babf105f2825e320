/** Opens a task's report as a read-only document, copies it, and takes down what the person says it was worth. */

import * as vscode from "vscode";
import { attemptsOf } from "../../core/agent/attempts.ts";
import { reportOf } from "../../core/report/hand-off.ts";
import { reportMarkdown } from "../../core/report/report-markdown.ts";
import { isReviewed } from "../../core/report/value.ts";
import { briefTitle } from "../../core/task/brief.ts";
import type { Delegation } from "../../core/task/delegation.ts";
import type { Tasks } from "../../core/task/tasks.ts";
import { pickTask } from "../actions.ts";
import { registerAll } from "../register.ts";
import { sayDone } from "../say.ts";

/** What the panel asks for. */
export interface ReportActions {
	open(task: string): Promise<void>;
	copy(task: string): Promise<void>;
	/** Minutes that it would have taken the person. */
	tellValue(task: string, minutes: number): Promise<void>;
	declineValue(task: string): Promise<void>;
}

export interface ReportParts {
	readonly tasks: Tasks;
	/** The task that the panel shows; empty for the list. */
	shown(): string;
	/** Resolves when the tasks of earlier sessions are known; never in a workspace that is not trusted. */
	readonly restored: Promise<void>;
}

/** `name` is the first part of the commands' names, and of the documents' scheme. */
export function registerReport(parts: ReportParts, name = "remit"): ReportActions & vscode.Disposable {
	const documents = new ReportDocuments(parts, `${name}-report`);
	const of = (task: string) => parts.tasks.get(task);
	/** What the panel says of any other task is passed over. */
	const reviewed = (task: string) => (isReviewed(of(task)?.view.status ?? "discarded") ? of(task) : undefined);
	const actions: ReportActions = {
		open: async (task) => documents.open(of(task)),
		copy: async (task) => copy(of(task)),
		tellValue: async (task, minutes) => reviewed(task)?.record({ type: "value.told", minutes, surface: "panel" }),
		declineValue: async (task) => reviewed(task)?.record({ type: "value.declined", surface: "panel" }),
	};
	const picked = (act: (delegation: Delegation | undefined) => Promise<void>) => async () =>
		act(await pickTask(parts.tasks, parts.shown(), () => true));
	const commands = registerAll({
		[`${name}.openReport`]: picked((delegation) => documents.open(delegation)),
		[`${name}.copyReport`]: picked(copy),
	});
	return { ...actions, dispose: () => vscode.Disposable.from(documents, ...commands).dispose() };
}

function markdownOf({ view, events }: Delegation): string {
	return reportMarkdown(reportOf(view, attemptsOf(events), Date.now()), "person");
}

async function copy(delegation: Delegation | undefined): Promise<void> {
	if (!delegation) return;
	await vscode.env.clipboard.writeText(markdownOf(delegation));
	sayDone("Remit: the report is on the clipboard.");
}

/** Milliseconds between two looks at a task that goes on. */
const pause = 1_000;

/** The address names the task: a document that the editor opens again after a restart finds its report again. */
class ReportDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();
	readonly onDidChange = this.changed.event;
	private readonly parts: ReportParts;
	private readonly scheme: string;
	private readonly disposables: readonly { dispose(): unknown }[];
	private readonly waiting = new Map<string, NodeJS.Timeout>();

	constructor(parts: ReportParts, scheme: string) {
		this.parts = parts;
		this.scheme = scheme;
		this.disposables = [
			vscode.workspace.registerTextDocumentContentProvider(scheme, this),
			parts.tasks.recorded.add(({ task }) => this.refreshSoon(task)),
			this.changed,
		];
	}

	async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
		if (!vscode.workspace.isTrusted) return "Remit reads its tasks once this workspace is trusted.\n";
		await this.parts.restored;
		const delegation = this.parts.tasks.get(query);
		return delegation ? markdownOf(delegation) : "This task is no longer there.\n";
	}

	async open(delegation: Delegation | undefined): Promise<void> {
		if (!delegation) return;
		const { task, goal } = delegation.view;
		const uri = vscode.Uri.from({ scheme: this.scheme, path: `/Report ${titleOf(goal)}.md`, query: task });
		// One that is open already may be a moment behind.
		this.changed.fire(uri);
		const commands = await vscode.commands.getCommands(true);
		if (commands.includes(preview)) await vscode.commands.executeCommand(preview, uri);
		else await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
	}

	dispose(): void {
		for (const timer of this.waiting.values()) clearTimeout(timer);
		vscode.Disposable.from(...this.disposables).dispose();
	}

	/** Many events come at once; a reader needs no more than the last of them. */
	private refreshSoon(task: string): void {
		const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === this.scheme && uri.query === task);
		if (open.length === 0 || this.waiting.has(task)) return;
		const refresh = () => {
			this.waiting.delete(task);
			for (const { uri } of open) this.changed.fire(uri);
		};
		this.waiting.set(task, setTimeout(refresh, pause));
	}
}

/** Of the extension that comes with the editor; it can be turned off. */
const preview = "markdown.showPreview";

/** A name of a file on every system. */
function titleOf(goal: string): string {
	const plain = briefTitle(goal, 50).replace(/[^\p{L}\p{N} _-]+/gu, " ");
	return plain.trim().replace(/\s+/g, " ") || "of a task";
}
