/** The status bar entry: what runs and what waits, in a glance. */

import * as vscode from "vscode";
import type { Tasks } from "../core/task/tasks.ts";
import { canReview, isLive } from "../core/task/view.ts";
import { allWaiting } from "./approvals.ts";

export class Status {
	private readonly item: vscode.StatusBarItem;
	private readonly tasks: Tasks;
	private readonly warning: () => string;

	/** `warning` is what a person must always see, in two words; empty when there is nothing. */
	constructor(tasks: Tasks, warning: () => string) {
		this.tasks = tasks;
		this.warning = warning;
		this.item = vscode.window.createStatusBarItem("remit.status", vscode.StatusBarAlignment.Left, 10);
		this.item.name = "Remit";
		this.item.command = "remit.focusPanel";
		this.refresh();
		this.item.show();
	}

	/** Shows what is true now; returns how many things wait for the person. */
	refresh(): number {
		const waiting = allWaiting(this.tasks).length;
		const running = this.tasks.list().filter(({ view }) => isLive(view.status)).length;
		const toReview = this.tasks.list().filter(({ view }) => view.status === "ready" && canReview(view)).length;
		const { text, tooltip } = words(waiting, running, toReview);
		const warning = this.warning();
		const label = warning === "" ? tooltip : `${tooltip}; ${warning}`;
		this.item.text = warning === "" ? text : text === quiet ? `$(shield) Remit: ${warning}` : `${text} (${warning})`;
		this.item.tooltip = label;
		this.item.accessibilityInformation = { label };
		this.item.backgroundColor = waiting > 0 ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
		return waiting;
	}

	dispose(): void {
		this.item.dispose();
	}
}

const quiet = "$(checklist) Remit";

function words(
	waiting: number,
	running: number,
	toReview: number,
): { readonly text: string; readonly tooltip: string } {
	if (waiting > 0)
		return {
			text: `$(bell-dot) Remit: ${waiting} waiting`,
			tooltip: `Remit: ${count(waiting, "answer")} needed from you`,
		};
	if (running > 0) return { text: "$(sync~spin) Remit", tooltip: `Remit: ${count(running, "task")} running` };
	if (toReview > 0)
		return {
			text: `$(git-compare) Remit: ${toReview} to review`,
			tooltip: `Remit: ${count(toReview, "task")} ready for review`,
		};
	return { text: quiet, tooltip: "Remit: nothing is running" };
}

function count(number: number, noun: string): string {
	return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}
