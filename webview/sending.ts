/** Which of the panel's commands are waited for, and which of them are about the same matter. */

import type { PanelCommand } from "../src/protocol/commands.ts";

/** Commands that only open something are never "on their way": what they open says enough. */
export function changesSomething({ type }: PanelCommand): boolean {
	return changing[type];
}

const changing: Readonly<Record<PanelCommand["type"], boolean>> = {
	delegate: true,
	approve: true,
	"approve-edited": true,
	deny: true,
	answer: true,
	steer: true,
	stop: true,
	continue: true,
	"raise-budget": true,
	accept: true,
	reject: true,
	undo: true,
	verify: true,
	"keep-branch": true,
	"commit-accepted": true,
	"open-pull-request": true,
	discard: true,
	"tell-value": true,
	"decline-value": true,
	"use-demo": true,
	"edit-brief": true,
	rescope: true,
	"submit-draft": true,
	"save-draft": true,
	"discard-draft": true,
	ready: false,
	show: false,
	review: false,
	"open-thread": false,
	"open-check": false,
	"open-place": false,
	"open-output": false,
	"show-context": false,
	"take-over": false,
	"open-report": false,
	"copy-report": false,
	"open-terminal": false,
	"open-settings": false,
	"set-key": false,
	trust: false,
	"open-folder": false,
	"write-draft": false,
	"dismiss-warning": false,
	"remove-attachment": false,
	"show-draft": false,
	"leave-draft": false,
};

/** What a command is about, without its text: approving and denying a call are one matter, so one excludes the other. */
export function matterOf(command: PanelCommand): string {
	const decides = ["approve", "approve-edited", "deny"].includes(command.type);
	const task = "task" in command ? command.task : "";
	const call = "call" in command ? command.call : "";
	const path = "path" in command ? (command.path ?? "") : "";
	return JSON.stringify([decides ? "decide" : command.type, task, call, path]);
}
