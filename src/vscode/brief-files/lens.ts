/** The buttons above a brief file: Delegate, and Open in Brief Editor, or why it cannot be delegated. */

import * as vscode from "vscode";
import { readBriefFile } from "../../core/brief/brief-file.ts";
import { placeOf } from "../entry/place.ts";
import { plainLine } from "../plain-text.ts";

export class BriefLenses implements vscode.CodeLensProvider, vscode.Disposable {
	readonly onDidChangeCodeLenses: vscode.Event<void>;
	private readonly changed = new vscode.EventEmitter<void>();
	private readonly trusted: vscode.Disposable;
	private readonly name: string;

	/** `name`: the first part of the commands' names. */
	constructor(name: string) {
		this.name = name;
		this.onDidChangeCodeLenses = this.changed.event;
		this.trusted = vscode.workspace.onDidGrantWorkspaceTrust(() => this.changed.fire());
	}

	dispose(): void {
		this.trusted.dispose();
		this.changed.dispose();
	}

	provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
		const top = new vscode.Range(0, 0, 0, 0);
		return this.commandsFor(document).map((command) => new vscode.CodeLens(top, command));
	}

	private commandsFor(document: vscode.TextDocument): readonly vscode.Command[] {
		if (!vscode.workspace.isTrusted)
			return [{ title: "This workspace is not trusted: nothing can be delegated", command: "workbench.trust.manage" }];
		const placed = placeOf(document.uri);
		if (placed.kind === "refused")
			return [{ title: plainLine(`Cannot be delegated here: ${placed.text}`), command: "" }];
		const read = readBriefFile(document.getText());
		if (read.kind === "failed")
			return [
				{ title: `Cannot be delegated: ${counted(read.problems.length)}`, command: "workbench.actions.view.problems" },
			];
		const { uri } = document;
		return [
			{ title: "$(play) Delegate", command: `${this.name}.delegateFile`, arguments: [uri] },
			{ title: "Open in Brief Editor", command: `${this.name}.openBriefFile`, arguments: [uri] },
		];
	}
}

function counted(problems: number): string {
	return problems === 1 ? "one problem" : `${problems} problems`;
}
