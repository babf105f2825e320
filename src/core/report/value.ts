/** What the person is asked once about a task that is reviewed: how long it would have taken them. */

import type { TaskView } from "../task/view.ts";

/** Minutes that are one click away; the last one stands for all that is longer. */
export const offeredMinutes = [0, 5, 15, 30, 60, 120] as const;

/** A hundred days of work; more is a slip of the finger. */
export const mostMinutesSaved = 48_000;

/** Once, when the review is closed; never again after an answer, or none. */
export function asksForValue({ status, minutesSaved, conduct }: TaskView): boolean {
	return isReviewed(status) && minutesSaved === null && !conduct.valueDeclined;
}

/** Only then there is something to estimate, and to change later. */
export function isReviewed(status: TaskView["status"]): boolean {
	return status === "accepted" || status === "partly-accepted" || status === "rejected";
}
