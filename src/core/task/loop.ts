/** The loop: yields what happens to a task, one fact at a time, and goes on only when the last one is on disk. */

import { type CallContext, runCalls } from "../agent/calls.ts";
import { Compaction } from "../agent/compaction.ts";
import { headOf } from "../agent/head.ts";
import { History } from "../agent/history.ts";
import { keepScope, outsideOnRecord } from "../agent/keep-scope.ts";
import { onlyFinish } from "../agent/last-turn.ts";
import type { CallBlock } from "../agent/messages.ts";
import { Progress } from "../agent/progress.ts";
import { requestTurn } from "../agent/turn.ts";
import { Budgeting } from "../budget/budgeting.ts";
import { ShownFiles } from "../context/shown-files.ts";
import type { FileVersion, Ports } from "../ports.ts";
import { afterReply } from "./after-reply.ts";
import { answered, withKnownPlaces } from "./answer.ts";
import { type Brief, scopeOf } from "./brief.ts";
import { hasWord } from "./called-back.ts";
import { Checking } from "./checking.ts";
import { type End, ended } from "./ending.ts";
import type { Fact, TaskEvent } from "./events.ts";
import { Replies } from "./replies.ts";
import { ReviewFold } from "./review-fold.ts";
import { SelfReview } from "./self-review.ts";
import { TakingOut } from "./taking-out.ts";

/**
 * Runs a task from where its journal stands to an end. Write ahead: the caller appends each event to `ports.journal`
 * before it asks for the next, so nothing runs before its `call.started` is on disk.
 * Aborting ends the running command or request and yields an end as well; `last` ends the look at the end, too.
 */
export async function* runTask(
	brief: Brief,
	ports: Ports,
	signal: AbortSignal,
	last: AbortSignal = signal,
): AsyncGenerator<TaskEvent> {
	const review = new ReviewFold();
	const history = new History();
	const budget = new Budgeting(ports, signal);
	const progress = new Progress(ports);
	yield { type: "task.started", model: ports.model.info };
	try {
		yield* settleOpenCalls(brief, history, ports);
		const takingOut = new TakingOut(ports, review);
		const replies = new Replies(ports.journal, review);
		const asking = { ...ports, ledger: budget.ledger };
		const checking = new Checking(brief, ports, review, budget.signal);
		const selfReview = new SelfReview(brief, asking, review);
		const seen = new Map<string, FileVersion>();
		const compaction = new Compaction(headOf(brief), asking, seen);
		const after = { checking, selfReview };
		const between = { takingOut, progress, compaction };
		const loop = { brief, history, seen, ports, budget, signal: budget.signal, replies, between, after };
		const end = progress.end(yield* checking.beside(turns(loop), budget.signal));
		yield* ended(end, ports, review, last);
	} catch (error) {
		if (!budget.signal.aborted) throw error;
		yield* ended(progress.end(yield* budget.cut()), ports, review, last);
	} finally {
		budget.close();
	}
}

interface Loop {
	readonly brief: Brief;
	readonly history: History;
	readonly seen: Map<string, FileVersion>;
	readonly ports: Ports;
	readonly budget: Budgeting;
	readonly signal: AbortSignal;
	readonly replies: Replies;
	/** What happens before each turn. */
	readonly between: { readonly takingOut: TakingOut; readonly progress: Progress; readonly compaction: Compaction };
	/** What happens after the agent said that it is done. */
	readonly after: { readonly checking: Checking; readonly selfReview: SelfReview };
}

/** Calls that an earlier run left open: what was started may have had its effect, what was not did not. */
async function* settleOpenCalls(brief: Brief, history: History, ports: Ports): AsyncGenerator<TaskEvent> {
	history.catchUp(ports.journal.events);
	const started = new Set(
		sinceLast("turn.finished", ports).flatMap((event) => (event.type === "call.started" ? [event.call] : [])),
	);
	for (const { id } of history.openCalls) {
		const scope = scopeOf(brief);
		const before = outsideOnRecord(id, ports.journal.events, scope);
		if (started.has(id)) yield* keepScope(id, ports.checkout, scope, before);
		const outcome = started.has(id)
			? ({
					kind: "unknown",
					text: "Outcome unknown: the editor closed while this ran. Look at what is there before you do it again.",
					summary: "outcome unknown",
				} as const)
			: ({ kind: "failed", text: "Not run: the task was stopped before this call.", summary: "not run" } as const);
		yield { type: "call.finished", call: id, outcome };
	}
	history.catchUp(ports.journal.events);
	if (!history.hasNews) yield { type: "model.told", text: "The person asks you to go on." };
	const handedOff = sinceLast("turn.finished", ports).some(({ type }) => type === "handoff.written");
	// Its last word was that it is done: without one of ours there would be nothing for it to answer.
	if (handedOff && history.hasNews && !history.hasWords) yield { type: "model.told", text: goOnAfterHandOff };
}

const goOnAfterHandOff =
	"The person asks you to go on after your hand-off. Do what is left; where nothing is, call finish again.";

async function* turns(loop: Loop): AsyncGenerator<TaskEvent, End> {
	const { brief, ports, budget, seen, signal, replies } = loop;
	const shown = new ShownFiles(ports.journal);
	const calls: CallContext = { ports, seen, shown, scope: scopeOf(brief), mode: brief.mode, signal };
	let idle = 0;
	for (let turn = lastTurn(ports) + 1; ; turn++) {
		const over = yield* beforeTurn(loop);
		if (over) return over;
		const reply = yield* request(turn, loop);
		if (signal.aborted) return yield* budget.cut();
		if (loop.between.compaction.canMakeRoom && !hasCalls(reply)) continue;
		if (reply.type === "turn.failed")
			return { end: reply.reason === "budget" ? "out-of-budget" : "failed", text: reply.text };
		const asked = reply.blocks.filter((block) => block.type === "call");
		if (asked.length > 0 && reply.stop !== "refusal") {
			idle = 0;
			const allowed = loop.between.progress.isLastTurn ? yield* onlyFinish(asked) : asked;
			const handedOff = yield* callsOf(allowed, calls, replies);
			if (signal.aborted) return yield* budget.cut();
			// What the person said while the agent finished is not in its reply: it answers that first.
			if (!handedOff || hasWord(ports.journal)) continue;
			const proved = yield* afterHandOff(handedOff, loop);
			// Who says something and stops then has not had it read: that is no hand-off.
			if (proved === "stopped" || (signal.aborted && hasWord(ports.journal))) return yield* budget.cut();
			if (proved === "again") continue;
			yield* replies.rest(handedOff.summary);
			return proved;
		}
		const next = afterReply(reply.stop, ++idle);
		if (next.kind === "end") return next.end;
		if (next.kind === "tell" && !loop.between.progress.isLastTurn) yield { type: "model.told", text: next.text };
	}
}

function hasCalls(reply: Fact<"turn.finished"> | Fact<"turn.failed">): boolean {
	return reply.type === "turn.finished" && reply.blocks.some(({ type }) => type === "call");
}

/** The end where the task may not go on. */
async function* beforeTurn({ budget, between, signal }: Loop): AsyncGenerator<TaskEvent, End | undefined> {
	const over = (yield* between.progress.before()) ?? (yield* budget.before());
	if (over) return over;
	yield* between.takingOut.run(signal);
	yield* between.compaction.before(signal);
	return undefined;
}

async function* afterHandOff(
	end: End,
	{ brief, ports, budget, between, after, signal }: Loop,
): AsyncGenerator<TaskEvent, End | "again" | "stopped"> {
	// After a third strike nothing is proved any more.
	if (between.progress.isLastTurn) return end;
	if (brief.mode === "explore") return answered(end);
	const checked = yield* after.checking.run(end, signal);
	if (typeof checked === "string") return checked;
	if (budget.isOutOfTime) return "stopped";
	// What the person said meanwhile comes first: nobody reviews what is about to change.
	return hasWord(ports.journal) && !signal.aborted ? "again" : yield* after.selfReview.run(checked, signal);
}

function lastTurn({ journal }: Ports): number {
	for (let at = journal.events.length - 1; at >= 0; at--) {
		const event = journal.events[at]?.event;
		if (event?.type === "turn.started") return event.turn;
	}
	return 0;
}

/** What happened after the last event of this type. */
function sinceLast(type: TaskEvent["type"], { journal }: Pick<Ports, "journal">): readonly TaskEvent[] {
	const start = journal.events.findLastIndex(({ event }) => event.type === type);
	return journal.events.slice(start + 1).map(({ event }) => event);
}

async function* request(turn: number, { brief, history, ports, budget, signal }: Loop) {
	yield { type: "turn.started", turn } satisfies TaskEvent;
	history.catchUp(ports.journal.events);
	const messages = history.messages();
	return yield* requestTurn(turn, { ...headOf(brief), messages }, { ...ports, ledger: budget.ledger }, signal);
}

interface HandedOff extends End {
	readonly summary: string;
}

/** Runs the calls up to the first hand-off, if there is one: it ends the task, and what comes after it is not run. */
async function* callsOf(
	asked: readonly CallBlock[],
	context: CallContext,
	replies: Replies,
): AsyncGenerator<TaskEvent, HandedOff | undefined> {
	let end: HandedOff | undefined;
	for await (const said of runCalls(asked, context)) {
		const event = context.mode === "explore" ? await withKnownPlaces(said, context.ports.checkout.files) : said;
		if (event.type === "handoff.written") {
			const { status, summary } = event.handoff;
			end = { summary, end: status === "done" ? "ready" : "stuck", text: status === "done" ? "" : summary };
		}
		if (event.type !== "comment.answered" || replies.isDue(event)) yield event;
		if (end && event.type === "call.finished") return end;
	}
	return end;
}
