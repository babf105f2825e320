/** Whatever a person does in whatever moment, however slow the disk is: one run at a time, every word heard, every proof there. */

import { expect, test } from "vitest";
import { hasWord } from "../../../src/core/task/called-back.ts";
import type { Recorded, TaskEvent } from "../../../src/core/task/events.ts";
import { canContinue, foldView, isLive, type TaskView } from "../../../src/core/task/view.ts";
import { created, type TestDelegation } from "../../support/delegations.ts";
import { type MemoryJournal, memoryJournal } from "../../support/memory-journal.ts";
import { problemsOf } from "../../support/message-problems.ts";
import { fc, times } from "../../support/properties.ts";
import { circle, firstBrief, question, wholeCheckout, wholeTask } from "../../support/whole-task.ts";

const actions = [
	...(["steer", "comment", "close", "stop", "start", "raise", "accept", "reject"] as const),
	...(["rescope", "ask", "circle", "crash", "discard"] as const),
];

type Action = (typeof actions)[number];

interface Story {
	/** Each so many events after the one before. */
	readonly deeds: readonly { readonly after: number; readonly action: Action }[];
	/** How long each append takes, in ticks. */
	readonly slow: readonly number[];
}

const storyArbitrary: fc.Arbitrary<Story> = fc.record({
	deeds: fc.array(fc.record({ after: fc.nat(30), action: fc.constantFrom(...actions) }), {
		minLength: 1,
		maxLength: 16,
	}),
	slow: fc.array(fc.nat(12), { minLength: 1, maxLength: 20 }),
});

interface SlowJournal extends MemoryJournal {
	/** Resolves when what was asked for until now is written. */
	written(): Promise<void>;
}

/** Appends one after the other, as a disk does, each a while after it was asked to. */
function slowJournal(slow: readonly number[]): SlowJournal {
	const journal = memoryJournal([created(firstBrief)]);
	let last: Promise<unknown> = Promise.resolve();
	const append = (event: TaskEvent) => {
		const appended = last.then(async () => {
			for (let tick = slow[journal.events.length % slow.length] ?? 0; tick > 0; tick--) await Promise.resolve();
			return journal.append(event);
		});
		last = appended;
		return appended;
	};
	return { ...journal, append, written: () => last.then(() => undefined) };
}

/** A task and the person in front of it; after a crash the task is another object on the same journal. */
class Played {
	readonly journal: SlowJournal;
	readonly tasks: TestDelegation[] = [];
	private readonly checkout = wholeCheckout();
	private readonly deeds: Story["deeds"][number][];
	private readonly doing: Promise<unknown>[] = [];
	private died = Promise.resolve();
	private kill: () => void = () => undefined;
	private events = 0;

	constructor({ deeds, slow }: Story) {
		this.deeds = [...deeds];
		this.journal = slowJournal(slow);
		this.open();
	}

	get task(): TestDelegation {
		const task = this.tasks.at(-1);
		if (!task) throw new Error("there is none");
		return task;
	}

	/** Until all deeds are done and the task stands. */
	async toTheEnd(): Promise<void> {
		this.task.delegation.start();
		for (;;) {
			const count = this.doing.length;
			await Promise.all(this.doing);
			await Promise.race([this.task.delegation.settled(), this.died]);
			if (count !== this.doing.length || isLive(this.task.delegation.view.status)) continue;
			if (this.deeds.length === 0) return;
			this.act();
		}
	}

	private open(): void {
		const { journal } = this;
		const life = { isOver: false };
		const died = new Promise<void>((resolve) => {
			this.kill = () => {
				life.isOver = true;
				resolve();
			};
		});
		// What is killed writes nothing any more, and nobody hears of it again.
		const append = (event: TaskEvent) => (life.isOver ? new Promise<never>(() => undefined) : journal.append(event));
		const task = wholeTask(this.checkout, { journal: { ...journal, append } });
		this.died = died;
		this.tasks.push(task);
		task.delegation.recorded.add(() => {
			this.events++;
			while (this.deeds[0] && this.events >= this.deeds[0].after) this.act();
		});
	}

	private act(): void {
		this.events = 0;
		const deed = this.deeds.shift();
		const done = deed && this.does(deed.action, `${this.deeds.length}`);
		this.doing.push(
			(deed?.action === "crash" ? Promise.resolve(done) : Promise.race([done, this.died])).catch((error: unknown) => {
				if (!String(error).includes("This task is over")) throw error;
			}),
		);
	}

	private does(action: Action, name: string): Promise<unknown> | boolean {
		const { delegation } = this.task;
		switch (action) {
			case "steer":
				return delegation.steer(`Word ${name}.`);
			case "comment":
				return delegation.review.comment({ ...comment, thread: `c${name}`, text: `Comment ${name}.` });
			case "close":
				return delegation.review.closeThread(delegation.view.threads[0]?.thread ?? "none", "editor");
			case "stop":
				return delegation.stop("panel");
			case "start":
				return delegation.start();
			case "raise":
				return delegation.raise({ turns: 1 }, "panel");
			case "accept":
			case "reject":
				return this.decides(action);
			case "rescope":
				return delegation.rescope({ ...firstBrief, budget: { money: 99 } }, "panel");
			case "ask":
				return delegation.rescope(question, "panel", { warnings: [], dismissed: [] });
			case "circle":
				return delegation.rescope(circle, "panel");
			case "crash":
				return this.crash();
			case "discard":
				// Rarely: nothing comes after it.
				return this.deeds.length > 2 || delegation.discard("panel").then(() => true);
			default:
				return action satisfies never;
		}
	}

	private async decides(action: "accept" | "reject"): Promise<void> {
		const { review, view } = this.task.delegation;
		const { path = "", version = "", pieces = [] } = view.changes[0]?.change ?? {};
		const decided = { path, version, pieces, note: "", surface: "editor" } as const;
		if (action === "reject") return review.decide({ ...decided, decision: "rejected" });
		const accepted = { path, origin: path, content: null, mode: 0o100644 };
		return review.decide({ ...decided, decision: "accepted", accepted });
	}

	/** The editor is killed, and opened again. */
	private async crash(): Promise<void> {
		const before = this.task;
		this.kill();
		await this.journal.written();
		if (before !== this.task) return;
		this.open();
		const { delegation } = this.task;
		if (isLive(delegation.view.status)) await delegation.record({ type: "task.interrupted" });
		await delegation.review.interruptChecks();
		if (canContinue(delegation.view.status)) delegation.start();
	}
}

const comment = {
	...({ path: "sum.js", piece: "", diff: "", surface: "editor" } as const),
	place: { baseStart: 0, baseEnd: 1, start: 0, end: 1 },
};

/** What only a run of the loop records. */
const inRuns: ReadonlySet<TaskEvent["type"]> = new Set([
	...(["turn.started", "turn.finished", "aside.started", "self-review.started"] as const),
	...(["history.compacted", "handoff.written"] as const),
]);

/** What would show that two runs went side by side, or that one went on after its end. */
function disorder(events: readonly Recorded[]): readonly string[] {
	const found: string[] = [];
	let runs = false;
	let turn = 0;
	for (const { event, seq } of events) {
		const { type } = event;
		if (type === "task.started" && runs) found.push(`${seq}: two runs`);
		if (type === "turn.started" && event.turn !== ++turn) found.push(`${seq}: turn ${event.turn}`);
		if (inRuns.has(type) && !runs) found.push(`${seq}: ${type} without a run`);
		if (type === "task.started") runs = true;
		if (type === "task.ended" || type === "task.interrupted") runs = false;
	}
	return runs ? [...found, "never ended"] : found;
}

/** What says of itself that it goes on. */
function open({ timeline, verifications, selfReview }: TaskView): readonly string[] {
	const states = [
		...timeline.map((item) => (item.kind === "call" ? item.state : "")),
		...verifications.map(({ state }) => state),
		...(selfReview?.findings ?? []).map(({ state }) => state),
		selfReview?.state ?? "",
	];
	return states.filter((state) => ["judged", "waiting", "running", "open"].includes(state));
}

/** Proofs that work which is handed over as done lacks. */
function missing({ status, brief, changes, unchecked }: TaskView, events: readonly Recorded[]): readonly string[] {
	const isWork = changes.some(({ decision }) => decision !== "rejected") && brief?.mode !== "explore";
	if (status !== "ready" || !isWork || unchecked === "not-run") return [];
	const start = events.findLastIndex(({ event }) => event.type === "task.started");
	const types = new Set(events.slice(start).map(({ event }) => event.type));
	const isReviewed = types.has("self-review.finished") || types.has("self-review.skipped");
	return [...(types.has("verification.finished") ? [] : ["checks"]), ...(isReviewed ? [] : ["self-review"])];
}

/** Who stops a task after a word leaves that word for when it goes on. */
function sinceStopped({ events }: MemoryJournal): Pick<MemoryJournal, "events"> {
	return { events: events.slice(events.findLastIndex(({ event }) => event.type === "person.stopped") + 1) };
}

/** The word comes while the finished work is checked, and the stop before its self-review. */
const stoppedAfterWord: Story = {
	deeds: [
		...([
			{ after: 7, action: "circle" },
			{ after: 15, action: "circle" },
			{ after: 4, action: "start" },
		] as const),
		...([
			{ after: 15, action: "ask" },
			{ after: 0, action: "steer" },
			{ after: 18, action: "steer" },
		] as const),
		{ after: 6, action: "stop" },
	],
	slow: [0],
};

test("whatever a person does in whatever moment, and wherever the editor closes, a task stays in order", async () => {
	const ends = new Set<string>();
	await fc.assert(
		fc.asyncProperty(storyArbitrary, async (story) => {
			const played = new Played(story);
			await played.toTheEnd();
			const { journal, task, tasks } = played;
			const { view } = task.delegation;
			ends.add(view.status);
			expect(disorder(journal.events)).toEqual([]);
			expect(open(view)).toEqual([]);
			expect(missing(view, journal.events)).toEqual([]);
			expect(JSON.stringify(view)).toBe(JSON.stringify(foldView(journal.events)));
			for (const { messages } of tasks.flatMap(({ model }) => model.requests)) expect(problemsOf(messages)).toEqual([]);
			if (view.status === "ready" || view.status === "stuck") expect(hasWord(sinceStopped(journal))).toBe(false);
			const raises = journal.events.filter(({ event }) => event.type === "budget.raised").length;
			expect(view.budget.caps).toEqual({ money: 4, tokens: 4_000_000, minutes: null, turns: 90 + raises });
		}),
		{ numRuns: times(40), examples: [[stoppedAfterWord]] },
	);
	expect(ends.size).toBeGreaterThan(1);
});
