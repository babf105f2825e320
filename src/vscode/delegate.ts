/** Starts a task: from a brief that came as an argument, or from what the person types. */

import type * as vscode from "vscode";
import { kindOf } from "../core/brief/kind-of.ts";
import type { WarningName } from "../core/brief/warning.ts";
import { boundedBudget } from "../core/budget/caps.ts";
import { type Brief, parseBrief } from "../core/task/brief.ts";
import type { Tasks } from "../core/task/tasks.ts";
import type { Setup } from "../protocol/messages.ts";
import { checked } from "./brief/editor.ts";
import { aboveSettings, writtenBudget } from "./brief/editor-budget.ts";
import { budgetSettings } from "./budget.ts";
import { askText, type Confirm } from "./say.ts";
import { openedFolder } from "./setup.ts";
import { settleUnsaved } from "./unsaved.ts";

export interface DelegateParts {
	readonly tasks: Tasks;
	setup(): Promise<Setup>;
	/** Resolves when the tasks of earlier sessions are there. */
	readonly restored: Promise<void>;
	/** Shows the task to the person. */
	show(task: string): Promise<void>;
}

/** Resolves to the task's id, or undefined when the person cancelled. Rejects with a sentence when it cannot be started. */
export async function delegate(parts: DelegateParts, argument: unknown): Promise<string | undefined> {
	const folder = await readyFolder(parts);
	const brief = argument === undefined ? await askForBrief() : read(argument);
	if (!brief) return undefined;
	// The caps are the task's own from here on: a setting that changes later does not change them.
	return start(parts, folder, {
		brief: { ...brief, budget: boundedBudget(brief.budget, budgetSettings()) },
		dismissed: [],
	});
}

/** As `delegate`, with a brief that the person wrote field by field: they may give more than their settings do, and are asked. */
export async function delegateWritten(parts: DelegateParts & AskParts, written: Written): Promise<string | undefined> {
	const folder = await readyFolder(parts);
	const { brief } = written;
	if (!(await isMeant(brief.budget, parts))) return undefined;
	const budget = writtenBudget(brief.budget, budgetSettings());
	return start(parts, folder, { ...written, brief: { ...brief, budget } });
}

export interface AskParts {
	readonly confirm: Confirm;
}

interface Written {
	readonly brief: Brief;
	/** The brief check's warnings that the person put aside. */
	readonly dismissed: readonly WarningName[];
}

async function readyFolder({ setup, restored }: DelegateParts): Promise<vscode.WorkspaceFolder> {
	const { state, text } = await setup();
	if (state !== "ready") throw new Error(text);
	await restored;
	const folder = openedFolder();
	if (!folder) throw new Error("Open a folder to delegate a task in it.");
	return folder;
}

async function start(
	{ tasks, show }: DelegateParts,
	folder: vscode.WorkspaceFolder,
	{ brief, dismissed }: Written,
): Promise<string | undefined> {
	const unsaved = await settleUnsaved(folder, brief.base);
	if (unsaved.kind === "cancelled") return undefined;
	const said = checked(brief, dismissed);
	const { view } = await tasks.delegate(
		withKind(brief),
		{ name: folder.name, folder: folder.uri.fsPath },
		unsaved.texts,
		said.warnings.length === 0 ? undefined : said,
	);
	await show(view.task);
	return view.task;
}

/** Estimates and the calibration go by the kind. The brief check does not: a guess silences none of its warnings. */
function withKind(brief: Brief): Brief {
	const { goal, mode } = brief;
	return { ...brief, kind: brief.kind ?? (mode === "explore" ? mode : kindOf(goal)) };
}

/** More than the settings allow is a slip of the finger more often than a wish. */
async function isMeant(asked: Brief["budget"], { confirm }: AskParts): Promise<boolean> {
	const above = aboveSettings(asked, budgetSettings());
	if (above.length === 0) return true;
	const text = "Give this task more than your settings allow?";
	return confirm({ text, detail: above.join("\n"), yes: "Delegate" });
}

function read(argument: unknown): Brief {
	const parsed = parseBrief(argument);
	if (parsed.kind === "failed") throw new Error(parsed.text);
	return parsed.brief;
}

async function askForBrief(): Promise<Brief | undefined> {
	const goal = await askText({
		title: "Remit: Delegate Task",
		prompt: "What shall be true when it is done? Name the files and the check that proves it.",
		placeHolder: "e.g. Make the failing test in test/parse.test.ts pass without changing the test",
	});
	return goal === undefined || goal.trim() === "" ? undefined : read({ goal });
}
