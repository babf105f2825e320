/** What a task is likely to use, by the person's own history. */

import type { Kind } from "../brief/words.ts";
import { kindIn } from "../task/brief.ts";
import type { TaskView } from "../task/view.ts";
import { amountText, type Caps, capsText, dollars } from "./caps.ts";

export interface Forecast {
	/** Finished tasks that it is taken from. */
	readonly tasks: number;
	/** US dollars; null when the price of some was not known. */
	readonly money: Spread | null;
	/** Active minutes. */
	readonly minutes: Spread;
}

interface Spread {
	readonly median: number;
	/** Nine of ten stayed below or at it. */
	readonly ninetieth: number;
}

/** Fewer tell nothing. */
const leastTasks = 5;

const finished: ReadonlySet<TaskView["status"]> = new Set(["ready", "accepted", "partly-accepted", "rejected"]);

/** Null while there are fewer than five finished tasks; what a demo played does not count. */
export function forecastOf(views: readonly Pick<TaskView, "status" | "model" | "spend">[]): Forecast | null {
	const past = views.filter(({ status, model }) => finished.has(status) && !model.scripted);
	if (past.length < leastTasks) return null;
	const priced = past.every(({ spend }) => !spend.costUnknown);
	return {
		tasks: past.length,
		money: priced ? spread(past.map(({ spend }) => spend.cost)) : null,
		minutes: spread(past.map(({ spend }) => spend.activeMs / 60_000)),
	};
}

/** By nearest rank: both figures are ones that really were. */
function spread(values: readonly number[]): Spread {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
	return { median: at(0.5), ninetieth: at(0.9) };
}

type PastTask = Parameters<typeof forecastOf>[0][number] & Pick<TaskView, "brief">;

/** What a task may use. */
interface Limits {
	readonly caps: Caps;
	/** US dollars that all tasks of a day may cost together; null for no cap. */
	readonly day: number | null;
}

/** What is said before a task of this kind is started: by tasks of the same kind as soon as there are enough of them. */
export function startText(limits: Limits, kind: Kind, views: readonly PastTask[]): string {
	const alike = forecastOf(views.filter(({ brief }) => kindIn(brief ?? {}) === kind));
	return alike ? usualText(limits, alike, "tasks of this kind") : usualText(limits, forecastOf(views), "tasks");
}

/** The same for each kind. */
export function startTexts(limits: Limits, views: readonly PastTask[]): Readonly<Record<Kind, string>> {
	const of = (kind: Kind) => startText(limits, kind, views);
	return {
		...{ bug: of("bug"), tests: of("tests"), refactor: of("refactor"), dependency: of("dependency") },
		...{ scaffold: of("scaffold"), docs: of("docs"), explore: of("explore"), other: of("other") },
	};
}

function usualText({ caps, day }: Limits, forecast: Forecast | null, which: string): string {
	const together = day === null ? "" : `; all tasks of a day together ${dollars(day)}`;
	const most = `At most ${capsText(caps)}${together}.`;
	if (!forecast) return most;
	const { tasks, money, minutes } = forecast;
	const usual = money ? `${dollars(money.median)} and ` : "";
	const seldom = money ? `${dollars(money.ninetieth)} and ` : "";
	const cost = money ? "" : " What some of them cost is not known.";
	return `${most} Your last ${tasks} finished ${which} here: half took up to ${usual}${shown(minutes.median)}, nine in ten up to ${seldom}${shown(minutes.ninetieth)}.${cost}`;
}

function shown(minutes: number): string {
	return amountText("minutes", minutes < 10 ? minutes : Math.round(minutes));
}
