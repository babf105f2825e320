/** Runs checks on exactly what is accepted, or on all that is proposed, in a tree of their own. */

import { comparedWithBase } from "../checks/baseline.ts";
import type { Checkout, Journal, PolicySource } from "../ports.ts";
import type { AcceptedFile, LaidTree } from "../review-ports.ts";
import { saidOfBase } from "./base-run.ts";
import { type CheckGround, runCheck } from "./check.ts";
import type { TaskEvent } from "./events.ts";
import type { CheckResult, Verified } from "./review-events.ts";
import { type ReviewedChange, rejectedPieces } from "./review-view.ts";
import type { Verification } from "./verification-view.ts";
import type { TaskView } from "./view.ts";

export interface VerifyRequest extends Pick<CheckGround, "leave"> {
	readonly of: Verified;
	/** Command lines. */
	readonly checks: readonly string[];
}

export type VerifyOutcome =
	| { readonly kind: "verified"; readonly verification: Verification }
	/** Nothing was run; the text says why and what to do. */
	| { readonly kind: "refused"; readonly text: string };

export interface AcceptedOutcome {
	readonly accepted: VerifyOutcome;
	/** What the same checks say of the whole proposal, where the accepted part of it is not green; otherwise null. */
	readonly proposal: VerifyOutcome | null;
}

/** What checks need of their task. */
export interface VerifiedTask {
	readonly view: () => TaskView;
	readonly record: (event: TaskEvent) => Promise<void>;
	readonly journal: Pick<Journal, "events" | "keep">;
	/** Rejects with a text for the person when it cannot be opened. */
	readonly checkout: (signal: AbortSignal) => Promise<Checkout>;
	readonly files: (of: Verified, signal: AbortSignal) => Promise<readonly AcceptedFile[]>;
	readonly policy: PolicySource;
}

export class Verifier {
	private readonly task: VerifiedTask;
	private running: { readonly stop: AbortController; readonly ended: Promise<VerifyOutcome> } | undefined;
	private isOver = false;
	private asked = 0;

	constructor(task: VerifiedTask) {
		this.task = task;
	}

	/** Resolves when all checks are over. Stopping leaves what has not ended as not run. Never rejects for what a check does. */
	verify(request: VerifyRequest, signal: AbortSignal): Promise<VerifyOutcome> {
		return this.alone((stopped) => this.verifyOn(request, stopped), signal);
	}

	/** Stops what runs, and lets nothing run any more: the task is given up, or the editor closes. */
	async halt(): Promise<void> {
		this.isOver = true;
		this.running?.stop.abort(new Error("the task is over"));
		await this.running?.ended;
	}

	/** Verifies what is accepted; where that is not green, says as well what the failed checks make of the whole proposal. */
	async verifyAccepted(request: Omit<VerifyRequest, "of">, signal: AbortSignal): Promise<AcceptedOutcome> {
		const accepted = await this.verify({ ...request, of: "accepted" }, signal);
		const failed = accepted.kind === "verified" ? failedChecks(request, accepted.verification) : [];
		if (failed.length === 0 || signal.aborted) return { accepted, proposal: null };
		const known = this.known(failed);
		if (known) return { accepted, proposal: { kind: "verified", verification: known } };
		const isWhole = sameFiles(await this.task.files("accepted", signal), await this.task.files("proposal", signal));
		if (isWhole) return { accepted, proposal: null };
		return { accepted, proposal: await this.verify({ ...request, of: "proposal", checks: failed }, signal) };
	}

	/** What these checks said of the whole proposal as it is now. */
	private known(checks: readonly string[]): Verification | undefined {
		return this.task
			.view()
			.verifications.find(
				({ of, stale, results }) =>
					of === "proposal" &&
					!stale &&
					checks.every((check) => results.some(({ command, outcome }) => command === check && outcome !== "not-run")),
			);
	}

	private alone(work: (signal: AbortSignal) => Promise<VerifyOutcome>, signal: AbortSignal): Promise<VerifyOutcome> {
		if (this.isOver) return Promise.resolve(refused("This task is over."));
		if (this.running) return Promise.resolve(refused("Checks of this task run already. Wait for them, or stop them."));
		const stop = new AbortController();
		const forward = () => stop.abort(signal.reason);
		if (signal.aborted) forward();
		signal.addEventListener("abort", forward, { once: true });
		const ended = work(stop.signal)
			.catch((error: unknown) => refused(`The checks could not be run: ${messageOf(error)}`))
			.finally(() => {
				signal.removeEventListener("abort", forward);
				this.running = undefined;
			});
		this.running = { stop, ended };
		return ended;
	}

	private async verifyOn(request: VerifyRequest, signal: AbortSignal): Promise<VerifyOutcome> {
		const { of } = request;
		const checks = checksOf(request);
		if (checks.length === 0) return refused("There is no check to run: say which command proves the result.");
		const checkout = await this.task.checkout(signal);
		const laid = await this.lay(of, checkout, signal);
		if ("kind" in laid) return laid;
		try {
			await this.task.record({ type: "verification.started", of, tree: laid.tree, checks });
			const results = await this.run(checks, request, { checkout, laid }, signal);
			const known = results.map((result) => this.mended(result));
			await this.task.record({ type: "verification.finished", of, tree: laid.tree, results: known });
		} finally {
			await laid.remove().catch(() => undefined);
		}
		const verification = this.task.view().verifications.find((item) => item.of === of);
		return verification ? { kind: "verified", verification } : refused("The task's journal is gone.");
	}

	/** What fails is not compared: a part of the work may fail where the whole does not. */
	private mended(result: CheckResult): CheckResult {
		return result.outcome === "passed" ? comparedWithBase(result, saidOfBase(result.command, this.task)) : result;
	}

	/** A tree of what is accepted, or proposed, when it resolves: laying it takes a while, in which the person and the agent go on. */
	private async lay(of: Verified, { trees }: Checkout, signal: AbortSignal): Promise<LaidTree | VerifyOutcome> {
		for (let tries = 0; tries < mostTries; tries++) {
			const before = subjectOf(of, this.task.view());
			const files = await this.task.files(of, signal);
			if (files.length === 0)
				return refused(
					of === "accepted" ? "Nothing is accepted yet." : "Nothing differs from what the task began with.",
				);
			const laid = await trees.lay(files, signal);
			if (subjectOf(of, this.task.view()) === before) return laid;
			await laid.remove().catch(() => undefined);
		}
		const what = of === "accepted" ? "What is accepted" : "The proposal";
		return refused(`${what} changed while the checks were prepared. Verify again when it stays as it is.`);
	}

	private async run(
		checks: readonly string[],
		{ leave }: VerifyRequest,
		{ checkout, laid }: { readonly checkout: Checkout; readonly laid: LaidTree },
		signal: AbortSignal,
	): Promise<readonly CheckResult[]> {
		const { policy, journal } = this.task;
		const keep = (text: string) => journal.keep(text);
		const ports = { policy, checkout: { ...checkout, shell: laid.shell } };
		const results: CheckResult[] = [];
		for (const command of checks)
			results.push(await runCheck({ command, askedAt: ++this.asked }, { ports, leave, keep }, signal));
		return results;
	}
}

const mostTries = 3;

/** What checks are about: the same for as long as what they say counts. */
function subjectOf(of: Verified, { changes }: TaskView): string {
	const each = (item: ReviewedChange) => [item.change.path, item.change.version, rejectedPieces(item)];
	return JSON.stringify(of === "proposal" ? changes.map(each) : changes.flatMap(({ accepted }) => accepted ?? []));
}

/** Each once. */
function checksOf({ checks }: Pick<VerifyRequest, "checks">): readonly string[] {
	return [...new Set(checks.map((check) => check.trim()))].filter((check) => check !== "");
}

/** As they were asked for: what is on record has its secrets taken out. */
function failedChecks(request: Pick<VerifyRequest, "checks">, { results }: Verification): readonly string[] {
	return checksOf(request).filter((_, at) => results[at]?.outcome === "failed");
}

function sameFiles(one: readonly AcceptedFile[], two: readonly AcceptedFile[]): boolean {
	const text = (files: readonly AcceptedFile[]) =>
		JSON.stringify(files.map(({ path, origin, content, mode }) => [path, origin, content, mode]));
	return text(one) === text(two);
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

function refused(text: string): VerifyOutcome {
	return { kind: "refused", text };
}
