/** What the timeline says when the person rescopes a task. */

import type { Fact } from "./events.ts";
import type { TimelineContent } from "./timeline.ts";

const shownPaths = 20;

export function rescopeNotes({ outside = [] }: Fact<"brief.changed">): readonly TimelineContent[] {
	const changed = { kind: "note", tone: "info", text: "You changed the brief." } as const;
	if (outside.length === 0) return [changed];
	const rest = outside.length > shownPaths ? ` and ${outside.length - shownPaths} more` : "";
	const text = `Out of the new scope, and still proposed as it is: ${outside.slice(0, shownPaths).join(", ")}${rest}.`;
	return [changed, { kind: "note", tone: "warning", text }];
}
