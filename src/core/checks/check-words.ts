/** Says how checks went: to the model that shall mend it, and to the person who is handed the work. */

import { dataText } from "../agent/prompt.ts";
import type { CheckResult, FoundFailure } from "../task/review-events.ts";

/** How many rounds a task's checks are told to the model. */
export const mostRounds = 3;
const shownFailures = 20;
const shownOutput = 2_000;

/** `round` counts from 1. What programs printed is marked as such. */
export function checksFailedMessage(results: readonly CheckResult[], round: number): string {
	const failing = results.filter(isNewFailure);
	return [
		`Remit ran the checks on what you handed off, and they do not pass (round ${round} of ${mostRounds}).`,
		...failing.map(failedText),
		"Mend the work itself: changed tests, skips and lowered thresholds are shown to the person before anything else. Then call finish again. If it cannot be mended, call finish with status stuck and say why.",
	].join("\n\n");
}

function failedText({ command, text, failures = [], more = 0 }: CheckResult): string {
	const fresh = failures.filter(({ old }) => old !== true);
	const lines = fresh.slice(0, shownFailures).map(failureLine);
	const left = fresh.length - lines.length + more;
	if (left > 0) lines.push(`… and ${left} more`);
	const said = lines.length > 0 ? `${lines.join("\n")}\n\n${tail(text)}` : tail(text);
	const old = failures.length - fresh.length;
	const excused = old === 0 ? "" : ` ${old} more failed before you began: leave those alone.`;
	return `The check \`${command}\` failed.${excused}\n${dataText("check", said)}`;
}

function failureLine({ name, place, message }: FoundFailure): string {
	const where = place ? `${place.path}:${place.line} ` : "";
	return `- ${where}${name}${message === "" ? "" : `: ${message}`}`;
}

function tail(text: string): string {
	return text.length <= shownOutput ? text : `…${text.slice(1 - shownOutput)}`;
}

/** Whether it fails and that counts against the work. */
export function isNewFailure({ outcome, onBase }: CheckResult): boolean {
	return outcome === "failed" && onBase !== "same";
}

/** How the work is handed over, in a sentence; empty when every check passed. */
export function handedOverText(results: readonly CheckResult[]): string {
	const failed = results.filter(isNewFailure);
	const unrun = results.filter(({ outcome }) => outcome === "not-run");
	const old = results.filter(({ outcome, onBase }) => outcome === "failed" && onBase === "same");
	const parts = [
		failed.length === 0 ? "" : `${namesOf(failed)} failed${countText(failed)}`,
		unrun.length === 0 ? "" : `${namesOf(unrun)} was not run`,
	].filter((part) => part !== "");
	const excuse =
		old.length === 0 ? "" : `Nothing new fails in ${namesOf(old)}: what fails there failed before the task.`;
	if (parts.length === 0) return excuse;
	return `Not verified: ${parts.join("; ")}.${excuse === "" ? "" : ` ${excuse}`}`;
}

function countText(failed: readonly CheckResult[]): string {
	const count = failed.reduce(
		(sum, { failures = [], more = 0 }) => sum + failures.filter(({ old }) => old !== true).length + more,
		0,
	);
	return count === 0 ? "" : ` (${count} ${count === 1 ? "failure" : "failures"})`;
}

function namesOf(results: readonly CheckResult[]): string {
	return results.map(({ command }) => command.split("\n", 1)[0]).join(", ");
}
