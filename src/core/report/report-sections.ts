/** The lists of a report, line by line: parts, checks, attempts, self-review, files. */

import type { CheckResult, FoundFailure } from "../task/review-events.ts";
import type { Verification } from "../task/verification-view.ts";
import { countText } from "../tools/quantities.ts";
import type { FileRisk, ReportedFile } from "./files.ts";
import type { Report } from "./hand-off.ts";
import { codeText, markdownOf, utcText } from "./markdown-text.ts";
import { partWords, type ReportedPart } from "./parts.ts";
import { failuresFirst, newFailures } from "./proof.ts";
import { named } from "./words.ts";

/** What is more is counted. */
const most = { failures: 10, files: 300, findings: 50, attempts: 30 } as const;

export function partLines(parts: readonly ReportedPart[]): readonly string[] {
	return parts.map(({ part, text, state, checks, claim }) => {
		const proofs = checks.map(({ command, outcome }) => `${codeText(command)} ${outcomeWords[outcome ?? "not-run"]}`);
		const said = claim === null ? [] : [`the agent says ${claim.met ? "done" : "not done"}${quoted(claim.proof)}`];
		const because = [...proofs, ...said].join("; ");
		return `${part}. **${partWords[state]}:** ${codeText(text)}${because === "" ? "" : ` (${because})`}`;
	});
}

function quoted(text: string): string {
	return text.trim() === "" ? "" : `: ${codeText(text)}`;
}

const outcomeWords = {
	passed: "passed",
	failed: "FAILED",
	"not-run": "was not run",
} as const satisfies Record<CheckResult["outcome"], string>;

/** The failures stand first. */
export function checkLines({ checks, oldTests, status, explores, files }: Report): readonly string[] {
	const ran = checks.filter(({ state }) => state !== "running");
	if (ran.length === 0) return explores || files.length === 0 || status === "preparing" ? [] : ["Not run."];
	const runs = ran.map((run) => ({
		...run,
		on: run.of === "accepted" ? "Exactly what was accepted" : "The whole proposal",
	}));
	const old = oldTests === null ? [] : [{ ...oldTests, on: "The tests as they were before the task, on the new code" }];
	return [...runs, ...old]
		.flatMap((run) => ["", runText(run), "", ...failuresFirst(run.results).flatMap(resultLines)])
		.slice(1);
}

type Run = Pick<Verification, "tree" | "at" | "stale"> & { readonly on: string };

function runText({ on, tree, at, stale }: Run): string {
	const since = stale ? " **It was changed since: this does not count any more.**" : "";
	return `${on}, tree ${codeText(tree.slice(0, 12))}, ${utcText(at)}.${since}`;
}

function resultLines(result: CheckResult): readonly string[] {
	const { command, outcome, failures = [], more = 0, durationMs } = result;
	const fresh = newFailures(result);
	const how = {
		passed: `passed${baseText(result)}`,
		failed: `**FAILED**${fresh > 0 ? `, ${countText(fresh, "new failure")}` : ""}${baseText(result)}`,
		"not-run": "**not run**",
	}[outcome];
	const time = durationMs > 0 ? `, ${(durationMs / 1_000).toFixed(1)} s` : "";
	const shown = failures.toSorted((one, two) => Number(one.old ?? false) - Number(two.old ?? false));
	const left = Math.max(0, failures.length - most.failures) + more;
	return [
		`- ${codeText(command)}: ${how}${time}`,
		...shown.slice(0, most.failures).map((failure) => `  - ${failureText(failure)}`),
		...(left > 0 ? [`  - … and ${left} more`] : []),
	];
}

function baseText({ onBase }: CheckResult): string {
	if (onBase === "same") return ", as it did before the task";
	if (onBase === "failed") return ", mended (it failed before the task)";
	return onBase === "passed" ? ", it passed before the task" : "";
}

function failureText({ name, message, place, old }: FoundFailure): string {
	const parts = [
		...(name === "" ? [] : [codeText(name)]),
		...(place ? [`at ${codeText(`${place.path}:${place.line}`)}`] : []),
		...(message === "" ? [] : [codeText(message)]),
	];
	return `${parts.join(" ")}${old ? " (failed before the task)" : ""}`;
}

export function attemptLines({ attempts, strikes }: Report): readonly string[] {
	const left = attempts.length - most.attempts;
	return [
		...strikes.map(({ text, at }) => `- **Third strike**, ${utcText(at)}: ${codeText(text)}`),
		...attempts.slice(0, most.attempts).map(attemptText),
		...(left > 0 ? [`- … and ${left} more`] : []),
	];
}

function attemptText({ what, failure, place, times, changed = [], solved }: Report["attempts"][number]): string {
	const at = place === "" ? "" : ` at ${codeText(place)}`;
	const between = changed.length === 0 ? "" : `; changed in between: ${markdownOf(named(changed))}`;
	const end = solved ? "; it does not fail any more" : "";
	return `- ${codeText(what)}: ${codeText(failure)}${at}, ${countText(times, "time")}${between}${end}`;
}

export function selfReviewLines({ selfReview }: Report): readonly string[] {
	if (selfReview === null) return [];
	const { state, model, round, findings, text } = selfReview;
	const how = {
		running: "Under way.",
		skipped: `Not done: ${codeText(text)}`,
		failed: `Could not be done: ${codeText(text)}`,
		finished: findings.length === 0 ? "It found nothing to object to." : `${countText(findings.length, "finding")}.`,
	}[state];
	const by = model === "" ? "" : `By ${codeText(model)}, round ${round}. `;
	const rank = (finding: (typeof findings)[number]) => ["left", "open", "rebutted", "fixed"].indexOf(finding.state);
	const sorted = findings.toSorted((one, two) => rank(one) - rank(two));
	const left = sorted.length - most.findings;
	return [
		`${by}${how}`,
		...(sorted.length > 0 ? [""] : []),
		...sorted.slice(0, most.findings).map(findingText),
		...(left > 0 ? [`- … and ${left} more`] : []),
	];
}

function findingText(finding: NonNullable<Report["selfReview"]>["findings"][number]): string {
	const { state, severity, class: sort, path, line, claim, because, howToCheck } = finding;
	const at = path === "" ? "" : ` ${codeText(line > 0 ? `${path}:${line}` : path)}`;
	const why = because === "" ? "" : `; ${state}: ${codeText(because)}`;
	const check = state === "fixed" || howToCheck === "" ? "" : `; to check: ${codeText(howToCheck)}`;
	return `- **${state}**, ${sort}, ${severity}:${at} ${codeText(claim)}${check}${why}`;
}

const riskWords = {
	protected: "Protected",
	checks: "Weakens the checks",
	security: "Sensitive",
	deleted: "Deleted",
	large: "Large",
	ordinary: "",
	generated: "Generated",
} as const satisfies Record<FileRisk, string>;

const decisionWords = {
	accepted: "accepted",
	mixed: "partly accepted",
	rejected: "rejected",
	undecided: "not decided",
} as const satisfies Record<ReportedFile["decision"], string>;

export function fileLines({ files }: Report): readonly string[] {
	const left = files.length - most.files;
	return [...files.slice(0, most.files).map(fileText), ...(left > 0 ? [`- … and ${left} more of less risk`] : [])];
}

function fileText({ path, from, kind, binary, added, removed, risk, because, decision }: ReportedFile): string {
	const word = riskWords[risk] === "" ? "" : `**${riskWords[risk]}** `;
	const size = binary ? "binary" : `+${added} −${removed}`;
	const moved = from === "" || from === path ? "" : ` from ${codeText(from)}`;
	const why =
		because === "" || because === "was deleted" ? "" : `; it ${risk === "checks" ? codeText(because) : because}`;
	return `- ${word}${codeText(path)}${moved}: ${kind}, ${size}, ${decisionWords[decision]}${why}`;
}
