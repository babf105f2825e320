/** Brings the editor back to nothing open and nothing unsaved, while whoever gave it its documents is still there. */

import * as vscode from "vscode";
import { gone } from "./until.ts";

/** Reverts what is unsaved and closes every tab. Rejects with what stays. */
export function closeEditors(): Promise<void> {
	return gone("unsaved or open editors", async () => {
		for (const document of unsaved()) {
			await vscode.window.showTextDocument(document);
			await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
		}
		if (unsaved().length === 0 && tabs().length > 0)
			await vscode.commands.executeCommand("workbench.action.closeAllEditors");
		return [...unsaved().map(({ uri }) => uri.toString()), ...tabs().map(({ label }) => label)];
	});
}

/**
 * What is open of a review. The editor itself opens a file that stays unsaved for most of a second, as on a busy machine: that
 * is no part of it.
 */
export const reviewTabs = () => tabs().filter(({ input }) => !(input instanceof vscode.TabInputText));

const unsaved = () => vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty);
const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
