/** One turn's request: sends the conversation, shows the reply as it comes, and says how it went. */

import type { Live, Ports } from "../ports.ts";
import type { TaskEvent } from "../task/events.ts";
import { type ModelRequest, type ModelSignal, noUsage, type Usage } from "./messages.ts";

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
	let used: Used = { usage: noUsage, cost: 0 };
	let end: Finished | Failed | undefined;
	let broken = { reason: "server", text: "The model's answer ended without an end." };
	try {
		for await (const said of ports.model.stream(request, signal)) {
			show(turn, said, ports.live);
			if (said.type === "used") used = { usage: said.usage, cost: said.cost };
			if (said.type === "retrying") yield { ...said, type: "model.retried", turn };
			if (said.type === "finished") end = { type: "turn.finished", turn, ...said.reply };
			if (said.type === "failed") end = { ...said, type: "turn.failed", turn };
		}
	} catch (error) {
		if (!signal.aborted) throw error;
		broken = { reason: "stopped", text: "Stopped while the model was answering." };
	}
	end ??= { type: "turn.failed", turn, ...broken, ...used };
	yield end;
	return end;
}

interface Used {
	readonly usage: Usage;
	readonly cost: number | null;
}

function show(turn: number, said: ModelSignal, live: Live): void {
	if (said.type === "text") live.text(turn, said.delta);
	if (said.type === "thinking") live.thinking(turn, said.delta);
	if (said.type === "retrying") live.restart(turn);
}
