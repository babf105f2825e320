/** What is shown while it happens: gathers it and tells at most every 50 ms. */

import { Listeners } from "../core/listeners.ts";
import type { Live } from "../core/ports.ts";
import type { StreamingMessage } from "../protocol/messages.ts";

const everyMs = 50;
/** Characters that are kept of each. */
const kept = 4_000;

type State = Omit<StreamingMessage, "type">;

export class LiveFeed {
	readonly changed = new Listeners<StreamingMessage>();
	private readonly states = new Map<string, State>();
	private readonly timers = new Map<string, NodeJS.Timeout>();

	/** The port of one task. */
	of(task: string): Live {
		return {
			text: (turn, delta) =>
				this.set(task, (state) => ({ ...inTurn(state, turn), text: tail(inTurn(state, turn).text + delta) })),
			thinking: (turn, delta) =>
				this.set(task, (state) => ({ ...inTurn(state, turn), thinking: tail(inTurn(state, turn).thinking + delta) })),
			restart: (turn) => this.set(task, (state) => ({ ...state, turn, text: "", thinking: "" })),
			output: (call, chunk) =>
				this.set(task, (state) => ({
					...state,
					call,
					output: tail((state.call === call ? state.output : "") + chunk),
				})),
		};
	}

	/** What was streamed is recorded now, or void. */
	clear(task: string): void {
		clearTimeout(this.timers.get(task));
		this.timers.delete(task);
		this.states.delete(task);
	}

	dispose(): void {
		for (const task of [...this.timers.keys()]) this.clear(task);
	}

	private set(task: string, change: (state: State) => State): void {
		this.states.set(
			task,
			change(this.states.get(task) ?? { task, turn: 0, text: "", thinking: "", output: "", call: "" }),
		);
		if (this.timers.has(task)) return;
		this.timers.set(
			task,
			setTimeout(() => {
				this.timers.delete(task);
				const state = this.states.get(task);
				if (state) this.changed.tell({ type: "streaming", ...state });
			}, everyMs),
		);
	}
}

function inTurn(state: State, turn: number): State {
	return state.turn === turn ? state : { ...state, turn, text: "", thinking: "" };
}

function tail(text: string): string {
	return text.length <= kept ? text : text.slice(-kept);
}
