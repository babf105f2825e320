/** Registers every way into a new task: each ends in the brief editor, and none starts anything by itself. */

import * as vscode from "vscode";
import type { Brief } from "../../core/task/brief.ts";
import { registerAll } from "../register.ts";
import { type Person, realPerson } from "../ship/person.ts";
import { draftFromChanges } from "./changes.ts";
import { draftFromProblems, FixActions } from "./diagnostic.ts";
import type { Drafted, EntryGround } from "./draft.ts";
import type { FactSources } from "./facts.ts";
import { draftFromTest } from "./failing-test.ts";
import { LinkHandler } from "./link-handler.ts";
import { windowProblem } from "./place.ts";
import { draftFromFiles, draftFromSelection } from "./selection.ts";
import { draftFromTemplate } from "./template.ts";

export interface EntryParts extends FactSources {
	/** Shows the brief editor with this draft. */
	open(draft: Brief): Promise<void>;
}

export interface EntryOptions {
	/** The first part of the commands' names. */
	readonly name: string;
	readonly person: Person;
}

export function registerEntries(parts: EntryParts, options: Partial<EntryOptions> = {}): vscode.Disposable {
	const { name = "remit", person = realPerson } = options;
	const ground: EntryGround = { sources: parts, person };
	const entry =
		(draft: (...given: readonly unknown[]) => Promise<Drafted>) =>
		async (...given: readonly unknown[]) => {
			const drafted = windowProblem() ?? (await draft(...given));
			if (drafted.kind === "draft") await parts.open(drafted.brief);
			else if (drafted.kind === "refused") await person.warn(`Remit: ${drafted.text}`);
		};
	const fix = `${name}.delegateDiagnostic`;
	return vscode.Disposable.from(
		...registerAll({
			[`${name}.newFromTemplate`]: entry(() => draftFromTemplate(ground)),
			[`${name}.delegateSelection`]: entry(() => draftFromSelection(ground)),
			[`${name}.delegateFiles`]: entry((clicked, chosen) => draftFromFiles(clicked, chosen, ground)),
			[fix]: entry((reported) => draftFromProblems(reported, ground)),
			[`${name}.delegateTest`]: entry((test) => draftFromTest(test, ground)),
			[`${name}.delegateChanges`]: entry((...chosen) => draftFromChanges(chosen, ground)),
		}),
		vscode.languages.registerCodeActionsProvider({ scheme: "file" }, new FixActions(fix), {
			providedCodeActionKinds: FixActions.kinds,
		}),
		// An extension may have one handler only: tests, whose names differ, call theirs by hand.
		...(name === "remit" ? [vscode.window.registerUriHandler(new LinkHandler(parts.open, person))] : []),
	);
}
