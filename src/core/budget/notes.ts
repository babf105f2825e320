/** What the timeline says of a task's budget. */

import type { Fact } from "../task/events.ts";
import type { TimelineContent } from "../task/timeline.ts";
import { amountText, capNames, listed } from "./caps.ts";
import { unpricedText } from "./spend.ts";

export function budgetNotes(event: Fact<"budget.unpriced" | "budget.raised">): readonly TimelineContent[] {
	if (event.type === "budget.unpriced") return [{ kind: "note", tone: "warning", text: unpricedText(event.model) }];
	const parts = capNames.flatMap((name) => {
		const amount = event[name] ?? 0;
		return amount > 0 ? [amountText(name, amount)] : [];
	});
	return parts.length === 0 ? [] : [{ kind: "note", tone: "info", text: `You raised the budget by ${listed(parts)}.` }];
}
