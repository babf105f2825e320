/** The review as the loop sees it: caught up with a growing list of events, a step costs what it adds. */

import type { Recorded } from "./events.ts";
import { emptyReview, isReviewEvent, type Review, stepReview } from "./review-view.ts";

export class ReviewFold {
	private review: Review = emptyReview;
	private read = 0;

	/** `events` must be the same growing list each time. */
	catchUp(events: readonly Recorded[]): Review {
		for (; this.read < events.length; this.read++) {
			const record = events[this.read];
			if (record && isReviewEvent(record.event))
				this.review = { ...this.review, ...stepReview(this.review, record.event, record.at) };
		}
		return this.review;
	}
}
