/** A task in which everything happens that a journal knows of: checks that fail, a self-review, compaction, rescoping, strikes. */

import type { ModelRequest, Reply } from "../../src/core/agent/messages.ts";
import type { Brief } from "../../src/core/task/brief.ts";
import type { Recorded, TaskEvent } from "../../src/core/task/events.ts";
import { created, type DelegationSetting, delegationOf, type TestDelegation } from "./delegations.ts";
import { type MemoryCheckout, memoryCheckout } from "./memory-checkout.ts";
import { memoryJournal } from "./memory-journal.ts";
import { calls, reply, says } from "./replies.ts";

export const firstBrief: Brief = {
	goal: "Mend the sum.",
	definitionOfDone: "npm test passes.",
	// The second one waits for the person.
	checks: ["npm test", "rm -r build"],
	budget: { money: 4, tokens: 4_000_000, turns: 90 },
};
export const question: Brief = { goal: "Why was it wrong?", mode: "explore" };
export const circle: Brief = { goal: "Go round in a circle.", checks: ["npm test"], budget: { money: 900 } };

const base = "export const add = (a, b) => a;\n";
const broken = "export const add = BROKEN;\n";
const wrong = "export const add = (a, b) => a - b;\n";
const right = "export const add = (a, b) => a + b;\n";

/** Enough to be read that the conversation is compacted. */
const books = Object.fromEntries([0, 1, 2, 3, 4].map((at) => [`book-${at}.txt`, `${at} of many words\n`.repeat(700)]));

export function wholeCheckout(files: ReadonlyMap<string, Uint8Array> | null = null): MemoryCheckout {
	const checkout = memoryCheckout({ ...books, "sum.js": base, "read.txt": "0" });
	for (const [path, bytes] of files ?? []) checkout.files.put(path, bytes);
	checkout.trees.check = (_command, laid) =>
		(laid.get("sum.js") ?? "").includes("BROKEN") ? { exitCode: 1, output: "FAIL sum.js" } : {};
	return checkout;
}

/** What the harness does between the agent's turns. */
export type Phase = "verification" | "self-review" | "compaction";

/** Told when a phase is reached, and may hold it. */
type Hold = (phase: Phase, signal: AbortSignal) => Promise<void>;

/** An agent that decides by what it is sent and by what the checkout holds: after a restart it goes on as it would have. */
function agentOn(checkout: MemoryCheckout, hold: Hold): (request: ModelRequest, signal: AbortSignal) => Promise<Reply> {
	return async (request, signal) => {
		const text = JSON.stringify(request.messages);
		const names = new Set(request.tools.map(({ name }) => name));
		if (names.has("report")) {
			await hold("self-review", signal);
			return reply(reviews(request, text));
		}
		if (text.includes("is about to be replaced by an account")) {
			await hold("compaction", signal);
			return reply([says("The sum is in sum.js:1.")]);
		}
		if (!names.has("edit")) return reply([calls("finish", { status: "done", summary: "See sum.js:1." })]);
		const isLast = (JSON.stringify(request.messages.at(-1)) ?? "").includes("Three strikes");
		if (isLast) return reply([calls("finish", { status: "stuck", summary: "It goes round." })]);
		const goals = [...text.matchAll(/# Task\\n(Mend the sum|Go round)/g)];
		if (goals.at(-1)?.[1] === "Go round") return reply([calls("read", { path: "nowhere.txt" })]);
		return reply(works(checkout));
	};
}

function reviews({ messages }: ModelRequest, text: string): Reply["blocks"] {
	if (messages.length === 1) return [calls("read", { path: "sum.js" })];
	const known = new Set([...text.matchAll(/F\d+-\d+/g)].map(([id]) => id));
	const earlier = [...known].map((id) => ({ id, verdict: "fixed", because: "It adds." }));
	const bug = { class: "wrong", severity: "high", path: "sum.js", line: 1, claim: "It subtracts.", howToCheck: "Add." };
	return [calls("report", { findings: text.includes("a - b;") && known.size === 0 ? [bug] : [], earlier })];
}

function works(checkout: MemoryCheckout): Reply["blocks"] {
	const done = () =>
		calls("finish", { status: "done", summary: "It adds.", replies: [{ comment: "F1-1", text: "Yes." }] });
	const read = Number(checkout.text("read.txt"));
	if (read < 5) {
		checkout.files.put("read.txt", `${read + 1}`);
		const asks = read === 1 ? [calls("ask", { question: "Which sum?", options: [] })] : [];
		return [says("On."), calls("read", { path: `book-${read}.txt` }), ...asks];
	}
	const next = { [base]: broken, [broken]: wrong, [wrong]: right }[checkout.text("sum.js")];
	if (next !== undefined) checkout.files.put("sum.js", next);
	return [done(), calls("read", { path: "sum.js" })];
}

export type WholeSetting = Partial<Omit<DelegationSetting, "turns" | "checkout">>;

export function wholeTask(
	checkout: MemoryCheckout,
	setting: WholeSetting = {},
	hold: Hold = async () => undefined,
): TestDelegation {
	const agent = agentOn(checkout, hold);
	const { check } = checkout.trees;
	checkout.trees.check = async (command, files, signal) => {
		await hold("verification", signal);
		return signal.aborted ? { ended: "stopped", exitCode: null } : check(command, files, signal);
	};
	const task = delegationOf({
		...{ brief: firstBrief, window: 9_000, selfReview: () => ({ when: "on", model: null }) },
		...setting,
		...{ checkout, turns: Array.from({ length: 150 }, () => agent) },
	});
	task.delegation.recorded.add(({ event }) => {
		if (event.type === "approval.asked") task.approve();
		if (event.type === "question.asked") task.delegation.answer(event.call, "This one.");
	});
	return task;
}

/** What held when an event was on record. */
interface Moment {
	readonly files: ReadonlyMap<string, Uint8Array>;
	/** Requests that were sent until then. */
	readonly sent: number;
}

export interface Whole extends TestDelegation {
	readonly moments: readonly Moment[];
}

/** Runs the task through everything: work, question, circle, and work again. */
export async function playedWhole(): Promise<Whole> {
	const checkout = wholeCheckout();
	const journal = memoryJournal([created(firstBrief)]);
	const moments: Moment[] = [{ files: new Map(checkout.files.all), sent: 0 }];
	const task = wholeTask(checkout, { journal });
	const { delegation, model } = task;
	delegation.recorded.add(() => moments.push({ files: new Map(checkout.files.all), sent: model.requests.length }));
	delegation.start();
	await delegation.settled();
	await delegation.rescope(question, "panel", { warnings: [], dismissed: [] });
	await delegation.settled();
	await delegation.rescope(circle, "panel");
	await delegation.settled();
	await delegation.rescope({ ...firstBrief, goal: "Mend the sum. Again." }, "panel");
	await delegation.settled();
	return { ...task, moments };
}

/** The events as a restart of the editor finds them. */
export function cutAt(events: readonly Recorded[], at: number): readonly TaskEvent[] {
	return events.slice(0, at + 1).map(({ event }) => event);
}
