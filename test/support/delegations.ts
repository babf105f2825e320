/** A delegation in memory, for tests of the loop: real tools and policy, prepared replies, an in-memory checkout. */

import { createHash } from "node:crypto";
import type { BaseResults } from "../../src/core/checks/base-results.ts";
import type { Checkout, Clock, DaySpend, Model, PolicySource, Ports } from "../../src/core/ports.ts";
import type { Brief } from "../../src/core/task/brief.ts";
import { Delegation } from "../../src/core/task/delegation.ts";
import type { TaskEvent } from "../../src/core/task/events.ts";
import type { Approval } from "../../src/core/task/pending.ts";
import { type MemoryCheckout, memoryCheckout } from "./memory-checkout.ts";
import { type MemoryJournal, memoryJournal } from "./memory-journal.ts";
import { modelOf, type ReplyModel, type Turn } from "./replies.ts";

export interface DelegationSetting {
	readonly turns: readonly Turn[];
	readonly brief?: Brief;
	readonly checkout?: MemoryCheckout;
	/** What happened before; `task.created` alone when left out. */
	readonly past?: readonly TaskEvent[];
	readonly policy?: PolicySource;
	/** Nobody's wait ends before it is stopped when left out. */
	readonly clock?: Clock;
	/** Instead of the one in memory. */
	readonly real?: Checkout;
	/** Instead of one whose events are a second apart. */
	readonly journal?: MemoryJournal;
	/** Of every request; one cent when left out. */
	readonly mostCost?: Model["mostCost"];
	/** Tokens that the model takes; not said when left out. */
	readonly window?: number;
	readonly day?: DaySpend;
	/** `on` when left out. */
	readonly checksAfterFinish?: () => "on" | "off";
	/** Turns without progress that are too many; the usual number when left out. */
	readonly stuckTurns?: number;
	/** Of no other task when left out. */
	readonly baseResults?: BaseResults;
	/** Off when left out. */
	readonly selfReview?: Ports["selfReview"];
}

export interface TestDelegation {
	readonly delegation: Delegation;
	readonly journal: MemoryJournal;
	readonly model: ReplyModel;
	readonly checkout: MemoryCheckout;
	/** Approves the command that waits, as it is shown; false when none does. */
	approve(rest?: Partial<Approval>): boolean;
	/** The types of all events, in order. */
	types(): readonly string[];
	/** Resolves with the first event of this type, also when it happened before. */
	event<Type extends TaskEvent["type"]>(type: Type): Promise<Extract<TaskEvent, { type: Type }>>;
}

export function created(brief: Brief = { goal: "Mend it." }): TaskEvent {
	return { type: "task.created", task: "t1", brief, workspace: { name: "demo", folder: "/demo" }, owner: "Ada" };
}

const silent = () => undefined;

/** No rules, and none that can be written. */
export const plainPolicy: PolicySource = {
	current: () => ({ rules: [], protectedBranches: ["main"] }),
	fingerprint: (text) => createHash("sha256").update(text).digest("hex"),
	addRule: () => Promise.reject(new Error("the settings cannot be written")),
};

/** Time does not pass. */
const standingClock: Clock = {
	now: () => 0,
	wait: (_ms, signal) =>
		new Promise((resolve) => {
			if (signal.aborted) return resolve();
			signal.addEventListener("abort", () => resolve(), { once: true });
		}),
};

export function delegationOf({
	turns,
	brief = { goal: "Mend it." },
	checkout = memoryCheckout(),
	past,
	policy = plainPolicy,
	clock = standingClock,
	real = checkout,
	checksAfterFinish,
	selfReview,
	stuckTurns,
	baseResults,
	journal = memoryJournal(past ?? [created(brief)]),
	mostCost = () => 0.01,
	window,
	day,
}: DelegationSetting): TestDelegation {
	const model = { ...modelOf(...turns), mostCost, ...(window === undefined ? {} : { window: async () => window }) };
	const facts = { root: "/checkout", branch: "remit/mend-it-t1", base: "abc", notes: [] };
	const delegation = new Delegation(journal, {
		checkout: async () => ({ kind: "made", checkout: real, facts }),
		model: async () => ({ kind: "model", model }),
		policy,
		live: { text: silent, thinking: silent, restart: silent, output: silent },
		clock,
		day,
		checksAfterFinish,
		selfReview,
		baseResults,
		...(stuckTurns === undefined ? {} : { stuckTurns: () => stuckTurns }),
	});
	return {
		...{ delegation, journal, model, checkout },
		approve: (rest) => approveShown(delegation, rest),
		types: () => journal.events.map(({ event }) => event.type),
		event: (type) => eventOf(delegation, journal, type),
	};
}

function approveShown(delegation: Delegation, rest: Partial<Approval> = {}): boolean {
	const { waiting } = delegation.view;
	if (waiting?.kind !== "approval") return false;
	return delegation.approve(waiting.call, { binding: waiting.binding, surface: "panel", ...rest });
}

function eventOf<Type extends TaskEvent["type"]>(
	delegation: Delegation,
	journal: MemoryJournal,
	type: Type,
): Promise<Extract<TaskEvent, { type: Type }>> {
	const fits = (event: TaskEvent): event is Extract<TaskEvent, { type: Type }> => event.type === type;
	const past = journal.events.map(({ event }) => event).find(fits);
	if (past) return Promise.resolve(past);
	return new Promise((resolve) => {
		const subscription = delegation.recorded.add(({ event }) => {
			if (!fits(event)) return;
			subscription.dispose();
			resolve(event);
		});
	});
}
