/** Joins the brief editor to the window: what it knows of the folder, the settings and the tasks. */

import * as vscode from "vscode";
import { draftBrief } from "../../core/brief/draft.ts";
import type { WarningName } from "../../core/brief/warning.ts";
import { type Prices, publishedModels } from "../../core/budget/prices.ts";
import type { Brief } from "../../core/task/brief.ts";
import type { Tasks } from "../../core/task/tasks.ts";
import { budgetSettings, dayCap } from "../budget.ts";
import { draftFacts } from "../entry/facts.ts";
import { modelSettings, reviewSettings } from "../settings.ts";
import { openedFolder } from "../setup.ts";
import { BriefEditor, type EditorParts } from "./editor.ts";

export interface EditorSetup extends Pick<EditorParts, "memory" | "panel" | "confirm"> {
	readonly tasks: Tasks;
	prices(): Prices;
	/** git's user, or whoever is logged in. */
	owner(): Promise<string>;
	branches(folder: string, signal: AbortSignal): Promise<readonly string[]>;
	delegate(brief: Brief, dismissed: readonly WarningName[]): Promise<string | undefined>;
}

/** Milliseconds that the list of branches is worth. */
const patience = 3_000;

export function makeBriefEditor({ tasks, prices, owner, branches, ...parts }: EditorSetup): BriefEditor {
	return new BriefEditor({
		...parts,
		draft: async (sentence) => draftBrief(sentence, await draftFacts(sentence, { owner })),
		surroundings: async () => {
			const folder = vscode.workspace.isTrusted ? openedFolder() : undefined;
			if (!folder) return { checks: [], branches: [], owner: "" };
			const listed = branches(folder.uri.fsPath, AbortSignal.timeout(patience)).catch(() => []);
			const [facts, names] = await Promise.all([draftFacts("", { owner }), listed]);
			return { checks: facts.checks, branches: names, owner: facts.owner ?? "" };
		},
		ground: () => {
			const { provider, name } = modelSettings();
			return {
				settings: budgetSettings(),
				day: dayCap(),
				review: reviewSettings().when,
				views: tasks.list().map(({ view }) => view),
				models: provider === "scripted" ? [] : publishedModels,
				model: provider === "scripted" ? "" : name,
				isPriced: (model) => prices().most({ input: 1, output: 1 }, model, Date.now()) !== null,
			};
		},
		save: async (brief) => void (await vscode.commands.executeCommand("remit.saveBrief", brief)),
		task: (id) => tasks.get(id),
	});
}
