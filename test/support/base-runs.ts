/** Tasks in memory whose checks fail on what they began with, for tests of the base's run. */

import type { ShellResult } from "../../src/core/ports.ts";
import type { Brief } from "../../src/core/task/brief.ts";
import type { Fact, TaskEvent } from "../../src/core/task/events.ts";
import type { TaskView } from "../../src/core/task/view.ts";
import { type DelegationSetting, delegationOf, type TestDelegation } from "./delegations.ts";
import { type MemoryCheckout, memoryCheckout } from "./memory-checkout.ts";
import { finishes, reply, type Turn } from "./replies.ts";

export const before = "export const add = (a, b) => a;\n";
export const after = "export const add = (a, b) => a + b;\n";
export const npmTest: Brief = { goal: "Mend it.", checks: ["npm test"] };
export const failed = { exitCode: 1, output: "FAIL sum.js" };

/** Checks fail on what the project was, and pass on anything else. */
export function broken(): MemoryCheckout {
	const checkout = memoryCheckout({ "package.json": '{ "scripts": { "test": "vitest run" } }\n', "sum.js": before });
	checkout.trees.check = (_command, files) => (files.get("sum.js") === before ? failed : {});
	return checkout;
}

/** Changes the file and says that it is done. */
export function mends(checkout: MemoryCheckout, text = after): Turn {
	return async () => {
		checkout.files.put("sum.js", text);
		return reply([finishes()]);
	};
}

export function taskOn(checkout: MemoryCheckout, setting: Partial<DelegationSetting> = {}): TestDelegation {
	return delegationOf({ checkout, brief: npmTest, turns: [mends(checkout)], ...setting });
}

export async function ended(task: TestDelegation): Promise<TaskView> {
	task.delegation.start();
	await task.delegation.settled();
	return task.delegation.view;
}

export const commandsOf = ({ trees }: MemoryCheckout) => trees.laid.map(({ commands }) => commands);

/** What was recorded of the base and of the work, in order. */
export function checksOn({ journal }: TestDelegation): readonly TaskEvent["type"][] {
	return journal.events.map(({ event }) => event.type).filter((type) => /^(?:baseline|verification)/.test(type));
}

export function facts<Type extends TaskEvent["type"]>({ journal }: TestDelegation, type: Type): readonly Fact<Type>[] {
	const fits = (event: TaskEvent): event is Fact<Type> => event.type === type;
	return journal.events.map(({ event }) => event).filter(fits);
}

/** Something that is waited for until a test lets it go on. */
export function gate() {
	const { promise, resolve } = Promise.withResolvers<void>();
	return { passed: promise, open: () => resolve() };
}

/** A check on the base that does not end by itself; `begun` resolves when it runs. */
export function endless(checkout: MemoryCheckout) {
	const begun = gate();
	const { check } = checkout.trees;
	checkout.trees.check = (command, files, signal) => {
		if (files.get("sum.js") !== before) return check(command, files, signal);
		begun.open();
		return new Promise<Partial<ShellResult>>((resolve) => {
			signal.addEventListener("abort", () => resolve({ ended: "stopped", exitCode: null }), { once: true });
		});
	};
	return begun.passed;
}
