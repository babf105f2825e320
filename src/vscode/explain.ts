/** `Remit: Explain Command…`: what the policy says of a command, while it is typed. Nothing is run. */

import * as vscode from "vscode";
import { decide } from "../core/policy/decide.ts";
import type { PolicyContext } from "../core/policy/decision.ts";
import { type ExplanationLine, explanation, explanationLine } from "../core/policy/explanation.ts";
import { askLive, type IconRow, sayDone } from "./say.ts";

/** `contextOf`: of a command that a task would run at the root of its checkout. `asked`: what to begin with, if it is a text. */
export async function explainCommand(contextOf: () => Promise<PolicyContext>, asked?: unknown): Promise<void> {
	const context = await contextOf();
	const where = context.sandboxed ? "in the proved sandbox" : "without a sandbox";
	const command = await askLive(
		{
			title: `Remit: Explain Command (${context.shell}, ${where})`,
			placeHolder: "Type a command: it is judged, never run. Enter copies the answer as a line of JSON.",
			value: typeof asked === "string" ? asked : "",
		},
		(text) => (text.trim() === "" ? [] : explanation(decide(text, context)).map(rowOf)),
	);
	if (command === undefined || command.trim() === "") return;
	await vscode.env.clipboard.writeText(explanationLine(command, decide(command, context)));
	sayDone("Remit: the answer is in the clipboard.");
}

const icons = {
	safe: "pass",
	workspace: "tools",
	ask: "question",
	deny: "circle-slash",
	read: "eye",
	write: "edit",
	delete: "trash",
	network: "globe",
} as const satisfies Readonly<Record<ExplanationLine["about"], string>>;

function rowOf({ about, label, note, because }: ExplanationLine): IconRow {
	return {
		icon: icons[about],
		label,
		...(note === undefined ? {} : { description: note }),
		...(because === undefined ? {} : { detail: because }),
	};
}
