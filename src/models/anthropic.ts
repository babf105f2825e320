/** The Anthropic adapter: streams replies of the Messages API through the SDK, and tries again where that can help. */

import type { Anthropic } from "@anthropic-ai/sdk";
import type { MessageCreateParamsStreaming } from "@anthropic-ai/sdk/resources/messages";
import {
	addUsage,
	type ModelInfo,
	type ModelRequest,
	type ModelSignal,
	noUsage,
	type Usage,
} from "../core/agent/messages.ts";
import { type Prices, publishedPrices } from "../core/budget/prices.ts";
import type { Clock, Model } from "../core/ports.ts";
import { type Access, type ClientMade, makeClient, withoutCredentials } from "./anthropic-client.ts";
import { type ReplyEvent, readEvent } from "./anthropic-events.ts";
import { Draft } from "./anthropic-reply.ts";
import { requestBody } from "./anthropic-request.ts";
import { BrokenStream, Silence, type Trouble, troubleOf } from "./anthropic-trouble.ts";
import { askWindow, type KnownWindows } from "./anthropic-window.ts";
import { backoff, pause } from "./backoff.ts";

export interface AnthropicOptions extends Access {
	/** The model to ask, e.g. `claude-sonnet-5-5`. */
	readonly id: string;
	/** Further tries after the first; 5 unless told. */
	readonly maxRetries?: number;
	/** Milliseconds without any event after which a connection is given up; five minutes unless told. */
	readonly patienceMs?: number;
	readonly clock?: Pick<Clock, "now">;
	/** The published ones unless told. */
	readonly prices?: Prices;
	/** Shared by all models, so that each is asked about once. */
	readonly windows?: KnownWindows;
	/** A number from 0 to 1, for the jitter of waits. */
	random?(): number;
}

/** Output tokens between two counts of what a request has used so far. */
const countEvery = 256;

/**
 * A model behind the Messages API. Unusable settings are told when it is first asked. A reply's usage and cost hold
 * those of the tries that failed before it, as far as they are known.
 */
export function anthropicModel(options: AnthropicOptions): Model {
	return new AnthropicModel(options);
}

interface Spent {
	readonly usage: Usage;
	readonly cost: number | null;
}

class AnthropicModel implements Model {
	readonly info: ModelInfo;
	private readonly options: AnthropicOptions;
	private readonly made: ClientMade;
	private readonly clock: Pick<Clock, "now">;
	private readonly prices: Prices;

	constructor(options: AnthropicOptions) {
		this.options = options;
		this.made = makeClient(options);
		this.clock = options.clock ?? { now: Date.now };
		this.prices = options.prices ?? publishedPrices;
		const where = this.made.kind === "client" && this.made.host !== "" ? ` (${this.made.host})` : "";
		this.info = { provider: "anthropic", id: options.id, label: `${options.id}${where}`, images: true };
	}

	mostCost(tokens: { readonly input: number; readonly output: number }): number | null {
		return this.prices.most(tokens, this.options.id, this.clock.now());
	}

	cost(usage: Usage): number | null {
		return this.prices.of(usage, this.options.id, this.clock.now());
	}

	async window(signal: AbortSignal): Promise<number | null> {
		if (this.made.kind === "refused") return null;
		const { id, windows: known = new Map() } = this.options;
		return askWindow({ client: this.made.client, id, known }, signal);
	}

	async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelSignal> {
		signal.throwIfAborted();
		if (this.made.kind === "refused") {
			yield { type: "failed", reason: "configuration", text: this.made.text, usage: noUsage, cost: 0 };
			return;
		}
		const body = requestBody(request, this.options.id);
		let spent: Spent = { usage: noUsage, cost: 0 };
		for (let attempt = 1; ; attempt++) {
			const draft = new Draft(this.options.id, callIds(request));
			const trouble = yield* this.attempt({ client: this.made.client, body, draft, spent }, signal);
			if (!trouble) return;
			spent = this.spentWith(spent, draft);
			const next = this.afterTrouble(trouble, attempt, spent);
			yield { type: "used", ...spent };
			yield next;
			if (next.type === "failed") return;
			await pause(next.waitMs, signal);
		}
	}

	/** One try. Ends with `finished`, or returns what went wrong. */
	private async *attempt(
		{ client, body, draft, spent }: Attempt,
		signal: AbortSignal,
	): AsyncGenerator<ModelSignal, Trouble | undefined> {
		const asked = { model: this.options.id, host: this.made.kind === "client" ? this.made.host : "" };
		let trouble = troubleOf(new BrokenStream("it ended before it was complete"), asked);
		try {
			let told = Number.NEGATIVE_INFINITY;
			for await (const event of replyEvents({ client, body, patienceMs: this.options.patienceMs ?? 300_000 }, signal)) {
				const shown = draft.take(event);
				if (shown) yield shown;
				const { output } = draft.used.usage;
				if (event.type === "content_block_delta" && output < told + countEvery) continue;
				told = output;
				yield { type: "used", ...this.spentWith(spent, draft) };
			}
		} catch (error) {
			if (signal.aborted) throw signal.reason;
			if (!(error instanceof Interruption)) throw error;
			trouble = troubleOf(error.cause, asked);
		}
		// A connection that broke after the reply was complete took nothing away.
		const reply = draft.finish();
		if (!reply) return trouble;
		yield { type: "finished", reply: { ...reply, ...this.spentWith(spent, draft), model: draft.model } };
		return undefined;
	}

	private afterTrouble({ reason, text, retry }: Trouble, attempt: number, spent: Spent): Next {
		const { maxRetries = 5, random = Math.random } = this.options;
		const said = withoutCredentials(text, this.options);
		if (!retry) return { type: "failed", reason, text: said, ...spent };
		if (attempt > maxRetries) {
			const tries = attempt === 1 ? "" : ` Tried ${attempt} times.`;
			return {
				type: "failed",
				reason,
				text: `${said}${tries} Continue the task when it is likely to work again.`,
				...spent,
			};
		}
		const waitMs = backoff(attempt, retry.afterMs, random);
		const again = `Trying again in ${Math.ceil(waitMs / 1_000)} s (try ${attempt + 1} of ${maxRetries + 1}).`;
		return { type: "retrying", attempt, waitMs, text: `${said} ${again}` };
	}

	private spentWith({ usage, cost }: Spent, draft: Draft): Spent {
		const { usage: used, run } = draft.used;
		const nothing = Object.values(used).every((count) => count === 0);
		const price = nothing ? 0 : this.prices.of(used, draft.model, this.clock.now(), run);
		return { usage: addUsage(usage, used), cost: cost === null || price === null ? null : cost + price };
	}
}

function callIds({ messages }: ModelRequest): readonly string[] {
	return messages.flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === "call" ? [block.id] : [])));
}

type Next = Extract<ModelSignal, { type: "retrying" | "failed" }>;

interface Attempt {
	readonly client: Anthropic;
	readonly body: MessageCreateParamsStreaming;
	readonly draft: Draft;
	/** By the tries before. */
	readonly spent: Spent;
}

/** The provider's or the network's doing, in `cause`; anything else that is thrown is a defect. */
class Interruption extends Error {}

interface Exchange {
	readonly client: Anthropic;
	readonly body: MessageCreateParamsStreaming;
	readonly patienceMs: number;
}

/** The events of one request. Leaving early closes the connection, and so does silence. */
async function* replyEvents({ client, body, patienceMs }: Exchange, signal: AbortSignal): AsyncGenerator<ReplyEvent> {
	const silence = new AbortController();
	const giveUp = () => silence.abort();
	let timer = setTimeout(giveUp, patienceMs);
	try {
		const stream = await client.messages.create(body, { signal: AbortSignal.any([signal, silence.signal]) });
		for await (const raw of stream) {
			clearTimeout(timer);
			timer = setTimeout(giveUp, patienceMs);
			const event = readEvent(raw);
			if (event) yield event;
		}
	} catch (error) {
		throw new Interruption("the request was interrupted", {
			cause: silence.signal.aborted ? new Silence() : explained(error),
		});
	} finally {
		clearTimeout(timer);
	}
	// The SDK ends a stream that was aborted as if it were complete.
	signal.throwIfAborted();
	if (silence.signal.aborted) throw new Interruption("the server fell silent", { cause: new Silence() });
}

/** What could not be read as JSON or as an event came broken. */
function explained(error: unknown): unknown {
	if (error instanceof SyntaxError) return new BrokenStream("an event was not JSON");
	if (error instanceof Error && error.name === "ZodError") return new BrokenStream("an event was malformed");
	return error;
}
