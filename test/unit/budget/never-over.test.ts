/** Whatever a provider counts, and whatever breaks: a task does not spend more than its caps. */

import { expect, test } from "vitest";
import type { Mode } from "../../../src/core/brief/words.ts";
import type { Amounts } from "../../../src/core/budget/caps.ts";
import { makeGates } from "../../../src/core/gate.ts";
import type { Clock } from "../../../src/core/ports.ts";
import type { Brief } from "../../../src/core/task/brief.ts";
import { runTask } from "../../../src/core/task/loop.ts";
import { created, plainPolicy } from "../../support/delegations.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { type MemoryJournal, memoryJournal } from "../../support/memory-journal.ts";
import { type Meter, meteredModel, type Play, readFiles } from "../../support/metered-model.ts";
import { fc, times } from "../../support/properties.ts";

const silent = () => undefined;
const live = { text: silent, thinking: silent, restart: silent, output: silent };
const clock: Clock = { now: () => 0, wait: async () => undefined };
const approver = { approve: () => new Promise<never>(silent), answer: () => new Promise<never>(silent) };

interface Story {
	readonly money: number;
	readonly tokens: number;
	readonly plays: readonly Play[];
	readonly density: number;
	/** Tokens that the model takes: where they do not suffice, the conversation is replaced, and the model asked for notes. */
	readonly window: number;
	/** Between two runs: what the person raises, and says. */
	readonly between: readonly { readonly by: Amounts; readonly words: number; readonly rescoped?: Mode | undefined }[];
}

/** One run of the loop, up to its end or to a crash. */
async function run(
	journal: MemoryJournal,
	brief: Brief,
	plays: Play[],
	{ density, window }: Pick<Story, "density" | "window">,
): Promise<Meter> {
	let crashed = false;
	const meter = meteredModel(plays, density, () => {
		crashed = true;
	});
	const model = { ...meter.model, window: async () => window };
	const checkout = memoryCheckout(readFiles);
	checkout.files.put("big-1.txt", "other words of a file\n".repeat(400));
	// The reviewer plays on where the agent finished: its requests are paid for, too.
	const selfReview = () => ({ when: "on", model: null }) as const;
	const ports = {
		model,
		checkout,
		policy: plainPolicy,
		approver,
		journal,
		live,
		clock,
		gates: makeGates(),
		selfReview,
		stuckTurns: () => 1_000,
	};
	const events = runTask(brief, ports, new AbortController().signal);
	for await (const event of events) {
		if (crashed) break;
		await journal.append(event);
	}
	if (crashed) await journal.append({ type: "task.interrupted" });
	return meter;
}

async function play({ money, tokens, plays, between, ...provider }: Story) {
	const budget = { money, tokens };
	let brief: Brief = { goal: "Mend it.", budget };
	const journal = memoryJournal([created(brief)]);
	const left = [...plays];
	const caps = { money, tokens };
	const bill = { money: 0, tokens: 0 };
	let sent = 0;
	let reviews = 0;
	for (const { by, words, rescoped } of between) {
		const meter = await run(journal, brief, left, provider);
		bill.money += meter.bill.money;
		bill.tokens += meter.bill.tokens;
		sent += meter.sent.length;
		reviews += meter.sent.filter(({ tools }) => tools.some(({ name }) => name === "report")).length;
		expect(bill.money).toBeLessThanOrEqual(caps.money * 1.02);
		expect(bill.tokens).toBeLessThanOrEqual(caps.tokens * 1.02);
		await journal.append({ type: "budget.raised", ...by, surface: "panel" });
		await journal.append({ type: "person.steered", text: "word ".repeat(words) });
		if (rescoped) {
			// Whatever a changed brief says of a budget: it resets and raises nothing.
			brief = { goal: "Something else.", mode: rescoped, budget: { money: 1_000, tokens: 1e9, turns: 1e6 } };
			await journal.append({ type: "brief.changed", brief, surface: "panel" });
		}
		caps.money += by.money ?? 0;
		caps.tokens += by.tokens ?? 0;
	}
	return { bill, sent, reviews, journal };
}

const share = fc.double({ min: 0, max: 1, noNaN: true });

const playArbitrary: fc.Arbitrary<Play> = fc.record({
	kind: fc.constantFrom("reply", "reply", "reply", "reply", "finish", "fails", "cut", "crash"),
	output: share,
	cached: share,
	written: share,
});

const storyArbitrary: fc.Arbitrary<Story> = fc.record({
	money: fc.double({ min: 0.01, max: 0.8, noNaN: true }),
	tokens: fc.integer({ min: 5_000, max: 400_000 }),
	plays: fc.array(playArbitrary, { maxLength: 40 }),
	density: fc.double({ min: 2, max: 5, noNaN: true }),
	window: fc.integer({ min: 4_000, max: 9_000 }),
	between: fc.array(
		fc.record({
			by: fc.record(
				{ money: fc.double({ min: 0, max: 0.2, noNaN: true }), tokens: fc.nat(50_000) },
				{ requiredKeys: [] },
			),
			words: fc.nat(500),
			rescoped: fc.option(fc.constantFrom("change" as const, "explore" as const), { nil: undefined }),
		}),
		{ minLength: 1, maxLength: 6 },
	),
});

/** There is money for the notes of several compactions. */
const noted = [2.5, 3.5, 5].map((density): [Story] => {
	const play: Play = { kind: "reply", output: 0.005, cached: 0.5, written: 0.2 };
	const plays = Array.from({ length: 25 }, () => play);
	return [{ money: 0.8, tokens: 400_000, plays, density, window: 9_000, between: [{ by: {}, words: 1 }] }];
});

/** The end of a request for the notes of a compaction. */
function isPaidNote({ event }: MemoryJournal["events"][number]): boolean {
	const isAside = event.type === "aside.finished" || event.type === "aside.failed";
	return isAside && event.purpose === "compaction";
}

test("random usages, faults, retries, crashes, reviews, compactions, raises and rescopes never spend more than the caps by two per cent", async () => {
	let sent = 0;
	let full = 0;
	let reviews = 0;
	let notes = 0;
	await fc.assert(
		fc.asyncProperty(storyArbitrary, async (story) => {
			const played = await play(story);
			sent += played.sent;
			reviews += played.reviews;
			notes += played.journal.events.filter(isPaidNote).length;
			full += played.journal.events.some(({ event }) => event.type === "budget.reached") ? 1 : 0;
		}),
		{ numRuns: times(200), examples: noted },
	);
	// The stories would prove nothing if they sent nothing, or never came to a cap.
	expect(sent).toBeGreaterThan(400);
	expect(reviews).toBeGreaterThan(100);
	expect(notes).toBeGreaterThan(10);
	expect(full).toBeGreaterThan(50);
});

test("what was held back for a request that nobody saw end counts as spent", async () => {
	const crash: Play = { kind: "crash", output: 1, cached: 0, written: 1 };
	const story = {
		money: 0.5,
		tokens: 1_000_000,
		plays: Array.from({ length: 30 }, () => crash),
		density: 3,
		window: 200_000,
	};
	const between = Array.from({ length: 30 }, () => ({ by: {}, words: 1 }));
	const { bill, journal } = await play({ ...story, between });
	expect(bill.money).toBeGreaterThan(0.3);
	expect(bill.money).toBeLessThanOrEqual(0.5);
	const ends = journal.events.flatMap(({ event }) => (event.type === "task.ended" ? [event.end] : []));
	expect(ends.at(-1)).toBe("out-of-budget");
});
