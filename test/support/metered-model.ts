/** A model that counts like a provider and keeps the bill, whatever the harness learns of it. */

import {
	addUsage,
	type ModelRequest,
	type ModelSignal,
	noUsage,
	type Reply,
	type Usage,
} from "../../src/core/agent/messages.ts";
import { publishedPrices } from "../../src/core/budget/prices.ts";
import type { Model } from "../../src/core/ports.ts";
import { calls, finishes, says } from "./replies.ts";

/** What becomes of one request. */
export interface Play {
	readonly kind: "reply" | "fails" | "cut" | "crash" | "finish";
	/** Of the longest reply, from 0 to 1. */
	readonly output: number;
	/** Of the input, from 0 to 1. */
	readonly cached: number;
	readonly written: number;
}

export interface Meter {
	readonly model: Model;
	readonly bill: { tokens: number; money: number };
	/** Requests that were sent. */
	readonly sent: ModelRequest[];
}

/** What the model reads, each file once: whoever reads the same again and again is stuck, and comes to no cap. */
export const readFiles: Readonly<Record<string, string>> = Object.fromEntries(
	Array.from({ length: 50 }, (_, at) => [nameOf(at), `some words of file ${at}\n`.repeat(400)]),
);

const id = "claude-sonnet-5-5";
const day = Date.UTC(2026, 10, 21);

/** Takes the plays in order, and finishes after the last. `density`: bytes of text that it counts as one token. `crash` is called in the middle of a request that nobody sees end. */
export function meteredModel(plays: Play[], density: number, crash: () => void): Meter {
	const meter: Meter = {
		bill: { tokens: 0, money: 0 },
		sent: [],
		model: {
			info: { provider: "anthropic", id, label: id, images: false },
			mostCost: (tokens) => publishedPrices.most(tokens, id, day),
			async *stream(request): AsyncGenerator<ModelSignal> {
				meter.sent.push(request);
				let before = { usage: noUsage, cost: 0 };
				for (;;) {
					const play = plays.shift() ?? last;
					const usage = usageOf(request, play, density);
					charge(meter, usage);
					const cost = publishedPrices.of(usage, id, day) ?? 0;
					const used = { usage: addUsage(before.usage, usage), cost: before.cost + cost };
					yield { type: "used", ...used };
					if (play.kind === "crash") crash();
					if (play.kind === "fails") return yield { type: "failed", reason: "network", text: "Cut.", ...used };
					if (play.kind !== "cut") return yield { type: "finished", reply: replyOf(play, nameOf(plays.length), used) };
					before = used;
					yield { type: "retrying", attempt: 1, waitMs: 0, text: "Again." };
				}
			},
		},
	};
	return meter;
}

const last: Play = { kind: "finish", output: 0, cached: 0, written: 0 };

function usageOf(request: ModelRequest, { output, cached, written }: Play, density: number): Usage {
	const prompt = Math.ceil(new TextEncoder().encode(JSON.stringify(request)).length / density);
	const cacheRead = Math.floor(prompt * cached);
	const cacheWrite5m = Math.floor((prompt - cacheRead) * written);
	const longest = Math.max(1, Math.floor(request.maxTokens * output));
	return { ...noUsage, input: prompt - cacheRead - cacheWrite5m, cacheRead, cacheWrite5m, output: longest };
}

function charge({ bill }: Meter, usage: Usage): void {
	bill.tokens += usage.input + usage.cacheRead + usage.cacheWrite5m + usage.output;
	bill.money += publishedPrices.of(usage, id, day) ?? 0;
}

function nameOf(file: number): string {
	return `big-${file}.txt`;
}

function replyOf({ kind }: Play, path: string, used: { readonly usage: Usage; readonly cost: number }): Reply {
	const blocks = kind === "finish" ? [finishes()] : [says("Hm."), calls("read", { path })];
	return { blocks, stop: "tool_use", model: id, ...used };
}
