/** Three strikes: says from what happened that a task does not get on. */

import type { Ports } from "../ports.ts";
import type { End } from "../task/ending.ts";
import type { TaskEvent } from "../task/events.ts";

export class Progress {
	private readonly ports: Pick<Ports, "journal">;

	constructor(ports: Pick<Ports, "journal">) {
		this.ports = ports;
	}

	/** Before a turn: on a third strike, tells the model that it has one turn to say what it tried; after that turn, the end. */
	// biome-ignore lint/correctness/useYield: stub
	async *before(): AsyncGenerator<TaskEvent, End | undefined> {
		void this.ports;
		return undefined;
	}

	/** Whether this is the one turn after a third strike: no call but `finish` is run in it. */
	get isLastTurn(): boolean {
		return false;
	}
}
