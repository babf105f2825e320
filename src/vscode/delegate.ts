/** Starts a task: from a brief that came as an argument, or from what the person types. */

import { boundedBudget } from "../core/budget/caps.ts";
import { type Brief, parseBrief } from "../core/task/brief.ts";
import type { Tasks } from "../core/task/tasks.ts";
import type { Setup } from "../protocol/messages.ts";
import { budgetSettings } from "./budget.ts";
import { askText } from "./say.ts";
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
	const setup = await parts.setup();
	if (setup.state !== "ready") throw new Error(setup.text);
	await parts.restored;
	const folder = openedFolder();
	if (!folder) throw new Error("Open a folder to delegate a task in it.");
	const brief = argument === undefined ? await askForBrief() : read(argument);
	if (!brief) return undefined;
	const unsaved = await settleUnsaved(folder);
	if (unsaved.kind === "cancelled") return undefined;
	const { view } = await parts.tasks.delegate(
		budgeted(brief),
		{ name: folder.name, folder: folder.uri.fsPath },
		unsaved.texts,
	);
	await parts.show(view.task);
	return view.task;
}

/** The caps are the task's own from here on: a setting that changes later does not change them. */
function budgeted(brief: Brief): Brief {
	return { ...brief, budget: boundedBudget(brief.budget, budgetSettings()) };
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
