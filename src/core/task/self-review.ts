/** The self-review: a fresh context, read-only, is asked to refute that the work is done. */

import type { ExchangePorts } from "../agent/exchange.ts";
import type { Model, Ports } from "../ports.ts";
import type { Change } from "../review-ports.ts";
import { makeRedactor } from "../secrets/redactor.ts";
import { type Conversation, converse } from "../self-review/conversation.ts";
import { type Ground, mostFindings, placedFindings, settle, versionOf } from "../self-review/findings.ts";
import type { Report } from "../self-review/report-tool.ts";
import { type Earlier, findingsMessage, reviewMessage } from "../self-review/reviewer-words.ts";
import { sensitiveBecause } from "../self-review/sensitive.ts";
import { byImportance, type ShownChanges, shownChanges } from "../self-review/shown-changes.ts";
import type { Brief } from "./brief.ts";
import { personsWord } from "./checking.ts";
import { type End, lookedAt } from "./ending.ts";
import type { TaskEvent } from "./events.ts";
import { checkedIn } from "./harness-view.ts";
import type { ReviewFold } from "./review-fold.ts";
import { type ReviewedFinding, type SelfReviewView, stepSelfReview } from "./self-review-view.ts";
import { tamperingFound } from "./tampering-found.ts";

/** What the person's settings say of it, asked for at each hand-off. */
export interface SelfReviewSetup {
	/** `sensitive`: only where what changed, or the brief, touches security. */
	readonly when: "off" | "on" | "sensitive";
	/** The model that reviews; null: the one that works. */
	readonly model: Model | null;
}

export interface SelfReviewPorts extends Ports, Pick<ExchangePorts, "ledger"> {}

/** Rounds since the person last had a word. */
const mostRounds = 2;
/** Changed files whose content is read. */
const mostFiles = 300;

interface Round {
	readonly round: number;
	/** The n-th of the task. */
	readonly name: number;
	readonly model: Model;
	readonly changes: readonly Change[];
}

export class SelfReview {
	private readonly brief: Brief;
	private readonly ports: SelfReviewPorts;
	private readonly review: ReviewFold;

	constructor(brief: Brief, ports: SelfReviewPorts, review: ReviewFold) {
		this.brief = brief;
		this.ports = ports;
		this.review = review;
	}

	/** Work that is handed over as done is reviewed; `again`: the model was told of findings that it must fix or rebut. */
	async *run(end: End, signal: AbortSignal): AsyncGenerator<TaskEvent, End | "again" | "stopped"> {
		if (end.end !== "ready" || this.brief.mode === "explore") return end;
		let round = 1;
		try {
			const setup = (await this.ports.selfReview?.()) ?? off;
			if (signal.aborted) return yield* notBegun(end, setup);
			const due = yield* this.due(setup, signal);
			if (due === null) return end;
			round = due.round;
			if (round > mostRounds) return this.withLeft(end);
			const said = yield* this.reviewed(due, signal);
			return said === "over" ? this.withLeft(end) : said;
		} catch (error) {
			if (signal.aborted) return "stopped";
			const text = error instanceof Error ? error.message : String(error);
			yield { type: "self-review.failed", round, text: `It could not be done. ${text}` };
			return this.withLeft(end);
		}
	}

	/** What is to be reviewed; null where nothing is, which is said where somebody should know. */
	private async *due(setup: SelfReviewSetup, signal: AbortSignal): AsyncGenerator<TaskEvent, Round | null> {
		const advised = this.advised();
		if (setup.when === "off") {
			const { changes } = this.review.catchUp(this.ports.journal.events);
			if (advised && changes.length > 0) yield { type: "self-review.skipped", text: advisedText };
			return null;
		}
		const { changes } = yield* lookedAt(this.ports, this.review, signal);
		if (changes.length === 0) return null;
		if (setup.when === "sensitive" && !advised && !changes.some(isSensitive)) return null;
		if (this.failsChecks()) {
			yield { type: "self-review.skipped", text: failingText };
			return null;
		}
		const { ports } = this;
		const started = ports.journal.events.flatMap(({ event, seq }) =>
			event.type === "self-review.started" ? [seq] : [],
		);
		const word = ports.journal.events.findLast(({ event }) => personsWord.has(event.type))?.seq ?? -1;
		const round = started.filter((seq) => seq > word).length + 1;
		return { round, name: started.length + 1, model: setup.model ?? ports.model, changes };
	}

	/** The brief check asks for a review besides the person's, and the person did not dismiss that. */
	private advised(): boolean {
		const said = this.ports.journal.events.flatMap(({ event }) => checkedIn(event) ?? []).at(-1);
		return said?.warnings.some(({ name, needsReview }) => needsReview && !said.dismissed.includes(name)) ?? false;
	}

	private failsChecks(): boolean {
		const { verifications } = this.review.catchUp(this.ports.journal.events);
		return verifications.some(({ of, state, stale }) => of === "proposal" && state === "failed" && !stale);
	}

	/** `over`: the work is handed over, with what is left for the person. */
	private async *reviewed(due: Round, signal: AbortSignal): AsyncGenerator<TaskEvent, "again" | "stopped" | "over"> {
		const { round, name, model, changes } = due;
		const { ports } = this;
		yield { type: "self-review.started", round, model: model.info.id };
		yield* tamperingFound(changes, ports, signal);
		const earlier = this.earlier(this.ground(changes));
		const shown = await this.shown(changes, signal);
		const review = this.review.catchUp(ports.journal.events);
		const message = reviewMessage({ brief: this.brief, changes: shown, review, earlier });
		const conversation: Conversation = { name: `self-review-${name}`, model, message };
		const { redact = byForm } = ports;
		const said = yield* converse(conversation, { ...ports, redact }, signal);
		if (said.kind === "failed") {
			yield { type: "self-review.failed", round, text: said.text };
			return signal.aborted ? "stopped" : "over";
		}
		const told = yield* this.finished(due, { report: said.report, earlier, unseen: shown.unseen }, signal);
		if (told.length === 0) return "over";
		yield { type: "model.told", text: findingsMessage(told) };
		return "again";
	}

	/** Writes down what came of the round; returns what the agent must answer. */
	private async *finished(
		{ round, name, changes }: Round,
		{
			report,
			earlier,
			unseen,
		}: { readonly report: Report; readonly earlier: readonly Earlier[]; readonly unseen: number },
		signal: AbortSignal,
	): AsyncGenerator<TaskEvent, readonly ReviewedFinding[]> {
		const isLast = round >= mostRounds;
		const findings = await placedFindings(report.findings, `F${name}`, this.ground(changes), signal);
		const { settled, standing } = settle(earlier, report.earlier, isLast ? "last" : "first");
		const late = isLast ? findings.map(({ id }) => ({ id, state: "left" as const })) : [];
		const more = report.findings.length - mostFindings;
		yield {
			...{ type: "self-review.finished", round, findings, settled: [...settled, ...late] },
			...(more > 0 ? { more } : {}),
			...(unseen > 0 ? { unseen } : {}),
		};
		if (isLast) return [];
		const closed = this.closed();
		const open = standing.filter(({ id }) => !closed.has(id));
		return [...open, ...findings.map((finding) => ({ ...finding, round, state: "open" as const, because: "" }))];
	}

	private withLeft(end: End): End {
		const closed = this.closed();
		const found = this.found()?.findings ?? [];
		const left = found.filter(({ id, state }) => state === "left" && !closed.has(id)).length;
		return { ...end, text: [end.text, leftText(left)].join(" ").trim() };
	}

	/** What the person has settled by closing its thread. */
	private closed(): ReadonlySet<string> {
		const { threads } = this.review.catchUp(this.ports.journal.events);
		return new Set(threads.flatMap(({ thread, state }) => (state === "closed" ? [thread] : [])));
	}

	private found(): SelfReviewView | null {
		const { events } = this.ports.journal;
		return events.reduce<SelfReviewView | null>(
			(view, { event }) => (isSelfReview(event) ? stepSelfReview(view, event) : view),
			null,
		);
	}

	private ground(changes: readonly Change[]): Ground {
		const { checkout, policy } = this.ports;
		return { changes, proposal: checkout.proposal, fingerprint: policy.fingerprint };
	}

	/** What nobody settled yet, and the person has not closed. */
	private earlier(ground: Ground): readonly Earlier[] {
		const { threads } = this.review.catchUp(this.ports.journal.events);
		const unsettled = (this.found()?.findings ?? []).filter(({ state }) => state === "open" || state === "left");
		return unsettled.flatMap((finding) => {
			const thread = threads.find((item) => item.thread === finding.id);
			if (thread?.state === "closed") return [];
			const answers = (thread?.comments ?? []).filter(({ by }) => by !== "self-review");
			return [{ finding, answers, untouched: isUntouched(finding, ground) }];
		});
	}

	private async shown(changes: readonly Change[], signal: AbortSignal): Promise<ShownChanges> {
		const ordered = byImportance(changes);
		const looked = ordered.slice(0, mostFiles);
		const sides = await this.ports.checkout.proposal.sides(looked, signal);
		const pairs = looked.map((change, at) => ({ change, sides: sides[at] ?? { base: null, proposed: null } }));
		return shownChanges(pairs, ordered.slice(mostFiles));
	}
}

const byForm = async (text: string) => makeRedactor({ values: [] }).redact(text).text;

const off: SelfReviewSetup = { when: "off", model: null };

/** Work that stays handed off though the person stopped the task is not taken for reviewed. */
async function* notBegun(end: End, { when }: SelfReviewSetup): AsyncGenerator<TaskEvent, End> {
	if (when === "on") yield { type: "self-review.skipped", text: stoppedText };
	return end;
}

function leftText(left: number): string {
	if (left === 0) return "";
	return left === 1
		? "1 finding of the self-review is left for you."
		: `${left} findings of the self-review are left for you.`;
}

const advisedText = "An extra review is required by the brief check and was not done: remit.review.when is off.";
const stoppedText = "No self-review: the task was stopped before it began.";
const failingText = "No self-review: the checks fail, and that comes first.";

function isSensitive({ path, from = path }: Change): boolean {
	return sensitiveBecause(path) !== null || sensitiveBecause(from) !== null;
}

function isUntouched(finding: ReviewedFinding, ground: Ground): boolean {
	return finding.anchor === undefined || finding.anchor.version === versionOf(finding, ground);
}

type SelfReviewFact = Extract<TaskEvent, { type: `self-review.${string}` }>;

function isSelfReview(event: TaskEvent): event is SelfReviewFact {
	return event.type.startsWith("self-review.");
}
