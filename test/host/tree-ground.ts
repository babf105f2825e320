/** The tree of changes and the comment threads on a task of the review's ground, beside the extension's own. */

import * as vscode from "vscode";
import { Decisions, type Outcome, type Wanted } from "../../src/vscode/review/decide.ts";
import { ShownSides } from "../../src/vscode/review/files.ts";
import { ShownPieces } from "../../src/vscode/review/pieces.ts";
import { ReviewUris } from "../../src/vscode/review/uri.ts";
import { type ReviewThreads, registerThreads, type ThreadTarget } from "../../src/vscode/threads/threads.ts";
import type { TreeNode } from "../../src/vscode/tree/nodes.ts";
import type { ChangesTree } from "../../src/vscode/tree/provider.ts";
import { registerTree } from "../../src/vscode/tree/tree.ts";
import { closeEditors } from "./open-editors.ts";
import { ReviewGround } from "./review-ground.ts";

export const treeName = "remit-tree";

export interface TreeGround {
	readonly ground: ReviewGround;
	readonly tree: ReturnType<typeof registerTree>;
	readonly threads: ReviewThreads;
	readonly uris: ReviewUris;
	/** What the tree asked the desk for, in order. */
	readonly opened: string[];
	readonly asked: ThreadTarget[];
	/** Labels and descriptions of the rows below a row. */
	rows(node?: TreeNode): Promise<readonly string[]>;
	/** The row whose label begins so. */
	find(label: string, below?: TreeNode): Promise<TreeNode>;
	item(node: TreeNode): vscode.TreeItem;
	/** As a person checks it. */
	check(node: TreeNode, checked?: boolean): void;
	run<Result>(command: string, argument?: unknown): Thenable<Result>;
	/** The uri of what the agent proposes. */
	proposed(file: string): vscode.Uri;
}

export async function withTree(
	body: (ground: TreeGround) => Promise<void>,
	prepare: (ground: ReviewGround) => void = () => {},
): Promise<void> {
	const ground = new ReviewGround();
	prepare(ground);
	const { registered, tree, threads, ...rest } = surfaces(ground);
	try {
		await body({
			...{ ground, tree, threads, ...rest, ...reading(tree.tree) },
			check: (node, checked = true) => {
				const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
				tree.check([[node, checked ? Checked : Unchecked]]);
			},
			run: (command, argument) => vscode.commands.executeCommand(`${treeName}.${command}`, argument),
			proposed: (file) => rest.uris.of(ground.task, { path: ground.path(file) }, "proposed"),
		});
	} finally {
		await closeEditors();
		for (const each of registered) each.dispose();
	}
}

function surfaces(ground: ReviewGround) {
	const uris = new ReviewUris(treeName);
	const sides = new ShownSides(ground);
	const pieces = new ShownPieces(ground, sides);
	const decisions = new Decisions(ground, sides, uris.empty);
	const opened: string[] = [];
	const asked: ThreadTarget[] = [];
	const open = async ({ path, piece = "" }: { readonly path: string; readonly piece?: string }) => {
		opened.push(`${path} ${piece}`.trim());
		const change = ground.item(path)?.change;
		if (!change) return;
		const [base, proposed] = [uris.of(ground.task, change, "base"), uris.of(ground.task, change, "proposed")];
		await vscode.commands.executeCommand("vscode.diff", base, proposed, path);
	};
	const parts = { name: treeName, source: ground, pieces, sides, uris };
	const desk = { open, carryOut: carryOut(decisions) };
	const tree = registerTree({ ...parts, desk, ask: async (target) => void asked.push(target) });
	const threads = registerThreads({ ...parts, open });
	const registered = [tree, threads, decisions, registerContent(ground, uris, sides)];
	return { registered, tree, threads, uris, opened, asked };
}

function registerContent(ground: ReviewGround, uris: ReviewUris, sides: ShownSides): vscode.Disposable {
	return vscode.workspace.registerTextDocumentContentProvider(treeName, {
		provideTextDocumentContent: async (uri) => {
			const shown = uris.parse(uri);
			const change = shown && ground.item(shown.path)?.change;
			return change ? Buffer.from((await sides.read(ground.task, change, shown.side)) ?? "").toString() : "";
		},
	});
}

function reading(tree: ChangesTree): Pick<TreeGround, "rows" | "find" | "item"> {
	const item = (node: TreeNode) => tree.getTreeItem(node);
	const rows = async (node?: TreeNode) =>
		(await tree.getChildren(node)).map((child) => {
			const { label, description } = item(child);
			return `${label}${description === "" ? "" : ` | ${description}`}`;
		});
	const find = async (label: string, below?: TreeNode) => {
		const found = (await tree.getChildren(below)).find((child) => String(item(child).label).startsWith(label));
		if (!found) throw new Error(`no row ${label} among ${(await rows(below)).join(", ")}`);
		return found;
	};
	return { item, rows, find };
}

function carryOut(decisions: Decisions) {
	return async (
		decision: "accepted" | "rejected" | "undecided",
		{
			task,
			wanted,
			left,
		}: { readonly task: string; readonly wanted: readonly Wanted[]; readonly left: Outcome["left"] },
		surface: "tree",
	): Promise<Outcome> => {
		const run = { accepted: "accept", rejected: "reject", undecided: "undo" } as const;
		const outcome = await decisions[run[decision]](task, wanted, surface);
		return { ...outcome, left: [...outcome.left, ...left] };
	};
}
