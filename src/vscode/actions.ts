/** Does what the person asks for, whichever surface it comes from. */

import * as vscode from "vscode";
import { briefTitle } from "../core/task/brief.ts";
import type { Delegation } from "../core/task/delegation.ts";
import type { Tasks } from "../core/task/tasks.ts";
import { canContinue, isLive, type TaskView } from "../core/task/view.ts";
import type { PanelCommand } from "../protocol/commands.ts";
import { tellLate } from "./approvals.ts";
import type { DraftCommand } from "./brief/editor.ts";
import { continueTask } from "./budget.ts";
import type { ContextActions } from "./context/show-context.ts";
import type { Outputs } from "./outputs.ts";
import { type ReviewParts, runReviewCommand } from "./panel-review.ts";
import { runReportCommand } from "./report/panel-report.ts";
import type { ReportActions } from "./report/report.ts";
import { confirm, pickOne, sayError, sayInfo } from "./say.ts";
import type { ApiKey } from "./settings.ts";
import type { TaskTerminals } from "./terminal.ts";

type Asked = Exclude<PanelCommand, { type: "ready" | "show" }>;
type TaskAsked = Extract<Asked, { task: string }>;

export interface ActionParts extends ReviewParts {
	readonly report: ReportActions;
	readonly contexts: ContextActions;
	readonly tasks: Tasks;
	readonly key: ApiKey;
	readonly terminals: TaskTerminals;
	readonly outputs: Outputs;
	readonly briefs: BriefActions;
	delegate(argument: unknown): Promise<string | undefined>;
	openDemo(): Promise<void>;
	/** Opens a task's checkout in a window of its own, once the person has said yes. */
	takeOver(delegation: Delegation): Promise<void>;
	/** Removes a task's checkout from the disk. */
	removeCheckout(task: string): Promise<void>;
}

/** The brief editor; see brief/editor.ts. */
interface BriefActions {
	run(command: DraftCommand): Promise<void>;
	/** Opens it with the brief of a task that can go on. */
	rescope(delegation: Delegation): Promise<void>;
}

/** Runs one command of the panel; what goes wrong is shown, never swallowed. */
export async function runPanelCommand(command: Asked, parts: ActionParts): Promise<void> {
	try {
		if ("task" in command) await runTaskCommand(command, parts);
		else await runGeneralCommand(command, parts);
	} catch (error) {
		void sayError(`Remit: ${error instanceof Error ? error.message : String(error)}`);
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
			return parts.briefs.run(command);
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
		case "approve-edited":
		case "deny":
			return tellLate(delegation, command.call, decide(delegation, command));
		case "answer":
			return void delegation.answer(command.call, command.text);
		case "steer":
			return delegation.steer(command.text);
		case "stop":
			return delegation.stop("panel");
		case "continue":
		case "raise-budget":
		case "rescope":
		case "take-over":
			return goOn(delegation, command, parts);
		default:
			return showOrDecide(delegation, command, parts);
	}
}

type Directing = "approve" | "approve-edited" | "deny" | "answer" | "steer" | "stop" | Going;
type Going = "continue" | "raise-budget" | "rescope" | "take-over";

async function showOrDecide(
	delegation: Delegation,
	command: Exclude<TaskAsked, { type: Directing }>,
	parts: ActionParts,
): Promise<void> {
	switch (command.type) {
		case "review":
		case "accept":
		case "reject":
		case "undo":
		case "open-thread":
		case "verify":
		case "open-check":
		case "open-place":
		case "keep-branch":
		case "commit-accepted":
		case "open-pull-request":
			return runReviewCommand(command, delegation.view, parts);
		case "open-report":
		case "copy-report":
		case "tell-value":
		case "decline-value":
			return runReportCommand(command, parts.report);
		case "show-context":
			return parts.contexts.show(command.task);
		case "discard":
			return discard(delegation, parts, "panel");
		case "open-output":
			return openOutput(delegation, command.call, parts);
		case "open-terminal":
			return showTerminal(delegation, parts);
		default:
			command satisfies never;
	}
}

function goOn(
	delegation: Delegation,
	command: Extract<TaskAsked, { type: Going }>,
	{ briefs, takeOver }: ActionParts,
): Promise<void> {
	if (command.type === "take-over") return takeOver(delegation);
	if (command.type === "continue") return continueTask(delegation, "panel");
	if (command.type === "rescope") return briefs.rescope(delegation);
	const { money, tokens, minutes, turns } = command;
	return delegation.raise({ money, tokens, minutes, turns }, "panel");
}

function decide(
	delegation: Delegation,
	command: Extract<TaskAsked, { type: "approve" | "approve-edited" | "deny" }>,
): boolean {
	const { call } = command;
	if (command.type === "deny") return delegation.deny(call, command.reason, "panel");
	const { binding } = command;
	const rest = command.type === "approve" ? { reach: command.reach } : { edited: command.command };
	return delegation.approve(call, { binding, surface: "panel", ...rest });
}

/** Asks before anything is lost. */
export async function discard(delegation: Delegation, parts: ActionParts, surface: "panel" | "palette"): Promise<void> {
	const { view } = delegation;
	const question = isClosedWithCheckout(view)
		? { text: "Delete this task's checkout?", detail: `${title(view)}\n\n${kept}`, yes: "Delete" }
		: { text: "Discard this task?", detail: `${title(view)}\n\n${lost(view)}${kept}`, yes: "Discard" };
	if (!(await confirm(question))) return;
	await delegation.discard(surface);
	await parts.removeCheckout(view.task);
}

const kept =
	"The agent's checkout is deleted; the journal and your files stay as they are. Decisions cannot be undone any more, and nothing of the task can be verified, kept as a branch or committed by Remit.";

const title = ({ goal }: TaskView) => `“${briefTitle(goal)}”`;

function lost({ status, changes }: TaskView): string {
	const running = isLive(status) ? "It is stopped. " : "";
	const open = changes.filter((item) => item.decision === "undecided");
	const pieces = open.reduce((sum, item) => sum + item.undecided, 0);
	if (open.length === 0) return running;
	const files = open.length === 1 ? "one file" : `${open.length} files`;
	const what = pieces === 1 ? `One change in ${files} is` : `${pieces} changes in ${files} are`;
	return `${running}${what} undecided and will be lost. `;
}

async function openOutput(delegation: Delegation, call: string, { outputs }: ActionParts): Promise<void> {
	const item = delegation.view.timeline.find((entry) => entry.kind === "call" && entry.call === call);
	if (item?.kind !== "call" || item.kept === "") return;
	await outputs.open(delegation.view.task, item.kept, item.title);
}

export function showTerminal({ view }: Delegation, { terminals }: ActionParts): void {
	if (!terminals.show(view.task)) void sayInfo("Remit: no command of this task has run in this window.");
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
		void sayInfo("Remit: there is no task that this could be done to.");
		return undefined;
	}
	const items = fitting.map((delegation) => ({
		label: briefTitle(delegation.view.goal),
		description: delegation.view.status,
		delegation,
	}));
	return (await pickOne(items, { title: "Remit: which task?", placeHolder: "Choose a task" }))?.delegation;
}

/** Over for good, but what the agent made of it is still on the disk. */
function isClosedWithCheckout({ status, checkout }: TaskView): boolean {
	return !isLive(status) && !canContinue(status) && status !== "discarded" && checkout !== null;
}

/** Which tasks a command is for. */
export const fits = {
	stop: ({ view }: Delegation) => isLive(view.status) || view.status === "interrupted",
	continue: ({ view }: Delegation) => canContinue(view.status),
	discard: ({ view }: Delegation) => isLive(view.status) || canContinue(view.status) || isClosedWithCheckout(view),
	takeOver: ({ view }: Delegation) => view.checkout !== null && !isLive(view.status),
	steer: ({ view }: Delegation) => isLive(view.status) || canContinue(view.status),
	any: () => true,
} as const;
