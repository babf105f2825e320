/** Keeps the conversation within what the model takes: replaces it by an account when the next request would not fit, or when that is cheaper. */

import { bytesOf } from "../budget/estimate.ts";
import type { Ledger } from "../budget/reservation.ts";
import { accountOf } from "../context/account.ts";
import { accountText } from "../context/account-text.ts";
import { Conversation } from "../context/conversation.ts";
import type { FileVersion, Ports } from "../ports.ts";
import type { TaskEvent } from "../task/events.ts";
import { requestAside } from "./aside.ts";
import { isCheaper, isLong } from "./compaction-price.ts";
import type { RequestHead } from "./head.ts";
import type { Message, ModelRequest } from "./messages.ts";

export interface CompactionPorts extends Pick<Ports, "model" | "journal" | "clock"> {
	readonly ledger: Ledger;
}

/** Below so many tokens of conversation nobody waits for the provider to say what the model takes. */
const shortConversation = 8_000;

export class Compaction {
	private readonly head: RequestHead;
	private readonly ports: CompactionPorts;
	private readonly seen: Map<string, FileVersion>;
	private readonly conversation: Conversation;
	private window: Promise<number | null> | undefined;

	/** `seen`: what the model has read of files, which it no longer has afterwards. */
	constructor(head: RequestHead, ports: CompactionPorts, seen: Map<string, FileVersion>) {
		this.head = head;
		this.ports = ports;
		this.seen = seen;
		this.conversation = new Conversation(head);
	}

	/** Before a turn. */
	async *before(signal: AbortSignal): AsyncGenerator<TaskEvent> {
		this.catchUp();
		yield* this.askWindow(signal);
		this.catchUp();
		if (this.isDue()) yield* this.compact(signal);
	}

	/** Whether a request that was too long can be sent again, shortened: once, until a reply has come. */
	get canMakeRoom(): boolean {
		this.catchUp();
		return this.conversation.isTooLong && this.conversation.replies > 0;
	}

	private catchUp(): void {
		this.conversation.catchUp(this.ports.journal.events);
	}

	private get tokens(): number {
		return this.conversation.measure.tokens(this.conversation.history);
	}

	private isDue(): boolean {
		const { window, replies } = this.conversation;
		if (this.canMakeRoom) return true;
		if (replies < leastReplies) return false;
		const { tokens } = this;
		if (window !== null && tokens > mostTokens(window, this.head.maxTokens)) {
			// Where nearly nothing can be left out, it would be done again and again, and in vain.
			return this.after(0) < tokens * worthwhile;
		}
		if (!isLong(tokens, replies)) return false;
		const turns = this.turnsLeft();
		const { lastUsage } = this.conversation;
		return isCheaper({ model: this.ports.model, tokens, after: this.after(1), replies, turns, lastUsage });
	}

	private turnsLeft(): number {
		const { budget, used } = this.ports.ledger.now();
		return budget.caps.turns - used.turns;
	}

	/** The provider is asked once a run, and never where the journal knows. The first request does not wait for it. */
	private async *askWindow(signal: AbortSignal): AsyncGenerator<TaskEvent> {
		const { model } = this.ports;
		if (this.conversation.window !== null || !model.window) return;
		const isFirst = this.window === undefined;
		this.window ??= model.window(signal);
		if (isFirst && this.tokens < shortConversation) return;
		const tokens = await this.window;
		if (tokens !== null) yield { type: "window.told", model: model.info.id, tokens };
	}

	private async *compact(signal: AbortSignal): AsyncGenerator<TaskEvent> {
		const { journal } = this.ports;
		const before = this.tokens;
		const notes = yield* this.askNotes(signal);
		if (signal.aborted) return;
		this.catchUp();
		const replies = this.repliesThatStay();
		const summary = accountText({
			account: accountOf(journal.events),
			notes,
			room: this.conversation.measure.bytesIn(this.accountTokens),
			lastReply: replies > 0 ? "stays" : "goes",
		});
		const { measure } = this.conversation;
		const after = this.after(replies) - this.accountTokens + measure.tokensIn(bytesOf(summary));
		this.seen.clear();
		yield { type: "history.compacted", summary, before, after, replies };
	}

	/** What there is room for: what the model takes, or what it could not take any more. */
	private get room(): number {
		return this.conversation.window ?? this.tokens;
	}

	private get accountTokens(): number {
		return Math.round(Math.min(12_000, Math.max(1_000, this.room * 0.15)));
	}

	/** Tokens of the next request, were all but so many of the last replies replaced now. */
	private after(replies: number): number {
		const { measure, history } = this.conversation;
		const { system, tools } = measure.head;
		const staying = history.staying(replies).reduce((sum, block) => sum + measure.tokensOf(block), 0);
		const head = measure.tokensIn(system + tools + bytesOf(history.briefText));
		return head + this.accountTokens + staying;
	}

	/** The last replies as far as they take a fifth of the room; the very last one, whose calls have just ended, as far as it fits. */
	private repliesThatStay(): number {
		const bare = this.after(0);
		const fits = (replies: number) => this.after(replies) - bare <= this.room * 0.2;
		const some = [3, 2, 1].find(fits);
		return some ?? (this.after(1) <= this.room * 0.6 ? 1 : 0);
	}

	/** What the model would tell whoever goes on; empty where it cannot be asked or does not say. */
	private async *askNotes(signal: AbortSignal): AsyncGenerator<TaskEvent, string> {
		const messages = withQuestion(this.conversation.history.answered());
		const maxTokens = Math.min(4_000, Math.floor(this.room * 0.1));
		const request = { ...this.head, messages, maxTokens };
		if (messages.length === 0 || !this.isAffordable(request)) return "";
		const { model, journal } = this.ports;
		const aside = { aside: `compaction-${journal.events.length}`, purpose: "compaction", model, request } as const;
		const said = yield* requestAside(aside, this.ports, signal);
		if ("type" in said || said.stop === "refusal") return "";
		return said.blocks.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n\n");
	}

	/** The work comes first: notes are asked for only where at least as much is left for the next turn. */
	private isAffordable({ maxTokens }: ModelRequest): boolean {
		const { budget, used } = this.ports.ledger.now();
		const { money, tokens } = budget.caps;
		const size = { input: this.tokens * 2, output: maxTokens };
		if (tokens !== null && tokens - used.tokens < 2 * (size.input + size.output)) return false;
		const cost = this.ports.model.mostCost(size);
		return money === null || cost === null || money - used.money >= 2 * cost;
	}
}

/** Fewer whole replies are not worth it: what was just read would be read again. */
const leastReplies = 3;
/** It must bring the conversation down to this part. */
const worthwhile = 0.7;

/** Of a request, so that its reply has room; and a little less, because it is an estimate. */
function mostTokens(window: number, reply: number): number {
	return window * 0.95 - Math.min(reply, window * 0.2);
}

const question = [
	"Stop here. This conversation is about to be replaced by an account of its facts: plan, files, commands, checks and the person's words.",
	"Write what the next engineer must know and those facts do not say: what you found out and where (path:line), what you decided and why, what did not work, what you were about to do.",
	"At most 400 words. No call, no greeting.",
].join(" ");

/** The same bytes as the request before, which the provider has in its cache, and the question behind them. */
function withQuestion(messages: readonly Message[]): readonly Message[] {
	const last = messages.at(-1);
	if (!last) return [];
	return [...messages.slice(0, -1), { ...last, blocks: [...last.blocks, { type: "text", text: question }] }];
}
