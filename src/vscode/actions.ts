/** Does what the person asks for, whichever surface it comes from. */

import * as vscode from "vscode";
import type { Delegation } from "../core/task/delegation.ts";
import type { Tasks } from "../core/task/tasks.ts";
import { canContinue, isLive } from "../core/task/view.ts";
import type { PanelCommand } from "../protocol/commands.ts";
import type { Outputs } from "./outputs.ts";
import type { ApiKey } from "./settings.ts";
import type { TaskTerminals } from "./terminal.ts";

type Asked = Exclude<PanelCommand, { type: "ready" | "show" }>;
type TaskAsked = Extract<Asked, { task: string }>;

/** What the review does; see review.ts. */
export interface ReviewActions {
	open(task: string, path: string | undefined): Promise<void>;
	accept(task: string, path: string | undefined): Promise<void>;
	reject(task: string, path: string | undefined): Promise<void>;
}

export interface ActionParts {
	readonly tasks: Tasks;
	readonly key: ApiKey;
	readonly terminals: TaskTerminals;
	readonly outputs: Outputs;
	readonly review: ReviewActions;
	delegate(argument: unknown): Promise<string | undefined>;
	openDemo(): Promise<void>;
	/** Removes a task's checkout from the disk. */
	removeCheckout(task: string): Promise<void>;
}

/** Runs one command of the panel; what goes wrong is shown, never swallowed. */
export async function runPanelCommand(command: Asked, parts: ActionParts): Promise<void> {
	try {
		if ("task" in command) await runTaskCommand(command, parts);
		else await runGeneralCommand(command, parts);
	} catch (error) {
		void vscode.window.showErrorMessage(`Remit: ${error instanceof Error ? error.message : String(error)}`);
	}
}

async function runGeneralCommand(command: Exclude<Asked, TaskAsked>, parts: ActionParts): Promise<void> {
	switch (command.type) {
		case "delegate":
			await parts.delegate({ goal: command.goal });
			return;
		case "set-key":
			return parts.key.ask();
		case "open-settings":
			return openSettings(command.setting);
		case "use-demo":
			return parts.openDemo();
		case "open-folder":
			await vscode.commands.executeCommand("vscode.openFolder");
			return;
		case "trust":
			await vscode.commands.executeCommand("workbench.trust.manage");
			return;
		default:
			command satisfies never;
	}
}

/** The model's settings belong to a machine: where the editor is connected to one, its own settings do not show them. */
async function openSettings(setting: string): Promise<void> {
	const local = vscode.env.remoteName === undefined;
	const command = local ? "workbench.action.openSettings" : "workbench.action.openRemoteSettings";
	await vscode.commands.executeCommand(command, { query: setting });
}

async function runTaskCommand(command: TaskAsked, parts: ActionParts): Promise<void> {
	const delegation = parts.tasks.get(command.task);
	if (!delegation) return;
	switch (command.type) {
		case "approve":
			delegation.approve(command.call, "panel");
			return;
		case "deny":
			delegation.deny(command.call, command.reason, "panel");
			return;
		case "answer":
			delegation.answer(command.call, command.text);
			return;
		case "steer":
			return delegation.steer(command.text);
		case "stop":
			return delegation.stop("panel");
		case "continue":
			delegation.start();
			return;
		case "review":
			return parts.review.open(command.task, command.path);
		case "accept":
			return parts.review.accept(command.task, command.path);
		case "reject":
			return rejectFor(delegation, command.path, parts);
		case "discard":
			return discard(delegation, parts, "panel");
		case "open-output":
			return openOutput(delegation, command.call, parts);
		case "open-terminal":
			showTerminal(delegation, parts);
			return;
		default:
			command satisfies never;
	}
}

/** Rejecting a whole task ends its review, so that is asked about. */
async function rejectFor({ view }: Delegation, path: string | undefined, { review }: ActionParts): Promise<void> {
	const undecided = view.changes.filter((item) => item.decision === "undecided").length;
	if (path === undefined && undecided > 1) {
		const detail = "Your files stay as they are. The agent's version stays in its checkout until you discard the task.";
		const choice = await vscode.window.showWarningMessage(
			`Reject all ${undecided} changes?`,
			{ modal: true, detail },
			"Reject All",
		);
		if (choice !== "Reject All") return;
	}
	await review.reject(view.task, path);
}

/** Asks before anything is lost. */
export async function discard(delegation: Delegation, parts: ActionParts, surface: "panel" | "palette"): Promise<void> {
	const { view } = delegation;
	const undecided = view.changes.filter((item) => item.decision === "undecided").length;
	const running = isLive(view.status) ? "It is stopped. " : "";
	const lost =
		undecided === 0
			? ""
			: `${undecided === 1 ? "One change is" : `${undecided} changes are`} undecided and will be lost. `;
	const detail = `${running}${lost}The agent's checkout is deleted; the journal is kept. Your files stay as they are.`;
	const choice = await vscode.window.showWarningMessage("Discard this task?", { modal: true, detail }, "Discard");
	if (choice !== "Discard") return;
	await delegation.discard(surface);
	await parts.removeCheckout(view.task);
}

async function openOutput(delegation: Delegation, call: string, { outputs }: ActionParts): Promise<void> {
	const item = delegation.view.timeline.find((entry) => entry.kind === "call" && entry.call === call);
	if (item?.kind !== "call" || item.kept === "") return;
	await outputs.open(delegation.view.task, item.kept, item.title);
}

function showTerminal({ view }: Delegation, { terminals }: ActionParts): void {
	if (!terminals.show(view.task))
		void vscode.window.showInformationMessage("Remit: no command of this task has run in this window.");
}

/** The task that a palette command is about: the one that is shown, the only one, or the one that is picked. */
export async function pickTask(
	tasks: Tasks,
	shown: string,
	fits: (delegation: Delegation) => boolean,
): Promise<Delegation | undefined> {
	const fitting = tasks.list().filter(fits);
	const known = fitting.find(({ view }) => view.task === shown) ?? (fitting.length === 1 ? fitting[0] : undefined);
	if (known) return known;
	if (fitting.length === 0) {
		void vscode.window.showInformationMessage("Remit: there is no task that this could be done to.");
		return undefined;
	}
	const items = fitting.map((delegation) => ({
		label: delegation.view.goal.split("\n", 1)[0] ?? "",
		description: delegation.view.status,
		delegation,
	}));
	return (await vscode.window.showQuickPick(items, { title: "Remit: which task?", placeHolder: "Choose a task" }))
		?.delegation;
}

/** Statuses fit to be stopped, continued. */
export const fits = {
	stop: ({ view }: Delegation) => isLive(view.status) || view.status === "interrupted",
	continue: ({ view }: Delegation) => canContinue(view.status),
	discard: ({ view }: Delegation) => isLive(view.status) || canContinue(view.status),
	any: () => true,
} as const;
