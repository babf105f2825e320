/** Makes the editor's rows of the tree of changes: text, icon, check box, and what can be done with them. */

import * as vscode from "vscode";
import type { Piece } from "../../core/changes/pieces.ts";
import { briefTitle } from "../../core/task/brief.ts";
import type { Decision } from "../../core/task/review-events.ts";
import type { ReviewedChange } from "../../core/task/review-view.ts";
import type { TaskView } from "../../core/task/view.ts";
import { plainLine, plainMessage } from "../plain-text.ts";
import type { GroupName, TreeNode } from "./nodes.ts";
import { countText, fileText, groupText, pieceText, type RowText } from "./text.ts";

/** A row that stands for something decidable. */
export interface RowState {
	/**
	 * Null: no check box. A decided row keeps its box, which stays empty: the editor goes on showing a box that a row had once,
	 * and would let it be checked for nothing (seen in VS Code 1.139).
	 */
	readonly checked: boolean | "decided" | null;
	/** Whether decisions can be made and taken back at all. */
	readonly decidable: boolean;
}

export function taskItem(node: TreeNode, view: TaskView): vscode.TreeItem {
	const description = countText(view.changes);
	return row(node, vscode.TreeItemCollapsibleState.Expanded, {
		label: plainLine(briefTitle(view.goal)),
		description,
		spoken: plainLine(`Task: ${briefTitle(view.goal)}. ${description}.`),
	});
}

export function noteItem(node: TreeNode, text: string): vscode.TreeItem {
	const said = plainLine(text);
	const item = row(node, vscode.TreeItemCollapsibleState.None, {
		label: said,
		description: "",
		spoken: `Not offered: ${said}`,
	});
	item.iconPath = new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
	item.tooltip = plainMessage(text);
	return item;
}

export function groupItem(node: TreeNode, group: GroupName, items: readonly ReviewedChange[], state: RowState) {
	const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
	const item = row(node, group === "protected" ? Expanded : Collapsed, groupText(group, items));
	item.iconPath = new vscode.ThemeIcon(group === "protected" ? "shield" : "gear");
	addCheckbox(item, state, "each of them");
	return item;
}

export function fileItem(
	node: TreeNode,
	{ item: reviewed, because }: { readonly item: ReviewedChange; readonly because: string | null },
	state: RowState,
	{ command, resource }: { readonly command: string; readonly resource: vscode.Uri },
): vscode.TreeItem {
	const text = fileText(reviewed, because);
	const item = row(node, collapsibleOf(reviewed), text);
	// The editor's icon for this kind of file; what was decided is said in words and by the badge of the resource.
	item.iconPath = vscode.ThemeIcon.File;
	item.resourceUri = resource;
	item.tooltip = plainMessage([reviewed.change.path, text.spoken].join("\n"));
	item.command = { command, title: "Show Change", arguments: [node] };
	item.contextValue = contextOf("file", state, {
		open: reviewed.undecided > 0,
		made: Object.keys(reviewed.decisions).length > 0,
	});
	addCheckbox(item, state, text.label);
	return item;
}

export function pieceItem(
	node: TreeNode,
	{ piece, item: reviewed }: { readonly piece: Piece; readonly item: ReviewedChange },
	state: RowState,
	command: string,
): vscode.TreeItem {
	const decision = reviewed.decisions[piece.id];
	const text = pieceText(piece, reviewed.change, decision);
	const item = row(node, vscode.TreeItemCollapsibleState.None, text);
	item.iconPath = iconOf(decision);
	item.tooltip = text.spoken;
	item.command = { command, title: "Show Change", arguments: [node] };
	item.contextValue = contextOf("piece", state, { open: decision === undefined, made: decision !== undefined });
	addCheckbox(item, state, text.label);
	return item;
}

function row(
	{ id, kind }: TreeNode,
	collapsible: vscode.TreeItemCollapsibleState,
	{ label, description, spoken }: RowText,
): vscode.TreeItem {
	const item = new vscode.TreeItem(label, collapsible);
	return Object.assign(item, { id, description, contextValue: kind, accessibilityInformation: { label: spoken } });
}

/** A file that has no parts says all in its own row. */
function collapsibleOf({ pieces }: ReviewedChange): vscode.TreeItemCollapsibleState {
	const { None, Collapsed } = vscode.TreeItemCollapsibleState;
	const [only] = pieces;
	return only === undefined || (pieces.length === 1 && only.startsWith("whole:")) ? None : Collapsed;
}

/** Words that the menus look for. */
function contextOf(
	kind: "file" | "piece",
	{ decidable }: RowState,
	{ open, made }: { readonly open: boolean; readonly made: boolean },
): string {
	if (!decidable) return kind;
	return [kind, "askable", ...(open ? ["undecided"] : []), ...(made ? ["undoable"] : [])].join(" ");
}

function addCheckbox(item: vscode.TreeItem, { checked }: RowState, what: string): void {
	if (checked === null) return;
	const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
	const isDecided = checked === "decided";
	item.checkboxState = {
		state: checked === true ? Checked : Unchecked,
		tooltip: isDecided
			? "Decided already: undo the decision to check it"
			: checked
				? "Checked for Accept Checked and Reject Checked"
				: "Check for Accept Checked and Reject Checked",
		accessibilityInformation: {
			label: isDecided ? `Nothing to check: ${what} is decided` : `Check ${what}`,
			role: "checkbox",
		},
	};
}

function iconOf(decision: Decision | undefined): vscode.ThemeIcon {
	if (decision === "accepted") return new vscode.ThemeIcon("check", new vscode.ThemeColor("testing.iconPassed"));
	if (decision === "rejected") return new vscode.ThemeIcon("close", new vscode.ThemeColor("testing.iconFailed"));
	return new vscode.ThemeIcon("circle-outline", new vscode.ThemeColor("remit.review.undecidedResource"));
}
