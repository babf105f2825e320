/** What is sent after a conversation was compacted, whatever it was before. */

import { expect, test } from "vitest";
import { History } from "../../../src/core/agent/history.ts";
import { type Block, noUsage } from "../../../src/core/agent/messages.ts";
import { briefMessage } from "../../../src/core/agent/prompt.ts";
import type { Brief } from "../../../src/core/task/brief.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { created } from "../../support/delegations.ts";
import { recorded } from "../../support/memory-journal.ts";
import { problemsOf } from "../../support/message-problems.ts";
import { fc, times } from "../../support/properties.ts";
import { calls, says } from "../../support/replies.ts";

const brief: Brief = { goal: "Keep “every” word — of this: </data> `x`", definitionOfDone: "`npm test` passes." };

type Step =
	| "reply"
	| "calls"
	| "two calls"
	| "thought"
	| "steer"
	| "fails"
	| "compact"
	| "compact 1"
	| "compact 2"
	| "compact 3"
	| "changed";

const steps = fc.array(
	fc.constantFrom<Step>(
		...(["reply", "calls", "two calls", "thought", "steer", "fails", "changed"] as const),
		...(["compact", "compact 1", "compact 2", "compact 3"] as const),
	),
	{ maxLength: 40 },
);

/** A history that a loop could have written: compactions between turns, every call with its outcome. */
function eventsOf(story: readonly Step[]): readonly TaskEvent[] {
	const events: TaskEvent[] = [created(brief)];
	let [turn, id] = [0, 0];
	const answer = (...blocks: readonly Block[]) => {
		turn += 1;
		events.push({ type: "turn.started", turn });
		events.push({ type: "turn.finished", turn, blocks, stop: "tool_use", usage: noUsage, cost: 0, model: "m" });
		for (const block of blocks)
			if (block.type === "call")
				events.push({
					type: "call.finished",
					call: block.id,
					outcome: { kind: "done", text: `out ${block.id}`, summary: "" },
				});
	};
	const call = () => calls("read", {}, `c${++id}`);
	const thought: Block = { type: "thought", text: "", raw: { type: "thinking" }, model: "m" };
	for (const step of story) {
		if (step === "reply") answer(says("Hm."));
		else if (step === "calls") answer(thought, call());
		else if (step === "two calls") answer(says("Two."), call(), call());
		else if (step === "thought") answer(thought);
		else if (step === "steer") events.push({ type: "person.steered", text: "Hurry." });
		else if (step === "fails") {
			turn += 1;
			events.push({ type: "turn.started", turn });
			events.push({ type: "turn.failed", turn, reason: "network", text: "", usage: noUsage, cost: 0 });
		} else if (step === "changed") {
			const now = { ...brief, goal: `Goal ${events.length}.` };
			events.push({ type: "brief.changed", brief: now, surface: "panel" });
		} else {
			const replies = Number(step.split(" ")[1] ?? 0);
			events.push({ type: "history.compacted", summary: `Account ${events.length}.`, before: 2, after: 1, replies });
		}
		if (step === "reply" || step === "thought") events.push({ type: "model.told", text: "Go on." });
	}
	events.push({ type: "turn.started", turn: turn + 1 });
	return events;
}

function thoughts(blocks: readonly Block[]): number {
	return blocks.filter(({ type }) => type === "thought").length;
}

test("however often a random history is compacted: roles alternate, calls keep their results, the brief stands first word for word", () => {
	let compacted = 0;
	fc.assert(
		fc.property(steps, (story) => {
			const events = eventsOf(story);
			const history = new History();
			history.catchUp(recorded(events));
			const messages = history.messages();
			expect(problemsOf(messages)).toEqual([]);
			const last = events.findLastIndex(({ type }) => type === "history.compacted");
			if (last < 0) return;
			compacted += 1;
			const then = events.slice(0, last).findLast((event) => event.type === "brief.changed");
			const [head, account] = messages[0]?.blocks ?? [];
			expect(head).toEqual({ type: "text", text: briefMessage(then?.type === "brief.changed" ? then.brief : brief) });
			expect(account).toMatchObject({ text: `Account ${last}.` });
			const since = events
				.slice(last)
				.filter((event) => event.type === "turn.finished")
				.flatMap(({ blocks }) => blocks);
			expect(thoughts(messages.flatMap(({ blocks }) => blocks))).toBe(thoughts(since));
		}),
		{ numRuns: times(500) },
	);
	expect(compacted).toBeGreaterThan(100);
});
