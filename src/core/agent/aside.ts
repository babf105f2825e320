/** A request beside the task's own conversation: self-review, compaction. It is no turn, and what it costs counts all the same. */

import type { Model } from "../ports.ts";
import type { Fact, TaskEvent } from "../task/events.ts";
import { type ExchangePorts, exchange } from "./exchange.ts";
import type { ModelRequest, Reply } from "./messages.ts";

export type AsidePurpose = "self-review" | "compaction";

export type AsideEvent =
	| { readonly type: "aside.started"; readonly aside: string; readonly purpose: AsidePurpose; readonly model: string }
	| ({
			readonly type: "aside.finished";
			readonly aside: string;
			readonly purpose: AsidePurpose;
			readonly model: string;
	  } & Pick<Reply, "usage" | "cost" | "stop">)
	| ({
			readonly type: "aside.failed";
			readonly aside: string;
			readonly purpose: AsidePurpose;
			/** "stopped", "budget", or why the provider gave no reply. */
			readonly reason: string;
			readonly text: string;
	  } & Pick<Reply, "usage" | "cost">);

export interface Aside {
	/** An id that no other aside of the task has, e.g. "self-review-1-3". */
	readonly aside: string;
	readonly purpose: AsidePurpose;
	readonly model: Model;
	/** Without breakpoints of another conversation. */
	readonly request: ModelRequest;
}

const silent = { text: () => undefined, thinking: () => undefined, restart: () => undefined };

/**
 * Yields what is to be recorded, the end included; returns the reply, or how it failed. Nothing of it is shown while it
 * comes. Everything is reserved and counted as a turn's request is; only the cap on turns does not count it.
 */
export async function* requestAside(
	{ aside, purpose, model, request }: Aside,
	{ ledger, clock }: Pick<ExchangePorts, "ledger" | "clock">,
	signal: AbortSignal,
): AsyncGenerator<TaskEvent, Reply | Fact<"aside.failed">> {
	yield { type: "aside.started", aside, purpose, model: model.info.id };
	if (ledger.isUnpriced(model)) yield { type: "budget.unpriced", model: model.info.id };
	const requested = { name: aside, model, conversation: "aside", turn: 0, request } as const;
	const said = yield* exchange(requested, { ledger, clock, live: silent }, signal);
	const { usage, cost } = said;
	if (said.kind === "failed") {
		const failed = { type: "aside.failed", aside, purpose, reason: said.reason, text: said.text, usage, cost } as const;
		yield failed;
		return failed;
	}
	yield { type: "aside.finished", aside, purpose, model: said.reply.model, usage, cost, stop: said.reply.stop };
	return said.reply;
}
