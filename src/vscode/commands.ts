/** Registers the commands of the palette that are not the review's. */

import * as vscode from "vscode";
import type { Delegation } from "../core/task/delegation.ts";
import { type ActionParts, discard, fits, pickTask } from "./actions.ts";
import { answerFromPalette, answerQuestion } from "./approvals.ts";
import type { Panel } from "./panel.ts";

export interface CommandParts extends ActionParts {
	readonly panel: Panel;
	showLog(): void;
}

/** Returns what must be disposed of. A command's error is shown by the editor; `remit.delegate` passes it on to whoever gave it a brief. */
export function registerCommands(parts: CommandParts): readonly vscode.Disposable[] {
	const { tasks, panel } = parts;
	const onTask = (fit: (delegation: Delegation) => boolean, act: (delegation: Delegation) => unknown) => async () => {
		const delegation = await pickTask(tasks, panel.shown, fit);
		if (delegation) await act(delegation);
	};
	const commands: Readonly<Record<string, (argument?: unknown) => unknown>> = {
		"remit.delegate": (argument) => (argument === undefined ? delegateByHand(parts) : parts.delegate(argument)),
		"remit.approve": () => answerFromPalette(tasks, "approve"),
		"remit.deny": () => answerFromPalette(tasks, "deny"),
		"remit.answer": () => answerQuestion(tasks),
		"remit.steer": onTask(fits.any, steer),
		"remit.stop": onTask(fits.stop, (delegation) => delegation.stop("palette")),
		"remit.continue": onTask(fits.continue, (delegation) => delegation.start()),
		"remit.discard": onTask(fits.discard, (delegation) => discard(delegation, parts, "palette")),
		"remit.showTask": onTask(fits.any, async ({ view }) => {
			await panel.show(view.task);
			await panel.reveal();
		}),
		"remit.showTasks": async () => {
			await panel.show("");
			await panel.reveal();
		},
		"remit.focusPanel": () => panel.reveal(),
		"remit.showTerminal": onTask(fits.any, ({ view }) => parts.terminals.show(view.task)),
		"remit.setApiKey": () => parts.key.ask(),
		"remit.openDemo": () => parts.openDemo(),
		"remit.showLog": () => parts.showLog(),
	};
	return Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run));
}

/** A person is told what is missing, beside the panel that offers what can be done about it. */
async function delegateByHand({ delegate, panel }: CommandParts): Promise<string | undefined> {
	try {
		return await delegate(undefined);
	} catch (error) {
		void vscode.window.showWarningMessage(`Remit: ${error instanceof Error ? error.message : String(error)}`);
		await panel.show("");
		await panel.reveal();
		return undefined;
	}
}

async function steer(delegation: Delegation): Promise<void> {
	const text = await vscode.window.showInputBox({
		title: "Remit: Steer Task",
		prompt: "The agent reads this with its next turn.",
		ignoreFocusOut: true,
	});
	if (text) await delegation.steer(text);
}
