/** Finds out which change or task a command of the review means: what was pressed, named, in front, or is picked. */

import * as z from "zod";
import { briefTitle } from "../../core/task/brief.ts";
import { canReview, type TaskView } from "../../core/task/view.ts";
import { pickOne, sayInfo } from "../say.ts";
import type { Caller } from "./ask.ts";
import type { ReviewDocuments } from "./documents.ts";
import { Pressed } from "./pressed.ts";
import { inReviewOrder, pickChange, undecided } from "./show.ts";
import type { ReviewSource } from "./source.ts";
import type { ReviewTabs } from "./tabs.ts";
import type { ReviewUris } from "./uri.ts";
import type { DecisionWord, Wanted } from "./wanted.ts";

/** Commands may be called by anyone, with anything; what is not understood counts as nothing. */
const askedSchema = z.object({ task: z.string(), path: z.string().optional(), piece: z.string().optional() });
export type Asked = {
	readonly task: string;
	readonly path?: string | undefined;
	/** The id of the piece to show; the first undecided one when left out. */
	readonly piece?: string | undefined;
};

export interface Target extends Wanted {
	readonly task: string;
}

interface TargetParts {
	readonly source: ReviewSource;
	readonly uris: ReviewUris;
	readonly documents: ReviewDocuments;
	readonly tabs: ReviewTabs;
}

export class Targets {
	private readonly parts: TargetParts;

	constructor(parts: TargetParts) {
		this.parts = parts;
	}

	/** The change in an argument, in the active editor, or the one that is picked. */
	async change(decision: DecisionWord, argument: unknown): Promise<Target | undefined> {
		if (argument instanceof Pressed) return argument;
		const { source, uris, documents, tabs } = this.parts;
		const asked = askedOf(argument);
		if (asked?.path !== undefined) {
			const change = source.view(asked.task)?.changes.find((item) => item.change.path === asked.path)?.change;
			return { task: asked.task, path: asked.path, version: change?.version ?? "" };
		}
		if (uris.isForged(argument)) return void inform("that is no document of a review.");
		const shown = uris.parse(argument) ?? tabs.activeChange();
		if (shown) {
			const version = documents.versionShown({ ...shown, side: "proposed" }) ?? documents.versionShown(shown) ?? "";
			return { task: shown.task, path: shown.path, version };
		}
		const wants = decision === "undecided" ? "decided" : "undecided";
		const items = this.parts.source
			.views()
			.flatMap((view) => inReviewOrder(view).map((item) => ({ view, item })))
			.filter(({ item: { decisions, undecided: open } }) =>
				wants === "undecided" ? open > 0 : Object.keys(decisions).length > 0,
			);
		if (items.length === 0) return void inform(`there is nothing ${wants}.`);
		const picked = await pickChange(items, titles[decision]);
		return picked && { task: picked.view.task, path: picked.item.change.path, version: picked.item.change.version };
	}

	/** The task in an argument, in the active editor, the only one, or the one that is picked. */
	async task(argument: unknown, title: string): Promise<TaskView | undefined> {
		const { source, tabs } = this.parts;
		const asked = askedOf(argument);
		const named = asked?.task ?? tabs.activeReview()?.task ?? tabs.activeChange()?.task;
		const known = named === undefined ? undefined : source.view(named);
		if (known) return known;
		if (asked) return void inform("that task is not there any more.");
		const views = source.views().filter(canReview);
		if (views.length === 0) return void inform("there is nothing to review.");
		if (views.length === 1) return views[0];
		const rows = views.map((view) => ({
			label: briefTitle(view.goal),
			description: `${undecided(view).length} undecided`,
			view,
		}));
		return (await pickOne(rows, { title, placeHolder: "Choose a task" }))?.view;
	}
}

const titles = {
	accepted: "Remit: Accept File",
	rejected: "Remit: Reject File",
	undecided: "Remit: Undo Decision",
} as const;

export function askedOf(argument: unknown): Asked | undefined {
	return argument instanceof Pressed ? undefined : askedSchema.safeParse(argument).data;
}

/** The editor's buttons name a document or nothing; a task's name comes from a keybinding or another extension. */
export function callerOf(argument: unknown): Caller {
	return askedOf(argument) === undefined ? "person" : "program";
}

export function inform(text: string): void {
	void sayInfo(`Remit: ${text}`);
}
