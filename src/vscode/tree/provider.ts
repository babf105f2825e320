/** Gives the editor the rows of the tree of changes, children on demand, and tells it which rows changed. */

import * as vscode from "vscode";
import type { Change } from "../../core/review-ports.ts";
import type { ReviewedChange } from "../../core/task/review-view.ts";
import { canDecide } from "../../core/task/view.ts";
import type { ShownPieces } from "../review/pieces.ts";
import type { ReviewSource } from "../review/source.ts";
import { Checks, originOf } from "./checks.ts";
import { findingItem, firstItem } from "./first.ts";
import { fileItem, groupItem, noteItem, pieceItem, type RowState, taskItem } from "./items.ts";
import { type FileRow, isProtected, type ShownTask, TreeModel } from "./model.ts";
import { type FileNode, type FindingNode, type GroupNode, type PieceNode, type TreeNode, TreeNodes } from "./nodes.ts";

export interface ProviderParts {
	/** The first part of the commands' names. */
	readonly name: string;
	readonly source: ReviewSource;
	readonly pieces: ShownPieces;
	readonly panel?: ShownTask;
	/** A document that stands for a row, so that decorations of others do not mix in. */
	resourceOf(task: string, change: Change): vscode.Uri;
}

export class ChangesTree implements vscode.TreeDataProvider<TreeNode> {
	private readonly changed = new vscode.EventEmitter<TreeNode[] | undefined>();
	readonly onDidChangeTreeData = this.changed.event;
	readonly nodes = new TreeNodes();
	readonly checks = new Checks();
	readonly model: TreeModel;
	private readonly parts: ProviderParts;
	/** The version of each file that its row showed last: a decision is on that one. */
	private readonly shown = new Map<string, string>();

	constructor(parts: ProviderParts) {
		this.parts = parts;
		this.model = new TreeModel(parts.source, parts.panel);
		for (const { task } of parts.source.views()) this.model.difference(task);
	}

	/** After something of a task changed; returns whether a row did. */
	refresh(task: string): boolean {
		const difference = this.model.difference(task);
		const view = this.model.view(task);
		if (!view) this.nodes.forget(task);
		if (difference === "nothing") return false;
		this.checks.prune(task, view?.changes ?? []);
		if (difference === "all") this.changed.fire(undefined);
		else if (difference.length > 0) this.fire(task, difference);
		return true;
	}

	refreshAll(): void {
		this.changed.fire(undefined);
	}

	/** These rows, their hunks and what is above them. */
	fire(task: string, items: readonly ReviewedChange[]): void {
		const { nodes, model } = this;
		const groups = new Set(items.map((item) => model.file(task, originOf(item))?.group ?? null));
		this.changed.fire([
			...items.map((item) => nodes.file(task, originOf(item))),
			...[...groups].flatMap((group) => (group === null ? [] : [nodes.group(task, group)])),
			...(groups.has("protectedGenerated") ? [nodes.group(task, "protected")] : []),
			...(model.tasks().length > 1 ? [nodes.task(task)] : []),
		]);
	}

	async getChildren(node?: TreeNode): Promise<TreeNode[]> {
		if (!node) return this.roots();
		if (node.kind === "task") return this.filesOf(node.task);
		if (node.kind === "first") return this.findingsOf(node.task);
		if (node.kind === "group") return this.groupOf(node);
		return node.kind === "file" ? this.piecesOf(node) : [];
	}

	getParent(node: TreeNode): TreeNode | undefined {
		const top = this.model.tasks().length > 1 ? this.nodes.task(node.task) : undefined;
		if (node.kind === "task") return undefined;
		if (node.kind === "piece") return this.nodes.file(node.task, node.origin);
		if (node.kind === "finding") return this.nodes.first(node.task);
		if (node.kind === "group" && node.group === "protectedGenerated") return this.nodes.group(node.task, "protected");
		if (node.kind !== "file") return top;
		const group = this.model.file(node.task, node.origin)?.group ?? null;
		return group === null ? top : this.nodes.group(node.task, group);
	}

	getTreeItem(node: TreeNode): vscode.TreeItem {
		switch (node.kind) {
			case "task": {
				const view = this.model.view(node.task);
				return view ? taskItem(node, view) : noteItem(node, "This task is no longer there.");
			}
			case "note":
				return noteItem(node, node.text);
			case "first":
				return firstItem(node, this.model.view(node.task));
			case "finding":
				return this.findingItem(node);
			case "group":
				return this.groupItem(node);
			case "file":
				return this.fileItem(node);
			case "piece":
				return this.pieceItem(node);
			default:
				return node satisfies never;
		}
	}

	/** The version that the row of this file showed last. */
	shownVersion(node: TreeNode): string {
		return this.shown.get(node.id) ?? "";
	}

	dispose(): void {
		this.changed.dispose();
	}

	private roots(): TreeNode[] {
		const views = this.model.tasks();
		const [only] = views;
		if (views.length > 1) return views.map(({ task }) => this.nodes.task(task));
		return only ? this.filesOf(only.task) : [];
	}

	private filesOf(task: string): TreeNode[] {
		const { nodes } = this;
		const groups = this.model.groups(task);
		return [
			...((this.model.view(task)?.tampering.length ?? 0) > 0 ? [nodes.first(task)] : []),
			...(groups.protected.length + groups.protectedGenerated.length > 0 ? [nodes.group(task, "protected")] : []),
			...(this.model.view(task)?.changeNotes ?? []).map((text) => nodes.note(task, text)),
			...groups.ordinary.map((item) => nodes.file(task, originOf(item))),
			...(groups.generated.length > 0 ? [nodes.group(task, "generated")] : []),
		];
	}

	private findingsOf(task: string): TreeNode[] {
		return (this.model.view(task)?.tampering ?? []).map((finding) => this.nodes.finding(task, finding));
	}

	/** Opens the file's comparison, as the file's own row does. */
	private findingItem(node: FindingNode): vscode.TreeItem {
		const item = this.model.view(node.task)?.changes.find(({ change }) => change.path === node.finding.path);
		const file = item ? [this.nodes.file(node.task, originOf(item))] : [];
		return findingItem(node, `${this.parts.name}.openItem`, file);
	}

	private groupOf({ task, group }: GroupNode): TreeNode[] {
		const groups = this.model.groups(task);
		const files = groups[group].map(({ item }) => this.nodes.file(task, originOf(item)));
		const folded = group === "protected" && groups.protectedGenerated.length > 0;
		return folded ? [...files, this.nodes.group(task, "protectedGenerated")] : files;
	}

	private async piecesOf({ task, origin }: FileNode): Promise<TreeNode[]> {
		const row = this.model.file(task, origin);
		if (!row) return [];
		try {
			const pieces = await this.parts.pieces.of(task, row.item.change);
			return pieces.map(({ id }) => this.nodes.piece(task, origin, id));
		} catch (error) {
			const why = error instanceof Error ? error.message : String(error);
			return [this.nodes.note(task, `The hunks of ${row.item.change.path} cannot be read: ${why}`)];
		}
	}

	private groupItem(node: GroupNode): vscode.TreeItem {
		const groups = this.model.groups(node.task);
		const inside =
			node.group === "protected" ? [...groups.protected, ...groups.protectedGenerated] : groups[node.group];
		const items = inside.map(({ item }) => item);
		const open = items.filter(({ undecided }) => undecided > 0);
		const decidable = this.isDecidable(node.task);
		const checked = open.length === 0 ? "decided" : open.every((item) => this.checks.hasAll(node.task, item));
		const hasBox = decidable && node.group === "generated";
		return groupItem(node, node.group, items, { checked: hasBox ? checked : null, decidable });
	}

	private fileItem(node: FileNode): vscode.TreeItem {
		const row = this.model.file(node.task, node.origin);
		if (!row) return noteItem(node, `${node.origin} is not among the task's changes any more.`);
		this.shown.set(node.id, row.item.change.version);
		const resource = this.parts.resourceOf(node.task, row.item.change);
		return fileItem(node, row, this.fileState(node, row), { command: `${this.parts.name}.openItem`, resource });
	}

	private pieceItem(node: PieceNode): vscode.TreeItem {
		const row = this.model.file(node.task, node.origin);
		const known = row && this.parts.pieces.known(node.task, row.item.change);
		const piece = known?.find(({ id }) => id === node.piece);
		if (!row || !piece) return noteItem(node, "This hunk is another one now.");
		const { decidable, checked } = this.fileState(node, row);
		const isOpen = row.item.decisions[piece.id] === undefined;
		const own: RowState["checked"] = isOpen ? this.checks.has(node.task, node.origin, piece.id) : "decided";
		const state: RowState = { decidable, checked: checked === null ? null : own };
		return pieceItem(node, { piece, item: row.item }, state, `${this.parts.name}.openItem`);
	}

	/** Protected files are accepted from their own row only: nothing of them can be checked. */
	private fileState({ task }: TreeNode, row: FileRow): RowState {
		const { item } = row;
		const decidable = this.isDecidable(task);
		const checked = item.undecided === 0 ? "decided" : this.checks.hasAll(task, item);
		return { decidable, checked: decidable && !isProtected(row) ? checked : null };
	}

	private isDecidable(task: string): boolean {
		const view = this.model.view(task);
		return view !== undefined && canDecide(view);
	}
}
