/** Remembers, of a review, what the model must still be told, and what it was told before. */

import type { TaskEvent } from "../task/events.ts";
import type { Finding } from "../task/harness-events.ts";
import { acceptedMessage, commentMessage, editedMessage, takenOutMessage } from "./review-messages.ts";

export class ReviewWords {
	/** Files of which something was accepted since the model was last told so. */
	private readonly accepted = new Set<string>();
	/** The person may take up what the model was never told. */
	private readonly findings = new Map<string, Finding>();
	private readonly takenOut = new Set<string>();
	private isDue = false;

	/** What the model is told of this event; empty where it is nothing. */
	said(event: TaskEvent): string {
		switch (event.type) {
			case "self-review.finished":
				for (const finding of event.findings) this.findings.set(finding.id, finding);
				return "";
			case "comment.sent":
				return commentMessage(event, this.findings.get(event.thread)?.claim);
			case "change.edited":
				return editedMessage(event);
			case "changes.taken-out": {
				if (event.files.length === 0) return "";
				const ids = event.files.flatMap(({ path, pieces }) => pieces.map((piece) => `${path} ${piece}`));
				const again = ids.some((id) => this.takenOut.has(id));
				for (const id of ids) this.takenOut.add(id);
				return takenOutMessage(event, again ? "again" : "first");
			}
			case "change.decided":
				this.accepted[event.decision === "accepted" ? "add" : "delete"](event.path);
				return "";
			case "task.started":
				this.isDue = true;
				return "";
			default:
				return "";
		}
	}

	/** What goes with the next request, but is no reason to send one; said once a run. */
	aside(): string {
		const paths = this.isDue ? [...this.accepted] : [];
		this.isDue = false;
		if (paths.length === 0) return "";
		this.accepted.clear();
		return acceptedMessage(paths);
	}
}
