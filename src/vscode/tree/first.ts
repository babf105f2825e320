/** Makes the rows that say what to look at first: what decides how much the checks prove. */

import * as vscode from "vscode";
import type { TaskView } from "../../core/task/view.ts";
import { plainLine, plainMessage } from "../plain-text.ts";
import type { FindingNode, TreeNode } from "./nodes.ts";

export function firstItem({ id, kind }: TreeNode, view: TaskView | undefined): vscode.TreeItem {
	const item = new vscode.TreeItem("Look at these first", vscode.TreeItemCollapsibleState.Expanded);
	const description = oldTestsText(view?.oldTests ?? null);
	item.iconPath = new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
	const label = `Look at these first: they decide what the checks prove. ${description}`.trim();
	return Object.assign(item, { id, contextValue: kind, description, accessibilityInformation: { label } });
}

/** `opens` is what the command is given; empty where the file is not among the changes any more. */
export function findingItem(
	{ id, kind, finding: { path, line, because } }: FindingNode,
	command: string,
	opens: readonly TreeNode[],
): vscode.TreeItem {
	const name = path.slice(path.lastIndexOf("/") + 1);
	const label = plainLine(line > 0 ? `${name}:${line}` : name);
	const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
	item.iconPath = new vscode.ThemeIcon("circle-small");
	item.tooltip = plainMessage(`${path} ${because}.`);
	if (opens.length > 0) item.command = { command, title: "Show Change", arguments: [...opens] };
	const spoken = plainLine(`${path} ${because}`);
	return Object.assign(item, {
		...{ id, contextValue: kind, description: plainLine(because) },
		accessibilityInformation: { label: spoken },
	});
}

const stateWords = { running: "", passed: "passed", failed: "failed", "not-run": "not run", old: "as before" } as const;

function oldTestsText(oldTests: TaskView["oldTests"]): string {
	if (oldTests === null) return "";
	return `the tests as they were: ${stateWords[oldTests.state]}${oldTests.stale ? ", before the last changes" : ""}`;
}
