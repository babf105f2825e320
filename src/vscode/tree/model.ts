/** Knows what the tree of changes shows of the tasks, and which rows an event changed. */

import type { Change } from "../../core/review-ports.ts";
import { type Grouped, type ReviewGroups, reviewGroups } from "../../core/task/review-groups.ts";
import type { ReviewedChange } from "../../core/task/review-view.ts";
import { canDecide, canReview, type TaskView } from "../../core/task/view.ts";
import type { ReviewSource } from "../review/source.ts";
import { originOf } from "./checks.ts";
import type { GroupName } from "./nodes.ts";

/** The task that the panel shows. */
export interface ShownTask {
	/** Empty for none. */
	readonly shown: string;
	onShown(listener: () => void): { dispose(): void };
}

/** What an event changed: all rows, nothing, or these files of a task. */
export type Difference = "all" | "nothing" | readonly ReviewedChange[];

interface Seen {
	readonly decidable: boolean;
	readonly notes: readonly string[];
	readonly tampering: TaskView["tampering"];
	readonly oldTests: TaskView["oldTests"];
	readonly changes: readonly ReviewedChange[];
}

interface Sorted {
	readonly changes: readonly ReviewedChange[];
	readonly groups: ReviewGroups;
	readonly byOrigin: ReadonlyMap<string, FileRow>;
}

/** A file with the group in which it stands, and why. */
export interface FileRow {
	readonly item: ReviewedChange;
	readonly group: GroupName | null;
	readonly because: string | null;
}

export class TreeModel {
	private readonly source: ReviewSource;
	private readonly panel: ShownTask | undefined;
	private readonly seen = new Map<string, Seen>();
	private readonly sorted = new Map<string, Sorted>();
	/** Tasks that were listed stay so after their last decision, so that it can be taken back here. */
	private readonly listed = new Set<string>();
	private last: readonly string[] = [];

	constructor(source: ReviewSource, panel: ShownTask | undefined) {
		this.source = source;
		this.panel = panel;
	}

	/** The task in the panel where it has changes, else all that can be reviewed. */
	tasks(): readonly TaskView[] {
		const shown = this.panel === undefined ? undefined : this.source.view(this.panel.shown);
		if (shown && hasChanges(shown)) return [shown];
		const views = this.source.views().filter((view) => canReview(view) || this.isKept(view));
		for (const { task } of views) this.listed.add(task);
		return views;
	}

	view(task: string): TaskView | undefined {
		return this.source.view(task);
	}

	groups(task: string): ReviewGroups {
		return this.sortedOf(task).groups;
	}

	file(task: string, origin: string): FileRow | undefined {
		return this.sortedOf(task).byOrigin.get(origin);
	}

	/** To be asked once after each event. */
	difference(task: string): Difference {
		const before = this.seen.get(task);
		const view = this.source.view(task);
		const after = view && seenOf(view);
		if (after) this.seen.set(task, after);
		else this.seen.delete(task);
		if (before !== undefined && after !== undefined && isSame(before, after)) return "nothing";
		const order = this.tasks().map((each) => each.task);
		const listsOthers = order.join("\n") !== this.last.join("\n");
		this.last = order;
		if (listsOthers || !before || !after) return order.includes(task) || listsOthers ? "all" : "nothing";
		if (!order.includes(task)) return "nothing";
		return differenceOf(before, after);
	}

	private isKept(view: TaskView): boolean {
		return this.listed.has(view.task) && hasChanges(view);
	}

	private sortedOf(task: string): Sorted {
		const changes = this.source.view(task)?.changes ?? [];
		const known = this.sorted.get(task);
		if (known?.changes === changes) return known;
		const groups =
			known && samePaths(known.changes, changes) ? regrouped(known.groups, changes) : reviewGroups(changes);
		const sorted = { changes, groups, byOrigin: byOrigin(groups) };
		this.sorted.set(task, sorted);
		return sorted;
	}
}

function hasChanges(view: TaskView): boolean {
	return canDecide(view) && (view.changes.length > 0 || view.changeNotes.length > 0);
}

function seenOf(view: TaskView): Seen {
	const { changeNotes: notes, changes, tampering, oldTests } = view;
	return { decidable: canDecide(view), notes, changes, tampering, oldTests };
}

function isSame(one: Seen, two: Seen): boolean {
	return isSameAround(one, two) && one.changes === two.changes;
}

/** What is not about single files. */
function isSameAround(one: Seen, two: Seen): boolean {
	const sameChecks = one.tampering === two.tampering && one.oldTests === two.oldTests;
	return sameChecks && one.decidable === two.decidable && sameTexts(one.notes, two.notes);
}

function differenceOf(before: Seen, after: Seen): Difference {
	if (!isSameAround(before, after)) return "all";
	if (!samePaths(before.changes, after.changes)) return "all";
	return after.changes.filter((item, at) => !looksSame(before.changes[at], item));
}

function looksSame(one: ReviewedChange | undefined, two: ReviewedChange): boolean {
	if (one === two) return true;
	return (
		one !== undefined &&
		one.change.version === two.change.version &&
		one.decisions === two.decisions &&
		one.note === two.note &&
		one.outlived === two.outlived &&
		sameTexts(one.pieces, two.pieces)
	);
}

/** Which group a file is in follows from its names and kind: with many files that is not asked again after each decision. */
function regrouped(groups: ReviewGroups, changes: readonly ReviewedChange[]): ReviewGroups {
	const now = new Map(changes.map((item) => [item.change.path, item]));
	const current = (item: ReviewedChange) => now.get(item.change.path) ?? item;
	const again = ({ item, because }: Grouped): Grouped => ({ item: current(item), because });
	return {
		protected: groups.protected.map(again),
		protectedGenerated: groups.protectedGenerated.map(again),
		ordinary: groups.ordinary.map(current),
		generated: groups.generated.map(again),
	};
}

function byOrigin(groups: ReviewGroups): Sorted["byOrigin"] {
	const within = (group: GroupName) => groups[group].map((row): FileRow => ({ ...row, group }));
	const ordinary = groups.ordinary.map((item): FileRow => ({ item, because: null, group: null }));
	const rows = [...within("protected"), ...within("protectedGenerated"), ...ordinary, ...within("generated")];
	return new Map(rows.map((row) => [originOf(row.item), row]));
}

function isSameFile(one: Change, two: Change | undefined): boolean {
	return one.path === two?.path && one.from === two.from && one.kind === two.kind && one.mode === two.mode;
}

function samePaths(one: readonly ReviewedChange[], two: readonly ReviewedChange[]): boolean {
	return one.length === two.length && one.every(({ change }, at) => isSameFile(change, two[at]?.change));
}

function sameTexts(one: readonly string[], two: readonly string[]): boolean {
	return one === two || (one.length === two.length && one.every((text, at) => text === two[at]));
}

/** Nothing of it can be checked. */
export function isProtected({ group }: FileRow): boolean {
	return group === "protected" || group === "protectedGenerated";
}
