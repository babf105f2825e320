/** Registers commands: the editor shows what they throw, so that must be plain text as well. */

import * as vscode from "vscode";
import { plainMessage } from "./plain-text.ts";

/** Returns what must be disposed of. Lists of the editor give what was chosen after what was clicked. */
export function registerAll(
	commands: Readonly<Record<string, (argument?: unknown, ...more: readonly unknown[]) => unknown>>,
): readonly vscode.Disposable[] {
	return Object.entries(commands).map(([name, run]) =>
		vscode.commands.registerCommand(name, async (argument?: unknown, ...more: readonly unknown[]) => {
			try {
				return await run(argument, ...more);
			} catch (error) {
				throw new Error(plainMessage(error instanceof Error ? error.message : String(error)), { cause: error });
			}
		}),
	);
}
