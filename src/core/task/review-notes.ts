/** What of a review shows in the timeline: short notes, and the person's own words. */

import type { Fact } from "./events.ts";
import type { CheckResult, ReviewEvent } from "./review-events.ts";
import { isFindingId } from "./threads-view.ts";

type Note =
	| { readonly kind: "person"; readonly text: string }
	| { readonly kind: "note"; readonly tone: "info" | "warning"; readonly text: string };

const shownText = 300;
const shownPaths = 10;

export function reviewNotes(event: Exclude<ReviewEvent, { type: "review.closed" }>): readonly Note[] {
	switch (event.type) {
		case "change.edited":
			return [info(`You edited ${event.path}.`)];
		case "changes.taken-out":
			return takenOutNotes(event);
		case "comment.sent":
			return [{ kind: "person", text: `${event.path}, line ${event.place.start + 1}: ${event.text}` }];
		case "comment.answered":
			return [
				info(`${isFindingId(event.thread) ? `On ${event.thread}` : "Answer to your comment"}: ${cut(event.text)}`),
			];
		case "verification.finished":
			return [verifiedNote(event)];
		case "branch.kept":
			return [info(`Kept as the branch ${event.branch} (${shortId(event.commit)}).`)];
		case "accepted.committed":
			return [info(`Committed what is accepted on ${event.branch} (${shortId(event.commit)}).`)];
		case "branch.pushed":
			return [info(`Pushed ${event.branch} (${shortId(event.commit)}) to ${event.remote}, ${event.url}.`)];
		case "baseline.finished":
			return event.results.length === 0 ? [] : [baselineNote(event)];
		case "tampering.found":
			return event.findings.length === 0 ? [] : [tamperingNote(event)];
		case "old-tests.checked":
			return [oldTestsNote(event)];
		case "changes.found":
		case "change.decided":
		case "thread.closed":
		case "verification.started":
		case "baseline.started":
			return [];
		default:
			return event satisfies never;
	}
}

function takenOutNotes({ files, problems }: Fact<"changes.taken-out">): readonly Note[] {
	const paths = files.map(({ path }) => path);
	const more = paths.length > shownPaths ? ` and ${paths.length - shownPaths} more` : "";
	const list = `${paths.slice(0, shownPaths).join(", ")}${more}`;
	const taken = paths.length === 0 ? [] : [info(`Taken out of the agent's copy, because you rejected it: ${list}.`)];
	return [...taken, ...problems.map((text) => ({ kind: "note", tone: "warning", text }) as const)];
}

function baselineNote({ results }: Fact<"baseline.finished">): Note {
	return info(`The same checks on what the task began with: ${countsText(results)}.`);
}

function tamperingNote({ findings }: Fact<"tampering.found">): Note {
	const paths = [...new Set(findings.map(({ path }) => path))];
	const more = paths.length > shownPaths ? ` and ${paths.length - shownPaths} more` : "";
	const text = `Look first at what decides what the checks prove: ${paths.slice(0, shownPaths).join(", ")}${more}.`;
	return { kind: "note", tone: "warning", text };
}

function oldTestsNote({ results }: Fact<"old-tests.checked">): Note {
	const green = results.every(({ outcome }) => outcome === "passed");
	return {
		kind: "note",
		tone: green ? "info" : "warning",
		text: `The tests as they were, on the new code: ${countsText(results)}.`,
	};
}

function verifiedNote({ of, results }: Fact<"verification.finished">): Note {
	const part = of === "accepted" ? "what is accepted" : "the whole proposal";
	const green = results.every(({ outcome }) => outcome === "passed");
	return { kind: "note", tone: green ? "info" : "warning", text: `Checks on ${part}: ${countsText(results)}.` };
}

function countsText(results: readonly CheckResult[]): string {
	const counts = (["passed", "failed", "not-run"] as const).flatMap((outcome) => {
		const count = results.filter((result) => result.outcome === outcome).length;
		return count === 0 ? [] : [`${count} ${outcome === "not-run" ? "not run" : outcome}`];
	});
	const count = (how: CheckResult["onBase"]) => results.filter(({ onBase }) => onBase === how).length;
	const before = [
		...(count("same") > 0 ? [`${count("same")} as before the task`] : []),
		...(count("failed") > 0 ? [`${count("failed")} mended`] : []),
	];
	return `${counts.join(", ")}${before.length > 0 ? ` (${before.join(", ")})` : ""}`;
}

function info(text: string): Note {
	return { kind: "note", tone: "info", text };
}

function shortId(commit: string): string {
	return commit.slice(0, 10);
}

function cut(text: string): string {
	const line = text.trim().replace(/\s+/g, " ");
	return line.length <= shownText ? line : `${line.slice(0, shownText - 1)}…`;
}
