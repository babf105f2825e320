/** A task whose work is reviewed by a second prepared model. */

import type { Block } from "../../src/core/agent/messages.ts";
import type { SelfReviewSetup } from "../../src/core/task/self-review.ts";
import { type DelegationSetting, delegationOf, type TestDelegation } from "./delegations.ts";
import { type MemoryCheckout, memoryCheckout } from "./memory-checkout.ts";
import { calls, modelOf, type ReplyModel, reply, type Turn } from "./replies.ts";

/** What the base has, and what the agent makes of it. */
export const sum = "export const add = (a, b) => a + b;\n";
export const wrong = "export const add = (a, b) => a - b;\n";

export const onSum = () => memoryCheckout({ "sum.js": sum, "other.js": "export {};\n" });

/** As the reviewer reports it. */
export const bug = {
	...{ class: "wrong", severity: "high", path: "sum.js", line: 1 },
	...{ claim: "It subtracts.", howToCheck: "add(1, 2) must be 3." },
};

export const reports = (findings: readonly object[], earlier: readonly object[] = []): Block =>
	calls("report", { findings, earlier });

export const finishes = (replies: readonly object[] = []): Block =>
	calls("finish", { status: "done", summary: "It is done.", replies });

/** The agent changes the file and hands off. */
export function writes(checkout: MemoryCheckout, text: string, replies: readonly object[] = []): Turn {
	return async () => {
		checkout.files.put("sum.js", text);
		return reply([finishes(replies)]);
	};
}

export interface Played extends TestDelegation {
	readonly reviewer: ReplyModel;
	readonly view: TestDelegation["delegation"]["view"];
}

export interface Play extends Omit<DelegationSetting, "turns"> {
	/** What the agent says, and the reviewer. */
	readonly agent: readonly Turn[];
	readonly reviews: readonly Turn[];
	readonly when?: SelfReviewSetup["when"];
}

/** Runs the task to its end. */
export async function played({ agent, reviews, when = "on", ...rest }: Play): Promise<Played> {
	const reviewer = modelOf(...reviews);
	const task = delegationOf({ ...rest, turns: agent, selfReview: () => ({ when, model: reviewer }) });
	task.delegation.start();
	await task.delegation.settled();
	return { ...task, reviewer, view: task.delegation.view };
}

/** The messages of one request, as JSON. */
export const sent = (model: ReplyModel, at: number) => JSON.stringify(model.requests[at]?.messages);
