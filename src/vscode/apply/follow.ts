/** Follows documents while an edit reaches them: what each held before, and whether it held what was accepted. */

import * as vscode from "vscode";

/** A document that is edited, and its text before and after, as it was planned. */
export interface Planned {
	readonly uri: vscode.Uri;
	readonly before: string;
	readonly text: string;
}

export interface Followed {
	/** It held exactly what was accepted, whatever a save action made of it since. */
	held(uri: vscode.Uri): boolean;
	/** What somebody else had written to the file before the edit reached it; undefined when nobody had. */
	foreign(uri: vscode.Uri): string | undefined;
	/** Whether these bytes are what the editor saved last, after all save actions. */
	saved(uri: vscode.Uri, bytes: Uint8Array): Promise<boolean>;
}

/** Follows as long as the work takes. */
export async function following<Result>(
	planned: readonly Planned[],
	work: (followed: Followed) => Promise<Result>,
): Promise<Result> {
	const wanted = new Map(planned.map((one) => [one.uri.toString(), one]));
	const held = new Set<string>();
	const foreign = new Map<string, string>();
	const look = (document: vscode.TextDocument) => {
		const name = document.uri.toString();
		const one = wanted.get(name);
		if (one === undefined || held.has(name) || foreign.has(name)) return;
		const text = plainLines(document.getText());
		if (text === plainLines(one.text)) held.add(name);
		else if (text !== plainLines(one.before)) foreign.set(name, document.getText());
	};
	const saves = new Map<string, { readonly text: string; readonly encoding: string }>();
	const listeners = [
		vscode.workspace.onDidSaveTextDocument((document) => {
			const name = document.uri.toString();
			if (wanted.has(name)) saves.set(name, { text: document.getText(), encoding: document.encoding });
		}),
		vscode.workspace.onDidOpenTextDocument(look),
		vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
	];
	try {
		return await work({
			held: (uri) => held.has(uri.toString()),
			foreign: (uri) => foreign.get(uri.toString()),
			saved: async (uri, bytes) => {
				const save = saves.get(uri.toString());
				if (save === undefined) return false;
				const text = await vscode.workspace.decode(bytes, { encoding: save.encoding });
				return plainLines(text) === plainLines(save.text);
			},
		});
	} finally {
		for (const listener of listeners) listener.dispose();
	}
}

/** With line feeds only, as texts are compared. */
export function plainLines(text: string): string {
	return text.replace(/\r\n|\r/g, "\n");
}
