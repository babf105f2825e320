/** Marks files with undecided hunks in the explorer, and what was decided in the rows of the tree of changes. */

import * as vscode from "vscode";
import * as z from "zod";
import type { Change } from "../../core/review-ports.ts";
import type { ReviewedChange } from "../../core/task/review-view.ts";
import { canDecide, type TaskView } from "../../core/task/view.ts";
import { plainMessage } from "../plain-text.ts";
import type { ReviewSource } from "../review/source.ts";
import { stateWords } from "./text.ts";

const rowSchema = z.strictObject({ task: z.string(), path: z.string() });

/** Files of the workspace by their address, with what each task has undecided there. */
type Marked = ReadonlyMap<string, { readonly uri: vscode.Uri; readonly undecided: number }>;

export class ChangeDecorations implements vscode.FileDecorationProvider {
	private readonly changed = new vscode.EventEmitter<vscode.Uri[]>();
	readonly onDidChangeFileDecorations = this.changed.event;
	private readonly source: ReviewSource;
	private readonly scheme: string;
	private readonly tasks = new Map<string, { readonly view: TaskView; readonly marked: Marked }>();

	/** `scheme` is that of the tree's rows. */
	constructor(source: ReviewSource, scheme: string) {
		this.source = source;
		this.scheme = scheme;
		for (const { task } of source.views()) this.refresh(task);
	}

	/** The document that stands for a row of the tree: it is never opened. */
	resourceOf(task: string, { path }: Change): vscode.Uri {
		return vscode.Uri.from({ scheme: this.scheme, path: `/${path}`, query: JSON.stringify({ task, path }) });
	}

	/** After something of a task changed: tells the editor about the files for which that matters, and no others. */
	refresh(task: string): void {
		const view = this.source.view(task);
		const before = this.tasks.get(task);
		if (before && view && before.view.changes === view.changes && canDecide(before.view) === canDecide(view)) return;
		const marked = view ? markedOf(view) : new Map();
		if (view) this.tasks.set(task, { view, marked });
		else this.tasks.delete(task);
		const files = differing(before?.marked ?? new Map(), marked);
		const rows = changedItems(before?.view, view).map(({ change }) => this.resourceOf(task, change));
		if (files.length + rows.length > 0) this.changed.fire([...files, ...rows]);
	}

	provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
		return uri.scheme === this.scheme ? this.rowDecoration(uri) : this.fileDecoration(uri);
	}

	dispose(): void {
		this.changed.dispose();
	}

	private fileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
		const name = uri.toString();
		let undecided = 0;
		for (const { marked } of this.tasks.values()) undecided += marked.get(name)?.undecided ?? 0;
		return undecided === 0 ? undefined : undecidedDecoration(undecided, true);
	}

	private rowDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
		const row = this.itemAt(uri);
		if (!row) return undefined;
		const { undecided, pieces, decision } = row;
		if (undecided > 0) return undecidedDecoration(undecided, false);
		const badge = pieces.length === 0 ? "" : decision === "accepted" ? "✓" : decision === "rejected" ? "✗" : "±";
		return badge === "" ? undefined : new vscode.FileDecoration(badge, plainMessage(`Remit: ${stateWords(row)}`));
	}

	private itemAt(uri: vscode.Uri): ReviewedChange | undefined {
		try {
			const { data } = rowSchema.safeParse(JSON.parse(uri.query));
			return data && this.source.view(data.task)?.changes.find(({ change }) => change.path === data.path);
		} catch {
			return undefined;
		}
	}
}

function undecidedDecoration(undecided: number, propagate: boolean): vscode.FileDecoration {
	const hunks = undecided === 1 ? "1 hunk" : `${undecided} hunks`;
	const color = new vscode.ThemeColor("remit.review.undecidedResource");
	const badge = undecided > 9 ? "9+" : String(undecided);
	return Object.assign(new vscode.FileDecoration(badge, `Remit: ${hunks} to review`, color), { propagate });
}

function markedOf(view: TaskView): Marked {
	const folder = vscode.Uri.file(view.workspace.folder);
	if (!canDecide(view)) return new Map();
	const open = view.changes.filter(({ undecided }) => undecided > 0);
	const files = open.flatMap(({ change: { path, from = path }, undecided }) =>
		[...new Set([path, from])].map((file) => ({ uri: vscode.Uri.joinPath(folder, file), undecided })),
	);
	return new Map(files.map((file) => [file.uri.toString(), file]));
}

function differing(before: Marked, after: Marked): readonly vscode.Uri[] {
	const gone = [...before].filter(([name]) => !after.has(name));
	const other = [...after].filter(([name, { undecided }]) => before.get(name)?.undecided !== undecided);
	return [...gone, ...other].map(([, { uri }]) => uri);
}

function changedItems(before: TaskView | undefined, after: TaskView | undefined): readonly ReviewedChange[] {
	const known = new Map(before?.changes.map((item) => [item.change.path, item]));
	return (after?.changes ?? []).filter((item) => {
		const old = known.get(item.change.path);
		return old?.undecided !== item.undecided || old.decision !== item.decision;
	});
}
