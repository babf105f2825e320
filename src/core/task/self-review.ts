/** The self-review: a fresh context, read-only, is asked to refute that the work is done. */

import type { ExchangePorts } from "../agent/exchange.ts";
import type { Model, Ports } from "../ports.ts";
import type { Brief } from "./brief.ts";
import type { End } from "./ending.ts";
import type { TaskEvent } from "./events.ts";
import type { ReviewFold } from "./review-fold.ts";

/** What the person's settings say of it, asked for at each hand-off. */
export interface SelfReviewSetup {
	/** `sensitive`: only where what changed, or the brief, touches security. */
	readonly when: "off" | "on" | "sensitive";
	/** The model that reviews; null: the one that works. */
	readonly model: Model | null;
}

export interface SelfReviewPorts extends Ports, Pick<ExchangePorts, "ledger"> {}

export class SelfReview {
	private readonly parts: { readonly brief: Brief; readonly ports: SelfReviewPorts; readonly review: ReviewFold };

	constructor(brief: Brief, ports: SelfReviewPorts, review: ReviewFold) {
		this.parts = { brief, ports, review };
	}

	/** Work that is handed over as done is reviewed; `again`: the model was told of findings that it must fix or rebut. */
	// biome-ignore lint/correctness/useYield: stub
	async *run(end: End, _signal: AbortSignal): AsyncGenerator<TaskEvent, End | "again" | "stopped"> {
		void this.parts;
		return end;
	}
}
