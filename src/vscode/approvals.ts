/** Tells the person that something waits for them, and takes their answer from a notification or the palette. */

import * as vscode from "vscode";
import { briefTitle } from "../core/task/brief.ts";
import type { Delegation } from "../core/task/delegation.ts";
import type { TaskRecord, Tasks } from "../core/task/tasks.ts";
import type { Waiting } from "../core/task/view.ts";

export interface Waiter {
	readonly delegation: Delegation;
	readonly waiting: Waiting;
}

/** All that waits for a person, oldest first. */
export function allWaiting(tasks: Tasks): readonly Waiter[] {
	return tasks
		.list()
		.flatMap((delegation) => (delegation.view.waiting ? [{ delegation, waiting: delegation.view.waiting }] : []))
		.sort((a, b) => a.waiting.since - b.waiting.since);
}

/** Shows a notification for what begins to wait while the panel is not in sight. */
export async function notifyOf({ task, record }: TaskRecord, tasks: Tasks, show: () => Promise<void>): Promise<void> {
	const delegation = tasks.get(task);
	if (!delegation) return;
	const { event } = record;
	if (event.type === "approval.asked") await notifyOfCommand(delegation, event, show);
	if (event.type === "question.asked") {
		const answer = await vscode.window.showInformationMessage(`Remit: ${event.question}`, "Answer");
		if (answer) await show();
	}
	if (event.type === "task.ended") await notifyOfEnd(delegation, show);
}

async function notifyOfCommand(
	delegation: Delegation,
	asked: { readonly call: string; readonly command: string },
	show: () => Promise<void>,
) {
	const { call, command } = asked;
	// A notification cuts long texts: what cannot be seen whole is not approved there.
	const whole = command.length <= 200 && !/[^\x20-\x7e]/.test(command);
	const choices = whole ? ["Approve", "Deny", "Show"] : ["Show", "Deny"];
	const title = briefTitle(delegation.view.goal, 40);
	const text = whole ? command : "a command that is too long or too odd to show here";
	const choice = await vscode.window.showWarningMessage(`Remit “${title}” wants to run: ${text}`, ...choices);
	if (choice === "Show") await show();
	if (choice === "Approve") tellLate(delegation.approve(call, "notification"));
	if (choice === "Deny") tellLate(delegation.deny(call, "", "notification"));
}

function tellLate(taken: boolean): void {
	if (!taken) void vscode.window.showInformationMessage("Remit: this was answered already.");
}

async function notifyOfEnd({ view }: Delegation, show: () => Promise<void>): Promise<void> {
	const title = briefTitle(view.goal, 40);
	const text = view.status === "ready" ? "is ready for review" : `ended: ${view.status}`;
	const choice = await vscode.window.showInformationMessage(`Remit “${title}” ${text}.`, "Show");
	if (choice) await show();
}

/** `Remit: Approve Command` and `Remit: Deny Command`: always shows the command before it is answered. */
export async function answerFromPalette(tasks: Tasks, verdict: "approve" | "deny"): Promise<void> {
	const picked = await pickCommand(
		allWaiting(tasks),
		verdict === "approve" ? "Approve this command" : "Deny this command",
	);
	if (!picked) return;
	const { delegation, waiting } = picked;
	if (verdict === "approve") {
		tellLate(delegation.approve(waiting.call, "palette"));
		return;
	}
	const reason = await vscode.window.showInputBox({
		title: "Remit: Deny Command",
		prompt: "Tell the agent why, or what to do instead (optional)",
		ignoreFocusOut: true,
	});
	if (reason !== undefined) tellLate(delegation.deny(waiting.call, reason, "palette"));
}

async function pickCommand(waiters: readonly Waiter[], title: string): Promise<Waiter | undefined> {
	const items = waiters.flatMap((waiter) => {
		if (waiter.waiting.kind !== "approval") return [];
		const { command, because } = waiter.waiting;
		return [{ label: command, description: briefTitle(waiter.delegation.view.goal, 40), detail: because, waiter }];
	});
	if (items.length === 0) {
		void vscode.window.showInformationMessage("Remit: no command waits for approval.");
		return undefined;
	}
	const picked = await vscode.window.showQuickPick(items, {
		title: `Remit: ${title}`,
		placeHolder: title,
		matchOnDetail: true,
	});
	return picked?.waiter;
}

/** `Remit: Answer Question`. */
export async function answerQuestion(tasks: Tasks): Promise<void> {
	const waiter = allWaiting(tasks).find(({ waiting }) => waiting.kind === "question");
	if (waiter?.waiting.kind !== "question") {
		void vscode.window.showInformationMessage("Remit: no question waits for an answer.");
		return;
	}
	const { call, question, options } = waiter.waiting;
	const own = "Write an answer…";
	const picked = options.length > 0 ? await vscode.window.showQuickPick([...options, own], { title: question }) : own;
	const answer =
		picked === own
			? await vscode.window.showInputBox({ title: "Remit: Answer Question", prompt: question, ignoreFocusOut: true })
			: picked;
	if (answer) tellLate(waiter.delegation.answer(call, answer));
}
