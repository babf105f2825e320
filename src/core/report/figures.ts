/** What a task took: money, tokens, time, the person's attention; and what the person says it was worth. */

import { dollars } from "../budget/caps.ts";
import { heldText, isCostUnknown, type Spend, tokensOf } from "../budget/spend.ts";
import type { TaskView } from "../task/view.ts";

export interface Figure {
	readonly name: string;
	readonly value: string;
}

/** In the order in which a person asks for them; `now` is in milliseconds since 1970, for what still runs. */
export function figuresOf(view: TaskView, now: number): readonly Figure[] {
	const { spend, conduct, model } = view;
	const { usage } = spend;
	const running = spend.runningSince === null ? 0 : Math.max(0, now - spend.runningSince);
	const waiting = conduct.waitingSince === null ? 0 : Math.max(0, now - conduct.waitingSince);
	const { asked, approved, denied } = conduct.approvals;
	const count = (value: number) => value.toLocaleString("en-US");
	const cached = usage.cacheRead;
	return [
		{ name: "Cost", value: costText({ cost: spend.cost, costUnknown: isCostUnknown(view) }, model.scripted) },
		...apartOf(spend),
		...lostOf(spend),
		{ name: "Tokens", value: `${count(tokensOf(usage))}, of them ${count(cached)} from the cache` },
		{ name: "Turns", value: count(spend.turns) },
		{ name: "Active time", value: timeText(spend.activeMs + running) },
		{ name: "Waited for a person", value: timeText(conduct.waitedMs + waiting) },
		{ name: "Approvals", value: asked === 0 ? "none asked" : `${asked} asked, ${approved} given, ${denied} denied` },
		...(conduct.questions === 0 ? [] : [{ name: "Questions", value: count(conduct.questions) }]),
		...(conduct.rounds === 0 ? [] : [{ name: "Runs of the checks", value: count(conduct.rounds) }]),
		...savedOf(view),
	];
}

/** What is not known is never shown as 0. */
function costText({ cost, costUnknown }: Pick<Spend, "cost" | "costUnknown">, scripted: boolean): string {
	if (costUnknown) return cost > 0 ? `at least ${dollars(cost)}` : "unknown";
	return scripted ? `${dollars(cost)} (scripted demo)` : dollars(cost);
}

const purposes = { "self-review": "of it self-review", compaction: "of it summaries of the conversation" } as const;

function apartOf({ apart }: Spend): readonly Figure[] {
	return (["self-review", "compaction"] as const).flatMap((purpose) => {
		const part = apart[purpose];
		return part === undefined ? [] : [{ name: `Cost, ${purposes[purpose]}`, value: costText(part, false) }];
	});
}

function lostOf({ lost }: Spend): readonly Figure[] {
	if (lost.tokens === 0 && lost.money === 0) return [];
	return [
		{
			name: "Held back, end not seen",
			value: `${heldText(lost)} and ${lost.tokens.toLocaleString("en-US")} tokens`,
		},
	];
}

function savedOf(view: TaskView): readonly Figure[] {
	const { minutesSaved } = view;
	if (minutesSaved === null) return [];
	return [
		{ name: "Minutes saved, as the person estimates", value: minutesSaved.toLocaleString("en-US") },
		{ name: "Cost per minute saved", value: costPerMinute(view) },
	];
}

/** For a person; never a figure that is not known. */
export function costPerMinute({ minutesSaved, spend }: Pick<TaskView, "minutesSaved" | "spend">): string {
	if (minutesSaved === null) return "not known: nobody said what it saved";
	if (minutesSaved === 0) return "none: it saved nothing";
	const cost = spend.cost + spend.lost.money;
	const each = dollars(cost / minutesSaved);
	if (!spend.costUnknown) return each;
	return cost > 0 ? `at least ${each}` : "unknown";
}

/** "7 s", "2 min 14 s", "1 h 5 min". */
function timeText(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1_000));
	if (seconds < 60) return `${seconds} s`;
	const minutes = Math.floor(seconds / 60);
	return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
