/** The calibration report as a page: what to delegate more, what less, and the figures that say so. It runs no script. */

import { kindWords } from "../../core/brief/words.ts";
import { dollars } from "../../core/budget/caps.ts";
import { type Advice, adviceOf, leastOver } from "../../core/calibration/advice.ts";
import type { TaskFigures } from "../../core/calibration/figures.ts";
import {
	byKind,
	byWeek,
	byWeekAndKind,
	type Estimated,
	type Group,
	groupOf,
	type Named,
	type Rate,
	type WeekOfKind,
} from "../../core/calibration/groups.ts";
import { reworkDays } from "../../core/calibration/rework.ts";
import { outcomeNames, stuckNames } from "../../core/calibration/words.ts";
import { groupedBars, stackedBars } from "./charts.ts";
import { type Html, html } from "./html.ts";
import { kindsTable, minutesText, weeksOfKindsTable, weeksTable } from "./tables.ts";

export interface CalibrationPage {
	readonly figures: readonly TaskFigures[];
	/** Why some rework is not known, in sentences. */
	readonly notes: readonly string[];
	/** What an hour of the person is worth, in US dollars; 0 where they have not said. */
	readonly hourly: number;
	/** Weeks that are shown, counted from the last. */
	readonly weeks: number;
}

/** What stands in the page's body. */
export function calibrationBody(page: CalibrationPage): string {
	const { figures } = page;
	return figures.length === 0 ? empty.html : filled(page).html;
}

const empty = html`<main><h1>Calibration</h1>
<p>No task has been delegated in this workspace yet. When some have, this report says which kinds of work come back well, what they cost against what you expected, and which to stop delegating.</p>
<p>What the demo plays does not count.</p></main>`;

function filled({ figures, notes, hourly, weeks }: CalibrationPage): Html {
	const shown = byWeek(figures).slice(-weeks);
	const all = groupOf(figures);
	return html`<main><h1>Calibration</h1>
<p class="lead">${summary(all)}</p>
<p class="actions"><a class="button" href="command:remit.exportCalibrationCsv">Export CSV…</a> <a class="button" href="command:remit.exportCalibrationJson">Export JSON…</a></p>
${adviceSection(adviceOf(figures, hourly))}
<h2>By kind</h2>${kindsTable(byKind(figures), hourly)}
<h2>By week</h2>
${tasksChart(shown)}${ratesChart(shown)}${costChart(shown)}${minutesChart(shown)}
<details open><summary>The same in numbers</summary>${weeksTable(shown, hourly)}</details>
<details><summary>Each week by kind</summary>${weeksOfKindsTable(shownOfKinds(figures, shown), hourly)}</details>
<h2>Why tasks were stuck</h2>${stuckList(all)}
<h2>Estimated and actual</h2>${estimates(all.estimated)}
<h2>How to read this</h2>${reading}${notes.map((note) => html`<p class="note">${note}</p>`)}
</main>`;
}

/** Of the weeks that are shown. */
function shownOfKinds(figures: readonly TaskFigures[], shown: readonly Named<string>[]): readonly WeekOfKind[] {
	const weeks = new Set(shown.map(({ name }) => name));
	return byWeekAndKind(figures).filter(({ week }) => weeks.has(week));
}

function summary({ tasks, outcomes, cost, unpriced, saved }: Group): string {
	const counted = tasks === 1 ? "One task" : `${tasks} tasks`;
	const accepted = `${outcomes.accepted} accepted, ${outcomes["partly-accepted"]} partly, ${outcomes.rejected} rejected, ${outcomes.discarded} discarded, ${outcomes.open} not decided`;
	const worth = saved ? ` You said of ${saved.tasks} that they saved you ${minutesText(saved.minutes)}.` : "";
	return `${counted}: ${accepted}. ${spentText({ cost, unpriced })}${worth}`;
}

function spentText({ cost, unpriced }: Pick<Group, "cost" | "unpriced">): string {
	if (unpriced === 0) return `They cost ${dollars(cost)}.`;
	return cost > 0
		? `They cost ${dollars(cost)}, and what ${unpriced} without a known price cost.`
		: "What they cost is not known.";
}

function adviceSection(advice: readonly Advice[]): Html {
	return html`<section class="advice" aria-label="What to delegate">
${adviceList(advice, "more", "Delegate more", "Nothing stands out yet.")}
${adviceList(advice, "stop", "Stop delegating", "Nothing, by these numbers.")}
</section>`;
}

function adviceList(all: readonly Advice[], wanted: Advice["advice"], title: string, none: string): Html {
	const items = all.filter(({ advice }) => advice === wanted);
	const list = items.map(
		({ kind, because }) => html`<li><strong>${kindWords[kind]}</strong>: ${because.join("; ")}.</li>`,
	);
	return html`<div><h2>${title}</h2>${items.length === 0 ? html`<p class="muted">${none}</p>` : html`<ul>${list}</ul>`}</div>`;
}

function tasksChart(weeks: readonly Named<string>[]): Html {
	const outcomes = ["accepted", "partly-accepted", "rejected", "discarded", "open"] as const;
	return stackedBars({
		title: "Tasks, by what became of them",
		description:
			"Tasks of each week: accepted, partly accepted, rejected, discarded, not decided. The table below has the numbers.",
		labels: weeks.map(({ name }) => name),
		series: outcomes.map((outcome, at) => ({
			name: outcomeNames[outcome],
			style: `c${at + 1}`,
			values: weeks.map(({ outcomes: counts }) => counts[outcome]),
		})),
		value: (value) => String(Math.round(value)),
	});
}

function ratesChart(weeks: readonly Named<string>[]): Html {
	const share = (rate: Rate | null) => (rate === null ? null : (rate.part / rate.of) * 100);
	return groupedBars({
		title: "Changes accepted, and checks passed the first time",
		description:
			"Of each week the share of decided changes that were accepted, and of tasks whose checks passed the first time.",
		labels: weeks.map(({ name }) => name),
		series: [
			{ name: "Changes accepted", style: "c1", values: weeks.map(({ hunkRate }) => share(hunkRate)) },
			{ name: "Passed the first time", style: "c2", values: weeks.map(({ firstPass }) => share(firstPass)) },
			{ name: "Accepted lines changed again", style: "c3", values: weeks.map(({ rework }) => share(rework)) },
		],
		value: (value) => `${Math.round(value)} %`,
	});
}

function costChart(weeks: readonly Named<string>[]): Html {
	return groupedBars({
		title: "Cost",
		description: "What the tasks of each week cost, and what those with an estimate were estimated at.",
		labels: weeks.map(({ name }) => name),
		series: [
			{
				name: "Cost",
				style: "c1",
				values: weeks.map(({ cost, unpriced }) => (cost === 0 && unpriced > 0 ? null : cost)),
			},
			{
				name: "Estimate, where there was one",
				style: "c5",
				values: weeks.map(({ estimated }) => estimated?.cost ?? null),
			},
		],
		value: dollars,
	});
}

function minutesChart(weeks: readonly Named<string>[]): Html {
	return groupedBars({
		title: "Active minutes, and yours saved",
		description:
			"How long the tasks of each week worked, how long those with an estimate were estimated at, and how long you said that they would have taken you.",
		labels: weeks.map(({ name }) => name),
		series: [
			{ name: "Active minutes", style: "c2", values: weeks.map(({ minutes }) => minutes) },
			{
				name: "Estimate, where there was one",
				style: "c5",
				values: weeks.map(({ estimated }) => estimated?.minutes ?? null),
			},
			{ name: "Your minutes saved", style: "c1", values: weeks.map(({ saved }) => saved?.minutes ?? null) },
		],
		value: (value) => String(Math.round(value)),
	});
}

function stuckList({ stuck }: Group): Html {
	if (stuck.length === 0) return html`<p class="muted">None was.</p>`;
	return html`<ul>${stuck.map(({ reason, times }) => html`<li>${stuckNames[reason]}: ${times}</li>`)}</ul>`;
}

function estimates(estimated: Estimated | null): Html {
	if (!estimated)
		return html`<p class="muted">There is an estimate once five tasks of the same kind have ended before.</p>`;
	const { tasks, minutes, actualMinutes, cost, actualCost } = estimated;
	const money =
		cost === null || actualCost === null
			? html`<li>Cost: not known for all of them.</li>`
			: html`<li>Cost: estimated ${dollars(cost)}, actual ${dollars(actualCost)}${factor(cost, actualCost)}.</li>`;
	return html`<p>Of ${tasks} ${tasks === 1 ? "task" : "tasks"} with an estimate (the median of those before, of the same kind):</p>
<ul>${money}<li>Active time: estimated ${minutesText(minutes)}, actual ${minutesText(actualMinutes)}${factor(minutes, actualMinutes)}.</li></ul>`;
}

function factor(estimate: number, actual: number): string {
	return estimate > 0 ? ` (× ${(actual / estimate).toFixed(2)})` : "";
}

const reading = html`<ul>
<li>A kind is advised on from ${leastOver} tasks that are over. More: at least 80 % of the tasks accepted or partly and 80 % of the changes, 60 % passed the checks the first time, at most 20 % of the lines changed again and of the tasks stuck. Stop: below 40 % accepted, over half of the lines changed again, 40 % stuck, or a cost above what it saved.</li>
<li>“Changed again”: lines that you accepted, that were committed, and that a commit of the current branch changed or deleted within ${reworkDays} days, moved files and white space aside.</li>
<li>“Estimated” counts the tasks that had an estimate (the median of those before, of the same kind), and says beside it what they became.</li>
<li>“Saved” is what you said after the review, all of it and for each task that you said it of. With remit.report.hourlyRate it has a worth, to be compared with the cost for each accepted task.</li>
</ul>`;
