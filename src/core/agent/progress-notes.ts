/** What the timeline says of a third strike. */

import type { Fact } from "../task/events.ts";
import type { TimelineContent } from "../task/timeline.ts";

export function progressNotes({ text }: Fact<"stuck.found">): readonly TimelineContent[] {
	return [{ kind: "note", tone: "warning", text: `Three strikes. ${text}` }];
}
