/** Shows a line that a check or an answer names: in the comparison where the task changed the file, else in a file as it is. */

import * as vscode from "vscode";
import type { TaskView } from "../../core/task/view.ts";
import { sayInfo } from "../say.ts";

interface Place {
	/** As a program printed it: never trusted. */
	readonly path: string;
	/** From 1. */
	readonly line: number;
}

interface Comparison {
	open(task: string, path: string | undefined): Promise<void>;
}

export async function openPlace({ path, line }: Place, view: TaskView, review: Comparison): Promise<void> {
	const changed = view.changes.find(({ change }) => change.path === path && change.kind !== "deleted");
	if (changed) {
		await review.open(view.task, path);
		const editor = vscode.window.activeTextEditor;
		if (editor && editor.document.lineCount >= line) reveal(editor, line);
		return;
	}
	for (const folder of foldersOf(view)) {
		const uri = inside(folder, path);
		if (!uri || !(await isFile(uri))) continue;
		return reveal(await vscode.window.showTextDocument(uri, { preview: true }), line);
	}
	void sayInfo(`Remit: ${path} is not in your folder.`);
}

/** The person's own first; a task that began with another base speaks of the lines of its checkout. */
function foldersOf({ workspace, checkout, brief }: TaskView): readonly string[] {
	const [own, theirs] = [workspace.folder, checkout?.root ?? ""];
	const isOwn = brief?.base === undefined || brief.base === "working-tree";
	return isOwn ? [own, theirs] : [theirs, own];
}

function reveal(editor: vscode.TextEditor, line: number): void {
	const at = new vscode.Position(Math.min(line, editor.document.lineCount) - 1, 0);
	editor.selection = new vscode.Selection(at, at);
	editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Null for a path that leads out of the folder. */
function inside(folder: string, path: string): vscode.Uri | null {
	const parts = path.split(/[\\/]/);
	const isOdd =
		folder === "" || /^[\\/]|^[A-Za-z]:/.test(path) || parts.some((part) => part === ".." || part === ".git");
	return isOdd ? null : vscode.Uri.joinPath(vscode.Uri.file(folder), ...parts);
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
	try {
		return (await vscode.workspace.fs.stat(uri)).type === vscode.FileType.File;
	} catch {
		return false;
	}
}
