/** Waits for the editor to notice that a file became another one on disk. */

import * as vscode from "vscode";
import { plainLines } from "./follow.ts";

/** Waits until the document shows what is on disk, at most two seconds: the editor hears of it from its file watcher. */
export async function reloaded(document: vscode.TextDocument, bytes: Uint8Array): Promise<void> {
	const wanted = plainLines(await vscode.workspace.decode(bytes, { encoding: document.encoding }));
	const shows = () => document.isClosed || plainLines(document.getText()) === wanted;
	if (shows()) return;
	await new Promise<void>((resolve) => {
		const end = () => {
			clearTimeout(timer);
			listener.dispose();
			resolve();
		};
		const listener = vscode.workspace.onDidChangeTextDocument(
			(event) => event.document === document && shows() && end(),
		);
		const timer = setTimeout(end, 2_000);
	});
}
