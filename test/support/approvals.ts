/** Tasks that run commands, for tests of what becomes of them. */

import type { Inspection } from "../../src/core/policy/inspection.ts";
import { type DelegationSetting, delegationOf, type TestDelegation } from "./delegations.ts";
import { memoryCheckout } from "./memory-checkout.ts";
import { calls, finishes } from "./replies.ts";

/** What is found where a command would reach nothing of note. */
export const nothingFound: Inspection = { paths: [], deletes: null, problems: [], domains: [] };

export const deletion = { files: 14, bytes: 3_200_000, names: ["dist/a.js"], more: false };

/** A task whose one reply runs these commands, as the calls c1, c2, … */
export function running(commands: readonly string[], rest: Partial<DelegationSetting> = {}): TestDelegation {
	const script = commands.map(() => ({ output: "ran\n" }));
	const turn = commands.map((command, at) => calls("run", { command, purpose: "clean up" }, `c${at + 1}`));
	return delegationOf({ checkout: memoryCheckout({}, script), turns: [turn, [finishes()]], ...rest });
}

/** The commands that were run. */
export const ran = ({ checkout }: TestDelegation) => checkout.commands.map(({ command }) => command);

/** What the model was told of its first reply's call at this place. */
export function resultOf({ model }: TestDelegation, at = 0): string {
	const block = model.requests[1]?.messages.at(-1)?.blocks[at];
	return block?.type === "result" ? block.text : "";
}

/** Resolves when the next approval is asked for. */
export function nextAsked({ delegation }: TestDelegation): Promise<void> {
	return new Promise((resolve) => {
		const subscription = delegation.recorded.add(({ event: { type } }) => {
			if (type !== "approval.asked") return;
			subscription.dispose();
			resolve();
		});
	});
}

/** Resolves with the reason when an approval could not be taken, and the command waits again. */
export function held({ delegation }: TestDelegation): Promise<string> {
	return new Promise((resolve) => {
		const subscription = delegation.recorded.add(({ event }) => {
			if (event.type !== "approval.held") return;
			subscription.dispose();
			resolve(event.text);
		});
	});
}
