/** The host itself: tests see the editor's API, the opened folder and the extension. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { test } from "./runner.ts";

test("the folder of the run is open, and its files can be read", async () => {
	const [folder] = vscode.workspace.workspaceFolders ?? [];
	assert.ok(folder);
	const text = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder.uri, "README.md"));
	assert.equal(Buffer.from(text).toString(), "# Project\n");
});
