/** One turn's request: sends the conversation, shows the reply as it comes, and says how it went. */

import type { Ports } from "../ports.ts";
import type { TaskEvent } from "../task/events.ts";
import type { ModelRequest, Usage } from "./messages.ts";
import { noUsage } from "./messages.ts";

type Finished = Extract<TaskEvent, { type: "turn.finished" }>;
type Failed = Extract<TaskEvent, { type: "turn.failed" }>;

/**
 * Yields retries as they happen, and last the turn's end, which it also returns. A stopped request ends as a failed turn
 * with reason "stopped", so that what it used is counted.
 */
export async function* requestTurn(
	turn: number,
	request: ModelRequest,
	ports: Pick<Ports, "model" | "live">,
	signal: AbortSignal,
): AsyncGenerator<TaskEvent, Finished | Failed> {
	let used: { usage: Usage; cost: number | null } = { usage: noUsage, cost: 0 };
	try {
		for await (const said of ports.model.stream(request, signal)) {
			switch (said.type) {
				case "text":
					ports.live.text(turn, said.delta);
					break;
				case "thinking":
					ports.live.thinking(turn, said.delta);
					break;
				case "used":
					used = { usage: said.usage, cost: said.cost };
					break;
				case "retrying":
					ports.live.restart(turn);
					yield { type: "model.retried", turn, attempt: said.attempt, waitMs: said.waitMs, text: said.text };
					break;
				case "finished":
					return yield* end({ type: "turn.finished", turn, ...said.reply });
				case "failed":
					return yield* end({ type: "turn.failed", turn, reason: said.reason, text: said.text, usage: said.usage, cost: said.cost });
				default:
					said satisfies never;
			}
		}
	} catch (error) {
		if (!signal.aborted) throw error;
		return yield* end({ type: "turn.failed", turn, reason: "stopped", text: "Stopped while the model was answering.", ...used });
	}
	return yield* end({ type: "turn.failed", turn, reason: "server", text: "The model's answer ended without an end.", ...used });
}

async function* end<Event extends Finished | Failed>(event: Event): AsyncGenerator<TaskEvent, Event> {
	yield event;
	return event;
}
