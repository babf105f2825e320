/** Knows which tabs show which changes, and leads from a decided change to the next one. */

import * as vscode from "vscode";
import type { Surface } from "../core/ports.ts";
import type { Change } from "../core/review-ports.ts";
import type { TaskView } from "../core/task/view.ts";
import type { Wanted } from "./review-decide.ts";
import { baseName, reviewTitle, showChange, showChanges, undecided } from "./review-show.ts";
import type { ReviewUris, ShownSide } from "./review-uri.ts";

/** The changes of a task that were opened together. */
export interface OpenedReview {
	readonly task: string;
	/** As they were when they were opened. */
	readonly shown: readonly Wanted[];
}

export class ReviewTabs {
	/** By title: the editor does not tell what such a tab shows. */
	private readonly opened = new Map<string, OpenedReview>();
	private readonly uris: ReviewUris;

	constructor(uris: ReviewUris) {
		this.uris = uris;
	}

	/** False where this editor cannot show several files at once. */
	async openAll(view: TaskView): Promise<boolean> {
		const changes = undecided(view);
		const title = this.titleFor(view);
		// Set first: the tab counts as this review from the moment it appears.
		this.opened.set(title, { task: view.task, shown: changes.map(({ path, version }) => ({ path, version })) });
		return showChanges(this.uris, view, changes, title);
	}

	/** One file, whatever was decided on it. */
	async openOne(view: TaskView, change: Change): Promise<void> {
		await showChange(this.uris, view, change);
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
		return shown ?? this.uris.parse(vscode.window.activeTextEditor?.document.uri);
	}

	/** Closes what shows decided changes. Where the person is looking at one, the next undecided one takes its place in the same column. */
	async follow(view: TaskView, decided: readonly string[], surface: Surface): Promise<void> {
		if (decided.length === 0) return;
		const tab = activeTab();
		const next = nextUndecided(view, decided);
		const preserveFocus = surface === "panel";
		const inFront = tab !== undefined && this.showsDecided(tab, view, decided);
		const unnamed = tab !== undefined && showsUnnamed(tab, view, decided);
		const review = tab && this.reviewOf(tab);
		if (next && (inFront || unnamed)) {
			const { viewColumn } = vscode.window.tabGroups.activeTabGroup;
			await showChange(this.uris, view, next, { viewColumn, preserveFocus, preview: tab.isPreview });
		}
		await close(allTabs().filter((each) => (unnamed && each === tab) || this.showsDecided(each, view, decided)));
		if (!next) await close(allTabs().filter((each) => this.reviewOf(each)?.task === view.task));
		else if (tab && review?.task === view.task && !preserveFocus) await this.reopen(view, tab);
	}

	private showsDecided(tab: vscode.Tab, view: TaskView, decided: readonly string[]): boolean {
		const shown = this.shownIn(tab);
		return shown !== null && shown.task === view.task && decided.includes(shown.path);
	}

	/** The tab cannot be told that a file is done, so that a new one takes its place. */
	private async reopen(view: TaskView, tab: vscode.Tab): Promise<void> {
		await close([tab]);
		await this.openAll(view);
	}

	private reviewOf(tab: vscode.Tab): OpenedReview | undefined {
		if (
			tab.input instanceof vscode.TabInputText ||
			tab.input instanceof vscode.TabInputTextDiff ||
			tab.input instanceof vscode.TabInputWebview
		)
			return undefined;
		// The editor adds the number of files to the title.
		return [...this.opened].find(([title]) => tab.label === title || tab.label.startsWith(`${title} (`))?.[1];
	}

	/** The change that a tab shows alone. */
	private shownIn({ input }: vscode.Tab): ShownSide | null {
		if (input instanceof vscode.TabInputTextDiff) return this.uris.parse(input.modified);
		if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom)
			return this.uris.parse(input.uri);
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
	const shown = view.changes.filter(({ change }) => decided.includes(change.path));
	return shown.some(({ change: { path, from } }) => tab.label === `${baseName(from ?? path)} ↔ ${baseName(path)}`);
}

/** The first undecided change after the last decided one, else the first of all. */
function nextUndecided(view: TaskView, decided: readonly string[]) {
	const open = undecided(view);
	const last = view.changes.findLastIndex(({ change }) => decided.includes(change.path));
	return open.find((change) => view.changes.findIndex((item) => item.change === change) > last) ?? open[0];
}

async function close(tabs: readonly vscode.Tab[]): Promise<void> {
	if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
}

/** Tells the menus by a context key whether the active tab is a review of several files; disposing stops that. */
export function watchActiveTab(tabs: ReviewTabs, key: string): vscode.Disposable {
	const tell = () => vscode.commands.executeCommand("setContext", key, tabs.activeReview() !== undefined);
	void tell();
	return vscode.Disposable.from(
		vscode.window.tabGroups.onDidChangeTabs(tell),
		vscode.window.tabGroups.onDidChangeTabGroups(tell),
	);
}
