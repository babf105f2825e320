/** What a review came to, by all that was ever decided: also on pieces that are not there any more. */

import type { Recorded } from "./events.ts";
import type { Decision } from "./review-events.ts";
import { originOf } from "./review-view.ts";

/** Null when nothing is decided. Pieces that were rejected and taken out count, and so does a file that vanished with them. */
export function outcomeOf(events: readonly Recorded[]): "accepted" | "partly-accepted" | "rejected" | null {
	const files = new Map<string, Map<string, Decision>>();
	let origins = new Map<string, string>();
	for (const { event } of events) {
		if (event.type === "changes.found")
			origins = new Map(event.changes.map((change) => [change.path, originOf(change)]));
		if (event.type !== "change.decided") continue;
		// In journals of version 0.1 a decision is about the whole file.
		const { path, decision, pieces = [""], accepted } = event;
		const origin = accepted?.origin ?? origins.get(path) ?? path;
		const file = files.get(origin) ?? new Map<string, Decision>();
		files.set(origin, file);
		for (const piece of pieces) {
			if (decision === "undecided") file.delete(piece);
			else file.set(piece, decision);
		}
	}
	const made = new Set([...files.values()].flatMap((file) => [...file.values()]));
	if (made.size === 0) return null;
	return made.size > 1 ? "partly-accepted" : made.has("accepted") ? "accepted" : "rejected";
}
