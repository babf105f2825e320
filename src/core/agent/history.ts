/** Turns a task's events into the messages that the model is sent, and places the cache breakpoints. */

import type { Brief } from "../task/brief.ts";
import type { CallOutcome, Fact, Recorded, TaskEvent } from "../task/events.ts";
import { compacted } from "./history-compacted.ts";
import type { Block, CallBlock, Message, ResultBlock, TextBlock } from "./messages.ts";
import { briefMessage, changedBriefMessage, dataText } from "./prompt.ts";
import { ReviewWords } from "./review-words.ts";

/** Where a request ended: the block that its last breakpoint was on. */
interface Place {
	readonly message: number;
	readonly block: number;
}

/** Whose text a block of the user's messages is; results and replies say it by themselves. */
export type Origin = "brief" | "person" | "harness" | "account";

/** A block of the conversation, and whether it was sent already. */
export interface Part {
	readonly block: Block;
	readonly role: Message["role"];
	/** Null for results and replies. */
	readonly origin: Origin | null;
	readonly sent: boolean;
}

/**
 * The conversation, caught up with a growing list of events: a step costs what it adds, not what came before.
 * What a request sends is what was recorded before its `turn.started`; later words wait for the next one.
 */
export class History {
	private written: { role: Message["role"]; blocks: Block[] }[] = [];
	private flat: Block[] = [];
	private readonly results = new Map<string, ResultBlock>();
	private texts: TextBlock[] = [];
	private readonly origins = new WeakMap<Block, Origin>();
	private readonly review = new ReviewWords();
	private calls: readonly CallBlock[] = [];
	private brief: Brief | undefined;
	private read = 0;
	private lastEnd: Place | undefined;
	private sentEnd: Place | undefined;

	/** Takes in the events that it has not seen yet. `events` must be the same growing list each time. */
	catchUp(events: readonly Recorded[]): void {
		for (; this.read < events.length; this.read++) {
			const record = events[this.read];
			if (record) this.take(record.event);
		}
	}

	/** The calls of the last reply that have no outcome yet, in order. */
	get openCalls(): readonly CallBlock[] {
		return this.calls.filter((call) => !this.results.has(call.id));
	}

	/** True when somebody has said something since the last reply. */
	get hasWords(): boolean {
		return this.texts.length > 0;
	}

	/** True when there is something to answer: a request may be sent. */
	get hasNews(): boolean {
		return this.calls.length > 0 || this.texts.length > 0 || this.written.at(-1)?.role === "user";
	}

	/**
	 * The messages of the request begun by the last `turn.started`. Breakpoints stand where this request ends and where
	 * the one before it ended, which is an exact hit however many blocks a turn had.
	 */
	messages(): readonly Message[] {
		const marks = [this.sentEnd, this.lastEnd];
		return this.written.map((message, index) => {
			const marked = marks.filter((place) => place?.message === index);
			if (marked.length === 0) return message;
			const blocks = message.blocks.map((block, at) =>
				marked.some((place) => place?.block === at) ? withBreakpoint(block) : block,
			);
			return { role: message.role, blocks };
		});
	}

	/** The messages of the last request that was answered, its end marked: the provider has just read them. Empty where there is none. */
	answered(): readonly Message[] {
		const reply = this.written.findLastIndex(({ role }) => role === "assistant");
		return this.written.slice(0, Math.max(0, reply)).map(({ role, blocks }, index) => {
			const last = index === reply - 1 ? blocks.length - 1 : -1;
			return { role, blocks: blocks.map((block, at) => (at === last ? withBreakpoint(block) : block)) };
		});
	}

	/** What was sent or answered, in order: a list that grows, and another one after a compaction. */
	get sent(): readonly Block[] {
		return this.flat;
	}

	/** What the next request would send besides that. */
	get waiting(): readonly Block[] {
		return [...this.results.values(), ...this.texts];
	}

	/** All that the next request would send, in order. */
	parts(): readonly Part[] {
		const sent = this.written.flatMap(({ role, blocks }) =>
			blocks.map((block): Part => ({ block, role, origin: this.origins.get(block) ?? null, sent: true })),
		);
		const waiting = this.waiting.map(
			(block): Part => ({ block, role: "user", origin: this.origins.get(block) ?? null, sent: false }),
		);
		return [...sent, ...waiting];
	}

	/** The first message of a conversation that begins now: the brief as it holds, word for word. */
	get briefText(): string {
		return this.brief ? briefMessage(this.brief) : "";
	}

	/** What would stay of the conversation besides its head, were it compacted now. */
	staying(replies: number): readonly Block[] {
		const kept = compacted([], this.written, replies).flatMap(({ blocks }) => blocks);
		return [...kept, ...(replies > 0 ? this.results.values() : []), ...this.texts];
	}

	/** The next event: instead of `catchUp`, never beside it. */
	take(event: TaskEvent): void {
		switch (event.type) {
			case "task.created":
				this.brief = event.brief;
				this.say(briefMessage(event.brief), "brief");
				return;
			case "brief.changed":
				this.brief = event.brief;
				this.say(changedBriefMessage(event.brief, event.outside), "brief");
				return;
			case "person.steered":
				this.say(event.text, "person");
				return;
			case "model.told":
				this.say(event.text, "harness");
				return;
			case "turn.started":
				this.send();
				return;
			case "turn.finished":
				this.answer(event.blocks);
				return;
			case "call.finished":
				this.come(event);
				return;
			case "history.compacted":
				this.compact(event);
				return;
			default:
				this.say(this.review.said(event), event.type === "changes.taken-out" ? "harness" : "person");
		}
	}

	private say(text: string, origin: Origin): void {
		if (text.trim() !== "") this.texts.push(this.textOf(text, origin));
	}

	private textOf(text: string, origin: Origin): TextBlock {
		const block: TextBlock = { type: "text", text };
		this.origins.set(block, origin);
		return block;
	}

	/** What the harness runs of its own accord, a check, is nothing that the model asked for. */
	private come({ call: id, outcome }: Fact<"call.finished">): void {
		const call = this.calls.find((each) => each.id === id);
		if (call) this.results.set(id, resultBlock(call, outcome));
	}

	/** What has gathered becomes the user's message; results come first, in the order of the calls. */
	private send(): void {
		const results = this.calls.map((call) => this.results.get(call.id) ?? resultBlock(call, notRun));
		const aside = this.review.aside();
		const asides: readonly TextBlock[] = aside === "" ? [] : [this.textOf(aside, "harness")];
		const blocks: Block[] = [...results, ...asides, ...this.texts];
		const last = this.written.at(-1);
		if (last?.role === "user") last.blocks.push(...blocks);
		else if (blocks.length > 0) this.written.push({ role: "user", blocks });
		this.flat.push(...blocks);
		this.texts = [];
		this.calls = [];
		this.results.clear();
		this.lastEnd = { message: this.written.length - 1, block: (this.written.at(-1)?.blocks.length ?? 1) - 1 };
	}

	private answer(blocks: readonly Block[]): void {
		this.sentEnd = this.lastEnd;
		if (blocks.length === 0) return;
		this.written.push({ role: "assistant", blocks: [...blocks] });
		this.flat.push(...blocks);
		this.calls = blocks.filter((block) => block.type === "call");
	}

	/** The brief as it holds now, the account, and the last replies; words that wait still wait. */
	private compact({ summary, replies }: Fact<"history.compacted">): void {
		const brief = this.brief ? [this.textOf(this.briefText, "brief")] : [];
		this.written = compacted([...brief, this.textOf(summary, "account")], this.written, replies);
		this.flat = this.written.flatMap(({ blocks }) => blocks);
		const isLastKept = this.written.at(-1)?.role === "assistant";
		if (!isLastKept) {
			this.calls = [];
			this.results.clear();
		}
		this.lastEnd = undefined;
		this.sentEnd = undefined;
	}
}

const notRun: CallOutcome = {
	kind: "unknown",
	text: "Not run: the task was stopped before this call.",
	summary: "not run",
};

function resultBlock({ id, tool }: Pick<CallBlock, "id" | "tool">, outcome: CallOutcome): ResultBlock {
	const text = outcome.text.trim() === "" ? "(no output)" : outcome.text;
	const result = outcome.foreign ? dataText(tool, text) : text;
	const told = outcome.note === undefined ? result : `${outcome.note}\n${result}`;
	return { type: "result", call: id, text: told, images: outcome.images ?? [], failed: outcome.kind !== "done" };
}

function withBreakpoint(block: Block): Block {
	return block.type === "text" || block.type === "result" ? { ...block, cache: true } : block;
}
