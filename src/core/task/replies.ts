/** What the agent answers to the person's comments when it hands off. */

import type { Ports } from "../ports.ts";
import type { Fact, TaskEvent } from "./events.ts";
import type { ReviewFold } from "./review-fold.ts";
import { isAskedByPerson, type Thread } from "./threads-view.ts";

export class Replies {
	private readonly journal: Ports["journal"];
	private readonly review: ReviewFold;

	constructor(journal: Ports["journal"], review: ReviewFold) {
		this.journal = journal;
		this.review = review;
	}

	/** Whether an answer of the model is one to a comment that it has read and that is not answered yet. */
	isDue({ thread, text }: Fact<"comment.answered">): boolean {
		return text.trim() !== "" && this.open().some((item) => item.thread === thread);
	}

	/** The summary answers what the model did not; a finding of the self-review that nobody asked about stays without an answer. */
	*rest(summary: string): Generator<TaskEvent> {
		for (const { thread } of this.open().filter(isAskedByPerson))
			yield { type: "comment.answered", thread, text: summary };
	}

	/** What the model was sent and has not answered. */
	private open(): readonly Thread[] {
		const { events } = this.journal;
		const read = events.findLastIndex(({ event }) => event.type === "turn.started");
		const unread = events.slice(read + 1).flatMap(({ event }) => (event.type === "comment.sent" ? [event.thread] : []));
		const { threads } = this.review.catchUp(events);
		return threads.filter(({ thread, state }) => state === "open" && !unread.includes(thread));
	}
}
