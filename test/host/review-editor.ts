/** What the review's tests do in the editor: open a change, read its buttons and press them, move the cursor. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Outcome } from "../../src/vscode/review/decide.ts";
import { name, type ReviewGround, uris } from "./review-ground.ts";
import { until } from "./until.ts";

export const lines = (count: number) => Array.from({ length: count }, (_, at) => `line ${at}\n`);

/** Twenty lines; the proposal replaces lines 2, 10 and 18. */
export const base = lines(20).join("");
export const proposed = lines(20)
	.map((line, at) => ([2, 10, 18].includes(at) ? `new ${at}\n` : line))
	.join("");
export const withNew = (...changed: readonly number[]) =>
	lines(20)
		.map((line, at) => (changed.includes(at) ? `new ${at}\n` : line))
		.join("");

export const sideOf = (ground: ReviewGround, file: string, side: "base" | "proposed" = "proposed") => {
	const item = ground.item(ground.path(file));
	assert.ok(item);
	return uris.of(ground.task, item.change, side);
};

export async function threeHunks(ground: ReviewGround, file = "a.txt"): Promise<void> {
	await ground.write(file, base);
	ground.propose(file, { base, proposed });
}

export async function opened(ground: ReviewGround, file = "a.txt"): Promise<vscode.TextEditor> {
	await ground.run("openChange", file);
	const name = sideOf(ground, file).toString();
	await until("the comparison is in front", () => vscode.window.activeTextEditor?.document.uri.toString() === name);
	const editor = vscode.window.activeTextEditor;
	assert.ok(editor);
	return editor;
}

export async function lenses(uri: vscode.Uri): Promise<readonly vscode.CodeLens[]> {
	return vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri);
}

export async function titles(uri: vscode.Uri): Promise<readonly string[]> {
	return (await lenses(uri)).map(({ range, command }) => `${range.start.line} ${command?.title}`);
}

/** Presses the first button with this title at or below a line. */
export async function press(uri: vscode.Uri, title: string, from = 0): Promise<Outcome | undefined> {
	const found = (await lenses(uri)).find(({ range, command }) => range.start.line >= from && command?.title === title);
	assert.ok(found?.command, `no ${title} at line ${from}`);
	return vscode.commands.executeCommand<Outcome>(found.command.command, ...(found.command.arguments ?? []));
}

export const run = (command: string) => vscode.commands.executeCommand<Outcome | undefined>(`${name}.${command}`);

export function putCursor(editor: vscode.TextEditor, line: number): void {
	editor.selection = new vscode.Selection(line, 0, line, 0);
}
