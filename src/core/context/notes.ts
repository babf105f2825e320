/** What the timeline says of a conversation that was compacted. */

import type { Fact } from "../task/events.ts";
import type { TimelineContent } from "../task/timeline.ts";

export function compactionNotes({ before, after }: Fact<"history.compacted">): readonly TimelineContent[] {
	const [was, is] = [before, after].map((tokens) => Math.round(tokens).toLocaleString("en-US"));
	const text = `The conversation was replaced by an account of it: about ${was} tokens before, ${is} now. The brief and the rules stand word for word; files are read anew.`;
	return [{ kind: "note", tone: "info", text }];
}

/** What the task does about it, or that it ends with it, is said by what follows. */
export const tooLongNote: TimelineContent = {
	kind: "note",
	tone: "warning",
	text: "The conversation is longer than the model takes.",
};
