/** Turns a task's events into the messages that the model is sent, and places the cache breakpoints. */

import type { CallOutcome, Recorded, TaskEvent } from "../task/events.ts";
import type { Block, CallBlock, Message, ResultBlock, TextBlock } from "./messages.ts";
import { briefMessage, dataText } from "./prompt.ts";
import { ReviewWords } from "./review-words.ts";

/** Where a request ended: the block that its last breakpoint was on. */
interface Place {
	readonly message: number;
	readonly block: number;
}

/**
 * The conversation, caught up with a growing list of events: a step costs what it adds, not what came before.
 * What a request sends is what was recorded before its `turn.started`; later words wait for the next one.
 */
export class History {
	private readonly written: { role: Message["role"]; blocks: Block[] }[] = [];
	private readonly results = new Map<string, ResultBlock>();
	private texts: TextBlock[] = [];
	private readonly review = new ReviewWords();
	private calls: readonly CallBlock[] = [];
	private read = 0;
	private lastEnd: Place | undefined;
	private sentEnd: Place | undefined;

	/** Takes in the events that it has not seen yet. `events` must be the same growing list each time. */
	catchUp(events: readonly Recorded[]): void {
		for (; this.read < events.length; this.read++) {
			const record = events[this.read];
			if (record) this.step(record.event);
		}
	}

	/** The calls of the last reply that have no outcome yet, in order. */
	get openCalls(): readonly CallBlock[] {
		return this.calls.filter((call) => !this.results.has(call.id));
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

	private step(event: TaskEvent): void {
		switch (event.type) {
			case "task.created":
				this.texts.push({ type: "text", text: briefMessage(event.brief) });
				return;
			case "person.steered":
				this.say(event.text);
				return;
			case "model.told":
				this.say(event.text);
				return;
			case "turn.started":
				this.send();
				return;
			case "turn.finished":
				this.answer(event.blocks);
				return;
			case "call.finished":
				this.results.set(event.call, resultBlock(this.called(event.call), event.outcome));
				return;
			default:
				this.say(this.review.said(event));
		}
	}

	private say(text: string): void {
		if (text.trim() !== "") this.texts.push({ type: "text", text });
	}

	private called(id: string): Pick<CallBlock, "id" | "tool"> {
		return this.calls.find((call) => call.id === id) ?? { id, tool: "" };
	}

	/** What has gathered becomes the user's message; results come first, in the order of the calls. */
	private send(): void {
		const results = this.calls.map((call) => this.results.get(call.id) ?? resultBlock(call, notRun));
		const aside = this.review.aside();
		const asides: readonly TextBlock[] = aside === "" ? [] : [{ type: "text", text: aside }];
		const blocks: Block[] = [...results, ...asides, ...this.texts];
		const last = this.written.at(-1);
		if (last?.role === "user") last.blocks.push(...blocks);
		else if (blocks.length > 0) this.written.push({ role: "user", blocks });
		this.texts = [];
		this.calls = [];
		this.results.clear();
		this.lastEnd = { message: this.written.length - 1, block: (this.written.at(-1)?.blocks.length ?? 1) - 1 };
	}

	private answer(blocks: readonly Block[]): void {
		this.sentEnd = this.lastEnd;
		if (blocks.length === 0) return;
		this.written.push({ role: "assistant", blocks: [...blocks] });
		this.calls = blocks.filter((block) => block.type === "call");
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
