/** The offline demo model: it plays a believable delegation on the bundled repository, and calls no model at all. */

import { type Block, type ModelInfo, type ModelRequest, type ModelSignal, noUsage } from "../core/agent/messages.ts";
import type { Model } from "../core/ports.ts";
import { pause } from "./backoff.ts";
import { readConversation } from "./scripted-conversation.ts";
import { type Move, nextMove } from "./scripted-demo.ts";

export interface ScriptedOptions {
	/** Milliseconds between two words; 25 unless told. 0 waits for nothing. */
	readonly pace?: number;
}

const info: ModelInfo = {
	provider: "scripted",
	id: "scripted-demo",
	label: "Scripted demo (no model was called)",
	images: false,
};

/** What it says and does is a function of the conversation alone. It uses and costs nothing. */
export function scriptedModel({ pace = 25 }: ScriptedOptions = {}): Model {
	return { info, mostCost: () => 0, stream: (request, signal) => play(request, pace, signal) };
}

async function* play(request: ModelRequest, pace: number, signal: AbortSignal): AsyncGenerator<ModelSignal> {
	signal.throwIfAborted();
	const move = nextMove(readConversation(request));
	// Someone who reads along needs a moment between two turns.
	if (pace > 0) await pause(pace * 12, signal);
	for (const delta of move.say.match(/\S+\s*/g) ?? []) {
		if (pace > 0) await pause(pace, signal);
		signal.throwIfAborted();
		yield { type: "text", delta };
	}
	const blocks = blocksOf(move, request);
	const stop = move.calls.length > 0 ? "tool_use" : "end_turn";
	yield { type: "finished", reply: { blocks, stop, usage: noUsage, model: info.id, cost: 0 } };
}

function blocksOf(move: Move, { messages }: ModelRequest): readonly Block[] {
	const turn = messages.filter(({ role }) => role === "assistant").length + 1;
	const calls = move.calls.map(
		({ tool, input }, index) => ({ type: "call", id: `demo-${turn}-${index + 1}`, tool, input }) as const,
	);
	return [{ type: "text", text: move.say }, ...calls];
}
