/** What the timeline says of the self-review. */

import type { Fact } from "./events.ts";
import type { TimelineContent } from "./timeline.ts";

export function selfReviewNotes(
	event: Fact<"self-review.finished"> | Fact<"self-review.failed"> | Fact<"self-review.skipped">,
): readonly TimelineContent[] {
	switch (event.type) {
		case "self-review.failed":
			return [{ kind: "note", tone: "warning", text: `The self-review was not done: ${event.text}` }];
		case "self-review.skipped":
			return [{ kind: "note", tone: "warning", text: event.text }];
		case "self-review.finished":
			return [{ kind: "note", tone: isClean(event) ? "info" : "warning", text: finishedText(event) }];
		default:
			return event satisfies never;
	}
}

function isClean({ findings, settled }: Fact<"self-review.finished">): boolean {
	return findings.length === 0 && settled.every(({ state }) => state === "fixed");
}

function finishedText({ round, findings, settled, more = 0, unseen = 0 }: Fact<"self-review.finished">): string {
	const counts = (["fixed", "rebutted", "left"] as const).flatMap((state) => {
		const count = settled.filter((item) => item.state === state).length;
		return count === 0 ? [] : [`${count} ${state === "left" ? "left for you" : state}`];
	});
	const left = more > 0 ? ` (${more} more left out)` : "";
	const found = `${findings.length === 0 ? "nothing" : findings.length} ${round === 1 ? "found" : "found anew"}${left}`;
	const cut = unseen > 0 ? ` ${unseen} ${unseen === 1 ? "file was" : "files were"} not shown to it whole.` : "";
	return `Self-review, round ${round}: ${[found, ...counts].join(", ")}.${cut}`;
}
