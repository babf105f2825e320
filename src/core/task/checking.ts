/** Verifies what the agent says is done: the harness runs the checks itself, on exactly what is proposed. */

import { comparedWithBase } from "../checks/baseline.ts";
import { checksFailedMessage, handedOverText, isNewFailure, mostRounds } from "../checks/check-words.ts";
import { falseClaims, falseClaimsMessage } from "../checks/false-claims.ts";
import { detectedChecks } from "../checks/project-sides.ts";
import { isStyleCheck } from "../checks/style-check.ts";
import { isChangedTest } from "../checks/tampering.ts";
import type { Ports } from "../ports.ts";
import type { AcceptedFile, Change, LaidTree } from "../review-ports.ts";
import { filesOf } from "./accepted-files.ts";
import { BaseRun, saidOfBase } from "./base-run.ts";
import type { Brief } from "./brief.ts";
import { type End, lookedAt } from "./ending.ts";
import type { HandOff, TaskEvent } from "./events.ts";
import { runHarnessCheck } from "./harness-check.ts";
import type { CheckResult } from "./review-events.ts";
import type { ReviewFold } from "./review-fold.ts";
import { originOf } from "./review-view.ts";

/**
 * `again`: the model was told what it must mend. `stopped`: the run was, while a check was on its way. Otherwise the work is
 * handed over; the text says how, where a person must know.
 */
type Checked = "again" | "stopped" | Over;

type Over = Pick<End, "text" | "unchecked">;

const silently: Over = { text: "" };
const notBegun: Over = { text: "Not verified: stopped before the checks were run.", unchecked: "not-run" };

export class Checking {
	private readonly brief: Brief;
	private readonly ports: Ports;
	private readonly review: ReviewFold;
	private readonly base: BaseRun;
	private begun = false;

	/** `signal` ends what runs on the base, too. */
	constructor(brief: Brief, ports: Ports, review: ReviewFold, signal: AbortSignal) {
		this.brief = brief;
		this.ports = ports;
		this.review = review;
		this.base = new BaseRun(ports, signal);
	}

	/** Runs the work, and beside it the checks on what it began with: those end with the work, however that ends. */
	async *beside<Result>(
		work: AsyncGenerator<TaskEvent, Result>,
		signal: AbortSignal,
	): AsyncGenerator<TaskEvent, Result> {
		try {
			await this.begin(signal);
			return yield* work;
		} finally {
			await this.base.end();
		}
	}

	/** What is not begun now is when the work is verified: where something is changed, only that look knows the project as it was. */
	private async begin(signal: AbortSignal): Promise<void> {
		if (this.brief.mode === "explore" || this.ports.checksAfterFinish?.() === "off") return;
		const isUntouched = this.review.catchUp(this.ports.journal.events).changes.length === 0;
		this.base.begin(isUntouched ? await this.checks([], signal).catch(() => []) : checksOf(this.brief));
	}

	/** Only work that is said to be done is verified; where nothing was changed, nothing is run. A stop ends the running check. */
	async *run(end: End, signal: AbortSignal): AsyncGenerator<TaskEvent, End | "again" | "stopped"> {
		if (end.end !== "ready") return end;
		const checked = yield* this.check(signal);
		return typeof checked === "string" ? checked : { ...end, ...checked };
	}

	private async *check(signal: AbortSignal): AsyncGenerator<TaskEvent, Checked> {
		if (this.ports.checksAfterFinish?.() === "off") return { ...silently, unchecked: "off" };
		try {
			return yield* this.verified(signal);
		} catch (error) {
			if (!signal.aborted)
				return { text: `Not verified: the checks could not be run. ${messageOf(error)}`, unchecked: "not-run" };
			// What the agent handed off stays handed off while nothing was begun.
			return this.begun ? "stopped" : notBegun;
		}
	}

	private async *verified(signal: AbortSignal): AsyncGenerator<TaskEvent, Checked> {
		this.begun = false;
		const { changes } = yield* lookedAt(this.ports, this.review, signal);
		if (signal.aborted) return notBegun;
		if (changes.length === 0) return silently;
		const checks = await this.checks(changes, signal);
		if (checks.length === 0) return { ...silently, unchecked: "none-found" };
		const files = await this.files(signal);
		if (files.length === 0) return silently;
		yield* this.base.recorded(checks);
		this.begun = true;
		const round = this.roundsSoFar() + 1;
		const results = yield* this.verify({ checks, files, round }, signal);
		if (signal.aborted) return "stopped";
		if (results.some(isNewFailure) && round <= mostRounds) {
			yield { type: "model.told", text: checksFailedMessage(results, round) };
			return "again";
		}
		const claims = falseClaims(this.brief.definitionOfDone, this.handOff(), results);
		if (claims.length > 0 && round <= mostRounds) {
			yield { type: "model.told", text: falseClaimsMessage(claims, round) };
			return "again";
		}
		yield* this.runOldTests(results, files, signal);
		if (signal.aborted) return "stopped";
		return { text: handedOverText(results) };
	}

	private handOff(): Pick<HandOff, "parts"> {
		const last = this.ports.journal.events.findLast(({ event }) => event.type === "handoff.written")?.event;
		return last?.type === "handoff.written" ? last.handoff : {};
	}

	/** Those of the brief; where it names none, those that are found. */
	private async checks(changes: readonly Change[], signal: AbortSignal): Promise<readonly string[]> {
		const named = checksOf(this.brief);
		return named.length > 0 ? named : detectedChecks(this.ports.checkout, changes, signal);
	}

	/** All that is proposed and not rejected. */
	private files(signal: AbortSignal): Promise<readonly AcceptedFile[]> {
		const { checkout, policy, journal } = this.ports;
		const { changes } = this.review.catchUp(journal.events);
		const { proposal } = checkout;
		return filesOf({ of: "proposal", changes, proposal, fingerprint: policy.fingerprint }, signal);
	}

	/** Since the person last had a word in it. */
	private roundsSoFar(): number {
		const events = this.ports.journal.events.map(({ event }) => event);
		const start = events.findLastIndex(({ type }) => personsWord.has(type));
		return events.slice(start + 1).filter((event) => event.type === "verification.finished" && event.round).length;
	}

	private async *verify({ checks, files, round }: Round, signal: AbortSignal) {
		const laid = await this.ports.checkout.trees.lay(files, signal);
		const { tree } = laid;
		const of = "proposal";
		let results: readonly CheckResult[];
		try {
			yield { type: "verification.started", of, tree, checks } satisfies TaskEvent;
			results = yield* this.runAll(checks, laid, signal);
		} finally {
			await laid.remove().catch(() => undefined);
		}
		const compared = yield* this.comparedWithBase(results, signal);
		yield { type: "verification.finished", of, tree, results: compared, round } satisfies TaskEvent;
		return compared;
	}

	private async *runAll(
		checks: readonly string[],
		laid: LaidTree,
		signal: AbortSignal,
	): AsyncGenerator<TaskEvent, readonly CheckResult[]> {
		const results: CheckResult[] = [];
		for (const command of checks) results.push(yield* runHarnessCheck(command, { ports: this.ports, laid }, signal));
		return results;
	}

	/** What fails, and was not run on the base without asking, is run there now: once in a task. */
	private async *comparedWithBase(results: readonly CheckResult[], signal: AbortSignal) {
		const failed = results.filter(({ outcome }) => outcome === "failed").map(({ command }) => command);
		const missing = failed.filter((command) => !saidOfBase(command, this.ports));
		if (missing.length > 0 && !signal.aborted) yield* this.runOnBase(missing, signal);
		return results.map((result) => comparedWithBase(result, saidOfBase(result.command, this.ports)));
	}

	/** Where there is no base to run on, what fails is taken for new: what was found is told all the same. */
	private async *runOnBase(checks: readonly string[], signal: AbortSignal): AsyncGenerator<TaskEvent> {
		const laid = await this.ports.checkout.trees.lay([], signal).catch(() => null);
		if (laid === null) return;
		const { tree, shell } = laid;
		const on = { tree, environment: shell.guard().environment };
		const known = checks.flatMap((check) => this.ports.baseResults?.get(on, check) ?? []);
		const missing = checks.filter((check) => !known.some(({ command }) => command === check));
		try {
			const run = yield* this.runAll(missing, laid, signal);
			this.ports.baseResults?.keep(on, run);
			yield { type: "baseline.finished", tree, results: [...known, ...run] };
		} finally {
			await laid.remove().catch(() => undefined);
		}
	}

	/** The tests as they were, on the new code: changed tests may have been made to fit it. Of style and types they say nothing. */
	private async *runOldTests(checked: readonly CheckResult[], files: readonly AcceptedFile[], signal: AbortSignal) {
		const { changes } = this.review.catchUp(this.ports.journal.events);
		const tests = new Set(changes.filter(({ change }) => isChangedTest(change)).map(({ change }) => originOf(change)));
		const others = files.filter(({ origin }) => origin === null || !tests.has(origin));
		if (tests.size === 0 || others.length === 0) return;
		const laid = await this.ports.checkout.trees.lay(others, signal);
		const { tree } = laid;
		try {
			const checks = checked.map(({ command }) => command).filter((command) => !isStyleCheck(command));
			const run = yield* this.runAll(checks, laid, signal);
			const results = run.map((result) => comparedWithWork(result, checked));
			if (results.length > 0) yield { type: "old-tests.checked", tree, paths: [...tests], results } satisfies TaskEvent;
		} finally {
			await laid.remove().catch(() => undefined);
		}
	}
}

interface Round {
	readonly checks: readonly string[];
	readonly files: readonly AcceptedFile[];
	/** From 1. */
	readonly round: number;
}

export const personsWord: ReadonlySet<TaskEvent["type"]> = new Set(["task.started", "person.steered", "comment.sent"]);

/** What failed before the task is excused where the work as it is still fails in it: skipping a test does not excuse it. */
function comparedWithWork(result: CheckResult, checked: readonly CheckResult[]): CheckResult {
	const work = checked.find(({ command }) => command === result.command);
	return work?.onBase === "same" ? comparedWithBase(result, work) : result;
}

/** Each once. */
function checksOf({ checks = [] }: Brief): readonly string[] {
	return [...new Set(checks.map((check) => check.trim()))].filter((check) => check !== "");
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
