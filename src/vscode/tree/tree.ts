/** Registers the tree of changes: the view, its commands, and the decorations that go with it. */

import * as vscode from "vscode";
import type { ReviewedChange } from "../../core/task/review-view.ts";
import { registerAll } from "../register.ts";
import type { ShownPieces } from "../review/pieces.ts";
import type { ReviewSource } from "../review/source.ts";
import type { ReviewUris } from "../review/uri.ts";
import type { ThreadTarget } from "../threads/drafts.ts";
import { TreeActions, type TreeDesk } from "./actions.ts";
import { ChangeDecorations } from "./decorations.ts";
import type { ShownTask } from "./model.ts";
import type { TreeNode } from "./nodes.ts";
import { ChangesTree } from "./provider.ts";
import { countText } from "./text.ts";

/** As package.json names it; there is one, whoever registers it. */
const viewId = "remit.changes";

export interface TreeParts {
	/** The first part of the commands' names. */
	readonly name: string;
	readonly source: ReviewSource;
	readonly pieces: ShownPieces;
	readonly uris: ReviewUris;
	readonly desk: TreeDesk;
	/** Absent: every task that can be reviewed is shown. */
	readonly panel?: ShownTask;
	/** Opens a comment thread on a piece. */
	ask(target: ThreadTarget): Promise<void>;
}

export interface RegisteredTree extends vscode.Disposable {
	readonly tree: ChangesTree;
	readonly view: vscode.TreeView<TreeNode>;
	readonly decorations: ChangeDecorations;
	/** Checks and unchecks rows, as a click on their check boxes does. */
	check(items: readonly (readonly [TreeNode, vscode.TreeItemCheckboxState])[]): void;
}

/** Creates the view, its commands and the decorations; disposing takes them away. */
export function registerTree(parts: TreeParts): RegisteredTree {
	const { name, source, panel } = parts;
	const decorations = new ChangeDecorations(source, `${name}-change`);
	const tree = new ChangesTree({ ...parts, resourceOf: (task, change) => decorations.resourceOf(task, change) });
	const view = vscode.window.createTreeView(viewId, {
		treeDataProvider: tree,
		manageCheckboxStateManually: true,
		showCollapseAll: true,
	});
	const actions = new TreeActions({ ...parts, tree });
	const tell = () => {
		const tasks = tree.model.tasks();
		view.description = countText(tasks.flatMap(({ changes }): readonly ReviewedChange[] => changes));
		// Without rows the view is not there at all, and the panel has its room.
		void vscode.commands.executeCommand("setContext", `${name}.hasChanges`, tasks.length > 0);
		void vscode.commands.executeCommand("setContext", `${name}.changesChecked`, tree.checks.size > 0);
	};
	tell();
	const check: RegisteredTree["check"] = (items) => {
		actions.check(items);
		tell();
	};
	const disposables = vscode.Disposable.from(
		view,
		tree,
		decorations,
		vscode.window.registerFileDecorationProvider(decorations),
		source.onChanged((task) => {
			decorations.refresh(task);
			if (tree.refresh(task)) tell();
		}),
		view.onDidChangeCheckboxState(({ items }) => check(items)),
		...(panel ? [panel.onShown(() => whenShown(tree, tell))] : []),
		...registerAll(commandsOf(name, actions)),
	);
	return { tree, view, decorations, check, dispose: () => disposables.dispose() };
}

function whenShown(tree: ChangesTree, tell: () => void): void {
	tree.refreshAll();
	tell();
}

function commandsOf(name: string, actions: TreeActions): Readonly<Record<string, (argument?: unknown) => unknown>> {
	return {
		[`${name}.acceptItem`]: (row) => actions.decide("accepted", row),
		[`${name}.rejectItem`]: (row) => actions.decide("rejected", row),
		[`${name}.undoItem`]: (row) => actions.decide("undecided", row),
		[`${name}.openItem`]: (row) => actions.open(row),
		[`${name}.askItem`]: (row) => actions.ask(row),
		[`${name}.copyItemPath`]: (row) => actions.copyPath(row),
		[`${name}.acceptChecked`]: () => actions.decideChecked("accepted"),
		[`${name}.rejectChecked`]: () => actions.decideChecked("rejected"),
	};
}
