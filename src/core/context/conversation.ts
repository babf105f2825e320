/** A task's conversation with what is known of its parts: how long they are, and which call they belong to. */

import { History, type Part } from "../agent/history.ts";
import type { Usage } from "../agent/messages.ts";
import type { Recorded, TaskEvent } from "../task/events.ts";
import { type Head, Measure } from "./measure.ts";

/** What is known of a call beside its blocks. */
export interface CallFacts {
	readonly title: string;
	/** Whether it showed a file. */
	readonly isFile: boolean;
}

/** A fold of the events, caught up with a growing list. */
export class Conversation {
	readonly history = new History();
	readonly measure: Measure;
	readonly calls = new Map<string, CallFacts>();
	/** Of the last reply; null before the first one. */
	lastUsage: Usage | null = null;
	/** The turn that was begun last. */
	turn = 0;
	/** Tokens that the model takes, as far as its provider has said. */
	window: number | null = null;
	/** Whole replies since the conversation was compacted last, or since it began. */
	replies = 0;
	/** The last request, or its reply, was longer than the model takes. */
	isTooLong = false;
	private model = "";
	private read = 0;

	constructor(head: Head) {
		this.measure = new Measure(head);
	}

	catchUp(events: readonly Recorded[]): void {
		for (; this.read < events.length; this.read++) {
			const record = events[this.read];
			if (!record) continue;
			this.measure.step(record.event, this.history);
			this.history.take(record.event);
			this.step(record.event);
		}
	}

	/** All that the next request would send. */
	get parts(): readonly Part[] {
		return this.history.parts();
	}

	private step(event: TaskEvent): void {
		switch (event.type) {
			case "task.started":
				if (event.model.id !== this.model) this.window = null;
				this.model = event.model.id;
				return;
			case "window.told":
				if (event.model === this.model) this.window = event.tokens;
				return;
			case "turn.started":
				this.turn = event.turn;
				return;
			case "turn.finished":
				this.lastUsage = event.usage;
				this.isTooLong = event.stop === "model_context_window_exceeded";
				this.replies += this.isTooLong ? 0 : 1;
				return;
			case "turn.failed":
				this.isTooLong ||= event.reason === "context";
				return;
			case "call.started":
				this.calls.set(event.call, { title: event.title, isFile: false });
				return;
			case "call.finished":
				this.finishCall(event.call, event.outcome.file !== undefined && event.outcome.file.before === undefined);
				return;
			case "history.compacted":
				this.replies = 0;
				this.isTooLong = false;
				return;
			default:
		}
	}

	private finishCall(call: string, isFile: boolean): void {
		const { title = "" } = this.calls.get(call) ?? {};
		this.calls.set(call, { title, isFile });
	}
}
