/** Tells the person something and asks them: the only way to the editor's messages, lists and inputs, all as plain text. */

import * as vscode from "vscode";
import { plainDetail, plainLine, plainMessage } from "./plain-text.ts";

/** Resolves to the button that was pressed; buttons are never foreign text. */
export async function sayInfo<T extends string>(text: string, ...buttons: readonly T[]): Promise<T | undefined> {
	return vscode.window.showInformationMessage(plainMessage(text), ...buttons);
}

export async function sayWarning<T extends string>(text: string, ...buttons: readonly T[]): Promise<T | undefined> {
	return vscode.window.showWarningMessage(plainMessage(text), ...buttons);
}

export async function sayError<T extends string>(text: string, ...buttons: readonly T[]): Promise<T | undefined> {
	return vscode.window.showErrorMessage(plainMessage(text), ...buttons);
}

/** In the status bar, for six seconds. */
export function sayDone(text: string): void {
	vscode.window.setStatusBarMessage(`$(check) ${plainMessage(text)}`, 6_000);
}

export interface Question {
	readonly text: string;
	readonly detail: string;
}

/** A dialog that must be answered; undefined when the person cancels. */
export async function askModal<T extends string>(
	{ text, detail }: Question,
	...buttons: readonly T[]
): Promise<T | undefined> {
	const options = { modal: true, detail: plainDetail(detail) };
	return vscode.window.showWarningMessage(plainMessage(text), options, ...buttons);
}

/** `yes` is the button's word for what will be done. */
export type Confirm = (question: Question & { readonly yes: string }) => Promise<boolean>;

export const confirm: Confirm = async ({ text, detail, yes }) => (await askModal({ text, detail }, yes)) === yes;

export interface Row {
	readonly label: string;
	readonly description?: string;
	readonly detail?: string;
}

/** Lets the person choose one; undefined when they cancel. */
export async function pickOne<T extends Row>(
	rows: readonly T[],
	{ title, placeHolder }: { readonly title: string; readonly placeHolder: string },
): Promise<T | undefined> {
	const items = rows.map((row) => ({ ...plainItem(row), row }));
	const options = { title: plainLine(title), placeHolder, matchOnDescription: true, matchOnDetail: true };
	return (await vscode.window.showQuickPick(items, options))?.row;
}

/** A row with one of the editor's icons before it, by the icon's name. */
export interface IconRow extends Row {
	readonly icon: string;
}

/** Shows rows for what the person types, anew with each character. Resolves to the text on Enter, undefined when they cancel. */
export async function askLive(
	{ title, placeHolder, value }: { readonly title: string; readonly placeHolder: string; readonly value: string },
	rowsOf: (text: string) => readonly IconRow[],
): Promise<string | undefined> {
	const list = vscode.window.createQuickPick();
	const show = () => {
		list.items = rowsOf(list.value).map(({ icon, ...row }) => ({
			...plainItem(row),
			iconPath: new vscode.ThemeIcon(icon),
			// What is typed is a command, not a word to filter by.
			alwaysShow: true,
		}));
	};
	Object.assign(list, { title: plainLine(title), placeholder: plainLine(placeHolder), value, ignoreFocusOut: true });
	show();
	try {
		return await new Promise((resolve) => {
			list.onDidChangeValue(show);
			list.onDidAccept(() => resolve(list.value));
			list.onDidHide(() => resolve(undefined));
			list.show();
		});
	} finally {
		list.dispose();
	}
}

function plainItem(row: Row): vscode.QuickPickItem {
	return {
		label: plainLine(row.label),
		...(row.description === undefined ? {} : { description: plainLine(row.description) }),
		...(row.detail === undefined ? {} : { detail: plainLine(row.detail) }),
	};
}

/** Undefined when the person cancels. Stays open when the editor loses the focus. */
export async function askText(options: vscode.InputBoxOptions): Promise<string | undefined> {
	const prompt = options.prompt === undefined ? {} : { prompt: plainMessage(options.prompt) };
	return vscode.window.showInputBox({ ignoreFocusOut: true, ...options, ...prompt });
}
