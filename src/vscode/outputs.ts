/** Opens a call's whole output as a read-only document. */

import * as vscode from "vscode";

const scheme = "remit-output";

/** `read` gives the text that was kept under a name in a task's folder, or undefined. */
export class Outputs implements vscode.TextDocumentContentProvider {
	private readonly read: (task: string, name: string) => Promise<string | undefined>;

	constructor(read: (task: string, name: string) => Promise<string | undefined>) {
		this.read = read;
	}

	register(): vscode.Disposable {
		return vscode.workspace.registerTextDocumentContentProvider(scheme, this);
	}

	async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
		const [task = "", name = ""] = uri.query.split("/");
		return (await this.read(task, name)) ?? "This output is no longer there.";
	}

	async open(task: string, name: string, title: string): Promise<void> {
		const path = `/${
			title
				.replace(/[^\w .-]+/g, " ")
				.trim()
				.slice(0, 60) || "output"
		}.log`;
		const uri = vscode.Uri.from({ scheme, path, query: `${task}/${name}` });
		await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
	}
}
