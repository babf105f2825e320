/** A model for tests of the core: gives prepared replies in order, and keeps every request it was sent. */

import type {
	Block,
	ModelFailure,
	ModelInfo,
	ModelRequest,
	ModelSignal,
	Reply,
	StopReason,
} from "../../src/core/agent/messages.ts";
import { noUsage } from "../../src/core/agent/messages.ts";
import type { Model } from "../../src/core/ports.ts";

export type Turn =
	| readonly Block[]
	| Reply
	| ModelFailure
	| ((request: ModelRequest, signal: AbortSignal) => Promise<Reply>);

export interface ReplyModel extends Model {
	readonly requests: ModelRequest[];
}

const info: ModelInfo = { provider: "anthropic", id: "test-model", label: "Test model", images: false };

/** The last turn must be reached: a task that asks for more fails with a text that says so. */
export function modelOf(...turns: readonly Turn[]): ReplyModel {
	const requests: ModelRequest[] = [];
	return {
		info,
		requests,
		mostCost: () => 0.01,
		async *stream(request, signal): AsyncGenerator<ModelSignal> {
			const turn = turns[requests.length];
			requests.push(structuredClone(request));
			if (turn === undefined) {
				yield { type: "failed", reason: "server", text: "The test has no more replies.", usage: noUsage, cost: 0 };
			} else if (typeof turn === "function") {
				yield { type: "finished", reply: await turn(request, signal) };
			} else if ("type" in turn) {
				yield turn;
			} else {
				yield { type: "finished", reply: "blocks" in turn ? turn : reply(turn) };
			}
		},
	};
}

/** A reply with these blocks; stops for its calls when it has some. */
export function reply(blocks: readonly Block[], stop?: StopReason): Reply {
	const calls = blocks.some((block) => block.type === "call");
	const usage = { ...noUsage, input: 10, output: 5 };
	return { blocks, stop: stop ?? (calls ? "tool_use" : "end_turn"), usage, model: info.id, cost: 0.01 };
}

export function says(text: string): Block {
	return { type: "text", text };
}

let ids = 0;

/** A call with an id of its own. */
export function calls(tool: string, input: Readonly<Record<string, unknown>>, id = `call-${++ids}`): Block {
	return { type: "call", id, tool, input };
}

export function finishes(status: "done" | "stuck" = "done", summary = "It is done."): Block {
	return calls("finish", { status, summary });
}
