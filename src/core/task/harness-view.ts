/** The fold of what the harness and the person add around the work: brief, strikes, self-review, value. */

import type { BriefWarning, WarningName } from "../brief/warning.ts";
import type { Brief } from "./brief.ts";
import type { TaskEvent } from "./events.ts";
import type { Attempt, BriefChecked, StuckReason } from "./harness-events.ts";
import type { Review } from "./review-view.ts";
import { afterSelfReview, type SelfReviewView, stepSelfReview } from "./self-review-view.ts";

export interface HarnessView {
	/** As it holds now; null before the first event. */
	readonly brief: Brief | null;
	/** Who delegated it, where the brief names somebody else as the owner; else empty. */
	readonly by: string;
	/** What was changed under a wider scope than the brief has now: it is proposed all the same. */
	readonly outside: readonly string[];
	/** What the brief check said of it. */
	readonly warnings: readonly BriefWarning[];
	readonly dismissed: readonly WarningName[];
	/** The third strike that the task stands at; null where the person had a word since, or nothing struck. */
	readonly stuck: Stuck | null;
	/** Every third strike of the task, oldest first. */
	readonly strikes: readonly Stuck[];
	readonly selfReview: SelfReviewView | null;
	/** What the person thinks the task saved them; null while they have not said. */
	readonly minutesSaved: number | null;
}

export interface Stuck {
	readonly reason: StuckReason;
	readonly text: string;
	readonly attempts: readonly Attempt[];
	/** Milliseconds since 1970. */
	readonly at: number;
}

export const emptyHarness: HarnessView = {
	brief: null,
	outside: [],
	by: "",
	warnings: [],
	dismissed: [],
	stuck: null,
	strikes: [],
	selfReview: null,
	minutesSaved: null,
};

/** What the brief check says in this event, where it says something. */
export function checkedIn(event: TaskEvent): BriefChecked | undefined {
	if (event.type === "task.created" || event.type === "brief.changed") return event.checked;
	return event.type === "brief.checked" ? { warnings: event.warnings, dismissed: event.dismissed } : undefined;
}

/** What this event changes. */
export function stepHarness(
	view: HarnessView & Pick<Review, "changes">,
	event: TaskEvent,
	at: number,
): Partial<HarnessView> {
	switch (event.type) {
		case "task.created":
			return { brief: event.brief, by: event.by ?? "", ...checkedIn(event) };
		case "brief.changed":
			return { brief: event.brief, stuck: null, outside: event.outside ?? [], ...checkedIn(event) };
		case "brief.checked":
			return { ...checkedIn(event) };
		case "task.started":
		case "person.steered":
		case "question.answered":
		case "comment.sent":
			return { stuck: null };
		case "stuck.found": {
			const { reason, text, attempts } = event;
			const stuck = { reason, text, attempts, at };
			return { stuck, strikes: [...view.strikes, stuck] };
		}
		case "self-review.started":
		case "self-review.finished":
		case "self-review.skipped":
		case "self-review.failed":
			return { selfReview: stepSelfReview(view.selfReview, event) };
		case "changes.found":
		case "task.interrupted":
		case "task.ended":
			return view.selfReview === null ? {} : { selfReview: afterSelfReview(view.selfReview, event, view.changes) };
		case "value.told":
			return { minutesSaved: event.minutes };
		default:
			return {};
	}
}
