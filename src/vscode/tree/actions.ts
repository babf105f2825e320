/** What can be done in the tree of changes: decide on rows or on what is checked, look, ask, copy. */

import * as vscode from "vscode";
import type { Surface } from "../../core/ports.ts";
import { canDecide } from "../../core/task/view.ts";
import type { Outcome, Wanted } from "../review/decide.ts";
import { sayDone, sayInfo } from "../say.ts";
import type { ThreadTarget } from "../threads/drafts.ts";
import { originOf } from "./checks.ts";
import { isProtected } from "./model.ts";
import type { TreeNode } from "./nodes.ts";
import type { ChangesTree } from "./provider.ts";
import { count } from "./text.ts";

type Decision = Outcome["decision"] | "undecided";

/** What the tree needs of the review's desk. */
export interface TreeDesk {
	carryOut(
		decision: Decision,
		chosen: { readonly task: string; readonly wanted: readonly Wanted[]; readonly left: Outcome["left"] },
		surface: Surface,
	): Promise<Outcome>;
	/** Shows one change of a task, at this piece. */
	open(asked: { readonly task: string; readonly path: string; readonly piece?: string }): Promise<void>;
}

export interface ActionParts {
	readonly tree: ChangesTree;
	readonly desk: TreeDesk;
	ask(target: ThreadTarget): Promise<void>;
}

/** A row that stands for a change or a piece of one, and the change as it is now. */
type Row = Extract<TreeNode, { kind: "file" | "piece" }>;

export class TreeActions {
	private readonly parts: ActionParts;

	constructor(parts: ActionParts) {
		this.parts = parts;
	}

	/** Decides on a row's file or hunk; undefined where no row is meant. */
	async decide(decision: Decision, argument: unknown): Promise<Outcome | undefined> {
		const row = this.rowOf(argument);
		if (!row) return void inform("that row is not there any more. Use the buttons of a row in the Changes view.");
		const wanted = this.wantedOf(row);
		return this.parts.desk.carryOut(decision, { task: row.task, wanted: [wanted], left: [] }, "tree");
	}

	/** Decides on what is checked, task by task; protected files are never among it. */
	async decideChecked(decision: "accepted" | "rejected"): Promise<readonly Outcome[]> {
		const { checks, model } = this.parts.tree;
		const tasks = checks.tasks();
		if (tasks.length === 0) inform("nothing is checked in the Changes view, so nothing was decided.");
		const outcomes: Outcome[] = [];
		for (const task of tasks) {
			const chosen = checks.chosen(task, model.groups(task));
			outcomes.push(await this.parts.desk.carryOut(decision, { task, ...chosen }, "tree"));
		}
		return outcomes;
	}

	/** Checks and unchecks rows, with all that is inside of them. */
	check(items: readonly (readonly [TreeNode, vscode.TreeItemCheckboxState])[]): void {
		const { checks, model } = this.parts.tree;
		for (const [node, state] of items) {
			const view = model.view(node.task);
			if (!view || !canDecide(view)) continue;
			const checked = state === vscode.TreeItemCheckboxState.Checked;
			for (const { origin, pieces } of this.inside(node)) {
				const row = model.file(node.task, origin);
				if (row && !isProtected(row)) checks.set(node.task, row.item, { pieces: pieces ?? row.item.pieces, checked });
			}
			this.parts.tree.fire(
				node.task,
				this.inside(node).flatMap(({ origin }) => model.file(node.task, origin)?.item ?? []),
			);
		}
		if (items.length > 0) sayDone(`Remit: ${count(checks.size, "hunk")} checked.`);
	}

	/** Shows the difference; of a hunk, the place. */
	async open(argument: unknown): Promise<void> {
		const row = this.rowOf(argument);
		const item = row && this.parts.tree.model.file(row.task, row.origin)?.item;
		if (!row || !item) return inform("that change is not there any more.");
		await this.parts.desk.open({ task: row.task, path: item.change.path, ...pieceIn(row) });
	}

	async ask(argument: unknown): Promise<void> {
		const row = this.rowOf(argument);
		const change = row && this.parts.tree.model.file(row.task, row.origin)?.item.change;
		if (!row || !change) return inform("that row is not there any more. Use the buttons of a row in the Changes view.");
		const { path, version } = change;
		await this.parts.ask({ task: row.task, path, version, ...pieceIn(row) });
	}

	async copyPath(argument: unknown): Promise<void> {
		const row = this.rowOf(argument);
		const path = row && this.parts.tree.model.file(row.task, row.origin)?.item.change.path;
		if (path !== undefined) await vscode.env.clipboard.writeText(path);
	}

	private rowOf(argument: unknown): Row | undefined {
		// Not the selected row where none is named: the keyboard's row can be another one.
		const node = this.parts.tree.nodes.owns(argument) ? argument : undefined;
		return node?.kind === "file" || node?.kind === "piece" ? node : undefined;
	}

	/** All that is undecided of a file (or was decided, to take it back) in the version that its row showed; a piece's name says its content. */
	private wantedOf(row: Row): Wanted {
		const { tree } = this.parts;
		const item = tree.model.file(row.task, row.origin)?.item;
		const path = item?.change.path ?? row.origin;
		if (row.kind === "piece") return { path, version: item?.change.version ?? "", pieces: [row.piece] };
		return { path, version: tree.shownVersion(row) };
	}

	private inside(node: TreeNode): readonly { readonly origin: string; readonly pieces?: readonly string[] }[] {
		if (node.kind === "piece") return [{ origin: node.origin, pieces: [node.piece] }];
		if (node.kind === "file") return [{ origin: node.origin }];
		if (node.kind !== "group") return [];
		return this.parts.tree.model.groups(node.task)[node.group].map(({ item }) => ({ origin: originOf(item) }));
	}
}

function pieceIn(row: Row): { readonly piece?: string } {
	return row.kind === "piece" ? { piece: row.piece } : {};
}

function inform(text: string): void {
	void sayInfo(`Remit: ${text}`);
}
