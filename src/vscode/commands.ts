/** Registers the commands of the palette that are not the review's. */

import type * as vscode from "vscode";
import type { Delegation } from "../core/task/delegation.ts";
import { type ActionParts, discard, fits, pickTask, showTerminal } from "./actions.ts";
import { answerFromPalette, answerQuestion } from "./approvals.ts";
import { continueTask, raiseBudget } from "./budget.ts";
import type { Guardrails } from "./guardrails.ts";
import type { Panel } from "./panel.ts";
import { registerAll } from "./register.ts";
import { askText, sayWarning } from "./say.ts";

export interface CommandParts extends ActionParts {
	readonly panel: Panel;
	/** Lets the person ask what the policy says of a command, beginning with this one if it is a text. */
	explain(command: unknown): Promise<void>;
	readonly guardrails: Pick<Guardrails, "check">;
	showLog(): void;
}

/** Returns what must be disposed of. A command's error is shown by the editor; `remit.delegate` passes it on to whoever gave it a brief. */
export function registerCommands(parts: CommandParts): readonly vscode.Disposable[] {
	const { tasks, panel } = parts;
	const showTask = async (task: string) => {
		await panel.show(task);
		await panel.reveal();
	};
	const onTask = (fit: (delegation: Delegation) => boolean, act: (delegation: Delegation) => unknown) => async () => {
		const delegation = await pickTask(tasks, panel.shown, fit);
		if (delegation) await act(delegation);
	};
	const commands: Readonly<Record<string, (argument?: unknown) => unknown>> = {
		"remit.delegate": (argument) => (argument === undefined ? delegateByHand(parts) : parts.delegate(argument)),
		"remit.approve": () => answerFromPalette(tasks, "approve", showTask),
		"remit.deny": () => answerFromPalette(tasks, "deny", showTask),
		"remit.answer": () => answerQuestion(tasks),
		"remit.steer": onTask(fits.steer, steer),
		"remit.stop": onTask(fits.stop, (delegation) => delegation.stop("palette")),
		"remit.continue": onTask(fits.continue, (delegation) => continueTask(delegation, "palette")),
		"remit.raiseBudget": onTask(fits.steer, (delegation) => raiseBudget(delegation, "palette")),
		"remit.takeOver": onTask(fits.takeOver, parts.takeOver),
		"remit.discard": onTask(fits.discard, (delegation) => discard(delegation, parts, "palette")),
		"remit.showTask": onTask(fits.any, ({ view }) => showTask(view.task)),
		"remit.showTasks": () => showTask(""),
		"remit.focusPanel": () => panel.reveal(),
		"remit.showTerminal": onTask(fits.any, (delegation) => showTerminal(delegation, parts)),
		"remit.setApiKey": () => parts.key.ask(),
		"remit.openDemo": () => parts.openDemo(),
		"remit.explainCommand": (argument) => parts.explain(argument),
		"remit.checkGuardrails": () => parts.guardrails.check(),
		"remit.showLog": () => parts.showLog(),
	};
	return registerAll(commands);
}

/** A person is told what is missing, beside the panel that offers what can be done about it. */
async function delegateByHand({ delegate, panel }: CommandParts): Promise<string | undefined> {
	try {
		return await delegate(undefined);
	} catch (error) {
		void sayWarning(`Remit: ${error instanceof Error ? error.message : String(error)}`);
		await panel.show("");
		await panel.reveal();
		return undefined;
	}
}

async function steer(delegation: Delegation): Promise<void> {
	const text = await askText({
		title: "Remit: Steer Task",
		prompt: "The agent reads this with its next turn.",
	});
	if (text) await delegation.steer(text);
}
