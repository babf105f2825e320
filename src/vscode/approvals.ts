/** Tells the person that something waits for them, and takes their answer from a notification or the palette. */

import { proseLine } from "../core/report/prose-line.ts";
import { briefTitle } from "../core/task/brief.ts";
import type { Delegation } from "../core/task/delegation.ts";
import type { TaskRecord, Tasks } from "../core/task/tasks.ts";
import type { TaskView } from "../core/task/view.ts";
import type { Waiting } from "../core/task/waiting.ts";
import { noticeOf, rowOf } from "./approval-text.ts";
import { askText, pickOne, sayInfo, sayWarning } from "./say.ts";

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
	if (event.type === "approval.asked") await notifyOfCommand(delegation, event.call, show);
	if (event.type === "question.asked") {
		const answer = await sayInfo(`Remit: ${proseLine(event.question)}`, "Answer");
		if (answer) await show();
	}
	if (event.type === "task.ended") await notifyOfEnd(delegation, show);
}

async function notifyOfCommand(delegation: Delegation, call: string, show: () => Promise<void>): Promise<void> {
	const { waiting } = delegation.view;
	if (waiting?.kind !== "approval" || waiting.call !== call) return;
	// A notification cuts long texts: what cannot be seen whole, or does more than its text says, is not approved there.
	const { text, whole } = noticeOf(waiting);
	const { binding } = waiting;
	const choices = whole ? ["Approve", "Deny", "Show"] : ["Show", "Deny"];
	const choice = await sayWarning(`Remit ${named(delegation.view)} wants to run: ${text}`, ...choices);
	if (choice === "Show") await show();
	if (choice === "Approve") tellLate(delegation, call, delegation.approve(call, { binding, surface: "notification" }));
	if (choice === "Deny") tellLate(delegation, call, delegation.deny(call, "", "notification"));
}

/** Says so when an answer came too late, or to a command that was changed meanwhile. */
export function tellLate({ view }: Delegation, call: string, taken: boolean): void {
	if (taken) return;
	const waits = view.waiting?.call === call;
	void sayInfo(waits ? "Remit: the command was changed since: look at it again." : "Remit: this was answered already.");
}

async function notifyOfEnd({ view }: Delegation, show: () => Promise<void>): Promise<void> {
	const choice = await sayInfo(`Remit ${named(view)} ${endText(view)}.`, "Show");
	if (choice) await show();
}

function endText({ status, changes, changeNotes }: TaskView): string {
	if (status !== "ready") return `ended: ${status}`;
	return changes.length + changeNotes.length === 0 ? "is done: nothing was changed" : "is ready for review";
}

/** The task's name, with what must be said wherever a script's output could be taken for a model's. */
function named({ goal, model }: TaskView): string {
	return `“${briefTitle(goal, 40)}”${model.scripted ? " (scripted demo)" : ""}`;
}

/** `Remit: Approve Command` and `Remit: Deny Command`: what a row does not show whole is not approved there. */
export async function answerFromPalette(
	tasks: Tasks,
	verdict: "approve" | "deny",
	show: (task: string) => Promise<void>,
): Promise<void> {
	const picked = await pickCommand(allWaiting(tasks), verdict);
	if (!picked) return;
	const { delegation, whole, call, binding } = picked;
	if (verdict === "approve") {
		if (whole) tellLate(delegation, call, delegation.approve(call, { binding, surface: "palette" }));
		else await show(delegation.view.task);
		return;
	}
	const reason = await askText({
		title: "Remit: Deny Command",
		prompt: "Tell the agent why, or what to do instead (optional)",
	});
	if (reason !== undefined) tellLate(delegation, call, delegation.deny(call, reason, "palette"));
}

async function pickCommand(waiters: readonly Waiter[], verdict: "approve" | "deny") {
	const rows = waiters.flatMap(({ delegation, waiting }) => {
		if (waiting.kind !== "approval") return [];
		const { call, binding } = waiting;
		const { text, detail, whole } = rowOf(waiting);
		const label = whole || verdict === "deny" ? text : `Show in panel: ${text}`;
		return [{ label, detail: `${detail} · ${named(delegation.view)}`, delegation, call, binding, whole }];
	});
	if (rows.length === 0) {
		void sayInfo("Remit: no command waits for approval.");
		return undefined;
	}
	const title = verdict === "approve" ? "Approve this command" : "Deny this command";
	return pickOne(rows, { title: `Remit: ${title}`, placeHolder: title });
}

/** `Remit: Answer Question`. */
export async function answerQuestion(tasks: Tasks): Promise<void> {
	const waiter = allWaiting(tasks).find(({ waiting }) => waiting.kind === "question");
	if (waiter?.waiting.kind !== "question") {
		void sayInfo("Remit: no question waits for an answer.");
		return;
	}
	const { call, question, options } = waiter.waiting;
	const own = { label: "Write an answer…", answer: undefined };
	const rows = [...options.map((option) => ({ label: proseLine(option), answer: option })), own];
	const picked =
		options.length > 0 ? await pickOne(rows, { title: proseLine(question), placeHolder: "Choose an answer" }) : own;
	if (!picked) return;
	const answer = picked.answer ?? (await askText({ title: "Remit: Answer Question", prompt: proseLine(question) }));
	if (answer) tellLate(waiter.delegation, call, waiter.delegation.answer(call, answer));
}
