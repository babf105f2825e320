/** Runs the checks on what a task began with, beside the agent's first turns: asks nobody, records nothing by itself, ends with the run. */

import { judgeCommand, runs, standsAsJudged } from "../agent/judge.ts";
import type { OnTree } from "../checks/base-results.ts";
import type { Journal, Ports } from "../ports.ts";
import type { LaidTree } from "../review-ports.ts";
import { checkResult, longestMs, unrun } from "./check.ts";
import type { TaskEvent } from "./events.ts";
import type { CheckResult } from "./review-events.ts";

type BasePorts = Pick<Ports, "checkout" | "policy" | "journal" | "baseResults">;

interface Found {
	/** Empty where none was laid. */
	readonly tree: string;
	readonly results: readonly CheckResult[];
}

const nothing: Found = { tree: "", results: [] };

/** Of one run of the loop. Only what runs in a proved sandbox, and would not be asked about, is run; the rest is left out. */
export class BaseRun {
	private readonly ports: BasePorts;
	private readonly over = new AbortController();
	/** Each is tried once. */
	private readonly tried = new Set<string>();
	/** Tried, and not on record yet. */
	private readonly due = new Set<string>();
	private found: Promise<Found> = Promise.resolve(nothing);

	/** `signal` ends what runs, at once. */
	constructor(ports: BasePorts, signal: AbortSignal) {
		this.ports = ports;
		const stop = () => this.over.abort(signal.reason);
		if (signal.aborted) stop();
		signal.addEventListener("abort", stop, { once: true });
	}

	/** Begins what is not known yet, one command after the other, and does not wait for it. */
	begin(checks: readonly string[]): void {
		if (this.over.signal.aborted || !this.ports.checkout.shell.guard().sandboxed) return;
		const missing = checks.filter((check) => !this.tried.has(check) && !saidOfBase(check, this.ports));
		if (missing.length === 0) return;
		for (const check of missing) {
			this.tried.add(check);
			this.due.add(check);
		}
		this.found = this.found.then(async (before) => joined(before, await this.run(missing)));
	}

	/**
	 * The one place where what was found becomes a fact: waits for these checks, and begins those that nobody has begun.
	 * Rejects when the run is over.
	 */
	async *recorded(checks: readonly string[]): AsyncGenerator<TaskEvent> {
		this.begin(checks);
		const due = checks.filter((check) => this.due.delete(check));
		if (due.length === 0) return;
		yield { type: "baseline.started", checks: due };
		const { tree, results } = await this.found;
		this.over.signal.throwIfAborted();
		yield { type: "baseline.finished", tree, results: results.filter(({ command }) => due.includes(command)) };
	}

	/** Ends what runs; resolves when nothing does, and its tree is gone. */
	async end(): Promise<void> {
		this.over.abort(new Error("the run is over"));
		await this.found;
	}

	/** Never rejects: what could not be run is asked for later, where it fails on the work. */
	private async run(checks: readonly string[]): Promise<Found> {
		try {
			const allowed: string[] = [];
			for (const check of checks) if (await this.isAllowed(check)) allowed.push(check);
			if (allowed.length === 0) return nothing;
			const laid = await this.ports.checkout.trees.lay([], this.over.signal);
			try {
				return await this.runIn(laid, allowed);
			} finally {
				await laid.remove().catch(() => undefined);
			}
		} catch {
			return nothing;
		}
	}

	/** What would be asked about or denied needs no tree. */
	private async isAllowed(command: string): Promise<boolean> {
		const { verdict, guard } = await judgeCommand(askedFor(command), this.ports, this.over.signal);
		return runs(verdict) && guard.sandboxed;
	}

	/** Another task that begins with the same tree waits for what this one finds. */
	private async runIn(laid: LaidTree, checks: readonly string[]): Promise<Found> {
		const { tree, shell } = laid;
		const on = { tree, environment: shell.guard().environment };
		const { baseResults } = this.ports;
		const work = async () => {
			const results: CheckResult[] = [];
			for (const check of checks) results.push(await this.resultOf(check, laid, on));
			return { tree, results: results.filter(({ outcome }) => outcome !== "not-run") };
		};
		return baseResults ? baseResults.alone(on, work, this.over.signal) : work();
	}

	private async resultOf(command: string, laid: LaidTree, on: OnTree): Promise<CheckResult> {
		const { baseResults } = this.ports;
		const known = baseResults?.get(on, command);
		if (known) return known;
		const result = await this.check(command, laid);
		baseResults?.keep(on, [result]);
		return result;
	}

	private async check(command: string, { shell }: LaidTree): Promise<CheckResult> {
		const { signal } = this.over;
		const ports = { ...this.ports, checkout: { ...this.ports.checkout, shell } };
		const judged = await judgeCommand(askedFor(command), ports, signal);
		const { verdict, guard, domains } = judged;
		signal.throwIfAborted();
		if (!runs(verdict) || !guard.sandboxed || !standsAsJudged(judged, ports)) return { ...unrun, command, text: "" };
		const asked = { command, cwd: "", timeoutMs: longestMs, domains, sandboxed: true };
		const result = await shell.run(asked, () => undefined, signal);
		return checkResult(command, result, { keep: async () => "", root: guard.root });
	}
}

interface OnRecord {
	readonly journal: Pick<Journal, "events">;
}

/** What this check said of the base, which never changes, as far as it is on record. */
export function saidOfBase(command: string, { journal }: OnRecord): CheckResult | undefined {
	return journal.events
		.flatMap(({ event }) => (event.type === "baseline.finished" ? event.results : []))
		.findLast((result) => result.command === command && result.outcome !== "not-run");
}

/** No approval is bound to it: nobody is asked. */
function askedFor(command: string) {
	return { call: "base", command, cwd: "", judgedAt: 0 };
}

function joined(before: Found, found: Found): Found {
	return { tree: found.tree === "" ? before.tree : found.tree, results: [...before.results, ...found.results] };
}
