/** What a person does while the harness verifies, reviews or compacts: heard, obeyed, and nothing is handed over without its proof. */

import { expect, test } from "vitest";
import type { TestDelegation } from "../../support/delegations.ts";
import type { MemoryCheckout } from "../../support/memory-checkout.ts";
import { type Phase, type WholeSetting, wholeCheckout, wholeTask } from "../../support/whole-task.ts";

const phases: readonly Phase[] = ["verification", "self-review", "compaction"];

interface Held extends TestDelegation {
	readonly checkout: MemoryCheckout;
	/** Lets what is held go on. */
	release(): void;
}

/** The task while the n-th of a phase is on its way. A stop ends it, as it ends a request or a command. */
async function heldAt(phase: Phase, nth = 1, setting: WholeSetting = {}): Promise<Held> {
	const checkout = wholeCheckout();
	let release: () => void = () => undefined;
	let begin: () => void = () => undefined;
	const begun = new Promise<void>((resolve) => {
		begin = resolve;
	});
	let count = 0;
	const task = wholeTask(checkout, setting, async (reached, signal) => {
		if (reached !== phase || ++count !== nth) return;
		await new Promise<void>((resolve, reject) => {
			release = resolve;
			const stop = () => (phase === "verification" ? resolve() : reject(signal.reason));
			signal.addEventListener("abort", stop, { once: true });
			begin();
		});
	});
	task.delegation.start();
	await begun;
	return { ...task, checkout, release: () => release() };
}

function typesSince(task: TestDelegation, type: string): readonly string[] {
	const types = task.types();
	return types.slice(types.lastIndexOf(type));
}

function isProved({ delegation: { view } }: TestDelegation): void {
	expect(view.verifications).toMatchObject([{ of: "proposal", state: "passed", stale: false }]);
	expect(view.selfReview).toMatchObject({ state: "finished", stale: false });
	expect(view.timeline.filter((item) => item.kind === "call" && item.state === "running")).toEqual([]);
}

const comment = {
	...({ thread: "c1", path: "sum.js", piece: "", text: "Use const.", diff: "", surface: "editor" } as const),
	place: { baseStart: 0, baseEnd: 1, start: 0, end: 1 },
};

for (const phase of phases) {
	test(`${phase}: what the person says meanwhile is heard by the agent, and what it hands off then is proved`, async () => {
		for (const nth of [1, 2, 3]) {
			if (phase === "compaction" && nth > 2) continue;
			const task = await heldAt(phase, nth);
			await task.delegation.steer("Use const.");
			task.release();
			await task.delegation.settled();
			expect(task.delegation.view.status, `${nth}`).toBe("ready");
			expect(typesSince(task, "person.steered"), `${nth}`).toContain("turn.started");
			const after = task.journal.events.findLast(({ event }) => event.type === "turn.started")?.seq ?? 0;
			const word = task.journal.events.findLast(({ event }) => event.type === "person.steered")?.seq ?? 0;
			expect(after).toBeGreaterThan(word);
			expect(typesSince(task, "turn.started")).toContain("self-review.finished");
			isProved(task);
		}
	});

	test(`${phase}: a comment meanwhile is read and answered`, async () => {
		const task = await heldAt(phase, 2);
		await task.delegation.review.comment(comment);
		task.release();
		await task.delegation.settled();
		expect(task.delegation.view.threads.find(({ thread }) => thread === "c1")).toMatchObject({ state: "answered" });
		isProved(task);
	});

	test(`${phase}: a stop ends it, and going on afterwards ends with the proof`, async () => {
		for (const nth of [1, 2, 3]) {
			if (phase === "compaction" && nth > 2) continue;
			const task = await heldAt(phase, nth);
			await task.delegation.stop("panel");
			const { view } = task.delegation;
			expect(view.status, `${nth}`).toBe("stopped");
			expect(view.selfReview?.state, `${nth}`).not.toBe("running");
			expect(view.verifications.map(({ state }) => state)).not.toContain("running");
			expect(view.spend.held).toBeNull();
			expect(task.checkout.trees.laid.every(({ removed }) => removed)).toBe(true);
			expect(task.delegation.start()).toBe(true);
			await task.delegation.settled();
			expect(task.delegation.view.status).toBe("ready");
			isProved(task);
		}
	});

	test(`${phase}: discarding ends it for good`, async () => {
		const task = await heldAt(phase, 2);
		await task.delegation.discard("panel");
		expect(task.delegation.view).toMatchObject({ status: "discarded", checkout: null });
		expect(task.types().at(-1)).toBe("checkout.removed");
		expect(task.checkout.trees.laid.every(({ removed }) => removed)).toBe(true);
		task.release();
		await task.delegation.settled();
		expect(task.types().at(-1)).toBe("checkout.removed");
	});

	test(`${phase}: the editor closes, and it is found as not done`, async () => {
		const task = await heldAt(phase, 2);
		const closed = task.delegation.abandon();
		task.release();
		await closed;
		const before = task.journal.events.length;
		const again = wholeTask(task.checkout, { journal: task.journal });
		await again.delegation.record({ type: "task.interrupted" });
		await again.delegation.review.interruptChecks();
		expect(task.journal.events.length).toBeGreaterThan(before);
		expect(again.delegation.view.selfReview?.state).not.toBe("running");
		again.delegation.start();
		await again.delegation.settled();
		expect(again.delegation.view.status).toBe("ready");
		isProved(again);
	});

	test(`${phase}: a rescope meanwhile is refused`, async () => {
		const task = await heldAt(phase, 1);
		expect(await task.delegation.rescope({ goal: "Other." }, "panel")).toBe(false);
		task.release();
		await task.delegation.settled();
		expect(task.types()).not.toContain("brief.changed");
	});
}
