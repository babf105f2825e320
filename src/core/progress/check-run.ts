/** What one run of a check or a command says is wrong, so that it is known again. */

import { type Failure, failureSignature } from "../checks/failure.ts";
import { parseFailures } from "../checks/parse-output.ts";
import type { Fact } from "../task/events.ts";
import type { Attempt } from "../task/harness-events.ts";
import type { CheckResult } from "../task/review-events.ts";
import { commandName, hidesItsEnd } from "./command-name.ts";
import type { Deed } from "./deeds.ts";

/** One failure of a run. */
export interface Shown extends Omit<Attempt, "times"> {
	/** The same when the same thing fails again, at whatever line and in whatever words of a test. */
	readonly signature: string;
	/** The file that it is in; empty where that is not known. */
	readonly path: string;
}

export interface CheckRun {
	/** Runs of one name can be compared with one another. */
	readonly name: string;
	/** None: it passed. */
	readonly failures: readonly Shown[];
	/** Failures in all, also those that are not listed. */
	readonly count: number;
}

/** Nothing for calls that are no attempt at anything: those that only look, were not run, or were stopped. */
export function runOfDeed(deed: Deed, root: string): CheckRun | undefined {
	const { tool, verdict, command, cwd, outcome } = deed;
	if (tool !== "run" || verdict === null || verdict === "safe" || verdict === "deny") return undefined;
	if (!/^(?:exit \d|timed out|killed)/.test(outcome.summary)) return undefined;
	const name = commandName(command);
	const passed = outcome.kind === "done";
	if (passed && !hidesItsEnd(command)) return { name, failures: [], count: 0 };
	const output = outcome.text.replace(/^[^\n]*\n?/, "");
	const { failures, more } = parseFailures(output, root);
	if (passed || failures.length > 0)
		return runOf(
			name,
			failures.map((each) => inFolder(each, cwd)),
			more,
		);
	return unreadRun(name, output, outcome.summary);
}

/** The harness's own checks: what failed before the task is nobody's attempt. */
export function runsOfVerification(event: Fact<"verification.finished">): readonly CheckRun[] {
	if (event.of !== "proposal" || event.round === undefined) return [];
	return event.results.filter(({ outcome }) => outcome !== "not-run").map(runOfResult);
}

function runOfResult({ command, outcome, onBase, failures = [], more = 0, text }: CheckResult): CheckRun {
	const name = commandName(command);
	// Beside the agent's own runs: what is left out here as old would else look as if it had been mended.
	const check = { name: `check ${name}`, failures: [], count: 0 };
	if (outcome === "passed" || onBase === "same") return check;
	const fresh = failures.filter(({ old }) => old !== true);
	const run = fresh.length > 0 ? runOf(name, fresh, more) : unreadRun(name, text, "failed");
	return { ...run, name: check.name };
}

function runOf(name: string, failures: readonly Failure[], more: number): CheckRun {
	const seen = new Map<string, number>();
	const shown = failures.map((failure) => {
		const same = failureSignature(failure);
		const nth = (seen.get(same) ?? 0) + 1;
		seen.set(same, nth);
		return shownFailure(name, failure, nth === 1 ? same : `${same} ${nth}`);
	});
	return { name, failures: shown, count: shown.length + more };
}

function shownFailure(what: string, { name, message, place }: Failure, signature: string): Shown {
	const failure =
		name === "" || name === what || name === "error" ? message : [name, message].filter(Boolean).join(": ");
	const path = place?.path ?? "";
	return { what, failure, place: place ? `${path}:${place.line}` : "", signature, path };
}

function inFolder(failure: Failure, cwd: string): Failure {
	const { place } = failure;
	if (cwd === "" || place === undefined || place.path.startsWith(`${cwd}/`)) return failure;
	return { ...failure, place: { ...place, path: `${cwd}/${place.path}` } };
}

const longestLine = 200;

/** Output that no parser reads: the last line that speaks of an error stands for it, or the last one. */
function unreadRun(name: string, output: string, summary: string): CheckRun {
	const lines = output
		.split("\n")
		.map((line) => line.trim())
		.filter((line) => line !== "");
	const said =
		lines.findLast((line) => /error|exception|fail|cannot|not found|panic|fatal/i.test(line)) ?? lines.at(-1);
	const message = (said ?? summary).slice(0, longestLine);
	return runOf(name, [{ kind: "error", name, message }], Math.max(0, countIn(message) - 1));
}

/** How many things failed, as the line says: fewer than before are progress. 0 where it counts nothing. */
function countIn(line: string): number {
	const [counted, named] = [
		/\b(\d{1,6})(?:\s?(?:\/|of|out of)\s?\d{1,6})?\s(?:[a-z]{1,20}\s){0,2}(?:fail(?:ed|ing|ures?)?|errors?|problems?|differ\w*|broken)\b/i,
		/\b(?:fail(?:ed|ing|ures?)|errors?|problems?)\s?[:=]\s?(\d{1,6})\b/i,
	].map((pattern) => pattern.exec(line)?.[1]);
	return Number(counted ?? named ?? 0);
}
