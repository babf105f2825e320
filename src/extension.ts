/** Where VS Code enters and leaves Remit. */

import type * as vscode from "vscode";
import { compose, type Remit } from "./compose.ts";
import type { RemitApi } from "./vscode/api.ts";

let remit: Remit | undefined;

export function activate(context: vscode.ExtensionContext): RemitApi {
	remit = compose(context);
	return remit.api;
}

/** Ends what runs; the journal says where it was. */
export async function deactivate(): Promise<void> {
	await remit?.close();
	remit = undefined;
}
