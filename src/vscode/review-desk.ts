/** Does what the review's commands ask for: finds out which change is meant, decides on it, and leads on to the next. */

import * as vscode from "vscode";
import * as z from "zod";
import type { Surface } from "../core/ports.ts";
import { briefTitle } from "../core/task/brief.ts";
import { canReview, type TaskView } from "../core/task/view.ts";
import { type Caller, questionOf } from "./review-ask.ts";
import { acceptableTogether, type Decisions, type Outcome, type Wanted } from "./review-decide.ts";
import { pickChange, undecided } from "./review-show.ts";
import type { ReviewSource } from "./review-source.ts";
import { ReviewTabs } from "./review-tabs.ts";
import { tellOutcome } from "./review-tell.ts";
import type { ReviewUris } from "./review-uri.ts";
import { type Confirm, pickOne, sayInfo } from "./say.ts";

type Decision = Outcome["decision"];

/** Commands may be called by anyone, with anything; what is not understood counts as nothing. */
const askedSchema = z.object({ task: z.string(), path: z.string().optional() });
type Asked = { readonly task: string; readonly path?: string | undefined };

interface Target extends Wanted {
	readonly task: string;
}

export interface DeskParts {
	readonly source: ReviewSource;
	readonly uris: ReviewUris;
	readonly decisions: Decisions;
	readonly confirm: Confirm;
}

export class ReviewDesk {
	readonly tabs: ReviewTabs;
	private readonly parts: DeskParts;

	constructor(parts: DeskParts) {
		this.tabs = new ReviewTabs(parts.uris);
		this.parts = parts;
	}

	/** Shows a task's undecided changes, or one change whatever was decided on it. */
	async open({ task, path }: Asked): Promise<void> {
		const view = this.parts.source.view(task);
		const change = view?.changes.find((item) => item.change.path === path)?.change;
		if (view && path === undefined) return this.showAll(view);
		if (view && change) return this.tabs.openOne(view, change);
		inform("that change is not there any more.");
	}

	async openAll(argument: unknown): Promise<void> {
		const view = await this.askedTask(argument, "Remit: review which task?");
		if (view) await this.showAll(view);
	}

	async openOne(argument: unknown): Promise<void> {
		const asked = askedSchema.safeParse(argument).data;
		if (asked?.path !== undefined) return this.open(asked);
		const items = this.parts.source.views().flatMap((view) => view.changes.map((item) => ({ view, item })));
		if (items.length === 0) return inform("there is no change to show.");
		const picked = await pickChange(items, "Remit: Show Change");
		if (picked) await this.tabs.openOne(picked.view, picked.item.change);
	}

	/** The change in an argument, in the active editor, or the one that is picked. */
	async decideOne(decision: Decision, argument: unknown): Promise<Outcome | undefined> {
		const target = await this.target(decision, argument);
		if (!target) return undefined;
		const chosen = { task: target.task, wanted: [target], left: [], caller: callerOf(argument) };
		return this.askAndCarryOut(decision, chosen, "palette");
	}

	/** Everything undecided of one task; protected files are accepted one by one only. */
	async decideAll(decision: Decision, argument: unknown): Promise<Outcome | undefined> {
		const view = await this.askedTask(
			argument,
			decision === "accepted" ? "Remit: accept all changes of which task?" : "Remit: reject all changes of which task?",
		);
		if (!view) return undefined;
		return this.askAndCarryOut(decision, this.together(decision, view, callerOf(argument)), "palette");
	}

	/** For the panel; without a path everything that is undecided. */
	async decideFor(decision: Decision, { task, path }: Asked): Promise<Outcome | undefined> {
		const view = this.parts.source.view(task);
		if (!view) return undefined;
		if (path === undefined) return this.askAndCarryOut(decision, this.together(decision, view, "person"), "panel");
		const version = view.changes.find((item) => item.change.path === path)?.change.version ?? "";
		return this.carryOut(decision, { task, wanted: [{ path, version }], left: [] }, "panel");
	}

	private together(decision: Decision, view: TaskView, caller: Caller): Chosen & { readonly caller: Caller } {
		const all = decision === "accepted" ? acceptableTogether(view) : { wanted: undecided(view), left: [] };
		const review = this.tabs.activeReview();
		const seen = review?.task === view.task ? asShown(all, review.shown) : all;
		return { ...seen, task: view.task, caller };
	}

	/** Undefined when the person said no. */
	private async askAndCarryOut(
		decision: Decision,
		chosen: Chosen & { readonly caller: Caller },
		surface: Surface,
	): Promise<Outcome | undefined> {
		const paths = chosen.wanted.map(({ path }) => path);
		const goal = this.parts.source.view(chosen.task)?.goal ?? "";
		const question = questionOf({ decision, paths, goal, caller: chosen.caller });
		if (question && !(await this.parts.confirm(question))) return undefined;
		return this.carryOut(decision, chosen, surface);
	}

	private async carryOut(decision: Decision, chosen: Chosen, surface: Surface): Promise<Outcome> {
		const { task, wanted } = chosen;
		const work = () => this.parts.decisions[decision === "accepted" ? "accept" : "reject"](task, wanted, surface);
		// A save may take seconds, while a formatter or a language server starts.
		const outcome = await vscode.window.withProgress(
			{ location: vscode.ProgressLocation.Window, title: "Remit: applying your decision" },
			work,
		);
		const whole = { ...outcome, left: [...outcome.left, ...chosen.left] };
		tellOutcome(whole);
		const view = this.parts.source.view(task);
		const paths = whole.decided.map(({ path }) => path);
		if (view) await this.tabs.follow(view, paths, surface);
		return whole;
	}

	private async showAll(view: TaskView): Promise<void> {
		const changes = undecided(view);
		const [only] = changes;
		if (!only) return inform(view.changes.length === 0 ? "the task has changed nothing." : "every change is decided.");
		if (await this.tabs.openAll(view)) return;
		const items = view.changes.filter(({ decision }) => decision === "undecided").map((item) => ({ view, item }));
		const picked = await pickChange(items, "Remit: Review Changes");
		if (picked) await this.tabs.openOne(view, picked.item.change);
	}

	private async target(decision: Decision, argument: unknown): Promise<Target | undefined> {
		const asked = askedSchema.safeParse(argument).data;
		if (asked?.path !== undefined) {
			const change = this.parts.source
				.view(asked.task)
				?.changes.find((item) => item.change.path === asked.path)?.change;
			return { task: asked.task, path: asked.path, version: change?.version ?? "" };
		}
		const shown = this.parts.uris.parse(argument) ?? this.tabs.activeChange();
		if (shown) return shown;
		const items = this.reviewable().flatMap((view) =>
			view.changes.filter((item) => item.decision === "undecided").map((item) => ({ view, item })),
		);
		if (items.length === 0) return void inform("there is nothing to decide on.");
		const picked = await pickChange(items, decision === "accepted" ? "Remit: Accept File" : "Remit: Reject File");
		return picked && { task: picked.view.task, ...picked.item.change };
	}

	/** The task in an argument, in the active editor, the only one, or the one that is picked. */
	private async askedTask(argument: unknown, title: string): Promise<TaskView | undefined> {
		const asked = askedSchema.safeParse(argument).data;
		const named = asked?.task ?? this.tabs.activeReview()?.task ?? this.tabs.activeChange()?.task;
		const known = named === undefined ? undefined : this.parts.source.view(named);
		if (known) return known;
		if (asked) return void inform("that task is not there any more.");
		const views = this.reviewable();
		if (views.length === 0) return void inform("there is nothing to review.");
		if (views.length === 1) return views[0];
		const rows = views.map((view) => ({
			label: briefTitle(view.goal),
			description: `${undecided(view).length} undecided`,
			view,
		}));
		return (await pickOne(rows, { title, placeHolder: "Choose a task" }))?.view;
	}

	private reviewable(): readonly TaskView[] {
		return this.parts.source.views().filter(canReview);
	}
}

interface Picked {
	readonly wanted: readonly Wanted[];
	readonly left: Outcome["left"];
}

interface Chosen extends Picked {
	readonly task: string;
}

/** The editor's buttons name a document or nothing; a task's name comes from a keybinding or another extension. */
function callerOf(argument: unknown): Caller {
	return askedSchema.safeParse(argument).success ? "program" : "person";
}

/** Only what was in the opened review, in the version in which it was shown there. */
function asShown({ wanted, left }: Picked, shown: readonly Wanted[]): Picked {
	const seen = wanted.flatMap(({ path }) => shown.filter((item) => item.path === path));
	const unseen = wanted.filter(({ path }) => !shown.some((item) => item.path === path));
	return {
		wanted: seen,
		left: [
			...left,
			...unseen.map(({ path }) => ({ path, text: `${path} was not in the review that is open. Open it again.` })),
		],
	};
}

function inform(text: string): void {
	void sayInfo(`Remit: ${text}`);
}
