/** Sums figures up by week and by kind. */

import type { TaskFigures } from "./figures.ts";

export interface Group {
	readonly tasks: number;
	readonly outcomes: Readonly<Record<TaskFigures["outcome"], number>>;
	/** Of the pieces that were decided on; null where none was. */
	readonly hunkRate: Rate | null;
	/** Of the tasks whose checks were run: those that passed the first time. */
	readonly firstPass: Rate | null;
	/** Of the tasks that are over, accepted or partly. */
	readonly acceptance: Rate | null;
	readonly stuck: readonly { readonly reason: TaskFigures["stuck"][number]; readonly times: number }[];
	/** Tasks that were stuck at least once. */
	readonly stuckTasks: number;
	/** US dollars of what has a price. */
	readonly cost: number;
	/** Tasks of which a part of the cost is not known: it is not in `cost`. */
	readonly unpriced: number;
	readonly minutes: number;
	/** Of the tasks that had an estimate: what was estimated (the median) and what it became. */
	readonly estimated: Estimated | null;
	/** Of the accepted lines that are known to the history: those that were changed again. */
	readonly rework: Rate | null;
	/** US dollars for each accepted (or partly accepted) task; null where none was, or a cost is not known. */
	readonly costPerAccepted: number | null;
	/** What the person said; only tasks of which they said something. */
	readonly saved: Saved | null;
}

export interface Rate {
	readonly part: number;
	readonly of: number;
}

export interface Estimated {
	readonly tasks: number;
	readonly minutes: number;
	readonly actualMinutes: number;
	/** US dollars; null where the price of one was not known. */
	readonly cost: number | null;
	readonly actualCost: number | null;
}

export interface Saved {
	readonly tasks: number;
	/** Of the person. */
	readonly minutes: number;
	/** US dollars that these tasks cost; null where one's is not known. */
	readonly cost: number | null;
}

export interface Named<Name extends string> extends Group {
	readonly name: Name;
}

export interface WeekOfKind extends Named<TaskFigures["kind"]> {
	/** As `2026-W47`. */
	readonly week: string;
}

/** Weeks as `2026-W47` (ISO 8601, in UTC), oldest first; weeks without tasks between two others are there, too. */
export function byWeek(figures: readonly TaskFigures[]): readonly Named<string>[] {
	const weeks = new Map<string, TaskFigures[]>();
	const times = figures.map(({ createdAt }) => createdAt);
	if (times.length === 0) return [];
	const last = mondayOf(Math.max(...times));
	for (let monday = mondayOf(Math.min(...times)); monday <= last; monday += weekMs) weeks.set(weekName(monday), []);
	for (const one of figures) weeks.get(weekName(one.createdAt))?.push(one);
	return [...weeks].map(([name, tasks]) => ({ name, ...groupOf(tasks) }));
}

/** The kinds of each week, newest week first; a week without tasks has none. */
export function byWeekAndKind(figures: readonly TaskFigures[]): readonly WeekOfKind[] {
	const weeks = [...new Set(figures.map(({ createdAt }) => weekName(createdAt)))].sort().reverse();
	return weeks.flatMap((week) =>
		byKind(figures.filter(({ createdAt }) => weekName(createdAt) === week)).map((group) => ({ week, ...group })),
	);
}

/** The kinds that there are, most tasks first. */
export function byKind(figures: readonly TaskFigures[]): readonly Named<TaskFigures["kind"]>[] {
	const kinds = [...new Set(figures.map(({ kind }) => kind))];
	const groups = kinds.map((name) => ({ name, ...groupOf(figures.filter(({ kind }) => kind === name)) }));
	return groups.sort((a, b) => b.tasks - a.tasks || a.name.localeCompare(b.name));
}

export function groupOf(figures: readonly TaskFigures[]): Group {
	const count = (outcome: TaskFigures["outcome"]) => figures.filter((one) => one.outcome === outcome).length;
	const accepted = figures.filter(isAccepted);
	const over = figures.filter(({ outcome }) => outcome !== "open");
	const priced = figures.flatMap(({ cost }) => cost ?? []);
	const checked = figures.filter(({ firstPass }) => firstPass !== "none");
	const hunks = {
		accepted: sum(figures, ({ hunks }) => hunks.accepted),
		rejected: sum(figures, ({ hunks }) => hunks.rejected),
	};
	const cost = priced.reduce((all, one) => all + one, 0);
	const unpriced = figures.length - priced.length;
	return {
		tasks: figures.length,
		outcomes: {
			accepted: count("accepted"),
			"partly-accepted": count("partly-accepted"),
			rejected: count("rejected"),
			discarded: count("discarded"),
			open: count("open"),
		},
		hunkRate: rate(hunks.accepted, hunks.accepted + hunks.rejected),
		firstPass: rate(checked.filter(({ firstPass }) => firstPass === "passed").length, checked.length),
		acceptance: rate(accepted.length, over.length),
		stuck: reasonsOf(figures),
		stuckTasks: figures.filter(({ stuck }) => stuck.length > 0).length,
		...{ cost, unpriced },
		minutes: sum(figures, ({ minutes }) => minutes),
		estimated: estimatedOf(figures),
		rework: reworkRate(figures),
		costPerAccepted: accepted.length === 0 || unpriced > 0 ? null : cost / accepted.length,
		saved: savedOf(figures),
	};
}

function isAccepted({ outcome }: Pick<TaskFigures, "outcome">): boolean {
	return outcome === "accepted" || outcome === "partly-accepted";
}

function reasonsOf(figures: readonly TaskFigures[]): Group["stuck"] {
	const times = new Map<TaskFigures["stuck"][number], number>();
	for (const reason of figures.flatMap(({ stuck }) => stuck)) times.set(reason, (times.get(reason) ?? 0) + 1);
	return [...times].map(([reason, count]) => ({ reason, times: count })).sort((a, b) => b.times - a.times);
}

function estimatedOf(figures: readonly TaskFigures[]): Estimated | null {
	const known = figures.flatMap(({ estimate, cost, minutes }) => (estimate ? [{ estimate, cost, minutes }] : []));
	if (known.length === 0) return null;
	const priced = known.every(({ estimate, cost }) => estimate.money !== null && cost !== null);
	return {
		tasks: known.length,
		minutes: sum(known, ({ estimate }) => estimate.minutes.median),
		actualMinutes: sum(known, ({ minutes }) => minutes),
		cost: priced ? sum(known, ({ estimate }) => estimate.money?.median ?? 0) : null,
		actualCost: priced ? sum(known, ({ cost }) => cost ?? 0) : null,
	};
}

function reworkRate(figures: readonly TaskFigures[]): Rate | null {
	const known = figures.flatMap(({ rework }) => rework ?? []);
	return rate(
		sum(known, ({ reworked }) => reworked),
		sum(known, ({ lines }) => lines),
	);
}

function savedOf(figures: readonly TaskFigures[]): Saved | null {
	const said = figures.filter(({ minutesSaved }) => minutesSaved !== null);
	if (said.length === 0) return null;
	const priced = said.every(({ cost }) => cost !== null);
	return {
		tasks: said.length,
		minutes: sum(said, ({ minutesSaved }) => minutesSaved ?? 0),
		cost: priced ? sum(said, ({ cost }) => cost ?? 0) : null,
	};
}

function rate(part: number, of: number): Rate | null {
	return of === 0 ? null : { part, of };
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
	return items.reduce((all, item) => all + of(item), 0);
}

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

/** The beginning of the week's Monday in UTC; 1970 began with a Thursday. */
function mondayOf(at: number): number {
	const day = Math.floor(at / dayMs);
	return (day - ((((day + 3) % 7) + 7) % 7)) * dayMs;
}

/** The week belongs to the year of its Thursday. */
export function weekName(at: number): string {
	const thursday = mondayOf(at) + 3 * dayMs;
	const year = new Date(thursday).getUTCFullYear();
	const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / weekMs);
	return `${year}-W${String(week).padStart(2, "0")}`;
}
