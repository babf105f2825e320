/** What checks said of trees that tasks began with: run once for all tasks of a window that begin with the same tree. */

import { Gate } from "../gate.ts";
import type { CheckResult } from "../task/review-events.ts";

/** What a result depends on. */
export interface OnTree {
	readonly tree: string;
	/** Identifies the environment that commands are given. */
	readonly environment: string;
}

const most = 200;

/** In memory: after a restart checks are run again, since what is not in the tree (linked packages) may be another by then. */
export class BaseResults {
	private readonly known = new Map<string, CheckResult>();
	private readonly gates = new Map<string, Gate>();

	/** Of a check that was run; its whole output stands beside another task's journal, and is not named. */
	get(on: OnTree, command: string): CheckResult | undefined {
		return this.known.get(keyOf(on, command));
	}

	keep(on: OnTree, results: readonly CheckResult[]): void {
		for (const result of results) {
			if (result.outcome !== "not-run") this.known.set(keyOf(on, result.command), { ...result, kept: "" });
		}
		for (const key of [...this.known.keys()].slice(0, Math.max(0, this.known.size - most))) this.known.delete(key);
	}

	/** Runs the work when no other task runs checks on this tree: what that one finds need not be looked for again. */
	alone<Result>({ tree }: OnTree, work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
		const gate = this.gates.get(tree) ?? new Gate();
		this.gates.set(tree, gate);
		return gate.alone(work, signal);
	}
}

function keyOf({ tree, environment }: OnTree, command: string): string {
	return JSON.stringify([tree, environment, command]);
}
