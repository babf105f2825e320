/** Does what the review's commands ask for: decides on what is meant, tells how it went, and leads on to the next. */

import * as vscode from "vscode";
import type { Surface } from "../../core/ports.ts";
import type { TaskView } from "../../core/task/view.ts";
import type { Confirm } from "../say.ts";
import { type Caller, questionOf } from "./ask.ts";
import { acceptableTogether, type Decisions, type Outcome, type Wanted } from "./decide.ts";
import type { ReviewDocuments } from "./documents.ts";
import type { ShownPieces } from "./pieces.ts";
import { inReviewOrder, pickChange, type ShowOptions, undecided } from "./show.ts";
import type { ReviewSource } from "./source.ts";
import { ReviewTabs } from "./tabs.ts";
import { type Asked, askedOf, callerOf, inform, Targets } from "./target.ts";
import { tellOutcome } from "./tell.ts";
import type { ReviewUris } from "./uri.ts";

type Decision = Outcome["decision"];

export interface DeskParts {
	readonly source: ReviewSource;
	readonly uris: ReviewUris;
	readonly documents: ReviewDocuments;
	readonly pieces: ShownPieces;
	readonly decisions: Decisions;
	readonly confirm: Confirm;
}

interface Picked {
	readonly wanted: readonly Wanted[];
	readonly left: Outcome["left"];
}

/** What is decided on together. */
export interface Chosen extends Picked {
	readonly task: string;
}

export class ReviewDesk {
	readonly tabs: ReviewTabs;
	private readonly parts: DeskParts;
	private readonly targets: Targets;

	constructor(parts: DeskParts) {
		this.tabs = new ReviewTabs(parts);
		this.parts = parts;
		this.targets = new Targets({ ...parts, tabs: this.tabs });
	}

	/** Shows a task's undecided changes, or one change whatever was decided on it. */
	async open({ task, path, piece }: Asked, options: ShowOptions = {}): Promise<void> {
		const view = this.parts.source.view(task);
		const change = view?.changes.find((item) => item.change.path === path)?.change;
		if (view && path === undefined) return this.showAll(view);
		if (view && change) return this.tabs.openOne(view, change, { ...options, ...(piece !== undefined && { piece }) });
		inform("that change is not there any more.");
	}

	async openAll(argument: unknown): Promise<void> {
		const view = await this.targets.task(argument, "Remit: review which task?");
		if (view) await this.showAll(view);
	}

	async openOne(argument: unknown): Promise<void> {
		const asked = askedOf(argument);
		if (asked?.path !== undefined) return this.open(asked);
		const items = this.parts.source.views().flatMap((view) => inReviewOrder(view).map((item) => ({ view, item })));
		if (items.length === 0) return inform("there is no change to show.");
		const picked = await pickChange(items, "Remit: Show Change");
		if (picked) await this.tabs.openOne(picked.view, picked.item.change);
	}

	/** What is in front, e.g. a notebook, as the text that it is. */
	async openAsText(argument: unknown): Promise<void> {
		const shown = this.parts.uris.parse(argument) ?? this.tabs.activeChange();
		const asked = askedOf(argument) ?? shown;
		if (!asked?.path) return inform("open a change first.");
		await this.open(asked, { override: false, preview: false });
	}

	/** Undefined when nothing was chosen, or the person said no. */
	async decideOne(decision: Decision, argument: unknown): Promise<Outcome | undefined> {
		const target = await this.targets.change(decision, argument);
		if (!target) return undefined;
		const chosen = { task: target.task, wanted: [target], left: [], caller: callerOf(argument) };
		return this.askAndCarryOut(decision, chosen, "editor");
	}

	/** Everything undecided of one task; protected files are accepted one by one only. */
	async decideAll(decision: "accepted" | "rejected", argument: unknown): Promise<Outcome | undefined> {
		const view = await this.targets.task(
			argument,
			decision === "accepted" ? "Remit: accept all changes of which task?" : "Remit: reject all changes of which task?",
		);
		if (!view) return undefined;
		const review = this.tabs.activeReview();
		if (review?.task === view.task && review.shown.length === 0)
			return void inform(
				"this review is from before the window was loaded anew. Open it again to decide on all of it.",
			);
		return this.askAndCarryOut(decision, this.together(decision, view, callerOf(argument)), "palette");
	}

	/** For the panel; without a path everything that is undecided. */
	async decideFor(decision: Decision, { task, path }: Asked): Promise<Outcome | undefined> {
		const view = this.parts.source.view(task);
		if (!view) return undefined;
		if (path === undefined && decision !== "undecided")
			return this.askAndCarryOut(decision, this.together(decision, view, "person"), "panel");
		if (path === undefined) return undefined;
		const version = view.changes.find((item) => item.change.path === path)?.change.version ?? "";
		return this.carryOut(decision, { task, wanted: [{ path, version }], left: [] }, "panel");
	}

	/** Decides without asking, tells how it went, and closes what is done with. */
	async carryOut(decision: Decision, chosen: Chosen, surface: Surface): Promise<Outcome> {
		const { task } = chosen;
		const { wanted, left } = decision === "undecided" ? chosen : this.saved(chosen);
		const words = { accepted: "accept", rejected: "reject", undecided: "undo" } as const;
		// A save may take seconds, while a formatter or a language server starts.
		const outcome = await vscode.window.withProgress(
			{ location: vscode.ProgressLocation.Window, title: "Remit: applying your decision" },
			() => this.parts.decisions[words[decision]](task, wanted, surface),
		);
		const whole = { ...outcome, left: [...outcome.left, ...left] };
		tellOutcome(whole);
		const view = this.parts.source.view(task);
		const paths = whole.decided.map(({ path }) => path);
		if (view && decision !== "undecided") await this.tabs.follow(view, paths, surface);
		return whole;
	}

	/** What a person sees of a file with unsaved edits is not what would be decided on, unless single pieces are meant. */
	private saved({ task, wanted, left }: Chosen): Picked {
		const isUnsaved = ({ path, pieces }: Wanted) => pieces === undefined && this.parts.documents.isUnsaved(task, path);
		const text = "has edits of yours in the review that are not saved. Save or revert them first.";
		const unsaved = wanted.filter(isUnsaved).map(({ path }) => ({ path, text: `${path} ${text}` }));
		return { wanted: wanted.filter((one) => !isUnsaved(one)), left: [...left, ...unsaved] };
	}

	private together(decision: Decision, view: TaskView, caller: Caller): Chosen & { readonly caller: Caller } {
		const { wanted, left } = decision === "accepted" ? acceptableTogether(view) : { wanted: undecided(view), left: [] };
		const all = { wanted: wanted.map(asWanted), left };
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

	private async showAll(view: TaskView): Promise<void> {
		const [only] = undecided(view);
		if (!only) return inform(view.changes.length === 0 ? "the task has changed nothing." : "every change is decided.");
		if (await this.tabs.openAll(view)) return;
		const items = inReviewOrder(view).filter(({ decision }) => decision === "undecided");
		const picked = await pickChange(
			items.map((item) => ({ view, item })),
			"Remit: Review Changes",
		);
		if (picked) await this.tabs.openOne(view, picked.item.change);
	}
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

/** The ids of a change are all that there is of it, not what is wanted. */
function asWanted({ path, version }: Wanted): Wanted {
	return { path, version };
}
