/** What fills the context of a long task is known in time that grows in step with the task. */

import { expect, test } from "vitest";
import { noUsage } from "../../../src/core/agent/messages.ts";
import { Conversation } from "../../../src/core/context/conversation.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { created } from "../../support/delegations.ts";
import { growth, inStep } from "../../support/growth.ts";
import { recorded } from "../../support/memory-journal.ts";
import { calls, says } from "../../support/replies.ts";

function turn(at: number): readonly TaskEvent[] {
	const ids = [0, 1, 2].map((call) => `c${at}-${call}`);
	return [
		{ type: "turn.started", turn: at },
		{
			...{ type: "turn.finished", turn: at, stop: "tool_use", cost: 0, model: "m" },
			usage: { ...noUsage, input: 200 * (at + 1) },
			blocks: [says("I look."), ...ids.map((id) => calls("read", {}, id))],
		},
		...ids.map((call): TaskEvent => {
			const outcome = { kind: "done", text: `word ${call} `.repeat(20), summary: "" } as const;
			return { type: "call.finished", call, outcome };
		}),
	];
}

test("measuring a conversation of two thousand turns takes time in step with them", () => {
	const events = (turns: number) => recorded([created(), ...Array.from({ length: turns }, (_, at) => turn(at)).flat()]);
	const head = { system: "You are an engineer.", tools: [] };
	const measured = (past: ReturnType<typeof events>) => new Conversation(head).catchUp(past);
	expect(growth(events, measured, 500)).toBeLessThan(inStep);
});
