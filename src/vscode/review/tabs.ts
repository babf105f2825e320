/** Knows which tabs show which changes, and leads from a decided change to the next one. */

import * as vscode from "vscode";
import type { Surface } from "../../core/ports.ts";
import type { Change } from "../../core/review-ports.ts";
import type { ReviewedChange } from "../../core/task/review-view.ts";
import type { TaskView } from "../../core/task/view.ts";
import { mergedIn } from "./conflict.ts";
import type { Wanted } from "./decide.ts";
import type { ShownPieces } from "./pieces.ts";
import { baseName, inReviewOrder, reviewTitle, type ShowOptions, showChange, showChanges } from "./show.ts";
import type { ReviewSource } from "./source.ts";
import type { ReviewUris, ShownSide } from "./uri.ts";

/** The changes of a task that were opened together. */
export interface OpenedReview {
	readonly task: string;
	/** As they were when they were opened, or as the person edited them since. */
	readonly shown: readonly Wanted[];
}

export interface TabParts {
	readonly source: Pick<ReviewSource, "views">;
	readonly uris: ReviewUris;
	readonly pieces: ShownPieces;
}

export class ReviewTabs {
	/** By title: the editor does not tell what such a tab shows. */
	private readonly opened = new Map<string, OpenedReview>();
	/** Comparisons of images by their title, as they were opened last: the editor does not tell what they show either. */
	private readonly images = new Map<string, ShownSide>();
	private readonly parts: TabParts;

	constructor(parts: TabParts) {
		this.parts = parts;
	}

	/** False where this editor cannot show several files at once. */
	async openAll(view: TaskView): Promise<boolean> {
		const changes = inReviewOrder(view).flatMap((item) => (item.decision === "undecided" ? [item.change] : []));
		const title = this.titleFor(view);
		// Set first: the tab counts as this review from the moment it appears.
		this.opened.set(title, { task: view.task, shown: changes.map(({ path, version }) => ({ path, version })) });
		return showChanges(this.parts.uris, view, changes, title);
	}

	/** One file, whatever was decided on it, at this piece or the first that is undecided. */
	async openOne(
		view: TaskView,
		change: Change,
		options: ShowOptions & { readonly piece?: string } = {},
	): Promise<void> {
		const { piece, ...shown } = options;
		const selection = await this.linesOf(view, change, piece);
		if (change.binary) this.images.set(imageTitle(change), { task: view.task, path: change.path, side: "proposed" });
		await showChange(this.parts.uris, view, change, { ...(selection && { selection }), ...shown });
	}

	/** What the person made of a file is what they saw of it. */
	edited({ task, path, version }: Wanted & { readonly task: string }): void {
		for (const [title, review] of this.opened) {
			if (review.task !== task) continue;
			const shown = review.shown.map((item) => (item.path === path ? { path, version } : item));
			this.opened.set(title, { task, shown });
		}
	}

	/** The review that the active tab shows. */
	activeReview(): OpenedReview | undefined {
		const tab = activeTab();
		return tab && this.reviewOf(tab);
	}

	/** The change in the active tab, or the one under the cursor where a tab shows several. */
	activeChange(): ShownSide | null {
		const tab = activeTab();
		const shown = tab && this.shownIn(tab);
		return shown ?? this.parts.uris.parse(vscode.window.activeTextEditor?.document.uri);
	}

	/**
	 * Closes what shows files of which nothing is left to decide. Where the person is looking at one, the next undecided one
	 * takes its place in the same column. A review of many files stays as it is until nothing in it is left.
	 */
	async follow(view: TaskView, paths: readonly string[], surface: Surface): Promise<void> {
		const done = paths.filter((path) => isDone(view, path));
		if (done.length === 0) return;
		const tab = activeTab();
		const next = nextUndecided(view, done);
		const preserveFocus = surface === "panel" || surface === "tree";
		const inFront = tab !== undefined && this.showsDecided(tab, view, done);
		const unnamed = tab !== undefined && showsUnnamed(tab, view, done);
		if (next && (inFront || unnamed)) {
			const { viewColumn } = vscode.window.tabGroups.activeTabGroup;
			await this.openOne(view, next, { viewColumn, preserveFocus, preview: tab.isPreview });
		}
		await close(allTabs().filter((each) => (unnamed && each === tab) || this.showsDecided(each, view, done)));
		if (!next) await close(allTabs().filter((each) => this.reviewOf(each)?.task === view.task));
	}

	/** Undefined where the piece has no lines on the proposed side, or cannot be read. */
	private async linesOf(view: TaskView, change: Change, piece: string | undefined): Promise<vscode.Range | undefined> {
		const { decisions = {} } = view.changes.find((item) => item.change === change) ?? {};
		const pieces = await this.parts.pieces.of(view.task, change).catch(() => []);
		const found = pieces.find(({ id }) => (piece === undefined ? decisions[id] === undefined : id === piece));
		if (found?.kind !== "hunk") return undefined;
		return new vscode.Range(found.hunk.start, 0, found.hunk.start, 0);
	}

	private showsDecided(tab: vscode.Tab, view: TaskView, decided: readonly string[]): boolean {
		const shown = this.shownIn(tab);
		return shown !== null && shown.task === view.task && decided.includes(shown.path);
	}

	private reviewOf(tab: vscode.Tab): OpenedReview | undefined {
		if (
			tab.input instanceof vscode.TabInputText ||
			tab.input instanceof vscode.TabInputTextDiff ||
			tab.input instanceof vscode.TabInputNotebookDiff ||
			tab.input instanceof vscode.TabInputWebview
		)
			return undefined;
		// The editor adds the number of files to the title.
		const isTitle = (title: string) => tab.label === title || tab.label.startsWith(`${title} (`);
		const known = [...this.opened].find(([title]) => isTitle(title))?.[1];
		if (known) return known;
		// From before the window was loaded anew: nobody knows what was seen in it, so that it is not decided on as a whole.
		const view = this.parts.source.views().find((each) => isTitle(reviewTitle(each)));
		return view && { task: view.task, shown: [] };
	}

	/** The change that a tab shows alone. */
	private shownIn({ input, label }: vscode.Tab): ShownSide | null {
		// Where two tabs have one title, none of them is meant.
		if (input === undefined && allTabs().filter((tab) => tab.label === label).length === 1)
			return this.images.get(label) ?? null;
		if (input instanceof vscode.TabInputTextDiff || input instanceof vscode.TabInputNotebookDiff)
			return this.parts.uris.parse(input.modified);
		if (
			input instanceof vscode.TabInputText ||
			input instanceof vscode.TabInputCustom ||
			input instanceof vscode.TabInputNotebook
		)
			return this.parts.uris.parse(input.uri);
		return null;
	}

	private titleFor(view: TaskView): string {
		const title = reviewTitle(view);
		const holder = this.opened.get(title);
		return holder === undefined || holder.task === view.task ? title : `${title} · ${view.task}`;
	}
}

function activeTab(): vscode.Tab | undefined {
	return vscode.window.tabGroups.activeTabGroup.activeTab;
}

function allTabs(): readonly vscode.Tab[] {
	return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
}

/** The editor does not tell what a comparison of images shows, and names it by the two files. */
function showsUnnamed(tab: vscode.Tab, view: TaskView, decided: readonly string[]): boolean {
	if (tab.input !== undefined) return false;
	return view.changes.some(({ change }) => decided.includes(change.path) && tab.label === imageTitle(change));
}

/** As the editor calls a comparison of two images, whatever title it is given. */
function imageTitle({ path, from }: Change): string {
	return `${baseName(from ?? path)} ↔ ${baseName(path)}`;
}

function isDone(view: TaskView, path: string): boolean {
	return view.changes.find(({ change }) => change.path === path)?.decision !== "undecided";
}

/** The first undecided change after the last decided one, else the first of all. */
function nextUndecided(view: TaskView, decided: readonly string[]): Change | undefined {
	const items = inReviewOrder(view);
	const last = items.findLastIndex(({ change }) => decided.includes(change.path));
	const open = (item: ReviewedChange) => item.decision === "undecided";
	return (items.slice(last + 1).find(open) ?? items.find(open))?.change;
}

/** The editor would ask about unsaved text. */
async function close(tabs: readonly vscode.Tab[]): Promise<void> {
	const saved = tabs.filter(({ isDirty }) => !isDirty);
	if (saved.length > 0) await vscode.window.tabGroups.close(saved, true);
}

/** Tells the menus and keys by context keys what the active tab shows; disposing stops that. */
export function watchActiveTab(tabs: ReviewTabs, name: string, ready: Promise<unknown>): vscode.Disposable {
	const set = (key: string, value: boolean) =>
		void vscode.commands.executeCommand("setContext", `${name}.${key}`, value);
	const tell = () => {
		const isReview = tabs.activeReview() !== undefined;
		// Several files together.
		set("reviewing", isReview);
		set("inReview", isReview || tabs.activeChange() !== null);
		const tab = activeTab();
		set("merging", tab !== undefined && mergedIn(tab) !== null);
	};
	tell();
	// What was open before the tasks are known is theirs from then on.
	void ready.then(tell, tell);
	return vscode.Disposable.from(
		vscode.window.tabGroups.onDidChangeTabs(tell),
		vscode.window.tabGroups.onDidChangeTabGroups(tell),
		vscode.window.onDidChangeActiveTextEditor(tell),
	);
}
