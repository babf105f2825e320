/** Keeps the conversation within what the model takes: replaces it by a summary when the next request would not fit, or when that is cheaper. */

import type { Ports } from "../ports.ts";
import type { TaskEvent } from "../task/events.ts";
import type { ExchangePorts } from "./exchange.ts";
import type { History } from "./history.ts";

export interface CompactionPorts extends Ports, Pick<ExchangePorts, "ledger"> {}

export class Compaction {
	private readonly history: History;
	private readonly ports: CompactionPorts;

	constructor(history: History, ports: CompactionPorts) {
		this.history = history;
		this.ports = ports;
	}

	/** Before a turn. */
	// biome-ignore lint/correctness/useYield: stub
	async *before(_signal: AbortSignal): AsyncGenerator<TaskEvent> {
		void this.history;
		void this.ports;
	}
}
