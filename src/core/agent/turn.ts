/** One turn's request: sends the conversation, shows the reply as it comes, and says how it went. */

import type { Ports } from "../ports.ts";
import type { Fact, TaskEvent } from "../task/events.ts";
import { type ExchangePorts, exchange } from "./exchange.ts";
import type { ModelRequest } from "./messages.ts";

export interface TurnPorts extends ExchangePorts, Pick<Ports, "model"> {}

/**
 * Yields what was held back and retries as they happen, and last the turn's end, which it also returns. A stopped request
 * ends as a failed turn with reason "stopped", one that the budget does not allow with reason "budget"; what was used is counted.
 */
export async function* requestTurn(
	turn: number,
	request: ModelRequest,
	ports: TurnPorts,
	signal: AbortSignal,
): AsyncGenerator<TaskEvent, Fact<"turn.finished"> | Fact<"turn.failed">> {
	const requested = { name: String(turn), model: ports.model, conversation: "task", turn, request } as const;
	const said = yield* exchange(requested, ports, signal);
	const { usage, cost } = said;
	const end =
		said.kind === "replied"
			? ({ ...said.reply, type: "turn.finished", turn, usage, cost } as const)
			: ({ type: "turn.failed", turn, reason: said.reason, text: said.text, usage, cost } as const);
	yield end;
	return end;
}
