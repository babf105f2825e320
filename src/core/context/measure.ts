/** How many tokens the conversation's parts have: by their bytes, corrected by what the provider counted last. */

import type { History } from "../agent/history.ts";
import type { Block, ModelRequest, Usage } from "../agent/messages.ts";
import { bytesOf, textOf } from "../budget/estimate.ts";
import type { TaskEvent } from "../task/events.ts";

/** What comes before the messages of every request. */
export type Head = Pick<ModelRequest, "system" | "tools">;

/** Where nothing was counted yet. Text has about four bytes a token, code three. */
const usualBytesPerToken = 3;
/** What an image takes, usually; and what a block needs besides its text, in bytes. */
const bytesPerImage = 1_600 * usualBytesPerToken;
const bytesPerBlock = 30;

/** What the provider counted of a request's prompt, and what that had in bytes here. */
interface Counted {
	readonly tokens: number;
	readonly bytes: number;
	readonly turn: number;
}

/** Some gateways count nothing, or something else. */
function isPlausible(bytesPerToken: number): boolean {
	return bytesPerToken >= 1 && bytesPerToken <= 12;
}

const noSum = { list: [], count: 0, bytes: 0 } as const;

/** A fold of a task's events beside its history. */
export class Measure {
	/** In bytes. */
	readonly head: { readonly system: number; readonly tools: number };
	private readonly sizes = new WeakMap<Block, number>();
	/** The bytes of the first `count` blocks of this list: what came before is not added up again at every turn. */
	private summed: { readonly list: readonly Block[]; readonly count: number; readonly bytes: number } = noSum;
	private counted: Counted | null = null;
	/** The last request was tried more than once: its count says nothing of its length. */
	private isUncounted = false;
	private isCompacted = false;
	private asked = "";

	constructor(head: Head) {
		this.head = { system: bytesOf(head.system), tools: bytesOf(JSON.stringify(head.tools)) };
	}

	/** Before `history` takes the event. */
	step(event: TaskEvent, history: Pick<History, "sent">): void {
		switch (event.type) {
			case "task.started":
				// Models count differently.
				if (event.model.id !== this.asked) this.counted = null;
				this.asked = event.model.id;
				return;
			case "turn.started":
				this.isUncounted = false;
				return;
			case "model.retried":
				this.isUncounted = true;
				return;
			case "history.compacted":
				this.isCompacted = true;
				return;
			case "turn.finished": {
				const tokens = promptTokens(event.usage);
				if (tokens === 0 || this.isUncounted) return;
				const bytes = this.sentBytes(history);
				if (!isPlausible(bytes / tokens)) return;
				this.counted = { tokens, bytes, turn: event.turn };
				this.isCompacted = false;
				return;
			}
			default:
		}
	}

	/** What the provider counted of the conversation as it is, but for its end; null where it has not. */
	get last(): { readonly tokens: number; readonly turn: number } | null {
		return this.isCompacted ? null : this.counted;
	}

	/** Of all that the next request would send. */
	tokens(history: Pick<History, "sent" | "waiting">): number {
		return this.tokensIn(this.sentBytes(history) + this.sumOf(history.waiting));
	}

	tokensOf(block: Block): number {
		return this.tokensIn(this.sizeOf(block));
	}

	tokensIn(bytes: number): number {
		const { tokens, bytes: counted } = this.counted ?? { tokens: 1, bytes: usualBytesPerToken };
		return Math.round((bytes * tokens) / counted);
	}

	/** In so many tokens, about. */
	bytesIn(tokens: number): number {
		const { tokens: counted, bytes } = this.counted ?? { tokens: 1, bytes: usualBytesPerToken };
		return Math.floor((tokens * bytes) / counted);
	}

	/** In bytes, or what an image amounts to. */
	sizeOf(block: Block): number {
		const known = this.sizes.get(block);
		if (known !== undefined) return known;
		const images = block.type === "result" ? block.images.length * bytesPerImage : 0;
		const size = bytesOf(textOf(block)) + bytesPerBlock + images;
		this.sizes.set(block, size);
		return size;
	}

	private sentBytes({ sent }: Pick<History, "sent">): number {
		const known = this.summed.list === sent ? this.summed : noSum;
		const bytes = known.bytes + this.sumOf(sent.slice(known.count));
		this.summed = { list: sent, count: sent.length, bytes };
		return this.head.system + this.head.tools + bytes;
	}

	private sumOf(blocks: readonly Block[]): number {
		return blocks.reduce((sum, block) => sum + this.sizeOf(block), 0);
	}
}

function promptTokens(usage: Usage): number {
	return usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
}
