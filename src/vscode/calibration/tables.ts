/** The calibration's figures as tables: one row a kind, a week, or a kind of a week. */

import { kindWords } from "../../core/brief/words.ts";
import { dollars } from "../../core/budget/caps.ts";
import { rateText } from "../../core/calibration/advice.ts";
import type { TaskFigures } from "../../core/calibration/figures.ts";
import type { Group, Named, Rate, WeekOfKind } from "../../core/calibration/groups.ts";
import { stuckNames } from "../../core/calibration/words.ts";
import { type Html, html } from "./html.ts";

/** `hourly`: what an hour of the person is worth, in US dollars; 0 where they have not said. */
export function kindsTable(kinds: readonly Named<TaskFigures["kind"]>[], hourly: number): Html {
	const rows = kinds.map((group) => ({ heads: [kindWords[group.name]], group }));
	return table(["Kind"], rows, hourly);
}

/** The newest first. */
export function weeksTable(weeks: readonly Named<string>[], hourly: number): Html {
	const rows = weeks.toReversed().map((group) => ({ heads: [group.name], group }));
	return table(["Week"], rows, hourly);
}

export function weeksOfKindsTable(groups: readonly WeekOfKind[], hourly: number): Html {
	const rows = groups.map((group) => ({ heads: [group.week, kindWords[group.name]], group }));
	return table(["Week", "Kind"], rows, hourly);
}

interface Row {
	readonly heads: readonly string[];
	readonly group: Group;
}

function table(first: readonly string[], rows: readonly Row[], hourly: number): Html {
	const body = rows.map(
		({ heads, group }) =>
			html`<tr>${heads.map((head) => html`<th scope="row">${head}</th>`)}${columns.map(([, cell]) => html`<td>${cell(group, hourly)}</td>`)}</tr>`,
	);
	const titles = [...first, ...columns.map(([title]) => title)];
	return html`<div class="scroll" tabindex="0" role="region" aria-label="Figures by ${first.join(" and ").toLowerCase()}"><table>
<thead><tr>${titles.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${body}</tbody></table></div>`;
}

const columns: readonly (readonly [title: string, cell: (group: Group, hourly: number) => string])[] = [
	["Tasks", ({ tasks }) => String(tasks)],
	["Accepted", ({ outcomes }) => String(outcomes.accepted)],
	["Partly", ({ outcomes }) => String(outcomes["partly-accepted"])],
	["Rejected", ({ outcomes }) => String(outcomes.rejected)],
	["Changes accepted", ({ hunkRate }) => known(hunkRate)],
	["Passed first time", ({ firstPass }) => known(firstPass)],
	["Stuck", stuckText],
	["Changed again", ({ rework }) => known(rework)],
	["Cost", costText],
	["Cost estimated → actual", estimatedCost],
	["Active", ({ minutes }) => minutesText(minutes)],
	["Active estimated → actual", estimatedTime],
	["Cost for each accepted", ({ costPerAccepted }) => (costPerAccepted === null ? "–" : dollars(costPerAccepted))],
	["Saved for each", savedEach],
	["Saved", ({ saved }) => (saved === null ? "–" : minutesText(saved.minutes))],
];

function known(rate: Rate | null): string {
	return rate === null ? "–" : rateText(rate);
}

/** What is not known is never shown as 0. */
function costText({ cost, unpriced }: Group): string {
	if (unpriced === 0) return dollars(cost);
	return cost > 0 ? `${dollars(cost)} + unknown` : "unknown";
}

function stuckText({ stuckTasks, stuck }: Group): string {
	if (stuck.length === 0) return "0";
	const reasons = stuck.map(
		({ reason, times }) => `${stuckNames[reason].toLowerCase()}${times > 1 ? ` × ${times}` : ""}`,
	);
	return `${stuckTasks}: ${reasons.join(", ")}`;
}

function estimatedCost({ estimated }: Group): string {
	if (estimated === null) return "–";
	const { cost, actualCost } = estimated;
	return cost === null || actualCost === null ? "unknown" : `${dollars(cost)} → ${dollars(actualCost)}`;
}

function estimatedTime({ estimated }: Group): string {
	return estimated === null ? "–" : `${minutesText(estimated.minutes)} → ${minutesText(estimated.actualMinutes)}`;
}

/** Of the tasks of which the person said something. */
function savedEach({ saved }: Group, hourly: number): string {
	if (saved === null) return "–";
	const each = saved.minutes / saved.tasks;
	return hourly > 0 ? `${minutesText(each)}, worth ${dollars((each / 60) * hourly)}` : minutesText(each);
}

/** "90 min", "3.5 h". */
export function minutesText(minutes: number): string {
	return minutes < 120 ? `${Math.round(minutes)} min` : `${Math.round(minutes / 6) / 10} h`;
}
