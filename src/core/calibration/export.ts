/** The calibration's figures for other programs: one task a line as CSV, and everything as JSON. */

import { adviceOf } from "./advice.ts";
import type { TaskFigures } from "./figures.ts";
import { byKind, byWeek, byWeekAndKind, weekName } from "./groups.ts";

/** Changes when a field changes its meaning or goes. */
const format = 1;

/** US dollars and minutes; what is not known is null. */
export function calibrationJson(figures: readonly TaskFigures[], hourly: number): string {
	const report = {
		format,
		tasks: figures,
		weeks: byWeek(figures),
		kinds: byKind(figures),
		weeksOfKinds: byWeekAndKind(figures),
		advice: adviceOf(figures, hourly),
	};
	return `${JSON.stringify(report, null, "\t")}\n`;
}

const columns: Readonly<Record<string, (task: TaskFigures) => string | number | null>> = {
	task: ({ task }) => task,
	week: ({ createdAt }) => weekName(createdAt),
	created: ({ createdAt }) => new Date(createdAt).toISOString(),
	kind: ({ kind }) => kind,
	goal: ({ goal }) => goal,
	outcome: ({ outcome }) => outcome,
	hunks_accepted: ({ hunks }) => hunks.accepted,
	hunks_rejected: ({ hunks }) => hunks.rejected,
	first_pass: ({ firstPass }) => firstPass,
	stuck: ({ stuck }) => stuck.join(" "),
	cost_usd: ({ cost }) => cost,
	estimated_cost_usd: ({ estimate }) => estimate?.money?.median ?? null,
	active_minutes: ({ minutes }) => minutes,
	estimated_minutes: ({ estimate }) => estimate?.minutes.median ?? null,
	minutes_saved: ({ minutesSaved }) => minutesSaved,
	accepted_lines: ({ rework }) => rework?.lines ?? null,
	reworked_lines: ({ rework }) => rework?.reworked ?? null,
	rework_final: ({ rework }) => (rework ? String(rework.isFinal) : null),
};

/** With a head line, as RFC 4180 has it; what is not known is empty. Ends in a line break. */
export function calibrationCsv(figures: readonly TaskFigures[]): string {
	const rows = figures.map((task) => Object.values(columns).map((value) => field(value(task))));
	return [Object.keys(columns), ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}

/** Where a spreadsheet may see a field begin: some take a semicolon or a tab for a comma, and wide signs for plain ones. */
const formula = /(^|[;\t\r\n])(\s*[=+\-@＝＋－＠])/g;

/** A text that a spreadsheet would take for a formula is not one any more. */
function field(value: string | number | null): string {
	if (value === null) return "";
	if (typeof value === "number") return String(Math.round(value * 1e6) / 1e6);
	const plain = value.replace(formula, "$1'$2").replace(/^[\t\r]/, "'$&");
	return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
