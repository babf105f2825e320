/** The way from a task's spend to what fills its context. */

import { expect, test } from "vitest";
import { noUsage } from "../../src/core/agent/messages.ts";
import { budgeted } from "./budget-states.ts";
import { ended, said, snapshot } from "./journal.ts";
import { PanelOnScreen } from "./screen.tsx";

test("the spend, opened, leads to the context, and says what shortening the conversation cost", async () => {
	const panel = await new PanelOnScreen().told(
		snapshot(
			budgeted(
				said("Hello"),
				{
					...{ type: "aside.finished", aside: "compaction-9", purpose: "compaction", model: "m" },
					...{ usage: { ...noUsage, input: 9 }, cost: 0.0123, stop: "end_turn" },
				},
				{ type: "history.compacted", summary: "Account.", before: 182_000, after: 9_000, replies: 1 },
				ended("ready"),
			),
		),
	);
	expect(panel.text).toContain(
		"The conversation was replaced by an account of it: about 182,000 tokens before, 9,000 now.",
	);
	expect(panel.text).toMatch(/of it for shortening the conversation\$0\.012/);
	await panel.click("Show context");
	expect(panel.sent).toEqual([{ type: "show-context", task: "t1" }]);
});

test("a task without a compaction says nothing of one", async () => {
	const panel = await new PanelOnScreen().told(snapshot(budgeted(said("Hello"))));
	expect(panel.text).not.toContain("shortening");
});
